package asterism.infer;

import java.util.stream.IntStream;

/**
 * Variances and correlations of columns of numbers about the mean of the group that each number belongs to: chains need
 * not have found the same place.
 *
 * <p>Correlations are shrunk towards none by the amount that the number of points allows (oracle approximating shrinkage,
 * Chen et al. 2010, equation 23).
 */
final class Scatter {

    private static final double LEAST_SHRINKAGE = 1e-10;

    private final int nDim;
    private final int[] groups;
    private final int freedom;
    private final double[][] columns; // [nDim][n], each without its groups' means
    private final double[] squares; // sum of each, [nDim]
    private final double[][] correlations; // shrunk, [nDim][nDim]; empty where only variances are wanted
    private final double kept; // of a correlation that is shrunk

    /**
     * Of columns.
     *
     * @param columns    [nDim][n]. Not modified.
     * @param groups     how many numbers of a column belong to each group, in their order. Not modified.
     * @param correlated whether correlations are wanted
     */
    Scatter(double[][] columns, int[] groups, boolean correlated) {
        this.nDim = columns.length;
        this.groups = groups;
        this.freedom = IntStream.of(groups).map(n -> Math.max(0, n - 1)).sum();
        this.columns = new double[nDim][];
        this.squares = new double[nDim];
        for (int k = 0; k < nDim; k++) {
            this.columns[k] = centered(columns[k]);
            this.squares[k] = dot(this.columns[k], this.columns[k]);
        }
        this.correlations = new double[correlated ? nDim : 0][];
        double sum = 0;
        for (int k = 0; k < correlations.length; k++) {
            correlations[k] = products(this.columns[k]);
            correlations[k][k] = 1;
            sum += dot(correlations[k], correlations[k]);
        }
        this.kept = 1 - shrinkage(sum);
        for (int k = 0; k < correlations.length; k++) {
            shrink(correlations[k]);
            correlations[k][k] = 1;
        }
    }

    /** A column without its groups' means, [n]. */
    double[] centered(double[] column) {
        double[] out = new double[column.length];
        int begin = 0;
        for (int size : groups) {
            double sum = 0;
            for (int i = begin; i < begin + size; i++) {
                sum += column[i];
            }
            for (int i = begin; i < begin + size; i++) {
                out[i] = column[i] - sum / size;
            }
            begin += size;
        }
        return out;
    }

    int dimension() {
        return nDim;
    }

    /** Points less groups. */
    int freedom() {
        return freedom;
    }

    /** Of a column. */
    double variance(int k) {
        return squares[k] / Math.max(1, freedom);
    }

    /** Of another column, centered. */
    double variance(double[] centered) {
        return dot(centered, centered) / Math.max(1, freedom);
    }

    /** Shrunk correlations of the columns, [nDim][nDim]; one without variance has none. Not to be modified. */
    double[][] correlations() {
        return correlations;
    }

    /** Shrunk correlations of another column, centered, with the columns, [nDim]. */
    double[] correlations(double[] centered) {
        double[] out = products(centered);
        shrink(out);
        return out;
    }

    /** Correlations as they are, [nDim]. */
    private double[] products(double[] centered) {
        double[] out = new double[nDim];
        double own = dot(centered, centered);
        for (int j = 0; j < nDim; j++) {
            double r = dot(centered, columns[j]) / Math.sqrt(own * squares[j]);
            out[j] = Double.isFinite(r) ? r : 0;
        }
        return out;
    }

    private void shrink(double[] row) {
        for (int j = 0; j < nDim; j++) {
            row[j] *= kept;
        }
    }

    private double shrinkage(double sum) {
        double p = nDim;
        double n = freedom;
        double above = (1 - 2 / p) * sum + p * p;
        double below = (n + 1 - 2 / p) * (sum - p);
        return Math.max(LEAST_SHRINKAGE, below > above ? above / below : 1);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
