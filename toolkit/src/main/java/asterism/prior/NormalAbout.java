package asterism.prior;

import asterism.display.Numbers;
import asterism.math.Gaussian;
import asterism.param.InRegion;

/**
 * x - target is Gaussian: density exp(-z^2 / 2) / (sigma sqrt(2 pi)), z = (x - target - offset) / sigma.
 *
 * <p>differs from the published code, whose exponent lacks the 1/2 although its normalisation has it; that density is
 * this one with sigma / sqrt(2), times 1 / sqrt(2).
 */
public record NormalAbout(InRegion target, double offset, double sigma) implements Prior.Connection {

    public NormalAbout {
        if (!Double.isFinite(offset) || !(sigma > 0) || !Double.isFinite(sigma)) {
            throw new IllegalArgumentException("normalAbout(" + target.path()
                    + ", offset, sigma) needs a finite offset and sigma > 0, got offset = " + Numbers.exact(offset)
                    + ", sigma = " + Numbers.exact(sigma));
        }
    }

    @Override
    public double logDensity(double x, double target) {
        double logP = Gaussian.logDensity((x - target - offset) / sigma) - Math.log(sigma);
        return Double.isNaN(logP) ? Double.NEGATIVE_INFINITY : logP;
    }

    @Override
    public double logDensityDerivative(double x, double target) {
        double difference = x - target;
        return Double.isFinite(difference) ? (offset - difference) / (sigma * sigma) : 0;
    }

    @Override
    public double logDensityTargetDerivative(double x, double target) {
        return -logDensityDerivative(x, target);
    }

    @Override
    public double quantile(double p, double target) {
        return target + offset + sigma * Gaussian.quantile(p);
    }

    @Override
    public NormalAbout about(InRegion other) {
        return new NormalAbout(other, offset, sigma);
    }

    @Override
    public String toString() {
        return "N(" + target.path() + (offset == 0 ? "" : " + " + Numbers.exact(offset)) + ", " + Numbers.exact(sigma)
                + ")";
    }
}
