package asterism.infer;

import asterism.display.Card;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;
import java.util.Optional;

/**
 * Everything a sampler needs to know of a model bound to data: its parameters, its log posterior, and where to begin.
 *
 * <p>Science packages implement it; samplers never see a science type.
 */
public interface Posterior {

    /** The sampled parameters. */
    ParameterSpace space();

    /** Log prior + log likelihood. A new instance or a shared one; callers fork it for each thread. */
    LogDensity logDensity();

    /**
     * One draw from the prior, connections included (the target first, then what hangs on it).
     *
     * @param random   where the randomness comes from
     * @param outTheta [nDim]. Overwritten.
     */
    void drawPrior(RandomStream random, double[] outTheta);

    /** Smallest value of each parameter at which the prior does not vanish, [nDim]; may be -infinity. */
    double[] lower();

    /** Largest value of each parameter at which the prior does not vanish, [nDim]; may be +infinity. */
    double[] upper();

    /** SHA-256 (hex) of model, priors and data: two posteriors with the same fingerprint are the same function. */
    String fingerprint();

    /** What is fitted to what, and where the numbers come from: kept with the chain. */
    Card provenance();

    /** The prior as a map from the unit cube, where the posterior has one: nested sampling needs it. */
    default Optional<PriorTransform> priorTransform() {
        return Optional.empty();
    }

    /** The log likelihood term by term, where the posterior has it: leave-one-out comparison needs it. */
    default Optional<PointwiseLogLikelihood> pointwise() {
        return Optional.empty();
    }

    /** Coordinates in which the posterior is rounder than in its parameters, where it has such: gradient samplers walk there. */
    default Optional<Coordinates> coordinates() {
        return Optional.empty();
    }
}
