package asterism.cannon;

import asterism.infer.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does many independent rows of work, in blocks, on several threads, shows how far it is, and stops when the user interrupts. */
class Blocks {

    private static final long POLL_MILLIS = 20;

    private final int threads;

    Blocks(int threads) {
        this.threads = threads;
    }

    /** What does blocks of rows, one at a time. */
    @FunctionalInterface
    interface Worker {
        /** Does the rows from one up to, but not including, another. */
        void work(int from, int to);
    }

    /** Blocks on all processors. */
    static Blocks onAllProcessors() {
        return new Blocks(Runtime.getRuntime().availableProcessors());
    }

    /** Number of threads. */
    final int threads() {
        return threads;
    }

    /**
     * Does the work.
     *
     * @param what     what is being done, for the display
     * @param rows     number of rows: pixels, spectra
     * @param together rows of a block; the last one may have fewer
     * @param workers  gives each thread its own worker
     * @param now      called now and then by the calling thread, after which the finished blocks stay finished
     * @return whether everything was done; false where the user interrupted
     */
    boolean run(String what, int rows, int together, Supplier<Worker> workers, Runnable now) {
        int nBlocks = (rows + together - 1) / together;
        var next = new AtomicInteger();
        var finished = new AtomicInteger();
        var stop = new AtomicBoolean();
        var failure = new AtomicReference<@Nullable Throwable>();
        int members = Math.max(1, Math.min(threads, nBlocks));
        var over = new CountDownLatch(members);
        try (var progress = Progress.begin(what, rows)) {
            for (int m = 0; m < members; m++) {
                var thread = new Thread(
                        () -> {
                            try {
                                var worker = workers.get();
                                for (int i = next.getAndIncrement(); i < nBlocks; i = next.getAndIncrement()) {
                                    if (stop.get()) {
                                        break;
                                    }
                                    int end = Math.min((i + 1) * together, rows);
                                    worker.work(i * together, end);
                                    finished.addAndGet(end - i * together);
                                }
                            } catch (RuntimeException | Error e) {
                                failure.compareAndSet(null, e);
                                stop.set(true);
                            } finally {
                                over.countDown();
                            }
                        },
                        "asterism-cannon-" + m);
                thread.setDaemon(true);
                thread.start();
            }
            while (!await(over)) {
                if (progress.update(finished.get(), "")) {
                    stop.set(true);
                }
                now.run();
            }
            progress.update(finished.get(), "");
        }
        rethrow(failure.get());
        return finished.get() == rows;
    }

    private static boolean await(CountDownLatch over) {
        try {
            return over.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // for the progress to see, which may be that of a longer computation
            return false;
        }
    }

    private static void rethrow(@Nullable Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        if (e instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
