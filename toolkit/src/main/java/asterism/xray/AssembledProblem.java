package asterism.xray;

import asterism.data.PhotometryMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * A problem in numbers: the augmented matrix by observation, for the engines. Expected counts of row i of observation k:
 *
 * <pre>
 *   mu_i = sum_j response_k[i][j] s_{source_k[j]} + area_i b_k
 * </pre>
 *
 * <p>Parameters are the sources, then one background for each observation: [nSources + nObsids]. Rows are those of the
 * first observation, then of the second, ...; a row that sees nothing is left out. Only the sources that an observation has
 * stand in its block. Immutable by convention: the package's engines read the arrays and do not write to them.
 */
final class AssembledProblem {

    /** What the problem is, the same for every run: random streams are seeded with it. */
    final String id;

    final IntensityUnit unit;
    /** Labels of the sources, then {@code bkg:<obsid>}. */
    final List<String> columns;

    final int nSources;
    final int nObsids;
    /** Whether the source is wanted; the others are fitted along. [nSources] */
    final boolean[] target;
    /** Upper bounds of the uniform priors, from 0. [nSources + nObsids] */
    final double[] upper;

    /** [nObsids] */
    final int[] obsid;
    /** First row of each observation, and the total. [nObsids + 1] */
    final int[] rowStart;
    /** {@code obsid:region} or {@code obsid:bkg}. [nRows] */
    final List<String> rows;
    /** [nRows] */
    final double[] counts;
    /** Response to the observation's own background. [nRows] */
    final double[] area;
    /** Row of the background aperture, -1 where it was left out. [nObsids] */
    final int[] backgroundRow;
    /** Columns of the sources that the observation has. [nObsids][n_k] */
    final int[][] source;
    /** Response of its rows to its sources, row-major: [nObsids][rows_k x n_k] */
    final double[][] response;
    /** What is remarkable and no error. */
    final List<Finding> warnings;

    AssembledProblem(
            String id,
            IntensityUnit unit,
            List<String> columns,
            int[] obsid,
            boolean[] target,
            double[] upper,
            int[] rowStart,
            List<String> rows,
            double[] counts,
            double[] area,
            int[] backgroundRow,
            int[][] source,
            double[][] response,
            List<Finding> warnings) {
        this.id = id;
        this.unit = unit;
        this.columns = List.copyOf(columns);
        this.nObsids = obsid.length;
        this.nSources = columns.size() - obsid.length;
        this.obsid = obsid;
        this.target = target;
        this.upper = upper;
        this.rowStart = rowStart;
        this.rows = List.copyOf(rows);
        this.counts = counts;
        this.area = area;
        this.backgroundRow = backgroundRow;
        this.source = source;
        this.response = response;
        this.warnings = List.copyOf(warnings);
    }

    int nRows() {
        return counts.length;
    }

    int nParameters() {
        return columns.size();
    }

    /** This problem with other upper bounds, [nSources + nObsids]; a copy. */
    AssembledProblem upper(double[] other) {
        return new AssembledProblem(
                id,
                unit,
                columns,
                obsid,
                target,
                other.clone(),
                rowStart,
                rows,
                counts,
                area,
                backgroundRow,
                source,
                response,
                warnings);
    }

    /** The whole matrix with all its zeros: [nRows x nParameters], row-major; a copy. */
    double[] dense() {
        double[] dense = new double[nRows() * nParameters()];
        for (int k = 0; k < nObsids; k++) {
            int n = source[k].length;
            for (int i = rowStart[k]; i < rowStart[k + 1]; i++) {
                int row = i * nParameters();
                for (int j = 0; j < n; j++) {
                    dense[row + source[k][j]] = response[k][(i - rowStart[k]) * n + j];
                }
                dense[row + nSources + k] = area[i];
            }
        }
        return dense;
    }

    /** As a labelled value. */
    PhotometryMatrix matrix() {
        var matrix = PhotometryMatrix.of(columns);
        double[] dense = dense();
        int n = nParameters();
        for (int i = 0; i < nRows(); i++) {
            matrix = matrix.row(rows.get(i), Arrays.copyOfRange(dense, i * n, (i + 1) * n));
        }
        return matrix;
    }
}
