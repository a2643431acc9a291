package REPL;

/**
 * Where compiled cells look whether they should stop.
 *
 * <p>From JDK 21 on the JDK's local execution control weaves calls of {@code REPL.$Cancel$.stopCheck()} into every
 * method and loop of a cell; it is this class that they find. On JDK 17 nothing calls it.
 */
public final class $Cancel$ {

    /** Whether running cells should stop. */
    public static volatile boolean allStop;

    private $Cancel$() {}

    /** Ends the cell where it was told to stop. */
    public static void stopCheck() {
        if (allStop) {
            throw new ThreadDeath();
        }
    }
}
