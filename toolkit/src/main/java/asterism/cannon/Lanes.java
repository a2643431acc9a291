package asterism.cannon;

/**
 * Sums for many small problems side by side. Problem p is lane p of rows [nLanes], so that each inner loop runs over neighbors
 * in memory and the compiler makes it work on several lanes at once. It does so for few rows, each an array of its own; eight rows, or
 * rows one behind the other in one array, come out three times slower (docs/adr/0097).
 *
 * <p>Every lane is added up in the same order wherever it stands: results do not depend on how problems are cut into blocks.
 */
final class Lanes {

    private static final int CHUNK = 64; // pairs whose sums stay in the cache

    private Lanes() {}

    /**
     * Adds the product of a table of coefficients and a block of lanes: out[q] += sum_n c[row + n][q] w[n].
     *
     * @param c       coefficients, [rows][nColumns]. Not modified.
     * @param row     the row of c that belongs to the first row of w
     * @param w       [nRows][nLanes]. Not modified.
     * @param nRows   rows of w to be summed
     * @param outSums [nColumns][nLanes]. Added to.
     */
    static void sum(double[][] c, int row, double[][] w, int nRows, double[][] outSums) {
        var none = new double[outSums.length];
        for (int n = 0; n < nRows; n += 3) {
            int second = Math.min(n + 1, nRows - 1);
            int third = Math.min(n + 2, nRows - 1);
            addTo(
                    outSums,
                    0,
                    outSums.length,
                    w[n],
                    w[second],
                    w[third],
                    c[row + n],
                    second > n ? c[row + second] : none,
                    third > second ? c[row + third] : none);
        }
    }

    /**
     * As {@link #sum}, with the products of the coefficients of each row in place of the coefficients:
     * out[k (k + 1) / 2 + l] += sum_n a[row + n][k] a[row + n][l] w[n], l not above k.
     *
     * @param a       [rows][nTerms]. Not modified.
     * @param outSums [nPairs][nLanes]. Added to.
     */
    static void sumProducts(double[][] a, int row, int nTerms, double[][] w, int nRows, double[][] outSums) {
        var first = new double[CHUNK + nTerms];
        var second = new double[CHUNK + nTerms];
        var third = new double[CHUNK + nTerms];
        for (int k = 0; k < nTerms; ) {
            int end = endOfChunk(k, nTerms);
            for (int n = 0; n < nRows; n += 3) {
                products(a, row + n, row + nRows, k, end, first);
                products(a, row + n + 1, row + nRows, k, end, second);
                products(a, row + n + 2, row + nRows, k, end, third);
                double[] x = w[n];
                double[] y = w[Math.min(n + 1, nRows - 1)];
                double[] z = w[Math.min(n + 2, nRows - 1)];
                addTo(outSums, pairs(k), pairs(end) - pairs(k), x, y, z, first, second, third);
            }
            k = end;
        }
    }

    /**
     * Adds the product the other way round: out[n] += sum_q c[row + n][q] m[q].
     *
     * @param m       [nColumns][nLanes]. Not modified.
     * @param outRows [nRows][nLanes]. Added to.
     */
    static void expand(double[][] c, int row, double[][] m, int nRows, double[][] outRows) {
        for (int n = 0; n < nRows; n += 2) {
            int other = Math.min(n + 1, nRows - 1);
            addFrom(m, 0, m.length, c[row + n], c[row + other], outRows[n], other > n ? outRows[other] : outRows[n]);
        }
    }

    /**
     * As {@link #expand}, with the products of the coefficients of each row: out[n] += sum a[row + n][k] a[row + n][l]
     * m[k (k + 1) / 2 + l].
     */
    static void expandProducts(double[][] a, int row, int nTerms, double[][] m, int nRows, double[][] outRows) {
        var first = new double[CHUNK + nTerms];
        var second = new double[CHUNK + nTerms];
        for (int k = 0; k < nTerms; ) {
            int end = endOfChunk(k, nTerms);
            for (int n = 0; n < nRows; n += 2) {
                products(a, row + n, row + nRows, k, end, first);
                products(a, row + n + 1, row + nRows, k, end, second);
                double[] other = n + 1 < nRows ? outRows[n + 1] : outRows[n];
                addFrom(m, pairs(k), pairs(end) - pairs(k), first, second, outRows[n], other);
            }
            k = end;
        }
    }

    private static int endOfChunk(int k, int nTerms) {
        int end = k + 1;
        while (end < nTerms && pairs(end + 1) - pairs(k) <= CHUNK) {
            end++;
        }
        return end;
    }

    /** The products of a row with itself for terms from one to another, or zeros where there is no such row. */
    private static void products(double[][] a, int row, int nRows, int from, int to, double[] outProducts) {
        if (row >= nRows) {
            java.util.Arrays.fill(outProducts, 0);
            return;
        }
        double[] terms = a[row];
        int q = 0;
        for (int k = from; k < to; k++) {
            for (int l = 0; l <= k; l++) {
                outProducts[q++] = terms[k] * terms[l];
            }
        }
    }

    /** Adds three rows, each with its own coefficient, to every row of the sums. */
    private static void addTo(
            double[][] outSums,
            int first,
            int count,
            double[] x,
            double[] y,
            double[] z,
            double[] a,
            double[] b,
            double[] c) {
        int q = 0;
        for (; q + 2 <= count; q += 2) {
            add6(outSums[first + q], outSums[first + q + 1], x, y, z, a[q], b[q], c[q], a[q + 1], b[q + 1], c[q + 1]);
        }
        if (q < count) {
            add3(outSums[first + q], x, y, z, a[q], b[q], c[q]);
        }
    }

    /** Adds all rows of m, with their coefficients, to two rows; where both are the same, only once. */
    private static void addFrom(
            double[][] m, int first, int count, double[] a, double[] b, double[] outOne, double[] outOther) {
        for (int q = 0; q < count; q += 3) {
            boolean two = q + 1 < count;
            boolean three = q + 2 < count;
            double[] x = m[first + q];
            double[] y = two ? m[first + q + 1] : x;
            double[] z = three ? m[first + q + 2] : x;
            double a1 = two ? a[q + 1] : 0;
            double a2 = three ? a[q + 2] : 0;
            if (outOne == outOther) {
                add3(outOne, x, y, z, a[q], a1, a2);
            } else {
                add6(outOne, outOther, x, y, z, a[q], a1, a2, b[q], two ? b[q + 1] : 0, three ? b[q + 2] : 0);
            }
        }
    }

    private static void add6(
            double[] outOne,
            double[] outOther,
            double[] x,
            double[] y,
            double[] z,
            double a0,
            double a1,
            double a2,
            double b0,
            double b1,
            double b2) {
        for (int p = 0; p < outOne.length; p++) { // vectorised by the compiler: more rows are too many for it
            double xp = x[p];
            double yp = y[p];
            double zp = z[p];
            outOne[p] += a0 * xp + a1 * yp + a2 * zp;
            outOther[p] += b0 * xp + b1 * yp + b2 * zp;
        }
    }

    private static void add3(double[] out, double[] x, double[] y, double[] z, double a, double b, double c) {
        for (int p = 0; p < out.length; p++) {
            out[p] += a * x[p] + b * y[p] + c * z[p];
        }
    }

    static int pairs(int nTerms) {
        return nTerms * (nTerms + 1) / 2;
    }

    /** One lane of packed symmetric matrices as a full one, [nTerms x nTerms]. */
    static void unpack(double[][] packed, int lane, int nTerms, double[] outMatrix) {
        int q = 0;
        for (int k = 0; k < nTerms; k++) {
            for (int l = 0; l <= k; l++, q++) {
                outMatrix[k * nTerms + l] = packed[q][lane];
                outMatrix[l * nTerms + k] = packed[q][lane];
            }
        }
    }
}
