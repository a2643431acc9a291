package asterism.infer;

import java.util.Arrays;

/**
 * Importance weights made safe: the largest are replaced by the expected order statistics of a generalised Pareto
 * distribution fitted to them, whose shape k-hat says whether the weights can be trusted.
 *
 * @see <a href="https://doi.org/10.1198/tech.2009.08017">Zhang &amp; Stephens 2009</a>, the fit
 * @see <a href="https://jmlr.org/papers/v25/19-556.html">Vehtari et al. 2024</a>, JMLR 25(72), the smoothing and its limits
 */
public final class Pareto {

    private static final int FEWEST = 5; // in a tail
    private static final double PRIOR_SHAPE = 0.5;
    private static final double PRIOR_DRAWS = 10;

    private Pareto() {}

    /**
     * A generalised Pareto distribution: shape k, scale sigma.
     *
     * @param k     shape; the tail has moments up to 1 / k
     * @param sigma scale
     */
    public record Tail(double k, double sigma) {

        /** Inverse cumulative distribution. */
        public double quantile(double p) {
            return Math.abs(k) < 1e-12 ? -sigma * Math.log1p(-p) : sigma * Math.expm1(-k * Math.log1p(-p)) / k;
        }
    }

    /**
     * Fits a generalised Pareto distribution by the mean of its profile's quasi-posterior, with the weak prior on the
     * shape that Vehtari et al. (2024) add.
     *
     * @param exceedances [n], above 0, increasing, at least 5. Not modified.
     */
    public static Tail fit(double[] exceedances) {
        int n = exceedances.length;
        if (n < FEWEST || !(exceedances[0] >= 0) || !(exceedances[n - 1] > 0)) {
            throw new IllegalArgumentException(
                    "a Pareto tail needs at least " + FEWEST + " exceedances that are not negative, got " + n);
        }
        int m = 30 + (int) Math.sqrt(n);
        double quartile = Math.max(exceedances[(int) (n / 4.0 + 0.5) - 1], 1e-300);
        double[] b = new double[m];
        double[] logL = new double[m];
        for (int i = 0; i < m; i++) {
            b[i] = (1 - Math.sqrt(m / (i + 0.5))) / (3 * quartile) + 1 / exceedances[n - 1];
            double k = shape(b[i], exceedances);
            logL[i] = n * (Math.log(-b[i] / k) - k - 1);
        }
        double mean = 0;
        double sum = 0;
        double max = Arrays.stream(logL).filter(Double::isFinite).max().orElse(0);
        for (int i = 0; i < m; i++) {
            if (Double.isFinite(logL[i])) {
                double w = Math.exp(logL[i] - max);
                sum += w;
                mean += w * b[i];
            }
        }
        mean /= sum;
        double k = shape(mean, exceedances);
        double sigma = -k / mean;
        k = (n * k + PRIOR_DRAWS * PRIOR_SHAPE) / (n + PRIOR_DRAWS);
        return new Tail(k, sigma);
    }

    private static double shape(double b, double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += Math.log1p(-b * v);
        }
        return sum / x.length;
    }

    /**
     * Smooths the weights of one set of draws.
     *
     * @param logWeights [n], up to a constant. Not modified.
     * @param ess        effective number of the draws that they belong to over n, at most 1; longer tails where less
     * @param outLog     [n]: normalised log weights. Overwritten.
     * @return k-hat: below 0.5 all is well, above 0.7 the result is not to be trusted
     */
    static double smooth(double[] logWeights, double ess, double[] outLog) {
        int n = logWeights.length;
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, c) -> Double.compare(logWeights[a], logWeights[c]));
        double max = logWeights[order[n - 1]];
        for (int i = 0; i < n; i++) {
            outLog[i] = logWeights[i] - max;
        }
        int tail = (int) Math.ceil(Math.min(0.2 * n, 3 * Math.sqrt(n / Math.min(1, ess))));
        double k = Double.POSITIVE_INFINITY;
        if (tail >= FEWEST && tail < n) {
            double cut = Math.exp(outLog[order[n - tail - 1]]);
            double[] x = new double[tail];
            for (int i = 0; i < tail; i++) {
                x[i] = Math.exp(outLog[order[n - tail + i]]) - cut;
            }
            if (!(x[tail - 1] > 1e-12)) {
                k = Double.NEGATIVE_INFINITY; // all weights of the tail are equal
            } else {
                var fitted = fit(x);
                k = fitted.k;
                for (int i = 0; i < tail; i++) {
                    double smoothed = cut + fitted.quantile((i + 0.5) / tail);
                    outLog[order[n - tail + i]] = Math.min(0, Math.log(smoothed));
                }
            }
        }
        double sum = 0;
        for (double l : outLog) {
            sum += Math.exp(l);
        }
        double norm = Math.log(sum);
        for (int i = 0; i < n; i++) {
            outLog[i] -= norm;
        }
        return k;
    }

    /**
     * Pareto k-hat of importance weights.
     *
     * @param logWeights [n], up to a constant. Not modified.
     */
    public static double kHat(double[] logWeights) {
        return smooth(logWeights, 1, new double[logWeights.length]);
    }
}
