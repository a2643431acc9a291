package asterism.infer;

import asterism.param.ParameterSpace;
import asterism.random.KeyedRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One run of an {@link Ensemble} on a posterior: the loop, and what is done beside it. */
final class EnsembleRun {

    /** How often the user is told and asked, s. */
    private static final double REPORT_SECONDS = 0.05;

    /** Steps within which stuck walkers may be put elsewhere, at each quarter; the burn-in that was asked for wins. */
    private static final int SETTLE = 1_000;

    /** Steps before the first look at a stop rule, and stored ones; the next looks come after a quarter more each. */
    private static final int FIRST_LOOK = 500;

    private static final int FIRST_LOOK_STORED = 8;
    private static final double NEXT_LOOK = 1.25;

    /** Walker number of the random numbers that belong to no walker: the move, the halves. */
    private static final long NO_WALKER = -1;

    private static final String COST = " evaluations of the density for each step of a walker";

    private final Ensemble.Spec spec;
    private final Posterior posterior;
    private final ParameterSpace space;
    private final int nDim;
    private final int walkers;
    private final KeyedRandom random;
    private final int[] shares; // of the moves
    private Run.Settings settings; // of a run that is gone on with: its own
    private final List<String> notes = new ArrayList<>();
    private final long begin = System.nanoTime();

    private final double[] theta; // [nWalkers x nDim], row-major
    private final double[] logP; // [nWalkers]
    private final long[] accepted; // [nWalkers]
    private final double[] bestTheta; // [nDim]
    private double bestLogP = Double.NEGATIVE_INFINITY;
    private final double[][] columns; // [nDim][nRows x nWalkers]: the chain
    private final double[] chainLogP; // [nRows x nWalkers]
    private int step; // steps done
    private int settled;
    private double earlierSeconds;
    private Optional<StopRule.Ending> ending = Optional.empty();
    private int nextLook;

    EnsembleRun(Ensemble.Spec spec, Posterior posterior) {
        this.spec = spec;
        this.posterior = posterior;
        this.space = posterior.space();
        this.nDim = space.dimension();
        this.walkers = spec.walkers;
        check();
        this.random = KeyedRandom.of(spec.seed);
        this.shares = spec.shares();
        int settle = spec.start.isPublished() ? 0 : spec.burnIn >= 0 ? spec.burnIn : SETTLE;
        this.settings =
                new Run.Settings(walkers, spec.seed, spec.thin, spec.movesInWords(), spec.start.words(), settle);
        this.nextLook = Math.max(FIRST_LOOK, FIRST_LOOK_STORED * spec.thin);
        this.theta = new double[walkers * nDim];
        this.logP = new double[walkers];
        this.accepted = new long[walkers];
        this.bestTheta = new double[nDim];
        int rows = spec.steps / spec.thin;
        this.columns = new double[nDim][];
        this.chainLogP = allocate(rows);
        for (int k = 0; k < nDim; k++) {
            columns[k] = allocate(rows);
        }
    }

    private void check() {
        if (walkers < 2 * nDim) {
            throw new IllegalArgumentException("walkers(" + walkers
                    + "): " + (spec.slices ? "a slice sampler" : "an ensemble")
                    + " needs at least twice as many walkers"
                    + " as parameters, here " + 2 * nDim + " for " + nDim + " parameters; use walkers(" + 4 * nDim
                    + ")");
        }
        for (var m : spec.moves) {
            if (m.move().fewestOthers() > walkers / 2) {
                throw new IllegalArgumentException("walkers(" + walkers + "): the move '"
                        + m.move().name() + "' needs at least " + 2 * m.move().fewestOthers() + " walkers");
            }
        }
        if (spec.steps < spec.thin) {
            throw new IllegalArgumentException("thin(" + spec.thin + ") keeps none of " + spec.steps + " steps");
        }
        if (spec.burnIn >= spec.steps) {
            throw new IllegalArgumentException("burnIn(" + spec.burnIn + ") leaves none of " + spec.steps
                    + " steps; give 0 ... " + (spec.steps - 1) + ", or more steps");
        }
        double gigabytes = 8e-9 * (nDim + 1.0) * walkers * (spec.steps / spec.thin);
        double heap = 1e-9 * Runtime.getRuntime().maxMemory();
        if (gigabytes > 0.8 * heap || (double) walkers * (spec.steps / spec.thin) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a chain of %d steps x %d walkers x %d parameters needs %.1f GB and this Java has %.1f GB; keep every"
                            + " n-th step with thin(n)",
                    spec.steps / spec.thin,
                    walkers,
                    nDim,
                    gigabytes,
                    heap));
        }
    }

    private double[] allocate(int rows) {
        return new double[rows * walkers];
    }

    Fit run() {
        var earlier = spec.checkpoint.flatMap(c -> c.earlier(posterior, SamplerState.Kind.ENSEMBLE, settings));
        if (earlier.isPresent()) {
            var checkpoint = spec.checkpoint.orElseThrow();
            if (isComplete(earlier.get())) {
                return checkpoint.complete(earlier.get());
            }
            goOn(earlier.get());
            notes.add(checkpoint.wentOn(Digits.count(step) + " steps"));
        }
        int cores = Math.min(Runtime.getRuntime().availableProcessors(), walkers / 2);
        var pace = spec.threads > 0 ? Pace.fixed(Math.min(spec.threads, walkers / 2)) : Pace.upTo(cores);
        boolean interrupted;
        try (var lanes = new EnsembleLanes(posterior, pace);
                var progress = Progress.begin("sampling " + Digits.count(walkers) + " walkers", spec.steps)) {
            if (earlier.isEmpty()) {
                notes.addAll(spec.start.place(posterior, lanes, progress, spec.seed, walkers, theta, logP));
                if (progress.update(0, "start")) {
                    throw new SamplingException("interrupted while the start was looked for; nothing was sampled");
                }
                noteBest();
            }
            int before = step;
            long evaluations = lanes.evaluations();
            interrupted = sample(lanes, progress);
            if (spec.slices && step > before) {
                noteCost((lanes.evaluations() - evaluations) / ((double) walkers * (step - before)));
            }
        }
        if (!hasStored()) {
            throw new SamplingException("interrupted before the first step was stored; nothing was sampled");
        }
        var run = result(interrupted, step);
        return spec.checkpoint.map(c -> c.finish(run)).orElseGet(() -> Fit.of(run));
    }

    /** Whether all steps were done, or the rule was met that this run has too. */
    private boolean isComplete(Run run) {
        return run.steps() >= spec.steps || spec.rule.filter(run::hasMet).isPresent();
    }

    // ---- the loop ------------------------------------------------------------------------------------------------

    private boolean sample(EnsembleLanes lanes, Progress progress) {
        int[] order = new int[walkers];
        double[] previousTheta = new double[theta.length];
        double[] previousLogP = new double[walkers];
        long[] previousAccepted = new long[walkers];
        long lastReport = System.nanoTime();
        try (var keeper = new Keeper(spec.checkpoint, this::noteOnce)) {
            while (step < spec.steps && !(spec.rule.isPresent() && isEnough(spec.rule.get()))) {
                System.arraycopy(theta, 0, previousTheta, 0, theta.length);
                System.arraycopy(logP, 0, previousLogP, 0, walkers);
                System.arraycopy(accepted, 0, previousAccepted, 0, walkers);
                var move = prepare(order);
                int half = walkers / 2;
                boolean whole;
                try {
                    whole = advance(lanes, move, order, 0, half) && advance(lanes, move, order, half, walkers);
                } catch (RuntimeException | Error e) {
                    back(previousTheta, previousLogP, previousAccepted);
                    if (hasStored()) {
                        keeper.save(result(true, step));
                    }
                    throw e;
                }
                if (whole) {
                    step++;
                    noteBest();
                    store();
                    settle(lanes);
                } else {
                    back(previousTheta, previousLogP, previousAccepted); // interrupted within the step
                }
                long now = System.nanoTime();
                if (!whole || now - lastReport > REPORT_SECONDS * 1e9) {
                    lastReport = now;
                    if (progress.update(step, message())
                            && step < spec.steps) { // after the last step there is nothing to end
                        end(false, "the interrupt");
                        return true;
                    }
                    if (hasStored()) {
                        keeper.saveNowAndThen(() -> {
                            var run = result(true, step);
                            return () -> run;
                        });
                    }
                }
            }
            progress.update(step, message());
            if (spec.rule.isPresent() && ending.isEmpty()) {
                boolean met = isMet(spec.rule.get());
                end(met, "the cap of " + Digits.count(spec.steps) + " steps");
            }
            return false;
        }
    }

    /** Advances one half of the walkers; false when an interrupt cut it short. */
    private boolean advance(EnsembleLanes lanes, Move move, int[] order, int from, int to) {
        return spec.slices
                ? lanes.slice(spec.seed, step, order, from, to, theta, logP, accepted)
                : lanes.move(move, spec.seed, step, 1, order, from, to, theta, logP, accepted);
    }

    /** Whether the rule ends the run now; looks at the chain now and then only. */
    private boolean isEnough(StopRule rule) {
        if (hasStored() && 1e-9 * (System.nanoTime() - begin) > rule.seconds()) {
            end(false, "the cap of " + Digits.significant(rule.seconds(), 4) + " s");
            return true;
        }
        if (step < nextLook) {
            return false;
        }
        nextLook = (int) (NEXT_LOOK * step);
        if (isMet(rule)) {
            end(true, "");
        }
        return ending.isPresent();
    }

    private boolean isMet(StopRule rule) {
        var run = result(false, step);
        return Verdict.isLongEnough(run) && rule.isMet(Verdict.of(run, run.burnIn()));
    }

    private void end(boolean met, String cause) {
        ending = spec.rule.map(rule -> new StopRule.Ending(rule.words(), met, step, cause));
    }

    /** Chooses the move of a step and cuts the walkers into two random halves. */
    private Move prepare(int[] order) {
        random.at(step, NO_WALKER);
        for (int i = 0; i < walkers; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        var moves = spec.moves;
        if (moves.size() == 1) {
            return moves.get(0).move();
        }
        double u = random.nextDouble() * Ensemble.Spec.SHARES;
        int m = 0;
        while (m + 1 < moves.size() && u >= shares[m]) {
            u -= shares[m++];
        }
        return moves.get(m).move();
    }

    private void back(double[] previousTheta, double[] previousLogP, long[] previousAccepted) {
        System.arraycopy(previousTheta, 0, theta, 0, theta.length);
        System.arraycopy(previousLogP, 0, logP, 0, walkers);
        System.arraycopy(previousAccepted, 0, accepted, 0, walkers);
    }

    private void noteBest() {
        for (int w = 0; w < walkers; w++) {
            if (logP[w] > bestLogP) {
                bestLogP = logP[w];
                System.arraycopy(theta, w * nDim, bestTheta, 0, nDim);
            }
        }
    }

    /** Whether there is a step to make a fit of. */
    private boolean hasStored() {
        return step >= spec.thin;
    }

    private void store() {
        if (step % spec.thin != 0) {
            return;
        }
        int at = (step / spec.thin - 1) * walkers;
        for (int k = 0; k < nDim; k++) {
            double[] column = columns[k];
            for (int w = 0; w < walkers; w++) {
                column[at + w] = theta[w * nDim + k];
            }
        }
        System.arraycopy(logP, 0, chainLogP, at, walkers);
    }

    /** At each quarter of the first steps: puts stuck walkers where the others are. */
    private void settle(EnsembleLanes lanes) {
        int window = settings.settle() / 4;
        if (window == 0 || step > 4 * window || step % window != 0) {
            return;
        }
        int to = step / spec.thin;
        int from = (step - window) / spec.thin;
        if (to - from < 4) {
            return;
        }
        var recent = chain(to).burnIn(from);
        int[] stuck = Stuck.find(recent);
        if (stuck.length > 0) {
            lanes.reseed(stuck, spec.seed, step, theta, logP);
            settled = step;
            notes.add(stuck.length + " stuck walker" + (stuck.length == 1 ? " was" : "s were")
                    + " put where the others are, at step " + step + " of the burn-in");
        }
    }

    /** What a step costs depends on the density, where each step looks for the width of its slice. */
    private void noteCost(double evaluations) {
        notes.removeIf(note -> note.endsWith(COST));
        notes.add(Digits.significant(evaluations, 3) + COST);
    }

    private void noteOnce(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    private String message() {
        double sum = 0;
        for (long a : accepted) {
            sum += a;
        }
        return String.format(
                Locale.ROOT, "acceptance %.2f, best log posterior %.2f", sum / walkers / Math.max(1, step), bestLogP);
    }

    // ---- what was sampled
    // --------------------------------------------------------------------------------------------

    private Samples chain(int rows) {
        return Samples.wrap(space, rows, walkers, columns, chainLogP);
    }

    private Run result(boolean interrupted, int steps) {
        return new Run(
                spec.method(),
                settings,
                chain(steps / spec.thin),
                spec.thin,
                steps,
                spec.burnIn,
                settled,
                accepted.clone(),
                Point.of(space, bestTheta, bestLogP),
                earlierSeconds + 1e-9 * (System.nanoTime() - begin),
                interrupted,
                List.copyOf(notes),
                posterior.fingerprint(),
                posterior.provenance(),
                Version.TOOLKIT,
                spec.checkpoint.map(Checkpoint::file),
                new Run.State(theta.clone(), logP.clone()),
                Optional.empty(),
                ending,
                Optional.empty());
    }

    // ---- checkpoints
    // --------------------------------------------------------------------------------------------------

    private void goOn(Run run) {
        settings = run.settings(); // how it began, which resume(file) does not know
        int rows = Math.min(run.chain().steps(), spec.steps / spec.thin);
        for (int i = 0; i < rows * walkers; i++) {
            for (int k = 0; k < nDim; k++) {
                columns[k][i] = run.chain().get(i, k);
            }
            chainLogP[i] = run.chain().logP(i);
        }
        var last = (Run.State) run.last();
        System.arraycopy(last.theta(), 0, theta, 0, theta.length);
        System.arraycopy(last.logP(), 0, logP, 0, walkers);
        System.arraycopy(run.accepted(), 0, accepted, 0, walkers);
        System.arraycopy(run.best().theta(), 0, bestTheta, 0, nDim);
        bestLogP = run.best().logP();
        step = run.steps();
        settled = run.settled();
        earlierSeconds = run.seconds();
        notes.addAll(run.notes());
        while (nextLook < step) { // the looks of a run without a break
            nextLook = (int) (NEXT_LOOK * nextLook);
        }
    }
}
