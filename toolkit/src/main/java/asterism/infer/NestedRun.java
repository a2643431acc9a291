package asterism.infer;

import asterism.param.ParameterSpace;
import asterism.random.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One run of {@link Nested} on a posterior. */
final class NestedRun {

    private static final int BATCHES_PER_EFOLD = 20; // a twentieth of the live points dies at a time
    private static final int BATCHES_PER_CLUSTERING = 5;
    private static final double FIRST_WIDTH = 2;
    private static final int SHRINKAGE_SETS = 200;
    private static final int CHAINS = 4; // that the equal draws are laid out in
    private static final double LEAST_RANK_P = 1e-4;
    private static final long INITIAL = 0;
    private static final long CLUSTERING = -1;
    private static final long RANKING = -2;
    private static final long SEEDING = -5;
    private static final long SHRINKAGE = -3;
    private static final long RESAMPLING = -4;

    private final Nested.Spec spec;
    private final Posterior posterior;
    private final PriorTransform transform;
    private final ParameterSpace space;
    private final int nDim;
    private final int live;
    private final int slices;
    private final KeyedRandom random;
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final long begin = System.nanoTime();

    private final double[] points; // [nLive x nDim], row-major, in the unit cube
    private final double[] logL; // [nLive]
    private final Dead dead;
    private final Ranks ranks = new Ranks();
    private double logX; // ln of the prior volume inside the current contour
    private double logZ = Double.NEGATIVE_INFINITY; // of the dead
    private double width = FIRST_WIDTH;
    private long evaluations;
    private volatile boolean stopped;

    NestedRun(Nested.Spec spec, Posterior posterior) {
        this.spec = spec;
        this.posterior = posterior;
        this.space = posterior.space();
        this.nDim = space.dimension();
        this.live = spec.live;
        this.slices = spec.slices(nDim);
        if (live < 4 * (nDim + 1)) {
            throw new IllegalArgumentException(
                    "live(" + live + "): nested sampling needs at least 4 (nDim + 1) live points," + " here "
                            + 4 * (nDim + 1) + " for " + nDim + " parameters");
        }
        this.transform = posterior
                .priorTransform()
                .orElseThrow(() -> new IllegalArgumentException(
                        "nested sampling draws from the prior through the unit cube, and this posterior has no"
                                + " priorTransform(); give it one, or use ensemble()"));
        this.random = KeyedRandom.of(spec.seed);
        this.points = new double[live * nDim];
        this.logL = new double[live];
        this.dead = new Dead(nDim);
    }

    Fit run() {
        int members = Math.max(
                1,
                Math.min(
                        live / 20,
                        spec.threads > 0 ? spec.threads : Runtime.getRuntime().availableProcessors()));
        var walks = new NestedWalk[members];
        for (int m = 0; m < members; m++) {
            walks[m] = new NestedWalk(transform, nDim, spec.seed);
        }
        boolean interrupted;
        try (var crew = new Crew(members, "asterism-nested");
                var progress = Progress.begin("nested sampling, " + Digits.count(live) + " live points", 0)) {
            place(crew, walks);
            interrupted = sample(crew, walks, progress) || stopped;
        }
        for (var walk : walks) {
            evaluations += walk.evaluations();
        }
        return result(interrupted);
    }

    // ---- the loop ------------------------------------------------------------------------------------------------

    private void place(Crew crew, NestedWalk[] walks) {
        share(crew, walks, live, (walk, i) -> {
            walk.draw(i, points, i * nDim);
            logL[i] = walk.logL();
        });
        if (stopped) {
            throw new SamplingException("interrupted before the first live points were drawn; nothing was sampled");
        }
        if (Arrays.stream(logL).noneMatch(l -> l > Double.NEGATIVE_INFINITY)) {
            throw new SamplingException(
                    "the likelihood vanishes at all " + Digits.count(live)
                            + " draws from the prior; narrow the priors to where the model can be right, or use more live points");
        }
    }

    /** One piece of a batch. */
    @FunctionalInterface
    private interface Piece {
        void run(NestedWalk walk, int index);
    }

    private void share(Crew crew, NestedWalk[] walks, int n, Piece piece) {
        var next = new AtomicInteger();
        crew.run(walks.length, member -> {
            boolean caller = member == 0;
            for (int i = next.getAndIncrement(); i < n && !stopped; i = next.getAndIncrement()) {
                piece.run(walks[member], i);
                if (caller && Thread.currentThread().isInterrupted()) {
                    stopped = true; // the flag is cleared by the progress display
                }
            }
        });
    }

    private boolean sample(Crew crew, NestedWalk[] walks, Progress progress) {
        Integer[] order = new Integer[live];
        Arrays.setAll(order, i -> i);
        double[] fresh = new double[live * nDim];
        double[] freshLogL = new double[live];
        double[] freshWidth = new double[live];
        int[] freshCluster = new int[live];
        var clusters = Clusters.of(points, live, nDim, random.at(INITIAL, CLUSTERING));
        int[] clusterOf = new int[live];
        for (long batch = 1; ; batch++) {
            Arrays.sort(order, Comparator.<Integer>comparingDouble(i -> logL[i]).thenComparingInt(i -> i));
            double threshold = logL[order[Math.max(1, live / BATCHES_PER_EFOLD) - 1]];
            int dying = 0;
            while (dying < live && logL[order[dying]] <= threshold) {
                dying++;
            }
            if (dying == live) {
                plateau(batch, threshold);
                return false;
            }
            if ((batch - 1) % BATCHES_PER_CLUSTERING == 0) {
                clusters = Clusters.of(points, live, nDim, random.at(batch, CLUSTERING));
                for (int i = 0; i < live; i++) {
                    clusterOf[i] = clusters.clusterOf(i);
                }
            }
            // seeds are spread evenly over the clusters: drawn at random, the clusters' shares would wander
            int[] seeds = Arrays.stream(order, dying, live)
                    .sorted(Comparator.comparingInt(i -> clusterOf[i]))
                    .mapToInt(i -> i)
                    .toArray();
            double offset = random.at(batch, SEEDING).nextDouble();
            var shapes = clusters;
            int dead0 = dying;
            double w = width;
            long now = batch;
            share(crew, walks, dying, (walk, i) -> {
                walk.at(now, i);
                int start = seeds[(int) ((i + offset) * seeds.length / dead0)];
                walk.walk(points, start, logL[start], shapes, clusterOf[start], threshold, slices, w, fresh, i * nDim);
                freshLogL[i] = walk.logL();
                freshWidth[i] = walk.width();
                freshCluster[i] = clusterOf[start];
            });
            if (!stopped) {
                random.at(batch, RANKING);
                // a plateau leaves few survivors, and many ranks among few are not independent: not counted
                for (int i = 0; i < dying && dying <= live / 10; i++) {
                    ranks.add(rank(freshLogL[i], order, dying));
                }
                for (int i = 0; i < dying; i++) {
                    bury(order[i], live - i);
                    System.arraycopy(fresh, i * nDim, points, order[i] * nDim, nDim);
                    logL[order[i]] = freshLogL[i];
                    clusterOf[order[i]] = freshCluster[i];
                }
                width = Math.max(
                        0.1, 0.5 * Arrays.stream(freshWidth, 0, dying).average().orElse(2 * FIRST_WIDTH));
            }
            double left = logMeanLive() + logX;
            boolean interrupted = progress.update(
                    dead.size(),
                    String.format(
                            Locale.ROOT,
                            "log Z %.2f, left %.2g, %d cluster%s",
                            logSum(logZ, left),
                            Math.exp(left - logSum(logZ, left)),
                            shapes.size(),
                            shapes.size() == 1 ? "" : "s"));
            if (stopped || interrupted || left < logZ + Math.log(spec.stopping)) {
                return stopped || interrupted;
            }
        }
    }

    private void plateau(long batch, double value) {
        if (batch == 1) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the likelihood is the same, ln L = %.6g, at all %d draws from the prior: if it is larger anywhere, the"
                            + " run has not found it; use more live points or narrower priors",
                    value,
                    live));
        } else {
            notes.add(String.format(Locale.ROOT, "the likelihood ends in a plateau at ln L = %.6g", value));
        }
    }

    /** Where a new point stands among the survivors, as a number that has to be uniform on (0, 1). */
    private double rank(double value, Integer[] order, int dying) {
        int below = 0;
        int equal = 0;
        for (int i = dying; i < live; i++) {
            double other = logL[order[i]];
            if (other < value) {
                below++;
            } else if (other == value) {
                equal++;
            }
        }
        return (below + random.nextDouble() * (equal + 1)) / (live - dying + 1);
    }

    /** Point i dies as the least likely of n: the volume inside shrinks by exp(-1 / n) on average of the logarithm. */
    private void bury(int i, int n) {
        dead.add(points, i, logL[i], n);
        double inside = logX - 1.0 / n;
        logZ = logSum(logZ, logL[i] + logX + Math.log(-Math.expm1(-1.0 / n)));
        logX = inside;
    }

    private double logMeanLive() {
        double max = Arrays.stream(logL).max().orElseThrow();
        double sum = 0;
        for (double l : logL) {
            sum += Math.exp(l - max);
        }
        return max + Math.log(sum / live);
    }

    private static double logSum(double a, double b) {
        double max = Math.max(a, b);
        return max == Double.NEGATIVE_INFINITY ? max : max + Math.log(Math.exp(a - max) + Math.exp(b - max));
    }

    // ---- the result ------------------------------------------------------------------------------------------------

    private Fit result(boolean interrupted) {
        double left = logMeanLive() + logX;
        double remaining = Math.exp(left - logSum(logZ, left));
        int[] last = IntStream.range(0, live)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> logL[i]).thenComparingInt(i -> i))
                .mapToInt(i -> i)
                .toArray();
        for (int i = 0; i < live; i++) {
            bury(last[i], live - i);
        }
        double[] weights = dead.logWeights();
        double total = logSumOf(weights);
        if (!(total > Double.NEGATIVE_INFINITY)) {
            throw new SamplingException("the likelihood vanishes at every point that was drawn; nothing was sampled");
        }
        double information = -total;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(weights[i] - total);
            information += weights[i] > 0 ? weights[i] * dead.logL(i) : 0;
        }
        double[] spread = dead.simulate(random.at(INITIAL, SHRINKAGE), SHRINKAGE_SETS);
        double mean = Arrays.stream(spread).average().orElseThrow();
        double variance =
                Arrays.stream(spread).map(z -> (z - mean) * (z - mean)).sum() / (spread.length - 1);
        double mass = transform.logMass();
        var summary = new Evidence.Summary(
                mean - mass,
                Math.sqrt(variance),
                Math.max(0, information),
                live,
                evaluations,
                remaining,
                ranks.pValue(),
                mass);
        var evidence = new Evidence(summary, theta(), weights);
        notes.add(
                0,
                String.format(
                        Locale.ROOT,
                        "%s slices through the unit cube to each new point, %s points died, %s likelihoods",
                        slices,
                        Digits.count(dead.size()),
                        Digits.count(evaluations)));
        var draws = draws(evidence);
        warn(evidence, draws, interrupted);
        return fit(evidence, draws, interrupted);
    }

    private static double logSumOf(double[] logs) {
        double max = Arrays.stream(logs).max().orElseThrow();
        double sum = 0;
        for (double l : logs) {
            sum += Math.exp(l - max);
        }
        return max + Math.log(sum);
    }

    private void warn(Evidence evidence, Samples draws, boolean interrupted) {
        if (interrupted) {
            warnings.add(
                    0,
                    String.format(
                            Locale.ROOT,
                            "interrupted while %.2g of the evidence was in the live points, want %s; log Z is a guess and"
                                    + " the draws are those of a likelihood cut at the last contour",
                            evidence.remaining(),
                            Digits.shortest(spec.stopping)));
        }
        if (evidence.rankP() < LEAST_RANK_P) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "new points are not uniform inside the contours: their ranks have p = %.1g, want %s; use slices(%d)",
                    evidence.rankP(),
                    Digits.shortest(LEAST_RANK_P),
                    2 * slices));
        }
        if (draws.size() < Verdict.SMALLEST_ESS) {
            warnings.add("only " + draws.size() + " effective draws, want " + Math.round(Verdict.SMALLEST_ESS)
                    + "; use live(" + Math.round(1.5 * live * Verdict.SMALLEST_ESS / draws.size()) + ")");
        }
    }

    /** All dead points as parameters. */
    private Samples theta() {
        int n = dead.size();
        double[][] columns = new double[nDim][n];
        double[] values = new double[n];
        double[] unit = new double[nDim];
        double[] theta = new double[nDim];
        for (int i = 0; i < n; i++) {
            dead.point(i, unit);
            double logWeight = transform.apply(unit, theta);
            values[i] = logWeight > Double.NEGATIVE_INFINITY ? dead.logL(i) - logWeight : Double.NEGATIVE_INFINITY;
            for (int k = 0; k < nDim; k++) {
                columns[k][i] = theta[k];
            }
        }
        return Samples.wrap(space, n, 1, columns, values);
    }

    /** As many equally weighted draws as the weighted points are worth, in random order: systematic resampling. */
    private Samples draws(Evidence evidence) {
        double[] weights = evidence.weights();
        int steps = Math.max(1, (int) (evidence.effectiveDraws() / CHAINS));
        int n = steps * CHAINS;
        random.at(INITIAL, RESAMPLING);
        double offset = random.nextDouble();
        int[] picked = new int[n];
        double sum = 0;
        int at = 0;
        for (int i = 0; i < weights.length && at < n; i++) {
            sum += weights[i];
            while (at < n && at + offset < sum * n) {
                picked[at++] = i;
            }
        }
        Arrays.fill(picked, at, n, weights.length - 1); // rounding of the sum
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = picked[i];
            picked[i] = picked[j];
            picked[j] = swap;
        }
        double[] theta = new double[n * nDim];
        for (int i = 0; i < n; i++) {
            System.arraycopy(evidence.points().draw(picked[i]), 0, theta, i * nDim, nDim);
        }
        double[] logP = new double[n];
        posterior.logDensity().fork().evaluate(theta, n, logP);
        return Samples.of(space, steps, CHAINS, theta, logP);
    }

    private Fit fit(Evidence evidence, Samples draws, boolean interrupted) {
        int best = 0;
        for (int i = 0; i < draws.size(); i++) {
            best = draws.logP(i) > draws.logP(best) ? i : best;
        }
        int n = draws.size();
        double[] last = new double[CHAINS * nDim];
        double[] lastLogP = new double[CHAINS];
        for (int c = 0; c < CHAINS; c++) {
            System.arraycopy(draws.draw(n - CHAINS + c), 0, last, c * nDim, nDim);
            lastLogP[c] = draws.logP(n - CHAINS + c);
        }
        var run = new Run(
                "nested sampling with " + live + " live points",
                new Run.Settings(CHAINS, spec.seed, 1, slices + " slices", "the prior", 0),
                draws,
                1,
                draws.steps(),
                0,
                0,
                new long[CHAINS],
                Point.of(space, draws.draw(best), draws.logP(best)),
                1e-9 * (System.nanoTime() - begin),
                interrupted,
                List.copyOf(notes),
                posterior.fingerprint(),
                posterior.provenance(),
                Version.TOOLKIT,
                Optional.empty(),
                new Run.State(last, lastLogP));
        return Fit.of(run.with(evidence.with(warnings)));
    }

    // ---- the dead
    // ------------------------------------------------------------------------------------------------------

    /** The points that died, in order. */
    private static final class Dead {

        private final int nDim;
        private double[] points = new double[0];
        private double[] logL = new double[1 << 12];
        private int[] among = new int[1 << 12]; // live points when it died, itself included
        private int size;

        Dead(int nDim) {
            this.nDim = nDim;
            this.points = new double[logL.length * nDim];
        }

        int size() {
            return size;
        }

        double logL(int i) {
            return logL[i];
        }

        void point(int i, double[] outUnit) {
            System.arraycopy(points, i * nDim, outUnit, 0, nDim);
        }

        void add(double[] from, int i, double value, int n) {
            if (size == logL.length) {
                logL = Arrays.copyOf(logL, 2 * size);
                among = Arrays.copyOf(among, 2 * size);
                points = Arrays.copyOf(points, Math.multiplyExact(2 * size, nDim));
            }
            System.arraycopy(from, i * nDim, points, size * nDim, nDim);
            logL[size] = value;
            among[size] = n;
            size++;
        }

        /** ln of likelihood times volume between a point's contour and the one before, for the mean shrinkage. */
        double[] logWeights() {
            double[] out = new double[size];
            double logX = 0;
            for (int i = 0; i < size; i++) {
                double step =
                        i == size - 1 ? Double.NEGATIVE_INFINITY : -1.0 / among[i]; // the last one takes what is left
                out[i] = logL[i] + logX + Math.log(-Math.expm1(step));
                logX += step;
            }
            return out;
        }

        /** ln Z for so many random shrinkages: ratios of volumes are Beta(n, 1), their logarithms ln(u) / n. */
        double[] simulate(KeyedRandom random, int sets) {
            double[] out = new double[sets];
            double max = Double.NEGATIVE_INFINITY;
            double logX = 0;
            for (int i = 0; i < size; i++) {
                max = Math.max(max, logL[i] + logX);
                logX -= 1.0 / among[i];
            }
            for (int s = 0; s < sets; s++) {
                double sum = 0;
                double x = 0; // ln X
                for (int i = 0; i < size; i++) {
                    double step =
                            i == size - 1 ? Double.NEGATIVE_INFINITY : Math.log(1 - random.nextDouble()) / among[i];
                    double height = logL[i] + x - max;
                    if (height > -60) {
                        sum += Math.exp(height) * -Math.expm1(step);
                    }
                    x += step;
                }
                out[s] = max + Math.log(sum);
            }
            return out;
        }
    }

    /** Kolmogorov and Smirnov's test of ranks against uniformity, on a fine histogram. */
    private static final class Ranks {

        private final long[] counts = new long[1000];
        private long n;

        void add(double rank) {
            counts[Math.min(counts.length - 1, (int) (rank * counts.length))]++;
            n++;
        }

        double pValue() {
            double worst = 0;
            long sum = 0;
            for (int i = 0; i < counts.length; i++) {
                sum += counts[i];
                worst = Math.max(worst, Math.abs(sum / (double) n - (i + 1) / (double) counts.length));
            }
            double z = worst * Math.sqrt((double) n);
            if (!(z > 0.3)) {
                return 1;
            }
            double p = 0;
            for (int k = 1; k <= 100; k++) {
                p += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * z * z);
            }
            return Math.min(1, Math.max(0, p));
        }
    }
}
