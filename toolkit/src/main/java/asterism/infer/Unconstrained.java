package asterism.infer;

import asterism.math.Gaussian;
import asterism.param.ParameterSpace;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A density with hard bounds as a density on all of R^nDim, with its gradient: what a gradient sampler walks on.
 *
 * <p>Each parameter x becomes a free coordinate z by where it may lie. Far from its bounds, measured by a softness s, it is
 * z itself but for scale and offset; nearer than s to a bound it approaches the bound as the tail of a Gaussian:
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
 * <p>The density of z is log p(x(z)) + sum log |dx/dz|, so that draws of z are draws of x, whatever the softness. Allocates
 * nothing after it is made. Not thread-safe.
 */
final class Unconstrained {

    private static final int FREE = 0;
    private static final int ABOVE = 1;
    private static final int BELOW = 2;
    private static final int BETWEEN = 3;

    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

    /** Beyond so many softnesses a bound is not felt: Phi(9) = 1 - 1e-19. */
    private static final double FAR = 9;

    /** A point on a bound gets a coordinate no further out than this, where the density is 1e-300. */
    private static final double FARTHEST = 37;

    /** Enough to halve an interval down to rounding. */
    private static final int BISECTIONS = 60;

    /** Factors, none smaller than 1e-2, that are multiplied before their logarithm is taken. */
    private static final int FACTORS = 64;

    private final GradientLogDensity density;
    private final ParameterSpace space;
    private final int nDim;
    private final double[] lower;
    private final double[] upper;
    private final double[] softness;
    private final double[] width; // (b - a) / s
    private final int[] kind;
    private final double logScales; // of all parts of the Jacobian that do not depend on z
    private final double[] x; // [nDim]
    private final double[] slope; // dx/dz, [nDim]
    private final double[] jacobianGradient; // [nDim]
    private final double[] value = new double[1];

    /**
     * A density in free coordinates.
     *
     * @param lower    smallest values, [nDim]; may be -infinity. Copied.
     * @param upper    largest values, [nDim]; may be +infinity. Copied.
     * @param softness how near to a bound a parameter feels it, in its own unit, [nDim], above 0. Copied.
     */
    Unconstrained(GradientLogDensity density, ParameterSpace space, double[] lower, double[] upper, double[] softness) {
        this.density = density;
        this.space = space;
        this.nDim = density.dimension();
        this.lower = lower.clone();
        this.upper = upper.clone();
        this.softness = softness.clone();
        this.width = new double[nDim];
        this.kind = new int[nDim];
        double sum = 0;
        for (int k = 0; k < nDim; k++) {
            if (!(lower[k] < upper[k])) {
                throw new SamplingException(space.axis(k).path() + " has no room between its bounds " + lower[k]
                        + " and " + upper[k] + "; widen its prior, or fix(...) it");
            }
            boolean above = lower[k] > Double.NEGATIVE_INFINITY;
            boolean below = upper[k] < Double.POSITIVE_INFINITY;
            kind[k] = above ? (below ? BETWEEN : ABOVE) : below ? BELOW : FREE;
            if (kind[k] == BETWEEN) {
                this.softness[k] = Math.min(softness[k], 0.5 * (upper[k] - lower[k]));
            }
            sum += Math.log(this.softness[k]);
            width[k] = kind[k] == BETWEEN ? (upper[k] - lower[k]) / this.softness[k] : Double.POSITIVE_INFINITY;
        }
        this.logScales = sum;
        this.x = new double[nDim];
        this.slope = new double[nDim];
        this.jacobianGradient = new double[nDim];
    }

    int dimension() {
        return nDim;
    }

    /**
     * From a point within the bounds to free coordinates; from a point on a bound to one very near to it.
     *
     * @param outZ [nDim]. Overwritten.
     */
    void toFree(double[] point, double[] outZ) {
        for (int k = 0; k < nDim; k++) {
            double s = softness[k];
            double fromLower = (point[k] - lower[k]) / s;
            double toUpper = (upper[k] - point[k]) / s;
            outZ[k] = switch (kind[k]) {
                case FREE -> point[k] / s;
                case ABOVE -> coordinate(fromLower, width[k]);
                case BELOW -> coordinate(toUpper, width[k]);
                default ->
                    fromLower < toUpper ? coordinate(fromLower, width[k]) : width[k] - coordinate(toUpper, width[k]);
            };
        }
    }

    /** The coordinate at which a point has this distance from a wall: the inverse of {@link #approach}. */
    private double coordinate(double distance, double w) {
        double low = -FARTHEST;
        double high = Math.min(distance + 1, 0.5 * w);
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = 0.5 * (low + high);
            approach(middle, w);
            if (length < distance) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /**
     * From free coordinates to values within the bounds.
     *
     * @param outX [nDim]. Overwritten.
     */
    void toBounded(double[] z, double[] outX) {
        transform(z);
        System.arraycopy(x, 0, outX, 0, nDim);
    }

    /** Fills {@link #x}, {@link #slope} and {@link #jacobianGradient}. Returns the log determinant of the Jacobian. */
    private double transform(double[] z) {
        double logJacobian = logScales;
        double product = 1;
        for (int k = 0; k < nDim; k++) {
            double s = softness[k];
            double w = width[k];
            boolean upside = kind[k] == BETWEEN && z[k] > 0.5 * w;
            double t = upside ? w - z[k] : z[k];
            if (kind[k] == FREE || t > FAR) {
                double y = s * t;
                x[k] = kind[k] == FREE ? y : kind[k] == BELOW || upside ? upper[k] - y : lower[k] + y;
                slope[k] = kind[k] == BELOW ? -s : s;
                jacobianGradient[k] = 0;
                continue;
            }
            approach(t, w);
            x[k] = kind[k] == BELOW || upside ? upper[k] - s * length : lower[k] + s * length;
            slope[k] = kind[k] == BELOW ? -s * rate : s * rate;
            jacobianGradient[k] = upside ? -logRateSlope : logRateSlope;
            logJacobian += logRate;
            product *= rateFactor;
            if (k % FACTORS == FACTORS - 1) {
                logJacobian += Math.log(product);
                product = 1;
            }
        }
        return logJacobian + Math.log(product);
    }

    // what approach() found at a coordinate t, counted from a wall
    private double length; // from the wall, in units of the softness
    private double rate; // d length / dt = exp(logRate) rateFactor
    private double logRate;
    private double rateFactor;
    private double logRateSlope;

    /** Distance and its derivatives at a coordinate t, counted from a wall, the other one at w; t is at most w / 2. */
    private void approach(double t, double w) {
        double y = Math.abs(t);
        double phi = Math.exp(-0.5 * y * y - HALF_LOG_TWO_PI);
        double mills = Gaussian.millsRatio(y);
        double far = w - t; // the other wall
        double ratio = far > FAR ? 0 : Math.exp(w * (t - 0.5 * w)); // of the densities phi(t - w) / phi(t)
        double farMills = ratio == 0 ? 0 : Gaussian.millsRatio(far);
        double farLength = ratio == 0 ? 0 : ratio * (1 - far * farMills);
        if (t < 0) {
            rateFactor = mills - ratio * farMills;
            logRate = -0.5 * y * y - HALF_LOG_TWO_PI;
            rate = rateFactor * phi;
            length = phi * (1 - y * mills - farLength);
            logRateSlope = (1 - ratio) / rateFactor;
        } else {
            rateFactor = 1 - phi * (mills + ratio * farMills);
            logRate = 0;
            rate = rateFactor;
            length = t + phi * (1 - y * mills - farLength);
            logRateSlope = phi * (1 - ratio) / rate;
        }
    }

    /**
     * The log density of z and its gradient.
     *
     * @param z           [nDim]. Not modified.
     * @param outGradient d log density / dz, [nDim]. Overwritten.
     * @return -infinity where the density vanishes or z is beyond all numbers
     */
    double evaluate(double[] z, double[] outGradient) {
        double logJacobian = transform(z);
        double finite = 0;
        for (int k = 0; k < nDim; k++) {
            finite += 0 * x[k];
        }
        if (finite != 0 || !Double.isFinite(logJacobian)) {
            value[0] = Double.NEGATIVE_INFINITY;
            Arrays.fill(outGradient, 0, nDim, 0);
            return Double.NEGATIVE_INFINITY;
        }
        density.evaluateWithGradient(x, 1, value, outGradient);
        if (Double.isNaN(value[0])) {
            throw new SamplingException("the log density is NaN at " + words()
                    + "; a model must give a number, or -infinity where it is impossible");
        }
        for (int k = 0; k < nDim; k++) {
            outGradient[k] = outGradient[k] * slope[k] + jacobianGradient[k];
        }
        return value[0] + logJacobian;
    }

    /** The log density of x, without the Jacobian, at the point evaluated last. */
    double lastLogP() {
        return value[0];
    }

    private String words() {
        return IntStream.range(0, nDim)
                .mapToObj(k -> space.axis(k).path() + " = " + Digits.significant(x[k], 6))
                .collect(Collectors.joining(", "));
    }
}
