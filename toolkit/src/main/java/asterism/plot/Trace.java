package asterism.plot;

import java.util.Arrays;

/**
 * The way of all walkers through one parameter, cut into at most a few hundred pieces along the steps: the smallest and the
 * largest value of each walker in each piece, so that no excursion is lost.
 */
final class Trace {

    private static final int MOST_PIECES = 400;
    private static final int MEDIANS = 60;

    final int walkers;
    final int pieces;
    final double lo;
    final double hi;
    private final float[] min;
    private final float[] max;
    private final double[] median;

    /** Gives the values of one walker along the steps. */
    interface Source {
        double[] walker(int walker);
    }

    /**
     * @param from    first step that decides the range shown
     * @param ignored walkers that do not decide it; ascending
     */
    Trace(Source source, int steps, int walkers, int from, int[] ignored) {
        this.walkers = walkers;
        this.pieces = Math.min(steps, MOST_PIECES);
        this.min = new float[walkers * pieces];
        this.max = new float[walkers * pieces];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int blocks = Math.min(steps, MEDIANS);
        int perBlock = Math.max(1, Math.min(40, 4000 / walkers));
        var sample = new double[blocks][walkers * perBlock];
        for (int w = 0; w < walkers; w++) {
            var values = source.walker(w);
            for (int p = 0; p < pieces; p++) {
                int a = (int) ((long) p * steps / pieces);
                int b = (int) ((long) (p + 1) * steps / pieces);
                double least = values[a];
                double most = values[a];
                for (int s = a + 1; s < b; s++) {
                    least = Math.min(least, values[s]);
                    most = Math.max(most, values[s]);
                }
                min[w * pieces + p] = (float) least;
                max[w * pieces + p] = (float) most;
            }
            if (Arrays.binarySearch(ignored, w) < 0) {
                for (int s = from; s < steps; s++) {
                    low = Math.min(low, values[s]);
                    high = Math.max(high, values[s]);
                }
            }
            for (int k = 0; k < blocks; k++) {
                int a = (int) ((long) k * steps / blocks);
                int b = (int) ((long) (k + 1) * steps / blocks);
                for (int i = 0; i < perBlock; i++) {
                    sample[k][w * perBlock + i] = values[a + (int) ((long) i * (b - a) / perBlock)];
                }
            }
        }
        boolean one = !(high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high)));
        double pad = one ? (low == 0 ? 0.5 : 0.05 * Math.abs(low)) : 0.04 * (high - low);
        this.lo = low - pad;
        this.hi = high + pad;
        this.median = new double[blocks];
        for (int k = 0; k < blocks; k++) {
            Arrays.sort(sample[k]);
            median[k] = sample[k][sample[k].length / 2];
        }
    }

    double[] median() {
        return median.clone();
    }

    /**
     * How many of the walkers pass through each pixel.
     *
     * @param which  walkers to count; ascending
     * @param thick  pixels added below each line
     * @return [height x width], row 0 at the top
     */
    int[] coverage(int[] which, int thick, int width, int height) {
        var count = new int[width * height];
        double perUnit = height / (hi - lo);
        double perPixel = (double) pieces / width;
        for (int w : which) {
            for (int x = 0; x < width; x++) {
                double a = x * perPixel - 0.5;
                double b = a + perPixel;
                double most = Math.max(at(max, w, a), at(max, w, b));
                double least = Math.min(at(min, w, a), at(min, w, b));
                int last = (int) Math.min(Math.floor(b), pieces - 1);
                for (int p = (int) Math.max(Math.ceil(a), 0); p <= last; p++) {
                    most = Math.max(most, max[w * pieces + p]);
                    least = Math.min(least, min[w * pieces + p]);
                }
                int from = (int) Math.floor(Math.max(0, perUnit * (hi - most)));
                int to = (int) Math.floor(Math.min(height - 1, perUnit * (hi - least) + thick));
                for (int y = from; y <= to; y++) {
                    count[y * width + x]++;
                }
            }
        }
        return count;
    }

    /** A bound of a walker at a place between the middles of two pieces, linearly. */
    private double at(float[] bound, int w, double where) {
        double place = Math.min(Math.max(where, 0), pieces - 1);
        int p = Math.min((int) place, Math.max(0, pieces - 2));
        double a = bound[w * pieces + p];
        return pieces == 1 ? a : a + (place - p) * (bound[w * pieces + p + 1] - a);
    }
}
