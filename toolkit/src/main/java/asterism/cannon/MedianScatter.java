package asterism.cannon;

import java.util.Arrays;

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
        for (int n = 0; n < nStars; n++) {
            excess[n] = ivar[n] > 0 ? r2[n] - 1 / ivar[n] : Double.NEGATIVE_INFINITY;
        }
        var sorted = excess.clone();
        Arrays.sort(sorted);
        double least = sorted[(nStars - 1) / 2];
        double most = sorted[nStars / 2];
        if (median(r2, ivar, excess, most, 0) <= 1) {
            return 0;
        }
        double low = Math.max(0, least);
        double high = most;
        while (high - low > Math.ulp(high)) {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) {
                break;
            }
            if (median(r2, ivar, excess, most, middle) > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The median at s2 = 0 from all values; between the two middle stars from the nearest on both sides. */
    private static double median(double[] r2, double[] ivar, double[] excess, double most, double s2) {
        if (s2 == 0) {
            var values = new double[r2.length];
            for (int n = 0; n < r2.length; n++) {
                values[n] = deviation(r2[n], ivar[n], 0);
            }
            Arrays.sort(values);
            return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
        }
        double below = 0;
        double above = Double.POSITIVE_INFINITY;
        for (int n = 0; n < r2.length; n++) {
            double value = deviation(r2[n], ivar[n], s2);
            if (excess[n] >= most) {
                above = Math.min(above, value);
            } else {
                below = Math.max(below, value);
            }
        }
        return (below + above) / 2;
    }

    private static double deviation(double r2, double ivar, double s2) {
        return ivar > 0 ? r2 * ivar / (1 + ivar * s2) : 0;
    }
}
