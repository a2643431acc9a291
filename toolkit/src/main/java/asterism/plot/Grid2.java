package asterism.plot;

/** A rectangle of numbers: [rows x columns], row 0 at the bottom, with the x and y that it covers. */
final class Grid2 {

    final int rows;
    final int columns;
    final double[] z;
    final double xLo;
    final double xHi;
    final double yLo;
    final double yHi;

    Grid2(int rows, int columns, double[] z, double[] x, double[] y) {
        this.rows = rows;
        this.columns = columns;
        this.z = z;
        this.xLo = x[0];
        this.xHi = x[1];
        this.yLo = y[0];
        this.yHi = y[1];
    }

    static Grid2 of(String what, double[][] values) {
        if (values.length == 0 || values[0].length == 0) {
            throw new IllegalArgumentException(what + ": there are no pixels to draw");
        }
        int columns = values[0].length;
        var z = new double[values.length * columns];
        for (int r = 0; r < values.length; r++) {
            if (values[r].length != columns) {
                throw new IllegalArgumentException(what + ": row " + r + " has " + values[r].length
                        + " pixels, row 0 has " + columns + "; all rows must be equally long");
            }
            System.arraycopy(values[r], 0, z, r * columns, columns);
        }
        return new Grid2(values.length, columns, z, new double[] {0, columns}, new double[] {0, values.length});
    }

    Grid2 x(double lo, double hi) {
        ordered("x", lo, hi);
        return new Grid2(rows, columns, z, new double[] {lo, hi}, new double[] {yLo, yHi});
    }

    Grid2 y(double lo, double hi) {
        ordered("y", lo, hi);
        return new Grid2(rows, columns, z, new double[] {xLo, xHi}, new double[] {lo, hi});
    }

    double centerX(int column) {
        return xLo + (column + 0.5) * (xHi - xLo) / columns;
    }

    double centerY(int row) {
        return yLo + (row + 0.5) * (yHi - yLo) / rows;
    }

    /** The axes should show all of it. */
    void visit(PointSink sink) {
        sink.see(xLo, yLo);
        sink.see(xHi, yHi);
    }

    /** Refuses logarithmic axes for a mark that stands on a grid. */
    static void needsLinearAxes(String mark, boolean logX, boolean logY) {
        if (logX || logY) {
            throw new IllegalArgumentException(
                    mark + ": pixels of equal size need linear axes; plot the logarithm of the coordinate instead");
        }
    }

    private static void ordered(String axis, double lo, double hi) {
        if (!(lo != hi) || !Double.isFinite(lo) || !Double.isFinite(hi)) {
            throw new IllegalArgumentException(
                    axis + " of an image needs two different finite edges, got " + lo + " and " + hi);
        }
    }
}
