package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The affine-invariant ensemble sampler of Goodman and Weare (2010), with moves to mix: many walkers that propose by
 * each other's positions, one random half at a time.
 *
 * <p>Immutable; each method gives a changed copy. The same seed gives the same chain, bit for bit, whatever the number
 * of threads, and with or without an interruption.
 *
 * <p>By default half of the steps are stretch moves and half differential evolution, which on posteriors of some twenty
 * parameters shortens the autocorrelation time three times against stretch moves alone (docs/adr/0040).
 *
 * <p>Limits: no move here carries walkers between far modes, whose weights are then those of the start; the neck of a
 * funnel of ten parameters is not reached; stretch moves alone forget after 1500 steps in a hundred dimensions. The fit
 * says so: the walkers disagree, or the chain is too short ({@code docs/samplers.md}).
 */
public final class Ensemble implements Sampler, Displayable {

    private static final List<Weighted> DEFAULT_MOVES =
            List.of(new Weighted(Samplers.stretch(), 1), new Weighted(Samplers.differentialEvolution(), 1));

    static final Ensemble DEFAULT = new Ensemble(new Spec());

    private final Spec spec;

    private Ensemble(Spec spec) {
        this.spec = spec;
    }

    private Ensemble with(Consumer<Spec> change) {
        var copy = spec.copy();
        change.accept(copy);
        return new Ensemble(copy);
    }

    /** A move and how often it is made, relative to the others. */
    record Weighted(Move move, double weight) {}

    /** All settings; written to only while an ensemble is being made from another. */
    static final class Spec {
        int walkers = 64;
        int steps = 30_000;
        long seed = 1;
        int thin = 1;
        int threads; // 0: as many as pay
        int burnIn = -1; // -1: chosen from the chain
        List<Weighted> moves = DEFAULT_MOVES;
        boolean slices; // instead of moves, see Slice
        Optional<Checkpoint> checkpoint = Optional.empty();
        Start start = Samplers.multiStart();
        Optional<StopRule> rule = Optional.empty();

        Spec copy() {
            var copy = new Spec();
            copy.walkers = walkers;
            copy.steps = steps;
            copy.seed = seed;
            copy.thin = thin;
            copy.threads = threads;
            copy.burnIn = burnIn;
            copy.moves = moves;
            copy.slices = slices;
            copy.checkpoint = checkpoint;
            copy.start = start;
            copy.rule = rule;
            return copy;
        }

        String movesInWords() {
            if (slices) {
                return Slice.WORDS;
            }
            double total = moves.stream().mapToDouble(Weighted::weight).sum();
            return moves.stream()
                    .map(m -> Digits.shortest(1e-3 * Math.round(1e5 * m.weight() / total)) + " % "
                            + m.move().name())
                    .collect(Collectors.joining(", "));
        }

        /** {@code ensemble of 64 walkers (100 % stretch (a = 2))}, {@code slice sampler of 64 walkers (...)} */
        String method() {
            return (slices ? "slice sampler" : "ensemble") + " of " + walkers + " walkers (" + movesInWords() + ")";
        }

        Card card() {
            return Card.of(slices ? "Ensemble slice sampler" : "Ensemble sampler")
                    .row("walkers", Integer.toString(walkers))
                    .row("steps", Digits.count(steps) + (thin > 1 ? ", every " + thin + "th kept" : ""))
                    .row("until", rule.map(StopRule::toString).orElse("all steps are done"))
                    .row("moves", movesInWords())
                    .row("start", start.words())
                    .row("burn-in", burnIn < 0 ? "chosen from the chain" : Digits.count(burnIn) + " steps")
                    .row("seed", Long.toString(seed))
                    .row("threads", threads == 0 ? "as many as pay" : Integer.toString(threads))
                    .row("checkpoint", checkpoint.map(c -> c.file().toString()).orElse("none"));
        }
    }

    /** The ensemble whose run a file holds, to go on with it. */
    static Ensemble of(Path file, Run run) {
        var settings = run.settings();
        boolean slices = settings.moves().equals(Slice.WORDS);
        var moves = slices ? DEFAULT_MOVES : Moves.ofWords(settings.moves(), file);
        return DEFAULT.with(s -> {
            s.slices = slices;
            s.walkers = settings.walkers();
            s.steps = Math.max(run.steps(), s.steps);
            s.seed = settings.seed();
            s.thin = settings.thin();
            s.burnIn = run.burnIn();
            s.moves = moves;
            s.checkpoint = Optional.of(Checkpoint.resumed(file));
        });
    }

    /** Number of walkers: at least twice the number of parameters. Default 64. */
    public Ensemble walkers(int n) {
        require(n >= 4, "walkers(" + n + "): an ensemble needs at least 4, and twice the number of parameters");
        return with(s -> s.walkers = n);
    }

    /** Number of steps of each walker, burn-in included; with {@link #until} the most of them. Default 30 000. */
    public Ensemble steps(int n) {
        require(n >= 1, "steps(" + n + "): at least 1 step is needed; 30 000 is usual");
        return with(s -> s.steps = n);
    }

    /** End before the last step when a rule is met: {@code until(rHat(1.01).ess(1000))}. */
    public Ensemble until(StopRule rule) {
        return with(s -> s.rule = Optional.of(rule));
    }

    /** The seed of all randomness. Default 1. */
    public Ensemble seed(long seed) {
        return with(s -> s.seed = seed);
    }

    /** Keep every n-th step only. Default 1: all. */
    public Ensemble thin(int n) {
        require(n >= 1, "thin(" + n + "): keep every n-th step with n at least 1");
        return with(s -> s.thin = n);
    }

    /** Number of threads; they do not change the chain. Default: as many as pay. */
    public Ensemble threads(int n) {
        require(n >= 1, "threads(" + n + "): at least 1 thread is needed");
        return with(s -> s.threads = n);
    }

    /** Leave out the first n steps. Default: chosen from the chain, five autocorrelation times or more. */
    public Ensemble burnIn(int n) {
        require(n >= 0, "burnIn(" + n + "): a number of steps, 0 or more");
        return with(s -> s.burnIn = n);
    }

    /** Only this move: {@code move(stretch())} is the sampler of the published tools. */
    public Ensemble move(Move move) {
        return moves(List.of(new Weighted(move, 1)));
    }

    /**
     * One more move beside those that were set with this method; the first call replaces the default mixture.
     *
     * @param weight how often it is made, relative to the others; above 0
     */
    public Ensemble move(Move move, double weight) {
        require(
                weight > 0 && Double.isFinite(weight),
                "move(" + move.name() + ", " + weight + "): the weight must be above 0");
        var more = new ArrayList<>(spec.moves == DEFAULT_MOVES ? List.<Weighted>of() : spec.moves);
        more.add(new Weighted(move, weight));
        return moves(more);
    }

    private Ensemble moves(List<Weighted> moves) {
        return with(s -> {
            s.moves = List.copyOf(moves);
            s.slices = false;
        });
    }

    /**
     * Write the chain to this HDF5 file every half minute and at the end, and go on from it where it already holds a
     * run of this model with these settings.
     */
    public Ensemble checkpoint(Path file) {
        return checkpoint(file, Checkpoint.SECONDS);
    }

    /** As {@link #checkpoint(Path)}. */
    public Ensemble checkpoint(String file) {
        return checkpoint(Path.of(file));
    }

    /** As {@link #checkpoint(Path)}, every so many seconds. */
    public Ensemble checkpoint(Path file, double seconds) {
        var checkpoint = Checkpoint.of(file, seconds);
        return with(s -> s.checkpoint = Optional.of(checkpoint));
    }

    /** Where the walkers begin. Default {@link Samplers#multiStart()}. */
    public Ensemble start(Start start) {
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
