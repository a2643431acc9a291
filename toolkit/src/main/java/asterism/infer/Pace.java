package asterism.infer;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many threads pay, found out while the work goes on: now and then another number is tried for a moment.
 *
 * <p>A half step of 32 evaluations of a microsecond gains by a second thread only while a core is free for it; on a busy
 * machine waiting for the other thread costs more than doing its work. The chain does not depend on the choice.
 */
final class Pace {

    private static final long TRIAL_NANOS = 3_000_000;
    private static final long LEAST_NANOS = 100_000_000; // with the best number, between two trials
    private static final double SHARE = 20; // and at least this many times as long as a trial took
    private static final double BETTER = 0.9;

    private final int[] members;
    private final double[] cost; // ns per item
    private int best;
    private int tried;
    private boolean trial;
    private long pause;
    private long nanos;
    private long items;

    private Pace(int... members) {
        this.members = members;
        this.cost = new double[members.length];
        Arrays.fill(cost, Double.NaN);
    }

    /** Always this many. */
    static Pace fixed(int members) {
        return new Pace(members);
    }

    /** The best of 1, 2, 4, ... and the most. */
    static Pace upTo(int most) {
        return new Pace(IntStream.concat(IntStream.iterate(1, n -> n < most, n -> 2 * n), IntStream.of(most))
                .toArray());
    }

    int most() {
        return members[members.length - 1];
    }

    /** Members for the next piece of work. */
    int members() {
        return members[trial ? tried : best];
    }

    /** Says how long a piece of work took. */
    void record(long nanoseconds, int n) {
        if (members.length == 1) {
            return;
        }
        nanos += nanoseconds;
        items += n;
        if (nanos < (trial ? TRIAL_NANOS : pause) || items == 0) {
            return;
        }
        int now = trial ? tried : best;
        cost[now] = nanos / (double) items;
        if (trial) {
            pause = Math.max(LEAST_NANOS, (long) (SHARE * nanos));
            best = cost[tried] < BETTER * cost[best] ? tried : best;
        } else {
            do {
                tried = (tried + 1) % members.length;
            } while (tried == best);
        }
        trial = !trial;
        nanos = 0;
        items = 0;
    }
}
