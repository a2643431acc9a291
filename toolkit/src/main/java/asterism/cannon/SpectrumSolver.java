package asterism.cannon;

import java.util.Arrays;

/**
 * Finds the labels of a block of spectra side by side: sums up the quadratic forms of chi-squared over the pixels, searches on
 * them, and makes a last step with residuals at full resolution. One per thread.
 */
final class SpectrumSolver {

    /** Spectra of a block. */
    static final int LANES = 64;

    private static final int TILE = 96; // pixels whose weights stay in the cache

    private final LabelProblem problem;
    private final int nTerms;
    private final int nLabels;
    private final double[][] weight = new double[TILE][LANES];
    private final double[][] weighted = new double[TILE][LANES]; // W flux, then W r
    private final double[][] residual = new double[TILE][LANES]; // at first the flux
    private final double[] weightOfOne = new double[TILE];
    private final double[][] gram; // [nPairs][LANES]
    private final double[][] excess; // what the noise of the coefficients adds to G, K = sum W C, [nPairs][LANES]
    private final double[][] moment; // [nTerms][LANES]
    private final double[][] negative; // -V at the labels
    private final double[][] gradient; // sum W r theta
    private final double[] chi2 = new double[LANES];
    private final int[] pixels = new int[LANES];
    private final double[] v;
    private final double[] g;
    private final double[] h;
    private final double[] k; // K of one spectrum
    private final double[][] x = new double[LANES][];
    private final int[] start = new int[LANES];
    private final boolean[] converged = new boolean[LANES];
    private final LabelSolver solver;

    SpectrumSolver(LabelProblem problem) {
        this.problem = problem;
        this.nTerms = problem.vectorizer().size();
        this.nLabels = problem.vectorizer().labels().size();
        this.gram = new double[Lanes.pairs(nTerms)][LANES];
        this.excess = new double[problem.thetaCovariance().length == 0 ? 0 : gram.length][LANES];
        this.moment = new double[nTerms][LANES];
        this.negative = new double[nTerms][LANES];
        this.gradient = new double[nTerms][LANES];
        this.v = new double[nTerms];
        this.g = new double[nTerms * nTerms];
        this.h = new double[nTerms];
        this.k = new double[nTerms * nTerms];
        this.solver = new LabelSolver(problem.vectorizer(), problem.rule());
    }

    /** Finds the labels of the spectra from a first one on, as many as there are in a block. */
    void solve(int first) {
        int used = Math.min(LANES, problem.size() - first);
        sumUp(first, used);
        clear(negative);
        for (int p = 0; p < used; p++) {
            x[p] = search(first + p, p);
            problem.vectorizer().evaluate(x[p], v);
            for (int t = 0; t < nTerms; t++) {
                negative[t][p] = Double.isNaN(v[t]) ? 0 : -v[t];
            }
        }
        residuals(first, used);
        for (int p = 0; p < used; p++) {
            form(p);
            if (start[p] >= 0) {
                for (int t = 0; t < nTerms; t++) {
                    h[t] = gradient[t][p];
                }
                addExcess(p);
                solver.improve(g, h, x[p]);
            }
            problem.solved(first + p, x[p], covariance(first + p, p), chi2[p], pixels[p], start[p]);
        }
    }

    /** Adds K V to the sum of W r theta: r has the noise of the coefficients in it, too. */
    private void addExcess(int p) {
        for (int q = 0, k = 0; k < (excess.length == 0 ? 0 : nTerms); k++) {
            for (int l = 0; l <= k; l++, q++) {
                h[k] -= excess[q][p] * negative[l][p];
                h[l] -= k == l ? 0 : excess[q][p] * negative[k][p];
            }
        }
    }

    private double[] covariance(int spectrum, int p) {
        double[] known = solver.covariance(g, x[p]);
        if (excess.length == 0 || Double.isNaN(known[0])) {
            return known;
        }
        Lanes.unpack(excess, p, nTerms, k);
        var noise = new CoefficientNoise(problem, spectrum, x[p]);
        return noise.covariance(known, k);
    }

    private static void clear(double[][] rows) {
        for (var row : rows) {
            Arrays.fill(row, 0);
        }
    }

    private static void multiply(double[] x, double[] y, double[] outProduct) {
        for (int p = 0; p < LANES; p++) {
            outProduct[p] = x[p] * y[p];
        }
    }

    private void sumUp(int first, int used) {
        clear(gram);
        clear(moment);
        clear(excess);
        Arrays.fill(pixels, 0);
        for (int from = 0; from < problem.nPixels(); from += TILE) {
            int rows = Math.min(TILE, problem.nPixels() - from);
            weigh(first, used, from, rows, true);
            for (int j = 0; j < rows; j++) {
                multiply(weight[j], residual[j], weighted[j]);
            }
            Lanes.sumProducts(problem.theta(), from, nTerms, weight, rows, gram);
            Lanes.sum(problem.theta(), from, weighted, rows, moment);
            if (excess.length > 0) {
                Lanes.sum(problem.thetaCovariance(), from, weight, rows, excess);
            }
        }
        for (int q = 0; q < excess.length; q++) { // G without the noise: the mean of theta theta^T is too large by C
            for (int p = 0; p < LANES; p++) {
                gram[q][p] -= excess[q][p];
            }
        }
    }

    /** The weights of some pixels, 0 where there are no data, with the flux beside them, in the place of the residuals. */
    private void weigh(int first, int used, int from, int rows, boolean count) {
        for (int p = 0; p < used; p++) {
            double[] flux = problem.flux()[first + p];
            weigh(problem.ivar()[first + p], problem.s2(), from, rows, weightOfOne);
            int known = 0;
            for (int j = 0; j < rows; j++) {
                double w = weightOfOne[j];
                boolean is = w > 0;
                weight[j][p] = is ? w : 0;
                residual[j][p] = is ? flux[from + j] : 0;
                known += is ? 1 : 0;
            }
            pixels[p] += count ? known : 0;
        }
    }

    private static void weigh(double[] ivar, double[] s2, int from, int rows, double[] outWeight) {
        for (int j = 0; j < rows; j++) {
            outWeight[j] = ivar[from + j] / (1 + ivar[from + j] * s2[from + j]);
        }
    }

    private void form(int p) {
        Lanes.unpack(gram, p, nTerms, g);
        for (int t = 0; t < nTerms; t++) {
            h[t] = moment[t][p];
        }
    }

    /** The best of the minima from all starts. */
    private double[] search(int spectrum, int p) {
        form(p);
        double least = Double.POSITIVE_INFINITY;
        var best = new double[nLabels];
        Arrays.fill(best, Double.NaN);
        start[p] = -1;
        converged[p] = false;
        if (pixels[p] == 0) {
            return best;
        }
        double[][] starts = problem.starts(spectrum);
        solver.startCounting();
        for (int k = 0; k < starts.length; k++) {
            double[] at = starts[k].clone();
            double f = solver.minimize(g, h, at);
            if (f < least - 1e-9 * Math.abs(least) || (start[p] < 0 && f < Double.POSITIVE_INFINITY)) {
                least = f;
                best = at;
                start[p] = k;
                converged[p] = solver.converged();
            }
        }
        problem.counted(spectrum, solver.evaluations(), solver.linearizations(), converged[p]);
        return best;
    }

    /** Chi-squared and its gradient from the residuals of every pixel. */
    private void residuals(int first, int used) {
        clear(gradient);
        Arrays.fill(chi2, 0);
        for (int from = 0; from < problem.nPixels(); from += TILE) {
            int rows = Math.min(TILE, problem.nPixels() - from);
            weigh(first, used, from, rows, false);
            Lanes.expand(problem.theta(), from, negative, rows, residual);
            for (int j = 0; j < rows; j++) {
                weighResiduals(weight[j], residual[j], weighted[j], chi2);
            }
            Lanes.sum(problem.theta(), from, weighted, rows, gradient);
        }
    }

    private static void weighResiduals(double[] weight, double[] residual, double[] outWeighted, double[] outChi2) {
        for (int p = 0; p < LANES; p++) {
            outWeighted[p] = weight[p] * residual[p];
            outChi2[p] += outWeighted[p] * residual[p];
        }
    }
}
