package asterism.cannon;

import asterism.io.Hdf5Reader;
import asterism.io.Hdf5Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The pixels of an unfinished training in a file. Used by one thread. */
final class TrainingFile {

    private static final double SECONDS = 30;
    private static final String FORMAT = "asterism.cannon.training/1";

    private final Path file;
    private final TrainingProblem problem;
    private final String fingerprint;
    private long last = System.nanoTime();

    private TrainingFile(Path file, TrainingProblem problem) {
        this.file = file;
        this.problem = problem;
        this.fingerprint = fingerprint(problem);
    }

    /**
     * The file of a training, with what it holds taken over.
     *
     * @throws IllegalArgumentException where it holds another training
     */
    static TrainingFile open(Path file, TrainingProblem problem) {
        var out = new TrainingFile(file, problem);
        if (Files.exists(file)) {
            out.restore();
        }
        return out;
    }

    private void restore() {
        try (var in = Hdf5Reader.open(file)) {
            if (!in.text("", "format").equals(FORMAT)) {
                throw in.foreign("no unfinished training of The Cannon");
            }
            if (!in.text("", "fingerprint").equals(fingerprint)) {
                throw new IllegalArgumentException(file
                        + " holds a training with other stars or settings; delete it or name" + " another checkpoint");
            }
            double[] theta = in.doubles("theta");
            double[] s2 = in.doubles("s2");
            double[] state = in.doubles("state");
            int nTerms = problem.nTerms();
            for (int j = 0; j < s2.length; j++) {
                if ((int) state[j] != TrainingProblem.OPEN) {
                    problem.restore(j, Arrays.copyOfRange(theta, j * nTerms, (j + 1) * nTerms), s2[j], (int) state[j]);
                }
            }
        }
    }

    void saveNowAndThen() {
        if (System.nanoTime() - last > SECONDS * 1e9) {
            save();
        }
    }

    void save() {
        last = System.nanoTime();
        int nPixels = problem.nPixels();
        var state = new double[nPixels]; // first: what is done now stays as it is
        Arrays.setAll(state, problem::state);
        try (var out = Hdf5Writer.create(file)) {
            out.text("", "format", FORMAT)
                    .text("", "fingerprint", fingerprint)
                    .doubles("", "state", state)
                    .doubles("", "s2", problem.s2())
                    .doubles(
                            "",
                            "theta",
                            new int[] {nPixels, problem.nTerms()},
                            (j, row) -> System.arraycopy(problem.theta()[j], 0, row, 0, row.length))
                    .commit();
        }
    }

    /** A number that another training hardly has. */
    private static String fingerprint(TrainingProblem problem) {
        long hash = Arrays.hashCode(problem.design());
        for (int j = 0; j < problem.nPixels(); j++) {
            hash = 31 * hash + Double.hashCode(problem.lambda(j));
            hash = 31 * hash + Arrays.hashCode(problem.lower(j));
            hash = 31 * hash + Arrays.hashCode(problem.upper(j));
        }
        for (int n = 0; n < problem.nStars(); n++) {
            hash = 31 * hash + Arrays.hashCode(problem.flux()[n]);
            hash = 31 * hash + Arrays.hashCode(problem.ivar()[n]);
        }
        return Long.toHexString(hash) + (problem.published() ? "/published" : "");
    }
}
