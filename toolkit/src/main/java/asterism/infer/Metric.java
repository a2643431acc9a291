package asterism.infer;

/**
 * A linear map from white coordinates u, in which the posterior is about a standard Gaussian, to free coordinates z = L u:
 * the metric of Hamiltonian dynamics, whose inverse mass matrix is L L^T. In white coordinates all masses are 1.
 */
final class Metric {

    private final int nDim;
    private final boolean dense;
    private final double[] rows; // [nDim] standard deviations, or the lower triangular L, [nDim x nDim] row-major
    private final double[] columns; // L column by column, [nDim x nDim]; empty where diagonal

    private Metric(int nDim, boolean dense, double[] root) {
        this.nDim = nDim;
        this.dense = dense;
        this.rows = root;
        this.columns = new double[dense ? nDim * nDim : 0];
        for (int i = 0; dense && i < nDim; i++) {
            for (int j = 0; j <= i; j++) {
                columns[j * nDim + i] = root[i * nDim + j];
            }
        }
    }

    /** The metric with this {@link #root}. Copied. */
    static Metric of(int nDim, double[] root) {
        return new Metric(nDim, root.length > nDim, root.clone());
    }

    /** [nDim] standard deviations, or the lower triangular L, [nDim x nDim] row-major. Not to be modified. */
    double[] root() {
        return rows;
    }

    /**
     * z = L u.
     *
     * @param u    [nDim]. Not modified.
     * @param outZ [nDim]. Overwritten.
     */
    void toFree(double[] u, double[] outZ) {
        if (!dense) {
            for (int k = 0; k < nDim; k++) {
                outZ[k] = rows[k] * u[k];
            }
            return;
        }
        for (int i = 0; i < nDim; i++) {
            outZ[i] = 0;
        }
        for (int j = 0; j < nDim; j++) {
            double uj = u[j];
            int column = j * nDim;
            for (int i = j; i < nDim; i++) {
                outZ[i] += columns[column + i] * uj;
            }
        }
    }

    /**
     * L^T g: the gradient in white coordinates.
     *
     * @param g    gradient in free coordinates, [nDim]. Not modified.
     * @param outG [nDim]. Overwritten.
     */
    void pullBack(double[] g, double[] outG) {
        if (!dense) {
            for (int k = 0; k < nDim; k++) {
                outG[k] = rows[k] * g[k];
            }
            return;
        }
        for (int i = 0; i < nDim; i++) {
            outG[i] = 0;
        }
        for (int i = 0; i < nDim; i++) {
            double gi = g[i];
            int row = i * nDim;
            for (int j = 0; j <= i; j++) {
                outG[j] += rows[row + j] * gi;
            }
        }
    }

    /**
     * u of z = L u.
     *
     * @param z    [nDim]. Not modified.
     * @param outU [nDim], another array. Overwritten.
     */
    void toWhite(double[] z, double[] outU) {
        for (int i = 0; i < nDim; i++) {
            double sum = z[i];
            for (int j = 0; dense && j < i; j++) {
                sum -= rows[i * nDim + j] * outU[j];
            }
            outU[i] = sum / rows[dense ? i * nDim + i : i];
        }
    }
}
