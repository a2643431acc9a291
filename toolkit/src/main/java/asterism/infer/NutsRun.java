package asterism.infer;

import asterism.param.ParameterSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** One run of {@link Nuts} on a posterior: the start, the chains on their threads, and the looks at them. */
final class NutsRun {

    /** How often the user is told and asked, ms. */
    private static final int POLL_MILLIS = 20;

    /** How long the chains work until they wait for each other, about, s. */
    private static final double TURN = 0.005;

    private static final int MOST_STEPS_IN_A_TURN = 10_000;

    /** Draws of each chain before the first look at a stop rule, at least. */
    private static final int FIRST_LOOK = 100;

    private static final double NEXT_LOOK = 1.25;

    /** How near to its bound a parameter feels it, against its standard deviation at the start. */
    private static final double SOFTNESS = 0.5;

    private final Nuts.Spec spec;
    private final Posterior posterior;
    private final Posterior walked; // the same in the coordinates in which the chains walk
    private final ParameterSpace space;
    private final GradientLogDensity density;
    private final int nDim;
    private final WarmUp warmUp;
    private final List<String> notes = new ArrayList<>();
    private final long begin = System.nanoTime();
    private final double mostSeconds;
    private int turn = 1; // steps until chains wait for each other; it has no part in what they draw
    private volatile boolean stopped;
    private boolean interrupted;
    private String lastLook = "";
    private double earlierSeconds;
    private String start; // in words; of a run that is gone on with: its own
    private double[] softness = {}; // [nDim]
    private Optional<NutsState> state =
            Optional.empty(); // when all chains were equally long, after the last whole round

    NutsRun(Nuts.Spec spec, Posterior posterior) {
        this.spec = spec;
        this.posterior = posterior;
        this.walked = Walked.of(posterior);
        this.space = posterior.space();
        this.nDim = space.dimension();
        this.warmUp = new WarmUp(spec.warmUp);
        this.start = spec.start.words();
        this.mostSeconds = spec.rule.map(StopRule::seconds).orElse(Double.POSITIVE_INFINITY);
        if (!(walked.logDensity() instanceof GradientLogDensity withGradient)) {
            throw new IllegalArgumentException("nuts() follows the gradient of the log density, and that of "
                    + posterior.provenance().title()
                    + " gives none (it is no GradientLogDensity); use ensemble(), which"
                    + " needs no gradient");
        }
        this.density = withGradient;
        if (density.hasJumps() && spec.targetAcceptance.isEmpty()) {
            notes.add(
                    "the density has jumps, at which trajectories lose energy however small their steps: target acceptance "
                            + Digits.shortest(spec.targetAcceptance(density)));
        }
    }

    Fit run() {
        var earlier = spec.checkpoint.flatMap(c -> c.earlier(posterior, SamplerState.Kind.NUTS, settings()));
        if (earlier.isPresent() && isComplete(earlier.get())) {
            return spec.checkpoint.orElseThrow().complete(earlier.get());
        }
        int workers = Math.min(
                spec.chains,
                spec.threads > 0 ? spec.threads : Runtime.getRuntime().availableProcessors());
        try (var progress = Progress.begin("sampling " + spec.chains + " chains", spec.rule.isPresent() ? 0 : most())) {
            var chains = earlier.isPresent() ? resumed(earlier.get()) : chains(progress, workers);
            remember(chains);
            var run = sample(chains, workers, progress);
            return spec.checkpoint.map(c -> c.finish(run)).orElseGet(() -> Fit.of(run));
        }
    }

    private int most() {
        return spec.warmUp + spec.draws();
    }

    /** Whether all draws were made, or the rule was met that this run has too. */
    private boolean isComplete(Run run) {
        return run.steps() >= most() || spec.rule.filter(run::hasMet).isPresent();
    }

    private Run sample(List<NutsChain> chains, int workers, Progress progress) {
        var pool = Executors.newFixedThreadPool(workers, r -> {
            var thread = new Thread(r, "asterism-nuts");
            thread.setDaemon(true);
            return thread;
        });
        try (var keeper = new Keeper(spec.checkpoint, this::noteOnce)) {
            try {
                return untilItsEnd(chains, pool::submit, progress, keeper);
            } catch (RuntimeException | Error e) {
                stopped = true;
                if (steps(chains) > 0) {
                    keeper.save(result(chains, true, Optional.empty()));
                }
                throw e;
            }
        } finally {
            stopped = true;
            pool.shutdown();
        }
    }

    /** Between two looks at the rule; one run and one in pieces have their looks after the same steps. */
    private Run untilItsEnd(List<NutsChain> chains, Submit pool, Progress progress, Keeper keeper) {
        int to = spec.rule.isPresent() ? Math.min(most(), spec.warmUp + firstLook()) : most();
        while (true) {
            if (to >= steps(chains)) {
                advance(chains, to, pool, progress, keeper);
                if (spec.rule.isEmpty()) {
                    return result(chains, interrupted, Optional.empty());
                }
                var run = result(chains, interrupted, Optional.empty());
                var rule = spec.rule.get();
                var verdict = Verdict.of(run, run.burnIn());
                boolean met = !interrupted && rule.isMet(verdict);
                if (met || stopped || to == most()) {
                    return result(chains, interrupted, Optional.of(ending(rule, met, run.steps())));
                }
                lastLook = look(verdict);
            }
            to = (int) Math.min(most(), spec.warmUp + NEXT_LOOK * (to - spec.warmUp));
        }
    }

    private void noteOnce(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    private int firstLook() {
        double wanted = spec.rule.map(StopRule::smallestEss).orElse(0.0);
        return Math.max(FIRST_LOOK, (int) (wanted / spec.chains));
    }

    private StopRule.Ending ending(StopRule rule, boolean met, int steps) {
        var cause = interrupted
                ? "the interrupt"
                : steps < most()
                        ? "the cap of " + Digits.significant(mostSeconds, 4) + " s"
                        : "the cap of " + Digits.count(spec.draws()) + " draws";
        return new StopRule.Ending(rule.words(), met, steps, cause);
    }

    private static String look(Verdict verdict) {
        double rHat =
                verdict.diagnoses().stream().mapToDouble(Diagnosis::rHat).max().orElse(Double.NaN);
        double ess = verdict.diagnoses().stream()
                .mapToDouble(d -> Math.min(d.essBulk(), d.essTail()))
                .min()
                .orElse(Double.NaN);
        return String.format(Locale.ROOT, "R-hat %.3f, ESS %.0f", rHat, ess);
    }

    // ---- the start -----------------------------------------------------------------------------------------------

    /** Places as many walkers as make a cloud; the first of them begin chains, the scatter of all is the first metric. */
    private List<NutsChain> chains(Progress progress, int threads) {
        int cloud = Math.max(spec.chains, 4 * nDim);
        double[] theta = new double[cloud * nDim];
        double[] logP = new double[cloud];
        try (var lanes = new EnsembleLanes(
                posterior, spec.threads > 0 ? Pace.fixed(Math.max(1, threads)) : Pace.upTo(threads))) {
            notes.addAll(spec.start.place(posterior, lanes, progress, spec.seed, cloud, theta, logP));
        }
        if (progress.update(0, "start")) {
            throw new SamplingException("interrupted while the start was looked for; nothing was sampled");
        }
        Walked.toCoordinates(walked, theta);
        double[][] points = columns(theta);
        softness = softness(points);
        var metric = learn(points, new int[] {cloud});
        var chains = new ArrayList<NutsChain>();
        for (int c = 0; c < spec.chains; c++) {
            double[] x = Arrays.copyOfRange(theta, c * nDim, (c + 1) * nDim);
            chains.add(NutsChain.begin(spec, c, walked, free(), warmUp, x, metric, () -> stopped));
        }
        return chains;
    }

    /** The density in free coordinates, for one thread. */
    private Unconstrained free() {
        return new Unconstrained(density.fork(), space, walked.lower(), walked.upper(), softness);
    }

    /** The chains of an earlier run, without a start. */
    private List<NutsChain> resumed(Run run) {
        var state = (NutsState) run.last();
        softness = state.softness();
        start = run.settings().start();
        var chains = new ArrayList<NutsChain>();
        for (int c = 0; c < spec.chains; c++) {
            chains.add(NutsChain.resumed(
                    spec, c, walked, free(), warmUp, run, state.chains().get(c), () -> stopped));
        }
        earlierSeconds = run.seconds();
        run.notes().forEach(this::noteOnce);
        notes.add(spec.checkpoint.orElseThrow().wentOn(Digits.count(state.steps()) + " steps"));
        return chains;
    }

    /** Keeps the state to go on from: between two rounds, when all chains are equally long. */
    private void remember(List<NutsChain> chains) {
        var tuning = new NutsState.Tuning(
                spec.warmUp, spec.targetAcceptance(density), spec.maxTreeDepth, spec.isDense(nDim));
        state = Optional.of(new NutsState(
                tuning, softness, chains.stream().map(NutsChain::state).toList()));
    }

    /** Half the standard deviation of each parameter over a cloud of points; 1 where they are all equal. */
    private double[] softness(double[][] points) {
        var scatter = new Scatter(points, new int[] {points[0].length}, false);
        return IntStream.range(0, nDim)
                .mapToDouble(k -> scatter.variance(k) > 0 ? SOFTNESS * Math.sqrt(scatter.variance(k)) : 1)
                .toArray();
    }

    /** Points, [n x nDim] row-major, as columns, [nDim][n]. */
    private double[][] columns(double[] points) {
        double[][] out = new double[nDim][points.length / nDim];
        for (int i = 0; i < points.length; i++) {
            out[i % nDim][i / nDim] = points[i];
        }
        return out;
    }

    /** Learns the softness of the bounds and the metric from points, [nDim][n], so many of each chain. */
    private Metric learn(double[][] points, int[] chains) {
        var window = new Window(density.fork(), points, chains, walked.lower(), walked.upper());
        boolean dense = spec.isDense(nDim);
        softness = Softness.improved(window, softness, dense);
        return window.moments(softness, dense).metric();
    }

    // ---- the chains ----------------------------------------------------------------------------------------------

    /** Hands one piece of work to a thread. */
    @FunctionalInterface
    private interface Submit {
        Future<?> submit(Runnable work);
    }

    /** Brings all chains to so many steps, or as far as they come until the user or the cap in time stops them. */
    private void advance(List<NutsChain> chains, int to, Submit pool, Progress progress, Keeper keeper) {
        for (int next = steps(chains); next < to && !stopped; ) {
            int before = next;
            next = Math.min(Math.min(to, next + turn), warmUp.nextDue(next));
            long t = System.nanoTime();
            round(chains, next, pool, progress);
            double steps = TURN * (next - before) / (1e-9 * (System.nanoTime() - t));
            turn = (int) Math.max(1, Math.min(MOST_STEPS_IN_A_TURN, steps));
            if (steps(chains) == next && !stopped) {
                if (warmUp.isDue(next)) {
                    learn(chains, warmUp.begin(next));
                }
                if (warmUp.isLast(next)) {
                    agree(chains);
                }
                remember(chains);
                keeper.saveNowAndThen(() -> {
                    var run = result(chains, true, Optional.empty());
                    return () -> run;
                });
            }
        }
    }

    /** Gives all chains the coordinates and the metric that fit what they have seen together since some step. */
    private void learn(List<NutsChain> chains, int since) {
        int n = steps(chains) - since;
        double[] points = new double[n * chains.size() * nDim];
        for (int i = 0; i < points.length; i++) {
            int draw = i / nDim;
            points[i] = chains.get(draw / n).value(since + draw % n, i % nDim);
        }
        Walked.toCoordinates(walked, points);
        int[] each = new int[chains.size()];
        Arrays.fill(each, n);
        var metric = learn(columns(points), each);
        chains.forEach(c -> c.coordinates(free(), metric));
    }

    /** Gives all chains the median of the step sizes that each has found, so that none is left with a bad one. */
    private static void agree(List<NutsChain> chains) {
        double[] found =
                chains.stream().mapToDouble(NutsChain::stepSize).sorted().toArray();
        double median = Math.sqrt(found[(found.length - 1) / 2] * found[found.length / 2]);
        chains.forEach(c -> c.stepSize(median));
    }

    /** A slice of steps of all chains, so that they are about equally long whenever the user stops them. */
    private void round(List<NutsChain> chains, int to, Submit pool, Progress progress) {
        var working = chains.stream()
                .<Future<?>>map(c -> pool.submit(() -> c.advance(to)))
                .toList();
        for (var future : working) {
            while (!isDone(future)) {
                stopWhereAsked(chains, progress);
            }
        }
        stopWhereAsked(chains, progress);
    }

    /** Tells the user where the chains are, and stops them by an interrupt, or by the cap in time once each has a step. */
    private void stopWhereAsked(List<NutsChain> chains, Progress progress) {
        int steps = steps(chains);
        if (progress.update(steps, message(chains)) && steps < most()) { // after the last step there is nothing to stop
            interrupted = true;
            stopped = true;
        } else if (steps > 0 && 1e-9 * (System.nanoTime() - begin) > mostSeconds) {
            stopped = true;
        }
    }

    private boolean isDone(Future<?> future) {
        try {
            future.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // for the progress to see
            stopped = true;
            return false;
        } catch (ExecutionException e) {
            stopped = true;
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new SamplingException("a chain failed: " + e.getCause());
        }
    }

    private static int steps(List<NutsChain> chains) {
        return chains.stream().mapToInt(NutsChain::steps).min().orElse(0);
    }

    private String message(List<NutsChain> chains) {
        int steps = steps(chains);
        if (steps < spec.warmUp) {
            return "warm-up, step " + Digits.count(steps) + " of " + Digits.count(spec.warmUp);
        }
        return Digits.count(steps - spec.warmUp) + " draws of each chain"
                + (lastLook.isEmpty() ? "" : "; at the last look " + lastLook);
    }

    // ---- what was sampled ----------------------------------------------------------------------------------------

    private Run.Settings settings() {
        return new Run.Settings(spec.chains, spec.seed, 1, "nuts: " + spec.words(density), start, spec.warmUp);
    }

    private Run result(List<NutsChain> chains, boolean broken, Optional<StopRule.Ending> ending) {
        int steps = steps(chains);
        int n = chains.size();
        if (steps == 0) {
            throw new SamplingException("interrupted before the first step of all chains; nothing was sampled");
        }
        double[][] columns = new double[nDim][steps * n];
        double[] logP = new double[steps * n];
        double[] energy = new double[steps * n];
        double[] acceptance = new double[steps * n];
        int[] depth = new int[steps * n];
        int[] leapfrogs = new int[steps * n];
        boolean[] divergent = new boolean[steps * n];
        int best = 0;
        for (int i = 0; i < steps * n; i++) {
            var chain = chains.get(i % n);
            int step = i / n;
            for (int k = 0; k < nDim; k++) {
                columns[k][i] = chain.value(step, k);
            }
            logP[i] = chain.logP(step);
            energy[i] = chain.energy(step);
            acceptance[i] = chain.acceptance(step);
            depth[i] = chain.depth(step);
            leapfrogs[i] = chain.leapfrogs(step);
            divergent[i] = chain.isDivergent(step);
            best = logP[i] > logP[best] ? i : best;
        }
        int kept = Math.min(spec.warmUp, steps - 1);
        long[] accepted = IntStream.range(0, n)
                .mapToLong(c -> Math.round(steps
                        * IntStream.range(kept, steps)
                                .mapToDouble(s -> acceptance[s * n + c])
                                .average()
                                .orElse(0)))
                .toArray();
        double[] stepSizes = chains.stream().mapToDouble(NutsChain::stepSize).toArray();
        int top = best;
        double[] bestTheta =
                IntStream.range(0, nDim).mapToDouble(k -> columns[k][top]).toArray();
        return new Run(
                "NUTS, " + n + " chains (" + spec.words(density) + ")",
                settings(),
                Samples.wrap(space, steps, n, columns, logP),
                1,
                steps,
                spec.warmUp,
                spec.warmUp,
                accepted,
                Point.of(space, bestTheta, logP[best]),
                earlierSeconds + 1e-9 * (System.nanoTime() - begin),
                broken,
                List.copyOf(notes),
                posterior.fingerprint(),
                posterior.provenance(),
                Version.TOOLKIT,
                spec.checkpoint.map(Checkpoint::file),
                state.orElseThrow(),
                Optional.of(new Trajectories(
                        steps,
                        n,
                        spec.warmUp,
                        spec.maxTreeDepth,
                        stepSizes,
                        energy,
                        acceptance,
                        depth,
                        leapfrogs,
                        divergent)),
                ending,
                Optional.empty());
    }
}
