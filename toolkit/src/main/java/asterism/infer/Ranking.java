package asterism.infer;

/**
 * Values in order, sorted once; where each of them stood is kept, so that ranks need no search.
 *
 * <p>The distances of the values from a point are in order after one merge of the two sides, without another sort.
 */
final class Ranking {

    /** Bits of a key that one pass of the radix sort looks at. */
    private static final int DIGIT = 11;

    private static final int BUCKETS = 1 << DIGIT;
    private static final int PASSES = (Long.SIZE + DIGIT - 1) / DIGIT;

    private final double[] sorted; // [n], increasing
    private final int[] order; // [n]: where the value at each place stood

    private Ranking(double[] sorted, int[] order) {
        this.sorted = sorted;
        this.order = order;
    }

    /**
     * Sorts.
     *
     * @param values [n], none NaN. Not modified.
     */
    static Ranking of(double[] values) {
        long[] keys = new long[values.length];
        int[] order = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            keys[i] = key(values[i]);
            order[i] = i;
        }
        order = sort(keys, order);
        double[] sorted = new double[values.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = values[order[i]];
        }
        return new Ranking(sorted, order);
    }

    /** Bits that are ordered as the values are, when read as an unsigned number; -0 is 0. */
    private static long key(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    /**
     * Radix sort from the lowest digit, as each pass keeps the order of the one before.
     *
     * @param keys  [n], unsigned. Overwritten.
     * @param order [n]. Overwritten.
     * @return the order, sorted by the keys
     */
    private static int[] sort(long[] keys, int[] order) {
        int n = keys.length;
        int[][] starts = starts(keys);
        long[] keysTo = new long[n];
        int[] orderTo = new int[n];
        for (int pass = 0; pass < PASSES; pass++) {
            int[] start = starts[pass];
            int shift = pass * DIGIT;
            if (n == 0 || isOneBucket(start, digit(keys[0], shift), n)) {
                continue;
            }
            for (int i = 0; i < n; i++) {
                int to = start[digit(keys[i], shift)]++;
                keysTo[to] = keys[i];
                orderTo[to] = order[i];
            }
            long[] swapKeys = keys;
            keys = keysTo;
            keysTo = swapKeys;
            int[] swapOrder = order;
            order = orderTo;
            orderTo = swapOrder;
        }
        return order;
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & BUCKETS - 1;
    }

    /** Where each digit's keys begin, for each pass: [PASSES][BUCKETS]. */
    private static int[][] starts(long[] keys) {
        int[][] starts = new int[PASSES][BUCKETS];
        for (long key : keys) {
            for (int pass = 0; pass < PASSES; pass++) {
                starts[pass][digit(key, pass * DIGIT)]++;
            }
        }
        for (int[] start : starts) {
            int sum = 0;
            for (int b = 0; b < BUCKETS; b++) {
                int count = start[b];
                start[b] = sum;
                sum += count;
            }
        }
        return starts;
    }

    private static boolean isOneBucket(int[] start, int digit, int n) {
        return start[digit] == 0 && (digit + 1 == BUCKETS || start[digit + 1] == n);
    }

    /** The values in increasing order, [n]. Not to be modified. */
    double[] sorted() {
        return sorted;
    }

    /** The distances of the values from a center, in order. */
    Ranking about(double center) {
        int n = sorted.length;
        double[] distances = new double[n];
        int[] from = new int[n];
        int above = 0;
        while (above < n && sorted[above] < center) {
            above++;
        }
        int below = above - 1;
        for (int i = 0; i < n; i++) {
            double down = below < 0 ? Double.POSITIVE_INFINITY : center - sorted[below];
            double up = above == n ? Double.POSITIVE_INFINITY : sorted[above] - center;
            boolean isUp = below < 0 || (above < n && up < down);
            distances[i] = isUp ? up : down;
            from[i] = order[isUp ? above++ : below--];
        }
        return new Ranking(distances, from);
    }

    /** The normal score of each value, where it stood; equal values share the score of their mean rank. */
    double[] scores(NormalScores scores) {
        int n = sorted.length;
        double[] out = new double[n];
        for (int first = 0; first < n; ) {
            int last = first;
            while (last + 1 < n && sorted[last + 1] == sorted[first]) {
                last++;
            }
            double score = scores.ofPlaces(first, last);
            for (int i = first; i <= last; i++) {
                out[order[i]] = score;
            }
            first = last + 1;
        }
        return out;
    }
}
