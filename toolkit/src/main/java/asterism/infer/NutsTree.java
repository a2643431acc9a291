package asterism.infer;

import asterism.random.KeyedRandom;
import java.util.function.BooleanSupplier;

/**
 * One transition of the no-U-turn sampler: a trajectory that doubles, forwards or backwards in time at random, until it
 * turns back on itself; the next state is drawn from it by its weights exp(-H) (Hoffman and Gelman 2014; multinomial
 * sampling and the generalised criterion of Betancourt 2017, appendix A; the two checks across the seam of subtrees
 * that Stan makes since 2.21).
 *
 * <p>Trajectories run in the white coordinates of a {@link Metric}, in which all masses are 1 and momentum is velocity.
 * Allocates nothing after it is made, but for a change of the metric. Not thread-safe.
 */
final class NutsTree {

    /** Energy error of a trajectory that has left the posterior's typical set for good. */
    private static final double DIVERGED = 1000;

    /** A point of phase space. */
    private static final class State {
        private final double[] q; // position in white coordinates, [nDim]
        private final double[] p; // momentum, [nDim]
        private final double[] g; // gradient of the log density, [nDim]
        private double logP; // of q
        private double logX; // of x(q), without the Jacobian
        private double energy;

        private State(int nDim) {
            q = new double[nDim];
            p = new double[nDim];
            g = new double[nDim];
        }

        private void copy(State s) {
            System.arraycopy(s.q, 0, q, 0, q.length);
            System.arraycopy(s.p, 0, p, 0, p.length);
            System.arraycopy(s.g, 0, g, 0, g.length);
            logP = s.logP;
            logX = s.logX;
            energy = s.energy;
        }
    }

    /** What the building of one subtree needs, per depth. */
    private static final class Level {
        private final double[] firstEnd; // momentum at the last end of the first half
        private final double[] secondBegin; // and at the first end of the second half
        private final double[] firstSum; // of momenta
        private final double[] secondSum;
        private final State proposal;

        private Level(int nDim) {
            firstEnd = new double[nDim];
            secondBegin = new double[nDim];
            firstSum = new double[nDim];
            secondSum = new double[nDim];
            proposal = new State(nDim);
        }
    }

    private Unconstrained density;
    private final int nDim;
    private final int maxDepth;
    private final BooleanSupplier stopped;
    private final State current;
    private final State moving;
    private final State front;
    private final State back;
    private final State proposal; // of the latest doubling
    private final State chosen; // of the trajectory so far
    private final double[] frontOuter; // momentum at the latest end of the forward half of the trajectory
    private final double[] frontInner; // and at its earliest
    private final double[] backOuter;
    private final double[] backInner;
    private final double[] sum; // of all momenta
    private final double[] frontSum;
    private final double[] backSum;
    private final double[] seam;
    private final double[] z; // free coordinates of where the density is evaluated, [nDim]
    private final double[] zGradient; // and the gradient there, [nDim]
    private final Level[] levels;

    private KeyedRandom random = KeyedRandom.of(0);
    private Metric metric;
    private double stepSize = 1;
    private double energy0;
    private double logWeight; // of the subtree that was built last
    private double acceptanceSum;

    // of the last transition
    private int depth;
    private int leapfrogs;
    private boolean divergent;

    NutsTree(Unconstrained density, int maxDepth, Metric metric, BooleanSupplier stopped) {
        this.density = density;
        this.nDim = density.dimension();
        this.maxDepth = maxDepth;
        this.metric = metric;
        this.stopped = stopped;
        current = new State(nDim);
        moving = new State(nDim);
        front = new State(nDim);
        back = new State(nDim);
        proposal = new State(nDim);
        chosen = new State(nDim);
        frontOuter = new double[nDim];
        frontInner = new double[nDim];
        backOuter = new double[nDim];
        backInner = new double[nDim];
        sum = new double[nDim];
        frontSum = new double[nDim];
        backSum = new double[nDim];
        seam = new double[nDim];
        z = new double[nDim];
        zGradient = new double[nDim];
        levels = new Level[maxDepth];
        for (int d = 0; d < levels.length; d++) {
            levels[d] = new Level(nDim);
        }
    }

    /**
     * Begins at a point; false where the density vanishes there.
     *
     * @param from free coordinates, [nDim]. Not modified.
     */
    boolean begin(double[] from) {
        metric.toWhite(from, current.q);
        return resume(metric, current.q);
    }

    /**
     * Goes on in other free coordinates; false where the density vanishes there.
     *
     * @param from where the chain is in them, [nDim]. Not modified.
     */
    boolean coordinates(Unconstrained density, Metric metric, double[] from) {
        this.density = density;
        this.metric = metric;
        return begin(from);
    }

    Metric metric() {
        return metric;
    }

    void stepSize(double stepSize) {
        this.stepSize = stepSize;
    }

    double stepSize() {
        return stepSize;
    }

    /** Where the chain is, white coordinates. Not to be modified. */
    double[] white() {
        return current.q;
    }

    /**
     * Goes on where a chain with this metric was; false where the density vanishes there.
     *
     * @param white its {@link #white} coordinates, [nDim]. Not modified.
     */
    boolean resume(Metric metric, double[] white) {
        this.metric = metric;
        copy(white, current.q);
        evaluate(current);
        return current.logP > Double.NEGATIVE_INFINITY;
    }

    /**
     * Where the chain is.
     *
     * @param outZ free coordinates, [nDim]. Overwritten.
     */
    void position(double[] outZ) {
        metric.toFree(current.q, outZ);
    }

    /** The log posterior where the chain is, without the Jacobian. */
    double logP() {
        return current.logX;
    }

    /** Energy of the state that was chosen, with the momentum it had. */
    double energy() {
        return current.energy;
    }

    /** Doublings of the last trajectory. */
    int depth() {
        return depth;
    }

    /** Gradients of the last trajectory. */
    int leapfrogs() {
        return leapfrogs;
    }

    boolean isDivergent() {
        return divergent;
    }

    /** Mean acceptance probability over the last trajectory: what the step size is tuned by. */
    double acceptance() {
        return acceptanceSum / leapfrogs;
    }

    /**
     * A step size of the right order: doubled or halved until one step accepts with about 0.8 (Stan's heuristic after
     * Hoffman and Gelman 2014, algorithm 4).
     */
    void findStepSize(KeyedRandom random) {
        this.random = random;
        int direction = 0;
        while (!stopped.getAsBoolean()) {
            moving.copy(current);
            drawMomentum(moving);
            double before = hamiltonian(moving);
            leapfrog(stepSize);
            double gain = before - moving.energy;
            boolean good = gain > Math.log(0.8);
            if (direction == 0) {
                direction = good ? 1 : -1;
            } else if (good != direction > 0) {
                return;
            }
            stepSize *= direction > 0 ? 2 : 0.5;
            if (!(stepSize > 1e-300) || stepSize > 1e7) {
                throw new SamplingException("no step size fits this posterior: "
                        + (stepSize > 1
                                ? "it is flat in all directions; give each parameter a proper prior"
                                : "its gradient is not that of its density at the start; check the model's gradient"));
            }
        }
    }

    /** One transition; false when it was stopped in the middle, and the state is as it was. */
    boolean transition(KeyedRandom random) {
        this.random = random;
        drawMomentum(current);
        current.energy = hamiltonian(current);
        energy0 = current.energy;
        front.copy(current);
        back.copy(current);
        for (var end : new double[][] {frontOuter, frontInner, backOuter, backInner, sum}) {
            copy(current.p, end);
        }
        double logWeights = 0; // of the whole trajectory
        depth = 0;
        leapfrogs = 0;
        acceptanceSum = 0;
        divergent = false;
        chosen.copy(current);
        while (depth < maxDepth) {
            boolean whole;
            if (random.nextDouble() > 0.5) {
                moving.copy(front);
                copy(sum, backSum);
                copy(frontOuter, backInner);
                whole = build(depth, 1, proposal, frontInner, frontOuter, frontSum);
                front.copy(moving);
            } else {
                moving.copy(back);
                copy(sum, frontSum);
                copy(backOuter, frontInner);
                whole = build(depth, -1, proposal, backInner, backOuter, backSum);
                back.copy(moving);
            }
            if (stopped.getAsBoolean()) {
                return false;
            }
            if (!whole) {
                break;
            }
            depth++;
            if (random.nextDouble() < Math.exp(logWeight - logWeights)) {
                chosen.copy(proposal);
            }
            logWeights = logSum(logWeights, logWeight);
            for (int k = 0; k < nDim; k++) {
                sum[k] = backSum[k] + frontSum[k];
            }
            if (!goesOn(backOuter, frontOuter, sum)
                    || !goesOn(backOuter, frontInner, added(backSum, frontInner))
                    || !goesOn(backInner, frontOuter, added(frontSum, backInner))) {
                break;
            }
        }
        current.copy(chosen);
        return true;
    }

    /**
     * Builds a subtree of 2^depth states from where the moving state is.
     *
     * @param outProposal a state drawn from it by weight. Overwritten.
     * @param outBegin    its end next to the start. Overwritten.
     * @param outEnd      its other end. Overwritten.
     * @param outSum      sum of its momenta. Overwritten.
     * @return false when it diverged or turned back
     */
    private boolean build(int depth, int sign, State outProposal, double[] outBegin, double[] outEnd, double[] outSum) {
        if (depth == 0) {
            return step(sign, outProposal, outBegin, outEnd, outSum);
        }
        var level = levels[depth - 1];
        if (!build(depth - 1, sign, outProposal, outBegin, level.firstEnd, level.firstSum)) {
            return false;
        }
        double first = logWeight;
        if (!build(depth - 1, sign, level.proposal, level.secondBegin, outEnd, level.secondSum)) {
            return false;
        }
        double second = logWeight;
        logWeight = logSum(first, second);
        if (random.nextDouble() < Math.exp(second - logWeight)) {
            outProposal.copy(level.proposal);
        }
        for (int k = 0; k < nDim; k++) {
            outSum[k] = level.firstSum[k] + level.secondSum[k];
        }
        return goesOn(outBegin, outEnd, outSum)
                && goesOn(outBegin, level.secondBegin, added(level.firstSum, level.secondBegin))
                && goesOn(level.firstEnd, outEnd, added(level.secondSum, level.firstEnd));
    }

    private boolean step(int sign, State outProposal, double[] outBegin, double[] outEnd, double[] outSum) {
        leapfrog(sign * stepSize);
        leapfrogs++;
        double gain = energy0 - moving.energy;
        divergent |= -gain > DIVERGED;
        logWeight = gain;
        acceptanceSum += gain > 0 ? 1 : Math.exp(gain);
        outProposal.copy(moving);
        copy(moving.p, outBegin);
        copy(moving.p, outEnd);
        copy(moving.p, outSum);
        return !divergent && !stopped.getAsBoolean();
    }

    /** One step of the moving state; its energy is +infinity where the density vanishes. */
    private void leapfrog(double epsilon) {
        double[] q = moving.q;
        double[] p = moving.p;
        double[] g = moving.g;
        for (int k = 0; k < nDim; k++) {
            p[k] += 0.5 * epsilon * g[k];
            q[k] += epsilon * p[k];
        }
        evaluate(moving);
        for (int k = 0; k < nDim; k++) {
            p[k] += 0.5 * epsilon * g[k];
        }
        double energy = hamiltonian(moving);
        moving.energy = Double.isNaN(energy) ? Double.POSITIVE_INFINITY : energy;
    }

    private double hamiltonian(State s) {
        return 0.5 * dot(s.p, s.p) - s.logP;
    }

    private void evaluate(State s) {
        metric.toFree(s.q, z);
        s.logP = density.evaluate(z, zGradient);
        s.logX = density.lastLogP();
        metric.pullBack(zGradient, s.g);
    }

    private void drawMomentum(State s) {
        for (int k = 0; k < nDim; k++) {
            s.p[k] = random.nextGaussian();
        }
    }

    private static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    /** Whether both ends still move along the sum of the momenta between them. */
    private static boolean goesOn(double[] begin, double[] end, double[] sum) {
        return dot(begin, sum) > 0 && dot(end, sum) > 0;
    }

    private double[] added(double[] a, double[] b) {
        for (int k = 0; k < nDim; k++) {
            seam[k] = a[k] + b[k];
        }
        return seam;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double logSum(double a, double b) {
        double high = Math.max(a, b);
        return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
    }
}
