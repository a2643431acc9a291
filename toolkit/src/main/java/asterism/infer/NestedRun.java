package asterism.infer;

import asterism.random.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** One run of {@link Nested} on a posterior: the loop that lets points die and makes new ones. */
final class NestedRun {

    private static final int BATCHES_PER_EFOLD = 20; // a twentieth of the live points dies at a time
    static final int BATCHES_PER_CLUSTERING = 10; // twice per e-folding
    private static final int WORST_FOR_RANKS = 10; // ranks count while at most a tenth of the points dies at a time

    static final long INITIAL = 0;
    private static final long CLUSTERING = -1;
    private static final long RANKING = -2;
    private static final long SEEDING = -5;

    private final Nested.Spec spec;
    private final Posterior posterior;
    private final PriorTransform transform;
    private final double logPriorMass;
    private final int nDim;
    private final int live;
    private final int slices;
    private final KeyedRandom random;
    private NestedState state;
    private NestedState complete; // the last state that a run can go on from
    private double earlierSeconds;
    private final long begin = System.nanoTime();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile boolean stopped;

    // of the batch that is being made
    private final double[] fresh; // [live x nDim]
    private final double[] freshLogL; // [live]
    private final int[] clusterOf; // [live], of the live points
    private final int[] freshCluster; // [live]

    NestedRun(Nested.Spec spec, Posterior posterior) {
        this.spec = spec;
        this.posterior = posterior;
        this.nDim = posterior.space().dimension();
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
        this.logPriorMass = transform.logMass();
        this.random = KeyedRandom.of(spec.seed);
        this.state = new NestedState(live, nDim, slices);
        this.complete = state.snapshot(0);
        this.fresh = new double[live * nDim];
        this.freshLogL = new double[live];
        this.clusterOf = new int[live];
        this.freshCluster = new int[live];
    }

    Fit run() {
        var earlier = spec.checkpoint.flatMap(c -> c.earlier(posterior, SamplerState.Kind.NESTED, spec.settings(nDim)));
        if (earlier.isPresent() && isComplete(earlier.get())) {
            return spec.checkpoint.orElseThrow().complete(earlier.get());
        }
        int threads = spec.threads > 0 ? spec.threads : Runtime.getRuntime().availableProcessors();
        var walks = new NestedWalk[Math.max(1, Math.min(live / BATCHES_PER_EFOLD, threads))];
        Arrays.setAll(walks, m -> new NestedWalk(transform, posterior.space(), spec.seed));
        boolean interrupted;
        try (var crew = new Crew(walks.length, "asterism-nested");
                var progress = Progress.begin("nested sampling, " + Digits.count(live) + " live points", 0);
                var keeper = new Keeper(spec.checkpoint, this::noteOnce)) {
            if (earlier.isPresent()) {
                goOn(earlier.get());
            } else {
                place(crew, walks);
            }
            complete = state.snapshot(evaluations(walks));
            interrupted = sample(crew, walks, progress, keeper) || stopped;
        }
        if (interrupted) {
            warnings.add(0, howItBroke());
        }
        var run = new NestedResult(spec, posterior, transform, state, random, evaluations(walks))
                .run(interrupted, notes, warnings, seconds(), complete);
        return spec.checkpoint.map(c -> c.finish(run)).orElseGet(() -> Fit.of(run));
    }

    private double seconds() {
        return earlierSeconds + 1e-9 * (System.nanoTime() - begin);
    }

    private long evaluations(NestedWalk[] walks) {
        return state.evaluations
                + Arrays.stream(walks).mapToLong(NestedWalk::evaluations).sum();
    }

    private void noteOnce(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    // ---- checkpoints ---------------------------------------------------------------------------------------------

    private boolean isComplete(Run run) {
        return !run.interrupted()
                && run.evidence().filter(z -> z.remaining() < spec.stopping).isPresent();
    }

    private void goOn(Run run) {
        state = (NestedState) run.last();
        earlierSeconds = run.seconds();
        run.notes().stream().filter(Checkpoint::isAboutGoingOn).forEach(notes::add);
        notes.add(spec.checkpoint.orElseThrow().wentOn(Digits.count(state.dead.size()) + " points had died"));
    }

    /** What is written while the run goes on: a result of what there is, computed on the writing thread. */
    private Supplier<Run> checkpoint() {
        var from = complete;
        var words = List.copyOf(notes);
        double seconds = seconds();
        return () -> new NestedResult(
                        spec,
                        posterior,
                        transform,
                        from.snapshot(from.evaluations),
                        KeyedRandom.of(spec.seed),
                        from.evaluations)
                .run(true, words, List.of(howFar(from, "a checkpoint, written")), seconds, from);
    }

    private String howItBroke() {
        var why = failure.get();
        return howFar(state, why == null ? "interrupted" : "broken off")
                + (why == null ? "" : ". The reason: " + why.getMessage());
    }

    private String howFar(NestedState at, String how) {
        return String.format(
                Locale.ROOT,
                "%s after %s points had died, while %.2g of the evidence was in the live points, want %s; all of them are"
                        + " kept, but log Z is a guess and the draws are those of a likelihood cut at the last contour",
                how,
                Digits.count(at.dead.size()),
                at.remaining(),
                Digits.shortest(spec.stopping));
    }

    // ---- the loop ------------------------------------------------------------------------------------------------

    private void place(Crew crew, NestedWalk[] walks) {
        share(crew, walks, live, (walk, i) -> {
            walk.draw(i, state.points, i * nDim);
            state.logL[i] = walk.logL();
        });
        var why = failure.get();
        if (why != null) {
            throw why;
        }
        if (stopped) {
            throw new SamplingException("interrupted before the first live points were drawn; nothing was sampled");
        }
        if (Arrays.stream(state.logL).noneMatch(l -> l > Double.NEGATIVE_INFINITY)) {
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
                try {
                    piece.run(walks[member], i);
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                    stopped = true;
                }
                if (caller && Thread.currentThread().isInterrupted()) {
                    stopped = true; // the flag is cleared by the progress display
                }
            }
        });
    }

    /** Until the rest is small; true when it was stopped before. */
    private boolean sample(Crew crew, NestedWalk[] walks, Progress progress, Keeper keeper) {
        var clusters = clusters();
        while (state.batches == 0 || !(state.remaining() < spec.stopping)) {
            var order = state.order();
            int dying = dying(order);
            if (dying == live) {
                plateau(state.logL[order[0]]);
                return false;
            }
            if (state.batches % BATCHES_PER_CLUSTERING == 0) {
                clusters = clusters();
            }
            replace(crew, walks, clusters, order, dying);
            if (state.batches % BATCHES_PER_CLUSTERING == 0 && !stopped) {
                complete = state.snapshot(evaluations(walks));
                keeper.saveNowAndThen(this::checkpoint);
            }
            boolean interrupted = progress.update(state.dead.size(), words(clusters));
            if (stopped || interrupted) {
                return true;
            }
        }
        return false;
    }

    /** How many die: a twentieth, and all that tie with the last of them. */
    private int dying(Integer[] order) {
        double threshold = state.logL[order[Math.max(1, live / BATCHES_PER_EFOLD) - 1]];
        int dying = 0;
        while (dying < live && state.logL[order[dying]] <= threshold) {
            dying++;
        }
        return dying;
    }

    private Clusters clusters() {
        var clusters = Clusters.of(state.points, live, nDim, random.at(state.batches, CLUSTERING));
        Arrays.setAll(clusterOf, clusters::clusterOf);
        return clusters;
    }

    /** Makes the new points, then lets the old ones die; nothing is changed when it is stopped in between. */
    private void replace(Crew crew, NestedWalk[] walks, Clusters clusters, Integer[] order, int dying) {
        // the points to start from are spread evenly over the clusters: drawn at random, the clusters' shares would
        // wander
        int[] starts = Arrays.stream(order, dying, live)
                .sorted(Comparator.comparingInt(i -> clusterOf[i]))
                .mapToInt(i -> i)
                .toArray();
        long batch = state.batches + 1;
        double offset = random.at(batch, SEEDING).nextDouble();
        double threshold = state.logL[order[dying - 1]];
        share(crew, walks, dying, (walk, i) -> {
            int start = starts[(int) ((i + offset) * starts.length / dying)];
            walk.at(batch, i);
            walk.from(state.points, start * nDim, state.logL[start]);
            walk.walk(clusters, clusterOf[start], threshold, slices, state.widths, fresh, i * nDim);
            freshLogL[i] = walk.logL();
            freshCluster[i] = clusterOf[start];
        });
        if (stopped) {
            return;
        }
        random.at(batch, RANKING);
        // a plateau leaves few survivors, and many ranks among few are not independent: not counted
        for (int i = 0; i < dying && WORST_FOR_RANKS * dying <= live; i++) {
            state.ranks.add(rank(freshLogL[i], order, dying));
        }
        for (int i = 0; i < dying; i++) {
            int place = order[i];
            state.bury(place, live - i);
            System.arraycopy(fresh, i * nDim, state.points, place * nDim, nDim);
            state.logL[place] = freshLogL[i];
            clusterOf[place] = freshCluster[i];
        }
        NestedWalk.adapt(walks, state.widths);
        state.batches = batch;
    }

    private void plateau(double value) {
        if (state.batches == 0) {
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
            double other = state.logL[order[i]];
            if (other < value) {
                below++;
            } else if (other == value) {
                equal++;
            }
        }
        return (below + random.nextDouble() * (equal + 1)) / (live - dying + 1);
    }

    private String words(Clusters clusters) {
        return String.format(
                Locale.ROOT,
                "log Z %.2f, left %.2g, %d cluster%s",
                state.logZWithLive() - logPriorMass,
                state.remaining(),
                clusters.size(),
                clusters.size() == 1 ? "" : "s");
    }
}
