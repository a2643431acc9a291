package asterism.prior;

import asterism.display.Numbers;
import asterism.math.Gaussian;

/** Gaussian density cut at lower and upper and normalised between them. */
public record TruncatedNormal(double mean, double sigma, double lower, double upper) implements Prior.Marginal {

    public TruncatedNormal {
        if (!Double.isFinite(mean) || !(sigma > 0) || !Double.isFinite(sigma) || !(lower < upper)) {
            throw new IllegalArgumentException(
                    "truncatedNormal(mean, sigma, lo, hi) needs a finite mean, sigma > 0 and lo < hi, got mean = "
                            + Numbers.exact(mean) + ", sigma = " + Numbers.exact(sigma) + ", lo = "
                            + Numbers.exact(lower)
                            + ", hi = " + Numbers.exact(upper));
        }
        if (!(mass((lower - mean) / sigma, (upper - mean) / sigma) > 0)) {
            throw new IllegalArgumentException("truncatedNormal(" + Numbers.exact(mean) + ", " + Numbers.exact(sigma)
                    + ", " + Numbers.exact(lower) + ", " + Numbers.exact(upper)
                    + "): nothing of the Gaussian is left between these limits; give limits nearer to the mean");
        }
    }

    @Override
    public double logDensity(double x) {
        return x >= lower && x <= upper
                ? Gaussian.logDensity((x - mean) / sigma) - Math.log(sigma * mass())
                : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double logDensityDerivative(double x) {
        return x >= lower && x <= upper && Double.isFinite(x) ? (mean - x) / (sigma * sigma) : 0;
    }

    @Override
    public double quantile(double p) {
        if (p <= 0 || p >= 1) {
            return p <= 0 ? lower : upper;
        }
        double z = flipped()
                ? -Gaussian.quantile(Gaussian.cdf(-beta()) + (1 - p) * mass())
                : Gaussian.quantile(Gaussian.cdf(alpha()) + p * mass());
        return Math.min(upper, Math.max(lower, mean + sigma * z));
    }

    @Override
    public double cdf(double x) {
        if (x <= lower) {
            return 0;
        }
        if (x >= upper) {
            return 1;
        }
        double z = (x - mean) / sigma;
        return flipped()
                ? (Gaussian.cdf(-alpha()) - Gaussian.cdf(-z)) / mass()
                : (Gaussian.cdf(z) - Gaussian.cdf(alpha())) / mass();
    }

    private double alpha() {
        return (lower - mean) / sigma;
    }

    private double beta() {
        return (upper - mean) / sigma;
    }

    // right of the mean the complement keeps the digits
    private boolean flipped() {
        return alpha() > 0;
    }

    private double mass() {
        return mass(alpha(), beta());
    }

    private static double mass(double alpha, double beta) {
        return alpha > 0 ? Gaussian.cdf(-alpha) - Gaussian.cdf(-beta) : Gaussian.cdf(beta) - Gaussian.cdf(alpha);
    }

    @Override
    public String toString() {
        return "N(" + Numbers.exact(mean) + ", " + Numbers.exact(sigma) + ") in [" + Numbers.exact(lower) + ", "
                + Numbers.exact(upper) + "]";
    }
}
