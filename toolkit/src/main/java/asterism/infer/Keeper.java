package asterism.infer;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes the checkpoints of a run beside the sampling, on a thread of its own: a run hands over what does not change any
 * more. Without a checkpoint it does nothing. Used by one thread.
 */
final class Keeper implements AutoCloseable {

    private final Optional<Checkpoint> checkpoint;
    private final Consumer<String> notes;
    private final Optional<ExecutorService> writer;
    private Optional<Future<?>> writing = Optional.empty();
    private long last = System.nanoTime();

    /**
     * A keeper.
     *
     * @param notes is told what went wrong, in words, possibly the same again
     */
    Keeper(Optional<Checkpoint> checkpoint, Consumer<String> notes) {
        this.checkpoint = checkpoint;
        this.notes = notes;
        this.writer = checkpoint.map(c -> Executors.newSingleThreadExecutor(r -> {
            var thread = new Thread(r, "asterism-checkpoint");
            thread.setDaemon(true);
            return thread;
        }));
    }

    /**
     * Writes when it is time to and the last write is done.
     *
     * @param snapshot called at once, on this thread: takes what may change; what it gives is called on the writing thread
     */
    void saveNowAndThen(Supplier<Supplier<Run>> snapshot) {
        if (writer.isEmpty()
                || System.nanoTime() - last < checkpoint.orElseThrow().seconds() * 1e9) {
            return;
        }
        if (writing.isPresent()) {
            if (!writing.get().isDone()) {
                return;
            }
            complain(writing.get());
        }
        last = System.nanoTime();
        var run = snapshot.get();
        var file = checkpoint.orElseThrow().file();
        writing = Optional.of(writer.get().submit(() -> ChainFile.write(file, run.get())));
    }

    /** Writes now, the last one: for a run that cannot go on. */
    void save(Run run) {
        close();
        checkpoint.ifPresent(c -> ChainFile.write(c.file(), run));
    }

    /** A full disk must not end a run: it is said, and tried again the next time. */
    private void complain(Future<?> done) {
        try {
            done.get();
        } catch (ExecutionException e) {
            var cause = e.getCause();
            notes.accept("a checkpoint failed: "
                    + (cause instanceof UncheckedIOException failed ? failed.getMessage() : cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the last write. */
    @Override
    public void close() {
        writer.ifPresent(w -> {
            w.shutdown();
            boolean interrupted = Thread.interrupted();
            try {
                w.awaitTermination(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
