package asterism.plot;

import java.util.Arrays;

/**
 * Density of the draws of two parameters on a grid, and the levels inside which given shares of the draws lie.
 *
 * <p>A level is found by counting draws, not by integrating the smooth density: smoothing widens the density a little, but
 * the line called 1 sigma still encloses 39.3 % of the draws.
 */
final class Density2 {

    private static final int BINS = 72;
    private static final int LEVELS = 8192;

    final double[] x;
    final double[] y;
    /** [y.length x x.length], row-major; arbitrary unit. */
    final double[] density;

    private final double[] cells;
    private final double[] counts;
    private final int n;

    private Density2(double[] x, double[] y, double[] density, double[] counts, int n) {
        this.x = x;
        this.y = y;
        this.density = density;
        this.counts = counts;
        this.n = n;
        this.cells = new double[BINS * BINS];
        for (int r = 0; r < BINS; r++) {
            for (int c = 0; c < BINS; c++) {
                int k = r * (BINS + 1) + c;
                cells[r * BINS + c] = (density[k] + density[k + 1] + density[k + BINS + 1] + density[k + BINS + 2]) / 4;
            }
        }
    }

    /** One axis: the draws, how they are spread, and the range shown. */
    static final class Side {
        private final double[] values;
        private final Spread spread;
        private final double lo;
        private final double hi;

        Side(double[] values, Spread spread, double lo, double hi) {
            this.values = values;
            this.spread = spread;
            this.lo = lo;
            this.hi = hi;
        }

        double from() {
            return Math.max(lo, spread.min);
        }

        double to() {
            return Math.min(hi, spread.max);
        }
    }

    static Density2 of(Side a, Side b, double smoothing) {
        double perX = BINS / (a.to() - a.from());
        double perY = BINS / (b.to() - b.from());
        var counts = new double[BINS * BINS];
        int n = a.values.length;
        for (int i = 0; i < n; i++) {
            double u = a.values[i];
            double v = b.values[i];
            if (u >= a.from() && u <= a.to() && v >= b.from() && v <= b.to()) {
                int c = Math.min((int) ((u - a.from()) * perX), BINS - 1);
                int r = Math.min((int) ((v - b.from()) * perY), BINS - 1);
                counts[r * BINS + c]++;
            }
        }
        double correlation = correlation(a.values, b.values);
        var density = Smoother.smooth(
                counts,
                new Smoother(BINS, smoothing * a.spread.bandwidth(correlation) * perX),
                new Smoother(BINS, smoothing * b.spread.bandwidth(correlation) * perY));
        var x = new double[BINS + 1];
        var y = new double[BINS + 1];
        Arrays.setAll(x, i -> a.from() + i / perX);
        Arrays.setAll(y, i -> b.from() + i / perY);
        return new Density2(x, y, density, counts, n);
    }

    /** The density above which this share of all draws lies; 0 where that many are not on the grid. */
    double level(double share) {
        double top = Arrays.stream(cells).max().orElse(0);
        if (top <= 0) {
            return 0;
        }
        var inBin = new double[LEVELS + 1];
        for (int i = 0; i < cells.length; i++) {
            inBin[(int) (Math.sqrt(cells[i] / top) * LEVELS)] += counts[i];
        }
        double wanted = share * n;
        double sum = 0;
        for (int i = LEVELS; i >= 0; i--) {
            if (sum + inBin[i] >= wanted) {
                double f = i + 1 - (wanted - sum) / Math.max(inBin[i], 1e-300);
                return top * (f / LEVELS) * (f / LEVELS);
            }
            sum += inBin[i];
        }
        return 0;
    }

    /** Density of the cell in which a point lies; 0 outside the grid. */
    double at(double u, double v) {
        int c = (int) Math.floor((u - x[0]) / (x[1] - x[0]));
        int r = (int) Math.floor((v - y[0]) / (y[1] - y[0]));
        return c < 0 || r < 0 || c >= BINS || r >= BINS ? 0 : cells[r * BINS + c];
    }

    /** The density with a rim of zeros that stands on its outermost nodes: its isolines are closed. */
    double[] rimmed() {
        int m = BINS + 3;
        var out = new double[m * m];
        for (int r = 0; r <= BINS; r++) {
            System.arraycopy(density, r * (BINS + 1), out, (r + 1) * m + 1, BINS + 1);
        }
        return out;
    }

    static double[] rim(double[] nodes) {
        var out = new double[nodes.length + 2];
        System.arraycopy(nodes, 0, out, 1, nodes.length);
        out[0] = nodes[0];
        out[out.length - 1] = nodes[nodes.length - 1];
        return out;
    }

    private static double correlation(double[] a, double[] b) {
        int stride = Math.max(1, a.length / 20_000);
        double n = 0;
        double ma = 0;
        double mb = 0;
        for (int i = 0; i < a.length; i += stride) {
            n++;
            ma += a[i];
            mb += b[i];
        }
        ma /= n;
        mb /= n;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i += stride) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
    }
}
