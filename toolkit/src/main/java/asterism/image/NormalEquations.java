package asterism.image;

import asterism.math.LinearAlgebra;
import java.util.Arrays;

/**
 * H = J^T W J and g = J^T W (data - model) at one theta, and the steps that follow from them within limits.
 *
 * <p>All equations are scaled to a unit diagonal first, so that neither units nor damping prefer one parameter. A parameter
 * at a limit that the gradient pushes outward is held; so is one that the data do not see at all.
 */
final class NormalEquations {

    private static final double RIDGE = 1e-8; // of the unit diagonal
    private static final double DAMPED_RIDGE = 1e-3; // times L
    private static final double INWARD = 1e-9; // pull in sigma that releases a parameter from its limit

    private final int n;
    private final double[] h;
    private final double[] g;

    NormalEquations(int n) {
        this.n = n;
        h = new double[n * n];
        g = new double[n];
    }

    /** H, [n x n], to be filled. */
    double[] h() {
        return h;
    }

    /** g, [n], to be filled. */
    double[] g() {
        return g;
    }

    /** The parameters that may move: seen by the data, and not pressed against a limit. */
    boolean[] movable(double[] theta, double[] lower, double[] upper) {
        boolean[] out = new boolean[n];
        for (int i = 0; i < n; i++) {
            boolean pressed = (theta[i] <= lower[i] && g[i] <= 0) || (theta[i] >= upper[i] && g[i] >= 0);
            out[i] = !pressed && h[i * n + i] > 0;
        }
        return out;
    }

    /**
     * The step of damping L within limits: the h in low ... high that minimizes h^T A h/2 - g^T h, with
     * A = (H + 1e-3 L) o D, D_ii = 1 + L, D_ij = 1/(1 + L); without a limit in the way, A h = g.
     *
     * <p>The method of active sets: go toward the minimum until a limit is in the way, hold that parameter there, and
     * release one whose gradient points inward.
     *
     * @param low  [n] least step, at most 0. Not modified.
     * @param high [n] largest step, at least 0. Not modified.
     */
    double[] step(double damping, boolean[] movable, double[] low, double[] high) {
        double[] a = damped(damping);
        double[] step = new double[n];
        boolean[] open = movable.clone();
        for (int round = 0; round < 10 * n; round++) {
            double[] goal = step.clone();
            solve(a, open, g, goal);
            int blocking = advance(step, goal, open, low, high);
            if (blocking >= 0) {
                open[blocking] = false;
            } else {
                int free = pulledInward(a, step, movable, open, low);
                if (free < 0) {
                    break;
                }
                open[free] = true;
            }
        }
        return step;
    }

    /** A^-1 v of damping L, [n]; 0 for those that are not open. */
    double[] solve(double damping, boolean[] open, double[] v) {
        double[] x = new double[n];
        solve(damped(damping), open, v, x);
        return x;
    }

    /** The best steps of the open ones when parameter i moves by this much, by the quadratic: -H_oo^-1 H_oi step. */
    double[] following(int i, double step, boolean[] open) {
        double[] pull = new double[n];
        for (int k = 0; k < n; k++) {
            pull[k] = g[k] - h[k * n + i] * step;
        }
        return solve(0, open, pull);
    }

    /** H step, [n]. */
    double[] times(double[] step) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                out[i] += h[i * n + k] * step[k];
            }
        }
        return out;
    }

    /** What a step lowers chi2 by, if it is quadratic: 2 g^T step - step^T H step. */
    double gain(double[] step) {
        double[] turned = times(step);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += step[i] * (2 * g[i] - turned[i]);
        }
        return sum;
    }

    /** Length of a step in units of what the data tell of each parameter alone, sqrt(sum H_ii step_i^2). */
    double length(double[] step) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += h[i * n + i] * step[i] * step[i];
        }
        return Math.sqrt(sum);
    }

    /** The matrix A of damping L, [n x n]. */
    private double[] damped(double damping) {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                a[i * n + k] = i == k
                        ? h[i * n + i] * (1 + RIDGE + DAMPED_RIDGE * damping) * (1 + damping)
                        : h[i * n + k] / (1 + damping);
            }
        }
        return a;
    }

    /** Moves the open ones from step toward goal, up to the first limit; returns who met it, or -1. */
    private static int advance(double[] step, double[] goal, boolean[] open, double[] low, double[] high) {
        double way = 1;
        int blocking = -1;
        for (int i = 0; i < step.length; i++) {
            double limit = goal[i] < low[i] ? low[i] : high[i];
            if (open[i] && (goal[i] < low[i] || goal[i] > high[i])) {
                double possible = (limit - step[i]) / (goal[i] - step[i]);
                if (possible < way) {
                    way = Math.max(0, possible);
                    blocking = i;
                }
            }
        }
        for (int i = 0; i < step.length; i++) {
            if (open[i]) {
                step[i] = i == blocking
                        ? (goal[i] < low[i] ? low[i] : high[i])
                        : Math.min(high[i], Math.max(low[i], step[i] + way * (goal[i] - step[i])));
            }
        }
        return blocking;
    }

    /** The one among those held at a limit that gains most by going back inward, or -1. */
    private int pulledInward(double[] a, double[] step, boolean[] movable, boolean[] open, double[] low) {
        int most = -1;
        double largest = INWARD;
        for (int i = 0; i < n; i++) {
            if (!movable[i] || open[i]) {
                continue;
            }
            double pull = g[i];
            for (int k = 0; k < n; k++) {
                pull -= a[i * n + k] * step[k];
            }
            double inward = (step[i] <= low[i] ? pull : -pull) / Math.sqrt(h[i * n + i]);
            if (inward > largest) {
                largest = inward;
                most = i;
            }
        }
        return most;
    }

    /** Solves A x = v for the open ones; the others stay. */
    private void solve(double[] a, boolean[] open, double[] v, double[] x) {
        int[] index = indices(open);
        int m = index.length;
        double[] scale = scales(index);
        double[] unit = new double[m * m];
        double[] right = new double[m];
        for (int r = 0; r < m; r++) {
            int i = index[r];
            double sum = v[i];
            for (int k = 0; k < n; k++) {
                if (!open[k]) {
                    sum -= a[i * n + k] * x[k];
                }
            }
            right[r] = sum * scale[r];
            for (int c = 0; c < m; c++) {
                unit[r * m + c] = a[i * n + index[c]] * scale[r] * scale[c];
            }
        }
        cholesky(unit, m, right);
        for (int r = 0; r < m; r++) {
            x[index[r]] = right[r] * scale[r];
        }
    }

    private static int[] indices(boolean[] open) {
        int[] all = new int[open.length];
        int m = 0;
        for (int i = 0; i < open.length; i++) {
            if (open[i]) {
                all[m++] = i;
            }
        }
        return Arrays.copyOf(all, m);
    }

    private double[] scales(int[] index) {
        return Arrays.stream(index)
                .mapToDouble(i -> 1 / Math.sqrt(h[i * n + i]))
                .toArray();
    }

    /** Solves A x = b in place; a diagonal that rounding has taken below zero is lifted. */
    static void cholesky(double[] a, int m, double[] x) {
        for (int j = 0; j < m; j++) {
            double d = a[j * m + j];
            for (int k = 0; k < j; k++) {
                d -= a[j * m + k] * a[j * m + k];
            }
            double pivot = Math.sqrt(Math.max(d, 1e-14 * a[j * m + j]));
            a[j * m + j] = pivot;
            for (int i = j + 1; i < m; i++) {
                double s = a[i * m + j];
                for (int k = 0; k < j; k++) {
                    s -= a[i * m + k] * a[j * m + k];
                }
                a[i * m + j] = s / pivot;
            }
        }
        for (int i = 0; i < m; i++) {
            double s = x[i];
            for (int k = 0; k < i; k++) {
                s -= a[i * m + k] * x[k];
            }
            x[i] = s / a[i * m + i];
        }
        for (int i = m - 1; i >= 0; i--) {
            double s = x[i];
            for (int k = i + 1; k < m; k++) {
                s -= a[k * m + i] * x[k];
            }
            x[i] = s / a[i * m + i];
        }
    }

    /** The denominator of the gain ratio of a step, |h^T (L diag(H) h + g)|. */
    double expected(double[] step, double damping) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += step[i] * (damping * h[i * n + i] * step[i] + g[i]);
        }
        return Math.abs(sum);
    }

    /** What chi2 would still fall by, if it were quadratic: 2 g^T h - h^T H h of the undamped step. */
    double decrement(boolean[] movable, double[] low, double[] high) {
        return gain(step(0, movable, low, high));
    }

    /** The length of the gradient over its errors: sqrt(sum g_i^2/H_ii) of those that may move. */
    double gradientNorm(boolean[] movable) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            if (movable[i]) {
                sum += g[i] * g[i] / h[i * n + i];
            }
        }
        return Math.sqrt(sum);
    }

    /** Errors of the movable parameters, 1 sigma, [n]; NaN for the others. */
    double[] sigmas(boolean[] movable) {
        double[] covariance = spread(movable).covariance();
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = Math.sqrt(covariance[i * n + i]);
        }
        return out;
    }

    /** What the data say about the movable parameters together. */
    @SuppressWarnings("ArrayRecordComponent") // handed on inside the package only, never compared
    record Spread(double[] covariance, double[] loosest, double leastEigenvalue) {}

    /**
     * The inverse of H among the movable parameters, [n x n] with NaN for the others; and the direction that the data
     * constrain least, with the eigenvalue of the scaled H that belongs to it, 1 where parameters are not correlated.
     */
    Spread spread(boolean[] movable) {
        int[] index = indices(movable);
        int m = index.length;
        double[] scale = scales(index);
        double[] covariance = new double[n * n];
        Arrays.fill(covariance, Double.NaN);
        if (m == 0) {
            return new Spread(covariance, new double[n], 1);
        }
        double[][] unit = new double[m][m];
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                unit[r][c] = h[index[r] * n + index[c]] * scale[r] * scale[c];
            }
        }
        var eigen = LinearAlgebra.eigen(unit);
        for (int r = 0; r < m; r++) {
            for (int c = 0; c < m; c++) {
                double sum = 0;
                for (int k = 0; k < m; k++) {
                    double[] vector = eigen.vectors()[k];
                    sum += vector[r] * vector[c] / Math.max(eigen.values()[k], 1e-15);
                }
                covariance[index[r] * n + index[c]] = sum * scale[r] * scale[c];
            }
        }
        double[] loosest = new double[n];
        for (int r = 0; r < m; r++) {
            loosest[index[r]] = eigen.vectors()[0][r];
        }
        return new Spread(covariance, loosest, eigen.values()[0]);
    }
}
