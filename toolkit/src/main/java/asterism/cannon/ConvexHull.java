package asterism.cannon;

import asterism.math.LinearAlgebra;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The convex hull of points in any number of dimensions, as one small problem per query: no triangulation, whose size would
 * grow as nPoints^(nDim/2).
 *
 * <p>A point q is inside where it is a mixture of the points p_n: sum w_n p_n = q, sum w_n = 1, w &gt;= 0. The w that come closest
 * to these nDim + 1 equations in the sum of squares are found by non-negative least squares, which holds at most nDim + 1 points
 * at a time and ends after finitely many exchanges (Lawson &amp; Hanson 1974, Solving Least Squares Problems, chapter 23).
 */
final class ConvexHull {

    private static final double TOLERANCE = 1e-9; // of the scaled coordinates: a star of the set itself is inside
    private static final double ASCENT = 1e-13; // of a gradient that is not 0 only by rounding
    private static final int MOST_EXCHANGES = 1000; // for each dimension; a few are usual

    private final double[][] points;
    private final double[] least;
    private final double[] greatest;

    /** @param points [nPoints x nDim], scaled so that all coordinates are of one size. Not modified. */
    ConvexHull(double[][] points) {
        this.points = points;
        int nDim = points[0].length;
        least = new double[nDim];
        greatest = new double[nDim];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        for (var p : points) {
            for (int d = 0; d < nDim; d++) {
                least[d] = Math.min(least[d], p[d]);
                greatest[d] = Math.max(greatest[d], p[d]);
            }
        }
    }

    /** Whether a point [nDim] is inside or on the edge; a NaN is outside. */
    boolean contains(double... q) {
        for (int d = 0; d < q.length; d++) {
            if (!(q[d] >= least[d] - TOLERANCE && q[d] <= greatest[d] + TOLERANCE)) {
                return false;
            }
        }
        return new Mixture(q).distance() <= TOLERANCE;
    }

    /** Non-negative least squares for one point. */
    private final class Mixture {
        private final int nDim;
        private final double[][] columns; // [nPoints x (nDim + 1)]: p - q, and 1
        private final double[] weights = new double[points.length];
        private final boolean[] held = new boolean[points.length];
        private final boolean[] refused = new boolean[points.length]; // until the next exchange
        private double[] residual; // [nDim + 1]

        Mixture(double[] q) {
            nDim = q.length;
            columns = new double[points.length][nDim + 1];
            for (int n = 0; n < points.length; n++) {
                for (int d = 0; d < nDim; d++) {
                    columns[n][d] = points[n][d] - q[d];
                }
                columns[n][nDim] = 1;
            }
            residual = new double[nDim + 1];
            residual[nDim] = 1;
        }

        double distance() {
            for (int k = 0; k < MOST_EXCHANGES * nDim && norm(residual) > TOLERANCE; k++) {
                int best = steepest();
                if (best < 0) {
                    break;
                }
                held[best] = true;
                if (solve(best)) {
                    Arrays.fill(refused, false);
                } else {
                    held[best] = false;
                    refused[best] = true;
                }
            }
            return norm(residual);
        }

        private int steepest() {
            int best = -1;
            double steepest = ASCENT;
            for (int n = 0; n < columns.length; n++) {
                double slope = held[n] || refused[n] ? 0 : dot(columns[n], residual);
                if (slope > steepest) {
                    steepest = slope;
                    best = n;
                }
            }
            return best;
        }

        /** The best weights of the points held; those that would be negative are let go. False where the new one brings nothing. */
        private boolean solve(int added) {
            while (true) {
                int[] set = IntStream.range(0, held.length).filter(n -> held[n]).toArray();
                var wanted = leastSquares(set);
                if (wanted.length == 0) {
                    return false;
                }
                double step = 1;
                int leaves = -1;
                for (int k = 0; k < set.length; k++) {
                    if (set[k] == added && weights[added] == 0 && wanted[k] <= 0) {
                        return false;
                    }
                    if (wanted[k] <= 0) {
                        double t = weights[set[k]] / (weights[set[k]] - wanted[k]);
                        if (t < step) {
                            step = t;
                            leaves = set[k];
                        }
                    }
                }
                for (int k = 0; k < set.length; k++) {
                    weights[set[k]] += step * (wanted[k] - weights[set[k]]);
                }
                if (leaves < 0) {
                    updateResidual(set);
                    return true;
                }
                weights[leaves] = 0;
                held[leaves] = false;
            }
        }

        private double[] leastSquares(int[] set) {
            if (set.length > nDim + 1) {
                return new double[0];
            }
            var right = new double[nDim + 1];
            right[nDim] = 1;
            double[][] chosen = Arrays.stream(set).mapToObj(k -> columns[k]).toArray(double[][]::new);
            return LinearAlgebra.leastSquares(chosen, right, ASCENT).orElse(new double[0]);
        }

        private void updateResidual(int[] set) {
            residual = new double[nDim + 1];
            residual[nDim] = 1;
            for (int n : set) {
                for (int d = 0; d <= nDim; d++) {
                    residual[d] -= weights[n] * columns[n][d];
                }
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
