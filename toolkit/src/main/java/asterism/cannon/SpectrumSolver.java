package asterism.cannon;

import java.util.Arrays;

/**
 * Finds the labels of a block of spectra side by side: sums up the quadratic forms of chi-squared over the pixels, searches on
 * them, and makes a last step with residuals at full resolution. One per thread.
 */
final class SpectrumSolver {

    /** Spectra of a block. */
    static final int LANES = 32;

    private static final int TILE = 64; // pixels whose weights stay in the cache

    private final LabelProblem problem;
    private final int nTerms;
    private final int nPairs;
    private final int nLabels;
    private final double[] weight = new double[TILE * LANES];
    private final double[] weighted = new double[TILE * LANES]; // W flux, then W r
    private final double[] residual = new double[TILE * LANES];
    private final double[] gram;
    private final double[] moment;
    private final double[] negative; // -V at the labels
    private final double[] gradient; // sum W r theta
    private final double[] chi2 = new double[LANES];
    private final int[] pixels = new int[LANES];
    private final double[] v;
    private final double[] g;
    private final double[] h;
    private final double[][] x = new double[LANES][];
    private final int[] start = new int[LANES];
    private final LabelSolver solver;

    SpectrumSolver(LabelProblem problem) {
        this.problem = problem;
        this.nTerms = problem.vectorizer().size();
        this.nPairs = Lanes.pairs(nTerms);
        this.nLabels = problem.vectorizer().labels().size();
        this.gram = new double[nPairs * LANES];
        this.moment = new double[nTerms * LANES];
        this.negative = new double[nTerms * LANES];
        this.gradient = new double[nTerms * LANES];
        this.v = new double[nTerms];
        this.g = new double[nTerms * nTerms];
        this.h = new double[nTerms];
        this.solver = new LabelSolver(problem.vectorizer());
    }

    /** Finds the labels of the spectra from a first one on, as many as there are in a block. */
    void solve(int first) {
        int used = Math.min(LANES, problem.size() - first);
        sumUp(first, used);
        Arrays.fill(negative, 0);
        for (int p = 0; p < used; p++) {
            x[p] = search(first + p, p);
            problem.vectorizer().evaluate(x[p], v);
            for (int t = 0; t < nTerms; t++) {
                negative[t * LANES + p] = Double.isNaN(v[t]) ? 0 : -v[t];
            }
        }
        residuals(first, used);
        for (int p = 0; p < used; p++) {
            form(p);
            if (start[p] >= 0) {
                for (int t = 0; t < nTerms; t++) {
                    h[t] = gradient[t * LANES + p];
                }
                solver.improve(g, h, x[p]);
            }
            problem.solved(first + p, x[p], solver.covariance(g, x[p]), chi2[p], pixels[p], start[p]);
        }
    }

    private void sumUp(int first, int used) {
        Arrays.fill(gram, 0);
        Arrays.fill(moment, 0);
        Arrays.fill(pixels, 0);
        for (int from = 0; from < problem.nPixels(); from += TILE) {
            int rows = Math.min(TILE, problem.nPixels() - from);
            weigh(first, used, from, rows, true);
            Lanes.sum(problem.products(), from, nPairs, weight, rows, LANES, gram);
            Lanes.sum(problem.theta(), from, nTerms, weighted, rows, LANES, moment);
        }
    }

    /** The weights of some pixels, 0 where there are no data, with the flux beside them. */
    private void weigh(int first, int used, int from, int rows, boolean count) {
        Arrays.fill(weight, 0);
        Arrays.fill(weighted, 0);
        Arrays.fill(residual, 0);
        for (int p = 0; p < used; p++) {
            double[] flux = problem.flux()[first + p];
            double[] ivar = problem.ivar()[first + p];
            int known = 0;
            for (int j = 0; j < rows; j++) {
                double w = ivar[from + j] / (1 + ivar[from + j] * problem.s2()[from + j]);
                if (w > 0) {
                    weight[j * LANES + p] = w;
                    weighted[j * LANES + p] = w * flux[from + j];
                    residual[j * LANES + p] = flux[from + j];
                    known++;
                }
            }
            pixels[p] += count ? known : 0;
        }
    }

    private void form(int p) {
        Lanes.unpack(gram, p, LANES, nTerms, g);
        for (int t = 0; t < nTerms; t++) {
            h[t] = moment[t * LANES + p];
        }
    }

    /** The best of the minima from all starts. */
    private double[] search(int spectrum, int p) {
        form(p);
        double least = Double.POSITIVE_INFINITY;
        var best = new double[nLabels];
        Arrays.fill(best, Double.NaN);
        start[p] = -1;
        if (pixels[p] == 0) {
            return best;
        }
        double[][] starts = problem.starts(spectrum);
        for (int k = 0; k < starts.length; k++) {
            double[] at = starts[k].clone();
            double f = solver.minimize(g, h, at);
            if (f < least - 1e-9 * Math.abs(least) || (start[p] < 0 && f < Double.POSITIVE_INFINITY)) {
                least = f;
                best = at;
                start[p] = k;
            }
        }
        return best;
    }

    /** Chi-squared and its gradient from the residuals of every pixel. */
    private void residuals(int first, int used) {
        Arrays.fill(gradient, 0);
        Arrays.fill(chi2, 0);
        for (int from = 0; from < problem.nPixels(); from += TILE) {
            int rows = Math.min(TILE, problem.nPixels() - from);
            weigh(first, used, from, rows, false);
            Lanes.expand(problem.theta(), from, nTerms, negative, rows, LANES, residual);
            for (int j = 0; j < rows; j++) {
                for (int p = 0; p < LANES; p++) {
                    int i = j * LANES + p;
                    weighted[i] = weight[i] * residual[i];
                    chi2[p] += weighted[i] * residual[i];
                }
            }
            Lanes.sum(problem.theta(), from, nTerms, weighted, rows, LANES, gradient);
        }
    }
}
