package asterism.infer;

import java.util.ServiceLoader;

/**
 * Tells whoever watches how far a long computation is, and whether it should stop.
 *
 * <p>The host (a notebook kernel, a terminal) provides a {@link Reporter} as a service; where there is none nothing is
 * shown. {@link #update} is cheap enough to be called at every step: it reports at most ten times a second.
 *
 * <p>A report begun while another is open on the same thread (one fit of a series) opens no display of its own: what it
 * says appears as the message of the outer one, and an interrupt stops both.
 */
public interface Progress extends AutoCloseable {

    /**
     * Reports and polls.
     *
     * @param done    steps done so far, of the total given at the beginning
     * @param message what else there is to say: acceptance, best value; shown as it is
     * @return true when the computation should stop because the user interrupted it; the thread's interrupt flag is
     *     cleared then, and every later call returns true too
     */
    boolean update(long done, String message);

    /** Says that the work is over; the display keeps its last state. */
    @Override
    void close();

    /**
     * Begins a report.
     *
     * @param title what is being done: "sampling NGC 628"
     * @param total number of steps, or 0 where it is not known
     */
    static Progress begin(String title, long total) {
        var outer = ThrottledProgress.open();
        if (outer.isPresent()) {
            return new InnerProgress(outer.get(), title);
        }
        return new ThrottledProgress(
                ServiceLoader.load(Reporter.class, Reporter.class.getClassLoader())
                        .findFirst()
                        .orElse(Reporter.SILENT),
                title,
                total);
    }

    /** Shows progress somewhere; one per host. */
    interface Reporter {

        /** Shows nothing. */
        Reporter SILENT = (title, total) -> (done, elapsedSeconds, message, finished) -> {};

        /** Opens one display. */
        Display open(String title, long total);

        /** One display that is updated in place. */
        @FunctionalInterface
        interface Display {
            /**
             * Shows the state; called from one thread at a time, at most ten times a second and once at the end.
             *
             * @param done           steps done
             * @param elapsedSeconds wall time since the beginning, s
             * @param message        free text; may be empty
             * @param finished       whether this is the last call
             */
            void show(long done, double elapsedSeconds, String message, boolean finished);
        }
    }
}
