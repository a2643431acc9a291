package asterism.infer;

import asterism.param.ParameterSpace;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A density with hard bounds as a density on all of R^nDim, with its gradient: what a gradient sampler walks on.
 *
 * <p>Each parameter x becomes a free coordinate z by where it may lie:
 *
 * <table>
 * <caption>Transforms</caption>
 * <tr><th>bounds</th><th>x(z)</th><th>log |dx/dz|</th><th>its derivative</th></tr>
 * <tr><td>none</td><td>z</td><td>0</td><td>0</td></tr>
 * <tr><td>a &lt; x</td><td>a + exp(z)</td><td>z</td><td>1</td></tr>
 * <tr><td>x &lt; b</td><td>b - exp(z)</td><td>z</td><td>1</td></tr>
 * <tr><td>a &lt; x &lt; b</td><td>a + (b - a) s(z), s = 1 / (1 + exp(-z))</td><td>log(b - a) + log s(z) + log s(-z)</td>
 * <td>1 - 2 s(z)</td></tr>
 * </table>
 *
 * <p>The density of z is log p(x(z)) + sum log |dx/dz|, so that draws of z are draws of x. Allocates nothing after it is
 * made. Not thread-safe.
 */
final class Unconstrained {

    private static final int FREE = 0;
    private static final int ABOVE = 1;
    private static final int BELOW = 2;
    private static final int BETWEEN = 3;

    /** A starting point this near to a bound, as a fraction of the interval, is moved away from it. */
    private static final double NEAREST = 1e-12;

    /** Factors 1 + exp(-|z|) below 2 that are multiplied before their logarithm is taken. */
    private static final int FACTORS = 512;

    private final GradientLogDensity density;
    private final ParameterSpace space;
    private final int nDim;
    private final double[] lower;
    private final double[] upper;
    private final int[] kind;
    private final double logWidths; // of all intervals
    private final double[] x; // [nDim]
    private final double[] slope; // dx/dz, [nDim]
    private final double[] jacobianGradient; // [nDim]
    private final double[] value = new double[1];

    /**
     * A density in free coordinates.
     *
     * @param lower smallest values, [nDim]; may be -infinity. Copied.
     * @param upper largest values, [nDim]; may be +infinity. Copied.
     */
    Unconstrained(GradientLogDensity density, ParameterSpace space, double[] lower, double[] upper) {
        this.density = density;
        this.space = space;
        this.nDim = density.dimension();
        this.lower = lower.clone();
        this.upper = upper.clone();
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
            sum += kind[k] == BETWEEN ? Math.log(upper[k] - lower[k]) : 0;
        }
        this.logWidths = sum;
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
            double fromLower = point[k] - lower[k];
            double toUpper = upper[k] - point[k];
            switch (kind[k]) {
                case ABOVE -> outZ[k] = Math.log(Math.max(fromLower, Double.MIN_NORMAL));
                case BELOW -> outZ[k] = Math.log(Math.max(toUpper, Double.MIN_NORMAL));
                case BETWEEN -> {
                    double least = NEAREST * (upper[k] - lower[k]);
                    outZ[k] = Math.log(Math.max(fromLower, least)) - Math.log(Math.max(toUpper, least));
                }
                default -> outZ[k] = point[k];
            }
        }
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
        double logJacobian = logWidths;
        double product = 1;
        for (int k = 0; k < nDim; k++) {
            switch (kind[k]) {
                case FREE -> {
                    x[k] = z[k];
                    slope[k] = 1;
                    jacobianGradient[k] = 0;
                }
                case BETWEEN -> {
                    double e = Math.exp(-Math.abs(z[k]));
                    double width = upper[k] - lower[k];
                    double small = e / (1 + e); // the smaller of s(z) and s(-z)
                    x[k] = z[k] < 0 ? lower[k] + width * small : upper[k] - width * small;
                    slope[k] = width * small / (1 + e);
                    jacobianGradient[k] = Math.copySign((1 - e) / (1 + e), -z[k]);
                    logJacobian -= Math.abs(z[k]);
                    product *= 1 + e;
                }
                default -> {
                    double e = Math.exp(z[k]);
                    x[k] = kind[k] == ABOVE ? lower[k] + e : upper[k] - e;
                    slope[k] = kind[k] == ABOVE ? e : -e;
                    jacobianGradient[k] = 1;
                    logJacobian += z[k];
                }
            }
            if (k % FACTORS == FACTORS - 1) {
                logJacobian -= 2 * Math.log(product);
                product = 1;
            }
        }
        return logJacobian - 2 * Math.log(product);
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
