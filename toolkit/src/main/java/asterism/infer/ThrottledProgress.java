package asterism.infer;

import java.util.concurrent.atomic.AtomicBoolean;

/** Passes at most ten reports a second on to the host's display. */
final class ThrottledProgress implements Progress {

    private static final long INTERVAL_NANOS = 100_000_000L;

    private final Reporter.Display display;
    private final long begin = System.nanoTime();
    private final AtomicBoolean stop = new AtomicBoolean();
    private long last = begin - INTERVAL_NANOS;
    private long done;
    private String message = "";
    private boolean closed;

    ThrottledProgress(Reporter reporter, String title, long total) {
        this.display = reporter.open(title, total);
    }

    @Override
    public synchronized boolean update(long done, String message) {
        this.done = done;
        this.message = message;
        if (Thread.interrupted()) {
            stop.set(true);
        }
        long now = System.nanoTime();
        if (!closed && now - last >= INTERVAL_NANOS) {
            last = now;
            display.show(done, 1e-9 * (now - begin), message, false);
        }
        return stop.get();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            display.show(done, 1e-9 * (System.nanoTime() - begin), message, true);
        }
    }
}
