package asterism.plot;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The area between two curves, such as the 16 and 84 % quantiles of a model. */
public final class Band extends Mark {

    private static final Look BAND = Look.PLAIN.opacity(0.3);

    private final double[] x;
    private final double[] lower;
    private final double[] upper;

    private Band(double[] x, double[] lower, double[] upper, Look look) {
        super(look);
        this.x = x;
        this.lower = lower;
        this.upper = upper;
    }

    static Band between(double[] x, double[] lower, double[] upper) {
        sameLength("x and the lower curve of a band", x.length, lower.length);
        sameLength("x and the upper curve of a band", x.length, upper.length);
        return new Band(x.clone(), lower.clone(), upper.clone(), BAND);
    }

    static Band steps(double[] edges, double[] lower, double[] upper) {
        sameLength("edges (but one) and lower values of a band", edges.length - 1, lower.length);
        sameLength("lower and upper values of a band", lower.length, upper.length);
        int n = lower.length;
        var x = new double[2 * n];
        var lo = new double[2 * n];
        var hi = new double[2 * n];
        for (int i = 0; i < 2 * n; i++) {
            x[i] = edges[(i + 1) / 2];
            lo[i] = lower[i / 2];
            hi[i] = upper[i / 2];
        }
        return new Band(x, lo, hi, BAND);
    }

    /** This band in another color: a CSS name or a hexadecimal code. */
    public Band color(String color) {
        return new Band(x, lower, upper, look.color(color));
    }

    /** This band with an opacity between 0 and 1; 0.3 is the default. */
    public Band opacity(double opacity) {
        return new Band(x, lower, upper, look.opacity(opacity));
    }

    /** This band with a name in the legend. */
    public Band name(String name) {
        return new Band(x, lower, upper, look.name(name));
    }

    @Override
    String kind() {
        return "band";
    }

    @Override
    void visit(PointSink sink) {
        for (int i = 0; i < x.length; i++) {
            sink.see(x[i], lower[i]);
            sink.see(x[i], upper[i]);
        }
    }

    @Override
    void check(boolean logX, boolean logY) {
        finite("x", x);
        finite("lower", lower);
        finite("upper", upper);
        if (logX) {
            somewherePositive("x", x);
        }
        if (logY) {
            somewherePositive("upper", upper);
        }
    }

    @Override
    void draw(Sketch s) {
        var path = new Path2D.Double();
        path.moveTo(s.px(x[0]), s.py(lower[0]));
        for (int i = 1; i < x.length; i++) {
            path.lineTo(s.px(x[i]), s.py(lower[i]));
        }
        for (int i = x.length - 1; i >= 0; i--) {
            path.lineTo(s.px(x[i]), s.py(upper[i]));
        }
        path.closePath();
        s.g().setColor(s.color());
        s.g().fill(path);
    }

    @Override
    void drawKey(Sketch s, Rectangle2D box) {
        s.g().setColor(s.color());
        s.g().fill(box);
    }
}
