package asterism.infer;

import asterism.display.Card;
import java.util.function.Consumer;

/**
 * What the samplers with many walkers are told in the same words.
 *
 * @param <S> the sampler, which each method gives back
 */
public abstract sealed class WalkerSampler<S> extends ChainSampler<S> permits Ensemble, Slice {

    final Ensemble.Spec spec;

    WalkerSampler(Ensemble.Spec spec) {
        this.spec = spec;
    }

    /** This sampler with other settings. */
    abstract S with(Consumer<Ensemble.Spec> change);

    @Override
    final S set(Consumer<RunSettings> change) {
        return with(change::accept);
    }

    /** Number of walkers: at least twice the number of parameters. Default 64. */
    public S walkers(int n) {
        require(n >= 4, "walkers(" + n + "): " + spec.kind() + " needs at least 4, and twice the number of parameters");
        return with(s -> s.walkers = n);
    }

    /**
     * Number of steps of each walker, burn-in included; with {@link #until} the most of them. Default 30 000 of an ensemble, 10 000
     * of slices.
     */
    public S steps(int n) {
        require(n >= 1, "steps(" + n + "): at least 1 step is needed; " + spec.usualSteps() + " is usual");
        return with(s -> s.steps = n);
    }

    /** Keep every n-th step only. Default 1: all. */
    public S thin(int n) {
        require(n >= 1, "thin(" + n + "): keep every n-th step with n at least 1");
        return with(s -> s.thin = n);
    }

    /** Leave out the first n steps. Default: chosen from the chain, five autocorrelation times or more. */
    public S burnIn(int n) {
        require(n >= 0, "burnIn(" + n + "): a number of steps, 0 or more");
        return with(s -> s.burnIn = n);
    }

    @Override
    public Fit run(Posterior posterior) {
        return new EnsembleRun(spec, posterior).run();
    }

    @Override
    public Card card() {
        return spec.card();
    }
}
