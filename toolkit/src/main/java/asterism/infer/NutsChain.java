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
    private final int warmUpSteps;
    private final Unconstrained density;
    private final NutsTree tree;
    private final WarmUp warmUp;
    private final BooleanSupplier stopped;
    private final KeyedRandom random;
    private final double[] x; // [nDim]
    private volatile int steps; // done; what lies behind them does not change any more
    private boolean begun;

    // what was drawn: one value for each step, growing
    private final double[][] columns; // [nDim][]
    private double[] logP = {};
    private double[] energy = {};
    private double[] acceptance = {};
    private int[] depth = {};
    private int[] leapfrogs = {};
    private boolean[] divergent = {};

    private NutsChain(Nuts.Spec spec, int number, Unconstrained density, double[] variances, BooleanSupplier stopped) {
        this.number = number;
        this.nDim = variances.length;
        this.warmUpSteps = spec.warmUp;
        this.density = density;
        this.stopped = stopped;
        this.random = KeyedRandom.of(spec.seed);
        this.x = new double[nDim];
        this.columns = new double[nDim][0];
        this.warmUp = new WarmUp(spec.warmUp, spec.targetAcceptance, spec.dense, variances);
        this.tree = new NutsTree(density, spec.maxTreeDepth, warmUp.metric(), stopped);
    }

    /**
     * A new chain.
     *
     * @param start     where it begins, [nDim] within the bounds. Not modified.
     * @param variances of the start in free coordinates, [nDim]. Not modified.
     */
    static NutsChain begin(
            Nuts.Spec spec,
            int number,
            Unconstrained density,
            double[] start,
            double[] variances,
            BooleanSupplier stopped) {
        var chain = new NutsChain(spec, number, density, variances, stopped);
        density.toFree(start, chain.x);
        if (!chain.tree.begin(chain.x)) {
            throw new SamplingException("the log density is -infinity where chain " + number + " begins");
        }
        return chain;
    }

    /** A chain of an earlier run, as it was after the steps of its state. */
    static NutsChain resumed(
            Nuts.Spec spec, int number, Unconstrained density, Run run, NutsState state, BooleanSupplier stopped) {
        var chain = new NutsChain(spec, number, density, state.variances(), stopped);
        chain.restore(state.chains().get(number), run);
        return chain;
    }

    private void restore(NutsState.Chain state, Run run) {
        tree.metric(Metric.of(nDim, warmUp.isDense(), state.covariance()));
        tree.stepSize(state.stepSize());
        if (!tree.begin(state.position())) {
            throw new SamplingException("the log density is -infinity where chain " + number + " was in the checkpoint;"
                    + " delete it and begin anew");
        }
        warmUp.restore(state.learnt());
        begun = state.begun();
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
                begun,
                tree.stepSize(),
                tree.position().clone(),
                tree.metric().covariance(),
                warmUp.learnt());
    }

    int steps() {
        return steps;
    }

    double stepSize() {
        return tree.stepSize();
    }

    /** Goes on until so many steps are done, or until it is stopped. */
    void advance(int to) {
        if (!begun) {
            begun = true;
            tree.findStepSize(random.at(-1, number));
            warmUp.restart(tree.stepSize());
        }
        int done = steps;
        while (done < to && !stopped.getAsBoolean()) {
            if (!tree.transition(random.at(steps, number))) {
                return;
            }
            if (steps < warmUpSteps) {
                learn();
            }
            reserve(done + 1);
            store();
            steps = ++done;
        }
    }

    private void learn() {
        tree.stepSize(warmUp.stepSize(tree.acceptance()));
        if (warmUp.learn(steps, tree.position())) {
            tree.metric(warmUp.metric());
            tree.findStepSize(random.at(-2 - steps, number));
            warmUp.restart(tree.stepSize());
        }
        if (steps == warmUpSteps - 1) {
            tree.stepSize(warmUp.averageStepSize());
        }
    }

    private void reserve(int least) {
        if (logP.length >= least) {
            return;
        }
        int n = Math.max(1_024, 2 * logP.length);
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
        density.toBounded(tree.position(), x);
        for (int k = 0; k < nDim; k++) {
            columns[k][steps] = x[k];
        }
        logP[steps] = tree.logP();
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
