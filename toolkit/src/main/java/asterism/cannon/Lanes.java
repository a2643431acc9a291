package asterism.cannon;

/**
 * Sums over many small problems at once: the problems (pixels in training, spectra in the test step) are lanes that lie side
 * by side, so that each inner loop runs over neighbors in memory and is vectorised.
 *
 * <p>Every lane is added up in the same order wherever it stands: results do not depend on how problems are cut into blocks.
 */
final class Lanes {

    private Lanes() {}

    /**
     * Adds the product of a table of coefficients and a block of lanes: out[q] += sum_n c[n][q] w[n].
     *
     * @param c       coefficients, [nRows x nColumns], entry n * nColumns + q. Not modified.
     * @param row     the row of c that belongs to the first row of w
     * @param w       [nRows x nLanes], entry n * nLanes + p. Not modified.
     * @param nRows   rows of w to be summed
     * @param outSums [nColumns x nLanes], entry q * nLanes + p. Added to.
     */
    static void sum(double[] c, int row, int nColumns, double[] w, int nRows, int nLanes, double[] outSums) {
        int n = 0;
        for (; n + 8 <= nRows; n += 8) {
            int at = (row + n) * nColumns;
            for (int q = 0; q < nColumns; q++) {
                add8(
                        outSums,
                        q * nLanes,
                        w,
                        n * nLanes,
                        nLanes,
                        c[at + q],
                        c[at + nColumns + q],
                        c[at + 2 * nColumns + q],
                        c[at + 3 * nColumns + q],
                        c[at + 4 * nColumns + q],
                        c[at + 5 * nColumns + q],
                        c[at + 6 * nColumns + q],
                        c[at + 7 * nColumns + q]);
            }
        }
        for (; n < nRows; n++) {
            int at = (row + n) * nColumns;
            for (int q = 0; q < nColumns; q++) {
                add1(outSums, q * nLanes, w, n * nLanes, nLanes, c[at + q]);
            }
        }
    }

    /**
     * Adds the product the other way round: out[n] += sum_q c[n][q] m[q].
     *
     * @param m      [nColumns x nLanes]. Not modified.
     * @param outRows [nRows x nLanes]. Added to.
     */
    static void expand(double[] c, int row, int nColumns, double[] m, int nRows, int nLanes, double[] outRows) {
        for (int n = 0; n < nRows; n++) {
            int at = (row + n) * nColumns;
            int q = 0;
            for (; q + 8 <= nColumns; q += 8) {
                add8(
                        outRows,
                        n * nLanes,
                        m,
                        q * nLanes,
                        nLanes,
                        c[at + q],
                        c[at + q + 1],
                        c[at + q + 2],
                        c[at + q + 3],
                        c[at + q + 4],
                        c[at + q + 5],
                        c[at + q + 6],
                        c[at + q + 7]);
            }
            for (; q < nColumns; q++) {
                add1(outRows, n * nLanes, m, q * nLanes, nLanes, c[at + q]);
            }
        }
    }

    private static void add8(
            double[] out,
            int to,
            double[] w,
            int from,
            int nLanes,
            double c0,
            double c1,
            double c2,
            double c3,
            double c4,
            double c5,
            double c6,
            double c7) {
        for (int p = 0; p < nLanes; p++) { // vectorised by the compiler: keep it this simple
            out[to + p] += ((c0 * w[from + p] + c1 * w[from + nLanes + p])
                            + (c2 * w[from + 2 * nLanes + p] + c3 * w[from + 3 * nLanes + p]))
                    + ((c4 * w[from + 4 * nLanes + p] + c5 * w[from + 5 * nLanes + p])
                            + (c6 * w[from + 6 * nLanes + p] + c7 * w[from + 7 * nLanes + p]));
        }
    }

    private static void add1(double[] out, int to, double[] w, int from, int nLanes, double c) {
        for (int p = 0; p < nLanes; p++) {
            out[to + p] += c * w[from + p];
        }
    }

    /**
     * The products of each row of a matrix with itself, k not below l: entry [n][k (k + 1) / 2 + l] = a[n][k] a[n][l].
     *
     * @param a [nRows][nTerms]. Not modified.
     * @return [nRows x nTerms (nTerms + 1) / 2]
     */
    static double[] products(double[][] a, int nTerms) {
        int nPairs = pairs(nTerms);
        var out = new double[Math.multiplyExact(a.length, nPairs)];
        for (int n = 0; n < a.length; n++) {
            int at = n * nPairs;
            for (int k = 0; k < nTerms; k++) {
                for (int l = 0; l <= k; l++) {
                    out[at++] = a[n][k] * a[n][l];
                }
            }
        }
        return out;
    }

    /** The rows of a matrix one behind the other. */
    static double[] flat(double[][] a, int nColumns) {
        var out = new double[Math.multiplyExact(a.length, nColumns)];
        for (int n = 0; n < a.length; n++) {
            System.arraycopy(a[n], 0, out, n * nColumns, nColumns);
        }
        return out;
    }

    static int pairs(int nTerms) {
        return nTerms * (nTerms + 1) / 2;
    }

    /** One lane of packed symmetric matrices as a full one, [nTerms x nTerms]. */
    static void unpack(double[] packed, int lane, int nLanes, int nTerms, double[] outMatrix) {
        int q = lane;
        for (int k = 0; k < nTerms; k++) {
            for (int l = 0; l <= k; l++, q += nLanes) {
                outMatrix[k * nTerms + l] = packed[q];
                outMatrix[l * nTerms + k] = packed[q];
            }
        }
    }
}
