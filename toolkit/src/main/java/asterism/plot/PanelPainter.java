package asterism.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Draws one panel: marks, frame, ticks, labels, legend, color bar. */
final class PanelPainter {

    static final double TICK_SIZE = 12;
    static final double LABEL_SIZE = 13.5;
    static final double TITLE_SIZE = 14;
    private static final double TICK = 5;
    private static final double MINOR = 2.8;
    private static final double GAP = 5;
    private static final double BAR = 14;
    private static final double MARGIN = 0.045;

    private final Panel panel;
    private final Scale xScale;
    private final Scale yScale;
    private final boolean showX;
    private final boolean showY;

    PanelPainter(Panel panel, Scale xScale, Scale yScale, boolean showX, boolean showY) {
        this.panel = panel;
        this.xScale = xScale;
        this.yScale = yScale;
        this.showX = showX;
        this.showY = showY;
    }

    static PanelPainter of(Panel panel) {
        var x = xScale(List.of(panel));
        return new PanelPainter(panel, x, yScale(List.of(panel), x), true, true);
    }

    /** The x scale on which all panels find room; the first one's axis decides. */
    static Scale xScale(List<Panel> panels) {
        var axis = panels.get(0).x();
        var extent = Extent.unbounded(axis.isLog(), false);
        boolean image = false;
        for (var panel : panels) {
            for (var mark : panel.marks()) {
                mark.visit(extent);
                image |= mark instanceof HeatMap;
            }
        }
        return axis.over(extent.xMin, extent.xMax, image ? 0 : MARGIN);
    }

    /** The y scale for what is seen in the x range. */
    static Scale yScale(List<Panel> panels, Scale x) {
        var axis = panels.get(0).y();
        var extent = new Extent(x, x.log(), axis.isLog());
        boolean image = false;
        for (var panel : panels) {
            for (var mark : panel.marks()) {
                mark.visit(extent);
                image |= mark instanceof HeatMap;
            }
        }
        var scale = axis.over(extent.yMin, extent.yMax, image ? 0 : MARGIN);
        boolean standsOnZero = extent.yMin == 0
                && !axis.hasBeginning()
                && !axis.isLog()
                && panels.stream().flatMap(p -> p.marks().stream()).anyMatch(m -> m instanceof Line);
        return standsOnZero && scale.lo() < 0 ? axis.from(0).over(0, extent.yMax, MARGIN) : scale;
    }

    /** Room for the labels around a panel whose outer size is given. */
    Insets insets(double width, double height) {
        var xt = xTicks(Math.max(40, width - 80));
        double bottom = showX ? GAP + TICK_SIZE * 1.25 : GAP;
        bottom += showX && !panel.x().label().isEmpty() ? LABEL_SIZE * 1.4 + 2 : 0;
        double top = panel.title().isEmpty() ? 9 : TITLE_SIZE * 1.7;
        boolean power = yTicks(Math.max(40, height - 60)).exponent() != 0;
        top += power && showY && panel.title().isEmpty() ? TICK_SIZE : 0;
        top += panel.top().isPresent() ? TICK_SIZE * 1.4 + LABEL_SIZE * 1.5 : 0;
        double right = 12;
        for (var tick : showX ? xt.major() : List.<Tick>of()) {
            double half = Label.of(tick.label(), TICK_SIZE).width() / 2;
            right = Math.max(right, half - (1 - xScale.at(tick.at())) * width + 3);
        }
        right += barWidth(height);
        return new Insets(left(height - top - bottom), top, right, bottom);
    }

    /** Room for the labels of the vertical axis, of a panel whose inner height is given: how wide they are depends on how many there are. */
    double left(double inside) {
        if (!showY) {
            return GAP;
        }
        double widest = 0;
        for (var tick : yTicks(Math.max(40, inside)).major()) {
            widest = Math.max(widest, Label.of(tick.label(), TICK_SIZE).width());
        }
        return GAP + widest + GAP + (panel.y().label().isEmpty() ? 0 : LABEL_SIZE * 1.35 + GAP);
    }

    /** Room that color bars need at the right. */
    double barWidth(double height) {
        double width = 0;
        for (var map : bars()) {
            double widest = 0;
            for (var tick : map.barTicks(height * 0.8).major()) {
                widest = Math.max(widest, Label.of(tick.label(), TICK_SIZE).width());
            }
            width += 10 + BAR + 2 * GAP + widest + (map.barLabel().isBlank() ? 0 : LABEL_SIZE * 1.5);
        }
        return width;
    }

    private List<HeatMap> bars() {
        var bars = new ArrayList<HeatMap>();
        for (var mark : panel.marks()) {
            if (mark instanceof HeatMap map && !map.barLabel().isEmpty()) {
                bars.add(map);
            }
        }
        return bars;
    }

    Ticks xTicks(double length) {
        return ticks(panel.x(), xScale, (int) Math.max(2, length / 64), along(xScale, length));
    }

    Ticks yTicks(double length) {
        return ticks(panel.y(), yScale, (int) Math.max(2, length / 38), stacked(yScale, length));
    }

    private static Ticks ticks(Axis axis, Scale scale, int atMost, Ticks.Room room) {
        if (axis.ownTicks().isEmpty()) {
            return Ticks.of(scale, atMost, room);
        }
        var seen = axis.ownTicks().stream().filter(t -> scale.contains(t.at())).toList();
        return new Ticks(seen, List.of(), 0);
    }

    /** Labels beside each other need a gap of half a digit's height. */
    static Ticks.Room along(Scale scale, double length) {
        return ticks -> {
            double before = Double.NEGATIVE_INFINITY;
            for (var tick : ticks) {
                double half = Label.of(tick.label(), TICK_SIZE).width() / 2;
                double at = (scale.inverted() ? 1 - scale.at(tick.at()) : scale.at(tick.at())) * length;
                if (at - half < before + 0.8 * TICK_SIZE) {
                    return false;
                }
                before = at + half;
            }
            return true;
        };
    }

    private static Ticks.Room stacked(Scale scale, double length) {
        return ticks -> {
            for (int i = 1; i < ticks.size(); i++) {
                double gap = Math.abs(
                        scale.at(ticks.get(i).at()) - scale.at(ticks.get(i - 1).at()));
                if (gap * length < 1.4 * TICK_SIZE) {
                    return false;
                }
            }
            return true;
        };
    }

    void paint(Graphics2D g, Rectangle2D room) {
        var frame = panel.hasEqualUnits() ? equalUnits(room) : room;
        var sketch = new Sketch(g, frame, xScale, yScale, Colors.INK);
        var clip = g.getClip();
        g.clip(frame);
        var keys = new ArrayList<Legend.Key>();
        int next = 0;
        for (var mark : panel.marks()) {
            Color cycle = Colors.of(Colors.cycle(next));
            next += mark.takesColor() ? 1 : 0;
            var own = sketch.color(mark.color(cycle));
            mark.draw(own);
            if (!mark.look.name().isEmpty()) {
                keys.add(new Legend.Key(mark, own.color()));
            }
        }
        if (panel.legend() != Place.NONE && !keys.isEmpty()) {
            new Legend(keys).draw(sketch, panel.legend(), panel.marks());
        }
        g.setClip(clip);
        frame(sketch);
        colorBars(g, frame);
    }

    private Rectangle2D equalUnits(Rectangle2D room) {
        double unitsX = xScale.hi() - xScale.lo();
        double unitsY = yScale.hi() - yScale.lo();
        double perUnit = Math.min(room.getWidth() / unitsX, room.getHeight() / unitsY);
        double w = perUnit * unitsX;
        double h = perUnit * unitsY;
        return new Rectangle2D.Double(
                room.getX() + (room.getWidth() - w) / 2, room.getY() + (room.getHeight() - h) / 2, w, h);
    }

    private void frame(Sketch s) {
        var g = s.g();
        var f = s.frame();
        g.setColor(Colors.FRAME);
        g.setStroke(new BasicStroke(1f));
        var xt = xTicks(f.getWidth());
        var yt = yTicks(f.getHeight());
        for (double at : xt.minor()) {
            vertical(s, s.px(at), MINOR, panel.top().isEmpty());
        }
        for (double at : yt.minor()) {
            horizontal(s, s.py(at), MINOR);
        }
        for (var tick : xt.major()) {
            vertical(s, s.px(tick.at()), TICK, panel.top().isEmpty());
        }
        for (var tick : yt.major()) {
            horizontal(s, s.py(tick.at()), TICK);
        }
        g.draw(f);
        g.setColor(Colors.INK);
        if (showX) {
            xLabels(s, xt);
        }
        if (showY) {
            yLabels(s, yt);
        }
        panel.top().ifPresent(t -> topAxis(s, t));
        if (!panel.title().isEmpty()) {
            double lift = panel.top().isPresent() ? TICK_SIZE * 1.4 + LABEL_SIZE * 1.5 : 0;
            Label.bold(panel.title(), TITLE_SIZE).draw(g, f.getCenterX(), f.getY() - 8 - lift, 0.5);
        }
    }

    private static void vertical(Sketch s, double x, double length, boolean both) {
        var f = s.frame();
        s.g().draw(new Line2D.Double(x, f.getMaxY(), x, f.getMaxY() - length));
        if (both) {
            s.g().draw(new Line2D.Double(x, f.getY(), x, f.getY() + length));
        }
    }

    private static void horizontal(Sketch s, double y, double length) {
        var f = s.frame();
        s.g().draw(new Line2D.Double(f.getX(), y, f.getX() + length, y));
        s.g().draw(new Line2D.Double(f.getMaxX(), y, f.getMaxX() - length, y));
    }

    private void xLabels(Sketch s, Ticks ticks) {
        var f = s.frame();
        double baseline = f.getMaxY() + GAP + TICK_SIZE;
        for (var tick : ticks.major()) {
            Label.of(tick.label(), TICK_SIZE).draw(s.g(), s.px(tick.at()), baseline, 0.5);
        }
        var label = withExponent(panel.x().label(), ticks.exponent());
        if (!label.isEmpty()) {
            Label.of(label, LABEL_SIZE).draw(s.g(), f.getCenterX(), baseline + LABEL_SIZE * 1.4, 0.5);
        }
    }

    private void yLabels(Sketch s, Ticks ticks) {
        var f = s.frame();
        double widest = 0;
        for (var tick : ticks.major()) {
            var label = Label.of(tick.label(), TICK_SIZE);
            label.drawMiddle(s.g(), f.getX() - GAP - 1, s.py(tick.at()), 1);
            widest = Math.max(widest, label.width());
        }
        var label = withExponent(panel.y().label(), ticks.exponent());
        if (!label.isEmpty()) {
            Label.of(label, LABEL_SIZE)
                    .drawUpwards(s.g(), f.getX() - 2 * GAP - widest - LABEL_SIZE * 0.7, f.getCenterY());
        }
    }

    static String withExponent(String label, int exponent) {
        if (exponent == 0) {
            return label;
        }
        var power = "\u00d710^{" + (exponent < 0 ? "\u2212" : "") + Math.abs(exponent) + "}";
        return label.isEmpty() ? power : label + " (" + power + ")";
    }

    private void topAxis(Sketch s, Panel.TopAxis top) {
        double a = top.fromX().applyAsDouble(xScale.lo());
        double b = top.fromX().applyAsDouble(xScale.hi());
        boolean falls = a > b;
        if (!Double.isFinite(a) || !Double.isFinite(b) || a == b || (top.axis().isLog() && Math.min(a, b) <= 0)) {
            throw new IllegalArgumentException("top axis '" + top.axis().label() + "': from x = " + xScale.lo() + " to "
                    + xScale.hi() + " it would run from " + a + " to " + b + "; give a function that is finite"
                    + (top.axis().isLog() ? ", positive" : "") + " and strictly increasing or decreasing there");
        }
        var scale = new Scale(top.axis().isLog(), Math.min(a, b), Math.max(a, b), false);
        var f = s.frame();
        java.util.function.DoubleUnaryOperator px = value -> s.px(invert(top, value, falls));
        var ticks = ticks(top.axis(), scale, (int) Math.max(2, f.getWidth() / 64), candidates -> {
            double before = Double.NaN;
            for (var tick : candidates) {
                double at = px.applyAsDouble(tick.at());
                double need = Label.of(tick.label(), TICK_SIZE).width() + 0.8 * TICK_SIZE;
                if (Math.abs(at - before) < need) {
                    return false;
                }
                before = at;
            }
            return true;
        });
        var g = s.g();
        g.setColor(Colors.FRAME);
        for (double at : ticks.minor()) {
            double x = px.applyAsDouble(at);
            g.draw(new Line2D.Double(x, f.getY(), x, f.getY() + MINOR));
        }
        for (var tick : ticks.major()) {
            double x = px.applyAsDouble(tick.at());
            g.draw(new Line2D.Double(x, f.getY(), x, f.getY() + TICK));
        }
        g.setColor(Colors.INK);
        for (var tick : ticks.major()) {
            Label.of(tick.label(), TICK_SIZE).draw(g, px.applyAsDouble(tick.at()), f.getY() - GAP, 0.5);
        }
        Label.of(withExponent(top.axis().label(), ticks.exponent()), LABEL_SIZE)
                .draw(g, f.getCenterX(), f.getY() - GAP - TICK_SIZE * 1.55, 0.5);
    }

    /** The x whose value on the upper scale is given, by bisection. */
    private double invert(Panel.TopAxis top, double value, boolean falls) {
        double lo = 0;
        double hi = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (lo + hi) / 2;
            boolean above = top.fromX().applyAsDouble(xAt(middle)) > value;
            if (above == falls) {
                lo = middle;
            } else {
                hi = middle;
            }
        }
        return xAt((lo + hi) / 2);
    }

    private double xAt(double fraction) {
        return xScale.log()
                ? xScale.lo() * Math.pow(xScale.hi() / xScale.lo(), fraction)
                : xScale.lo() + fraction * (xScale.hi() - xScale.lo());
    }

    private void colorBars(Graphics2D g, Rectangle2D frame) {
        double left = frame.getMaxX() + 10;
        for (var map : bars()) {
            var box = new Rectangle2D.Double(left, frame.getY(), BAR, frame.getHeight());
            int steps = 128;
            for (int i = 0; i < steps; i++) {
                double bottom = box.getMaxY() - box.height * i / steps;
                g.setColor(map.colorAt((i + 0.5) / steps));
                double overlap = i + 1 < steps ? 0.5 : 0;
                double high = box.height / steps;
                g.fill(new Rectangle2D.Double(left, bottom - high - overlap, BAR, high + overlap));
            }
            g.setColor(Colors.FRAME);
            g.setStroke(new BasicStroke(1f));
            g.draw(box);
            var ticks = map.barTicks(box.height);
            double widest = 0;
            for (var tick : ticks.major()) {
                double y = box.getMaxY() - map.fraction(tick.at()) * box.height;
                g.setColor(Colors.FRAME);
                g.draw(new Line2D.Double(box.getMaxX() - TICK, y, box.getMaxX(), y));
                g.setColor(Colors.INK);
                var label = Label.of(tick.label(), TICK_SIZE);
                label.drawMiddle(g, box.getMaxX() + GAP, y, 0);
                widest = Math.max(widest, label.width());
            }
            left = box.getMaxX() + 2 * GAP + widest;
            var label = withExponent(map.barLabel().strip(), ticks.exponent());
            if (!label.isEmpty()) {
                Label.of(label, LABEL_SIZE).drawUpwards(g, left + LABEL_SIZE * 0.6, box.getCenterY());
                left += LABEL_SIZE * 1.5;
            }
        }
    }
}
