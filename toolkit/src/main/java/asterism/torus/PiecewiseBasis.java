package asterism.torus;

import java.util.Arrays;

/**
 * The basis functions of one or more splines on the knots of all of them together: each is a parabola on each piece.
 *
 * <p>The piece of a point is looked up in a table of equal cells, which costs the same whatever the spacing of the knots. Sums of
 * the functions over many points need three moments of the points in each piece and no function at all.
 */
final class PiecewiseBasis {

    private static final int CELLS_PER_PIECE = 4;
    private static final int MOST_CELLS = 4096;

    private final double[] left; // where each piece begins; the first and the last go on beyond the knots
    private final double[] right; // where the next one begins, +infinity for the last
    private final int[] lowest; // the lowest piece in each cell
    private final double perCell;
    private final double[][] parabolas; // b0, b1, b2 in t = x - left of each piece, [nFunctions][3 nPieces]

    private PiecewiseBasis(double[] knots, double[][] parabolas) {
        int n = knots.length - 1;
        this.left = Arrays.copyOf(knots, n);
        this.right = Arrays.copyOfRange(knots, 1, n + 1);
        right[n - 1] = Double.POSITIVE_INFINITY;
        this.parabolas = parabolas;
        double range = knots[n] - knots[0];
        double narrowest = range;
        for (int i = 0; i < n; i++) {
            narrowest = Math.min(narrowest, knots[i + 1] - knots[i]);
        }
        int cells = (int) Math.min(MOST_CELLS, CELLS_PER_PIECE * Math.ceil(range / narrowest));
        this.perCell = cells / range;
        this.lowest = new int[cells];
        for (int c = 1; c < cells; c++) {
            double from = knots[0] + (c - 1e-6) / perCell; // a little less, so that rounding does no harm
            int i = lowest[c - 1];
            while (from >= right[i]) {
                i++;
            }
            lowest[c] = i;
        }
    }

    /**
     * The basis functions of splines, one spline after the other; without any spline, one piece and no function.
     *
     * @param skip how many of the first functions of each spline are left out
     */
    static PiecewiseBasis of(int skip, Spline... splines) {
        double[] knots = splines.length == 0
                ? new double[] {0, 1}
                : Arrays.stream(splines)
                        .flatMapToDouble(s -> Arrays.stream(s.knots()))
                        .sorted()
                        .distinct()
                        .toArray();
        double[][] parabolas = Arrays.stream(splines)
                .flatMap(s -> Arrays.stream(parabolas(s, knots)).skip(skip))
                .toArray(double[][]::new);
        return new PiecewiseBasis(knots, parabolas);
    }

    private static double[][] parabolas(Spline spline, double[] knots) {
        double[] b0 = new double[spline.size()];
        double[] b1 = new double[spline.size()];
        double[] b2 = new double[spline.size()];
        double[][] out = new double[spline.size()][3 * (knots.length - 1)];
        for (int i = 0; i + 1 < knots.length; i++) {
            spline.basis(knots[i], b0, b1, b2);
            for (int k = 0; k < out.length; k++) {
                out[k][3 * i] = b0[k];
                out[k][3 * i + 1] = b1[k];
                out[k][3 * i + 2] = 0.5 * b2[k];
            }
        }
        return out;
    }

    /** Number of functions. */
    int size() {
        return parabolas.length;
    }

    /** Numbers that a sum of functions has: three for each piece. */
    int numbers() {
        return 3 * left.length;
    }

    /**
     * The pieces in which points lie, and their distances from the left ends of these.
     *
     * @param x      [n]. Not modified.
     * @param outAt  [n]: where the three numbers of its piece begin. Overwritten.
     * @param outT   [n]. Overwritten.
     */
    void locate(double[] x, int n, int[] outAt, double[] outT) {
        double first = left[0];
        int last = lowest.length - 1;
        double scale = perCell;
        for (int p = 0; p < n; p++) {
            int i = lowest[Math.max(0, Math.min(last, (int) ((x[p] - first) * scale)))];
            while (x[p] >= right[i] && i < right.length - 1) { // the last one has no end, and infinity is in it
                i++;
            }
            outAt[p] = 3 * i;
            outT[p] = x[p] - left[i];
        }
    }

    /**
     * The parabolas of sum_k factor_k B_k over the functions from {@code first} to before {@code last}.
     *
     * @param factors by the number of the function. Not modified.
     * @param out     [numbers()]. Overwritten.
     */
    void combine(int first, int last, double[] factors, double[] out) {
        Arrays.fill(out, 0);
        for (int k = first; k < last; k++) {
            double[] b = parabolas[k];
            for (int i = 0; i < out.length; i++) {
                out[i] += factors[k] * b[i];
            }
        }
    }

    /** An array for moments, all 0: twice the numbers, because neighboring points are added to one half in turn. */
    double[] moments() {
        return new double[2 * numbers()];
    }

    /**
     * Adds w, w t and w t^2 of points to the moments of their pieces. Neighbors go to different halves: mostly they share a piece, and
     * each sum would have to wait for the one before.
     *
     * @param w          [n]. Not modified.
     * @param at         pieces, as {@link #locate} gives them. Not modified.
     * @param t          [n]. Not modified.
     * @param outMoments as {@link #moments()}. Added to.
     */
    static void addMoments(double[] w, int[] at, double[] t, int n, double[] outMoments) {
        int half = outMoments.length / 2;
        int p = 0;
        for (; p + 1 < n; p += 2) {
            double wt = w[p] * t[p];
            int i = at[p];
            outMoments[i] += w[p];
            outMoments[i + 1] += wt;
            outMoments[i + 2] += wt * t[p];
            double wtNext = w[p + 1] * t[p + 1];
            int k = at[p + 1] + half;
            outMoments[k] += w[p + 1];
            outMoments[k + 1] += wtNext;
            outMoments[k + 2] += wtNext * t[p + 1];
        }
        if (p < n) {
            outMoments[at[p]] += w[p];
            outMoments[at[p] + 1] += w[p] * t[p];
            outMoments[at[p] + 2] += w[p] * t[p] * t[p];
        }
    }

    /**
     * sum_p w_p B_k(x_p) of points of which only the moments in each piece are known.
     *
     * @param moments as {@link #addMoments} leaves them. Not modified.
     */
    double contract(double[] moments, int k) {
        double[] b = parabolas[k];
        double sum = 0;
        for (int i = 0; i < b.length; i++) {
            sum += (moments[i] + moments[b.length + i]) * b[i];
        }
        return sum;
    }

    /**
     * factor w B_k of points.
     *
     * @param w   [n]. Not modified.
     * @param at  pieces, as {@link #locate} gives them. Not modified.
     * @param t   [n]. Not modified.
     * @param out n values from {@code from} on. Overwritten.
     */
    void values(int k, double factor, double[] w, int[] at, double[] t, int n, double[] out, int from) {
        double[] b = parabolas[k];
        for (int p = 0; p < n; p++) {
            int i = at[p];
            out[from + p] = factor * w[p] * (b[i] + t[p] * (b[i + 1] + t[p] * b[i + 2]));
        }
    }

    /** As {@link #values}, of dB_k / dx. */
    void slopes(int k, double factor, double[] w, int[] at, double[] t, int n, double[] out, int from) {
        double[] b = parabolas[k];
        for (int p = 0; p < n; p++) {
            int i = at[p];
            out[from + p] = factor * w[p] * (b[i + 1] + 2 * t[p] * b[i + 2]);
        }
    }
}
