package asterism.infer;

import asterism.math.Gaussian;
import java.util.Arrays;
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
        double[] rho = meanAutocorrelation(chains, n);
        double tau = -1;
        for (int t = 0; t < n; t++) {
            tau += 2 * rho[t];
            if (t >= WINDOW * tau) {
                break;
            }
        }
        return tau;
    }

    /** Mean over chains of the normalised autocorrelation function, [n]; chains that never move are left out. */
    private static double[] meanAutocorrelation(double[][] chains, int n) {
        double[][] scaled = new double[chains.length][];
        int moving = 0;
        for (double[] chain : chains) {
            double mean = Arrays.stream(chain).average().orElse(0);
            double sum = 0;
            for (double x : chain) {
                sum += (x - mean) * (x - mean);
            }
            if (sum > 0) {
                double norm = 1 / Math.sqrt(sum);
                scaled[moving++] =
                        Arrays.stream(chain).map(x -> (x - mean) * norm).toArray();
            }
        }
        double[] rho = autocovarianceSum(scaled, moving, n);
        for (int t = 0; t < n; t++) {
            rho[t] /= moving;
        }
        return rho;
    }

    /**
     * Sum over chains of sum_i x_i x_{i+t}, for t = 0 ... n - 1. Two real chains make one complex transform, and the
     * power spectra are summed before the one transform back.
     *
     * @param centered [at least count][n], each of mean 0. Not modified.
     */
    private static double[] autocovarianceSum(double[][] centered, int count, int n) {
        int size = Integer.highestOneBit(Math.max(1, n - 1)) << 2;
        var fft = new Fft(size);
        double[] re = new double[size];
        double[] im = new double[size];
        double[] power = new double[size];
        for (int c = 0; c < count; c += 2) {
            Arrays.fill(re, n, size, 0);
            Arrays.fill(im, 0);
            System.arraycopy(centered[c], 0, re, 0, n);
            if (c + 1 < count) {
                System.arraycopy(centered[c + 1], 0, im, 0, n);
            }
            fft.transform(re, im);
            for (int k = 0; k < size; k++) {
                power[k] += re[k] * re[k] + im[k] * im[k];
            }
        }
        // the transform back: power of z = x + iy gives acf(x) + acf(y) as its real part
        Arrays.fill(im, 0);
        fft.transform(power, im);
        double[] out = Arrays.copyOf(power, n);
        for (int t = 0; t < n; t++) {
            out[t] /= size;
        }
        return out;
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
        return ess(split(chains));
    }

    /** Monte Carlo standard error of the mean: the standard deviation over the root of {@link #essMean}. */
    public static double mcseMean(double[][] chains) {
        return summary(chains).mcse();
    }

    /** The four numbers that {@link Diagnosis} has. */
    record Summary(double rHat, double essBulk, double essTail, double mcse) {}

    /** All of them at once, which shares the sorting. */
    static Summary summary(double[][] chains) {
        double[][] split = split(chains);
        double[] sorted = sorted(split);
        double[][] scores = normalScores(split, sorted);
        double[] q = Quantiles.ofSorted(sorted, 0.05, 0.5, 0.95);
        double[][] folded = map(split, x -> Math.abs(x - q[1]));
        return new Summary(
                Math.max(plainRHat(scores), plainRHat(normalScores(folded, sorted(folded)))),
                ess(scores),
                Math.min(ess(below(split, q[0])), ess(below(split, q[2]))),
                Math.sqrt(variance(Arrays.stream(chains)
                                .flatMapToDouble(Arrays::stream)
                                .toArray())
                        / ess(split)));
    }

    /** Each chain cut into its two halves; the middle value of an odd length is left out. */
    private static double[][] split(double[][] chains) {
        int n = lengthOf(chains);
        if (n < 4) {
            throw new IllegalArgumentException("R-hat and ESS need at least 4 steps of each chain, got " + n);
        }
        int half = n / 2;
        double[][] out = new double[2 * chains.length][];
        for (int c = 0; c < chains.length; c++) {
            out[2 * c] = Arrays.copyOfRange(chains[c], 0, half);
            out[2 * c + 1] = Arrays.copyOfRange(chains[c], n - half, n);
        }
        return out;
    }

    private static double[] sorted(double[][] chains) {
        int n = chains[0].length;
        double[] all = new double[chains.length * n];
        for (int c = 0; c < chains.length; c++) {
            System.arraycopy(chains[c], 0, all, c * n, n);
        }
        Arrays.sort(all);
        return all;
    }

    /** z = Phi^-1((rank - 3/8) / (S + 1/4)), equal values sharing their mean rank; equation 14. */
    private static double[][] normalScores(double[][] chains, double[] sorted) {
        int size = sorted.length;
        double[] score = new double[size]; // of the value at each place of the sorted list
        for (int first = 0; first < size; ) {
            int last = first;
            while (last + 1 < size && sorted[last + 1] == sorted[first]) {
                last++;
            }
            double rank = 0.5 * (first + last) + 1;
            Arrays.fill(score, first, last + 1, Gaussian.quantile((rank - 0.375) / (size + 0.25)));
            first = last + 1;
        }
        return map(chains, x -> score[Math.max(0, Arrays.binarySearch(sorted, x))]);
    }

    private static double[][] below(double[][] chains, double limit) {
        return map(chains, x -> x <= limit ? 1 : 0);
    }

    private static double[][] map(double[][] chains, java.util.function.DoubleUnaryOperator f) {
        return Arrays.stream(chains).map(c -> Arrays.stream(c).map(f).toArray()).toArray(double[][]::new);
    }

    /** R-hat = sqrt(var+ / W), equations 1 to 4. */
    private static double plainRHat(double[][] chains) {
        int n = chains[0].length;
        double[] means = new double[chains.length];
        double within = 0;
        for (int c = 0; c < chains.length; c++) {
            means[c] = Arrays.stream(chains[c]).average().orElse(Double.NaN);
            within += variance(chains[c]) / chains.length;
        }
        double between = variance(means); // B / n
        return within == 0
                ? (between == 0 ? 1 : Double.POSITIVE_INFINITY)
                : Math.sqrt((n - 1.0) / n + between / within);
    }

    /**
     * Effective sample size with Geyer's initial monotone sequence, equations 10 to 13; never above S log10(S).
     *
     * @param chains [nChains][n]. Not modified.
     */
    private static double ess(double[][] chains) {
        int m = chains.length;
        int n = chains[0].length;
        double[][] centered = new double[m][];
        double[] means = new double[m];
        for (int c = 0; c < m; c++) {
            double mean = Arrays.stream(chains[c]).average().orElse(Double.NaN);
            means[c] = mean;
            centered[c] = Arrays.stream(chains[c]).map(x -> x - mean).toArray();
        }
        double[] acov = autocovarianceSum(centered, m, n);
        for (int t = 0; t < n; t++) {
            acov[t] /= (double) m * n;
        }
        double within = acov[0] * n / (n - 1.0);
        double varPlus = acov[0] + (m > 1 ? variance(means) : 0);
        double size = (double) m * n;
        if (!(varPlus > 0)) {
            return size; // all values are equal
        }
        // tau = -1 + 2 sum over pairs P_k = rho_2k + rho_2k+1, while positive and made monotone
        double sum = 0;
        double previous = Double.POSITIVE_INFINITY;
        for (int t = 0; ; t += 2) {
            double even = t == 0 ? 1 : 1 - (within - acov[t]) / varPlus;
            double odd = t + 1 < n ? 1 - (within - acov[t + 1]) / varPlus : 0;
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

    private static double variance(double[] x) {
        double mean = Arrays.stream(x).average().orElse(Double.NaN);
        double sum = 0;
        for (double v : x) {
            sum += (v - mean) * (v - mean);
        }
        return sum / (x.length - 1);
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
