package asterism.infer;

import java.util.Optional;

/**
 * What every sampler with chains is told in the same words.
 *
 * @param <S> the sampler
 * @param <C> its settings
 */
abstract class ChainSampler<S, C extends ChainSettings> extends AdjustableSampler<S, C> {

    /** Go on until a rule is met: {@code until(rHat(1.01).ess(1000))}; the number of steps or draws is then the most of them. */
    public S until(StopRule rule) {
        return with(s -> s.rule = Optional.of(rule));
    }

    /** Where the chains begin. Default {@link Samplers#multiStart()}, populations that climb from the prior. */
    public S start(Start start) {
        return with(s -> s.start = start);
    }
}
