package asterism.infer;

import asterism.math.Quantiles;
import java.util.stream.IntStream;

/**
 * Whether chains have converged and how much they know: the definitions that the field uses today.
 *
 * <p>Chains are {@code [nChains][n]}, all of one length, without burn-in. The walkers of an ensemble count as chains:
 * at equilibrium their joint density is the product of the posterior with itself, so that walkers are independent at
 * equal times and the formulas hold; a walker that lives elsewhere than the others then shows up in R-hat.
 */
public final class Diagnostics {

    /** Sokal's window: the autocorrelation is summed over this many autocorrelation times. */
    private static final double WINDOW = 5;

    private Diagnostics() {}

    // ---- integrated autocorrelation time -----------------------------------------------------------------------

    /**
     * Integrated autocorrelation time tau = 1 + 2 sum rho_t, in steps: the mean of the chains' autocorrelation
     * functions, summed up to the first t that is at least 5 tau(t) (Sokal 1996; Goodman and Weare 2010 for
     * ensembles). The same numbers as emcee's {@code integrated_time}. Chains shorter than about 50 tau give too
     * small a value.
     *
     * @param chains [nChains][n]. Not modified.
     * @return NaN where no chain ever moves
     */
    public static double autocorrelationTime(double[][] chains) {
        int n = lengthOf(chains);
        double[] scaled = new double[chains.length * n];
        int moving = normalise(chains, scaled);
        var rho = new Autocovariance(scaled, moving, n);
        double tau = -1;
        for (int t = 0; t < n; t++) {
            tau += 2 * rho.at(t) / moving;
            if (t >= WINDOW * tau) {
                break;
            }
        }
        return tau;
    }

    /**
     * Chains of mean 0 and sum of squares 1, those left out that never move.
     *
     * @param out [nChains x n]. Overwritten as far as there are moving chains.
     * @return how many move
     */
    private static int normalise(double[][] chains, double[] out) {
        int moving = 0;
        for (double[] chain : chains) {
            int n = chain.length;
            double mean = mean(chain, 0, n);
            double sum = squares(chain, 0, n, mean);
            if (sum > 0) {
                double norm = 1 / Math.sqrt(sum);
                int first = n * moving++;
                for (int t = 0; t < n; t++) {
                    out[first + t] = (chain[t] - mean) * norm;
                }
            }
        }
        return moving;
    }

    // ---- R-hat and effective sample sizes (Vehtari, Gelman, Simpson, Carpenter and Buerkner 2021) -----------------

    /**
     * Rank-normalised split R-hat, the larger of that of the values (do the chains agree on the location?) and that
     * of their distances from the median (on the width?). 1 where all agree.
     *
     * @param chains [nChains][n], n at least 4. Not modified.
     */
    public static double rHat(double[][] chains) {
        return summary(chains).rHat();
    }

    /** Effective number of independent draws for the middle of the distribution: ESS of the normal scores. */
    public static double essBulk(double[][] chains) {
        return summary(chains).essBulk();
    }

    /** The smaller of the effective numbers of draws for the 5 % and the 95 % quantile. */
    public static double essTail(double[][] chains) {
        return summary(chains).essTail();
    }

    /** Effective number of independent draws for the mean. */
    public static double essMean(double[][] chains) {
        return Halves.of(chains).ess();
    }

    /** Monte Carlo standard error of the mean: the standard deviation over the root of {@link #essMean}. */
    public static double mcseMean(double[][] chains) {
        return summary(chains).mcse();
    }

    /**
     * The four numbers that {@link Diagnosis} has.
     *
     * @param rHat    rank-normalised split R-hat
     * @param essBulk effective number of draws in the bulk
     * @param essTail the smaller one of the 5 % and the 95 % quantile
     * @param mcse    Monte Carlo standard error of the mean
     */
    public record Summary(double rHat, double essBulk, double essTail, double mcse) {}

    /** All of them at once, from one sort. */
    public static Summary summary(double[][] chains) {
        return summary(chains, NormalScores.of(Halves.size(chains)));
    }

    /** As {@link #summary(double[][])}, with scores that serve other parameters too. */
    static Summary summary(double[][] chains, NormalScores scores) {
        var halves = Halves.of(chains);
        var ranking = Ranking.of(halves.values);
        double[] q = Quantiles.ofSorted(ranking.sorted(), 0.05, 0.5, 0.95);
        var bulk = halves.with(ranking.scores(scores));
        var folded = halves.with(ranking.about(q[1]).scores(scores));
        return new Summary(
                Math.max(bulk.rHat(), folded.rHat()),
                bulk.ess(),
                Math.min(halves.atMost(q[0]).ess(), halves.atMost(q[2]).ess()),
                Math.sqrt(variance(chains) / halves.ess()));
    }

    /** Each chain cut into its two halves; the middle value of an odd length is left out. */
    private static final class Halves {

        private final int m; // 2 nChains
        private final int n;
        private final double[] values; // [m x n], row-major

        private Halves(int m, int n, double[] values) {
            this.m = m;
            this.n = n;
            this.values = values;
        }

        static Halves of(double[][] chains) {
            int length = lengthOf(chains);
            if (length < 4) {
                throw new IllegalArgumentException("R-hat and ESS need at least 4 steps of each chain, got " + length);
            }
            int n = length / 2;
            double[] values = new double[2 * chains.length * n];
            for (int c = 0; c < chains.length; c++) {
                System.arraycopy(chains[c], 0, values, 2 * c * n, n);
                System.arraycopy(chains[c], length - n, values, (2 * c + 1) * n, n);
            }
            return new Halves(2 * chains.length, n, values);
        }

        /** How many values the halves of these chains have together. */
        static int size(double[][] chains) {
            return 2 * chains.length * (lengthOf(chains) / 2);
        }

        Halves with(double[] others) {
            return new Halves(m, n, others);
        }

        /** 1 where a value is at most the limit, 0 elsewhere. */
        Halves atMost(double limit) {
            double[] out = new double[values.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = values[i] <= limit ? 1 : 0;
            }
            return with(out);
        }

        /** R-hat = sqrt(var+ / W), equations 1 to 4. */
        double rHat() {
            double[] means = new double[m];
            double within = 0;
            for (int c = 0; c < m; c++) {
                means[c] = mean(values, c * n, n);
                within += squares(values, c * n, n, means[c]) / (n - 1) / m;
            }
            double between = variance(means); // B / n
            return within == 0
                    ? (between == 0 ? 1 : Double.POSITIVE_INFINITY)
                    : Math.sqrt((n - 1.0) / n + between / within);
        }

        /** Effective sample size with Geyer's initial monotone sequence, equations 10 to 13; never above S log10(S). */
        double ess() {
            double[] centered = new double[values.length];
            double[] means = new double[m];
            for (int c = 0; c < m; c++) {
                means[c] = mean(values, c * n, n);
                for (int i = c * n; i < (c + 1) * n; i++) {
                    centered[i] = values[i] - means[c];
                }
            }
            var products = new Autocovariance(centered, m, n);
            double size = (double) m * n;
            double first = products.at(0) / size;
            double within = first * n / (n - 1.0);
            double varPlus = first + variance(means);
            if (!(varPlus > 0)) {
                return size; // all values are equal
            }
            // tau = -1 + 2 sum over pairs P_k = rho_2k + rho_2k+1, while positive and made monotone
            double sum = 0;
            double previous = Double.POSITIVE_INFINITY;
            for (int t = 0; ; t += 2) {
                double even = t == 0 ? 1 : 1 - (within - products.at(t) / size) / varPlus;
                double odd = t + 1 < n ? 1 - (within - products.at(t + 1) / size) / varPlus : 0;
                if (!(even + odd >= 0) || t >= n - 5) {
                    sum += Math.max(0, even) / 2; // the last even term serves antithetic chains
                    break;
                }
                previous = Math.min(previous, even + odd);
                sum += previous;
            }
            double tau = Math.max(-1 + 2 * sum, 1 / Math.log10(size));
            return size / tau;
        }
    }

    // ---- moments -------------------------------------------------------------------------------------------------

    private static double mean(double[] x, int from, int n) {
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += x[i];
        }
        return sum / n;
    }

    /** Sum of squared distances from the mean. */
    private static double squares(double[] x, int from, int n, double mean) {
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += (x[i] - mean) * (x[i] - mean);
        }
        return sum;
    }

    private static double variance(double[]... chains) {
        int n = chains[0].length;
        double size = (double) chains.length * n;
        double mean = 0;
        for (double[] chain : chains) {
            mean += mean(chain, 0, n) / chains.length;
        }
        double sum = 0;
        for (double[] chain : chains) {
            sum += squares(chain, 0, n, mean);
        }
        return sum / (size - 1);
    }

    private static int lengthOf(double[][] chains) {
        if (chains.length == 0 || chains[0].length < 2) {
            throw new IllegalArgumentException("diagnostics need at least one chain of two steps");
        }
        int n = chains[0].length;
        if (IntStream.range(1, chains.length).anyMatch(c -> chains[c].length != n)) {
            throw new IllegalArgumentException("diagnostics need chains of one length");
        }
        return n;
    }
}
