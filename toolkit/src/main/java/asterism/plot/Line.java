package asterism.plot;

import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** A line through points, or steps over bins; on request filled down to zero. */
public final class Line extends Mark {

    private final double[] x;
    private final double[] y;
    private final boolean filled;

    private Line(double[] x, double[] y, boolean filled, Look look) {
        super(look);
        this.x = x;
        this.y = y;
        this.filled = filled;
    }

    static Line through(double[] x, double[] y) {
        sameLength("x and y of a line", x.length, y.length);
        return new Line(x.clone(), y.clone(), false, Look.PLAIN);
    }

    static Line steps(double[] edges, double[] values) {
        sameLength("edges (but one) and values of steps", edges.length - 1, values.length);
        var x = new double[2 * values.length];
        var y = new double[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            x[2 * i] = edges[i];
            x[2 * i + 1] = edges[i + 1];
            y[2 * i] = values[i];
            y[2 * i + 1] = values[i];
        }
        return new Line(x, y, false, Look.PLAIN);
    }

    static Line histogram(double[] values, int bins) {
        if (bins < 1 || bins > 100_000) {
            throw new IllegalArgumentException("a histogram has 1 to 100000 bins, got " + bins);
        }
        if (values.length == 0) {
            throw new IllegalArgumentException("histogram: there are no values to count");
        }
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (double v : values) {
            if (!Double.isFinite(v)) {
                throw new IllegalArgumentException(
                        "histogram: there are NaN or infinite values; leave them out before plotting");
            }
            lo = Math.min(lo, v);
            hi = Math.max(hi, v);
        }
        double half = lo == hi ? (lo == 0 ? 0.5 : 0.05 * Math.abs(lo)) : 0;
        double width = (hi - lo + 2 * half) / bins;
        var x = new double[2 * bins + 2];
        var y = new double[2 * bins + 2];
        for (double v : values) {
            int bin = Math.min((int) ((v - lo + half) / width), bins - 1);
            y[2 * bin + 1]++;
            y[2 * bin + 2]++;
        }
        for (int i = 0; i <= bins; i++) {
            x[2 * i] = lo - half + i * width;
            x[2 * i + 1] = x[2 * i];
        }
        return new Line(x, y, true, Look.PLAIN);
    }

    /** This line in another color: a CSS name or a hexadecimal code. */
    public Line color(String color) {
        return new Line(x, y, filled, look.color(color));
    }

    /** This line with an opacity between 0 and 1. */
    public Line opacity(double opacity) {
        return new Line(x, y, filled, look.opacity(opacity));
    }

    /** This line with a width in pixels. */
    public Line width(double pixels) {
        return new Line(x, y, filled, look.width(pixels));
    }

    /** This line dashed. */
    public Line dashed() {
        return new Line(x, y, filled, look.dash(Look.Dash.DASHED));
    }

    /** This line dotted. */
    public Line dotted() {
        return new Line(x, y, filled, look.dash(Look.Dash.DOTTED));
    }

    /** This line with the area between it and zero (or the lower edge of a logarithmic axis) lightly filled. */
    public Line filled() {
        return new Line(x, y, true, look);
    }

    /** This line with a name in the legend. */
    public Line name(String name) {
        return new Line(x, y, filled, look.name(name));
    }

    @Override
    String kind() {
        return "line";
    }

    @Override
    void visit(PointSink sink) {
        for (int i = 0; i < x.length; i++) {
            sink.see(x[i], y[i]);
        }
        if (filled) {
            sink.see(x[0], 0);
        }
    }

    @Override
    void check(boolean logX, boolean logY) {
        finite("x", x);
        finite("y", y);
        if (logX) {
            somewherePositive("x", x);
        }
        if (logY) {
            somewherePositive("y", y);
        }
    }

    @Override
    void draw(Sketch s) {
        var path = Polyline.path(s, x, y);
        if (filled) {
            var area = new Path2D.Double(path);
            double base = Math.min(s.py(0), s.frame().getMaxY() + 5);
            area.lineTo(s.px(x[x.length - 1]), base);
            area.lineTo(s.px(x[0]), base);
            area.closePath();
            s.g().setColor(Colors.alpha(s.color(), 0.22));
            s.g().fill(area);
        }
        s.g().setColor(s.color());
        s.g().setStroke(look.stroke());
        s.g().draw(path);
    }

    @Override
    void drawKey(Sketch s, Rectangle2D box) {
        if (filled) {
            s.g().setColor(Colors.alpha(s.color(), 0.22));
            s.g().fill(box);
            s.g().setColor(s.color());
            s.g().setStroke(look.stroke());
            s.g().draw(box);
            return;
        }
        Color color = s.color();
        s.g().setColor(color.getAlpha() < 90 ? Colors.onWhite(color, 0.6) : color);
        s.g().setStroke(look.stroke());
        s.g().draw(new Line2D.Double(box.getX(), box.getCenterY(), box.getMaxX(), box.getCenterY()));
    }
}
