package asterism.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays out and draws a corner plot. */
final class CornerPainter {

    private static final double LOW = 0.002;
    private static final double HIGH = 0.998;
    private static final double MARGIN = 0.05;
    private static final double PIXELS_PER_DOT = 140;
    private static final int LOOKED_AT = 4000;
    private static final int HISTOGRAM_BINS = 32;

    private final Corner corner;
    private final List<String> names;
    private final List<Side> sides = new ArrayList<>();
    private final double tickSize;
    private final double labelSize;

    /** One parameter: its range as drawn (u = log10 of the value on a logarithmic axis) and each posterior's draws. */
    private static final class Side {
        final String label;
        final boolean log;
        double lo;
        double hi;
        final List<double[]> draws = new ArrayList<>();
        final List<Spread> spreads = new ArrayList<>();
        final List<Boolean> present = new ArrayList<>();

        Side(String label, boolean log) {
            this.label = label;
            this.log = log;
        }

        double u(double value) {
            return log ? Math.log10(value) : value;
        }

        double value(double u) {
            return log ? Math.pow(10, u) : u;
        }

        double fraction(double u) {
            return (u - lo) / (hi - lo);
        }

        Scale scale(double margin) {
            double pad = margin * (hi - lo);
            return new Scale(log, value(lo + pad), value(hi - pad), false);
        }

        boolean spread(int cloud) {
            return present.get(cloud)
                    && !spreads.get(cloud).isDegenerate()
                    && spreads.get(cloud).max > lo
                    && spreads.get(cloud).min < hi;
        }
    }

    CornerPainter(Corner corner) {
        this.corner = corner;
        this.names = corner.parameters();
        if (corner.clouds().isEmpty()) {
            throw new IllegalArgumentException("corner: there is no posterior; add(samples) first");
        }
        for (var name : names) {
            sides.add(side(name));
        }
        int n = names.size();
        this.tickSize = n <= 3 ? 11.5 : n <= 6 ? 10.5 : 9.5;
        this.labelSize = n <= 3 ? 13.5 : n <= 6 ? 12.5 : 11.5;
    }

    private Side side(String name) {
        var axis = corner.axis(name);
        var label = axis.label();
        for (var cloud : corner.clouds()) {
            label = label.isEmpty() && cloud.has(name) ? cloud.label(name) : label;
        }
        var side = new Side(label, axis.log());
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (var cloud : corner.clouds()) {
            boolean has = cloud.has(name);
            var draws = has ? cloud.draws(name) : new double[] {Double.NaN};
            draws = axis.log() ? Arrays.stream(draws).map(Math::log10).toArray() : draws;
            var spread = Spread.of(draws);
            side.draws.add(draws);
            side.spreads.add(spread);
            side.present.add(has);
            if (has) {
                lo = Math.min(lo, spread.quantile(LOW));
                hi = Math.max(hi, spread.quantile(HIGH));
            }
        }
        var truth = corner.truths().get(name);
        if (truth != null && (!axis.log() || truth > 0)) {
            lo = Math.min(lo, side.u(truth));
            hi = Math.max(hi, side.u(truth));
        }
        double pad = MARGIN * (hi - lo);
        if (!(hi - lo > 1e-12 * Math.max(Math.abs(lo), Math.abs(hi)))) {
            pad = lo == 0 ? 0.5 : 0.05 * Math.abs(lo);
        }
        side.lo = Double.isNaN(axis.lo()) ? lo - pad : side.u(axis.lo());
        side.hi = Double.isNaN(axis.hi()) ? hi + pad : side.u(axis.hi());
        return side;
    }

    void paint(Graphics2D g) {
        int n = names.size();
        double gap = n <= 4 ? 8 : 6;
        double left = leftRoom();
        double bottom = tickSize * 1.5 + labelSize * 1.7 + 4;
        double title = corner.options().title().isEmpty() ? 0 : 26;
        double top = title + titleRoom() + 4;
        double right = 14;
        double w = (corner.width() - left - right - gap * (n - 1)) / n;
        double h = (corner.height() - top - bottom - gap * (n - 1)) / n;
        if (w < 24 || h < 24) {
            throw new IllegalArgumentException("corner: " + n + " parameters have no room in " + corner.width() + " x "
                    + corner.height() + " pixels; use size(width, height) or select(...)");
        }
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                var frame = new Rectangle2D.Double(left + column * (w + gap), top + row * (h + gap), w, h);
                if (row == column) {
                    diagonal(g, frame, row);
                } else {
                    pair(g, frame, column, row);
                }
                ticks(g, frame, column, row, gap);
            }
        }
        if (title > 0) {
            g.setColor(Colors.INK);
            Label.bold(corner.options().title(), 16).draw(g, corner.width() / 2.0, 20, 0.5);
        }
        legend(g, left, top + (h + gap) * 0.15, corner.width() - right);
    }

    // ---- panels ------------------------------------------------------------------------------------------------

    private void diagonal(Graphics2D g, Rectangle2D frame, int k) {
        var side = sides.get(k);
        var clip = g.getClip();
        g.clip(frame);
        for (int c = 0; c < corner.clouds().size(); c++) {
            if (!side.present.get(c)) {
                continue;
            }
            Color color = corner.clouds().get(c).color;
            if (side.spread(c)) {
                curve(g, frame, side, c, color);
            } else {
                double x = frame.getX() + side.fraction(side.spreads.get(c).min) * frame.getWidth();
                g.setColor(color);
                g.setStroke(new BasicStroke(2f));
                g.draw(new Line2D.Double(x, frame.getMaxY(), x, frame.getY() + 0.1 * frame.getHeight()));
            }
        }
        truth(g, frame, names.get(k), side, true);
        g.setClip(clip);
        titles(g, frame, k);
    }

    private void curve(Graphics2D g, Rectangle2D frame, Side side, int c, Color color) {
        var spread = side.spreads.get(c);
        var draws = side.draws.get(c);
        var density = corner.options().steps()
                ? Density1.steps(draws, side.lo, side.hi, HISTOGRAM_BINS)
                : Density1.smooth(
                        draws, spread, side.lo, side.hi, corner.options().smoothing());
        double perUnit = 0.9 * frame.getHeight() / density.peak();
        var line = new Path2D.Double();
        double base = frame.getMaxY() + 2;
        line.moveTo(px(frame, side, density.x[0]), base);
        for (int i = 0; i < density.x.length; i++) {
            line.lineTo(px(frame, side, density.x[i]), frame.getMaxY() - perUnit * density.density[i]);
        }
        line.lineTo(px(frame, side, density.x[density.x.length - 1]), base);
        var q = corner.options().quantiles();
        double lower = px(frame, side, spread.quantile(q.get(0)));
        double upper = px(frame, side, spread.quantile(q.get(2)));
        var clip = g.getClip();
        g.setColor(Colors.alpha(color, 0.10));
        g.fill(line);
        g.clip(new Rectangle2D.Double(lower, frame.getY(), upper - lower, frame.getHeight()));
        g.setColor(Colors.alpha(color, 0.22));
        g.fill(line);
        g.setClip(clip);
        g.setColor(color);
        g.setStroke(new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        g.draw(line);
        for (int i = 0; i < q.size(); i++) {
            double u = spread.quantile(q.get(i));
            double x = px(frame, side, u);
            double height = perUnit * density.at(u);
            g.setStroke(
                    i == 1
                            ? new BasicStroke(1.3f)
                            : new BasicStroke(
                                    0.9f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {3, 2.2f}, 0));
            g.draw(new Line2D.Double(x, frame.getMaxY(), x, frame.getMaxY() - height));
        }
    }

    private void pair(Graphics2D g, Rectangle2D frame, int column, int row) {
        var a = sides.get(column);
        var b = sides.get(row);
        var clip = g.getClip();
        g.clip(frame);
        var densities = new ArrayList<Density2>();
        for (int c = 0; c < corner.clouds().size(); c++) {
            if (a.spread(c) && b.spread(c)) {
                var density = Density2.of(
                        new Density2.Side(a.draws.get(c), a.spreads.get(c), a.lo, a.hi),
                        new Density2.Side(b.draws.get(c), b.spreads.get(c), b.lo, b.hi),
                        corner.options().smoothing());
                densities.add(density);
                area(g, frame, a, b, c, density);
            } else if (a.present.get(c) && b.present.get(c)) {
                dots(g, frame, a, b, c, (u, v) -> true);
            }
        }
        int next = 0;
        for (int c = 0; c < corner.clouds().size(); c++) {
            if (a.spread(c) && b.spread(c)) {
                lines(g, frame, a, b, c, densities.get(next));
                next++;
            }
        }
        truth(g, frame, names.get(column), a, true);
        truth(g, frame, names.get(row), b, false);
        g.setClip(clip);
    }

    private interface Outside {
        boolean test(double u, double v);
    }

    private double[] levels(Density2 density) {
        var sigmas = corner.options().sigmas();
        var levels = new double[sigmas.size()];
        Arrays.setAll(levels, i -> density.level(1 - Math.exp(-0.5 * sigmas.get(i) * sigmas.get(i))));
        return levels;
    }

    /** Shades between the contours, and single draws beyond the last one. */
    private void area(Graphics2D g, Rectangle2D frame, Side a, Side b, int c, Density2 density) {
        var levels = levels(density);
        Color color = corner.clouds().get(c).color;
        double last = levels.length == 0 ? Double.POSITIVE_INFINITY : levels[levels.length - 1];
        if (corner.options().points()) {
            dots(g, frame, a, b, c, (u, v) -> density.at(u, v) < last);
        }
        var x = Density2.rim(pixels(frame, a, density.x));
        var y = Density2.rim(pixelsUp(frame, b, density.y));
        var z = density.rimmed();
        for (int i = levels.length - 1; i >= 0; i--) {
            if (levels[i] > 0) {
                var path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
                Isolines.at(levels[i], z, x, y).forEach(line -> line.appendTo(path));
                g.setColor(Colors.alpha(color, i == levels.length - 1 ? 0.16 : 0.20));
                g.fill(path);
            }
        }
    }

    private void lines(Graphics2D g, Rectangle2D frame, Side a, Side b, int c, Density2 density) {
        var levels = levels(density);
        g.setColor(corner.clouds().get(c).color);
        g.setStroke(new BasicStroke(1.1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        var x = pixels(frame, a, density.x);
        var y = pixelsUp(frame, b, density.y);
        for (double level : levels) {
            if (level > 0) {
                var path = new Path2D.Double();
                Isolines.at(level, density.density, x, y).forEach(line -> line.appendTo(path));
                g.draw(path);
            }
        }
    }

    private void dots(Graphics2D g, Rectangle2D frame, Side a, Side b, int c, Outside outside) {
        var us = a.draws.get(c);
        var vs = b.draws.get(c);
        var path = new Path2D.Double();
        int looked = Math.min(us.length, LOOKED_AT);
        double most = frame.getWidth() * frame.getHeight() / PIXELS_PER_DOT;
        int drawn = 0;
        for (int i = 0; i < looked && drawn < most; i++) {
            int k = (int) ((long) i * us.length / looked);
            if (outside.test(us[k], vs[k])) {
                double x = onHalfPixel(px(frame, a, us[k]));
                double y = onHalfPixel(frame.getMaxY() - b.fraction(vs[k]) * frame.getHeight());
                if (frame.contains(x, y)) {
                    path.moveTo(x, y);
                    path.lineTo(x + 0.01, y);
                    drawn++;
                }
            }
        }
        g.setColor(Colors.alpha(corner.clouds().get(c).color, 0.45));
        g.setStroke(new BasicStroke(1.3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(path);
    }

    /** Dots on the pixels of a notebook's figure are all alike, which makes its file a tenth smaller. */
    private static double onHalfPixel(double x) {
        return 0.5 * Math.round(2 * x);
    }

    private void truth(Graphics2D g, Rectangle2D frame, String name, Side side, boolean vertical) {
        var value = corner.truths().get(name);
        if (value == null || (side.log && value <= 0)) {
            return;
        }
        g.setColor(Colors.INK);
        g.setStroke(new BasicStroke(0.9f));
        if (vertical) {
            double x = px(frame, side, side.u(value));
            g.draw(new Line2D.Double(x, frame.getY(), x, frame.getMaxY()));
        } else {
            double y = frame.getMaxY() - side.fraction(side.u(value)) * frame.getHeight();
            g.draw(new Line2D.Double(frame.getX(), y, frame.getMaxX(), y));
        }
    }

    private static double px(Rectangle2D frame, Side side, double u) {
        return frame.getX() + side.fraction(u) * frame.getWidth();
    }

    private static double[] pixels(Rectangle2D frame, Side side, double[] u) {
        return Arrays.stream(u).map(v -> px(frame, side, v)).toArray();
    }

    private static double[] pixelsUp(Rectangle2D frame, Side side, double[] u) {
        return Arrays.stream(u)
                .map(v -> frame.getMaxY() - side.fraction(v) * frame.getHeight())
                .toArray();
    }

    // ---- words -------------------------------------------------------------------------------------------------

    private double titleLine() {
        return labelSize * 1.4;
    }

    /** Room above the first panel: the parameter's name and a line for each posterior. */
    private double titleRoom() {
        return titleLine() * (1 + corner.clouds().size()) + 3;
    }

    private void titles(Graphics2D g, Rectangle2D frame, int k) {
        var side = sides.get(k);
        var lines = new ArrayList<Label>();
        var colors = new ArrayList<Color>();
        var q = corner.options().quantiles();
        lines.add(Label.bold(withoutUnit(side.label), labelSize));
        colors.add(Colors.INK);
        boolean single = corner.clouds().size() == 1;
        for (int c = 0; c < corner.clouds().size(); c++) {
            if (side.present.get(c)) {
                var spread = side.spreads.get(c);
                double middle = side.value(spread.quantile(q.get(1)));
                var text = Rounded.markup(
                        middle,
                        middle - side.value(spread.quantile(q.get(0))),
                        side.value(spread.quantile(q.get(2))) - middle);
                lines.add(Label.of(text, labelSize - 0.5));
                colors.add(single ? Colors.INK : darker(corner.clouds().get(c).color));
            }
        }
        double baseline = frame.getY() - 6 - (lines.size() - 1) * titleLine();
        for (int i = 0; i < lines.size(); i++) {
            g.setColor(colors.get(i));
            lines.get(i).draw(g, frame.getCenterX(), baseline + i * titleLine(), 0.5);
        }
    }

    /** Dark enough to be read as text on white. */
    private static Color darker(Color color) {
        double luminance = (0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue()) / 255;
        return luminance > 0.42 ? Colors.mix(color, Color.BLACK, Math.min(0.5, luminance - 0.38)) : color;
    }

    private static String withoutUnit(String label) {
        int bracket = label.lastIndexOf(" [");
        return bracket > 0 ? label.substring(0, bracket) : label;
    }

    private Ticks ticks(Side side, double length, boolean across) {
        double margin = across ? 0.1 : 0.07;
        int atMost = (int) Math.max(2, Math.min(5, length / 26));
        return Ticks.of(side.scale(margin), atMost, candidates -> {
            double before = Double.NEGATIVE_INFINITY;
            for (var tick : candidates) {
                double at = side.fraction(side.u(tick.at())) * length;
                double half = across ? Label.of(tick.label(), tickSize).width() / 2 : 0.6 * tickSize;
                if (at - half < before + (across ? 0.6 * tickSize : 2)) {
                    return false;
                }
                before = at + half;
            }
            return true;
        });
    }

    private double leftRoom() {
        double widest = 0;
        double length = (double) corner.height() / (names.size() + 1);
        for (int k = 1; k < sides.size(); k++) {
            for (var tick : ticks(sides.get(k), length, false).major()) {
                widest = Math.max(widest, Label.of(tick.label(), tickSize).width());
            }
        }
        return names.size() == 1 ? 14 : widest + labelSize * 1.3 + 16;
    }

    private void ticks(Graphics2D g, Rectangle2D frame, int column, int row, double gap) {
        g.setStroke(new BasicStroke(0.9f));
        var xs = sides.get(column);
        var xt = ticks(xs, frame.getWidth(), true);
        double mark = 3.5;
        g.setColor(Colors.FRAME);
        for (var tick : xt.major()) {
            double x = px(frame, xs, xs.u(tick.at()));
            g.draw(new Line2D.Double(x, frame.getMaxY(), x, frame.getMaxY() - mark));
        }
        var ys = sides.get(row);
        var yt = ticks(ys, frame.getHeight(), false);
        if (row != column) {
            for (var tick : yt.major()) {
                double y = frame.getMaxY() - ys.fraction(ys.u(tick.at())) * frame.getHeight();
                g.draw(new Line2D.Double(frame.getX(), y, frame.getX() + mark, y));
            }
        }
        g.draw(frame);
        g.setColor(Colors.INK);
        if (row == names.size() - 1) {
            double baseline = frame.getMaxY() + 3 + tickSize;
            for (var tick : xt.major()) {
                Label.of(tick.label(), tickSize).draw(g, px(frame, xs, xs.u(tick.at())), baseline, 0.5);
            }
            fitted(PanelPainter.withExponent(xs.label, xt.exponent()), frame.getWidth() + gap)
                    .draw(g, frame.getCenterX(), baseline + labelSize * 1.55, 0.5);
        }
        if (column == 0 && row > 0) {
            double widest = 0;
            for (var tick : yt.major()) {
                double y = frame.getMaxY() - ys.fraction(ys.u(tick.at())) * frame.getHeight();
                var label = Label.of(tick.label(), tickSize);
                label.drawMiddle(g, frame.getX() - 4, y, 1);
                widest = Math.max(widest, label.width());
            }
            fitted(PanelPainter.withExponent(ys.label, yt.exponent()), frame.getHeight() + gap)
                    .drawUpwards(g, labelSize * 0.75 + 1, frame.getCenterY());
        }
    }

    /** A label made smaller where it would run into its neighbour. */
    private Label fitted(String markup, double room) {
        var label = Label.of(markup, labelSize);
        return label.width() <= room ? label : Label.of(markup, Math.max(7, labelSize * room / label.width()));
    }

    private void legend(Graphics2D g, double left, double top, double right) {
        var named = corner.clouds().stream().filter(c -> !c.name.isEmpty()).toList();
        if (named.isEmpty() || (names.size() == 1 && named.size() < 2)) {
            return;
        }
        double size = names.size() <= 3 ? 13 : 15;
        double y = names.size() == 1 ? 18 : top;
        double widest = named.stream()
                .mapToDouble(c -> Label.of(c.name, size).width())
                .max()
                .orElse(0);
        double x = Math.max(left, right - widest - 30);
        for (var cloud : named) {
            g.setColor(Colors.alpha(cloud.color, 0.45));
            var box = new Rectangle2D.Double(x, y - 6, 20, 12);
            g.fill(box);
            g.setColor(cloud.color);
            g.setStroke(new BasicStroke(1.4f));
            g.draw(box);
            g.setColor(Colors.INK);
            Label.of(cloud.name, size).drawMiddle(g, x + 28, y, 0);
            y += size * 1.6;
        }
    }
}
