package asterism;

import asterism.infer.Fit;
import asterism.infer.Posterior;
import asterism.infer.Samples;
import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;

/**
 * Simulation-based calibration (Talts et al. 2018): truths from the prior, data from each truth, a fit of each data set; the
 * rank of the truth among L posterior draws is then uniform on 0 ... L, for every parameter, where sampler, likelihood,
 * prior and simulation agree.
 *
 * <p>The ranks are counted in bins and compared with uniform counts by chi-square; {@link #worst(int)} is the smallest p, to be
 * compared with alpha over the number of parameters.
 */
public final class SimulationBasedCalibration {

    /** Makes the posterior of data that are simulated at a truth. */
    @FunctionalInterface
    public interface Simulation {
        Posterior posterior(double[] truth, RandomStream random);
    }

    private final List<String> names;
    private final int[][] ranks; // [nDim][nSimulations]
    private final int draws;
    private final double[] tau;

    private SimulationBasedCalibration(List<String> names, int[][] ranks, int draws, double[] tau) {
        this.names = names;
        this.ranks = ranks;
        this.draws = draws;
        this.tau = tau;
    }

    /**
     * Runs it, simulations in parallel.
     *
     * @param prior       where truths are drawn from
     * @param simulation  data and their posterior
     * @param fit         the sampler, given the posterior and a seed
     * @param simulations how many data sets
     * @param draws       L, posterior draws that a truth is ranked among; they are taken at least an autocorrelation time
     *     apart, from different walkers
     */
    public static SimulationBasedCalibration run(
            Posterior prior,
            Simulation simulation,
            BiFunction<Posterior, Long, Fit> fit,
            int simulations,
            int draws,
            long seed) {
        var names = prior.space().names();
        int nDim = names.size();
        int[][] ranks = new int[nDim][simulations];
        double[] tau = new double[simulations];
        var root = RandomStream.of(seed);
        IntStream.range(0, simulations).parallel().forEach(s -> {
            var random = root.split(s);
            double[] truth = new double[nDim];
            prior.drawPrior(random, truth);
            var found = fit.apply(simulation.posterior(truth, random), seed * 1000 + s);
            tau[s] = found.tau();
            double[][] posterior = apart(found.samples(), draws, random);
            for (int k = 0; k < nDim; k++) {
                int below = 0;
                for (double[] theta : posterior) {
                    below += theta[k] < truth[k] ? 1 : 0;
                }
                ranks[k][s] = below;
            }
        });
        return new SimulationBasedCalibration(names, ranks, draws, tau);
    }

    /** Draws as far apart in steps as the chain allows, each of another walker as long as there are walkers. */
    private static double[][] apart(Samples samples, int draws, RandomStream random) {
        int walkers = samples.walkers();
        int[] order = IntStream.range(0, walkers).toArray();
        for (int i = walkers - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        double[][] out = new double[draws][];
        for (int i = 0; i < draws; i++) {
            int step = (int) ((i + 0.5) * samples.steps() / draws);
            out[i] = samples.draw(step * walkers + order[i % walkers]);
        }
        return out;
    }

    /** p of the ranks of a parameter being uniform: chi-square in {@code bins} bins; L + 1 must be a multiple of them. */
    public double p(int parameter, int bins) {
        double[] counts = histogram(parameter, bins);
        double expected = (double) ranks[parameter].length / bins;
        double chi2 = 0;
        for (double c : counts) {
            chi2 += (c - expected) * (c - expected) / expected;
        }
        return Gamma.regularizedGammaQ(0.5 * (bins - 1), 0.5 * chi2);
    }

    private double[] histogram(int parameter, int bins) {
        if ((draws + 1) % bins != 0) {
            throw new IllegalArgumentException(draws + " draws give " + (draws + 1) + " ranks, no multiple of " + bins);
        }
        double[] counts = new double[bins];
        for (int rank : ranks[parameter]) {
            counts[rank * bins / (draws + 1)]++;
        }
        return counts;
    }

    /** The smallest p of any parameter. */
    public double worst(int bins) {
        return IntStream.range(0, names.size())
                .mapToDouble(k -> p(k, bins))
                .min()
                .orElse(1);
    }

    /** The longest autocorrelation time of all fits, steps. */
    public double longestTau() {
        return Arrays.stream(tau).max().orElse(0);
    }

    /** A line for each parameter: name, p, counts. */
    public String report(int bins) {
        var lines = new ArrayList<String>();
        for (int k = 0; k < names.size(); k++) {
            lines.add(String.format(
                    Locale.ROOT, "%-16s p = %.4f  %s", names.get(k), p(k, bins), Arrays.toString(histogram(k, bins))));
        }
        lines.add(String.format(Locale.ROOT, "longest tau %.0f steps", longestTau()));
        return String.join("\n", lines);
    }
}
