package asterism;

import asterism.infer.Fit;
import asterism.infer.Posterior;
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
 * <p>Beside the parameters the log posterior of the truth is ranked among those of the draws: it depends on the data and sees
 * errors of the whole posterior that no parameter shows alone (Modrák et al. 2023).
 *
 * <p>The ranks are counted in bins and compared with uniform counts by chi-square; {@link #worst(int)} is the smallest p, to be
 * compared with alpha over the number of {@link #quantities()}.
 */
public final class SimulationBasedCalibration {

    /** Makes the posterior of data that are simulated at a truth. */
    @FunctionalInterface
    public interface Simulation {
        Posterior posterior(double[] truth, RandomStream random);
    }

    /**
     * How far a fit can be trusted.
     *
     * @param taus length of what is kept, in autocorrelation times of the slowest parameter
     * @param rHat largest of any parameter
     * @param ess  smallest of any parameter
     * @param warnings what speaks against the fit
     */
    private record Quality(double taus, double rHat, double ess, List<String> warnings) {
        static Quality of(Fit fit) {
            return new Quality((fit.steps() - fit.burnIn()) / fit.tau(), fit.rHat(), fit.ess(), fit.warnings());
        }
    }

    private final List<String> names;
    private final int[][] ranks; // [nDim + 1][nSimulations]
    private final int draws;
    private final Quality[] qualities; // [nSimulations]

    private SimulationBasedCalibration(List<String> names, int[][] ranks, int draws, Quality[] qualities) {
        this.names = names;
        this.ranks = ranks;
        this.draws = draws;
        this.qualities = qualities;
    }

    /**
     * Runs it, simulations in parallel.
     *
     * @param prior       where truths are drawn from
     * @param simulation  data and their posterior
     * @param fit         the sampler, given the posterior and a seed
     * @param simulations how many data sets
     * @param draws       L, posterior draws that a truth is ranked among; they are as far apart in steps as the chain allows,
     *     and of different walkers
     */
    public static SimulationBasedCalibration run(
            Posterior prior,
            Simulation simulation,
            BiFunction<Posterior, Long, Fit> fit,
            int simulations,
            int draws,
            long seed) {
        var names = new ArrayList<>(prior.space().names());
        int nDim = names.size();
        names.add("log posterior");
        int[][] ranks = new int[nDim + 1][simulations];
        var qualities = new Quality[simulations];
        var root = RandomStream.of(seed);
        IntStream.range(0, simulations).parallel().forEach(s -> {
            var random = root.split(s);
            double[] truth = new double[nDim];
            prior.drawPrior(random, truth);
            var posterior = simulation.posterior(truth, random);
            double[] logP = new double[1];
            posterior.logDensity().evaluate(truth, 1, logP);
            var found = fit.apply(posterior, seed * 1000 + s);
            qualities[s] = Quality.of(found);
            var samples = found.samples();
            for (int draw : apart(samples.steps(), samples.walkers(), draws, random)) {
                for (int k = 0; k < nDim; k++) {
                    ranks[k][s] += samples.get(draw, k) < truth[k] ? 1 : 0;
                }
                ranks[nDim][s] += samples.logP(draw) < logP[0] ? 1 : 0;
            }
        });
        return new SimulationBasedCalibration(names, ranks, draws, qualities);
    }

    /** Numbers of draws as far apart in steps as the chain allows, each of another walker as long as there are walkers. */
    private static int[] apart(int steps, int walkers, int draws, RandomStream random) {
        int[] order = IntStream.range(0, walkers).toArray();
        for (int i = walkers - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        int[] out = new int[draws];
        for (int i = 0; i < draws; i++) {
            int step = (int) ((i + 0.5) * steps / draws);
            out[i] = step * walkers + order[i % walkers];
        }
        return out;
    }

    /** How many quantities are ranked: the parameters and the log posterior. */
    public int quantities() {
        return names.size();
    }

    /** p of the ranks of a quantity being uniform: chi-square in {@code bins} bins; L + 1 must be a multiple of them. */
    public double p(int quantity, int bins) {
        double[] counts = histogram(quantity, bins);
        double expected = (double) ranks[quantity].length / bins;
        double chi2 = 0;
        for (double c : counts) {
            chi2 += (c - expected) * (c - expected) / expected;
        }
        return Gamma.regularizedGammaQ(0.5 * (bins - 1), 0.5 * chi2);
    }

    private double[] histogram(int quantity, int bins) {
        if ((draws + 1) % bins != 0) {
            throw new IllegalArgumentException(draws + " draws give " + (draws + 1) + " ranks, no multiple of " + bins);
        }
        double[] counts = new double[bins];
        for (int rank : ranks[quantity]) {
            counts[rank * bins / (draws + 1)]++;
        }
        return counts;
    }

    /** The smallest p of any quantity. */
    public double worst(int bins) {
        return IntStream.range(0, names.size())
                .mapToDouble(k -> p(k, bins))
                .min()
                .orElse(1);
    }

    /** What speaks against fits, each with the number of its simulation; empty where all have converged. */
    public List<String> unconverged() {
        return IntStream.range(0, qualities.length)
                .boxed()
                .flatMap(s -> qualities[s].warnings.stream().map(w -> "simulation " + s + ": " + w))
                .toList();
    }

    /** A line for each quantity: name, p, counts. */
    public String report(int bins) {
        var lines = new ArrayList<String>();
        for (int k = 0; k < names.size(); k++) {
            lines.add(String.format(
                    Locale.ROOT, "%-16s p = %.4f  %s", names.get(k), p(k, bins), Arrays.toString(histogram(k, bins))));
        }
        lines.add(String.format(
                Locale.ROOT,
                "smallest p %.2g; of all fits: at least %.0f tau long, R-hat at most %.3f, ESS at least %.0f",
                worst(bins),
                Arrays.stream(qualities).mapToDouble(Quality::taus).min().orElse(0),
                Arrays.stream(qualities).mapToDouble(Quality::rHat).max().orElse(Double.NaN),
                Arrays.stream(qualities).mapToDouble(Quality::ess).min().orElse(0)));
        return String.join("\n", lines);
    }
}
