package asterism.xray;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A marginal known by draws: moments and quantiles are theirs; density, mode and shortest interval are those of an
 * Epanechnikov kernel density of the width that suits the effective number of draws, reflected at zero so that it does not
 * fall there by itself.
 */
final class DrawnMarginal implements Marginal {

    private static final int POINTS = 401;
    private static final double OPTIMAL =
            2.34; // half-width over sd n^(-1/5), for a Gaussian (Silverman 1986, eq. 3.30)
    private static final double FLAT =
            0.95; // of the peak: a density that is as high at zero is not seen to rise from there

    private final double[] sorted;
    private final double[] below; // sum of the weights up to and with each draw, the last is 1
    private final double mean;
    private final double sd;
    private final KernelDensity smooth;

    private DrawnMarginal(double[] sorted, double[] below, double mean, double sd, KernelDensity smooth) {
        this.sorted = sorted;
        this.below = below;
        this.mean = mean;
        this.sd = sd;
        this.smooth = smooth;
    }

    /**
     * Of draws.
     *
     * @param draws     [n], at least 0. Not modified.
     * @param weight    [n], adding up to 1; or [0] where all are equal. Not modified.
     * @param effective number of independent draws that these are worth
     */
    static DrawnMarginal of(double[] draws, double[] weight, double effective) {
        int n = draws.length;
        double[] sorted = draws.clone();
        double[] below = new double[n];
        if (weight.length == 0) {
            Arrays.sort(sorted);
            for (int i = 0; i < n; i++) {
                below[i] = (i + 1.0) / n;
            }
        } else {
            int[] order = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> draws[i]))
                    .mapToInt(i -> i)
                    .toArray();
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sorted[i] = draws[order[i]];
                sum += weight[order[i]];
                below[i] = sum;
            }
            for (int i = 0; i < n; i++) {
                below[i] /= sum;
            }
        }
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (below[i] - (i == 0 ? 0 : below[i - 1])) * sorted[i];
        }
        double square = 0;
        for (int i = 0; i < n; i++) {
            square += (below[i] - (i == 0 ? 0 : below[i - 1])) * (sorted[i] - mean) * (sorted[i] - mean);
        }
        double sd = Math.sqrt(square);
        if (!(sd > 0)) {
            throw new ZeroVarianceException();
        }
        double h = OPTIMAL * sd * Math.pow(effective, -0.2);
        return new DrawnMarginal(sorted, below, mean, sd, smooth(sorted, below, mean, h));
    }

    // the density on a grid: sum over the draws in the window and over their mirror images
    private static KernelDensity smooth(double[] sorted, double[] below, double mean, double h) {
        int n = sorted.length;
        double[] zero = new double[n + 1];
        double[] first = new double[n + 1];
        double[] second = new double[n + 1];
        for (int i = 0; i < n; i++) {
            double w = below[i] - (i == 0 ? 0 : below[i - 1]);
            double u = (sorted[i] - mean) / h;
            zero[i + 1] = zero[i] + w;
            first[i + 1] = first[i] + w * u;
            second[i + 1] = second[i] + w * u * u;
        }
        double low = Math.max(0, sorted[0] - h);
        double step = (sorted[n - 1] + h - low) / (POINTS - 1);
        double[] density = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double x = low + i * step;
            density[i] = Math.max(
                    0,
                    window(sorted, zero, first, second, mean, h, x)
                            + (x < h ? window(sorted, zero, first, second, mean, h, -x) : 0));
        }
        return KernelDensity.ofGrid(h, low, step, density);
    }

    private static double window(
            double[] sorted, double[] zero, double[] first, double[] second, double mean, double h, double x) {
        int from = position(sorted, x - h);
        int to = position(sorted, x + h);
        double t = (x - mean) / h;
        return (zero[to] - zero[from]) * (1 - t * t) + 2 * t * (first[to] - first[from]) - (second[to] - second[from]);
    }

    // number of draws below x
    private static int position(double[] sorted, double x) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public double lower() {
        return smooth.lower();
    }

    @Override
    public double upper() {
        return smooth.upper();
    }

    @Override
    public double density(double x) {
        return smooth.density(x);
    }

    @Override
    public double cumulative(double x) {
        int n = position(sorted, x);
        return n == 0 ? 0 : below[n - 1];
    }

    @Override
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a quantile needs a probability in [0, 1], got " + p);
        }
        // draws stand in the middle of their weights; straight lines between
        int n = sorted.length;
        int i = 0;
        int high = n - 1;
        while (i < high) {
            int middle = (i + high) >>> 1;
            if (center(middle) < p) {
                i = middle + 1;
            } else {
                high = middle;
            }
        }
        if (i == 0 || center(i) < p) {
            return sorted[i];
        }
        double fraction = (p - center(i - 1)) / (center(i) - center(i - 1));
        return sorted[i - 1] + fraction * (sorted[i] - sorted[i - 1]);
    }

    private double center(int i) {
        return 0.5 * (below[i] + (i == 0 ? 0 : below[i - 1]));
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double sd() {
        return sd;
    }

    @Override
    public double mode() {
        double mode = smooth.mode();
        return smooth.lower() == 0 && smooth.density(0) >= FLAT * smooth.density(mode) ? 0 : mode;
    }

    @Override
    public double[] shortest(double content) {
        return mode() == 0 ? new double[] {0, quantile(content)} : smooth.shortest(content);
    }
}
