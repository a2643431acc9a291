package asterism.image;

import asterism.param.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * I(R) = 10^y(R), y the cubic Hermite spline through the knots. Parameters y_k, one for each knot.
 *
 * <p>On the interval k with t = (R - x_k)/h, the cubic is made of y_k, y_(k+1) and the slopes m_k, m_(k+1), which depend on
 * two neighbors more; so each radius knows four knots at most.
 */
final class SplineProfile implements RadialProfile {

    private static final double LN10 = Math.log(10);

    private final double[] x;
    private final double[] kinks; // the knots above 0
    private final double[] y;
    private final double[] slope; // y = y_k + d (slope + d (square + d cube)), d = R - x_k
    private final double[] square;
    private final double[] cube;
    private int latest;
    private int first; // knots on which the derivatives asked last depend
    private int end;
    private final double[] share; // of the four knots around the radius at hand

    SplineProfile(double[] knots) {
        x = knots;
        kinks = Arrays.copyOfRange(knots, 1, knots.length);
        y = new double[knots.length];
        slope = new double[knots.length];
        square = new double[knots.length];
        cube = new double[knots.length];
        share = new double[4];
    }

    /** The light of a spline whose knots are not known yet. */
    static EllipticalLight light() {
        return new EllipticalLight(
                "spline",
                List.of(Spline.I_R),
                List.of(),
                Optional.empty(),
                false,
                List.of(),
                () -> {
                    throw new IllegalStateException("a spline is rendered only where its knots are known");
                },
                false);
    }

    /** The light of a spline with these knots, arcsec. */
    static EllipticalLight light(double... knots) {
        requireKnots(knots);
        List<Parameter> values = Spline.I_R.bins(knots.length);
        double[] own = knots.clone();
        return new EllipticalLight(
                "spline",
                List.of(Spline.I_R),
                values,
                Optional.empty(),
                false,
                DoubleStream.of(own).boxed().toList(),
                () -> new SplineProfile(own),
                false);
    }

    private static void requireKnots(double[] knots) {
        boolean rising = knots.length >= 2 && knots[0] == 0;
        for (int k = 1; k < knots.length; k++) {
            rising &= knots[k] > knots[k - 1] && Double.isFinite(knots[k]);
        }
        if (!rising) {
            throw new IllegalArgumentException(
                    "the knots of a spline begin with 0 and rise, two of them at least, arcsec; got "
                            + Arrays.toString(knots));
        }
    }

    /** 0, 2 pixels, steps of max(2 pixels, 20 %) while below half the longer side, less two, and half the diagonal. */
    static double[] knots(PixelGrid grid, Window window) {
        double pixel = grid.scale();
        double half = Math.max(window.width(), window.height()) * pixel / 2;
        var radii = new ArrayList<Double>(List.of(0.0, 2 * pixel));
        while (radii.get(radii.size() - 1) < half) {
            double last = radii.get(radii.size() - 1);
            radii.add(last + Math.max(2 * pixel, 0.2 * last));
        }
        var kept = radii.subList(0, Math.max(1, radii.size() - 2));
        double diagonal = Math.hypot(window.width(), window.height()) * pixel / 2;
        return DoubleStream.concat(kept.stream().mapToDouble(Double::doubleValue), DoubleStream.of(diagonal))
                .toArray();
    }

    @Override
    public double[] kinks() {
        return kinks;
    }

    @Override
    public void set(double[] p, int from) {
        int last = x.length - 1;
        System.arraycopy(p, from, y, 0, x.length);
        for (int k = 0; k <= last; k++) {
            slope[k] = k == 0 ? secant(0) : k == last ? secant(last - 1) : (secant(k - 1) + secant(k)) / 2;
        }
        for (int k = 0; k < last; k++) { // beyond the last knot both stay 0
            double h = x[k + 1] - x[k];
            square[k] = (3 * secant(k) - 2 * slope[k] - slope[k + 1]) / h;
            cube[k] = (slope[k] + slope[k + 1] - 2 * secant(k)) / (h * h);
        }
    }

    private double secant(int k) {
        return (y[k + 1] - y[k]) / (x[k + 1] - x[k]);
    }

    /** The interval that holds R: 0 ... K - 1, or K beyond the last knot. */
    private int interval(double r) {
        int k = latest; // mostly the same one again
        while (k < x.length - 1 && r >= x[k + 1]) {
            k++;
        }
        while (k > 0 && r < x[k]) {
            k--;
        }
        latest = k;
        return k;
    }

    @Override
    public void values(double[] r, int n, double[] out) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.exp(LN10 * log(interval(r[i]), r[i]));
        }
    }

    private double log(int k, double r) {
        double d = r - x[k];
        return y[k] + d * (slope[k] + d * (square[k] + d * cube[k]));
    }

    @Override
    public boolean depends(int k) {
        return k >= first && k <= end;
    }

    @Override
    public void derivatives(double[] r, int n, double[][] out) {
        int last = x.length - 1;
        first = last;
        end = 0;
        for (int i = 0; i < n; i++) {
            int k = interval(r[i]);
            first = Math.max(0, Math.min(first, k - 1));
            end = Math.min(last, Math.max(end, k + 2));
        }
        for (int k = first; k <= end; k++) {
            Arrays.fill(out[2 + k], 0, n, 0);
        }
        for (int i = 0; i < n; i++) {
            int k = interval(r[i]);
            double f = Math.exp(LN10 * log(k, r[i]));
            out[0][i] = f;
            double bySlope;
            if (k == last) {
                bySlope = slope[last];
                double t = (r[i] - x[last]) / (x[last] - x[last - 1]);
                out[2 + last][i] = LN10 * f * (1 + t);
                out[1 + last][i] = -LN10 * f * t;
            } else {
                bySlope = shares(k, r[i]);
                for (int j = 0; j < 4; j++) {
                    int knot = k - 1 + j;
                    if (share[j] != 0) {
                        out[2 + knot][i] = LN10 * f * share[j];
                    }
                }
            }
            out[1][i] = LN10 * f * bySlope;
        }
    }

    /** dy/dy_j of the knots k - 1 ... k + 2 into {@code share}; returns dy/dR. */
    private double shares(int k, double r) {
        int last = x.length - 1;
        double h = x[k + 1] - x[k];
        double t = (r - x[k]) / h;
        double s = 1 - t;
        Arrays.fill(share, 0);
        share[1] = s * s * (1 + 2 * t);
        share[2] = t * t * (1 + 2 * s);
        double left = s * s * t * h; // weight of the slope at k
        double right = -t * t * s * h; // weight of the slope at k + 1
        double inner = 1 / h;
        if (k == 0) {
            share[1] -= left * inner;
            share[2] += left * inner;
        } else {
            double before = 1 / (x[k] - x[k - 1]);
            share[0] -= left * before / 2;
            share[1] += left * (before - inner) / 2;
            share[2] += left * inner / 2;
        }
        if (k == last - 1) {
            share[1] -= right * inner;
            share[2] += right * inner;
        } else {
            double after = 1 / (x[k + 2] - x[k + 1]);
            share[1] -= right * inner / 2;
            share[2] += right * (inner - after) / 2;
            share[3] += right * after / 2;
        }
        return 6 * t * s * inner * (y[k + 1] - y[k]) + s * (1 - 3 * t) * slope[k] + t * (3 * t - 2) * slope[k + 1];
    }
}
