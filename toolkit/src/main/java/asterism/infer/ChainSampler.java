package asterism.infer;

import java.util.Optional;

/**
 * What every sampler with chains or walkers is told in the same words.
 *
 * @param <S> the sampler, which each method gives back
 */
public abstract sealed class ChainSampler<S> extends AdjustableSampler<S> permits Nuts, WalkerSampler {

    ChainSampler() {}

    /** Go on until a rule is met: {@code until(rHat(1.01).ess(1000))}; the number of steps or draws is then the most of them. */
    public S until(StopRule rule) {
        return set(s -> s.rule = Optional.of(rule));
    }

    /** Where the chains begin. Default {@link Samplers#multiStart()}, populations that climb from the prior. */
    public S start(Start start) {
        return set(s -> s.start = start);
    }
}
