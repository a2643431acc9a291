package asterism.infer;

import asterism.math.Quantiles;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Walkers that are stranded: their log posterior never comes near that of the others.
 *
 * <p>For a Gaussian of nDim dimensions the log posterior scatters by sqrt(nDim / 2). A walker is stuck when the best
 * it reaches lies more than ten times that, or ten times the scatter actually seen, below the median of the others.
 */
final class Stuck {

    static final double SIGMAS = 10;

    private Stuck() {}

    /** Numbers of the walkers that are stuck in all of these samples. */
    static int[] find(Samples samples) {
        int walkers = samples.walkers();
        double[] highest = new double[walkers];
        double[] mean = new double[walkers];
        Arrays.fill(highest, Double.NEGATIVE_INFINITY);
        double[] logP = samples.logP();
        for (int row = 0; row < logP.length; row += walkers) {
            for (int w = 0; w < walkers; w++) {
                double here = logP[row + w];
                highest[w] = here > highest[w] ? here : highest[w];
                mean[w] += here / samples.steps();
            }
        }
        return find(highest, mean, samples.dimension());
    }

    /**
     * Numbers of the stuck walkers.
     *
     * @param highest best log posterior of each walker, [nWalkers]. Not modified.
     * @param mean    mean log posterior of each walker, [nWalkers]. Not modified.
     */
    static int[] find(double[] highest, double[] mean, int nDim) {
        double limit = limit(mean, nDim);
        return IntStream.range(0, mean.length).filter(w -> highest[w] < limit).toArray();
    }

    /** Log posterior below which a walker is not where the others are. */
    static double limit(double[] mean, int nDim) {
        // the upper half of the walkers sets the scale, so that even many stuck ones are seen
        double[] sorted = mean.clone();
        Arrays.sort(sorted);
        double[] q = Quantiles.ofSorted(sorted, 0.75, 0.95);
        double scatter = Math.max(Math.sqrt(0.5 * nDim), q[1] - q[0]);
        return q[0] - SIGMAS * scatter;
    }

    static String words(int[] stuck, Samples samples) {
        double[] logP = samples.logP();
        int walkers = samples.walkers();
        double sum = 0;
        long n = 0;
        boolean[] is = new boolean[walkers];
        for (int w : stuck) {
            is[w] = true;
        }
        for (int i = 0; i < logP.length; i++) {
            if (is[i % walkers]) {
                sum += logP[i];
                n++;
            }
        }
        int named = stuck.length > 12 ? 8 : stuck.length;
        var numbers =
                Arrays.stream(stuck).limit(named).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                        + (stuck.length > named ? " and " + (stuck.length - named) + " more" : "");
        return String.format(
                Locale.ROOT,
                "%d of %d walkers %s stuck far below the others (mean log posterior %.0f; walker%s %s): %s draws"
                        + " spoil the samples; run again with the default start, multiStart()",
                stuck.length,
                walkers,
                stuck.length == 1 ? "is" : "are",
                sum / n,
                stuck.length == 1 ? "" : "s",
                numbers,
                stuck.length == 1 ? "its" : "their");
    }
}
