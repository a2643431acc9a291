package asterism.infer;

import java.util.List;

/**
 * A {@link Nuts} run between two steps that all chains have done: what the next step of each depends on, beside the seed.
 *
 * @param tuning    what the chains are tuned to
 * @param variances of the start in free coordinates, [nDim]. Not modified.
 * @param chains    each of them
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record NutsState(Tuning tuning, double[] variances, List<Chain> chains) implements SamplerState {

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
     * @param steps      done
     * @param begun      whether it has looked for its first step size
     * @param stepSize   of the next step, in units of the metric
     * @param position   in free coordinates, [nDim]. Not modified.
     * @param covariance that the metric is made of, [nDim] or [nDim x nDim]. Not modified.
     * @param learnt     of the window of the warm-up
     */
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    record Chain(
            int steps, boolean begun, double stepSize, double[] position, double[] covariance, WarmUp.Learnt learnt) {}

    /** Steps that all chains have done. */
    int steps() {
        return chains.get(0).steps();
    }

    @Override
    public Kind kind() {
        return Kind.NUTS;
    }
}
