package asterism.infer;

import java.util.List;

/**
 * A {@link Nuts} run between two steps that all chains have done: what the next step of each depends on, beside the seed.
 *
 * @param tuning   what the chains are tuned to
 * @param softness of the bounds, [nDim]. Not modified.
 * @param chains   each of them
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record NutsState(Tuning tuning, double[] softness, List<Chain> chains) implements SamplerState {

    /**
     * The settings that a run cannot be gone on without.
     *
     * @param warmUp           steps
     * @param targetAcceptance mean acceptance probability
     * @param maxTreeDepth     most doublings
     * @param dense            whether covariances are learnt
     */
    record Tuning(int warmUp, double targetAcceptance, int maxTreeDepth, boolean dense) {}

    /**
     * A chain.
     *
     * @param steps    done
     * @param fresh    whether it still has to look for a step size that fits its metric
     * @param stepSize of the next step, in units of the metric
     * @param position in white coordinates, [nDim]. Not modified.
     * @param metric   root of the metric. Not modified.
     * @param steering of the step size. Not modified.
     */
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    record Chain(int steps, boolean fresh, double stepSize, double[] position, double[] metric, double[] steering) {}

    /** Steps that all chains have done. */
    int steps() {
        return chains.get(0).steps();
    }

    @Override
    public Kind kind() {
        return Kind.NUTS;
    }
}
