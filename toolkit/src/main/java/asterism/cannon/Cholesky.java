package asterism.cannon;

/**
 * The Cholesky decomposition of a symmetric positive definite matrix, after its rows and columns were scaled to a unit
 * diagonal. Workspaces are kept: used by one thread.
 */
final class Cholesky {

    /** Pivots of the scaled matrix below this count as 0: the column depends on those before it. */
    private static final double SINGULAR = 1e-14;

    private final double[] lower; // of the scaled matrix, [n x n]
    private final double[] scale; // sqrt of the diagonal
    private int n;

    Cholesky(int greatest) {
        this.lower = new double[greatest * greatest];
        this.scale = new double[greatest];
    }

    /**
     * Decomposes the part of a matrix that some rows and columns make up.
     *
     * @param g     [stride x stride], symmetric. Not modified.
     * @param which the rows and columns. Not modified.
     * @param size  how many of them
     * @return the number of columns that do not depend on those before them: size where the matrix is positive definite, or
     *     the position of the first one that does, in which case the decomposition is not to be used
     */
    int decompose(double[] g, int stride, int[] which, int size) {
        n = size;
        for (int i = 0; i < n; i++) {
            double diagonal = g[which[i] * stride + which[i]];
            if (!(diagonal > 0) || Double.isInfinite(diagonal)) {
                return i;
            }
            scale[i] = Math.sqrt(diagonal);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = g[which[i] * stride + which[j]] / (scale[i] * scale[j]);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i * n + k] * lower[j * n + k];
                }
                if (j < i) {
                    lower[i * n + j] = sum / lower[j * n + j];
                } else if (sum > SINGULAR) {
                    lower[i * n + i] = Math.sqrt(sum);
                } else {
                    return i;
                }
            }
        }
        return n;
    }

    /** Solves G x = b; x and b may be the same array. */
    void solve(double[] b, double[] outX) {
        for (int i = 0; i < n; i++) {
            double sum = b[i] / scale[i];
            for (int k = 0; k < i; k++) {
                sum -= lower[i * n + k] * outX[k];
            }
            outX[i] = sum / lower[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = outX[i];
            for (int k = i + 1; k < n; k++) {
                sum -= lower[k * n + i] * outX[k];
            }
            outX[i] = sum / lower[i * n + i];
        }
        for (int i = 0; i < n; i++) {
            outX[i] /= scale[i];
        }
    }

    /** The inverse, [n x n]. */
    void invert(double[] outInverse) {
        var column = new double[n];
        for (int j = 0; j < n; j++) {
            java.util.Arrays.fill(column, 0);
            column[j] = 1;
            solve(column, column);
            for (int i = 0; i < n; i++) {
                outInverse[i * n + j] = column[i];
            }
        }
    }
}
