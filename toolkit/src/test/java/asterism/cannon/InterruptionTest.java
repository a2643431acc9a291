package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.infer.Progress;
import asterism.io.Hdf5Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that is interrupted in its middle, and taken up again: the same answer, bit for bit. */
class InterruptionTest {

    private static final TrainingSet STARS = CannonBenchmark.stars(150, 2560);

    /**
     * Interrupts work in its middle: after a time that grows while nothing was done, and shrinks while all was.
     *
     * @return the message of the interruption; the file then holds a part of the work
     */
    private static String interrupt(Path file, Runnable work) throws IOException, InterruptedException {
        double millis = 30;
        for (int attempt = 0; attempt < 100; attempt++) {
            Files.deleteIfExists(file);
            var worker = Thread.currentThread();
            long wait = Math.round(Math.max(1, millis));
            var alarm = new Thread(() -> {
                try {
                    Thread.sleep(wait);
                    worker.interrupt();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the work is over
                }
            });
            alarm.start();
            try {
                work.run();
                alarm.interrupt();
                millis /= 1.6;
            } catch (CancellationException e) {
                if (Files.exists(file) && done(file) > 0) {
                    return String.valueOf(e.getMessage());
                }
                millis *= 1.25;
            }
            alarm.join();
            Thread.interrupted();
        }
        throw new AssertionError("never interrupted in the middle");
    }

    private static double done(Path file) {
        try (var in = Hdf5Reader.open(file)) {
            double[] done = in.doubles("done");
            double sum = Arrays.stream(done).sum();
            assertThat(sum).isLessThan(done.length);
            return sum;
        }
    }

    @Test
    void training(@TempDir Path folder) throws Exception {
        var file = folder.resolve("training.h5");
        var cannon = Cannon.of(STARS).regularization(30);
        var message = interrupt(file, () -> cannon.checkpoint(file).threads(1).train());
        assertThat(message)
                .contains("training was interrupted after " + (int) done(file) + " of 2560 pixels")
                .contains("train again to go on from there");
        var resumed = cannon.checkpoint(file).train();
        var whole = cannon.train();
        assertThat(resumed.theta()).isDeepEqualTo(whole.theta());
        assertThat(resumed.s2()).isEqualTo(whole.s2());
    }

    @Test
    void labels(@TempDir Path folder) throws Exception {
        var file = folder.resolve("labels.h5");
        var model = Cannon.of(STARS).train();
        var spectra = STARS.spectra()
                .select(new java.util.Random(1).ints(1500, 0, 150).toArray());
        var search = LabelSearch.DEFAULT.checkpoint(file);
        var message = interrupt(file, () -> model.labels(spectra, search.threads(1)));
        assertThat(message).contains("the search for labels was interrupted").contains("search again to go on");
        var resumed = model.labels(spectra, search);
        var whole = model.labels(spectra);
        assertThat(resumed.labels().toArray()).isDeepEqualTo(whole.labels().toArray());
        assertThat(resumed.covariance(1499)).isDeepEqualTo(whole.covariance(1499));
        assertThat(resumed.evaluations(1400)).isEqualTo(whole.evaluations(1400));
    }

    @Test
    void crossValidation(@TempDir Path folder) throws Exception {
        var file = folder.resolve("folds.h5");
        var training = Simulated.training(60, 300);
        var plain = CrossValidation.of(Cannon.of(training)).folds(6).strengths(0, 30, 300);
        var kept = plain.checkpoint(file);
        var message = interrupt(file, kept::train);
        assertThat(message)
                .contains("the cross-validation was interrupted after " + (int) done(file) + " of 6 folds")
                .contains("do the same again to go on from there");
        var resumed = kept.train();
        var whole = plain.train();
        assertThat(resumed.differences()).isEqualTo(whole.differences());
        assertThat(resumed.errors()).isEqualTo(whole.errors());
        assertThat(resumed.bestPerPixel()).isEqualTo(whole.bestPerPixel());
        assertThat(resumed.sparsity()).isEqualTo(whole.sparsity());
        assertThat(kept.train().differences()).isEqualTo(whole.differences()); // from the finished file
        assertThatThrownBy(() -> kept.seed(5).train()).hasMessageContaining("other settings; delete it");
        assertThatThrownBy(kept::oneToOne).hasMessageContaining("other settings; delete it");
    }

    /** A part in whose last block the interrupt comes is over before it could stop; the whole must hear of it all the same. */
    @Test
    void partsHandAnInterruptOn() {
        var caller = Thread.currentThread();
        try (var whole = Progress.begin("cross-validation", 6)) {
            assertThat(Blocks.run("one fold", 1, 1, () -> block -> caller.interrupt(), () -> {}))
                    .isTrue();
            assertThat(whole.update(1, "")).isTrue();
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void labelsOfStarsHeldOut(@TempDir Path folder) throws Exception {
        var file = folder.resolve("held.h5");
        var plain = CrossValidation.of(Cannon.of(Simulated.training(60, 1200))).folds(40);
        interrupt(file, plain.checkpoint(file)::oneToOne);
        var resumed = plain.checkpoint(file).oneToOne();
        assertThat(resumed.rms("TEFF")).isEqualTo(plain.oneToOne().rms("TEFF"));
    }
}
