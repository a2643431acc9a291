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

    private static final int LANES = 64; // pixels of a block
    private static final int TILE = 96; // stars whose weights stay in the cache
    private static final int MOST_ROUNDS = 40;
    private static final int PATIENCE = 5; // rounds before the interval of the scatter is halved
    private static final double S2_TOLERANCE = 1e-5; // of s2 plus the usual variance of a flux
    private static final double ROUGH = 1e-3; // steps of the scatter, of s2 plus the usual variance of a flux
    private static final double FINE = 1e-6;

    private final TrainingProblem problem;
    private final int nStars;
    private final int nTerms;
    private final int lanes;
    private final double[][] flux; // [nStars][lanes], 0 where there are no data
    private final double[][] ivar;
    private final double[][] weight; // W of a tile of stars
    private final double[][] weightedFlux;
    private final double[][] deviation; // expected square of the deviation from the true model: r^2 and leverage
    private final double[][] gram; // [nPairs][lanes]
    private final double[][] moment; // [nTerms][lanes]
    private final double[][] negative; // -theta, [nTerms][lanes]
    private final double[][] covariance; // [nPairs][lanes]
    private final double[] s2;
    private final double[] known; // stars with data
    private final double[] total; // sum of ivar
    private final double[] usual; // variance of a flux
    private final double[] inflation; // of r^2 for the coefficients that were fitted
    private final double[] lastChange; // of s2
    private final double[] below; // s2 from which it went up
    private final double[] above; // s2 from which it went down
    private final boolean[] done;
    private final double[] g;
    private final double[] b;
    private final double[] x;
    private final double[][] theta;
    private final PenalizedLeastSquares solver;
    private final ScatterLikelihood scatter;

    PixelTrainer(TrainingProblem problem) {
        this.problem = problem;
        this.nStars = problem.nStars();
        this.nTerms = problem.nTerms();
        this.lanes = lanes(problem);
        this.flux = new double[nStars][lanes];
        this.ivar = new double[nStars][lanes];
        this.weight = new double[TILE][lanes];
        this.weightedFlux = new double[TILE][lanes];
        this.deviation = new double[nStars][lanes];
        this.gram = new double[Lanes.pairs(nTerms)][lanes];
        this.moment = new double[nTerms][lanes];
        this.negative = new double[nTerms][lanes];
        this.covariance = new double[Lanes.pairs(nTerms)][lanes];
        this.s2 = new double[lanes];
        this.known = new double[lanes];
        this.total = new double[lanes];
        this.usual = new double[lanes];
        this.inflation = new double[lanes];
        this.lastChange = new double[lanes];
        this.below = new double[lanes];
        this.above = new double[lanes];
        this.done = new boolean[lanes];
        this.g = new double[nTerms * nTerms];
        this.b = new double[nTerms];
        this.x = new double[nTerms];
        this.theta = new double[lanes][nTerms];
        this.solver = new PenalizedLeastSquares(nTerms);
        this.scatter = new ScatterLikelihood(lanes);
    }

    /** Pixels of a block: fewer where a pixel needs much memory. */
    static int lanes(TrainingProblem problem) {
        return Lanes.pairs(problem.nTerms()) > 40_000 ? LANES / 4 : LANES;
    }

    /** Trains the pixels from a first one on, as many as there are in a block, and writes into the problem's results. */
    void train(int first) {
        int last = Math.min(first + lanes, problem.nPixels());
        load(first, last);
        int open = 0;
        for (int p = 0; p < lanes; p++) {
            s2[p] = 0;
            usual[p] = total[p] > 0 ? known[p] / total[p] : 1;
            done[p] = first + p >= last || problem.isEmpty(first + p, known[p], total[p]);
            open += done[p] ? 0 : 1;
            Arrays.fill(theta[p], 0);
        }
        for (int round = 0; open > 0; round++) {
            normalEquations();
            open = solve(first, open);
            if (open == 0) {
                return;
            }
            deviations();
            if (problem.published()) {
                publishedScatter(first);
                return;
            }
            addLeverages(round);
            open = improveScatter(first, open, round);
        }
    }

    private void load(int first, int last) {
        int used = last - first;
        Arrays.fill(known, 0);
        Arrays.fill(total, 0);
        for (int n = 0; n < nStars; n++) {
            System.arraycopy(problem.flux()[n], first, flux[n], 0, used);
            System.arraycopy(problem.ivar()[n], first, ivar[n], 0, used);
            Arrays.fill(ivar[n], used, lanes, 0);
            for (int p = 0; p < lanes; p++) {
                double w = ivar[n][p];
                flux[n][p] = w > 0 ? flux[n][p] : 0;
                known[p] += w > 0 ? 1 : 0;
                total[p] += w;
            }
        }
    }

    private void normalEquations() {
        clear(gram);
        clear(moment);
        for (int from = 0; from < nStars; from += TILE) {
            int rows = Math.min(TILE, nStars - from);
            for (int n = 0; n < rows; n++) {
                weigh(ivar[from + n], flux[from + n], s2, weight[n], weightedFlux[n]);
            }
            Lanes.sumProducts(problem.design(), from, nTerms, weight, rows, gram);
            Lanes.sum(problem.design(), from, weightedFlux, rows, moment);
        }
    }

    private static void clear(double[][] rows) {
        for (var row : rows) {
            Arrays.fill(row, 0);
        }
    }

    private static void weigh(double[] ivar, double[] flux, double[] s2, double[] outWeight, double[] outWeightedFlux) {
        for (int p = 0; p < ivar.length; p++) {
            double w = ivar[p] / (1 + ivar[p] * s2[p]);
            outWeight[p] = w;
            outWeightedFlux[p] = w * flux[p];
        }
    }

    /** Solves for the coefficients of every open pixel; how many stay open. */
    private int solve(int first, int open) {
        int left = open;
        for (int p = 0; p < lanes; p++) {
            if (done[p]) {
                continue;
            }
            Lanes.unpack(gram, p, nTerms, g);
            for (int t = 0; t < nTerms; t++) {
                b[t] = moment[t][p];
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
                negative[t][p] = -x[t];
            }
            if (!problem.published() || problem.hasErrors()) {
                int free = solver.covariance(x, covariance, p);
                inflation[p] = known[p] / Math.max(1, known[p] - free);
            }
        }
        return left;
    }

    /** The squares of the residuals. */
    private void deviations() {
        for (int n = 0; n < nStars; n++) {
            System.arraycopy(flux[n], 0, deviation[n], 0, lanes);
        }
        Lanes.expand(problem.design(), 0, negative, nStars, deviation);
        for (var row : deviation) {
            for (int p = 0; p < row.length; p++) {
                row[p] *= row[p];
            }
        }
    }

    /** Adds the variance of the model's flux that its coefficients bring; at first, roughly. */
    private void addLeverages(int round) {
        if (round > 0) {
            Lanes.expandProducts(problem.design(), 0, nTerms, covariance, nStars, deviation);
            return;
        }
        for (var row : deviation) {
            for (int p = 0; p < row.length; p++) {
                row[p] *= inflation[p];
            }
        }
    }

    /** Improves the scatter of the open pixels and closes those where it stays the same; how many stay open. */
    private int improveScatter(int first, int open, int round) {
        int left = open;
        double[] next = scatter.maximize(ivar, deviation, s2, usual, round == 0 ? ROUGH : FINE);
        for (int p = 0; p < lanes; p++) {
            if (done[p]) {
                continue;
            }
            double change = next[p] - s2[p];
            double tolerance = S2_TOLERANCE * (s2[p] + usual[p]);
            boolean same = round > 0 && Math.abs(change) <= tolerance;
            if (round == 0) {
                below[p] = 0;
                above[p] = Double.POSITIVE_INFINITY;
                s2[p] = next[p];
            } else if (same || round == MOST_ROUNDS) {
                solved(first, p, next[p], same);
                done[p] = true;
                left--;
            } else {
                enclose(p, change);
                if (above[p] - below[p] <= tolerance) { // a penalized coefficient leaves or enters just here
                    solved(first, p, s2[p], true);
                    done[p] = true;
                    left--;
                }
                s2[p] = trial(p, next[p], change, round);
            }
            lastChange[p] = change;
        }
        return left;
    }

    private void solved(int first, int p, double variance, boolean settled) {
        if (problem.hasErrors()) {
            problem.keepCovariance(first + p, covariance, p);
        }
        problem.solved(first + p, theta[p], variance, settled);
    }

    private void enclose(int p, double change) {
        if (change > 0) {
            below[p] = Math.max(below[p], s2[p]);
        } else {
            above[p] = Math.min(above[p], s2[p]);
        }
    }

    /**
     * Where to try next: where changes that shrink by a constant factor lead to (Aitken; a penalty makes them shrink slowly), or, if
     * that is not between the values from which the scatter went up and down, or takes long, the middle of these.
     */
    private double trial(int p, double next, double change, int round) {
        double factor = change / lastChange[p];
        double at = round > 1 && Math.abs(factor) < 0.8 ? s2[p] + change / (1 - factor) : next;
        boolean inside = at >= below[p] && at <= above[p] && round <= PATIENCE;
        return inside || above[p] == Double.POSITIVE_INFINITY ? Math.max(0, at) : (below[p] + above[p]) / 2;
    }

    private void publishedScatter(int first) {
        var r2 = new double[nStars];
        var w = new double[nStars];
        for (int p = 0; p < lanes; p++) {
            if (!done[p]) {
                for (int n = 0; n < nStars; n++) {
                    r2[n] = deviation[n][p];
                    w[n] = ivar[n][p];
                }
                solved(first, p, MedianScatter.variance(r2, w), true);
                done[p] = true;
            }
        }
    }
}
