package asterism.infer;

import asterism.param.ParameterSpace;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A density with hard bounds as a density on all of R^nDim, with its gradient: what a gradient sampler walks on.
 *
 * <p>Each parameter x is a function of its own free coordinate z, {@link SoftBound}. The density of z is
 * log p(x(z)) + sum log |dx/dz|, so that draws of z are draws of x, whatever the softness of the bounds. Allocates nothing
 * after it is made. Not thread-safe.
 */
final class Unconstrained {

    /** Factors, none smaller than 1e-2, that are multiplied before their logarithm is taken. */
    private static final int FACTORS = 64;

    private final GradientLogDensity density;
    private final ParameterSpace space;
    private final int nDim;
    private final SoftBound[] bounds; // [nDim]
    private final double logScales; // of all parts of the Jacobian that do not depend on z
    private final double[] x; // [nDim]
    private final double[] slope; // dx/dz, [nDim]
    private final double[] jacobianGradient; // [nDim]
    private final double[] value = new double[1];

    /**
     * A density in free coordinates.
     *
     * @param lower    smallest values, [nDim]; may be -infinity. Not modified.
     * @param upper    largest values, [nDim]; may be +infinity. Not modified.
     * @param softness how near to a bound a parameter feels it, in its own unit, [nDim], above 0. Not modified.
     */
    Unconstrained(GradientLogDensity density, ParameterSpace space, double[] lower, double[] upper, double[] softness) {
        this.density = density;
        this.space = space;
        this.nDim = density.dimension();
        this.bounds = new SoftBound[nDim];
        double sum = 0;
        for (int k = 0; k < nDim; k++) {
            if (!(lower[k] < upper[k])) {
                throw new SamplingException(space.axis(k).path() + " has no room between its bounds " + lower[k]
                        + " and " + upper[k] + "; widen its prior, or fix(...) it");
            }
            bounds[k] = new SoftBound(lower[k], upper[k], softness[k]);
            sum += Math.log(bounds[k].softness());
        }
        this.logScales = sum;
        this.x = new double[nDim];
        this.slope = new double[nDim];
        this.jacobianGradient = new double[nDim];
    }

    int dimension() {
        return nDim;
    }

    /** The density within its bounds. */
    GradientLogDensity density() {
        return density;
    }

    /**
     * From a point within the bounds to free coordinates; from a point on a bound to one very near to it.
     *
     * @param outZ [nDim]. Overwritten.
     */
    void toFree(double[] point, double[] outZ) {
        for (int k = 0; k < nDim; k++) {
            outZ[k] = bounds[k].toFree(point[k]);
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
        double logJacobian = logScales;
        double product = 1;
        for (int k = 0; k < nDim; k++) {
            var bound = bounds[k];
            bound.at(z[k]);
            x[k] = bound.x();
            slope[k] = bound.slope();
            jacobianGradient[k] = bound.logSlopeGradient();
            logJacobian += bound.logFactor();
            product *= bound.factor();
            if (k % FACTORS == FACTORS - 1) {
                logJacobian += Math.log(product);
                product = 1;
            }
        }
        return logJacobian + Math.log(product);
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
