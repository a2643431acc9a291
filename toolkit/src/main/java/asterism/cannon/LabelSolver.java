package asterism.cannon;

import java.util.Arrays;

/**
 * Finds the labels of one spectrum on the quadratic form of its chi-squared, V^T G V - 2 h^T V + c: since the model is linear in
 * the terms V, its pixels are summed up once, and every step, every start costs a few hundred operations. Levenberg-Marquardt
 * in scaled labels with the analytic Jacobian. Used by one thread.
 */
final class LabelSolver {

    private static final double SMALL = 1e-10; // steps for which differences of chi-squared are rounding
    private static final double DIFFERENCE = Math.cbrt(Math.ulp(1.0)); // of scaled labels
    private static final double MOST_DAMPING = 1e16;

    private final Vectorizer vectorizer;
    private final LabelSearch.Rule rule;
    private final int nTerms;
    private final int nLabels;
    private final double[] v;
    private final double[] dv;
    private final double[] trialV;
    private final double[] gv; // G v
    private final double[] trialGv;
    private final double[][] gdv; // G dV/dx_l, [nLabels][nTerms]
    private final double[] gradient;
    private final double[] hessian;
    private final double[] damped;
    private final double[] step;
    private final double[] trial;
    private final int[] every;
    private final Cholesky cholesky;
    private int evaluations;
    private int linearizations;
    private boolean converged;

    LabelSolver(Vectorizer vectorizer, LabelSearch.Rule rule) {
        this.vectorizer = vectorizer;
        this.rule = rule;
        this.nTerms = vectorizer.size();
        this.nLabels = vectorizer.labels().size();
        this.v = new double[nTerms];
        this.dv = new double[nTerms * nLabels];
        this.trialV = new double[nTerms];
        this.gv = new double[nTerms];
        this.trialGv = new double[nTerms];
        this.gdv = new double[nLabels][nTerms];
        this.gradient = new double[nLabels];
        this.hessian = new double[nLabels * nLabels];
        this.damped = new double[nLabels * nLabels];
        this.step = new double[nLabels];
        this.trial = new double[nLabels];
        this.every = new int[nLabels];
        Arrays.setAll(every, l -> l);
        this.cholesky = new Cholesky(nLabels);
    }

    /**
     * Goes down to a minimum.
     *
     * @param g    [nTerms x nTerms]. Not modified.
     * @param h    [nTerms]. Not modified.
     * @param outX scaled labels, [nLabels]: a start on entry, the minimum after, if the evaluations reach it. Overwritten.
     * @return chi-squared there, less the constant c; NaN where it is not a number at the start
     */
    double minimize(double[] g, double[] h, double[] outX) {
        int most = evaluations + rule.evaluations();
        double f = value(g, h, outX, v, gv);
        double damping = 1e-3;
        double lastSize = Double.POSITIVE_INFINITY;
        converged = false;
        while (!Double.isNaN(f) && !converged && evaluations < most) {
            linearize(g, h, outX);
            boolean better = false;
            double size = 0;
            while (!better && damping < MOST_DAMPING && evaluations < most) {
                if (!solve(damping)) {
                    damping = Math.max(1e-12, damping * 10);
                    continue;
                }
                size = 0;
                for (int l = 0; l < nLabels; l++) {
                    trial[l] = outX[l] - step[l];
                    size = Math.max(size, Math.abs(step[l]) / Math.max(1, Math.abs(outX[l])));
                }
                double next = value(g, h, trial, trialV, trialGv);
                if (next <= f || size <= SMALL) { // then the gradient decides
                    better = true;
                    f = next;
                    System.arraycopy(trial, 0, outX, 0, nLabels);
                    System.arraycopy(trialV, 0, v, 0, nTerms);
                    System.arraycopy(trialGv, 0, gv, 0, nTerms);
                    damping = damping < 1e-14 ? 0 : damping / 10;
                } else {
                    damping = Math.max(1e-12, damping * 10);
                }
            }
            boolean rounding = size <= SMALL && size >= lastSize; // no nearer: a step at full resolution follows
            converged = damping >= MOST_DAMPING || (better && (rounding || size <= rule.tolerance()));
            lastSize = size;
        }
        return f;
    }

    private double value(double[] g, double[] h, double[] x, double[] outV, double[] outGv) {
        evaluations++;
        vectorizer.evaluate(x, outV);
        Arrays.fill(outGv, 0);
        for (int u = 0; u < nTerms; u++) {
            addRow(g, u, outV[u], outGv);
        }
        double sum = 0;
        for (int t = 0; t < nTerms; t++) {
            sum += outV[t] * (outGv[t] - 2 * h[t]);
        }
        return sum;
    }

    /** Adds a row of G, which is symmetric, times a factor: an inner loop over neighbors. */
    private void addRow(double[] g, int row, double factor, double[] outSum) {
        int at = row * nTerms;
        for (int t = 0; t < nTerms; t++) {
            outSum[t] += factor * g[at + t];
        }
    }

    /** Half the gradient and half the curvature, J^T J, at the labels whose terms are in v. */
    private void linearize(double[] g, double[] h, double[] x) {
        curvature(g, x);
        Arrays.fill(gradient, 0);
        for (int t = 0; t < nTerms; t++) {
            for (int l : vectorizer.factorLabels(t)) {
                gradient[l] += dv[t * nLabels + l] * (gv[t] - h[t]);
            }
        }
    }

    /** J^T J = dV^T G dV. A term has few labels, so that most of dV is 0. */
    private void curvature(double[] g, double[] x) {
        derivative(x);
        for (var row : gdv) {
            Arrays.fill(row, 0);
        }
        for (int u = 0; u < nTerms; u++) {
            for (int l : vectorizer.factorLabels(u)) {
                addRow(g, u, dv[u * nLabels + l], gdv[l]);
            }
        }
        Arrays.fill(hessian, 0);
        for (int t = 0; t < nTerms; t++) {
            for (int a : vectorizer.factorLabels(t)) {
                for (int b = 0; b <= a; b++) {
                    hessian[a * nLabels + b] += dv[t * nLabels + a] * gdv[b][t];
                }
            }
        }
        for (int a = 0; a < nLabels; a++) {
            for (int b = 0; b < a; b++) {
                hessian[b * nLabels + a] = hessian[a * nLabels + b];
            }
        }
    }

    private void derivative(double[] x) {
        linearizations++;
        if (rule.analytic()) {
            vectorizer.derivative(x, dv);
            return;
        }
        for (int l = 0; l < nLabels; l++) {
            double at = x[l];
            double step = DIFFERENCE * Math.max(1, Math.abs(at));
            x[l] = at + step;
            vectorizer.evaluate(x, trialV);
            x[l] = at - step;
            vectorizer.evaluate(x, trialGv);
            x[l] = at;
            for (int t = 0; t < nTerms; t++) {
                dv[t * nLabels + l] = (trialV[t] - trialGv[t]) / (2 * step);
            }
        }
    }

    private boolean solve(double damping) {
        System.arraycopy(hessian, 0, damped, 0, hessian.length);
        for (int l = 0; l < nLabels; l++) {
            damped[l * nLabels + l] *= 1 + damping;
        }
        if (cholesky.decompose(damped, nLabels, every, nLabels) < nLabels) {
            return false;
        }
        cholesky.solve(gradient, step);
        return true;
    }

    /**
     * One step of Gauss and Newton with a gradient that was summed over the pixels.
     *
     * @param g    [nTerms x nTerms]. Not modified.
     * @param u    sum over the pixels of W r theta, [nTerms], r = flux - model. Not modified.
     * @param outX scaled labels, [nLabels]. Modified.
     */
    void improve(double[] g, double[] u, double[] outX) {
        curvature(g, outX);
        Arrays.fill(gradient, 0);
        for (int t = 0; t < nTerms; t++) {
            for (int l : vectorizer.factorLabels(t)) {
                gradient[l] -= dv[t * nLabels + l] * u[t];
            }
        }
        if (solve(0)) {
            for (int l = 0; l < nLabels; l++) {
                outX[l] -= step[l];
            }
        }
    }

    /** (J^T J)^-1 at scaled labels, [nLabels x nLabels]; NaN where it is singular. */
    double[] covariance(double[] g, double[] x) {
        curvature(g, x);
        var out = new double[nLabels * nLabels];
        if (cholesky.decompose(hessian, nLabels, every, nLabels) == nLabels) {
            cholesky.invert(out);
        } else {
            Arrays.fill(out, Double.NaN);
        }
        return out;
    }

    /** Whether the last search ended at a minimum, and not because its evaluations were used up. */
    boolean converged() {
        return converged;
    }

    /** Forgets the counts. */
    void startCounting() {
        evaluations = 0;
        linearizations = 0;
    }

    /** How often chi-squared was worked out since {@link #startCounting}. */
    int evaluations() {
        return evaluations;
    }

    /** How often its derivatives were worked out since {@link #startCounting}. */
    int linearizations() {
        return linearizations;
    }
}
