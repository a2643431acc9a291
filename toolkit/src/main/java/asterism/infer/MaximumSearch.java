package asterism.infer;

import asterism.math.Lbfgsb;
import asterism.math.Minimum;
import asterism.math.Objective;
import asterism.random.RandomStream;
import java.util.ArrayList;

/**
 * Looks for the maximum of a posterior by L-BFGS-B from several draws of the prior, inside the hard bounds. Uses the exact
 * gradient where the density has one, else central differences.
 *
 * <p>Immutable; each method gives a changed copy.
 */
public final class MaximumSearch {

    static final MaximumSearch DEFAULT = new MaximumSearch(20, 1);

    private static final int SCALE_DRAWS = 200;

    private final int starts;
    private final long seed;

    private MaximumSearch(int starts, long seed) {
        this.starts = starts;
        this.seed = seed;
    }

    /** Number of starts. Default 20. */
    public MaximumSearch starts(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("starts(" + n + "): at least 1 start is needed; 20 are usual");
        }
        return new MaximumSearch(n, seed);
    }

    /** The seed of the starts. Default 1. */
    public MaximumSearch seed(long seed) {
        return new MaximumSearch(starts, seed);
    }

    /**
     * Searches.
     *
     * @throws SamplingException where the density vanishes at every start
     */
    public Maximum run(Posterior posterior) {
        int nDim = posterior.space().dimension();
        var random = RandomStream.of(seed);
        double[] scale = scale(posterior, random.split(0), nDim);
        var objective = new Scaled(posterior, scale);
        double[] lower = posterior.lower();
        double[] upper = posterior.upper();
        double[] start = new double[nDim];
        for (int k = 0; k < nDim; k++) {
            lower[k] /= scale[k];
            upper[k] /= scale[k];
        }
        var found = new ArrayList<Minimum>();
        for (int i = 0; i < starts; i++) {
            posterior.drawPrior(random.split(i + 1L), start);
            for (int k = 0; k < nDim; k++) {
                start[k] /= scale[k];
            }
            var minimum = Lbfgsb.DEFAULT.iterations(2_000).minimize(objective, lower, upper, start);
            if (minimum.reason() != Minimum.Reason.START) {
                found.add(minimum);
            }
        }
        if (found.isEmpty()) {
            throw new SamplingException("the log posterior is not finite at any of " + starts
                    + " draws from the prior; narrow the priors to where the model can be right");
        }
        return Maximum.of(posterior, objective, found, starts);
    }

    /** Standard deviation of the prior, so that all variables are of one size. */
    private static double[] scale(Posterior posterior, RandomStream random, int nDim) {
        double[] theta = new double[nDim];
        double[] sum = new double[nDim];
        double[] squares = new double[nDim];
        for (int i = 0; i < SCALE_DRAWS; i++) {
            posterior.drawPrior(random, theta);
            for (int k = 0; k < nDim; k++) {
                sum[k] += theta[k] / SCALE_DRAWS;
                squares[k] += theta[k] * theta[k] / SCALE_DRAWS;
            }
        }
        double[] scale = new double[nDim];
        for (int k = 0; k < nDim; k++) {
            double sd = Math.sqrt(Math.max(0, squares[k] - sum[k] * sum[k]));
            scale[k] = sd > 0 ? sd : 1;
        }
        return scale;
    }

    /** Minus the log posterior of theta / scale. */
    static final class Scaled implements Objective {

        private static final double STEP = 1e-5; // of the prior's width, for differences

        private final LogDensity density;
        private final double[] scale;
        private final double[] lower;
        private final double[] upper;
        private final double[] theta;
        private final double[] out = new double[1];

        Scaled(Posterior posterior, double[] scale) {
            this.density = posterior.logDensity().fork();
            this.scale = scale;
            this.lower = posterior.lower();
            this.upper = posterior.upper();
            this.theta = new double[scale.length];
        }

        @Override
        public int dimension() {
            return scale.length;
        }

        double scale(int k) {
            return scale[k];
        }

        @Override
        public double evaluate(double[] x, double[] outGradient) {
            for (int k = 0; k < scale.length; k++) {
                theta[k] = Math.max(lower[k], Math.min(upper[k], x[k] * scale[k]));
            }
            if (density instanceof GradientLogDensity exact) {
                exact.evaluateWithGradient(theta, 1, out, outGradient);
                for (int k = 0; k < scale.length; k++) {
                    outGradient[k] *= -scale[k];
                }
                return -out[0];
            }
            for (int k = 0; k < scale.length; k++) {
                double here = theta[k];
                double high = Math.min(upper[k], here + STEP * scale[k]);
                double low = Math.max(lower[k], here - STEP * scale[k]);
                theta[k] = high;
                double up = value();
                theta[k] = low;
                double down = value();
                theta[k] = here;
                outGradient[k] = -(up - down) / (high - low) * scale[k];
            }
            return -value();
        }

        private double value() {
            density.evaluate(theta, 1, out);
            return out[0];
        }
    }
}
