package asterism.infer;

import asterism.display.Card;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The no-U-turn sampler: a few chains that follow the gradient of the log density (Hoffman and Gelman 2014; with the
 * multinomial weights and the generalised criterion of Betancourt 2017, as in Stan).
 *
 * <p>Immutable; each method gives a changed copy. The same seed gives the same chains, bit for bit, whatever the number
 * of threads.
 *
 * <p>Needs a posterior whose density is a {@link GradientLogDensity}. Parameters with hard bounds are sampled in free
 * coordinates that bend near a bound. While they warm up, all chains together learn from their draws and gradients how far from a
 * bound to bend, and one metric (least Fisher divergence; {@link #dense()} up to 100 parameters); at the end they agree on one step
 * size. It walks one mode per
 * chain: modes with empty space between them are seen as chains that disagree, not joined; use
 * {@link Samplers#nested()} for those.
 *
 * <p>Limits that the fit names: trajectories diverge in the neck of a funnel and where the density ends without a declared
 * bound; the energies of heavy tails (Student's t of 2 degrees of freedom in 8 dimensions) are crossed too slowly, by E-BFMI; with the diagonal
 * metric strongly correlated parameters ask for {@link #dense()} ({@code docs/samplers.md}).
 */
public final class Nuts extends ChainSampler<Nuts> {

    static final Nuts DEFAULT = new Nuts(new Spec());

    private final Spec spec;

    private Nuts(Spec spec) {
        this.spec = spec;
    }

    @Override
    Nuts set(Consumer<RunSettings> change) {
        return with(change::accept);
    }

    private Nuts with(Consumer<Spec> change) {
        var copy = spec.copy();
        change.accept(copy);
        return new Nuts(copy);
    }

    /** All settings; written to only while a sampler is being made from another. */
    static final class Spec extends RunSettings {
        private static final int DRAWS = 1_000;
        private static final int MOST_DRAWS = 50_000; // where a rule ends the run
        private static final double TARGET = 0.8;
        private static final double TARGET_WHERE_IT_JUMPS = 0.5;
        private static final int MOST_DENSE = 100; // parameters of which all covariances are learnt

        int chains = 4;
        int warmUp = 300;
        private int draws; // 0: not set
        Optional<Double> targetAcceptance = Optional.empty(); // by whether the density has jumps
        int maxTreeDepth = 10;
        Optional<Boolean> dense = Optional.empty(); // by the number of parameters

        Spec copy() {
            var copy = into(new Spec());
            copy.chains = chains;
            copy.warmUp = warmUp;
            copy.draws = draws;
            copy.targetAcceptance = targetAcceptance;
            copy.maxTreeDepth = maxTreeDepth;
            copy.dense = dense;
            return copy;
        }

        int draws() {
            return draws > 0 ? draws : rule.isPresent() ? MOST_DRAWS : DRAWS;
        }

        /** Whether covariances are learnt of so many parameters. */
        boolean isDense(int nDim) {
            return dense.orElse(nDim <= MOST_DENSE);
        }

        /** Mean acceptance probability that the step size is tuned to on this density. */
        double targetAcceptance(GradientLogDensity density) {
            return targetAcceptance.orElse(density.hasJumps() ? TARGET_WHERE_IT_JUMPS : TARGET);
        }

        String words(GradientLogDensity density) {
            return String.format(
                    Locale.ROOT,
                    "%s metric, target acceptance %s, tree depth at most %d",
                    isDense(density.dimension()) ? "dense" : "diagonal",
                    Digits.shortest(targetAcceptance(density)),
                    maxTreeDepth);
        }
    }

    /** The sampler whose run a file holds, to go on with it. */
    static Nuts of(Path file, Run run) {
        var tuning = ((NutsState) run.last()).tuning();
        var settings = run.settings();
        return DEFAULT.with(s -> {
            s.chains = settings.walkers();
            s.warmUp = tuning.warmUp();
            s.draws = Math.max(run.steps() - tuning.warmUp(), Spec.DRAWS);
            s.seed = settings.seed();
            s.targetAcceptance = Optional.of(tuning.targetAcceptance());
            s.maxTreeDepth = tuning.maxTreeDepth();
            s.dense = Optional.of(tuning.dense());
            s.checkpoint = Optional.of(Checkpoint.resumed(file));
        });
    }

    /** Number of chains: at least 2, so that they can disagree. Default 4. */
    public Nuts chains(int n) {
        require(n >= 2, "chains(" + n + "): at least 2 are needed to see whether they agree; 4 are usual");
        return with(s -> s.chains = n);
    }

    /** Steps in which each chain finds its step size and metric; they are no draws. Default 300. */
    public Nuts warmUp(int n) {
        require(n >= 20, "warmUp(" + n + "): at least 20 steps are needed to tune; 300 are usual");
        return with(s -> s.warmUp = n);
    }

    /** Draws of each chain after its warm-up, 1000 by default; with {@link #until} the most of them, 50 000 by default. */
    public Nuts draws(int n) {
        require(n >= 4, "draws(" + n + "): at least 4 are needed for any diagnosis; 1000 are usual");
        return with(s -> s.draws = n);
    }

    /**
     * Mean acceptance probability that the step size is tuned to, in (0, 1). Default 0.8, and 0.5 where the density says that
     * it has jumps ({@link GradientLogDensity#hasJumps}); 0.95 and more for posteriors on which trajectories diverge.
     */
    public Nuts targetAcceptance(double fraction) {
        require(
                fraction > 0 && fraction < 1,
                "targetAcceptance(" + fraction + "): must be between 0 and 1; 0.8 is usual, 0.95 is careful");
        return with(s -> s.targetAcceptance = Optional.of(fraction));
    }

    /** The most doublings of a trajectory: it takes up to 2^n - 1 gradients. Default 10. */
    public Nuts maxTreeDepth(int n) {
        require(n >= 1 && n <= 20, "maxTreeDepth(" + n + "): must be 1 ... 20; 10 is usual");
        return with(s -> s.maxTreeDepth = n);
    }

    /** Learn all covariances; the default for up to 100 parameters. */
    public Nuts dense() {
        return with(s -> s.dense = Optional.of(true));
    }

    /** Learn the variances only; the default for more than 100 parameters. */
    public Nuts diagonal() {
        return with(s -> s.dense = Optional.of(false));
    }

    @Override
    public Fit run(Posterior posterior) {
        return new NutsRun(spec, posterior).run();
    }

    @Override
    public Card card() {
        return Card.of("No-U-turn sampler")
                .row("chains", Integer.toString(spec.chains))
                .row("warm-up", Digits.count(spec.warmUp) + " steps")
                .row("draws", (spec.rule.isPresent() ? "at most " : "") + Digits.count(spec.draws()) + " of each chain")
                .row("until", spec.rule.map(StopRule::toString).orElse("all are drawn"))
                .row(
                        "metric",
                        spec.dense
                                .map(d -> d ? "dense" : "diagonal")
                                .orElse("dense up to " + Spec.MOST_DENSE + " parameters, else diagonal"))
                .row(
                        "target acceptance",
                        spec.targetAcceptance
                                .map(Digits::shortest)
                                .orElse(Digits.shortest(Spec.TARGET) + ", "
                                        + Digits.shortest(Spec.TARGET_WHERE_IT_JUMPS) + " where the density has jumps"))
                .row("tree depth", "at most " + spec.maxTreeDepth)
                .row("start", spec.start.words())
                .row("seed", Long.toString(spec.seed))
                .row("threads", spec.threads == 0 ? "one per core" : Integer.toString(spec.threads))
                .row("checkpoint", spec.checkpoint.map(c -> c.file().toString()).orElse("none"));
    }
}
