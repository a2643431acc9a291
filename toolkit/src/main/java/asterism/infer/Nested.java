package asterism.infer;

import asterism.display.Card;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Nested sampling (Skilling 2006): the evidence of a model and draws of its posterior, also where it has several modes.
 *
 * <p>Live points fill the prior; the least likely die, and new ones are drawn from the prior where the likelihood is larger
 * than theirs, so that the prior volume shrinks by a known factor. New points are made by slices through the unit cube of
 * the prior, scaled by the extent of the live points' clusters, in intervals whose widths adapt: hard bounds are the walls of the cube, and a connection is
 * in its map. Needs {@link Posterior#priorTransform()}, no gradient, no start.
 *
 * <p>A twentieth of the live points dies at a time, in the order of their likelihoods, together with all that have exactly
 * the likelihood of the last of them: so a plateau of the likelihood dies at once and with the right volume (Fowlie, Handley
 * and Su 2021). The same seed gives the same answer, bit for bit, whatever the number of threads.
 *
 * <p>Interrupting keeps what was sampled, and so does a density that fails or is NaN on the way; the fit says so first.
 *
 * <p>Immutable; each method gives a changed copy.
 */
public final class Nested extends AdjustableSampler<Nested> {

    static final Nested DEFAULT = new Nested(new Spec());

    private final Spec spec;

    private Nested(Spec spec) {
        this.spec = spec;
    }

    /** All settings; written to only while a sampler is being made from another. */
    static final class Spec extends RunSettings {
        int live = 1000;
        int slices; // 0: a multiple of the dimension
        double stopping = 1e-3;

        Spec copy() {
            var copy = into(new Spec());
            copy.live = live;
            copy.slices = slices;
            copy.stopping = stopping;
            return copy;
        }

        /** What makes two runs of one posterior the same points. */
        Run.Settings settings(int nDim) {
            var points = live + " live points, " + slices(nDim) + " slices";
            return new Run.Settings(NestedResult.CHAINS, seed, 1, points, "the prior", 0);
        }

        int slices(int nDim) {
            return slices > 0 ? slices : Math.max(SLICES_AT_LEAST, SLICES_PER_DIMENSION * nDim);
        }
    }

    /** Slices between a live point and the new one, per dimension; see docs/adr/0043. */
    static final int SLICES_PER_DIMENSION = 6;

    /** Slices at least: a curved ridge of two parameters needs as many; see docs/adr/0043. */
    static final int SLICES_AT_LEAST = 60;

    /** The sampler whose run a file holds, to go on with it. */
    static Nested of(Path file, Run run) {
        var state = (NestedState) run.last();
        return DEFAULT.with(s -> {
            s.live = state.live;
            s.seed = run.settings().seed();
            s.slices = state.slices;
            s.checkpoint = Optional.of(Checkpoint.resumed(file));
        });
    }

    @Override
    Nested set(Consumer<RunSettings> change) {
        return with(change::accept);
    }

    private Nested with(Consumer<Spec> change) {
        var copy = spec.copy();
        change.accept(copy);
        return new Nested(copy);
    }

    /**
     * Live points: the error of log Z is about sqrt(H / n) with the information H in nats, the number of posterior draws 3
     * sqrt(nDim / 2) n or so, and the work is proportional to n. Default 1000.
     */
    public Nested live(int n) {
        require(
                n >= 20,
                "live(" + n + "): at least 20 live points are needed, and 4 (nDim + 1); 500 to 2000 are usual");
        return with(s -> s.live = n);
    }

    /**
     * Slices between a live point and the new one that starts from it. Default: 6 times the number of parameters, at least 60. With too
     * few log Z comes out too large: where it matters, look whether twice as many change it.
     */
    public Nested slices(int n) {
        require(
                n >= 1,
                "slices(" + n
                        + "): at least 1 slice is needed; 6 times the number of parameters and at least 60 is the default");
        return with(s -> s.slices = n);
    }

    /** Stop when the live points hold this part of the evidence. Default 0.001. */
    public Nested stopAt(double fraction) {
        require(
                fraction > 0 && fraction < 1,
                "stopAt(" + fraction + "): a part of the evidence in (0, 1); 0.001 is the default");
        return with(s -> s.stopping = fraction);
    }

    @Override
    public Fit run(Posterior posterior) {
        return new NestedRun(spec.copy(), posterior).run();
    }

    @Override
    public Card card() {
        return Card.of("Nested sampling")
                .row("live points", Digits.count(spec.live))
                .row(
                        "new points",
                        spec.slices > 0
                                ? spec.slices + " slices"
                                : SLICES_PER_DIMENSION + " slices per parameter, at least " + SLICES_AT_LEAST)
                .row("stops", "when the live points hold " + Digits.shortest(spec.stopping) + " of the evidence")
                .row("seed", Long.toString(spec.seed))
                .row("threads", spec.threads > 0 ? Integer.toString(spec.threads) : "all cores")
                .row("checkpoint", spec.checkpoint.map(c -> c.file().toString()).orElse("none"));
    }
}
