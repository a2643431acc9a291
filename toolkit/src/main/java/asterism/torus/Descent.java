package asterism.torus;

import java.util.Arrays;

/**
 * Levenberg-Marquardt steps inside bounds: a damped quadratic model is solved over the parameters that are free to move; those
 * that would leave their interval are put on its end and the rest is solved again.
 *
 * <p>The damping grows where the model promised too much, and falls as Nielsen (1999) has it.
 */
final class Descent {

    private static final double CONVERGED = 1e-14; // decrease that the model still promises, relative to the objective
    private static final double ROUNDING = 1e-11; // a promised decrease below this may fail for rounding alone
    private static final double LARGEST_DAMPING = 1e12;

    private final TorusObjective objective;
    private final double[] lower;
    private final double[] upper;
    private final int n;
    private double[] x;
    private double[] g;
    private double[] h;
    private double f;
    private double damping = 1e-3;
    private double growth = 2;
    private final double[] step;
    private final double[] factor;
    private final int[] free;

    int iterations;
    int evaluations;
    boolean converged;
    String reason = "";

    Descent(TorusObjective objective, double[] lower, double[] upper, double[] start) {
        this.objective = objective;
        this.lower = lower;
        this.upper = upper;
        this.n = start.length;
        this.x = new double[n];
        for (int k = 0; k < n; k++) {
            x[k] = clamp(k, start[k]);
        }
        this.g = new double[n];
        this.h = new double[n * n];
        this.step = new double[n];
        this.factor = new double[n * n];
        this.free = new int[n];
    }

    double[] point() {
        return x.clone();
    }

    double[] gradient() {
        return g.clone();
    }

    double value() {
        return f;
    }

    private double clamp(int k, double value) {
        return Math.max(lower[k], Math.min(upper[k], value));
    }

    /** Goes down until nothing is left to gain or so many steps are tried. */
    void run(int mostIterations) {
        f = evaluate(x, g, h);
        if (!Double.isFinite(f)) {
            reason = "the objective is not a finite number at the start";
            return;
        }
        double[] trial = new double[n];
        double[] trialG = new double[n];
        double[] trialH = new double[n * n];
        while (iterations < mostIterations) {
            double promised = solve();
            if (Math.abs(promised) <= CONVERGED * Math.abs(f) && damping < 1) {
                converged = true;
                reason = "no step promises a decrease";
                return;
            }
            if (damping > LARGEST_DAMPING) {
                converged = promised <= ROUNDING * Math.abs(f);
                reason = "no step decreases the objective";
                return;
            }
            iterations++;
            if (promised <= 0) { // the bounds cut the step into one that leads upwards
                damping *= growth;
                growth *= 2;
                continue;
            }
            for (int k = 0; k < n; k++) {
                trial[k] = clamp(k, x[k] + step[k]);
            }
            double value = evaluate(trial, trialG, trialH);
            double gain = (f - value) / promised;
            if (value < f && gain > 1e-4) {
                double[] oldX = x;
                double[] oldG = g;
                double[] oldH = h;
                x = trial;
                g = trialG;
                h = trialH;
                trial = oldX;
                trialG = oldG;
                trialH = oldH;
                f = value;
                double t = 2 * gain - 1;
                damping = Math.max(1e-12, damping * Math.max(1.0 / 3, 1 - t * t * t) * (gain > 0.9 ? 0.1 : 1));
                growth = 2;
            } else if (promised <= ROUNDING * Math.abs(f) && damping < 1) {
                converged = true;
                reason = "the last decrease is below rounding";
                return;
            } else {
                damping *= growth;
                growth *= 2;
            }
        }
        reason = "all " + mostIterations + " iterations were used";
    }

    private double evaluate(double[] at, double[] outG, double[] outH) {
        evaluations++;
        double value = objective.gaussNewton(at, outG, outH);
        for (int i = 0; i < n * n; i++) {
            if (!Double.isFinite(outH[i])) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return value;
    }

    /** Fills the step; returns the decrease that the quadratic model promises. */
    private double solve() {
        Arrays.fill(step, 0);
        int count = 0;
        for (int k = 0; k < n; k++) {
            boolean held = lower[k] == upper[k] || (x[k] <= lower[k] && g[k] > 0) || (x[k] >= upper[k] && g[k] < 0);
            if (!held) {
                free[count++] = k;
            }
        }
        for (int round = 0; round <= n && count > 0; round++) {
            while (!factorize(count)) {
                damping = Math.max(10 * damping, 1e-8);
                if (damping > LARGEST_DAMPING) {
                    return 0;
                }
            }
            double[] right = new double[count];
            for (int a = 0; a < count; a++) {
                int k = free[a];
                right[a] = -g[k];
                for (int i = 0; i < n; i++) {
                    right[a] -= isFree(i, count) ? 0 : h[k * n + i] * step[i];
                }
            }
            substitute(count, right);
            int kept = 0;
            for (int a = 0; a < count; a++) {
                int k = free[a];
                double to = clamp(k, x[k] + right[a]);
                step[k] = to - x[k];
                if (to == x[k] + right[a]) {
                    free[kept++] = k;
                }
            }
            if (kept == count) {
                break;
            }
            count = kept;
        }
        double promised = 0;
        for (int k = 0; k < n; k++) {
            double hs = 0;
            for (int i = 0; i < n; i++) {
                hs += h[k * n + i] * step[i];
            }
            promised -= step[k] * (g[k] + 0.5 * hs);
        }
        return promised;
    }

    private boolean isFree(int k, int count) {
        for (int a = 0; a < count; a++) {
            if (free[a] == k) {
                return true;
            }
        }
        return false;
    }

    /** Cholesky factor of the damped matrix of the free parameters; false where it is not positive. */
    private boolean factorize(int count) {
        for (int a = 0; a < count; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = h[free[a] * n + free[b]];
                if (a == b) {
                    sum += damping * Math.max(Math.abs(sum), 1e-14 * Math.abs(f));
                }
                for (int i = 0; i < b; i++) {
                    sum -= factor[a * n + i] * factor[b * n + i];
                }
                if (a == b) {
                    if (!(sum > 0)) {
                        return false;
                    }
                    factor[a * n + a] = Math.sqrt(sum);
                } else {
                    factor[a * n + b] = sum / factor[b * n + b];
                }
            }
        }
        return true;
    }

    private void substitute(int count, double[] right) {
        for (int a = 0; a < count; a++) {
            for (int i = 0; i < a; i++) {
                right[a] -= factor[a * n + i] * right[i];
            }
            right[a] /= factor[a * n + a];
        }
        for (int a = count - 1; a >= 0; a--) {
            for (int i = a + 1; i < count; i++) {
                right[a] -= factor[i * n + a] * right[i];
            }
            right[a] /= factor[a * n + a];
        }
    }
}
