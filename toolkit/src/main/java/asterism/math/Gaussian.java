package asterism.math;

/** The standard normal distribution. */
public final class Gaussian {

    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

    private Gaussian() {}

    /** Natural log of the density at z. */
    public static double logDensity(double z) {
        return -0.5 * z * z - HALF_LOG_TWO_PI;
    }

    /** Cumulative distribution at z; keeps its relative precision far out on the left; allocates nothing. */
    public static double cdf(double z) {
        double y = Math.abs(z) * Math.sqrt(0.5);
        if (!(y < FARTHEST)) {
            return z < 0 ? 0 : z > 0 ? 1 : z; // NaN stays
        }
        // exp(-y^2) in two factors, the first of them exact: y^2 is too large for its rounding error to be forgotten
        double coarse = Math.floor(16 * y) / 16;
        double tail = 0.5 * scaledErfc(y) * Math.exp(-coarse * coarse) * Math.exp(-(y - coarse) * (y + coarse));
        return z < 0 ? tail : 1 - tail;
    }

    /**
     * Inverse of {@link #cdf}; p in [0, 1], infinite at its ends.
     *
     * @see <a href="https://doi.org/10.2307/2347330">Wichura 1988</a>, algorithm AS 241, PPND16: right to 1e-16
     */
    public static double quantile(double p) {
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q * ratio(CENTER_ABOVE, CENTER_BELOW, r);
        }
        double nearer = q < 0 ? p : 1 - p;
        if (!(nearer > 0)) {
            return nearer == 0 ? Math.copySign(Double.POSITIVE_INFINITY, q) : Double.NaN;
        }
        double r = Math.sqrt(-Math.log(nearer));
        double z = r <= 5 ? ratio(SIDE_ABOVE, SIDE_BELOW, r - 1.6) : ratio(TAIL_ABOVE, TAIL_BELOW, r - 5);
        return q < 0 ? -z : z;
    }

    private static double ratio(double[] above, double[] below, double x) {
        double a = above[7];
        double b = below[7];
        for (int i = 6; i >= 0; i--) {
            a = a * x + above[i];
            b = b * x + below[i];
        }
        return a / b;
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

    /** Mills' ratio at z of at least 0: the probability beyond z over the density there; about 1 / z far out. */
    public static double millsRatio(double z) {
        return Math.sqrt(Math.PI / 2) * scaledErfc(z * Math.sqrt(0.5));
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
    private static final double FARTHEST = 28; // erfc underflows
    private static final double[] CENTER_ABOVE = {
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
    private static final double[] CENTER_BELOW = {
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
    private static final double[] SIDE_ABOVE = {
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
    private static final double[] SIDE_BELOW = {
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
    private static final double[] TAIL_ABOVE = {
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
    private static final double[] TAIL_BELOW = {
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};
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
