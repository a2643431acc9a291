package asterism.infer;

/**
 * What several chains have seen in a window of the warm-up: points, and the gradients of the log density there. From them the
 * free coordinates and the metric are learnt.
 */
final class Window {

    private final int nDim;
    private final double[] lower; // [nDim]
    private final double[] upper; // [nDim]
    private final double[][] points; // [nDim][n], chain after chain, within the bounds
    private final double[][] gradients; // [nDim][n]
    private final int[] chains; // points of each

    /**
     * Evaluates the gradients.
     *
     * @param points [nDim][n], chain after chain, where the density does not vanish. Not modified.
     * @param chains how many points each chain has. Not modified.
     * @param lower  smallest values, [nDim]. Not modified.
     * @param upper  largest values, [nDim]. Not modified.
     */
    Window(GradientLogDensity density, double[][] points, int[] chains, double[] lower, double[] upper) {
        int n = points[0].length;
        this.nDim = points.length;
        this.lower = lower;
        this.upper = upper;
        this.points = points;
        this.chains = chains;
        this.gradients = new double[nDim][n];
        double[] x = new double[nDim];
        double[] g = new double[nDim];
        double[] value = new double[1];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < nDim; k++) {
                x[k] = points[k][i];
            }
            density.evaluateWithGradient(x, 1, value, g);
            for (int k = 0; k < nDim; k++) {
                gradients[k][i] = g[k];
            }
        }
    }

    int dimension() {
        return nDim;
    }

    boolean isBounded(int k) {
        return lower[k] > Double.NEGATIVE_INFINITY || upper[k] < Double.POSITIVE_INFINITY;
    }

    /** Standard deviation of a parameter within chains, in its own unit. */
    double deviation(int k) {
        return Math.sqrt(new Scatter(new double[][] {points[k]}, chains, false).variance(0));
    }

    /**
     * One parameter in a free coordinate.
     *
     * @param z        of each point, [n]
     * @param gradient d log density of z / dz there, [n]
     */
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    record Column(double[] z, double[] gradient) {}

    /** A parameter whose bounds have this softness. */
    Column column(int k, double softness) {
        var bound = new SoftBound(lower[k], upper[k], softness);
        int n = points[k].length;
        double[] z = new double[n];
        double[] g = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = bound.toFree(points[k][i]);
            bound.at(z[i]);
            g[i] = gradients[k][i] * bound.slope() + bound.logSlopeGradient();
        }
        return new Column(z, g);
    }

    /**
     * Moments of all parameters.
     *
     * @param softness of the bounds of each, [nDim]. Not modified.
     * @param dense    whether their correlations are wanted
     */
    Moments moments(double[] softness, boolean dense) {
        double[][] z = new double[nDim][];
        double[][] g = new double[nDim][];
        for (int k = 0; k < nDim; k++) {
            var column = column(k, softness[k]);
            z[k] = column.z();
            g[k] = column.gradient();
        }
        return new Moments(new Scatter(z, chains, dense), new Scatter(g, chains, dense), dense);
    }
}
