package asterism.cannon;

import java.util.Arrays;

/**
 * The minimum of x^T G x - 2 b^T x + Lambda sum_{k >= 1} |x_k| inside bounds: one pixel's coefficients from its normal
 * equations. The first coefficient, of the constant, is not penalized.
 *
 * <p>A few sweeps of coordinate descent find which coefficients are not 0; then the active set is made exact: the equations
 * of the free coefficients are solved, a coefficient that comes to 0 or to a bound on the way stays there, and one whose
 * derivative says that it wants to leave is set free. The function decreases at every step and there are finitely many sets, so
 * that this ends, at a point where the conditions of Karush, Kuhn and Tucker hold: |2 (G x - b)_k| &lt;= Lambda at 0, and = Lambda
 * elsewhere. Coefficients that vanish are exactly 0. Used by one thread.
 */
final class PenalizedLeastSquares {

    private static final int SWEEPS = 12;
    private static final int MOST_SWEEPS = 200_000;
    private static final double ROUNDING = 64 * Math.ulp(1.0);

    private final int nTerms;
    private final Cholesky cholesky;
    private final int[] free;
    private final boolean[] isFree;
    private final double[] sign; // of free penalized coefficients; 0 for others
    private final double[] right;
    private final double[] inverse;
    private int nFree;
    private boolean decomposed; // the equations of the free coefficients
    private int solutions;
    private double[] g = new double[0];
    private double[] b = new double[0];
    private double lambda;
    private double[] lower = new double[0];
    private double[] upper = new double[0];

    PenalizedLeastSquares(int nTerms) {
        this.nTerms = nTerms;
        this.cholesky = new Cholesky(nTerms);
        this.free = new int[nTerms];
        this.isFree = new boolean[nTerms];
        this.sign = new double[nTerms];
        this.right = new double[nTerms];
        this.inverse = new double[nTerms * nTerms];
    }

    /**
     * Solves.
     *
     * @param gram    G, [nTerms x nTerms]. Not modified.
     * @param moment  b, [nTerms]. Not modified.
     * @param penalty Lambda, not negative
     * @param least   lower bounds, [nTerms]. Not modified.
     * @param most    upper bounds, [nTerms]; equal to the lower one for a coefficient that is held. Not modified.
     * @param outX    [nTerms]: a start on entry, the minimum after. Overwritten.
     * @return whether this is the one minimum; false where the equations are singular and nothing penalizes
     */
    boolean solve(double[] gram, double[] moment, double penalty, double[] least, double[] most, double[] outX) {
        g = gram;
        b = moment;
        lambda = penalty;
        lower = least;
        upper = most;
        decomposed = false;
        solutions = 0;
        if (penalty == 0) {
            if (unpenalized(outX)) {
                return true;
            }
        }
        for (int k = 0; k < nTerms; k++) {
            outX[k] = Math.max(lower[k], Math.min(upper[k], outX[k]));
        }
        sweep(outX, SWEEPS);
        return activeSet(outX) || (penalty > 0 && sweep(outX, MOST_SWEEPS));
    }

    /** The common case: solve for all that is not held at 0, and look whether that is inside the bounds. */
    private boolean unpenalized(double[] outX) {
        nFree = 0;
        for (int k = 0; k < nTerms; k++) {
            if (lower[k] < upper[k]) {
                free[nFree++] = k;
            } else if (lower[k] != 0) {
                return false;
            }
        }
        if (!decompose()) {
            return false;
        }
        for (int i = 0; i < nFree; i++) {
            right[i] = b[free[i]];
        }
        cholesky.solve(right, right);
        for (int i = 0; i < nFree; i++) {
            if (!(right[i] >= lower[free[i]] && right[i] <= upper[free[i]])) {
                return false;
            }
        }
        Arrays.fill(outX, 0, nTerms, 0);
        for (int i = 0; i < nFree; i++) {
            outX[free[i]] = right[i];
            isFree[free[i]] = true;
        }
        return true;
    }

    /** Linear systems that were solved since the last call of {@link #solve} began. */
    int solutions() {
        return solutions;
    }

    /** Coordinate descent; true when nothing changes any more. */
    private boolean sweep(double[] x, int sweeps) {
        for (int s = 0; s < sweeps; s++) {
            double change = 0;
            for (int k = 0; k < nTerms; k++) {
                double diagonal = g[k * nTerms + k];
                if (!(diagonal > 0) || lower[k] == upper[k]) {
                    continue;
                }
                double toward = b[k] - dot(k, x) + diagonal * x[k];
                double half = k == 0 ? 0 : lambda / 2;
                double soft = toward > half ? toward - half : toward < -half ? toward + half : 0;
                double next = Math.max(lower[k], Math.min(upper[k], soft / diagonal));
                change = Math.max(change, Math.abs(next - x[k]) * Math.sqrt(diagonal));
                x[k] = next;
            }
            if (change <= 1e-13 * Math.sqrt(Math.abs(b[0] * b[0] / Math.max(g[0], Double.MIN_NORMAL)))) {
                return true;
            }
        }
        return false;
    }

    private double dot(int k, double[] x) {
        double sum = 0;
        for (int l = 0; l < nTerms; l++) {
            sum += g[k * nTerms + l] * x[l];
        }
        return sum;
    }

    private boolean penalized(int k) {
        return k > 0 && lambda > 0;
    }

    private boolean activeSet(double[] x) {
        for (int k = 0; k < nTerms; k++) {
            sign[k] = penalized(k) ? Math.signum(x[k]) : 0;
            isFree[k] = x[k] > lower[k] && x[k] < upper[k] && !(penalized(k) && x[k] == 0);
        }
        for (int step = 0; step < 200 + 30 * nTerms; step++) {
            if (!solveFree(x)) {
                return false;
            }
            int hit = advance(x);
            if (hit >= 0) {
                isFree[hit] = false;
            } else {
                int next = mostViolated(x);
                if (next < 0) {
                    return true;
                }
                isFree[next] = true;
            }
        }
        return false;
    }

    /** Solves G_FF x_F = b_F - Lambda/2 sign_F - G_F,rest x_rest for the free coefficients. */
    private boolean solveFree(double[] x) {
        nFree = 0;
        for (int k = 0; k < nTerms; k++) {
            if (isFree[k]) {
                free[nFree++] = k;
            }
        }
        if (!decompose()) {
            return false;
        }
        for (int i = 0; i < nFree; i++) {
            int k = free[i];
            double sum = b[k] - lambda / 2 * sign[k];
            for (int l = 0; l < nTerms; l++) {
                if (!isFree[l] && x[l] != 0) {
                    sum -= g[k * nTerms + l] * x[l];
                }
            }
            right[i] = sum;
        }
        cholesky.solve(right, right);
        return true;
    }

    /** Goes toward the solution until a coefficient comes to 0 or to a bound; that one, or -1 where none does. */
    private int advance(double[] x) {
        double step = 1;
        int hit = -1;
        double stop = 0;
        for (int i = 0; i < nFree; i++) {
            int k = free[i];
            double target = right[i];
            double end = Math.max(lower[k], Math.min(upper[k], target));
            if (sign[k] * end < 0) {
                end = 0;
            }
            double part = end == target ? 1 : (end - x[k]) / (target - x[k]);
            if (end != target && (part < step || (hit < 0 && part <= step))) {
                step = Math.max(0, part);
                hit = k;
                stop = end;
            }
        }
        for (int i = 0; i < nFree; i++) {
            int k = free[i];
            x[k] = hit < 0 ? right[i] : x[k] + step * (right[i] - x[k]);
        }
        if (hit >= 0) {
            x[hit] = stop;
        }
        return hit;
    }

    /** The coefficient at 0 or at a bound that wants to leave most, with the sign it then has; -1 at the minimum. */
    private int mostViolated(double[] x) {
        int worst = -1;
        double most = 0;
        double leaving = 0;
        for (int k = 0; k < nTerms; k++) {
            double diagonal = g[k * nTerms + k];
            if (isFree[k] || lower[k] == upper[k] || !(diagonal > 0)) {
                continue;
            }
            double gradient = 2 * (dot(k, x) - b[k]);
            double tolerance = ROUNDING * (Math.abs(b[k]) + absoluteDot(k, x));
            double bend = penalized(k) ? lambda : 0;
            double up = x[k] < upper[k] ? -gradient - bend * (x[k] < 0 ? -1 : 1) : 0; // how much f falls going up
            double down = x[k] > lower[k] ? gradient - bend * (x[k] > 0 ? -1 : 1) : 0;
            double violation = (Math.max(up, down) - tolerance) / Math.sqrt(diagonal);
            if (violation > most) {
                most = violation;
                worst = k;
                leaving = up > down ? 1 : -1;
            }
        }
        if (worst >= 0) {
            sign[worst] = !penalized(worst) ? 0 : x[worst] == 0 ? leaving : Math.signum(x[worst]);
        }
        return worst;
    }

    private double absoluteDot(int k, double[] x) {
        double sum = 0;
        for (int l = 0; l < nTerms; l++) {
            sum += Math.abs(g[k * nTerms + l] * x[l]);
        }
        return sum;
    }

    /**
     * How far a point is from the conditions of Karush, Kuhn and Tucker: the largest derivative along which the function still
     * falls, in units of the function per unit of the coefficient. 0 at the minimum but for rounding.
     */
    double violation(double[] gram, double[] moment, double penalty, double[] least, double[] most, double[] x) {
        g = gram;
        b = moment;
        decomposed = false;
        double worst = 0;
        for (int k = 0; k < nTerms; k++) {
            double gradient = 2 * (dot(k, x) - b[k]);
            double bend = k > 0 ? penalty : 0;
            double up = x[k] < most[k] ? -gradient - bend * (x[k] < 0 ? -1 : 1) : 0;
            double down = x[k] > least[k] ? gradient - bend * (x[k] > 0 ? -1 : 1) : 0;
            worst = Math.max(worst, Math.max(up, down));
        }
        return worst;
    }

    /**
     * The covariance of the free coefficients at the last solution, (G_FF)^-1, with zeros for the others, packed as in
     * {@link Lanes#sumProducts}; products of different coefficients count twice.
     *
     * @param x         the last solution. Not modified.
     * @param outPacked [nPairs][nLanes], the lane's entries. Overwritten.
     * @return the number of free coefficients
     */
    int covariance(double[] x, double[][] outPacked, int lane) {
        for (var row : outPacked) {
            row[lane] = 0;
        }
        if (!decomposeFree(x)) {
            return 0;
        }
        cholesky.invert(inverse);
        for (int i = 0; i < nFree; i++) {
            for (int j = 0; j <= i; j++) {
                int pair = free[i] * (free[i] + 1) / 2 + free[j];
                outPacked[pair][lane] = (i == j ? 1 : 2) * inverse[i * nFree + j];
            }
        }
        return nFree;
    }

    /** Decomposes the equations of the coefficients that are neither 0 by the penalty nor at a bound, if that is still to be done. */
    private boolean decomposeFree(double[] x) {
        int n = 0;
        boolean same = true;
        for (int k = 0; k < nTerms; k++) {
            if ((k == 0 || lambda == 0 || x[k] != 0) && x[k] > lower[k] && x[k] < upper[k]) {
                same &= n < nFree && free[n] == k;
                free[n++] = k;
            }
        }
        boolean done = decomposed && same && n == nFree;
        nFree = n;
        return done || decompose();
    }

    /** Decomposes the equations of the free coefficients; false where they are singular. */
    private boolean decompose() {
        solutions++;
        decomposed = cholesky.decompose(g, nTerms, free, nFree) == nFree;
        return decomposed;
    }
}
