package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import java.nio.file.Path;

/**
 * A run in a file, to go on with: {@code resume("run.h5").steps(60_000).run(posterior)}. What it gives is, bit for bit, what
 * one run without a break would have given.
 *
 * <p>The settings of the file are kept, and it is written again. How far to go is not in the file: where it is not what the
 * sampler does by default, it is to be said again. Immutable; each method gives a changed copy.
 */
public final class SavedRun implements Sampler, Displayable {

    private final Path file;
    private final Sampler sampler;

    private SavedRun(Path file, Sampler sampler) {
        this.file = file;
        this.sampler = sampler;
    }

    static SavedRun of(Path file) {
        var run = ChainFile.read(file);
        return new SavedRun(
                file,
                switch (run.last().kind()) {
                    case ENSEMBLE -> Ensemble.of(file, run);
                    case NUTS -> Nuts.of(file, run);
                    case NESTED -> Nested.of(file, run);
                });
    }

    /** Of an ensemble: as {@link Ensemble#steps}, those of the file included. */
    public SavedRun steps(int n) {
        if (sampler instanceof Ensemble ensemble) {
            return with(ensemble.steps(n));
        }
        throw unfit("steps(" + n + ")");
    }

    /** Of the no-U-turn sampler: as {@link Nuts#draws}, those of the file included. */
    public SavedRun draws(int n) {
        if (sampler instanceof Nuts nuts) {
            return with(nuts.draws(n));
        }
        throw unfit("draws(" + n + ")");
    }

    /** Of nested sampling: as {@link Nested#stopAt}. */
    public SavedRun stopAt(double fraction) {
        if (sampler instanceof Nested nested) {
            return with(nested.stopAt(fraction));
        }
        throw unfit("stopAt(" + fraction + ")");
    }

    /** Of an ensemble or the no-U-turn sampler: go on until a rule is met. A file does not keep the rule of its run. */
    public SavedRun until(StopRule rule) {
        if (sampler instanceof Ensemble ensemble) {
            return with(ensemble.until(rule));
        }
        if (sampler instanceof Nuts nuts) {
            return with(nuts.until(rule));
        }
        throw unfit("until(" + rule + ")");
    }

    /** Number of threads; they do not change the answer. */
    public SavedRun threads(int n) {
        if (sampler instanceof Ensemble ensemble) {
            return with(ensemble.threads(n));
        }
        return with(sampler instanceof Nuts nuts ? nuts.threads(n) : ((Nested) sampler).threads(n));
    }

    private SavedRun with(Sampler changed) {
        return new SavedRun(file, changed);
    }

    private IllegalArgumentException unfit(String asked) {
        return new IllegalArgumentException(asked + ": " + file + " holds a run of "
                + (sampler instanceof Nuts
                        ? "nuts(), which goes on by draws(n) or until(rule)"
                        : sampler instanceof Nested
                                ? "nested(), which goes on by stopAt(fraction)"
                                : "ensemble(), which goes on by steps(n) or until(rule)"));
    }

    @Override
    public Fit run(Posterior posterior) {
        return sampler.run(posterior);
    }

    @Override
    public Card card() {
        return ((Displayable) sampler).card().row("goes on with", file.toString());
    }

    @Override
    public String toString() {
        return toText();
    }
}
