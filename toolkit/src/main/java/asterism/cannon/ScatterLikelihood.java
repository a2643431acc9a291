package asterism.cannon;

import java.util.Arrays;

/**
 * The variance s2 that deviations from a model have beyond their known errors, by maximum likelihood, for many pixels side by
 * side: the root of sum_n [W_n^2 d_n - W_n] with W = ivar / (1 + ivar s2), or 0 where the sum is negative there. d is the
 * square of the deviation, plus the leverage of the datum where the likelihood is the restricted one.
 *
 * <p>Scoring with the expected curvature, sum W^2, which is exact in one step for equal errors, inside a bracket that halves
 * where a step leaves it. Used by one thread.
 */
final class ScatterLikelihood {

    private static final int MOST_STEPS = 100;
    private static final double TOLERANCE = 1e-9;

    private final double[] score;
    private final double[] curvature;
    private final double[] below;
    private final double[] above;
    private final double[] at;
    private final boolean[] settled;

    ScatterLikelihood(int greatest) {
        this.score = new double[greatest];
        this.curvature = new double[greatest];
        this.below = new double[greatest];
        this.above = new double[greatest];
        this.at = new double[greatest];
        this.settled = new boolean[greatest];
    }

    /** The harmonic mean of the variances of the data in each lane; infinity where there are none. */
    void usualVariance(double[] ivar, int nStars, int nLanes, double[] outVariance) {
        Arrays.fill(score, 0, nLanes, 0);
        Arrays.fill(curvature, 0, nLanes, 0);
        for (int n = 0; n < nStars; n++) {
            for (int p = 0; p < nLanes; p++) {
                score[p] += ivar[n * nLanes + p];
                curvature[p] += ivar[n * nLanes + p] > 0 ? 1 : 0;
            }
        }
        for (int p = 0; p < nLanes; p++) {
            outVariance[p] = curvature[p] / score[p];
        }
    }

    /**
     * Maximizes.
     *
     * @param ivar  [nStars x nLanes]. Not modified.
     * @param d     squared deviations, [nStars x nLanes]. Not modified.
     * @param start [nLanes], not negative. Not modified.
     * @param usual [nLanes], the scale of s2. Not modified.
     * @return [nLanes], overwritten by the next call
     */
    double[] maximize(double[] ivar, double[] d, int nStars, int nLanes, double[] start, double[] usual) {
        System.arraycopy(start, 0, at, 0, nLanes);
        Arrays.fill(settled, 0, nLanes, false);
        Arrays.fill(below, 0, nLanes, 0);
        Arrays.fill(above, 0, nLanes, Double.POSITIVE_INFINITY);
        for (int step = 0; step < MOST_STEPS; step++) {
            derivative(ivar, d, nStars, nLanes);
            int open = 0;
            for (int p = 0; p < nLanes; p++) {
                if (!settled[p]) { // a lane stops on its own, whatever its neighbors do
                    double next = next(p);
                    settled[p] = Math.abs(next - at[p]) <= TOLERANCE * (at[p] + usual[p]);
                    at[p] = next;
                    open += settled[p] ? 0 : 1;
                }
            }
            if (open == 0) {
                break;
            }
        }
        return at;
    }

    private void derivative(double[] ivar, double[] d, int nStars, int nLanes) {
        Arrays.fill(score, 0, nLanes, 0);
        Arrays.fill(curvature, 0, nLanes, 0);
        for (int n = 0; n < nStars; n++) {
            add(ivar, d, n * nLanes, nLanes, at, score, curvature);
        }
    }

    private static void add(
            double[] ivar, double[] d, int from, int nLanes, double[] s2, double[] outScore, double[] outCurvature) {
        for (int p = 0; p < nLanes; p++) { // vectorised by the compiler
            double w = ivar[from + p] / (1 + ivar[from + p] * s2[p]);
            outScore[p] += w * (w * d[from + p] - 1);
            outCurvature[p] += w * w;
        }
    }

    private double next(int p) {
        if (!(curvature[p] > 0) || (at[p] == 0 && score[p] <= 0)) {
            return at[p];
        }
        if (score[p] > 0) {
            below[p] = at[p];
        } else {
            above[p] = at[p];
        }
        double next = at[p] + score[p] / curvature[p];
        boolean inside = next >= below[p] && next <= above[p];
        if (inside) {
            return next;
        }
        return next < 0 && below[p] == 0 ? 0 : above[p] < Double.POSITIVE_INFINITY ? (below[p] + above[p]) / 2 : next;
    }
}
