package asterism.infer;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that do one small task together, again and again: the calling thread and its helpers.
 *
 * <p>A task of a sampler takes microseconds, so the hand-over must cost less than one: helpers spin for a short while
 * before they yield and then sleep. A helper that sleeps is woken. Nobody waits for a helper that has not begun: whoever comes
 * first does a part, and on a machine with more work than cores that is the calling thread. Used by one thread at a time.
 */
final class Crew implements AutoCloseable {

    /** The part of a task that one member does. */
    @FunctionalInterface
    interface Task {
        /** Does part {@code member} of the task. */
        void run(int member);
    }

    private static final int SPINS = 2_000;
    private static final int YIELDS = 50;
    private static final long MOST = 1 << 16; // members
    private static final int PAD = 16; // ints between two members' flags, so that they lie on different cache lines

    private final Thread[] helpers;
    private final AtomicIntegerArray asleep;
    private final AtomicLongArray begun; // the last round in which somebody took each part
    private final AtomicLongArray finished;

    @SuppressWarnings("NullAway.Init") // set before the first round
    private Task task;

    private volatile long round; // its number times MOST, plus how many members it needs: read as one
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    Crew(int members, String name) {
        helpers = new Thread[members - 1];
        asleep = new AtomicIntegerArray(members * PAD);
        begun = new AtomicLongArray(members * PAD);
        finished = new AtomicLongArray(members * PAD);
        for (int h = 0; h < helpers.length; h++) {
            int member = h + 1;
            helpers[h] = new Thread(() -> help(member), name + "-" + member);
            helpers[h].setDaemon(true);
            helpers[h].start();
        }
    }

    /** Runs the first parts of the task, one for each of so many members; throws what a part threw. */
    void run(int members, Task work) {
        if (members == 1) {
            work.run(0);
            return;
        }
        task = work;
        long now = (round / MOST + 1) * MOST + members;
        round = now; // publishes the task and all that was written before
        for (int h = 0; h < members - 1; h++) {
            if (asleep.get((h + 1) * PAD) != 0) {
                LockSupport.unpark(helpers[h]);
            }
        }
        part(0, now);
        for (int h = members - 1; h > 0; h--) {
            part(h, now);
        }
        for (int h = 1; h < members; h++) {
            for (int i = 0; finished.get(h * PAD) != now; i++) {
                pause(i);
            }
        }
        var thrown = failure;
        failure = null;
        rethrow(thrown);
    }

    /** Does a part of a round unless somebody else has begun it. Whoever comes late for an older round finds it begun. */
    private void part(int member, long now) {
        long last = begun.get(member * PAD);
        if (last >= now || !begun.compareAndSet(member * PAD, last, now)) {
            return;
        }
        try {
            task.run(member);
        } catch (Throwable e) {
            failure = e;
        }
        finished.set(member * PAD, now);
    }

    private void help(int member) {
        long seen = 0;
        while (true) {
            for (int i = 0; round == seen && !closed; i++) {
                if (i < SPINS + YIELDS) {
                    pause(i);
                } else {
                    asleep.set(member * PAD, 1);
                    if (round == seen && !closed) {
                        LockSupport.park(this);
                    }
                    asleep.set(member * PAD, 0);
                }
            }
            if (closed) {
                return;
            }
            seen = round;
            if (member < seen % MOST) {
                part(member, seen);
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint only: nothing relies on who runs next
    private static void pause(int i) {
        if (i < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
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

    @Override
    public void close() {
        closed = true;
        for (var helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
