package asterism.infer;

import asterism.math.Quantiles;
import asterism.random.KeyedRandom;
import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A start that does not strand walkers: several independent populations climb from the prior to the posterior by
 * differential evolution, then spread out at half the inverse temperature.
 *
 * <p>Draws from a prior that is uniform over decades of a rate nearly all lie where the model is far too bright, and there
 * the likelihood may be flat. So every second draw is pulled towards the lower bounds by a random power of ten. The climb
 * is JADE's current-to-pbest mutation with binomial crossover (Zhang and Sanderson 2009) with dithered constants: a
 * member left behind is drawn to the better ones, which a sampler may not do. It ends when nearly the whole population
 * stands within the depth of a posterior; then sampling of p^(1/2) gives it a width somewhat larger than the
 * posterior's, so that R-hat means something. Walkers are taken from all populations that arrived near the highest.
 */
final class Ascent {

    private static final int POPULATIONS = 4;
    private static final int GENERATIONS = 3_000;
    private static final double ELITE = 0.15;
    private static final double BETA = 0.5;
    private static final int SWEEPS = 60;
    private static final double DECADES = 5;

    private final Posterior posterior;
    private final EnsembleLanes lanes;
    private final Progress progress;
    private final long seed;
    private final int nDim;
    private final int members;
    private final double[] lower;
    private final double[] upper;
    private final KeyedRandom random;
    private boolean stopped;

    private static final class Population {
        private final double[] theta; // [members x nDim]
        private final double[] logP; // [members]

        private Population(int members, int nDim) {
            theta = new double[members * nDim];
            logP = new double[members];
        }

        private double quantile(double p) {
            double[] sorted = logP.clone();
            Arrays.sort(sorted);
            return Quantiles.ofSorted(sorted, p)[0];
        }
    }

    Ascent(Posterior posterior, EnsembleLanes lanes, Progress progress, long seed, int walkers) {
        this.posterior = posterior;
        this.lanes = lanes;
        this.progress = progress;
        this.seed = seed;
        this.nDim = posterior.space().dimension();
        this.members = Math.max(walkers, 4 * nDim);
        this.lower = posterior.lower();
        this.upper = posterior.upper();
        this.random = KeyedRandom.of(seed);
    }

    /**
     * Places the walkers; see {@link Start#place}.
     *
     * @param outTheta [nWalkers x nDim], row-major. Overwritten.
     * @param outLogP  [nWalkers]. Overwritten.
     */
    List<String> place(double[] outTheta, double[] outLogP) {
        var populations = new ArrayList<Population>();
        for (int p = 0; p < POPULATIONS && !stopped; p++) {
            var population = drawn(p);
            climb(population, p);
            spread(population, p);
            populations.add(population);
        }
        double best =
                populations.stream().mapToDouble(p -> p.quantile(0.5)).max().orElseThrow();
        double limit = best - Stuck.SIGMAS * Math.sqrt(0.5 * nDim);
        var good = populations.stream().filter(p -> p.quantile(0.5) >= limit).toList();
        random.at(-1, POPULATIONS);
        var decks = good.stream().map(p -> shuffled()).toList();
        for (int w = 0; w < outLogP.length; w++) {
            int p = w % good.size();
            int from = decks.get(p)[w / good.size()];
            System.arraycopy(good.get(p).theta, from * nDim, outTheta, w * nDim, nDim);
            outLogP[w] = good.get(p).logP[from];
        }
        return good.size() == POPULATIONS
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%d of %d start populations ended far below the best (log posterior %.0f) and were not used",
                        POPULATIONS - good.size(),
                        POPULATIONS,
                        best));
    }

    private int[] shuffled() {
        int[] order = new int[members];
        for (int i = 0; i < members; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private long own(int number) {
        return seed + 0x9e3779b97f4a7c15L * (number + 1);
    }

    /** Draws from the prior, every second one pulled towards the finite lower bounds. */
    private Population drawn(int number) {
        var population = new Population(members, nDim);
        var stream = RandomStream.of(own(number)).split(0);
        Start.PRIOR.draw(posterior, lanes, own(number), members, population.theta, population.logP);
        double[] pulled = population.theta.clone();
        double[] value = new double[members];
        for (int i = 0; i < members; i++) {
            for (int k = 0; k < nDim; k++) {
                double pull = Math.pow(10, -DECADES * stream.nextDouble());
                if (i % 2 == 1 && lower[k] == 0) {
                    pulled[i * nDim + k] *= pull;
                }
            }
        }
        lanes.evaluate(pulled, members, value);
        for (int i = 1; i < members; i += 2) {
            if (value[i] > Double.NEGATIVE_INFINITY) {
                System.arraycopy(pulled, i * nDim, population.theta, i * nDim, nDim);
                population.logP[i] = value[i];
            }
        }
        return population;
    }

    private void climb(Population population, int number) {
        double[] theta = population.theta;
        double[] logP = population.logP;
        double[] trial = new double[theta.length];
        double[] value = new double[members];
        Integer[] rank = new Integer[members];
        Arrays.setAll(rank, i -> i);
        int elite = Math.max(2, (int) (ELITE * members));
        double depth = 2 * Math.sqrt(0.5 * nDim) + 2;
        for (int generation = 0; generation < GENERATIONS; generation++) {
            Arrays.sort(rank, (a, b) -> Double.compare(logP[b], logP[a]));
            if (logP[rank[0]] - logP[rank[members * 9 / 10]] < depth) {
                return;
            }
            for (int i = 0; i < members; i++) {
                random.at(generation, ((long) number << 32) + i);
                double scale = 0.4 + 0.6 * random.nextDouble();
                double crossover = random.nextDouble() < 0.5 ? 1 : 0.3 + 0.6 * random.nextDouble();
                int best = rank[random.nextInt(elite)];
                int a = random.nextInt(members);
                int b = random.nextInt(members);
                int always = random.nextInt(nDim);
                for (int k = 0; k < nDim; k++) {
                    double x = theta[i * nDim + k];
                    double y = x;
                    if (k == always || random.nextDouble() < crossover) {
                        y = x
                                + scale * (theta[best * nDim + k] - x)
                                + scale * (theta[a * nDim + k] - theta[b * nDim + k]);
                        y = y < lower[k] ? 0.5 * (x + lower[k]) : y > upper[k] ? 0.5 * (x + upper[k]) : y;
                    }
                    trial[i * nDim + k] = y;
                }
            }
            lanes.evaluate(trial, members, value);
            for (int i = 0; i < members; i++) {
                if (value[i] > logP[i]) {
                    System.arraycopy(trial, i * nDim, theta, i * nDim, nDim);
                    logP[i] = value[i];
                }
            }
            if (progress.update(
                    0,
                    String.format(
                            Locale.ROOT,
                            "start: population %d of %d climbs, log posterior %.1f",
                            number + 1,
                            POPULATIONS,
                            logP[rank[0]]))) {
                stopped = true;
                return;
            }
        }
    }

    /** Samples p^beta for a while. */
    private void spread(Population population, int number) {
        long[] accepted = new long[members];
        int half = members / 2;
        for (int s = 0; s < SWEEPS && !stopped; s++) {
            random.at(s, -2 - number);
            int[] order = shuffled();
            var move = s % 2 == 0 ? Samplers.differentialEvolution() : Samplers.stretch();
            lanes.move(move, own(number), s, BETA, order, 0, half, population.theta, population.logP, accepted);
            lanes.move(move, own(number), s, BETA, order, half, members, population.theta, population.logP, accepted);
        }
    }
}
