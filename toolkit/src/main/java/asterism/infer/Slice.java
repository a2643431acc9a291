package asterism.infer;

import java.util.function.Consumer;

/**
 * The ensemble slice sampler of Karamanis and Beutler (2021): each walker moves along the difference of two others, to a
 * point drawn uniformly from the part of that line where the density is above a level (Neal 2003).
 *
 * <p>Immutable; each method gives a changed copy. The same seed gives the same chain, bit for bit, whatever the number
 * of threads, and with or without an interruption.
 *
 * <p>For densities without a gradient, as {@link Ensemble} is, and with nothing to tune: a proposal is never refused,
 * each step finds the width of the density on its line, whatever that is, and hard bounds only shorten it. This costs about
 * five evaluations of the density for each step of a walker.
 *
 * <p>When to use it: on two or three far modes in few dimensions, which it joins and the moves of the ensemble do not; as
 * a second opinion that depends on no step size. When not: on densities near a Gaussian the default ensemble takes two to
 * three times fewer evaluations for each effective draw ({@code docs/samplers.md} has what was measured).
 *
 * <p>Limits. The one direction of each step is a small part of a large space, so that the autocorrelation time grows with
 * nDim. Far modes are joined only where walkers begin in each, the slower the more dimensions, and the neck of a ten-
 * dimensional funnel is seldom found: the fit then says that the chain is too short or that the walkers disagree. On
 * tails as heavy as those of Student's t with 2 degrees of freedom, in 8 dimensions, excursions are rare and long; the log
 * posterior then forgets seven times more slowly than any parameter, and the fit asks for as many steps as it needs.
 */
public final class Slice extends WalkerSampler<Slice> {

    /** What stands in files for the moves. */
    static final String WORDS = "slices along differences of walkers";

    /** Of each walker, where nothing else is asked for. */
    static final int STEPS = 10_000;

    static final Slice DEFAULT = new Slice(defaults());

    private Slice(Ensemble.Spec spec) {
        super(spec);
    }

    private static Ensemble.Spec defaults() {
        var spec = new Ensemble.Spec();
        spec.slices = true;
        spec.steps = STEPS;
        return spec;
    }

    @Override
    Slice with(Consumer<Ensemble.Spec> change) {
        var copy = spec.copy();
        change.accept(copy);
        return new Slice(copy);
    }
}
