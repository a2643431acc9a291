package asterism.prior;

import asterism.display.Numbers;

/** Piecewise linear density through given points, normalised; zero outside the first and last point. */
public final class Tabulated implements Prior.Marginal {

    private final double[] x;
    private final double[] density;
    private final double[] cumulative;

    private Tabulated(double[] x, double[] density, double[] cumulative) {
        this.x = x;
        this.density = density;
        this.cumulative = cumulative;
    }

    static Tabulated of(double[] x, double[] density) {
        if (x.length != density.length || x.length < 2) {
            throw new IllegalArgumentException(
                    "tabulated(x, density) needs two arrays of one length of at least 2, got " + x.length + " and "
                            + density.length);
        }
        for (int i = 0; i < x.length; i++) {
            if (!Double.isFinite(x[i]) || (i > 0 && !(x[i] > x[i - 1]))) {
                throw new IllegalArgumentException(
                        "tabulated(x, density): x must be finite and increasing, x[" + i + "] = " + x[i]);
            }
            if (!(density[i] >= 0) || !Double.isFinite(density[i])) {
                throw new IllegalArgumentException("tabulated(x, density): density must be finite and not negative, "
                        + "density[" + i + "] = " + density[i]);
            }
        }
        double[] cumulative = new double[x.length];
        for (int i = 1; i < x.length; i++) {
            cumulative[i] = cumulative[i - 1] + 0.5 * (density[i] + density[i - 1]) * (x[i] - x[i - 1]);
        }
        double total = cumulative[x.length - 1];
        if (!(total > 0)) {
            throw new IllegalArgumentException("tabulated(x, density): the density is 0 everywhere");
        }
        double[] normalised = density.clone();
        for (int i = 0; i < x.length; i++) {
            normalised[i] /= total;
            cumulative[i] /= total;
        }
        return new Tabulated(x.clone(), normalised, cumulative);
    }

    @Override
    public double logDensity(double at) {
        return Math.log(densityAt(at));
    }

    @Override
    public double logDensityDerivative(double at) {
        double here = densityAt(at);
        if (!(here > 0)) {
            return 0;
        }
        int i = interval(x, at);
        return (density[i + 1] - density[i]) / (x[i + 1] - x[i]) / here;
    }

    private double densityAt(double at) {
        if (!(at >= lower() && at <= upper())) {
            return 0;
        }
        int i = interval(x, at);
        double f = (at - x[i]) / (x[i + 1] - x[i]);
        return density[i] + f * (density[i + 1] - density[i]);
    }

    @Override
    public double cdf(double at) {
        if (at <= lower()) {
            return 0;
        }
        if (at >= upper()) {
            return 1;
        }
        int i = interval(x, at);
        return cumulative[i] + 0.5 * (density[i] + densityAt(at)) * (at - x[i]);
    }

    @Override
    public double quantile(double p) {
        if (p <= 0) {
            return lower();
        }
        if (p >= 1) {
            return upper();
        }
        int i = interval(cumulative, p);
        double area = p - cumulative[i];
        double slope = (density[i + 1] - density[i]) / (x[i + 1] - x[i]);
        // positive root of density t + slope t^2 / 2 = area, in the form that does not cancel
        double t = 2 * area / (density[i] + Math.sqrt(Math.max(0, density[i] * density[i] + 2 * slope * area)));
        return Math.min(x[i + 1], x[i] + t);
    }

    private static int interval(double[] nodes, double at) {
        int lo = 0;
        int hi = nodes.length - 1;
        while (hi - lo > 1) {
            int mid = (lo + hi) >>> 1;
            if (nodes[mid] <= at) {
                lo = mid;
            } else {
                hi = mid;
            }
        }
        return lo;
    }

    @Override
    public double lower() {
        return x[0];
    }

    @Override
    public double upper() {
        return x[x.length - 1];
    }

    @Override
    public String toString() {
        return "tabulated on [" + Numbers.exact(lower()) + ", " + Numbers.exact(upper()) + "], " + x.length + " points";
    }
}
