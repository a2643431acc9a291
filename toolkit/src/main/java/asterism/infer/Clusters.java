package asterism.infer;

import asterism.random.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The shapes of a cloud of live points: one covariance for each cluster, so that a slice through a point of a mode is
 * scaled by that mode and not by the distance between two modes.
 *
 * <p>A cluster is cut in two along the direction in which it is least Gaussian (extreme kurtosis, found by the fixed point
 * of Hyvarinen and Oja 1997), and each half again, as long as the cut makes the ellipsoids' volume much smaller than what
 * sharing out the points costs: sum_k p_k [ln V_k - ln p_k] below ln V by a margin, V the root of the determinant.
 */
final class Clusters {

    /** Gain in ln V that a cut needs: a uniform ellipsoid gives none, two far modes ln(distance / width). */
    private static final double MARGIN = 0.25;

    private static final int STARTS = 6;
    private static final int FIXED_POINT_STEPS = 12;
    private static final int REASSIGNMENTS = 3;

    private final int nDim;
    private final int[] of; // cluster of each point
    private final List<double[]> factors; // [nDim x nDim] lower triangular, row-major: covariance = F F^T

    private Clusters(int nDim, int[] of, List<double[]> factors) {
        this.nDim = nDim;
        this.of = of;
        this.factors = factors;
    }

    /**
     * Finds them.
     *
     * @param points [n x nDim], row-major. Not modified.
     * @param random for the starts of the search; used in one fixed order
     */
    static Clusters of(double[] points, int n, int nDim, KeyedRandom random) {
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        var found = new ArrayList<int[]>();
        divide(points, nDim, all, random, found);
        int[] of = new int[n];
        var factors = new ArrayList<double[]>();
        for (int[] members : found) {
            for (int i : members) {
                of[i] = factors.size();
            }
            factors.add(Cloud.of(points, nDim, members).factor);
        }
        return new Clusters(nDim, of, factors);
    }

    int size() {
        return factors.size();
    }

    /** The cluster that a point given to {@link #of(double[], int, int, KeyedRandom)} was put into. */
    int clusterOf(int point) {
        return of[point];
    }

    /**
     * outDirection = F e: a direction that is isotropic in units of the cluster's extent.
     *
     * @param e            [nDim] from {@code from} on. Not modified.
     * @param outDirection [nDim]. Overwritten.
     */
    void stretch(int cluster, double[] e, int from, double[] outDirection) {
        double[] f = factors.get(cluster);
        for (int i = 0; i < nDim; i++) {
            double sum = 0;
            for (int k = 0; k <= i; k++) {
                sum += f[i * nDim + k] * e[from + k];
            }
            outDirection[i] = sum;
        }
    }

    /** Standard deviation of a cluster along an axis. */
    double extent(int cluster, int axis) {
        double[] f = factors.get(cluster);
        double sum = 0;
        for (int k = 0; k <= axis; k++) {
            sum += f[axis * nDim + k] * f[axis * nDim + k];
        }
        return Math.sqrt(sum);
    }

    private static void divide(double[] points, int nDim, int[] members, KeyedRandom random, List<int[]> out) {
        int fewest = 2 * (nDim + 1);
        if (members.length >= 2 * fewest) {
            var whole = Cloud.of(points, nDim, members);
            int[][] halves = bestCut(points, nDim, members, whole, fewest, random);
            if (halves.length == 2) {
                divide(points, nDim, halves[0], random, out);
                divide(points, nDim, halves[1], random, out);
                return;
            }
        }
        out.add(members);
    }

    /** The two halves of the best cut, or nothing where none is worth it. */
    private static int[][] bestCut(
            double[] points, int nDim, int[] members, Cloud whole, int fewest, KeyedRandom random) {
        int n = members.length;
        double[] white = new double[n * nDim];
        for (int i = 0; i < n; i++) {
            whole.whiten(points, members[i], white, i * nDim);
        }
        int[][] best = {};
        double bestCost = whole.logVolume - MARGIN;
        double[] along = new double[n];
        for (int s = 0; s < Math.min(STARTS, 2 * nDim); s++) {
            double[] w = new double[nDim];
            for (int k = 0; k < nDim; k++) {
                w[k] = random.nextGaussian();
            }
            project(white, n, nDim, w, along);
            for (int round = 0; round < FIXED_POINT_STEPS; round++) {
                double[] next = new double[nDim];
                for (int i = 0; i < n; i++) {
                    double cube = along[i] * along[i] * along[i] / n;
                    for (int k = 0; k < nDim; k++) {
                        next[k] += white[i * nDim + k] * cube;
                    }
                }
                for (int k = 0; k < nDim; k++) {
                    w[k] = next[k] - 3 * w[k];
                }
                project(white, n, nDim, w, along);
            }
            double threshold = twoMeans(along);
            boolean[] right = new boolean[n];
            for (int i = 0; i < n; i++) {
                right[i] = along[i] > threshold;
            }
            int[][] halves = reassign(points, nDim, members, right, fewest);
            if (halves.length == 2) {
                double cost = 0;
                for (int[] half : halves) {
                    double p = half.length / (double) n;
                    cost += p * (Cloud.of(points, nDim, half).logVolume - Math.log(p));
                }
                if (cost < bestCost) {
                    bestCost = cost;
                    best = halves;
                }
            }
        }
        return best;
    }

    /** Makes w a unit vector and projects. */
    private static void project(double[] white, int n, int nDim, double[] w, double[] outAlong) {
        double norm = 0;
        for (double x : w) {
            norm += x * x;
        }
        norm = 1 / Math.sqrt(Math.max(norm, Double.MIN_NORMAL));
        for (int k = 0; k < nDim; k++) {
            w[k] *= norm;
        }
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < nDim; k++) {
                sum += white[i * nDim + k] * w[k];
            }
            outAlong[i] = sum;
        }
    }

    /** Where to cut numbers in two so that the variance within the parts is smallest. */
    private static double twoMeans(double[] values) {
        double[] x = values.clone();
        Arrays.sort(x);
        double total = Arrays.stream(x).sum();
        double left = 0;
        double best = Double.NEGATIVE_INFINITY;
        double cut = x[0];
        for (int i = 1; i < x.length; i++) {
            left += x[i - 1];
            double between = left * left / i + (total - left) * (total - left) / (x.length - i);
            if (between > best) {
                best = between;
                cut = 0.5 * (x[i - 1] + x[i]);
            }
        }
        return cut;
    }

    /** Gives each point to the half in whose Gaussian it is likelier, a few times. */
    private static int[][] reassign(double[] points, int nDim, int[] members, boolean[] right, int fewest) {
        for (int round = 0; ; round++) {
            int[][] halves = {pick(members, right, false), pick(members, right, true)};
            if (halves[0].length < fewest || halves[1].length < fewest) {
                return new int[0][];
            }
            if (round == REASSIGNMENTS) {
                return halves;
            }
            var a = Cloud.of(points, nDim, halves[0]);
            var b = Cloud.of(points, nDim, halves[1]);
            double[] z = new double[nDim];
            for (int i = 0; i < members.length; i++) {
                right[i] = b.cost(points, members[i], z) < a.cost(points, members[i], z);
            }
        }
    }

    private static int[] pick(int[] members, boolean[] right, boolean which) {
        int[] out = new int[members.length];
        int n = 0;
        for (int i = 0; i < members.length; i++) {
            if (right[i] == which) {
                out[n++] = members[i];
            }
        }
        return Arrays.copyOf(out, n);
    }

    /** Mean and Cholesky factor of the covariance of some points. */
    private static final class Cloud {

        private static final double LEAST = 1e-12; // of a variance, relative: a direction never collapses

        private final int nDim;
        private final double[] mean;
        private final double[] factor;
        private final double logVolume; // half the log determinant, corrected for the number of points

        private Cloud(int nDim, double[] mean, double[] factor, double logVolume) {
            this.nDim = nDim;
            this.mean = mean;
            this.factor = factor;
            this.logVolume = logVolume;
        }

        static Cloud of(double[] points, int nDim, int[] members) {
            int n = members.length;
            double[] mean = new double[nDim];
            for (int i : members) {
                for (int k = 0; k < nDim; k++) {
                    mean[k] += points[i * nDim + k] / n;
                }
            }
            double[] c = new double[nDim * nDim];
            double[] d = new double[nDim];
            for (int i : members) {
                for (int k = 0; k < nDim; k++) {
                    d[k] = points[i * nDim + k] - mean[k];
                    for (int l = 0; l <= k; l++) {
                        c[k * nDim + l] += d[k] * d[l];
                    }
                }
            }
            double logVolume = 0;
            for (int k = 0; k < nDim; k++) {
                for (int l = 0; l <= k; l++) {
                    c[k * nDim + l] /= Math.max(1, n - 1);
                }
            }
            for (int k = 0; k < nDim; k++) {
                double variance = c[k * nDim + k];
                for (int l = 0; l <= k; l++) {
                    double sum = c[k * nDim + l];
                    for (int m = 0; m < l; m++) {
                        sum -= c[k * nDim + m] * c[l * nDim + m];
                    }
                    c[k * nDim + l] = l < k
                            ? sum / c[l * nDim + l]
                            : Math.sqrt(Math.max(sum, Math.max(LEAST * variance, Double.MIN_NORMAL)));
                }
                logVolume += Math.log(c[k * nDim + k]);
            }
            // E[ln det S] = ln det C + sum_k [psi((n - k) / 2) - ln((n - 1) / 2)], about -nDim (nDim + 1) / (2 n)
            logVolume += nDim * (nDim + 1.0) / (4 * Math.max(1, n - 1));
            return new Cloud(nDim, mean, c, logVolume);
        }

        /** outZ = F^-1 (x - mean). */
        void whiten(double[] points, int i, double[] outZ, int to) {
            for (int k = 0; k < nDim; k++) {
                double sum = points[i * nDim + k] - mean[k];
                for (int l = 0; l < k; l++) {
                    sum -= factor[k * nDim + l] * outZ[to + l];
                }
                outZ[to + k] = sum / factor[k * nDim + k];
            }
        }

        /** Minus the Gaussian log density, up to a constant. */
        double cost(double[] points, int i, double[] z) {
            whiten(points, i, z, 0);
            double sum = 0;
            for (double v : z) {
                sum += v * v;
            }
            return 0.5 * sum + logVolume;
        }
    }
}
