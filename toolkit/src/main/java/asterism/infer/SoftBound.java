package asterism.infer;

import asterism.math.Gaussian;

/**
 * The way of one parameter between its hard bounds and a free coordinate z on all of R.
 *
 * <p>Far from its bounds, measured by a softness s, the parameter is z itself but for scale and offset; nearer than s to a
 * bound it approaches the bound as the tail of a Gaussian:
 *
 * <table>
 * <caption>Transforms, with the normal cumulative distribution Phi, its density phi, its integral G(z) = z Phi(z) + phi(z),
 * and w = (b - a) / s</caption>
 * <tr><th>bounds</th><th>x(z)</th><th>dx/dz</th></tr>
 * <tr><td>none</td><td>s z</td><td>s</td></tr>
 * <tr><td>a &lt; x</td><td>a + s G(z)</td><td>s Phi(z)</td></tr>
 * <tr><td>x &lt; b</td><td>b - s G(z)</td><td>-s Phi(z)</td></tr>
 * <tr><td>a &lt; x &lt; b</td><td>a + s (G(z) - G(z - w))</td><td>s (Phi(z) - Phi(z - w))</td></tr>
 * </table>
 *
 * <p>Why: half a Gaussian of width s at its bound becomes nearly a whole one in z (its curvature is 1 within 5 % everywhere),
 * and linear relations between parameters stay linear. A logarithm or logit would bend them and make the curvature grow
 * without limit. With s half of the interval the last transform is nearly the probit.
 *
 * <p>Allocates nothing after it is made. Not thread-safe.
 */
final class SoftBound {

    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

    /** Beyond so many softnesses a bound is not felt: Phi(9) = 1 - 1e-19. */
    private static final double FAR = 9;

    /** A point on a bound gets a coordinate no further out than this, where the density is 1e-300. */
    private static final double FARTHEST = 37;

    /** Steps of Newton's method, at most; half a dozen suffice. */
    private static final int STEPS = 50;

    /** After so small a step of Newton's method its square, the next one, is lost in rounding. */
    private static final double LAST_STEP = 1e-8;

    private final double lower;
    private final double upper;
    private final boolean bounded;
    private final boolean fromBelow; // coordinates count from the lower bound
    private final boolean between; // two bounds
    private final double softness;
    private final double width; // (b - a) / s

    // what at() found
    private double x;
    private double slope;
    private double logFactor;
    private double factor;
    private double logSlopeGradient;

    // what approach() found at a coordinate t, counted from a bound
    private double length; // from the bound, in units of the softness
    private double rate; // d length / dt = exp(logRate) rateFactor
    private double logRate;
    private double rateFactor;
    private double logRateGradient;

    /**
     * The way of a parameter.
     *
     * @param lower    its smallest value; may be -infinity
     * @param upper    its largest value; may be +infinity
     * @param softness how near to a bound it feels it, in its own unit, above 0; at most half the interval is taken
     */
    SoftBound(double lower, double upper, double softness) {
        this.lower = lower;
        this.upper = upper;
        boolean above = lower > Double.NEGATIVE_INFINITY;
        boolean below = upper < Double.POSITIVE_INFINITY;
        this.bounded = above || below;
        this.between = above && below;
        this.fromBelow = above || !below;
        this.softness = between ? Math.min(softness, 0.5 * (upper - lower)) : softness;
        this.width = between ? (upper - lower) / this.softness : Double.POSITIVE_INFINITY;
    }

    boolean isBounded() {
        return bounded;
    }

    double softness() {
        return softness;
    }

    /** The free coordinate of a value within the bounds; of a value on a bound one very near to it. */
    double toFree(double value) {
        if (!bounded) {
            return value / softness;
        }
        double fromLower = (value - lower) / softness;
        double toUpper = (upper - value) / softness;
        if (between && toUpper < fromLower) {
            return width - coordinate(toUpper);
        }
        return coordinate(fromBelow ? fromLower : toUpper);
    }

    /**
     * The coordinate at which a point has this distance from a bound, the inverse of {@link #approach}: by Newton's method on
     * ln(distance), which is concave, so that it comes from one side after the first step.
     */
    private double coordinate(double distance) {
        double t = Math.min(distance, 0.5 * width);
        if (t > FAR) {
            return t;
        }
        for (int i = 0; i < STEPS; i++) {
            approach(t);
            double step = Math.log(length / distance) * length / rate;
            t = Math.max(-FARTHEST, t - step);
            if (!(Math.abs(step) > LAST_STEP)) {
                break;
            }
        }
        return t > -FARTHEST ? t : -FARTHEST;
    }

    /** Finds the value at a coordinate, and all that is asked for below. */
    void at(double z) {
        boolean fromUpper = bounded && (!fromBelow || (between && z > 0.5 * width));
        double t = between && fromUpper ? width - z : z;
        logFactor = 0;
        factor = 1;
        logSlopeGradient = 0;
        if (!bounded || t > FAR) {
            length = t;
            rate = 1;
        } else {
            approach(t);
            logFactor = logRate;
            factor = rateFactor;
            logSlopeGradient = between && fromUpper ? -logRateGradient : logRateGradient;
        }
        x = !bounded ? softness * z : fromUpper ? upper - softness * length : lower + softness * length;
        slope = bounded && !fromBelow ? -softness * rate : softness * rate;
    }

    /** The value there. */
    double x() {
        return x;
    }

    /** dx/dz there. */
    double slope() {
        return slope;
    }

    /** Of |dx/dz| = s exp({@code logFactor}) {@link #factor} there: so far out that only its logarithm is a number. */
    double logFactor() {
        return logFactor;
    }

    /** The other factor, at least 1e-2. */
    double factor() {
        return factor;
    }

    /** d ln |dx/dz| / dz there. */
    double logSlopeGradient() {
        return logSlopeGradient;
    }

    /** Distance and its derivatives at a coordinate t, counted from a bound; t is at most half the width. */
    private void approach(double t) {
        double y = Math.abs(t);
        double phi = Math.exp(-0.5 * y * y - HALF_LOG_TWO_PI);
        double mills = Gaussian.millsRatio(y);
        double far = width - t; // the other bound
        double ratio = far > FAR ? 0 : Math.exp(width * (t - 0.5 * width)); // of the densities phi(t - w) / phi(t)
        double farMills = ratio == 0 ? 0 : Gaussian.millsRatio(far);
        double farLength = ratio == 0 ? 0 : ratio * (1 - far * farMills);
        if (t < 0) {
            rateFactor = mills - ratio * farMills;
            logRate = -0.5 * y * y - HALF_LOG_TWO_PI;
            rate = rateFactor * phi;
            length = phi * (1 - y * mills - farLength);
            logRateGradient = (1 - ratio) / rateFactor;
        } else {
            rateFactor = 1 - phi * (mills + ratio * farMills);
            logRate = 0;
            rate = rateFactor;
            length = t + phi * (1 - y * mills - farLength);
            logRateGradient = phi * (1 - ratio) / rate;
        }
    }
}
