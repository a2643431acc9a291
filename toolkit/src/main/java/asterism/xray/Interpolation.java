package asterism.xray;

/**
 * From values at a few points of an interval to values at many, in a stretched coordinate u = ln(x + c): the logarithm of a
 * Poisson likelihood, C ln(x + c') - x, has its singularity near x = -c and is smooth in u.
 *
 * @see <a href="https://doi.org/10.1137/S0036144502417715">Berrut &amp; Trefethen 2004</a>, the barycentric formula
 */
final class Interpolation {

    /** The few points, [points]. */
    final double[] x;

    private final int points;
    private final double[] matrix; // [n x points]

    /**
     * Between two ends.
     *
     * @param c      above 0
     * @param points how many few are
     * @param to     the many points, between the ends, [n]. Not modified.
     */
    Interpolation(double lower, double upper, double c, int points, double[] to) {
        this.points = points;
        x = new double[points];
        double[] cosine = new double[points];
        double[] weight = new double[points];
        for (int m = 0; m < points; m++) {
            double theta = Math.PI * (m + 0.5) / points;
            cosine[m] = Math.cos(theta);
            weight[m] = (m % 2 == 0 ? 1 : -1) * Math.sin(theta);
        }
        double middle = 0.5 * (Math.log(upper + c) + Math.log(lower + c));
        double half = 0.5 * (Math.log(upper + c) - Math.log(lower + c));
        for (int m = 0; m < points; m++) {
            x[m] = Math.max(lower, Math.exp(middle + half * cosine[m]) - c);
        }
        matrix = new double[to.length * points];
        for (int i = 0; i < to.length; i++) {
            double t = (Math.log(to[i] + c) - middle) / half;
            double sum = 0;
            for (int m = 0; m < points; m++) {
                double d = t - cosine[m];
                double w = weight[m] / (Math.abs(d) < 1e-15 ? 1e-15 : d);
                matrix[i * points + m] = w;
                sum += w;
            }
            for (int m = 0; m < points; m++) {
                matrix[i * points + m] /= sum;
            }
        }
    }

    /**
     * Interpolates the last direction of a tensor and makes it the first.
     *
     * @param values [rest x points], row-major. Not modified.
     * @return [n x rest]
     */
    double[] expandLast(double[] values) {
        int rest = values.length / points;
        int n = matrix.length / points;
        double[] out = new double[rest * n];
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < rest; r++) {
                double sum = 0;
                for (int m = 0; m < points; m++) {
                    sum += matrix[i * points + m] * values[r * points + m];
                }
                out[i * rest + r] = sum;
            }
        }
        return out;
    }
}
