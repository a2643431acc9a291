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
        if (p > 0.5) {
            return -quantile(1 - p);
        }
        if (!(p > 0)) {
            return p == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        // Abramowitz and Stegun 26.2.23, error 4.5e-4, then Newton on the log of the cdf: as precise in the far tail
        double logP = Math.log(p);
        double t = Math.sqrt(-2 * logP);
        double z =
                (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
        for (int i = 0; i < 3; i++) {
            double logCdf = logCdf(z);
            z -= (logCdf - logP) * Math.exp(logCdf - logDensity(z));
        }
        return z;
    }

    /**
     * Natural log of {@link #cdf} at z, with its relative precision kept far out on both sides; allocates nothing.
     *
     * @see <a href="https://doi.org/10.1090/S0025-5718-1969-0247736-4">Cody 1969</a>, rational approximations of erfc
     */
    public static double logCdf(double z) {
        double y = Math.abs(z) * Math.sqrt(0.5);
        return z < 0 ? Math.log(0.5 * scaledErfc(y)) - y * y : Math.log1p(-0.5 * scaledErfc(y) * Math.exp(-y * y));
    }

    /** Derivative of {@link #logCdf} at z, density over cumulative distribution; about -z far out on the left. */
    public static double logCdfDerivative(double z) {
        return z < 0
                ? Math.sqrt(2 / Math.PI) / scaledErfc(-z * Math.sqrt(0.5))
                : Math.exp(logDensity(z)) / (1 - 0.5 * scaledErfc(z * Math.sqrt(0.5)) * Math.exp(-0.5 * z * z));
    }

    // exp(y^2) erfc(y), y >= 0
    private static double scaledErfc(double y) {
        if (y <= 0.46875) {
            double y2 = y * y;
            double above = ERF_ABOVE[4] * y2;
            double below = y2;
            for (int i = 0; i < 3; i++) {
                above = (above + ERF_ABOVE[i]) * y2;
                below = (below + ERF_BELOW[i]) * y2;
            }
            return Math.exp(y2) * (1 - y * (above + ERF_ABOVE[3]) / (below + ERF_BELOW[3]));
        }
        if (y <= 4) {
            double above = MIDDLE_ABOVE[8] * y;
            double below = y;
            for (int i = 0; i < 7; i++) {
                above = (above + MIDDLE_ABOVE[i]) * y;
                below = (below + MIDDLE_BELOW[i]) * y;
            }
            return (above + MIDDLE_ABOVE[7]) / (below + MIDDLE_BELOW[7]);
        }
        double y2 = 1 / (y * y);
        double above = FAR_ABOVE[5] * y2;
        double below = y2;
        for (int i = 0; i < 4; i++) {
            above = (above + FAR_ABOVE[i]) * y2;
            below = (below + FAR_BELOW[i]) * y2;
        }
        return (1 / Math.sqrt(Math.PI) - y2 * (above + FAR_ABOVE[4]) / (below + FAR_BELOW[4])) / y;
    }

    // spotless:off
    private static final double[] ERF_ABOVE = {
        3.16112374387056560e00, 1.13864154151050156e02, 3.77485237685302021e02, 3.20937758913846947e03,
        1.85777706184603153e-1};
    private static final double[] ERF_BELOW = {
        2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03};
    private static final double[] MIDDLE_ABOVE = {
        5.64188496988670089e-1, 8.88314979438837594e00, 6.61191906371416295e01, 2.98635138197400131e02,
        8.81952221241769090e02, 1.71204761263407058e03, 2.05107837782607147e03, 1.23033935479799725e03,
        2.15311535474403846e-8};
    private static final double[] MIDDLE_BELOW = {
        1.57449261107098347e01, 1.17693950891312499e02, 5.37181101862009858e02, 1.62138957456669019e03,
        3.29079923573345963e03, 4.36261909014324716e03, 3.43936767414372164e03, 1.23033935480374942e03};
    private static final double[] FAR_ABOVE = {
        3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
        6.58749161529837803e-4, 1.63153871373020978e-2};
    private static final double[] FAR_BELOW = {
        2.56852019228982242e00, 1.87295284992346725e00, 5.27905102951428412e-1, 6.05183413124413191e-2,
        2.33520497626869185e-3};
    // spotless:on
}
