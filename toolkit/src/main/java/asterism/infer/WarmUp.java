package asterism.infer;

/**
 * When chains learn what while they warm up, all in step: windows that double in length, after each of which the draws of
 * all chains in it make a new metric (Stan reference manual, "Automatic parameter tuning", for one chain).
 *
 * <p>Of 300 steps, 75 find the posterior, 175 estimate the metric in windows of 25, 50 and 100 steps, and 50 settle the step
 * size. Because a window holds the draws and gradients of all chains, it need not be long.
 */
final class WarmUp {

    private static final int BEGIN = 75;
    private static final int END = 50;
    private static final int FIRST_WINDOW = 25;

    private final int steps;
    private final int begin;
    private final int end;
    private final boolean[] ends; // of a window, per step

    WarmUp(int steps) {
        this.steps = steps;
        boolean room = steps >= BEGIN + FIRST_WINDOW + END;
        this.begin = room ? BEGIN : (int) (0.15 * steps);
        this.end = steps - (room ? END : (int) (0.1 * steps));
        this.ends = new boolean[steps + 1];
        int first = begin;
        int length = room ? FIRST_WINDOW : end - begin;
        while (first < end) {
            boolean last = first + length + 2 * length > end; // the next one would not fit
            int stop = last ? end : first + length;
            ends[stop] = stop > first;
            first = stop;
            length *= 2;
        }
    }

    int steps() {
        return steps;
    }

    /** Whether a new metric is due after so many steps. */
    boolean isDue(int done) {
        return done <= steps && ends[done];
    }

    /** The step that the window that ends after so many steps began with. */
    int begin(int end) {
        int begin = end - 1;
        while (begin > this.begin && !ends[begin]) {
            begin--;
        }
        return begin;
    }

    /** Whether it is over after so many steps, and not before. */
    boolean isLast(int done) {
        return done == steps;
    }

    /** The number of steps, above {@code done}, after which all chains learn next or it is over; the largest int after that. */
    int nextDue(int done) {
        for (int s = done + 1; s <= steps; s++) {
            if (ends[s] || isLast(s)) {
                return s;
            }
        }
        return Integer.MAX_VALUE;
    }
}
