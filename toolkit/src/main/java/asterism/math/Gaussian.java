package asterism.math;

import org.hipparchus.special.Erf;

/** The standard normal distribution. */
public final class Gaussian {

    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

    private Gaussian() {}

    /** Natural log of the density at z. */
    public static double logDensity(double z) {
        return -0.5 * z * z - HALF_LOG_TWO_PI;
    }

    /** Cumulative distribution at z; keeps its relative precision far out on the left. */
    public static double cdf(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }

    /** Inverse of {@link #cdf}; p in [0, 1], infinite at its ends. */
    public static double quantile(double p) {
        return -Math.sqrt(2) * Erf.erfcInv(2 * p);
    }
}
