package asterism.xray;

import asterism.math.LinearAlgebra;

/** A small matrix whose columns are asked whether they can be told apart. */
final class ColumnMatrix {

    private static final double LARGEST_CONDITION = 1e8;
    // a column that is left with this much of its length after the others are projected out keeps the condition number
    // of
    // up to ten columns below the limit, so that the singular values need not be computed
    private static final double CLEARLY_INDEPENDENT = 1e-2;

    private final int rows;
    private final int columns;
    private final double[][] column;

    ColumnMatrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.column = new double[columns][rows];
    }

    void set(int i, int j, double value) {
        column[j][i] = value;
    }

    void normalizeColumns() {
        for (double[] c : column) {
            scale(c, 1 / norm(c));
        }
    }

    /** Length of the difference of two columns. */
    double distance(int a, int b) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            double d = column[a][i] - column[b][i];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    boolean isNearlySingular() {
        if (rows < columns) {
            return true;
        }
        if (columns <= 10 && smallestRemainder() > CLEARLY_INDEPENDENT) {
            return false;
        }
        double[] values = LinearAlgebra.singularValues(column);
        return values[0] > LARGEST_CONDITION * values[values.length - 1];
    }

    /** Gram and Schmidt: the shortest remainder of a column without its predecessors. */
    private double smallestRemainder() {
        double[][] q = new double[columns][];
        double smallest = 1;
        for (int j = 0; j < columns; j++) {
            q[j] = column[j].clone();
            for (int m = 0; m < j; m++) {
                double dot = dot(q[m], q[j]);
                for (int i = 0; i < rows; i++) {
                    q[j][i] -= dot * q[m][i];
                }
            }
            double length = norm(q[j]);
            smallest = Math.min(smallest, length);
            if (!(length > CLEARLY_INDEPENDENT)) {
                return length;
            }
            scale(q[j], 1 / length);
        }
        return smallest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    // areas of 1e18 have squares that doubles still hold
    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static void scale(double[] a, double factor) {
        for (int i = 0; i < a.length; i++) {
            a[i] *= factor;
        }
    }
}
