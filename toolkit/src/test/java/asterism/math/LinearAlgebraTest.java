package asterism.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.random.RandomStream;
import org.junit.jupiter.api.Test;

class LinearAlgebraTest {

    private static double[][] random(int n, int m, long seed) {
        var random = RandomStream.of(seed);
        double[][] out = new double[n][m];
        for (double[] row : out) {
            for (int j = 0; j < m; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return out;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] out = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    out[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return out;
    }

    private static double[][] transposed(double[][] a) {
        double[][] out = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                out[j][i] = a[i][j];
            }
        }
        return out;
    }

    @Test
    void eigenvectorsAreScaledByTheirValues() {
        double[][] root = random(12, 12, 1);
        double[][] matrix = product(root, transposed(root));
        var eigen = LinearAlgebra.eigen(matrix);
        assertThat(eigen.values()).isSorted();
        for (int k = 0; k < 12; k++) {
            double length = 0;
            for (int i = 0; i < 12; i++) {
                double scaled = 0;
                for (int j = 0; j < 12; j++) {
                    scaled += matrix[i][j] * eigen.vectors()[k][j];
                }
                assertThat(scaled)
                        .isCloseTo(eigen.values()[k] * eigen.vectors()[k][i], within(1e-12 * eigen.values()[11]));
                length += eigen.vectors()[k][i] * eigen.vectors()[k][i];
            }
            assertThat(length).isCloseTo(1, within(1e-13));
        }
        assertThat(LinearAlgebra.eigen(new double[][] {{2, 1}, {1, 2}}).values())
                .containsExactly(new double[] {1, 3}, within(1e-15));
    }

    @Test
    void anInverseTimesItsMatrixIsOne() {
        double[][] matrix = random(9, 9, 2);
        double[][] one = product(matrix, LinearAlgebra.inverse(matrix).orElseThrow());
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < 9; j++) {
                assertThat(one[i][j]).isCloseTo(i == j ? 1 : 0, within(1e-12));
            }
        }
        double[][] tiny = {{1e-200, 0}, {0, 2e-200}};
        assertThat(LinearAlgebra.inverse(tiny).orElseThrow()[1][1]).isCloseTo(5e199, within(1e187));
    }

    @Test
    void whatIsSingularHasNoAnswer() {
        double[][] singular = {{1, 2}, {2, 4}};
        assertThat(LinearAlgebra.inverse(singular)).isEmpty();
        assertThat(LinearAlgebra.inverse(new double[3][3])).isEmpty();
        assertThat(LinearAlgebra.inverse(new double[][] {{Double.NaN}})).isEmpty();
        assertThat(LinearAlgebra.solvePositive(new double[][] {{1, 2}, {2, 1}}, new double[] {1, 1}))
                .isEmpty();
        assertThat(LinearAlgebra.leastSquares(new double[][] {{1, 0, 0}, {2, 0, 0}}, new double[] {1, 1, 1}, 1e-12))
                .isEmpty();
        assertThatThrownBy(() -> LinearAlgebra.eigen(new double[][] {{1, 0}, {0, Double.NaN}}))
                .hasMessageContaining("element [1][1] is NaN");
    }

    @Test
    void solutionsSolve() {
        double[][] root = random(7, 7, 3);
        double[][] positive = product(root, transposed(root));
        double[][] x = random(7, 1, 4);
        double[] b = transposed(product(positive, x))[0];
        assertThat(LinearAlgebra.solvePositive(positive, b).orElseThrow())
                .containsExactly(transposed(x)[0], within(1e-9));
        assertThat(transposed(
                        LinearAlgebra.solve(positive, product(positive, x)).orElseThrow())[0])
                .containsExactly(transposed(x)[0], within(1e-9));
    }

    @Test
    void whatLeastSquaresLeaveIsOrthogonalToTheColumns() {
        double[][] columns = random(3, 8, 5);
        double[] b = random(1, 8, 6)[0];
        double[] x = LinearAlgebra.leastSquares(columns, b, 1e-12).orElseThrow();
        double[] rest = b.clone();
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < 8; i++) {
                rest[i] -= x[k] * columns[k][i];
            }
        }
        for (double[] column : columns) {
            double dot = 0;
            for (int i = 0; i < 8; i++) {
                dot += column[i] * rest[i];
            }
            assertThat(dot).isCloseTo(0, within(1e-13));
        }
    }

    @Test
    void singularValuesAreTheRootsOfTheEigenvalues() {
        double[][] matrix = random(9, 4, 7);
        double[] values = LinearAlgebra.singularValues(matrix);
        double[] squares =
                LinearAlgebra.eigen(product(transposed(matrix), matrix)).values();
        for (int k = 0; k < 4; k++) {
            assertThat(values[k] * values[k]).isCloseTo(squares[3 - k], within(1e-12));
        }
    }
}
