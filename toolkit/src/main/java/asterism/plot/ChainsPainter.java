package asterism.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays out and draws the traces of a chain. */
final class ChainsPainter {

    private static final double TICK_SIZE = 10;
    private static final double LABEL_SIZE = 13;
    private static final double UNIT_SIZE = 9.5;
    private static final double GAP = 5;
    private static final double TICK_ROOM = 44;
    private static final double STEP_ROOM = 22;
    private static final int SHADES = 7;
    private static final double FAINTEST = 0.2;
    private static final Color WALKERS = Colors.of("#0072b2");
    private static final Color BURN_IN = new Color(0xec, 0xec, 0xec);

    private final Chains chains;
    private final int[] well;
    private final int[] stuck;

    ChainsPainter(Chains chains) {
        this.chains = chains;
        this.stuck = chains.stuckWalkers().stream().mapToInt(Integer::intValue).toArray();
        this.well = IntStream.range(0, chains.logP().walkers)
                .filter(w -> !chains.stuckWalkers().contains(w))
                .toArray();
    }

    void paint(Graphics2D g) {
        int rows = chains.parameters().size();
        int columns = chains.regions().size();
        double labelRoom = labelRoom();
        double left = labelRoom + TICK_ROOM;
        double top = 30;
        double bottom = 40;
        double right = 22;
        double posterior = 78;
        double h = (chains.height() - top - bottom - posterior - (rows + 1) * GAP - STEP_ROOM) / rows;
        double w = (chains.width() - left - right - (columns - 1) * TICK_ROOM) / columns;
        if (h < 18 || w < 60) {
            throw new IllegalArgumentException(
                    "chains: " + rows + " parameters of " + columns + " regions have no room in " + chains.width()
                            + " x " + chains.height() + " pixels; use size(width, height) or select(...)");
        }
        for (int c = 0; c < columns; c++) {
            var region = chains.regions().get(c);
            double x = left + c * (w + TICK_ROOM);
            boolean first = true;
            for (int r = 0; r < rows; r++) {
                var name = chains.parameters().get(r);
                var trace = chains.traces().get(path(region, name));
                if (trace != null) {
                    var frame = new Rectangle2D.Double(x, top + r * (h + GAP), w, h);
                    panel(g, frame, trace, false, first);
                    if (isLast(region, r)) {
                        stepLabels(g, frame, TICK_SIZE, 13);
                    }
                    first = false;
                }
            }
            g.setColor(Colors.INK);
            Label.bold(region, 13.5).draw(g, x + w / 2, top - 9, 0.5);
        }
        for (int r = 0; r < rows; r++) {
            var name = chains.parameters().get(r);
            name(g, chains.label(name), chains.unit(name), labelRoom - 6, top + r * (h + GAP) + h / 2);
        }
        double y = top + rows * (h + GAP) + STEP_ROOM;
        panel(g, new Rectangle2D.Double(left, y, chains.width() - left - right, posterior), chains.logP(), true, false);
        name(g, "log", "posterior", labelRoom - 6, y + posterior / 2);
        warn(g, left, y + posterior);
    }

    private static String path(String region, String name) {
        return region.isEmpty() ? name : region + "/" + name;
    }

    /** Whether no lower row has a trace of this region. */
    private boolean isLast(String region, int row) {
        return chains.parameters().stream().skip(row + 1L).noneMatch(name -> chains.traces()
                .containsKey(path(region, name)));
    }

    private double labelRoom() {
        double widest = Label.of("posterior", UNIT_SIZE).width();
        for (var name : chains.parameters()) {
            widest = Math.max(widest, Label.of(chains.label(name), LABEL_SIZE).width());
            widest = Math.max(widest, Label.of(chains.unit(name), UNIT_SIZE).width());
        }
        return widest + 12;
    }

    private static void name(Graphics2D g, String label, String unit, double right, double middle) {
        g.setColor(Colors.INK);
        Label.of(label, LABEL_SIZE).drawMiddle(g, right, unit.isEmpty() ? middle : middle - 6, 1);
        g.setColor(Colors.FRAME);
        Label.of(unit, UNIT_SIZE).drawMiddle(g, right, middle + 8, 1);
    }

    private void panel(Graphics2D g, Rectangle2D frame, Trace trace, boolean lowest, boolean highest) {
        double total = chains.steps().stored();
        double burnIn = frame.getWidth() * chains.steps().burnIn() / total;
        g.setColor(BURN_IN);
        if (burnIn > 0) {
            g.fill(new Rectangle2D.Double(frame.getX(), frame.getY(), burnIn, frame.getHeight()));
        }
        var clip = g.getClip();
        g.clip(frame);
        walkers(g, frame, trace, well, WALKERS, FAINTEST);
        walkers(g, frame, trace, stuck, Colors.WARNING, 0.8);
        median(g, frame, trace);
        g.setClip(clip);
        g.setStroke(new BasicStroke(0.9f));
        if (burnIn > 0) {
            g.setColor(Colors.FRAME);
            double x = frame.getX() + burnIn;
            g.draw(new Line2D.Double(x, frame.getY(), x, frame.getMaxY()));
            var word = Label.of("burn-in", UNIT_SIZE);
            if (highest && burnIn > word.width() + 8) {
                word.drawHalo(g, frame.getX() + burnIn / 2, frame.getY() + 11, 0.5, Color.WHITE);
            }
        }
        axes(g, frame, trace, lowest);
    }

    /** Shades of a color by the number of walkers that pass through a pixel; few shades keep the PNG small. */
    private void walkers(Graphics2D g, Rectangle2D frame, Trace trace, int[] which, Color color, double faintest) {
        if (which.length == 0) {
            return;
        }
        // where there is little to draw it may be fine; where there is much the PNG is to stay small
        boolean few = trace.pieces < frame.getWidth() / 2
                && chains.parameters().size() * chains.regions().size() <= 6;
        int fine = which == stuck || few ? 2 : 1;
        int w = (int) Math.round(fine * frame.getWidth());
        int h = (int) Math.round(fine * frame.getHeight());
        var count = trace.coverage(which, which == stuck ? 1 : 0, w, h);
        var image = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB);
        var shades = new int[which.length + 1];
        for (int k = 1; k < shades.length; k++) {
            double depth = which.length == 1 ? 1 : Math.log(k) / Math.log(which.length);
            double step = Math.round(depth * (SHADES - 1)) / (double) (SHADES - 1);
            shades[k] = Colors.alpha(color, faintest + (0.95 - faintest) * step).getRGB();
        }
        for (int i = 0; i < count.length; i++) {
            image.setRGB(i % w, i / w, shades[count[i]]);
        }
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                fine == 1
                        ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                        : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(
                image,
                new AffineTransform(frame.getWidth() / w, 0, 0, frame.getHeight() / h, frame.getX(), frame.getY()),
                null);
    }

    private static void median(Graphics2D g, Rectangle2D frame, Trace trace) {
        var median = trace.median();
        var path = new Path2D.Double();
        for (int k = 0; k < median.length; k++) {
            double x = frame.getX() + (k + 0.5) / median.length * frame.getWidth();
            double y = frame.getMaxY() - (median[k] - trace.lo) / (trace.hi - trace.lo) * frame.getHeight();
            y = Math.min(Math.max(y, frame.getY() - 50), frame.getMaxY() + 50);
            if (k == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        g.draw(path);
    }

    private void axes(Graphics2D g, Rectangle2D frame, Trace trace, boolean lowest) {
        var scale = Scale.linear(trace.lo, trace.hi);
        var inner = Scale.linear(trace.lo + 0.06 * (trace.hi - trace.lo), trace.hi - 0.06 * (trace.hi - trace.lo));
        var yt = Ticks.of(inner, (int) Math.max(2, frame.getHeight() / 18), ticks -> {
            double step = ticks.size() < 2
                    ? frame.getHeight()
                    : (scale.at(ticks.get(1).at()) - scale.at(ticks.get(0).at())) * frame.getHeight();
            return step > 1.3 * TICK_SIZE;
        });
        g.setColor(Colors.FRAME);
        for (var tick : yt.major()) {
            double y = frame.getMaxY() - scale.at(tick.at()) * frame.getHeight();
            g.draw(new Line2D.Double(frame.getX() - 3, y, frame.getX(), y));
        }
        var steps = stepScale();
        for (var tick : stepTicks(frame).major()) {
            double x = frame.getX() + steps.at(tick.at()) * frame.getWidth();
            g.draw(new Line2D.Double(x, frame.getMaxY(), x, frame.getMaxY() - 3.5));
        }
        g.draw(frame);
        g.setColor(Colors.INK);
        for (int i = 0; i < yt.major().size(); i++) {
            var tick = yt.major().get(i);
            boolean last = i == yt.major().size() - 1 && yt.exponent() != 0;
            var text = last ? tick.label() + PanelPainter.withExponent("", yt.exponent()) : tick.label();
            double y = frame.getMaxY() - scale.at(tick.at()) * frame.getHeight();
            var label = Label.of(text, TICK_SIZE);
            double size = label.width() > TICK_ROOM - 8 ? TICK_SIZE * (TICK_ROOM - 8) / label.width() : TICK_SIZE;
            Label.of(text, size).drawMiddle(g, frame.getX() - 5, y, 1);
        }
        if (lowest) {
            stepLabels(g, frame, TICK_SIZE + 1, 16);
            Label.of(PanelPainter.withExponent("step", stepTicks(frame).exponent()), LABEL_SIZE)
                    .draw(g, frame.getCenterX(), frame.getMaxY() + 33, 0.5);
        }
    }

    private Scale stepScale() {
        return Scale.linear(0, (double) chains.steps().stored() * chains.steps().thin());
    }

    private Ticks stepTicks(Rectangle2D frame) {
        var steps = stepScale();
        return Ticks.of(steps, (int) Math.max(2, frame.getWidth() / 90), PanelPainter.along(steps, frame.getWidth()));
    }

    private void stepLabels(Graphics2D g, Rectangle2D frame, double size, double below) {
        var steps = stepScale();
        g.setColor(Colors.INK);
        for (var tick : stepTicks(frame).major()) {
            double x = frame.getX() + steps.at(tick.at()) * frame.getWidth();
            Label.of(tick.label(), size).draw(g, x, frame.getMaxY() + below, 0.5);
        }
    }

    private void warn(Graphics2D g, double left, double bottom) {
        if (stuck.length > 0) {
            g.setColor(Colors.WARNING);
            int named = stuck.length > 12 ? 8 : stuck.length;
            var numbers =
                    IntStream.of(stuck).limit(named).mapToObj(Integer::toString).collect(Collectors.joining(", "));
            var text = (stuck.length == 1 ? "stuck: walker " : "stuck: walkers ")
                    + numbers
                    + (stuck.length > named ? " and " + (stuck.length - named) + " more" : "");
            Label.bold(text, 11).draw(g, left, bottom + 33, 0);
        }
    }
}
