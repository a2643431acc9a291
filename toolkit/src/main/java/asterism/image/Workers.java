package asterism.image;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that do the numbered tasks of one step together. Which thread does which task is left open, so a task may
 * only write where no other one does; then the result does not depend on their number. Used by one thread at a time.
 */
final class Workers implements AutoCloseable {

    /** One of the tasks of a step. */
    @FunctionalInterface
    interface Task {
        /**
         * Does the task.
         *
         * @param task   0 ... nTasks - 1
         * @param worker 0 ... nWorkers - 1: whose workspace may be used
         */
        void run(int task, int worker);
    }

    private final int count;
    private final ExecutorService threads;

    Workers(int count) {
        this.count = count;
        threads = Executors.newFixedThreadPool(Math.max(1, count - 1), work -> {
            var thread = new Thread(work, "image-fit");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Number of threads, the calling one included. */
    int count() {
        return count;
    }

    /** Runs tasks 0 ... n - 1 and returns when all are done; throws what a task threw. */
    void run(int n, Task task) {
        var next = new AtomicInteger();
        var others = new ArrayList<Future<?>>();
        for (int w = 1; w < Math.min(count, n); w++) {
            int worker = w;
            others.add(threads.submit(() -> work(next, n, task, worker)));
        }
        @Nullable RuntimeException failure = null;
        try {
            work(next, n, task, 0);
        } catch (RuntimeException e) {
            next.set(n);
            failure = e;
        }
        for (var other : others) {
            failure = awaited(other, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void work(AtomicInteger next, int n, Task task, int worker) {
        for (int t = next.getAndIncrement(); t < n; t = next.getAndIncrement()) {
            task.run(t, worker);
        }
    }

    private static @Nullable RuntimeException awaited(Future<?> other, @Nullable RuntimeException failure) {
        boolean interrupted = false;
        while (true) {
            try {
                other.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // the step is finished first: its arrays are in use
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failure;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
