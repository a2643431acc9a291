package asterism.infer;

import asterism.io.Hdf5Writer;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file that a sampler keeps its run in while it goes on, and goes on from; the same words for every sampler.
 *
 * @param file      where
 * @param seconds   between two writes, s
 * @param mustExist whether the run goes on with what is in the file, so that there must be something
 */
record Checkpoint(Path file, double seconds, boolean mustExist) {

    /** Between two writes, s, where nothing else is asked for. */
    static final double SECONDS = 30;

    private static final String WENT_ON = "went on with ";

    /** A file to keep a run in, and to go on from where it is there already. */
    static Checkpoint of(Path file, double seconds) {
        if (!(seconds > 0)) {
            throw new IllegalArgumentException(
                    "checkpoint(file, " + seconds + "): the interval in seconds must be above 0");
        }
        return new Checkpoint(file, seconds, false);
    }

    /** A file with a run to go on with. */
    static Checkpoint resumed(Path file) {
        return new Checkpoint(file, SECONDS, true);
    }

    /**
     * The run to go on with, where the file holds one of this model, these data and these settings.
     *
     * @param kind     the sampler that is about to run
     * @param settings its own
     * @throws IllegalArgumentException where it holds another one, with what differs
     */
    Optional<Run> earlier(Posterior posterior, SamplerState.Kind kind, Run.Settings settings) {
        if (!mustExist && !Files.exists(file)) {
            Hdf5Writer.create(file).close(); // what cannot be written is better known now than after the sampling
            return Optional.empty();
        }
        var run = ChainFile.read(file);
        if (!run.fingerprint().equals(posterior.fingerprint())) {
            throw new IllegalArgumentException(file + " holds a chain of another model or other data ("
                    + run.provenance().title() + "); delete it or name another checkpoint");
        }
        if (run.last().kind() != kind) {
            throw new IllegalArgumentException(file + " holds a run of another sampler (" + run.method()
                    + "); delete it, name another checkpoint, or go on with resume(\"" + file + "\")");
        }
        var differences = differences(kind, run.settings(), settings);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " holds a run with other settings (" + String.join("; ", differences)
                            + "); delete it, name another checkpoint, or go on with resume(\"" + file + "\")");
        }
        return Optional.of(run);
    }

    private List<String> differences(SamplerState.Kind kind, Run.Settings there, Run.Settings here) {
        var out = new ArrayList<String>();
        differs(out, kind.walkers, there.walkers(), here.walkers());
        differs(out, "seed", there.seed(), here.seed());
        differs(out, "thin", there.thin(), here.thin());
        differs(out, kind.moves, there.moves(), here.moves());
        if (!mustExist) {
            differs(out, "start", there.start(), here.start());
            differs(out, kind.settle, there.settle(), here.settle());
        }
        return out;
    }

    private static void differs(List<String> differences, String what, Object there, Object here) {
        if (!there.equals(here)) {
            differences.add(what + ": " + there + " there, " + here + " here");
        }
    }

    /** What a run says of itself that went on with this file. */
    String wentOn(String after) {
        return WENT_ON + file + " after " + after;
    }

    /** Whether a note is one of {@link #wentOn}. */
    static boolean isAboutGoingOn(String note) {
        return note.startsWith(WENT_ON);
    }

    /** The fit of a run that has nothing left to do. */
    Fit complete(Run run) {
        return Fit.of(run.with("read from " + file + ": the run was complete"));
    }

    /**
     * The fit of a run that has ended, which is written first. A disk that is full does not take the fit away: it says that
     * it is not in the file.
     */
    Fit finish(Run run) {
        try {
            ChainFile.write(file, run);
            return Fit.of(run);
        } catch (UncheckedIOException e) {
            return Fit.of(run.with("not in the file: " + e.getMessage() + "; save(...) this fit elsewhere"));
        }
    }
}
