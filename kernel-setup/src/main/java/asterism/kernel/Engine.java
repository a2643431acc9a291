package asterism.kernel;

import REPL.$Cancel$;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * Runs the compiled snippets in this virtual machine, on the thread that asked for it, and keeps the object that each
 * one gave or threw. (JShell itself hands on only strings.)
 */
final class Engine extends LocalExecutionControl {

    private volatile @Nullable Object value;
    private volatile @Nullable Throwable thrown;
    private volatile @Nullable Thread running;
    private boolean interrupted;

    /** JShell's way to be given an engine. */
    ExecutionControlProvider provider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "asterism";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return Engine.this;
            }
        };
    }

    /** What the last snippet gave; null for a statement. */
    @Nullable
    Object value() {
        return value;
    }

    /** What the last snippet threw, or null. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Forgets the last snippet. */
    void forget() {
        value = null;
        thrown = null;
        $Cancel$.allStop = false;
    }

    /** Forgets an interrupt that came too late for the cell before. */
    synchronized void beginCell() {
        interrupted = false;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        value = null;
        begin();
        try {
            value = snippet.invoke(null);
            return ""; // never toString() here: it is the user's code, and may be slow or throw
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
            throw e;
        } finally {
            end();
        }
    }

    private synchronized void begin() throws InvocationTargetException {
        if (interrupted) {
            interrupted = false;
            var stop = new InterruptedException();
            thrown = stop;
            throw new InvocationTargetException(stop);
        }
        running = Thread.currentThread();
    }

    /** An interrupt that the snippet did not look at is for the next one; it must not reach the compiler's files. */
    private synchronized void end() {
        running = null;
        interrupted |= Thread.interrupted();
    }

    /**
     * Interrupts the running snippet; between two snippets, while the next one is compiled, it keeps that one from
     * beginning.
     *
     * @return whether one was running
     */
    synchronized boolean interrupt() {
        var thread = running;
        if (thread == null) {
            interrupted = true;
            return false;
        }
        thread.interrupt();
        return true;
    }

    /** What became of an attempt to end a snippet that went on after an interrupt. */
    enum Stop {
        /** Nothing is running any more, or it has been told to end and will. */
        DONE,
        /** The toolkit is at work: it has seen the interrupt and is keeping what it has. */
        LATER,
        /** Code of a library that does not look for interrupts; this JDK cannot end it. */
        IMPOSSIBLE
    }

    /**
     * Ends a snippet that went on after an interrupt: on JDK 21 and later at its next loop or method, on JDK 17 wherever
     * it is.
     */
    synchronized Stop stopHard() {
        var thread = running;
        if (thread == null) {
            return Stop.DONE;
        }
        if (insideToolkit(thread)) {
            return Stop.LATER;
        }
        boolean tried = $Cancel$.allStop;
        $Cancel$.allStop = true;
        try {
            Thread.class.getMethod("stop").invoke(thread);
            return Stop.DONE;
        } catch (ReflectiveOperationException e) { // JDK 20 and later refuse
            return tried ? Stop.IMPOSSIBLE : Stop.LATER;
        }
    }

    private static boolean insideToolkit(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.startsWith("asterism.")
                        && (!name.startsWith("asterism.kernel.") || name.startsWith("asterism.kernel.show.")));
    }
}
