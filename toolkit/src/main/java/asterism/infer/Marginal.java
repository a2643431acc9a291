package asterism.infer;

import asterism.math.Quantiles;

/**
 * Moments and quantiles of one column of draws.
 *
 * @param mean   its mean
 * @param sd     its standard deviation, of n - 1 degrees of freedom
 * @param q16    its 16 % quantile
 * @param median its 50 % quantile
 * @param q84    its 84 % quantile
 */
record Marginal(double mean, double sd, double q16, double median, double q84) {

    /** Of draws, [n]. Not modified. */
    static Marginal of(double[] draws) {
        double[] sorted = Ranking.of(draws).sorted();
        double sum = 0;
        for (double x : sorted) {
            sum += x;
        }
        double mean = sum / sorted.length;
        double squares = 0;
        for (double x : sorted) {
            squares += (x - mean) * (x - mean);
        }
        double[] q = Quantiles.ofSorted(sorted, 0.16, 0.5, 0.84);
        return new Marginal(mean, Math.sqrt(squares / (sorted.length - 1)), q[0], q[1], q[2]);
    }
}
