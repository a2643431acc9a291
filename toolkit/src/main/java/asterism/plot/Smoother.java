package asterism.plot;

import java.util.Arrays;

/**
 * From counts in equal bins to a smooth density at the bins' edges, right up to the ends: local linear regression with a
 * Gaussian kernel.
 *
 * <p>At edge j, with u = (center of bin i - edge j) / h and w = exp(-u^2/2),
 * {@code f_j = sum_i w_i (S2 - S1 u_i) c_i / (S0 S2 - S1^2)}, {@code Sk = sum_i w_i u_i^k}. In the middle this is the usual
 * kernel estimate. At an end, where half of the kernel finds no bins, it neither leaks beyond the end nor halves the
 * density there, so that a posterior that piles up at a hard bound keeps its edge.
 *
 * @see <a href="https://doi.org/10.1007/BF00147776">Jones 1993</a>
 */
final class Smoother {

    private static final double REACH = 4;
    private static final double NARROWEST = 0.6;

    private final int bins;
    private final int[] first;
    private final double[][] weights;

    /**
     * @param bins      number of bins
     * @param bandwidth standard deviation of the kernel, in bins
     */
    Smoother(int bins, double bandwidth) {
        this.bins = bins;
        this.first = new int[bins + 1];
        this.weights = new double[bins + 1][];
        double h = Math.max(NARROWEST, Math.min(bandwidth, bins));
        for (int j = 0; j <= bins; j++) {
            int from = (int) Math.max(0, Math.floor(j - REACH * h));
            int to = (int) Math.min(bins, Math.ceil(j + REACH * h));
            var w = new double[to - from];
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            for (int i = from; i < to; i++) {
                double u = (i + 0.5 - j) / h;
                w[i - from] = Math.exp(-0.5 * u * u);
                s0 += w[i - from];
                s1 += w[i - from] * u;
                s2 += w[i - from] * u * u;
            }
            double norm = s0 * s2 - s1 * s1;
            for (int i = from; i < to; i++) {
                double u = (i + 0.5 - j) / h;
                w[i - from] *= norm > 0 ? (s2 - s1 * u) / norm : 1 / s0;
            }
            first[j] = from;
            weights[j] = w;
        }
    }

    /** Density at the bins' edges, [bins + 1], in counts per bin and never negative. */
    double[] smooth(double[] counts) {
        var out = new double[bins + 1];
        for (int j = 0; j <= bins; j++) {
            double sum = 0;
            for (int i = 0; i < weights[j].length; i++) {
                sum += weights[j][i] * counts[first[j] + i];
            }
            out[j] = Math.max(0, sum);
        }
        return out;
    }

    /**
     * Density at the corners of the cells of a grid, [ny + 1 x nx + 1], row-major.
     *
     * @param counts [ny x nx], row-major. Not modified.
     */
    static double[] smooth(double[] counts, Smoother x, Smoother y) {
        var rows = new double[y.bins * (x.bins + 1)];
        for (int r = 0; r < y.bins; r++) {
            for (int j = 0; j <= x.bins; j++) {
                var w = x.weights[j];
                int at = r * x.bins + x.first[j];
                double sum = 0;
                for (int i = 0; i < w.length; i++) {
                    sum += w[i] * counts[at + i];
                }
                rows[r * (x.bins + 1) + j] = sum;
            }
        }
        var out = new double[(y.bins + 1) * (x.bins + 1)];
        int n = x.bins + 1;
        for (int k = 0; k <= y.bins; k++) {
            var w = y.weights[k];
            for (int i = 0; i < w.length; i++) {
                int from = (y.first[k] + i) * n;
                for (int j = 0; j < n; j++) {
                    out[k * n + j] += w[i] * rows[from + j];
                }
            }
        }
        Arrays.setAll(out, i -> Math.max(0, out[i]));
        return out;
    }
}
