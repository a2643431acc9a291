package asterism.math;

import java.util.Arrays;

/** Quantiles of sorted numbers. */
public final class Quantiles {

    private Quantiles() {}

    /**
     * Quantiles by linear interpolation between order statistics (definition 7 of Hyndman and Fan 1996, that of numpy).
     *
     * @param sorted [n], increasing. Not modified.
     * @param p      fractions in [0, 1]. Not modified.
     */
    public static double[] ofSorted(double[] sorted, double... p) {
        return Arrays.stream(p).map(q -> one(sorted, q)).toArray();
    }

    private static double one(double[] sorted, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a quantile's fraction must be in [0, 1], got " + p);
        }
        double h = (sorted.length - 1) * p;
        int i = (int) Math.min(Math.floor(h), sorted.length - 2.0);
        return i < 0 ? sorted[0] : sorted[i] + (h - i) * (sorted[i + 1] - sorted[i]);
    }
}
