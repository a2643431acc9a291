package asterism.infer;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the trajectories of a Hamiltonian sampler went: one per step and chain, the warm-up included, in the order of
 * {@link Fit#chain()}. Immutable.
 */
public final class Trajectories {

    private final int steps;
    private final int chains;
    private final int warmUp;
    private final int maxTreeDepth;
    private final double[] stepSizes; // [nChains]
    private final double[] energy; // [nSteps x nChains], as all below
    private final double[] acceptance;
    private final int[] depth;
    private final int[] leapfrogs;
    private final boolean[] divergent;

    /** On arrays that nobody writes to any more, [nSteps x nChains]; step sizes [nChains]. */
    Trajectories(
            int steps,
            int chains,
            int warmUp,
            int maxTreeDepth,
            double[] stepSizes,
            double[] energy,
            double[] acceptance,
            int[] depth,
            int[] leapfrogs,
            boolean[] divergent) {
        this.steps = steps;
        this.chains = chains;
        this.warmUp = Math.min(warmUp, steps);
        this.maxTreeDepth = maxTreeDepth;
        this.stepSizes = stepSizes;
        this.energy = energy;
        this.acceptance = acceptance;
        this.depth = depth;
        this.leapfrogs = leapfrogs;
        this.divergent = divergent;
    }

    /** Number of steps of each chain, warm-up included. */
    public int steps() {
        return steps;
    }

    /** Number of chains. */
    public int chains() {
        return chains;
    }

    /** Steps of the warm-up, at the beginning of each chain. */
    public int warmUp() {
        return warmUp;
    }

    /** The deepest tree that was allowed. */
    public int maxTreeDepth() {
        return maxTreeDepth;
    }

    /** The step size of a chain after its warm-up, in units of the metric. */
    public double stepSize(int chain) {
        return stepSizes[chain];
    }

    /** The step sizes of all chains, [nChains]. */
    public double[] stepSizes() {
        return stepSizes.clone();
    }

    /** Energy of a draw: minus its log density in free coordinates plus the kinetic energy it was reached with. */
    public double energy(int step, int chain) {
        return energy[at(step, chain)];
    }

    /** Mean acceptance probability over the trajectory that led to a draw. */
    public double acceptance(int step, int chain) {
        return acceptance[at(step, chain)];
    }

    /** How often the trajectory that led to a draw was doubled. */
    public int treeDepth(int step, int chain) {
        return depth[at(step, chain)];
    }

    /** Gradients that the trajectory took. */
    public int gradients(int step, int chain) {
        return leapfrogs[at(step, chain)];
    }

    /** Whether the trajectory ended because its energy was off by more than 1000. */
    public boolean isDivergent(int step, int chain) {
        return divergent[at(step, chain)];
    }

    private int at(int step, int chain) {
        if (step < 0 || step >= steps || chain < 0 || chain >= chains) {
            throw new IndexOutOfBoundsException(
                    "step " + step + ", chain " + chain + " of " + steps + " steps x " + chains + " chains");
        }
        return step * chains + chain;
    }

    private IntStream kept() {
        return IntStream.range(warmUp * chains, steps * chains);
    }

    /** Divergent trajectories after the warm-up. */
    public int divergences() {
        return (int) kept().filter(i -> divergent[i]).count();
    }

    /** Trajectories after the warm-up that were cut at the largest tree depth. */
    public int cutShort() {
        return (int) kept().filter(i -> depth[i] >= maxTreeDepth).count();
    }

    /** Mean acceptance probability after the warm-up. */
    public double acceptance() {
        return kept().mapToDouble(i -> acceptance[i]).average().orElse(Double.NaN);
    }

    /** Gradients of all trajectories, warm-up included. */
    public long gradients() {
        return Arrays.stream(leapfrogs, 0, steps * chains).asLongStream().sum();
    }

    /** Median number of gradients of a trajectory after the warm-up. */
    public int medianGradients() {
        int[] sorted = kept().map(i -> leapfrogs[i]).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /**
     * Energy Bayesian fraction of missing information of a chain (Betancourt 2016): the mean squared change of the
     * energy from draw to draw over its variance. Below 0.3 new momenta change the energy too little to reach the tails.
     *
     * @return NaN before the warm-up is over
     */
    public double eBfmi(int chain) {
        int n = steps - warmUp;
        if (n < 2) {
            return Double.NaN;
        }
        double mean = 0;
        for (int s = warmUp; s < steps; s++) {
            mean += energy(s, chain) / n;
        }
        double variance = 0;
        double change = 0;
        for (int s = warmUp; s < steps; s++) {
            double e = energy(s, chain);
            variance += (e - mean) * (e - mean);
            if (s > warmUp) {
                double d = e - energy(s - 1, chain);
                change += d * d;
            }
        }
        return change / variance;
    }

    /** The smallest E-BFMI of any chain. */
    public double eBfmi() {
        return IntStream.range(0, chains).mapToDouble(this::eBfmi).min().orElse(Double.NaN);
    }

    /** {@code step size 0.31, 15 gradients each (median), no divergences, smallest E-BFMI 0.95} */
    String words() {
        double low = Arrays.stream(stepSizes).min().orElse(Double.NaN);
        double high = Arrays.stream(stepSizes).max().orElse(Double.NaN);
        int divergences = divergences();
        var sizes = Digits.significant(low, 2) + (low == high ? "" : " to " + Digits.significant(high, 2));
        return "step size " + sizes + ", "
                + medianGradients() + " gradients each (median), "
                + (divergences == 0 ? "no divergences" : divergences + " diverged") + ", smallest E-BFMI "
                + Digits.significant(eBfmi(), 2);
    }

    @Override
    public String toString() {
        return steps + " steps x " + chains + " chains: " + words();
    }
}
