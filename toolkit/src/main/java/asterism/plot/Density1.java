package asterism.plot;

/**
 * Density of the draws of one parameter between two values, at the edges of equal bins; it integrates to the share of the
 * draws that lies there.
 *
 * @see Smoother
 */
final class Density1 {

    private static final int BINS = 200;

    final double[] x;
    final double[] density;

    private Density1(double[] x, double[] density) {
        this.x = x;
        this.density = density;
    }

    /**
     * A smooth density; where the draws end before lo or hi, so does the density.
     *
     * @param smoothing factor on the kernel's width
     */
    static Density1 smooth(double[] values, Spread spread, double lo, double hi, double smoothing) {
        double from = Math.max(lo, spread.min);
        double to = Math.min(hi, spread.max);
        var counts = count(values, from, to, BINS);
        double bin = (to - from) / BINS;
        var density = new Smoother(BINS, smoothing * spread.bandwidth() / bin).smooth(counts);
        double inside = 0;
        for (double c : counts) {
            inside += c;
        }
        double integral = 0;
        for (int i = 0; i < BINS; i++) {
            integral += 0.5 * (density[i] + density[i + 1]) * bin;
        }
        var x = new double[BINS + 1];
        double share = inside / values.length;
        for (int i = 0; i <= BINS; i++) {
            x[i] = from + i * bin;
            density[i] *= integral > 0 ? share / integral : 0;
        }
        return new Density1(x, density);
    }

    /** A histogram as the corners of its steps. */
    static Density1 steps(double[] values, double lo, double hi, int bins) {
        var counts = count(values, lo, hi, bins);
        double bin = (hi - lo) / bins;
        var x = new double[2 * bins + 2];
        var density = new double[2 * bins + 2];
        for (int i = 0; i <= bins; i++) {
            x[2 * i] = lo + i * bin;
            x[2 * i + 1] = x[2 * i];
            if (i < bins) {
                density[2 * i + 1] = counts[i] / (values.length * bin);
                density[2 * i + 2] = density[2 * i + 1];
            }
        }
        return new Density1(x, density);
    }

    double peak() {
        double peak = 0;
        for (double d : density) {
            peak = Math.max(peak, d);
        }
        return peak;
    }

    /** The density at a value, linearly between the edges; 0 outside. */
    double at(double value) {
        for (int i = 1; i < x.length; i++) {
            if (value >= x[i - 1] && value <= x[i] && x[i] > x[i - 1]) {
                double f = (value - x[i - 1]) / (x[i] - x[i - 1]);
                return density[i - 1] + f * (density[i] - density[i - 1]);
            }
        }
        return 0;
    }

    private static double[] count(double[] values, double lo, double hi, int bins) {
        var counts = new double[bins];
        double perBin = bins / (hi - lo);
        for (double v : values) {
            if (v >= lo && v <= hi) {
                counts[Math.min((int) ((v - lo) * perBin), bins - 1)]++;
            }
        }
        return counts;
    }
}
