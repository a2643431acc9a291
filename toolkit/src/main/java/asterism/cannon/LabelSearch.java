package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How labels of spectra are searched for: where the search starts, on how many threads.
 *
 * <p>Immutable; each method gives a changed copy.
 */
public final class LabelSearch implements Displayable {

    /** Starts at the fiducial labels and at the lower and upper quartiles of the training labels; all processors. */
    public static final LabelSearch DEFAULT =
            new LabelSearch(Optional.empty(), false, Blocks.onAllProcessors(), Optional.empty(), Rule.USUAL);

    private final Optional<Labels> starts;
    private final boolean onePerSpectrum;
    private final Blocks blocks;
    private final Optional<Path> checkpoint;
    private final Rule rule;

    /**
     * How long a search from one start goes on, and with which derivatives.
     *
     * @param tolerance   relative size of a step in scaled labels that ends it
     * @param evaluations most evaluations of chi-squared
     * @param analytic    whether the derivatives of the terms are exact, or differences
     */
    record Rule(double tolerance, int evaluations, boolean analytic) {
        private static final Rule USUAL = new Rule(1e-14, 10_000, true);
    }

    private LabelSearch(
            Optional<Labels> starts, boolean onePerSpectrum, Blocks blocks, Optional<Path> checkpoint, Rule rule) {
        this.starts = starts;
        this.onePerSpectrum = onePerSpectrum;
        this.blocks = blocks;
        this.checkpoint = checkpoint;
        this.rule = rule;
    }

    /** Tries each of these labels as a start for every spectrum, and keeps the best result. */
    public LabelSearch starts(Labels labels) {
        if (labels.size() == 0) {
            throw new IllegalArgumentException("starts: at least one row of labels is needed");
        }
        return new LabelSearch(Optional.of(labels), false, blocks, checkpoint, rule);
    }

    /** Starts the search of spectrum n at row n of these labels, and nowhere else. */
    public LabelSearch startOfEach(Labels labels) {
        return new LabelSearch(Optional.of(labels), true, blocks, checkpoint, rule);
    }

    /** Number of threads; the answer does not depend on it. Default: all processors. */
    public LabelSearch threads(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("threads(" + n + "): at least 1");
        }
        return blocks(new Blocks(n));
    }

    /** This search with its spectra searched by other threads. */
    LabelSearch blocks(Blocks other) {
        return new LabelSearch(starts, onePerSpectrum, other, checkpoint, rule);
    }

    /** A file that keeps the spectra that are done: after an interruption, the search goes on from it. */
    public LabelSearch checkpoint(String file) {
        return checkpoint(Path.of(file));
    }

    /** A file that keeps the spectra that are done: after an interruption, the search goes on from it. */
    public LabelSearch checkpoint(Path file) {
        return new LabelSearch(starts, onePerSpectrum, blocks, Optional.of(file), rule);
    }

    /** A relative step in scaled labels below which a search ends. Default 1e-14, where only rounding is left. */
    public LabelSearch tolerance(double step) {
        if (!(step >= 0)) {
            throw new IllegalArgumentException("tolerance(" + step + "): must not be below 0");
        }
        return with(new Rule(step, rule.evaluations, rule.analytic));
    }

    /** Most evaluations of chi-squared from one start. Default 10 000. */
    public LabelSearch evaluations(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("evaluations(" + most + "): at least 1");
        }
        return with(new Rule(rule.tolerance, most, rule.analytic));
    }

    /** Takes differences for the derivatives of the terms, as the published code does without derivatives. */
    public LabelSearch numericalDerivatives() {
        return with(new Rule(rule.tolerance, rule.evaluations, false));
    }

    private LabelSearch with(Rule other) {
        return new LabelSearch(starts, onePerSpectrum, blocks, checkpoint, other);
    }

    /** The step that ends a search. */
    public double tolerance() {
        return rule.tolerance;
    }

    /** Most evaluations of chi-squared from one start. */
    public int evaluations() {
        return rule.evaluations;
    }

    /** Whether derivatives of the terms are exact, and not differences. */
    public boolean hasExactDerivatives() {
        return rule.analytic;
    }

    Rule rule() {
        return rule;
    }

    Optional<Labels> starts() {
        return starts;
    }

    boolean onePerSpectrum() {
        return onePerSpectrum;
    }

    Blocks blocks() {
        return blocks;
    }

    Optional<Path> checkpoint() {
        return checkpoint;
    }

    @Override
    public Card card() {
        var from = starts.map(s -> onePerSpectrum ? "its own for each spectrum" : s.size() + " for every spectrum")
                .orElse("fiducial labels and quartiles of the training labels");
        return Card.of("search for labels").row("starts", from).row("threads", Integer.toString(blocks.threads()));
    }

    @Override
    public String toString() {
        return toText();
    }
}
