package asterism.infer;

import asterism.display.Card;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
public final class Ensemble extends WalkerSampler<Ensemble> {

    private static final List<Weighted> DEFAULT_MOVES =
            List.of(new Weighted(Samplers.stretch(), 1), new Weighted(Samplers.differentialEvolution(), 1));

    static final Ensemble DEFAULT = new Ensemble(new Spec());

    private Ensemble(Spec spec) {
        super(spec);
    }

    @Override
    Ensemble with(Consumer<Spec> change) {
        var copy = spec.copy();
        change.accept(copy);
        return new Ensemble(copy);
    }

    /** A move and how often it is made, relative to the others. */
    record Weighted(Move move, double weight) {}

    /** All settings; written to only while an ensemble is being made from another. */
    static final class Spec extends RunSettings {
        private static final int STEPS = 30_000;
        static final int SHARES = 100_000; // a thousandth of a percent each

        int walkers = 64;
        int steps = STEPS;
        int thin = 1;
        int burnIn = -1; // -1: chosen from the chain
        List<Weighted> moves = DEFAULT_MOVES;
        boolean slices; // instead of moves, see Slice

        Spec copy() {
            var copy = into(new Spec());
            copy.walkers = walkers;
            copy.steps = steps;
            copy.thin = thin;
            copy.burnIn = burnIn;
            copy.moves = moves;
            copy.slices = slices;
            return copy;
        }

        String movesInWords() {
            if (slices) {
                return Slice.WORDS;
            }
            int[] shares = shares();
            return IntStream.range(0, shares.length)
                    .mapToObj(m -> Digits.shortest(shares[m] / 1e3) + " % "
                            + moves.get(m).move().name())
                    .collect(Collectors.joining(", "));
        }

        /**
         * How often each move is made, in {@link #SHARES}: whole numbers, so that the words in a file give back exactly the
         * mixture that was run. Their sum is {@link #SHARES}, and none is 0.
         */
        int[] shares() {
            double total = moves.stream().mapToDouble(Weighted::weight).sum();
            double[] exact = moves.stream()
                    .mapToDouble(m -> SHARES * (m.weight() / total))
                    .toArray();
            int[] out = Arrays.stream(exact)
                    .mapToInt(x -> Math.max(1, (int) Math.floor(x + 1e-6)))
                    .toArray();
            int left = SHARES - Arrays.stream(out).sum();
            for (; left > 0; left--) { // to the move that is furthest below its due
                out[largest(out.length, m -> exact[m] - out[m])]++;
            }
            for (; left < 0; left++) { // what the rarest have above theirs is taken from the most frequent
                out[largest(out.length, m -> out[m])]--;
            }
            return out;
        }

        private static int largest(int n, IntToDoubleFunction of) {
            return IntStream.range(0, n)
                    .boxed()
                    .max(Comparator.comparingDouble(of::applyAsDouble))
                    .orElseThrow();
        }

        /** {@code an ensemble}, {@code a slice sampler} */
        String kind() {
            return slices ? "a slice sampler" : "an ensemble";
        }

        String usualSteps() {
            return Digits.count(usualSteps(slices ? Slice.WORDS : ""));
        }

        /** Steps of a run with these moves where nothing else is asked for. */
        static int usualSteps(String movesInWords) {
            return movesInWords.equals(Slice.WORDS) ? Slice.STEPS : STEPS;
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
}
