package asterism.infer;

import java.util.Arrays;
import java.util.Comparator;

/**
 * What a nested run has found so far: all that its next batch depends on, beside the seed.
 *
 * <p>The clusters are not kept. They are found anew, from the points alone, before every
 * {@link NestedRun#BATCHES_PER_CLUSTERING}-th batch: there the state is complete.
 */
final class NestedState implements SamplerState {

    private static final double FIRST_WIDTH = 4;

    final int live;
    final int nDim;

    /** Slices between a live point and a new one. */
    final int slices;

    /** The live points, [live x nDim], row-major, in the unit cube. */
    final double[] points;

    /** Their log likelihoods, with the weight of the prior's map, [live]. */
    final double[] logL;

    /** Widths of the slices along each axis, and along all other directions, [nDim + 1], in units of the clusters' extents. */
    final double[] widths;

    final DeadPoints dead;

    /** Ranks of new points among the survivors. */
    final RankTest ranks = new RankTest();

    /** Likelihoods that were computed before the run went on from this state. */
    long evaluations;

    /** Batches that have died. */
    long batches;

    /** ln of the prior volume inside the current contour. */
    double logX;

    /** ln of the evidence in the dead points. */
    double logZ = Double.NEGATIVE_INFINITY;

    NestedState(int live, int nDim, int slices) {
        this(live, nDim, slices, new DeadPoints(nDim));
    }

    private NestedState(int live, int nDim, int slices, DeadPoints dead) {
        this.live = live;
        this.nDim = nDim;
        this.slices = slices;
        this.dead = dead;
        this.points = new double[live * nDim];
        this.logL = new double[live];
        this.widths = new double[nDim + 1];
        Arrays.fill(widths, FIRST_WIDTH);
    }

    /** This state, whatever becomes of it, with the likelihoods computed so far. */
    NestedState snapshot(long likelihoods) {
        var out = new NestedState(live, nDim, slices, dead.snapshot());
        System.arraycopy(points, 0, out.points, 0, points.length);
        System.arraycopy(logL, 0, out.logL, 0, live);
        System.arraycopy(widths, 0, out.widths, 0, widths.length);
        out.ranks.restore(ranks.counts());
        out.evaluations = likelihoods;
        out.batches = batches;
        out.logX = logX;
        out.logZ = logZ;
        return out;
    }

    @Override
    public Kind kind() {
        return Kind.NESTED;
    }

    /** Live points in the order of their likelihoods. */
    Integer[] order() {
        var order = new Integer[live];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.<Integer>comparingDouble(i -> logL[i]).thenComparingInt(i -> i));
        return order;
    }

    /** Point i dies as the least likely of n: the volume inside shrinks by exp(-1 / n) on average of the logarithm. */
    void bury(int i, int n) {
        dead.add(points, i, logL[i], n);
        logZ = logSum(logZ, logL[i] + logX + Math.log(-Math.expm1(-1.0 / n)));
        logX -= 1.0 / n;
    }

    /** ln of the evidence in the live points. */
    double logLeft() {
        double max = Arrays.stream(logL).max().orElseThrow();
        double sum = 0;
        for (double l : logL) {
            sum += Math.exp(l - max);
        }
        return max + Math.log(sum / live) + logX;
    }

    /** Part of the evidence that is in the live points. */
    double remaining() {
        double left = logLeft();
        return Math.exp(left - logSum(logZ, left));
    }

    /** ln of the evidence in all points. */
    double logZWithLive() {
        return logSum(logZ, logLeft());
    }

    private static double logSum(double a, double b) {
        double max = Math.max(a, b);
        return max == Double.NEGATIVE_INFINITY ? max : max + Math.log(Math.exp(a - max) + Math.exp(b - max));
    }
}
