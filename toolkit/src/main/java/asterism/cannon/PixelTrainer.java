package asterism.cannon;

import java.util.Arrays;

/**
 * Trains a block of pixels side by side: their normal equations, their coefficients, their scatter. One per thread.
 *
 * <p>theta minimizes chi-squared with W = ivar / (1 + ivar s2) plus Lambda times the sum of the penalized coefficients. s2
 * maximizes the restricted likelihood of the residuals r,
 * -1/2 sum_n [W_n r_n^2 - ln W_n] - 1/2 ln det(A^T W A): maximum likelihood that does not take the coefficients for known, and
 * is not biased low by their number. Both are repeated until s2 stays the same. In the published rule theta has no scatter in
 * its weights and the median of the squared deviations comes to 1.
 */
final class PixelTrainer {

    /** Pixels of a block. */
    private static final int LANES = 64;

    private static final int TILE = 32; // stars whose weights stay in the cache
    private static final int MOST_ROUNDS = 15;
    private static final double S2_TOLERANCE = 1e-5; // of s2 plus the usual variance of a flux

    private final TrainingProblem problem;
    private final int nStars;
    private final int nTerms;
    private final int nPairs;
    private final double[] flux; // [nStars x lanes], 0 where there are no data
    private final double[] ivar;
    private final double[] weight; // W
    private final double[] weightedFlux;
    private final double[] residual;
    private final double[] leverage; // variance of the model's flux that its coefficients bring, h
    private final double[] gram; // [nPairs x lanes]
    private final double[] moment; // [nTerms x lanes]
    private final double[] negative; // -theta, [nTerms x lanes]
    private final double[] covariance; // [nPairs x lanes]
    private final double[] s2 = new double[LANES];
    private final double[] usual = new double[LANES]; // variance of a flux
    private final double[] lastChange = new double[LANES]; // of s2
    private final boolean[] done = new boolean[LANES];
    private final double[] g;
    private final double[] b;
    private final double[] x;
    private final double[][] theta;
    private final PenalizedLeastSquares solver;
    private final ScatterLikelihood scatter = new ScatterLikelihood(LANES);
    private final int blockLanes;

    PixelTrainer(TrainingProblem problem) {
        this.problem = problem;
        this.nStars = problem.nStars();
        this.nTerms = problem.nTerms();
        this.nPairs = Lanes.pairs(nTerms);
        this.blockLanes = lanes(problem);
        int block = nStars * blockLanes;
        this.flux = new double[block];
        this.ivar = new double[block];
        this.weight = new double[block];
        this.weightedFlux = new double[block];
        this.residual = new double[block];
        this.leverage = new double[block];
        this.gram = new double[nPairs * blockLanes];
        this.moment = new double[nTerms * blockLanes];
        this.negative = new double[nTerms * blockLanes];
        this.covariance = new double[nPairs * blockLanes];
        this.g = new double[nTerms * nTerms];
        this.b = new double[nTerms];
        this.x = new double[nTerms];
        this.theta = new double[blockLanes][nTerms];
        this.solver = new PenalizedLeastSquares(nTerms);
    }

    /** Pixels of a block: fewer where a pixel needs much memory. */
    static int lanes(TrainingProblem problem) {
        return Lanes.pairs(problem.nTerms()) > 1000 ? 16 : LANES;
    }

    /** Trains the pixels from a first one on, as many as there are in a block, and writes into the problem's results. */
    void train(int first) {
        int last = Math.min(first + blockLanes, problem.nPixels());
        load(first, last);
        int open = 0;
        for (int p = 0; p < blockLanes; p++) {
            s2[p] = 0;
            done[p] = first + p >= last || problem.isEmpty(first + p, ivar, p, blockLanes);
            open += done[p] ? 0 : 1;
            Arrays.fill(theta[p], 0);
        }
        for (int round = 0; open > 0; round++) {
            normalEquations();
            open = solve(first, open);
            if (open == 0) {
                return;
            }
            residuals();
            if (problem.published()) {
                publishedScatter(first);
                return;
            }
            leverages(round);
            open = improveScatter(first, open, round);
        }
    }

    private void load(int first, int last) {
        int used = last - first;
        for (int n = 0; n < nStars; n++) {
            double[] fluxRow = problem.flux()[n];
            double[] ivarRow = problem.ivar()[n];
            int at = n * blockLanes;
            for (int p = 0; p < used; p++) {
                double w = ivarRow[first + p];
                ivar[at + p] = w;
                flux[at + p] = w > 0 ? fluxRow[first + p] : 0;
            }
            Arrays.fill(ivar, at + used, at + blockLanes, 0);
            Arrays.fill(flux, at + used, at + blockLanes, 0);
        }
    }

    private void normalEquations() {
        Arrays.fill(gram, 0);
        Arrays.fill(moment, 0);
        for (int from = 0; from < nStars; from += TILE) {
            int rows = Math.min(TILE, nStars - from);
            weigh(from, rows);
            Lanes.sum(problem.products(), from, nPairs, weight, rows, blockLanes, gram);
            Lanes.sum(problem.design(), from, nTerms, weightedFlux, rows, blockLanes, moment);
        }
    }

    /** The weights of some stars, in the first rows of the workspaces. */
    private void weigh(int from, int rows) {
        for (int n = 0; n < rows; n++) {
            int to = n * blockLanes;
            int at = (from + n) * blockLanes;
            for (int p = 0; p < blockLanes; p++) {
                double w = ivar[at + p] / (1 + ivar[at + p] * s2[p]);
                weight[to + p] = w;
                weightedFlux[to + p] = w * flux[at + p];
            }
        }
    }

    /** Solves for the coefficients of every open pixel; how many stay open. */
    private int solve(int first, int open) {
        int left = open;
        for (int p = 0; p < blockLanes; p++) {
            if (done[p]) {
                continue;
            }
            Lanes.unpack(gram, p, blockLanes, nTerms, g);
            for (int t = 0; t < nTerms; t++) {
                b[t] = moment[t * blockLanes + p];
            }
            int j = first + p;
            System.arraycopy(theta[p], 0, x, 0, nTerms);
            if (!solver.solve(g, b, problem.lambda(j), problem.lower(j), problem.upper(j), x)) {
                problem.failed(j);
                done[p] = true;
                left--;
                continue;
            }
            System.arraycopy(x, 0, theta[p], 0, nTerms);
            for (int t = 0; t < nTerms; t++) {
                negative[t * blockLanes + p] = -x[t];
            }
            if (!problem.published()) {
                solver.covariance(g, x, problem.lower(j), problem.upper(j), covariance, p, blockLanes);
            }
        }
        return left;
    }

    private void residuals() {
        System.arraycopy(flux, 0, residual, 0, flux.length);
        Lanes.expand(problem.design(), 0, nTerms, negative, nStars, blockLanes, residual);
    }

    private void leverages(int round) {
        Arrays.fill(leverage, 0);
        if (round > 0) { // the first scatter is a rough one
            Lanes.expand(problem.products(), 0, nPairs, covariance, nStars, blockLanes, leverage);
        }
        for (int i = 0; i < residual.length; i++) {
            residual[i] =
                    residual[i] * residual[i] + leverage[i]; // expected square of the deviation from the true model
        }
        if (round == 0) {
            scatter.usualVariance(ivar, nStars, blockLanes, usual);
        }
    }

    /** Improves the scatter of the open pixels and closes those where it stays the same; how many stay open. */
    private int improveScatter(int first, int open, int round) {
        int left = open;
        double[] next = scatter.maximize(ivar, residual, nStars, blockLanes, s2, usual);
        for (int p = 0; p < blockLanes; p++) {
            if (done[p]) {
                continue;
            }
            double change = next[p] - s2[p];
            boolean same = round > 0 && Math.abs(change) <= S2_TOLERANCE * (s2[p] + usual[p]);
            if (same || round == MOST_ROUNDS) {
                problem.solved(first + p, theta[p], next[p], same);
                done[p] = true;
                left--;
            } else {
                s2[p] = round < 2 ? next[p] : extrapolated(s2[p], change, lastChange[p]);
                lastChange[p] = change;
            }
        }
        return left;
    }

    /** Where changes that shrink by a constant factor lead to (Aitken): a penalty makes them shrink slowly. */
    private static double extrapolated(double s2, double change, double lastChange) {
        double factor = change / lastChange;
        return Math.max(0, s2 + (Math.abs(factor) < 0.8 ? change / (1 - factor) : change));
    }

    private void publishedScatter(int first) {
        var r2 = new double[nStars];
        var w = new double[nStars];
        for (int p = 0; p < blockLanes; p++) {
            if (!done[p]) {
                for (int n = 0; n < nStars; n++) {
                    double r = residual[n * blockLanes + p];
                    r2[n] = r * r;
                    w[n] = ivar[n * blockLanes + p];
                }
                problem.solved(first + p, theta[p], MedianScatter.variance(r2, w), true);
                done[p] = true;
            }
        }
    }
}
