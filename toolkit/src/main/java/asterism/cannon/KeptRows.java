package asterism.cannon;

import asterism.io.Hdf5Reader;
import asterism.io.Hdf5Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/** The finished rows of an unfinished computation, in a file: pixels of a training, labels of spectra. Used by one thread. */
final class KeptRows {

    private static final double SECONDS = 30;
    private static final String FORMAT = "asterism.cannon.unfinished/2";

    /** A computation that can be kept and taken up again. */
    interface Work {
        /** Number of rows. */
        int size();

        /** Numbers of a row. */
        int width();

        /** Whether a row is finished: it does not change any more. */
        boolean isDone(int row);

        /** Gives a finished row. */
        void keep(int row, double[] outNumbers);

        /** Takes a finished row over. */
        void restore(int row, double[] numbers);

        /** What another computation hardly has. */
        String fingerprint();
    }

    private final Path file;
    private final Work work;
    private final String fingerprint;
    private long last = System.nanoTime();

    private KeptRows(Path file, Work work) {
        this.file = file;
        this.work = work;
        this.fingerprint = work.fingerprint();
    }

    /**
     * The file of a computation; what it holds already is taken over.
     *
     * @throws IllegalArgumentException where it holds another one
     */
    static KeptRows open(Path file, Work work) {
        var out = new KeptRows(file, work);
        if (Files.exists(file)) {
            out.restore();
        }
        return out;
    }

    private void restore() {
        try (var in = Hdf5Reader.open(file)) {
            if (!in.text("", "format").equals(FORMAT)) {
                throw in.foreign("no unfinished work of The Cannon");
            }
            if (!in.text("", "fingerprint").equals(fingerprint)) {
                throw new IllegalArgumentException(
                        file
                                + " holds other spectra, another model or other settings; delete it or name another checkpoint");
            }
            double[] done = in.doubles("done");
            double[] rows = in.doubles("rows");
            for (int i = 0; i < done.length; i++) {
                if (done[i] == 1) {
                    work.restore(i, Arrays.copyOfRange(rows, i * work.width(), (i + 1) * work.width()));
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
        double[] done = IntStream.range(0, work.size()) // first: what is done now stays as it is
                .mapToDouble(i -> work.isDone(i) ? 1 : 0)
                .toArray();
        ObjIntConsumer<double[]> row = (out, i) -> {
            if (done[i] == 1) {
                work.keep(i, out);
            } else {
                Arrays.fill(out, 0);
            }
        };
        try (var out = Hdf5Writer.create(file)) {
            out.text("", "format", FORMAT)
                    .text("", "fingerprint", fingerprint)
                    .doubles("", "done", done)
                    .doubles("", "rows", new int[] {work.size(), work.width()}, (i, numbers) -> row.accept(numbers, i))
                    .commit();
        }
        last = System.nanoTime();
    }
}
