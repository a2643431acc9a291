package asterism.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;

/** Small dense matrices as arrays of rows; the decompositions are EJML's. No argument is modified. */
public final class LinearAlgebra {

    private LinearAlgebra() {}

    /**
     * Eigenvalues and eigenvectors of a symmetric matrix.
     *
     * @param values  [n], increasing
     * @param vectors [n][n], {@code vectors[k]} is the unit vector of {@code values[k]}
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Eigen(double[] values, double[][] vectors) {}

    /**
     * Eigenvalues and eigenvectors.
     *
     * @param symmetric [n][n], finite
     * @throws IllegalArgumentException where the matrix has a NaN or an infinity
     */
    public static Eigen eigen(double[][] symmetric) {
        int n = symmetric.length;
        var decomposition = DecompositionFactory_DDRM.eig(n, true, true);
        if (!areFinite(symmetric) || !decomposition.decompose(new DMatrixRMaj(symmetric))) {
            throw new IllegalArgumentException(
                    "the eigenvalues of a matrix of " + n + " rows cannot be had: " + whereNotFinite(symmetric));
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        k -> decomposition.getEigenvalue(k).getReal()))
                .mapToInt(k -> k)
                .toArray();
        return new Eigen(
                Arrays.stream(order)
                        .mapToDouble(k -> decomposition.getEigenvalue(k).getReal())
                        .toArray(),
                Arrays.stream(order)
                        .mapToObj(k -> decomposition.getEigenVector(k).getData())
                        .toArray(double[][]::new));
    }

    /**
     * The inverse by LU decomposition, [n][n], or nothing where the matrix is singular.
     *
     * @param matrix [n][n]
     */
    public static Optional<double[][]> inverse(double[][] matrix) {
        double[][] unit = new double[matrix.length][matrix.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i][i] = 1;
        }
        return solve(matrix, unit);
    }

    /**
     * The product A B, [n][m].
     *
     * @param a [n][l]
     * @param b [l][m]
     */
    public static double[][] product(double[][] a, double[][] b) {
        var out = new DMatrixRMaj(a.length, b[0].length);
        CommonOps_DDRM.mult(new DMatrixRMaj(a), new DMatrixRMaj(b), out);
        return rows(out);
    }

    /**
     * X of A X = B by LU decomposition, or nothing where A is singular.
     *
     * @param a [n][n]
     * @param b [n][m]
     */
    public static Optional<double[][]> solve(double[][] a, double[][] b) {
        var solver = LinearSolverFactory_DDRM.lu(a.length);
        var x = new DMatrixRMaj(a.length, b[0].length);
        if (!areFinite(a) || !solver.setA(new DMatrixRMaj(a))) {
            return Optional.empty();
        }
        solver.solve(new DMatrixRMaj(b), x);
        double[][] rows = rows(x);
        return areFinite(rows) ? Optional.of(rows) : Optional.empty();
    }

    /**
     * x of A x = b for a symmetric, positive definite A by Cholesky decomposition, or nothing where A is not.
     *
     * @param a [n][n]
     * @param b [n]
     */
    public static Optional<double[]> solvePositive(double[][] a, double[] b) {
        var solver = LinearSolverFactory_DDRM.chol(a.length);
        var x = new DMatrixRMaj(a.length, 1);
        if (!areFinite(a) || !solver.setA(new DMatrixRMaj(a))) {
            return Optional.empty();
        }
        solver.solve(new DMatrixRMaj(a.length, 1, true, b), x);
        return Optional.of(x.getData());
    }

    /**
     * The x that minimises |A x - b| by QR decomposition, or nothing where a column of A depends on those before it.
     *
     * @param columns   of A, [n][m], n not above m
     * @param b         [m]
     * @param dependent a column's remainder without its predecessors that is taken for none, absolute
     */
    public static Optional<double[]> leastSquares(double[][] columns, double[] b, double dependent) {
        int n = columns.length;
        int m = b.length;
        var a = new DMatrixRMaj(m, n);
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < m; i++) {
                a.unsafe_set(i, k, columns[k][i]);
            }
        }
        var solver = LinearSolverFactory_DDRM.qr(m, n);
        var x = new DMatrixRMaj(n, 1);
        var triangle = DecompositionFactory_DDRM.qr(m, n);
        if (!triangle.decompose(a.copy())) {
            return Optional.empty();
        }
        var r = triangle.getR(null, true);
        for (int k = 0; k < n; k++) {
            if (!(Math.abs(r.get(k, k)) > dependent)) {
                return Optional.empty();
            }
        }
        solver.setA(a);
        solver.solve(new DMatrixRMaj(m, 1, true, b), x);
        return Optional.of(x.getData());
    }

    /**
     * Singular values, decreasing.
     *
     * @param matrix [m][n], finite
     */
    public static double[] singularValues(double[][] matrix) {
        var decomposition = DecompositionFactory_DDRM.svd(matrix.length, matrix[0].length, false, false, true);
        if (!areFinite(matrix) || !decomposition.decompose(new DMatrixRMaj(matrix))) {
            throw new IllegalArgumentException("the singular values of a matrix of " + matrix.length
                    + " rows cannot be had: " + whereNotFinite(matrix));
        }
        double[] values = Arrays.copyOf(decomposition.getSingularValues(), decomposition.numberOfSingularValues());
        Arrays.sort(values);
        return IntStream.range(0, values.length)
                .mapToDouble(k -> values[values.length - 1 - k])
                .toArray();
    }

    private static double[][] rows(DMatrixRMaj matrix) {
        return IntStream.range(0, matrix.getNumRows())
                .mapToObj(i -> Arrays.copyOfRange(matrix.data, i * matrix.getNumCols(), (i + 1) * matrix.getNumCols()))
                .toArray(double[][]::new);
    }

    private static boolean areFinite(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }

    private static String whereNotFinite(double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                if (!Double.isFinite(rows[i][j])) {
                    return "element [" + i + "][" + j + "] is " + rows[i][j];
                }
            }
        }
        return "the iteration does not converge";
    }
}
