package asterism.infer;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Passes at most ten reports a second on to the host's display. */
final class ThrottledProgress implements Progress {

    private static final long INTERVAL_NANOS = 100_000_000L;

    /** The report that is open on a thread. */
    private static final ThreadLocal<ThrottledProgress> OPEN = new ThreadLocal<>();

    private final Reporter.Display display;
    private final long begin = System.nanoTime();
    private final AtomicBoolean stop = new AtomicBoolean();
    private long last = begin - INTERVAL_NANOS;
    private long done;
    private String message = "";
    private boolean closed;

    ThrottledProgress(Reporter reporter, String title, long total) {
        this.display = reporter.open(title, total);
        OPEN.set(this);
    }

    /** The report that is open on this thread. */
    static Optional<ThrottledProgress> open() {
        return Optional.ofNullable(OPEN.get());
    }

    /** Shows what a part of the present step says, behind the step's own message. */
    synchronized boolean updatePart(String part) {
        return report(message.isEmpty() ? part : message + ": " + part);
    }

    @Override
    public synchronized boolean update(long done, String message) {
        this.done = done;
        this.message = message;
        return report(message);
    }

    private boolean report(String text) {
        if (Thread.interrupted()) {
            stop.set(true);
        }
        long now = System.nanoTime();
        if (!closed && now - last >= INTERVAL_NANOS) {
            last = now;
            display.show(done, 1e-9 * (now - begin), text, false);
        }
        return stop.get();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (OPEN.get() == this) {
                OPEN.remove();
            }
            display.show(done, 1e-9 * (System.nanoTime() - begin), message, true);
        }
    }
}
