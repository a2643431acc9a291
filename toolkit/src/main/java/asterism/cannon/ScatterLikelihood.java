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

    private final double[] score;
    private final double[] curvature;
    private final double[] below;
    private final double[] above;
    private final double[] at;
    private final boolean[] settled;

    ScatterLikelihood(int nLanes) {
        this.score = new double[nLanes];
        this.curvature = new double[nLanes];
        this.below = new double[nLanes];
        this.above = new double[nLanes];
        this.at = new double[nLanes];
        this.settled = new boolean[nLanes];
    }

    /**
     * Maximizes.
     *
     * @param ivar      [nStars][nLanes]. Not modified.
     * @param d         squared deviations, [nStars][nLanes]. Not modified.
     * @param start     [nLanes], not negative. Not modified.
     * @param usual     [nLanes], the usual variance of a flux. Not modified.
     * @param tolerance of a step, as a fraction of s2 plus the usual variance; what is left after it is far less
     * @return [nLanes], overwritten by the next call
     */
    double[] maximize(double[][] ivar, double[][] d, double[] start, double[] usual, double tolerance) {
        System.arraycopy(start, 0, at, 0, at.length);
        Arrays.fill(settled, false);
        Arrays.fill(below, 0);
        Arrays.fill(above, Double.POSITIVE_INFINITY);
        for (int step = 0; step < MOST_STEPS; step++) {
            Arrays.fill(score, 0);
            Arrays.fill(curvature, 0);
            for (int n = 0; n < ivar.length; n++) {
                add(ivar[n], d[n], at, score, curvature);
            }
            int open = 0;
            for (int p = 0; p < at.length; p++) {
                if (!settled[p]) { // a lane stops on its own, whatever its neighbors do
                    double next = next(p);
                    settled[p] = Math.abs(next - at[p]) <= tolerance * (at[p] + usual[p]);
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

    private static void add(double[] ivar, double[] d, double[] s2, double[] outScore, double[] outCurvature) {
        for (int p = 0; p < ivar.length; p++) { // vectorised by the compiler
            double w = ivar[p] / (1 + ivar[p] * s2[p]);
            outScore[p] += w * (w * d[p] - 1);
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
