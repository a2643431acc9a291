package asterism.cannon;

import java.util.stream.IntStream;

/**
 * The published rule for the scatter of a pixel: the s2 for which the median of r^2 ivar / (1 + ivar s2) over the stars is 1, or
 * 0 where it is below 1 without scatter. Stars without data count as 0 in that median. Biased low, because the median of
 * chi-squared with one degree of freedom is 0.455 and not 1.
 */
final class MedianScatter {

    private MedianScatter() {}

    /**
     * The exact answer. A star is above 1 where r^2 - 1/ivar is above s2; so s2 is the median of these for an odd number of
     * stars, and lies between the two middle ones for an even number.
     *
     * @param r2   squared residuals, [nStars]. Not modified.
     * @param ivar [nStars]. Not modified.
     */
    static double variance(double[] r2, double[] ivar) {
        int nStars = r2.length;
        var excess = new double[nStars];
        var values = new double[nStars];
        for (int n = 0; n < nStars; n++) {
            excess[n] = ivar[n] > 0 ? r2[n] - 1 / ivar[n] : Double.NEGATIVE_INFINITY;
            values[n] = deviation(r2[n], ivar[n], 0);
        }
        if ((select(values, (nStars - 1) / 2) + select(values, nStars / 2)) / 2 <= 1) {
            return 0;
        }
        double[] some = excess.clone();
        double high = select(some, nStars / 2);
        double low = Math.max(0, select(some, (nStars - 1) / 2));
        if (low == high) {
            return high;
        }
        var middle = new Middle(r2, ivar, excess, low, high);
        while (high - low > Math.ulp(high)) {
            double s2 = (low + high) / 2;
            if (s2 <= low || s2 >= high) {
                break;
            }
            if (middle.median(s2) > 1) {
                low = s2;
            } else {
                high = s2;
            }
        }
        return high;
    }

    /** The median for s2 between the two middle stars, from the few stars that can be next to it. */
    private static final class Middle {
        private final double[] r2;
        private final double[] ivar;
        private final int[] under; // stars below the median, those that may be the highest of them
        private final int[] over; // stars above the median, those that may be the lowest of them

        Middle(double[] r2, double[] ivar, double[] excess, double low, double high) {
            this.r2 = r2;
            this.ivar = ivar;
            double highest = Double.NEGATIVE_INFINITY; // of those below, at least
            double lowest = Double.POSITIVE_INFINITY; // of those above, at most
            for (int n = 0; n < r2.length; n++) {
                if (excess[n] < high) {
                    highest = Math.max(highest, deviation(r2[n], ivar[n], high));
                } else {
                    lowest = Math.min(lowest, deviation(r2[n], ivar[n], low));
                }
            }
            double least = highest;
            double most = lowest;
            this.under = IntStream.range(0, r2.length)
                    .filter(n -> excess[n] < high && deviation(r2[n], ivar[n], low) >= least)
                    .toArray();
            this.over = IntStream.range(0, r2.length)
                    .filter(n -> excess[n] >= high && deviation(r2[n], ivar[n], high) <= most)
                    .toArray();
        }

        double median(double s2) {
            double below = 0;
            for (int n : under) {
                below = Math.max(below, deviation(r2[n], ivar[n], s2));
            }
            double above = Double.POSITIVE_INFINITY;
            for (int n : over) {
                above = Math.min(above, deviation(r2[n], ivar[n], s2));
            }
            return (below + above) / 2;
        }
    }

    /** The k-th smallest value, counted from 0 (Hoare's selection). The values are put into another order. */
    private static double select(double[] values, int k) {
        int from = 0;
        int to = values.length - 1;
        while (from < to) {
            double pivot = values[k];
            int i = from;
            int j = to;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double value = values[i];
                    values[i++] = values[j];
                    values[j--] = value;
                }
            }
            if (j < k) {
                from = i;
            }
            if (k < i) {
                to = j;
            }
        }
        return values[k];
    }

    private static double deviation(double r2, double ivar, double s2) {
        return ivar > 0 ? r2 * ivar / (1 + ivar * s2) : 0;
    }
}
