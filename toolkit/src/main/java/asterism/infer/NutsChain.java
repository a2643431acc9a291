package asterism.infer;

import asterism.random.KeyedRandom;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * One chain of a {@link Nuts} run: warms up, draws, and keeps what it drew. The random numbers of step i are those of
 * address (i, chain): no other chain and no thread has a part in them.
 */
final class NutsChain {

    private final int number;
    private final int nDim;
    private final Posterior walked;
    private Unconstrained density;
    private final NutsTree tree;
    private final WarmUp warmUp;
    private final DualAveraging steering;
    private final BooleanSupplier stopped;
    private final KeyedRandom random;
    private final double[] z; // [nDim]
    private final double[] x; // [nDim]
    private volatile int steps; // done; what lies behind them does not change any more
    private boolean fresh = true; // the metric is new, and no step size fits it yet

    // what was drawn: one value for each step, growing
    private final double[][] columns; // [nDim][]
    private double[] logP = {};
    private double[] energy = {};
    private double[] acceptance = {};
    private int[] depth = {};
    private int[] leapfrogs = {};
    private boolean[] divergent = {};

    private NutsChain(
            Nuts.Spec spec,
            int number,
            Posterior walked,
            Unconstrained density,
            WarmUp warmUp,
            Metric metric,
            BooleanSupplier stopped) {
        this.number = number;
        this.nDim = density.dimension();
        this.walked = walked;
        this.density = density;
        this.warmUp = warmUp;
        this.stopped = stopped;
        this.random = KeyedRandom.of(spec.seed);
        this.z = new double[nDim];
        this.x = new double[nDim];
        this.columns = new double[nDim][0];
        this.steering = new DualAveraging(spec.targetAcceptance(density.density()));
        this.tree = new NutsTree(density, spec.maxTreeDepth, metric, stopped);
    }

    /**
     * A new chain.
     *
     * @param walked what it walks on
     * @param start  where it begins, [nDim] within the bounds. Not modified.
     * @param metric its first one
     */
    static NutsChain begin(
            Nuts.Spec spec,
            int number,
            Posterior walked,
            Unconstrained density,
            WarmUp warmUp,
            double[] start,
            Metric metric,
            BooleanSupplier stopped) {
        var chain = new NutsChain(spec, number, walked, density, warmUp, metric, stopped);
        density.toFree(start, chain.z);
        if (!chain.tree.begin(chain.z)) {
            throw new SamplingException("the log density is -infinity where chain " + number + " begins");
        }
        return chain;
    }

    /** A chain of an earlier run, as it was after the steps of its state. */
    static NutsChain resumed(
            Nuts.Spec spec,
            int number,
            Posterior walked,
            Unconstrained density,
            WarmUp warmUp,
            Run run,
            NutsState.Chain state,
            BooleanSupplier stopped) {
        var metric = Metric.of(density.dimension(), state.metric());
        var chain = new NutsChain(spec, number, walked, density, warmUp, metric, stopped);
        chain.restore(metric, state, run);
        return chain;
    }

    private void restore(Metric metric, NutsState.Chain state, Run run) {
        tree.stepSize(state.stepSize());
        if (!tree.resume(metric, state.position())) {
            throw new SamplingException("the log density is -infinity where chain " + number + " was in the checkpoint;"
                    + " delete it and begin anew");
        }
        steering.restore(state.steering());
        fresh = state.fresh();
        reserve(state.steps());
        var t = run.trajectories().orElseThrow();
        for (int step = 0; step < state.steps(); step++) {
            for (int k = 0; k < nDim; k++) {
                columns[k][step] = run.chain().get(step, number, k);
            }
            logP[step] = run.chain().logP(step * run.chain().walkers() + number);
            energy[step] = t.energy(step, number);
            acceptance[step] = t.acceptance(step, number);
            depth[step] = t.treeDepth(step, number);
            leapfrogs[step] = t.gradients(step, number);
            divergent[step] = t.isDivergent(step, number);
        }
        steps = state.steps();
    }

    /** What the next step depends on; asked for between two calls of {@link #advance}. */
    NutsState.Chain state() {
        return new NutsState.Chain(
                steps,
                fresh,
                tree.stepSize(),
                tree.white().clone(),
                tree.metric().root(),
                steering.state());
    }

    int steps() {
        return steps;
    }

    double stepSize() {
        return tree.stepSize();
    }

    /** Goes on with another step size. */
    void stepSize(double stepSize) {
        tree.stepSize(stepSize);
    }

    /** Goes on in other free coordinates, with their metric. */
    void coordinates(Unconstrained free, Metric metric) {
        tree.position(z);
        density.toBounded(z, x);
        free.toFree(x, z);
        density = free;
        if (!tree.coordinates(free, metric, z)) {
            throw new SamplingException("the log density is -infinity where chain " + number + " is");
        }
        fresh = true;
    }

    /** Goes on until so many steps are done, or until it is stopped. */
    void advance(int to) {
        if (fresh) {
            tree.findStepSize(random.at(-1 - steps, number));
            steering.restart(tree.stepSize());
            fresh = false;
        }
        int done = steps;
        while (done < to && !stopped.getAsBoolean()) {
            if (!tree.transition(random.at(steps, number))) {
                return;
            }
            tree.position(z);
            if (steps < warmUp.steps()) {
                learn();
            }
            reserve(done + 1);
            store();
            steps = ++done;
        }
    }

    private void learn() {
        double next = steering.next(tree.acceptance());
        tree.stepSize(steps == warmUp.steps() - 1 ? steering.average() : next);
    }

    private void reserve(int least) {
        if (logP.length >= least) {
            return;
        }
        int n = Math.max(least, Math.max(1_024, 2 * logP.length));
        for (int k = 0; k < nDim; k++) {
            columns[k] = Arrays.copyOf(columns[k], n);
        }
        logP = Arrays.copyOf(logP, n);
        energy = Arrays.copyOf(energy, n);
        acceptance = Arrays.copyOf(acceptance, n);
        depth = Arrays.copyOf(depth, n);
        leapfrogs = Arrays.copyOf(leapfrogs, n);
        divergent = Arrays.copyOf(divergent, n);
    }

    private void store() {
        density.toBounded(z, x);
        logP[steps] = Walked.toParameters(walked, x, tree.logP());
        for (int k = 0; k < nDim; k++) {
            columns[k][steps] = x[k];
        }
        energy[steps] = tree.energy();
        acceptance[steps] = tree.acceptance();
        depth[steps] = tree.depth();
        leapfrogs[steps] = tree.leapfrogs();
        divergent[steps] = tree.isDivergent();
    }

    // ---- what was drawn ------------------------------------------------------------------------------------------

    double value(int step, int column) {
        return columns[column][step];
    }

    double logP(int step) {
        return logP[step];
    }

    double energy(int step) {
        return energy[step];
    }

    double acceptance(int step) {
        return acceptance[step];
    }

    int depth(int step) {
        return depth[step];
    }

    int leapfrogs(int step) {
        return leapfrogs[step];
    }

    boolean isDivergent(int step) {
        return divergent[step];
    }
}
