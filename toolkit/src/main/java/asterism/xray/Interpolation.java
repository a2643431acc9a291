package asterism.xray;

/**
 * From values at a few points of an interval to values at many, in a stretched coordinate u = ln(x + c): the logarithm of a
 * Poisson likelihood, C ln(x + c') - x, has its singularity near x = -c and is smooth in u.
 *
 * @see <a href="https://doi.org/10.1137/S0036144502417715">Berrut &amp; Trefethen 2004</a>, the barycentric formula
 */
final class Interpolation {

    /** Points in each direction. */
    static final int POINTS = 16;

    private static final double[] COSINE = new double[POINTS];
    private static final double[] WEIGHT = new double[POINTS];

    static {
        for (int m = 0; m < POINTS; m++) {
            double theta = Math.PI * (m + 0.5) / POINTS;
            COSINE[m] = Math.cos(theta);
            WEIGHT[m] = (m % 2 == 0 ? 1 : -1) * Math.sin(theta);
        }
    }

    /** The few points, [POINTS]. */
    final double[] x = new double[POINTS];

    private final double[] matrix; // [n x POINTS]

    /**
     * Between two ends.
     *
     * @param c  above 0
     * @param to the many points, between the ends, [n]. Not modified.
     */
    Interpolation(double lower, double upper, double c, double[] to) {
        double middle = 0.5 * (Math.log(upper + c) + Math.log(lower + c));
        double half = 0.5 * (Math.log(upper + c) - Math.log(lower + c));
        for (int m = 0; m < POINTS; m++) {
            x[m] = Math.max(lower, Math.exp(middle + half * COSINE[m]) - c);
        }
        matrix = new double[to.length * POINTS];
        for (int i = 0; i < to.length; i++) {
            double t = (Math.log(to[i] + c) - middle) / half;
            double sum = 0;
            for (int m = 0; m < POINTS; m++) {
                double d = t - COSINE[m];
                double w = WEIGHT[m] / (Math.abs(d) < 1e-15 ? 1e-15 : d);
                matrix[i * POINTS + m] = w;
                sum += w;
            }
            for (int m = 0; m < POINTS; m++) {
                matrix[i * POINTS + m] /= sum;
            }
        }
    }

    /**
     * Interpolates the last direction of a tensor and makes it the first.
     *
     * @param values [rest x POINTS], row-major. Not modified.
     * @return [n x rest]
     */
    double[] expandLast(double[] values) {
        int rest = values.length / POINTS;
        int n = matrix.length / POINTS;
        double[] out = new double[rest * n];
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < rest; r++) {
                double sum = 0;
                for (int m = 0; m < POINTS; m++) {
                    sum += matrix[i * POINTS + m] * values[r * POINTS + m];
                }
                out[i * rest + r] = sum;
            }
        }
        return out;
    }
}
