package asterism.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/** Data points, with symmetric or asymmetric errors in x and y, or limits drawn as arrows. */
public final class Points extends Mark {

    private enum Limit {
        NONE,
        UPPER,
        LOWER
    }

    private static final double ARROW = 22;

    private final double[] x;
    private final double[] y;
    private final double[] left;
    private final double[] right;
    private final double[] down;
    private final double[] up;
    private final Marker marker;
    private final double size;
    private final boolean hollow;
    private final Limit limit;

    private Points(
            double[] x,
            double[] y,
            double[] left,
            double[] right,
            double[] down,
            double[] up,
            Marker marker,
            double size,
            boolean hollow,
            Limit limit,
            Look look) {
        super(look);
        this.x = x;
        this.y = y;
        this.left = left;
        this.right = right;
        this.down = down;
        this.up = up;
        this.marker = marker;
        this.size = size;
        this.hollow = hollow;
        this.limit = limit;
    }

    static Points of(double[] x, double[] y) {
        return of(x, y, Limit.NONE);
    }

    static Points upperLimits(double[] x, double[] y) {
        return of(x, y, Limit.UPPER);
    }

    static Points lowerLimits(double[] x, double[] y) {
        return of(x, y, Limit.LOWER);
    }

    private static Points of(double[] x, double[] y, Limit limit) {
        sameLength("x and y of points", x.length, y.length);
        var none = new double[x.length];
        return new Points(
                x.clone(), y.clone(), none, none, none, none, Marker.CIRCLE, 6.5, false, limit, Look.PLAIN.width(1.2));
    }

    /** These points with symmetric errors in x. */
    public Points xError(double[] error) {
        return xError(error, error);
    }

    /** These points with errors in x: how far they reach to smaller and to larger values, both positive. */
    public Points xError(double[] minus, double[] plus) {
        error("x", minus);
        error("x", plus);
        return new Points(x, y, minus.clone(), plus.clone(), down, up, marker, size, hollow, limit, look);
    }

    /** These points with symmetric errors in y. */
    public Points yError(double[] error) {
        return yError(error, error);
    }

    /** These points with errors in y: how far they reach to smaller and to larger values, both positive. */
    public Points yError(double[] minus, double[] plus) {
        error("y", minus);
        error("y", plus);
        return new Points(x, y, left, right, minus.clone(), plus.clone(), marker, size, hollow, limit, look);
    }

    /** These points with another shape. */
    public Points marker(Marker marker) {
        return new Points(x, y, left, right, down, up, marker, size, hollow, limit, look);
    }

    /** These points with a diameter in pixels; 6.5 is the default. */
    public Points size(double pixels) {
        if (!(pixels > 0 && pixels <= 200)) {
            throw new IllegalArgumentException("the size of points must be in (0, 200] pixels, got " + pixels);
        }
        return new Points(x, y, left, right, down, up, marker, pixels, hollow, limit, look);
    }

    /** These points white inside. */
    public Points hollow() {
        return new Points(x, y, left, right, down, up, marker, size, true, limit, look);
    }

    /** These points in another color: a CSS name or a hexadecimal code. */
    public Points color(String color) {
        return new Points(x, y, left, right, down, up, marker, size, hollow, limit, look.color(color));
    }

    /** These points with an opacity between 0 and 1. */
    public Points opacity(double opacity) {
        return new Points(x, y, left, right, down, up, marker, size, hollow, limit, look.opacity(opacity));
    }

    /** These points with a name in the legend. */
    public Points name(String name) {
        return new Points(x, y, left, right, down, up, marker, size, hollow, limit, look.name(name));
    }

    private void error(String axis, double[] error) {
        sameLength("points and their " + axis + " errors", x.length, error.length);
        if (!Arrays.stream(error).allMatch(e -> e >= 0 && e < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(title() + ": " + axis
                    + " errors must be finite and at least 0; give lengths of the bars, both positive");
        }
    }

    @Override
    String kind() {
        return limit == Limit.NONE ? "points" : "limits";
    }

    @Override
    void visit(PointSink sink) {
        for (int i = 0; i < x.length; i++) {
            sink.see(x[i], y[i]);
            sink.see(x[i] + right[i], y[i]);
            sink.see(x[i], y[i] + up[i]);
            // a bar that reaches below zero must not stretch a logarithmic axis
            sink.see(Math.max(x[i] - left[i], x[i] > 0 ? 0.3 * x[i] : x[i] - left[i]), y[i]);
            sink.see(x[i], Math.max(y[i] - down[i], y[i] > 0 && down[i] < 2 * y[i] ? 0.3 * y[i] : y[i] - down[i]));
        }
    }

    @Override
    void check(boolean logX, boolean logY) {
        finite("x", x);
        finite("y", y);
        if (logX) {
            positive("x", x);
        }
        if (logY) {
            positive("y", y);
        }
    }

    @Override
    void draw(Sketch s) {
        for (int i = 0; i < x.length; i++) {
            point(
                    s,
                    new double[] {s.px(x[i]), s.py(y[i])},
                    new double[] {s.px(x[i] - left[i]), s.px(x[i] + right[i])},
                    new double[] {s.py(y[i] - down[i]), s.py(y[i] + up[i])});
        }
    }

    private void point(Sketch s, double[] at, double[] xs, double[] ys) {
        var g = s.g();
        g.setColor(s.color());
        g.setStroke(new BasicStroke((float) look.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        if (xs[0] != xs[1]) {
            g.draw(new Line2D.Double(xs[0], at[1], xs[1], at[1]));
        }
        if (limit != Limit.NONE) {
            arrow(s, at[0], at[1], limit == Limit.UPPER ? ARROW : -ARROW);
            return;
        }
        if (ys[0] != ys[1]) {
            g.draw(new Line2D.Double(at[0], ys[0], at[0], ys[1]));
        }
        var shape = marker.at(at[0], at[1], size);
        if (hollow) {
            g.setColor(Color.WHITE);
            g.fill(shape);
            g.setColor(s.color());
            g.draw(shape);
        } else {
            g.fill(shape);
            if (size >= 5 && s.color().getAlpha() == 255) {
                g.setColor(Color.WHITE);
                g.setStroke(new BasicStroke(0.6f));
                g.draw(shape);
            }
        }
    }

    private void arrow(Sketch s, double x, double y, double length) {
        double tip = y + length;
        double head = Math.signum(length) * Math.min(7, 0.6 * Math.abs(length));
        double half = size * 0.7;
        s.g().draw(new Line2D.Double(x - half, y, x + half, y));
        s.g().draw(new Line2D.Double(x, y, x, tip - head / 2));
        var point = new Path2D.Double();
        point.moveTo(x, tip);
        point.lineTo(x - 3.4, tip - head);
        point.lineTo(x + 3.4, tip - head);
        point.closePath();
        s.g().fill(point);
    }

    @Override
    void drawKey(Sketch s, Rectangle2D box) {
        double x = box.getCenterX();
        double y = box.getCenterY();
        if (limit != Limit.NONE) {
            s.g().setColor(s.color());
            s.g().setStroke(new BasicStroke((float) look.width()));
            arrow(s, x, limit == Limit.UPPER ? y - 6 : y + 6, limit == Limit.UPPER ? 12 : -12);
            return;
        }
        double reach = Arrays.stream(up).anyMatch(e -> e > 0) ? 7 : 0;
        point(s, new double[] {x, y}, new double[] {x, x}, new double[] {y + reach, y - reach});
    }
}
