package asterism.cannon;

import java.util.Arrays;

/**
 * The Cholesky decomposition of a symmetric positive definite matrix, after its rows and columns were scaled to a unit
 * diagonal. Workspaces are kept: used by one thread.
 */
final class Cholesky {

    /** Pivots of the scaled matrix below this count as 0: the column depends on those before it. */
    private static final double SINGULAR = 1e-14;

    private final double[][] lower; // of the scaled matrix, [n][n], row by row
    private final double[][] inverse; // of the lower matrix
    private final double[] scale; // sqrt of the diagonal
    private final double[] column;
    private int n;

    Cholesky(int greatest) {
        this.lower = new double[greatest][greatest];
        this.inverse = new double[greatest][greatest];
        this.scale = new double[greatest];
        this.column = new double[greatest];
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
                lower[i][j] = g[which[i] * stride + which[j]] / (scale[i] * scale[j]);
            }
        }
        for (int k = 0; k < n; k++) {
            if (!(lower[k][k] > SINGULAR)) {
                return k;
            }
            double root = Math.sqrt(lower[k][k]);
            lower[k][k] = root;
            for (int i = k + 1; i < n; i++) {
                lower[i][k] /= root;
                column[i] = lower[i][k];
                subtract(column, column[i], lower[i], k + 1, i + 1);
            }
        }
        return n;
    }

    /** outRow -= factor x, from one position to another: an inner loop over neighbors. */
    private static void subtract(double[] x, double factor, double[] outRow, int from, int to) {
        for (int j = from; j < to; j++) {
            outRow[j] -= factor * x[j];
        }
    }

    /** Solves G x = b; x and b may be the same array. */
    void solve(double[] b, double[] outX) {
        for (int i = 0; i < n; i++) {
            double sum = b[i] / scale[i];
            for (int k = 0; k < i; k++) {
                sum -= lower[i][k] * outX[k];
            }
            outX[i] = sum / lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            outX[i] /= lower[i][i];
            subtract(lower[i], outX[i], outX, 0, i);
        }
        for (int i = 0; i < n; i++) {
            outX[i] /= scale[i];
        }
    }

    /** The inverse, [n x n]: the product of the inverse of the lower matrix, transposed, with itself. */
    void invert(double[] outInverse) {
        for (int i = 0; i < n; i++) {
            double[] row = inverse[i];
            Arrays.fill(row, 0, i, 0);
            row[i] = 1;
            for (int k = 0; k < i; k++) {
                subtract(inverse[k], lower[i][k], row, 0, k + 1);
            }
            for (int j = 0; j <= i; j++) {
                row[j] /= lower[i][i];
            }
        }
        for (int a = 0; a < n; a++) {
            Arrays.fill(column, 0, a + 1, 0);
            for (int i = a; i < n; i++) {
                subtract(inverse[i], -inverse[i][a], column, 0, a + 1);
            }
            for (int b = 0; b <= a; b++) {
                outInverse[a * n + b] = column[b] / (scale[a] * scale[b]);
                outInverse[b * n + a] = outInverse[a * n + b];
            }
        }
    }
}
