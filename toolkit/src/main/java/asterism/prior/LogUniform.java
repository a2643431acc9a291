package asterism.prior;

import asterism.display.Numbers;

/** Density 1 / (x ln(hi / lo)) on [lo, hi]: constant in ln x. */
public record LogUniform(double lower, double upper) implements Prior.Marginal {

    public LogUniform {
        if (!(0 < lower && lower < upper) || !Double.isFinite(upper)) {
            throw new IllegalArgumentException("logUniform(lo, hi) needs finite 0 < lo < hi, got lo = "
                    + Numbers.exact(lower) + ", hi = " + Numbers.exact(upper)
                    + (lower >= 0 && lower < upper
                            ? "; down to 0 or up to infinity it is improper: give limits, or uniform(lo, hi)"
                            : ""));
        }
    }

    @Override
    public double logDensity(double x) {
        return x >= lower && x <= upper ? -Math.log(x) - Math.log(Math.log(upper / lower)) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double logDensityDerivative(double x) {
        return x >= lower && x <= upper ? -1 / x : 0;
    }

    @Override
    public double quantile(double p) {
        return p <= 0 ? lower : p >= 1 ? upper : lower * Math.pow(upper / lower, p);
    }

    @Override
    public double cdf(double x) {
        return x <= lower ? 0 : x >= upper ? 1 : Math.log(x / lower) / Math.log(upper / lower);
    }

    @Override
    public String toString() {
        return "logU(" + Numbers.exact(lower) + ", " + Numbers.exact(upper) + ")";
    }
}
