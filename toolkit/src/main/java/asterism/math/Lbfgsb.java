package asterism.math;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/**
 * L-BFGS-B: the minimum of a smooth function inside bounds, for up to thousands of variables.
 *
 * <p>Each iteration finds the generalised Cauchy point, the first minimum of the quadratic model along the projected
 * gradient; minimises the model over the variables that are not at a bound there; and searches along that direction for the
 * strong Wolfe conditions. The model's Hessian is theta I - W M W^T with W = [Y, theta S] of the last m steps S and gradient
 * differences Y.
 *
 * <p>Immutable; each method gives a changed copy. A minimum is a local one: use several starts.
 *
 * <pre>{@code
 * var minimum = Lbfgsb.DEFAULT.minimize(objective, lower, upper, start);
 * minimum.converged()
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1137/0916069">Byrd, Lu, Nocedal &amp; Zhu 1995</a>, SIAM J. Sci. Comput. 16, 1190; the
 *     equation numbers are theirs
 */
public final class Lbfgsb {

    /** Ten steps of memory, gradient 1e-6, decrease 1e-13, 10 000 iterations. */
    public static final Lbfgsb DEFAULT = new Lbfgsb(10, 1e-6, 1e-13, 10_000);

    private static final double LEAST_CURVATURE = 2.2e-16; // y s over y y, for a step to be remembered

    private final int memory;
    private final double gradient;
    private final double decrease;
    private final int iterations;

    private Lbfgsb(int memory, double gradient, double decrease, int iterations) {
        this.memory = memory;
        this.gradient = gradient;
        this.decrease = decrease;
        this.iterations = iterations;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Number of steps that are remembered, m; 3 to 20 are usual. Default 10. */
    public Lbfgsb memory(int m) {
        require(m >= 1, "memory(" + m + "): at least 1 step must be remembered");
        return new Lbfgsb(m, gradient, decrease, iterations);
    }

    /** Stop when no component of the projected gradient is larger. Default 1e-6. */
    public Lbfgsb gradient(double tolerance) {
        require(tolerance >= 0, "gradient(" + tolerance + "): a tolerance must not be negative");
        return new Lbfgsb(memory, tolerance, decrease, iterations);
    }

    /** Stop when a step decreases f by less than this times max(1, |f|). Default 1e-13. */
    public Lbfgsb decrease(double relative) {
        require(relative >= 0, "decrease(" + relative + "): a tolerance must not be negative");
        return new Lbfgsb(memory, gradient, relative, iterations);
    }

    /** Most iterations. Default 10 000. */
    public Lbfgsb iterations(int most) {
        require(most >= 0, "iterations(" + most + "): must not be negative");
        return new Lbfgsb(memory, gradient, decrease, most);
    }

    /** The minimum without bounds. */
    public Minimum minimize(Objective objective, double[] start) {
        double[] lower = new double[start.length];
        double[] upper = new double[start.length];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        return minimize(objective, lower, upper, start);
    }

    /**
     * The minimum inside bounds.
     *
     * @param lower [n], may be -infinity. Not modified.
     * @param upper [n], not below lower, may be +infinity. Not modified.
     * @param start [n]; put inside the bounds. Not modified.
     */
    public Minimum minimize(Objective objective, double[] lower, double[] upper, double[] start) {
        int n = objective.dimension();
        require(
                lower.length == n && upper.length == n && start.length == n,
                "minimize: the objective has " + n + " variables, lower " + lower.length + ", upper " + upper.length
                        + ", start " + start.length);
        for (int i = 0; i < n; i++) {
            require(
                    lower[i] <= upper[i],
                    String.format(
                            Locale.ROOT,
                            "minimize: variable %d needs lower <= upper, got %s, %s",
                            i,
                            lower[i],
                            upper[i]));
            require(Double.isFinite(start[i]), "minimize: the start of variable " + i + " is " + start[i]);
        }
        return new Search(objective, lower, upper, start).run();
    }

    /** One minimisation: all its arrays. */
    private final class Search {

        private final Objective objective;
        private final int n;
        private final double[] lower;
        private final double[] upper;
        private double[] x;
        private double[] g;
        private double f;
        private final double[] trial;
        private final double[] trialGradient;
        private final double[] cauchy; // x^c
        private final double[] direction;
        private int evaluations;

        // the model
        private final double[][] s = new double[memory][]; // oldest first
        private final double[][] y = new double[memory][];
        private int stored;
        private double theta = 1;
        private double[][] m = new double[0][]; // the middle matrix M, [2 stored x 2 stored]
        private double[] c = new double[0]; // W^T (x^c - x)

        Search(Objective objective, double[] lower, double[] upper, double[] start) {
            this.objective = objective;
            this.n = start.length;
            this.lower = lower;
            this.upper = upper;
            this.x = start.clone();
            for (int i = 0; i < n; i++) {
                x[i] = Math.max(lower[i], Math.min(upper[i], x[i]));
            }
            this.g = new double[n];
            this.trial = new double[n];
            this.trialGradient = new double[n];
            this.cauchy = new double[n];
            this.direction = new double[n];
        }

        Minimum run() {
            f = evaluate(x, g);
            if (!isFinite(f, g)) {
                return end(Minimum.Reason.START, 0);
            }
            for (int k = 0; ; k++) {
                if (projectedGradient() <= gradient) {
                    return end(Minimum.Reason.SMALL_GRADIENT, k);
                }
                if (k == iterations) {
                    return end(Minimum.Reason.ITERATIONS, k);
                }
                double before = f;
                if (!step()) {
                    if (stored == 0) {
                        return end(Minimum.Reason.LINE_SEARCH, k);
                    }
                    forget();
                } else if (before - f <= decrease * Math.max(1, Math.max(Math.abs(before), Math.abs(f)))) {
                    return end(
                            projectedGradient() <= gradient
                                    ? Minimum.Reason.SMALL_GRADIENT
                                    : Minimum.Reason.SMALL_DECREASE,
                            k + 1);
                }
            }
        }

        private Minimum end(Minimum.Reason reason, int done) {
            return new Minimum(x, f, g, projectedGradient(), done, evaluations, reason);
        }

        private double evaluate(double[] at, double[] outGradient) {
            evaluations++;
            return objective.evaluate(at, outGradient);
        }

        private boolean isFinite(double value, double[] gradient) {
            return Double.isFinite(value) && Arrays.stream(gradient).allMatch(Double::isFinite);
        }

        /** Largest component of P(x - g) - x, equation 6.1. */
        private double projectedGradient() {
            double most = 0;
            for (int i = 0; i < n; i++) {
                double to = Math.max(lower[i], Math.min(upper[i], x[i] - g[i]));
                most = Math.max(most, Math.abs(to - x[i]));
            }
            return most;
        }

        private void forget() {
            stored = 0;
            theta = 1;
            m = new double[0][];
        }

        private boolean step() {
            cauchyPoint();
            subspaceMinimum();
            double slope = 0;
            double norm = 0;
            double most = 1e10;
            for (int i = 0; i < n; i++) {
                slope += direction[i] * g[i];
                norm += direction[i] * direction[i];
            }
            if (!(slope < 0)) {
                return false;
            }
            for (int i = 0; i < n; i++) {
                if (direction[i] > 0) {
                    most = Math.min(most, (upper[i] - x[i]) / direction[i]);
                } else if (direction[i] < 0) {
                    most = Math.min(most, (lower[i] - x[i]) / direction[i]);
                }
            }
            most = Math.max(most, 1); // x + direction is inside; rounding must not say otherwise
            double first = stored == 0 ? Math.min(1, 1 / Math.sqrt(norm)) : 1;
            double step = new MoreThuente().search(line(), f, slope, first, most);
            if (step == 0) {
                return false;
            }
            remember();
            return true;
        }

        private double trialValue;

        private MoreThuente.Line line() {
            return new MoreThuente.Line() {
                @Override
                public double value(double step) {
                    for (int i = 0; i < n; i++) {
                        trial[i] = Math.max(lower[i], Math.min(upper[i], x[i] + step * direction[i]));
                    }
                    trialValue = evaluate(trial, trialGradient);
                    return trialValue;
                }

                @Override
                public double slope() {
                    double sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += direction[i] * trialGradient[i];
                    }
                    return sum;
                }
            };
        }

        /** Goes to the trial point and puts the step into the model. */
        private void remember() {
            double[] ds = new double[n];
            double[] dy = new double[n];
            double sy = 0;
            double yy = 0;
            for (int i = 0; i < n; i++) {
                ds[i] = trial[i] - x[i];
                dy[i] = trialGradient[i] - g[i];
                sy += ds[i] * dy[i];
                yy += dy[i] * dy[i];
            }
            x = trial.clone();
            g = trialGradient.clone();
            f = trialValue;
            if (!(sy > LEAST_CURVATURE * yy) || yy == 0) {
                return;
            }
            if (stored == memory) {
                System.arraycopy(s, 1, s, 0, memory - 1);
                System.arraycopy(y, 1, y, 0, memory - 1);
                stored--;
            }
            s[stored] = ds;
            y[stored] = dy;
            stored++;
            theta = yy / sy;
            middle();
        }

        /** M = [[-D, L^T], [L, theta S^T S]]^-1, equation 3.4. */
        private void middle() {
            int k = stored;
            double[][] a = new double[2 * k][2 * k];
            for (int i = 0; i < k; i++) {
                a[i][i] = -dot(s[i], y[i]);
                for (int j = 0; j < k; j++) {
                    a[k + i][k + j] = theta * dot(s[i], s[j]);
                    if (i > j) {
                        double l = dot(s[i], y[j]);
                        a[k + i][j] = l;
                        a[j][k + i] = l;
                    }
                }
            }
            double[][] unit = new double[2 * k][2 * k];
            for (int i = 0; i < 2 * k; i++) {
                unit[i][i] = 1;
            }
            if (solve(a, unit)) {
                m = unit;
            } else {
                forget();
            }
        }

        private double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        /** Row i of W = [Y, theta S]. */
        private void row(int i, double[] outW) {
            for (int j = 0; j < stored; j++) {
                outW[j] = y[j][i];
                outW[stored + j] = theta * s[j][i];
            }
        }

        private double[] timesM(double[] v) {
            double[] out = new double[v.length];
            for (int i = 0; i < v.length; i++) {
                for (int j = 0; j < v.length; j++) {
                    out[i] += m[i][j] * v[j];
                }
            }
            return out;
        }

        private double small(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        /** Algorithm CP: the first minimum of the model along the projected steepest descent. */
        private void cauchyPoint() {
            double[] t = new double[n]; // equation 4.1: where each variable meets its bound
            double[] d = new double[n];
            double[] p = new double[2 * stored];
            double[] w = new double[2 * stored];
            double slope = 0;
            for (int i = 0; i < n; i++) {
                t[i] = g[i] < 0
                        ? (x[i] - upper[i]) / g[i]
                        : g[i] > 0 ? (x[i] - lower[i]) / g[i] : Double.POSITIVE_INFINITY;
                d[i] = t[i] <= 0 ? 0 : -g[i];
                slope -= d[i] * d[i];
                cauchy[i] = x[i];
                if (d[i] != 0) {
                    row(i, w);
                    for (int j = 0; j < p.length; j++) {
                        p[j] += w[j] * d[i];
                    }
                }
            }
            c = new double[2 * stored];
            int[] order = java.util.stream.IntStream.range(0, n)
                    .filter(i -> t[i] > 0 && t[i] < Double.POSITIVE_INFINITY)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> t[i]))
                    .mapToInt(i -> i)
                    .toArray();
            double curvature = -theta * slope - small(p, timesM(p));
            double least = slope == 0 ? 0 : -slope / curvature;
            double old = 0;
            int next = 0;
            while (next < order.length && slope < 0) {
                int b = order[next];
                double dt = t[b] - old;
                if (least < dt) {
                    break;
                }
                cauchy[b] = d[b] > 0 ? upper[b] : lower[b];
                double z = cauchy[b] - x[b];
                for (int j = 0; j < p.length; j++) {
                    c[j] += dt * p[j];
                }
                row(b, w);
                double gb = g[b];
                double[] mw = timesM(w);
                slope += dt * curvature + gb * gb + theta * gb * z - gb * small(mw, c);
                curvature -= theta * gb * gb + 2 * gb * small(mw, p) + gb * gb * small(mw, w);
                curvature = Math.max(curvature, 1e-16 * theta * gb * gb); // rounding
                for (int j = 0; j < p.length; j++) {
                    p[j] += gb * w[j];
                }
                d[b] = 0;
                least = -slope / curvature;
                old = t[b];
                next++;
            }
            least = slope < 0 ? Math.max(least, 0) : 0;
            if (!Double.isFinite(least)) {
                least = 0;
            }
            old += least;
            for (int i = 0; i < n; i++) {
                if (d[i] != 0) {
                    cauchy[i] = Math.max(lower[i], Math.min(upper[i], x[i] + old * d[i]));
                }
            }
            for (int j = 0; j < p.length; j++) {
                c[j] += least * p[j];
            }
        }

        /** Direct primal method, section 5.1: the model's minimum over the variables off their bounds; the search direction. */
        private void subspaceMinimum() {
            int k = 2 * stored;
            boolean[] free = new boolean[n];
            double[] r = new double[n]; // reduced gradient, equation 5.4
            double[] w = new double[k];
            double[] v = new double[k];
            double[][] a = new double[k][k]; // W^T Z Z^T W / theta
            double[] mc = timesM(c);
            for (int i = 0; i < n; i++) {
                free[i] = cauchy[i] > lower[i] && cauchy[i] < upper[i];
                if (free[i]) {
                    row(i, w);
                    r[i] = g[i] + theta * (cauchy[i] - x[i]) - small(w, mc);
                    for (int p = 0; p < k; p++) {
                        v[p] += w[p] * r[i];
                        for (int q = 0; q < k; q++) {
                            a[p][q] += w[p] * w[q] / theta;
                        }
                    }
                }
            }
            double[][] matrix = new double[k][k]; // I - M W^T Z Z^T W / theta
            double[] mv = timesM(v);
            double[][] right = new double[k][1];
            for (int p = 0; p < k; p++) {
                right[p][0] = mv[p];
                for (int q = 0; q < k; q++) {
                    double sum = p == q ? 1 : 0;
                    for (int l = 0; l < k; l++) {
                        sum -= m[p][l] * a[l][q];
                    }
                    matrix[p][q] = sum;
                }
            }
            boolean solved = solve(matrix, right);
            double alpha = 1;
            double[] d = new double[n]; // equation 5.11
            for (int i = 0; i < n && solved; i++) {
                if (free[i]) {
                    row(i, w);
                    double sum = 0;
                    for (int p = 0; p < k; p++) {
                        sum += w[p] * right[p][0];
                    }
                    d[i] = -r[i] / theta - sum / (theta * theta);
                    if (d[i] > 0) {
                        alpha = Math.min(alpha, (upper[i] - cauchy[i]) / d[i]);
                    } else if (d[i] < 0) {
                        alpha = Math.min(alpha, (lower[i] - cauchy[i]) / d[i]);
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                direction[i] = cauchy[i] + alpha * d[i] - x[i];
            }
        }
    }

    /** Solves a X = b by elimination with row exchange, in place; false where a is singular. Both are overwritten. */
    private static boolean solve(double[][] a, double[][] b) {
        int n = a.length;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            if (!(Math.abs(a[pivot][k]) > 0) || !Double.isFinite(a[pivot][k])) {
                return false;
            }
            double[] row = a[k];
            a[k] = a[pivot];
            a[pivot] = row;
            row = b[k];
            b[k] = b[pivot];
            b[pivot] = row;
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / a[k][k];
                if (factor != 0) {
                    for (int j = k; j < n; j++) {
                        a[i][j] -= factor * a[k][j];
                    }
                    for (int j = 0; j < b[i].length; j++) {
                        b[i][j] -= factor * b[k][j];
                    }
                }
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int j = 0; j < b[k].length; j++) {
                double sum = b[k][j];
                for (int l = k + 1; l < n; l++) {
                    sum -= a[k][l] * b[l][j];
                }
                b[k][j] = sum / a[k][k];
            }
        }
        return true;
    }
}
