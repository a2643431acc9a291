package asterism.prior;

import asterism.display.Numbers;
import asterism.math.Gaussian;

/** Gaussian density exp(-z^2 / 2) / (sigma sqrt(2 pi)), z = (x - mean) / sigma. */
public record Normal(double mean, double sigma) implements Prior.Marginal {

    public Normal {
        if (!Double.isFinite(mean) || !(sigma > 0) || !Double.isFinite(sigma)) {
            throw new IllegalArgumentException("normal(mean, sigma) needs a finite mean and sigma > 0, got mean = "
                    + Numbers.exact(mean) + ", sigma = " + Numbers.exact(sigma));
        }
    }

    @Override
    public double logDensity(double x) {
        double logP = Gaussian.logDensity((x - mean) / sigma) - Math.log(sigma);
        return Double.isNaN(logP) ? Double.NEGATIVE_INFINITY : logP;
    }

    @Override
    public double logDensityDerivative(double x) {
        return Double.isFinite(x) ? (mean - x) / (sigma * sigma) : 0;
    }

    @Override
    public double quantile(double p) {
        return mean + sigma * Gaussian.quantile(p);
    }

    @Override
    public double cdf(double x) {
        return Gaussian.cdf((x - mean) / sigma);
    }

    @Override
    public double lower() {
        return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double upper() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
        return "N(" + Numbers.exact(mean) + ", " + Numbers.exact(sigma) + ")";
    }
}
