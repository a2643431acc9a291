package asterism.xray;

import asterism.random.KeyedRandom;

/**
 * One chain of the no-U-turn sampler on a {@link LogitDensity}: multinomial trajectories with the generalised criterion
 * (Hoffman and Gelman 2014; Betancourt 2017, appendix A) and its checks across the seam of subtrees, in coordinates that are
 * scaled by a diagonal metric.
 *
 * <p>The same algorithm as {@link asterism.infer.Nuts}, made for two to ten parameters and a density of a tenth of a
 * microsecond: a state is one array, and nothing is allocated after construction. Not thread-safe.
 */
final class Trajectory {

    private static final double DIVERGED = 1000;
    private static final int MAX_DEPTH = 10;

    private final LogitDensity density;
    private final int n;
    private final double[] scale; // x = scale q
    private final double[] x;
    private final double[] gradient;
    private final KeyedRandom random;
    // states: position, momentum, gradient [3 n], then ln p and energy
    private final double[] current;
    private final double[] moving;
    private final double[] front;
    private final double[] back;
    private final double[] proposal;
    private final double[] chosen;
    private final double[][] store; // proposals by depth
    // momenta and their sums, by depth: first end, second begin, sum of the first half, of the second
    private final double[][] firstEnd;
    private final double[][] secondBegin;
    private final double[][] firstSum;
    private final double[][] secondSum;
    private final double[] frontOuter;
    private final double[] frontInner;
    private final double[] backOuter;
    private final double[] backInner;
    private final double[] sum;
    private final double[] frontSum;
    private final double[] backSum;
    private double energy0;
    private double weight; // of the subtree built last, relative to the start: sum of exp(energy0 - energy)
    private double acceptanceSum;
    private int leapfrogs;
    private boolean divergent;
    private double stepSize = 0.5;

    Trajectory(LogitDensity density, double[] start, double[] scale, KeyedRandom random) {
        this.density = density;
        this.n = density.nDim;
        this.scale = scale.clone();
        this.random = random;
        x = new double[n];
        gradient = new double[n];
        current = new double[3 * n + 2];
        moving = new double[3 * n + 2];
        front = new double[3 * n + 2];
        back = new double[3 * n + 2];
        proposal = new double[3 * n + 2];
        chosen = new double[3 * n + 2];
        store = new double[MAX_DEPTH][3 * n + 2];
        firstEnd = new double[MAX_DEPTH][n];
        secondBegin = new double[MAX_DEPTH][n];
        firstSum = new double[MAX_DEPTH][n];
        secondSum = new double[MAX_DEPTH][n];
        frontOuter = new double[n];
        frontInner = new double[n];
        backOuter = new double[n];
        backInner = new double[n];
        sum = new double[n];
        frontSum = new double[n];
        backSum = new double[n];
        for (int j = 0; j < n; j++) {
            current[j] = start[j] / scale[j];
        }
        evaluate(current);
    }

    double logP() {
        return current[3 * n];
    }

    double energy() {
        return current[3 * n + 1];
    }

    double stepSize() {
        return stepSize;
    }

    void stepSize(double stepSize) {
        this.stepSize = stepSize;
    }

    int leapfrogs() {
        return leapfrogs;
    }

    boolean isDivergent() {
        return divergent;
    }

    double acceptance() {
        return acceptanceSum / leapfrogs;
    }

    /** The unbounded coordinate j of where the chain is. */
    double x(int j) {
        return current[j] * scale[j];
    }

    /** Goes on with another metric: standard deviations of x, [n]. Not modified. */
    void metric(double[] other) {
        for (int j = 0; j < n; j++) {
            current[j] *= scale[j] / other[j];
            scale[j] = other[j];
        }
        evaluate(current);
    }

    private void evaluate(double[] s) {
        for (int j = 0; j < n; j++) {
            x[j] = s[j] * scale[j];
        }
        s[3 * n] = density.evaluate(x, gradient);
        for (int j = 0; j < n; j++) {
            s[2 * n + j] = gradient[j] * scale[j];
        }
    }

    /** One transition; random numbers of this address. */
    void next(long step, long chain) {
        random.at(step, chain);
        double kinetic = 0;
        for (int j = 0; j < n; j++) {
            double p = random.nextGaussian();
            current[n + j] = p;
            kinetic += p * p;
        }
        energy0 = 0.5 * kinetic - current[3 * n];
        current[3 * n + 1] = energy0;
        copy(current, front);
        copy(current, back);
        copy(current, chosen);
        System.arraycopy(current, n, frontOuter, 0, n);
        System.arraycopy(current, n, frontInner, 0, n);
        System.arraycopy(current, n, backOuter, 0, n);
        System.arraycopy(current, n, backInner, 0, n);
        System.arraycopy(current, n, sum, 0, n);
        double total = 1;
        leapfrogs = 0;
        acceptanceSum = 0;
        divergent = false;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            boolean whole;
            if (random.nextDouble() > 0.5) {
                copy(front, moving);
                System.arraycopy(sum, 0, backSum, 0, n);
                System.arraycopy(frontOuter, 0, backInner, 0, n);
                whole = build(depth, stepSize, proposal, frontInner, frontOuter, frontSum);
                copy(moving, front);
            } else {
                copy(back, moving);
                System.arraycopy(sum, 0, frontSum, 0, n);
                System.arraycopy(backOuter, 0, frontInner, 0, n);
                whole = build(depth, -stepSize, proposal, backInner, backOuter, backSum);
                copy(moving, back);
            }
            if (!whole) {
                break;
            }
            if (random.nextDouble() * total < weight) {
                copy(proposal, chosen);
            }
            total += weight;
            for (int j = 0; j < n; j++) {
                sum[j] = backSum[j] + frontSum[j];
            }
            if (!goesOn(backOuter, frontOuter, sum)
                    || !crosses(backOuter, frontInner, backSum)
                    || !crosses(frontOuter, backInner, frontSum)) {
                break;
            }
        }
        copy(chosen, current);
    }

    private boolean build(
            int depth, double epsilon, double[] outProposal, double[] outBegin, double[] outEnd, double[] outSum) {
        if (depth == 0) {
            return step(epsilon, outProposal, outBegin, outEnd, outSum);
        }
        int d = depth - 1;
        if (!build(d, epsilon, outProposal, outBegin, firstEnd[d], firstSum[d])) {
            return false;
        }
        double first = weight;
        if (!build(d, epsilon, store[d], secondBegin[d], outEnd, secondSum[d])) {
            return false;
        }
        double second = weight;
        weight = first + second;
        if (random.nextDouble() * weight < second) {
            copy(store[d], outProposal);
        }
        double[] a = firstSum[d];
        double[] b = secondSum[d];
        for (int j = 0; j < n; j++) {
            outSum[j] = a[j] + b[j];
        }
        return goesOn(outBegin, outEnd, outSum)
                && crosses(outBegin, secondBegin[d], a)
                && crosses(outEnd, firstEnd[d], b);
    }

    private boolean step(double epsilon, double[] outProposal, double[] outBegin, double[] outEnd, double[] outSum) {
        double[] m = moving;
        for (int j = 0; j < n; j++) {
            m[n + j] += 0.5 * epsilon * m[2 * n + j];
            m[j] += epsilon * m[n + j];
        }
        evaluate(m);
        double kinetic = 0;
        for (int j = 0; j < n; j++) {
            double p = m[n + j] + 0.5 * epsilon * m[2 * n + j];
            m[n + j] = p;
            kinetic += p * p;
        }
        double energy = 0.5 * kinetic - m[3 * n];
        m[3 * n + 1] = energy;
        leapfrogs++;
        double gain = energy0 - energy;
        if (!(gain > -DIVERGED)) {
            divergent = true;
            weight = 0;
            return false;
        }
        weight = Math.exp(gain);
        acceptanceSum += Math.min(1, weight);
        copy(m, outProposal);
        for (int j = 0; j < n; j++) {
            double p = m[n + j];
            outBegin[j] = p;
            outEnd[j] = p;
            outSum[j] = p;
        }
        return true;
    }

    private static boolean goesOn(double[] begin, double[] end, double[] sum) {
        double a = 0;
        double b = 0;
        for (int j = 0; j < sum.length; j++) {
            a += begin[j] * sum[j];
            b += end[j] * sum[j];
        }
        return a > 0 && b > 0;
    }

    // whether one half and the first state of the other still go on together
    private static boolean crosses(double[] end, double[] beyond, double[] half) {
        double a = 0;
        double b = 0;
        for (int j = 0; j < half.length; j++) {
            double s = half[j] + beyond[j];
            a += end[j] * s;
            b += beyond[j] * s;
        }
        return a > 0 && b > 0;
    }

    // a loop: arrays of ten numbers are copied before a call has begun
    @SuppressWarnings("ManualArrayCopy")
    private static void copy(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i];
        }
    }

    /** A step size of the right order: doubled or halved until one step is accepted with about 0.8. */
    void findStepSize(long chain) {
        int direction = 0;
        for (int turn = 0; turn < 60; turn++) {
            random.at(-1 - turn, chain);
            copy(current, moving);
            double kinetic = 0;
            for (int j = 0; j < n; j++) {
                moving[n + j] = random.nextGaussian();
                kinetic += moving[n + j] * moving[n + j];
            }
            energy0 = 0.5 * kinetic - moving[3 * n];
            boolean whole = step(stepSize, proposal, frontInner, frontOuter, frontSum);
            int wanted = whole && weight > 0.8 ? 1 : -1;
            if (direction != 0 && wanted != direction) {
                return;
            }
            direction = wanted;
            stepSize *= direction > 0 ? 2 : 0.5;
        }
    }
}
