package asterism.xray;

import asterism.data.PhotometryMatrix;
import asterism.plot.Axis;
import asterism.plot.Panel;
import asterism.plot.Plots;
import asterism.plot.Stretch;

/** The shares of each component's counts by aperture, as an image. */
final class MatrixFigure {

    private static final double FAINTEST = 1e-3;

    private final PhotometryMatrix matrix;

    MatrixFigure(PhotometryMatrix matrix) {
        this.matrix = matrix;
    }

    Panel panel() {
        var rows = matrix.rows();
        var columns = matrix.columns();
        double[][] shares = shares();
        var x = Axis.linear("component").range(0, columns.size());
        for (int j = 0; j < columns.size(); j++) {
            x = x.tick(j + 0.5, columns.get(j));
        }
        var y = Axis.linear("aperture").range(0, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            y = y.tick(rows.size() - i - 0.5, rows.get(i));
        }
        return Plots.panel()
                .x(x)
                .y(y)
                .add(Plots.heatMap(shares)
                        .x(0, columns.size())
                        .y(0, rows.size())
                        .stretch(Stretch.LOG)
                        .range(FAINTEST, 1)
                        .colorBar("share of the component's counts"))
                .size(Math.min(900, 260 + 90 * columns.size()), Math.min(900, 120 + 34 * rows.size()));
    }

    /** [rows x columns], the first row of the matrix last: on top. */
    private double[][] shares() {
        var rows = matrix.rows();
        int n = matrix.columns().size();
        double[] sum = new double[n];
        for (var row : rows) {
            double[] w = matrix.weights(row);
            for (int j = 0; j < n; j++) {
                sum[j] += w[j];
            }
        }
        double[][] shares = new double[rows.size()][n];
        for (int i = 0; i < rows.size(); i++) {
            double[] w = matrix.weights(rows.get(i));
            for (int j = 0; j < n; j++) {
                shares[rows.size() - 1 - i][j] = w[j] > 0 ? w[j] / sum[j] : Double.NaN;
            }
        }
        return shares;
    }
}
