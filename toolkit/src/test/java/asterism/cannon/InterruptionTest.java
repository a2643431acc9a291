package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import asterism.infer.Progress;
import asterism.io.Hdf5Reader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that is interrupted in its middle, and taken up again: the same answer, bit for bit. */
class InterruptionTest {

    private static final TrainingSet STARS = CannonBenchmark.stars(150, 2560);

    /**
     * Blocks on one thread which interrupts the caller when so many are done, and goes on only when the caller has heard of it: how
     * far the work comes does not depend on time.
     */
    private static final class Interrupting extends Blocks {
        private final AtomicInteger left;
        private final CountDownLatch rounds = new CountDownLatch(2); // the first may have begun before the interrupt

        Interrupting(int after) {
            super(1);
            left = new AtomicInteger(after);
        }

        @Override
        boolean run(String what, int rows, int together, Supplier<Worker> workers, Runnable now) {
            var caller = Thread.currentThread();
            return super.run(
                    what,
                    rows,
                    together,
                    () -> {
                        var worker = workers.get();
                        return (from, to) -> {
                            worker.work(from, to);
                            if (left.get() == 1) {
                                caller.interrupt();
                            }
                            if (left.decrementAndGet() == 0) {
                                awaitRounds();
                            }
                        };
                    },
                    () -> {
                        now.run();
                        if (left.get() <= 0) {
                            rounds.countDown();
                        }
                    });
        }

        private void awaitRounds() {
            try {
                rounds.await();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a worker", e);
            }
        }
    }

    /** The message of work that is interrupted. */
    private static String interrupted(ThrowingCallable work) {
        var error = catchThrowable(work);
        assertThat(error).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
        return String.valueOf(error.getMessage());
    }

    private static double done(Path file) {
        try (var in = Hdf5Reader.open(file)) {
            return Arrays.stream(in.doubles("done")).sum();
        }
    }

    @Test
    void training(@TempDir Path folder) throws Exception {
        var file = folder.resolve("training.h5");
        var cannon = Cannon.of(STARS).regularization(30);
        var message = interrupted(
                () -> cannon.checkpoint(file).blocks(new Interrupting(7)).train());
        assertThat(done(file)).isEqualTo(7 * 64);
        assertThat(message)
                .contains("training was interrupted after 448 of 2560 pixels")
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
        var message = interrupted(() -> model.labels(spectra, search.blocks(new Interrupting(5))));
        assertThat(done(file)).isEqualTo(5 * 64);
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
        var cannon = Cannon.of(training);
        var plain = crossValidation(cannon);
        var kept = plain.checkpoint(file);
        var message = interrupted(
                crossValidation(cannon.blocks(new Interrupting(40))).checkpoint(file)::train); // of 15 in a fold
        assertThat(done(file)).isEqualTo(2);
        assertThat(message)
                .contains("the cross-validation was interrupted after 2 of 6 folds")
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

    private static CrossValidation crossValidation(Cannon cannon) {
        return CrossValidation.of(cannon).folds(6).strengths(0, 30, 300);
    }

    /** A part in whose last block the interrupt comes is over before it could stop; the whole must hear of it all the same. */
    @Test
    void partsHandAnInterruptOn() {
        var caller = Thread.currentThread();
        try (var whole = Progress.begin("cross-validation", 6)) {
            assertThat(new Blocks(1).run("one fold", 1, 1, () -> (from, to) -> caller.interrupt(), () -> {}))
                    .isTrue();
            assertThat(whole.update(1, "")).isTrue();
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void labelsOfStarsHeldOut(@TempDir Path folder) throws Exception {
        var file = folder.resolve("held.h5");
        var cannon = Cannon.of(Simulated.training(60, 1200));
        var plain = CrossValidation.of(cannon).folds(40);
        var interrupting =
                CrossValidation.of(cannon.blocks(new Interrupting(100))).folds(40); // of 19 in a fold
        assertThat(interrupted(interrupting.checkpoint(file)::oneToOne)).contains("after 5 of 40 folds");
        assertThat(done(file)).isEqualTo(5);
        var resumed = plain.checkpoint(file).oneToOne();
        assertThat(resumed.rms("TEFF")).isEqualTo(plain.oneToOne().rms("TEFF"));
    }
}
