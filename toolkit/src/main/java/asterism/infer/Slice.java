package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import java.nio.file.Path;
import java.util.Optional;
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
public final class Slice implements Sampler, Displayable {

    /** What stands in files for the moves. */
    static final String WORDS = "slices along differences of walkers";

    static final Slice DEFAULT = new Slice(defaults());

    private static final int STEPS = 10_000;

    private final Ensemble.Spec spec;

    private Slice(Ensemble.Spec spec) {
        this.spec = spec;
    }

    private static Ensemble.Spec defaults() {
        var spec = new Ensemble.Spec();
        spec.slices = true;
        spec.steps = STEPS;
        return spec;
    }

    private Slice with(Consumer<Ensemble.Spec> change) {
        var copy = spec.copy();
        change.accept(copy);
        return new Slice(copy);
    }

    /** Number of walkers: at least twice the number of parameters. Default 64. */
    public Slice walkers(int n) {
        require(n >= 4, "walkers(" + n + "): a slice sampler needs at least 4, and twice the number of parameters");
        return with(s -> s.walkers = n);
    }

    /** Number of steps of each walker, burn-in included; with {@link #until} the most of them. Default 10 000. */
    public Slice steps(int n) {
        require(n >= 1, "steps(" + n + "): at least 1 step is needed; 10 000 is usual");
        return with(s -> s.steps = n);
    }

    /** End before the last step when a rule is met: {@code until(rHat(1.01).ess(1000))}. */
    public Slice until(StopRule rule) {
        return with(s -> s.rule = Optional.of(rule));
    }

    /** The seed of all randomness. Default 1. */
    public Slice seed(long seed) {
        return with(s -> s.seed = seed);
    }

    /** Keep every n-th step only. Default 1: all. */
    public Slice thin(int n) {
        require(n >= 1, "thin(" + n + "): keep every n-th step with n at least 1");
        return with(s -> s.thin = n);
    }

    /** Number of threads; they do not change the chain. Default: as many as pay. */
    public Slice threads(int n) {
        require(n >= 1, "threads(" + n + "): at least 1 thread is needed");
        return with(s -> s.threads = n);
    }

    /** Leave out the first n steps. Default: chosen from the chain, five autocorrelation times or more. */
    public Slice burnIn(int n) {
        require(n >= 0, "burnIn(" + n + "): a number of steps, 0 or more");
        return with(s -> s.burnIn = n);
    }

    /**
     * Write the chain to this HDF5 file every half minute and at the end, and go on from it where it already holds a
     * run of this model with these settings.
     */
    public Slice checkpoint(Path file) {
        return checkpoint(file, Checkpoint.SECONDS);
    }

    /** As {@link #checkpoint(Path)}. */
    public Slice checkpoint(String file) {
        return checkpoint(Path.of(file));
    }

    /** As {@link #checkpoint(Path)}, every so many seconds. */
    public Slice checkpoint(Path file, double seconds) {
        var checkpoint = Checkpoint.of(file, seconds);
        return with(s -> s.checkpoint = Optional.of(checkpoint));
    }

    /** Where the walkers begin. Default {@link Samplers#multiStart()}. */
    public Slice start(Start start) {
        return with(s -> s.start = start);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    @Override
    public Fit run(Posterior posterior) {
        return new EnsembleRun(spec, posterior).run();
    }

    @Override
    public Card card() {
        return spec.card();
    }

    @Override
    public String toString() {
        return toText();
    }
}
