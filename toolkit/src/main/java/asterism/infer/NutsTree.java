package asterism.infer;

import asterism.random.KeyedRandom;
import java.util.function.BooleanSupplier;

/**
 * One transition of the no-U-turn sampler: a trajectory that doubles, forwards or backwards in time at random, until it
 * turns back on itself; the next state is drawn from it by its weights exp(-H) (Hoffman and Gelman 2014; multinomial
 * sampling and the generalised criterion of Betancourt 2017, appendix A; the two checks across the seam of subtrees
 * that Stan makes since 2.21).
 *
 * <p>Allocates nothing after it is made. Not thread-safe.
 */
final class NutsTree {

    /** Energy error of a trajectory that has left the posterior's typical set for good. */
    private static final double DIVERGED = 1000;

    /** A point of phase space. */
    private static final class State {
        private final double[] q; // position in free coordinates, [nDim]
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

    /** Momentum and velocity at one end of a (sub)trajectory. */
    private static final class End {
        private final double[] p;
        private final double[] v;

        private End(int nDim) {
            p = new double[nDim];
            v = new double[nDim];
        }

        private void copy(End e) {
            System.arraycopy(e.p, 0, p, 0, p.length);
            System.arraycopy(e.v, 0, v, 0, v.length);
        }
    }

    /** What the building of one subtree needs, per depth. */
    private static final class Level {
        private final End firstEnd; // last end of the first half
        private final End secondBegin; // first end of the second half
        private final double[] firstSum; // of momenta
        private final double[] secondSum;
        private final State proposal;

        private Level(int nDim) {
            firstEnd = new End(nDim);
            secondBegin = new End(nDim);
            firstSum = new double[nDim];
            secondSum = new double[nDim];
            proposal = new State(nDim);
        }
    }

    private final Unconstrained density;
    private final int nDim;
    private final int maxDepth;
    private final BooleanSupplier stopped;
    private final State current;
    private final State moving;
    private final State front;
    private final State back;
    private final State proposal; // of the latest doubling
    private final State chosen; // of the trajectory so far
    private final End frontOuter; // of the forward half of the trajectory: its latest end
    private final End frontInner; // and its earliest
    private final End backOuter;
    private final End backInner;
    private final double[] sum; // of all momenta
    private final double[] frontSum;
    private final double[] backSum;
    private final double[] seam;
    private final double[] velocity;
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
        frontOuter = new End(nDim);
        frontInner = new End(nDim);
        backOuter = new End(nDim);
        backInner = new End(nDim);
        sum = new double[nDim];
        frontSum = new double[nDim];
        backSum = new double[nDim];
        seam = new double[nDim];
        velocity = new double[nDim];
        levels = new Level[maxDepth];
        for (int d = 0; d < levels.length; d++) {
            levels[d] = new Level(nDim);
        }
    }

    /** Begins at a point; false where the density vanishes there. */
    boolean begin(double[] z) {
        System.arraycopy(z, 0, current.q, 0, nDim);
        current.logP = density.evaluate(current.q, current.g);
        current.logX = density.lastLogP();
        return current.logP > Double.NEGATIVE_INFINITY;
    }

    void metric(Metric metric) {
        this.metric = metric;
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

    /** Where the chain is, free coordinates. Not to be modified. */
    double[] position() {
        return current.q;
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
        int direction = 0;
        while (!stopped.getAsBoolean()) {
            moving.copy(current);
            metric.draw(random, moving.p);
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
        metric.draw(random, current.p);
        current.energy = hamiltonian(current);
        energy0 = current.energy;
        front.copy(current);
        back.copy(current);
        System.arraycopy(current.p, 0, frontOuter.p, 0, nDim);
        metric.velocity(current.p, frontOuter.v);
        frontInner.copy(frontOuter);
        backOuter.copy(frontOuter);
        backInner.copy(frontOuter);
        System.arraycopy(current.p, 0, sum, 0, nDim);
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
                System.arraycopy(sum, 0, backSum, 0, nDim);
                backInner.copy(frontOuter);
                whole = build(depth, 1, proposal, frontInner, frontOuter, frontSum);
                front.copy(moving);
            } else {
                moving.copy(back);
                System.arraycopy(sum, 0, frontSum, 0, nDim);
                frontInner.copy(backOuter);
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
                    || !goesOn(backOuter, frontInner, added(backSum, frontInner.p))
                    || !goesOn(backInner, frontOuter, added(frontSum, backInner.p))) {
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
    private boolean build(int depth, int sign, State outProposal, End outBegin, End outEnd, double[] outSum) {
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
                && goesOn(outBegin, level.secondBegin, added(level.firstSum, level.secondBegin.p))
                && goesOn(level.firstEnd, outEnd, added(level.secondSum, level.firstEnd.p));
    }

    private boolean step(int sign, State outProposal, End outBegin, End outEnd, double[] outSum) {
        leapfrog(sign * stepSize);
        leapfrogs++;
        double gain = energy0 - moving.energy;
        divergent |= -gain > DIVERGED;
        logWeight = gain;
        acceptanceSum += gain > 0 ? 1 : Math.exp(gain);
        outProposal.copy(moving);
        System.arraycopy(moving.p, 0, outBegin.p, 0, nDim);
        metric.velocity(moving.p, outBegin.v);
        outEnd.copy(outBegin);
        System.arraycopy(moving.p, 0, outSum, 0, nDim);
        return !divergent && !stopped.getAsBoolean();
    }

    /** One step of the moving state; its energy is +infinity where the density vanishes. */
    private void leapfrog(double epsilon) {
        double[] q = moving.q;
        double[] p = moving.p;
        double[] g = moving.g;
        for (int k = 0; k < nDim; k++) {
            p[k] += 0.5 * epsilon * g[k];
        }
        metric.velocity(p, velocity);
        for (int k = 0; k < nDim; k++) {
            q[k] += epsilon * velocity[k];
        }
        moving.logP = density.evaluate(q, g);
        moving.logX = density.lastLogP();
        for (int k = 0; k < nDim; k++) {
            p[k] += 0.5 * epsilon * g[k];
        }
        double energy = hamiltonian(moving);
        moving.energy = Double.isNaN(energy) ? Double.POSITIVE_INFINITY : energy;
    }

    private double hamiltonian(State s) {
        metric.velocity(s.p, velocity);
        return 0.5 * dot(s.p, velocity) - s.logP;
    }

    /** Whether both ends still move along the sum of the momenta between them. */
    private boolean goesOn(End begin, End end, double[] sum) {
        return dot(begin.v, sum) > 0 && dot(end.v, sum) > 0;
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
