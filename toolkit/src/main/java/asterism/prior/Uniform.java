package asterism.prior;

import asterism.display.Numbers;

/** Constant density 1 / (hi - lo) on [lo, hi]. */
public record Uniform(double lower, double upper) implements Prior.Marginal {

    public Uniform {
        if (!(lower < upper) || !Double.isFinite(upper - lower)) {
            throw new IllegalArgumentException("uniform(lo, hi) needs finite lo < hi, got lo = " + Numbers.exact(lower)
                    + ", hi = " + Numbers.exact(upper)
                    + (lower < upper
                            ? "; over an infinite range it is improper: give limits, or normal(mean, sigma)"
                            : ""));
        }
    }

    @Override
    public double logDensity(double x) {
        return x >= lower && x <= upper ? -Math.log(upper - lower) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double logDensityDerivative(double x) {
        return 0;
    }

    @Override
    public double quantile(double p) {
        return p >= 1 ? upper : lower + p * (upper - lower);
    }

    @Override
    public double cdf(double x) {
        return Math.min(1, Math.max(0, (x - lower) / (upper - lower)));
    }

    @Override
    public String toString() {
        return "U(" + Numbers.exact(lower) + ", " + Numbers.exact(upper) + ")";
    }
}
