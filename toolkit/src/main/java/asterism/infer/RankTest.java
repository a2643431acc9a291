package asterism.infer;

import java.util.Arrays;

/** The test of Kolmogorov and Smirnov of ranks against uniformity, on a fine histogram. */
final class RankTest {

    private final long[] counts = new long[1000];
    private long n;

    void add(double rank) {
        counts[Math.min(counts.length - 1, (int) (rank * counts.length))]++;
        n++;
    }

    /** The histogram, to go on from. */
    double[] counts() {
        return Arrays.stream(counts).asDoubleStream().toArray();
    }

    /** Goes on from a histogram. */
    void restore(double[] histogram) {
        n = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (long) histogram[i];
            n += counts[i];
        }
    }

    double pValue() {
        double worst = 0;
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            worst = Math.max(worst, Math.abs(sum / (double) n - (i + 1) / (double) counts.length));
        }
        double z = worst * Math.sqrt((double) n);
        if (!(z > 0.3)) {
            return 1;
        }
        double p = 0;
        for (int k = 1; k <= 100; k++) {
            p += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * z * z);
        }
        return Math.min(1, Math.max(0, p));
    }
}
