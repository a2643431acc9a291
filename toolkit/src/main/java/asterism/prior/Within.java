package asterism.prior;

import asterism.display.Numbers;
import asterism.param.InRegion;

/** x - target is uniform on [-maxDistance, maxDistance]: density 1 / (2 maxDistance) in the signed difference. */
public record Within(InRegion target, double maxDistance) implements Prior.Connection {

    public Within {
        if (!(maxDistance > 0) || !Double.isFinite(maxDistance)) {
            throw new IllegalArgumentException("within(maxDistance, " + target.path()
                    + ") needs a finite maxDistance > 0, got " + Numbers.exact(maxDistance));
        }
    }

    @Override
    public double logDensity(double x, double target) {
        return Math.abs(x - target) <= maxDistance ? -Math.log(2 * maxDistance) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double logDensityDerivative(double x, double target) {
        return 0;
    }

    @Override
    public double logDensityTargetDerivative(double x, double target) {
        return 0;
    }

    @Override
    public double quantile(double p, double target) {
        return target + maxDistance * (2 * p - 1);
    }

    @Override
    public Within about(InRegion other) {
        return new Within(other, maxDistance);
    }

    @Override
    public String toString() {
        return "within " + Numbers.exact(maxDistance) + " of " + target.path();
    }
}
