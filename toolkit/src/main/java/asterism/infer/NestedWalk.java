package asterism.infer;

import asterism.random.KeyedRandom;
import java.util.Arrays;

/**
 * Draws a point of the unit cube where the likelihood is above a threshold: slices through a point that is there already,
 * in turn along random orthogonal directions in units of its cluster's extent (Neal 2003; Handley, Hobson and Lasenby 2015)
 * and along the axes of the cube.
 *
 * <p>A workspace for one thread.
 */
final class NestedWalk {

    private static final int MOST_STEPS_OUT = 100;
    private static final int MOST_SHRINKS = 200;

    private final PriorTransform transform;
    private final LogDensity logLikelihood;
    private final KeyedRandom random;
    private final int nDim;
    private final double[] at; // where the walk is, in the cube
    private final double[] trial;
    private final double[] theta;
    private final double[] out = new double[1];
    private final double[] basis; // [nDim x nDim], rows orthonormal
    private final double[] direction;
    private final int[] axes; // in random order
    private double logL;
    private double width; // sum of the slices' widths, in units of the direction
    private long evaluations;

    NestedWalk(PriorTransform transform, int nDim, long seed) {
        this.transform = transform;
        this.logLikelihood = transform.logLikelihood().fork();
        this.random = KeyedRandom.of(seed);
        this.nDim = nDim;
        this.at = new double[nDim];
        this.trial = new double[nDim];
        this.theta = new double[nDim];
        this.basis = new double[nDim * nDim];
        this.direction = new double[nDim];
        this.axes = new int[nDim];
    }

    /** A point uniform in the cube; its log likelihood is {@link #logL()}. */
    void draw(long address, double[] outPoints, int to) {
        random.at(0, address);
        for (int k = 0; k < nDim; k++) {
            trial[k] = open(random.nextDouble());
        }
        logL = evaluate();
        System.arraycopy(trial, 0, outPoints, to, nDim);
    }

    private static double open(double u) {
        return u == 0 ? 0x1.0p-54 : u;
    }

    /** The log likelihood of the last point, with the weight of the prior's map. */
    double logL() {
        return logL;
    }

    /** Mean width of the slices of the last walk, in units of the clusters' extents. */
    double width() {
        return width;
    }

    long evaluations() {
        return evaluations;
    }

    /** The generator at the address of a walk: the caller takes its starting point from it, then walks. */
    KeyedRandom at(long batch, long walk) {
        return random.at(batch, walk);
    }

    /**
     * Walks.
     *
     * @param points    [n x nDim], the live points. Not modified.
     * @param start     the one to start at, above the threshold
     * @param logLStart its log likelihood
     * @param cluster   the cluster that it is in
     * @param threshold only points with a larger log likelihood are visited
     * @param slices    how many
     * @param w         first width of a slice, in units of the cluster's extent
     * @param outPoint  [nDim] from {@code to} on. Overwritten.
     */
    void walk(
            double[] points,
            int start,
            double logLStart,
            Clusters clusters,
            int cluster,
            double threshold,
            int slices,
            double w,
            double[] outPoint,
            int to) {
        System.arraycopy(points, start * nDim, at, 0, nDim);
        logL = logLStart;
        double sum = 0;
        for (int s = 0; s < slices; s++) {
            int k = s % nDim;
            if (k == 0) {
                newBasis();
                shuffleAxes();
            }
            if (s / nDim % 2 == 0) {
                clusters.stretch(cluster, basis, k * nDim, direction);
            } else { // every other sweep along the axes: out of corners, where a slant chord is short
                Arrays.fill(direction, 0);
                direction[axes[k]] = clusters.extent(cluster, axes[k]);
            }
            sum += slice(threshold, w);
        }
        width = sum / slices;
        System.arraycopy(at, 0, outPoint, to, nDim);
    }

    /** One slice with stepping out and shrinkage; returns the width it had before it shrank. */
    private double slice(double threshold, double w) {
        // the part of the line inside the cube
        double least = Double.NEGATIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        for (int k = 0; k < nDim; k++) {
            double d = direction[k];
            if (d != 0) {
                double a = (0 - at[k]) / d;
                double b = (1 - at[k]) / d;
                least = Math.max(least, Math.min(a, b));
                most = Math.min(most, Math.max(a, b));
            }
        }
        double lo = -random.nextDouble() * w;
        double hi = lo + w;
        int steps = (int) (random.nextDouble() * MOST_STEPS_OUT);
        int stepsRight = MOST_STEPS_OUT - 1 - steps;
        while (lo > least && steps-- > 0 && evaluate(lo) > threshold) {
            lo -= w;
        }
        while (hi < most && stepsRight-- > 0 && evaluate(hi) > threshold) {
            hi += w;
        }
        lo = Math.max(lo, least);
        hi = Math.min(hi, most);
        double found = hi - lo;
        for (int i = 0; i < MOST_SHRINKS; i++) {
            double t = lo + random.nextDouble() * (hi - lo);
            double value = evaluate(t);
            if (value > threshold) {
                System.arraycopy(trial, 0, at, 0, nDim);
                logL = value;
                break;
            }
            if (t < 0) {
                lo = t;
            } else {
                hi = t;
            }
        }
        return found;
    }

    private double evaluate(double t) {
        for (int k = 0; k < nDim; k++) {
            double u = at[k] + t * direction[k];
            if (!(u > 0 && u < 1)) {
                return Double.NEGATIVE_INFINITY;
            }
            trial[k] = u;
        }
        return evaluate();
    }

    private double evaluate() {
        double logWeight = transform.apply(trial, theta);
        if (!(logWeight > Double.NEGATIVE_INFINITY)) {
            return Double.NEGATIVE_INFINITY;
        }
        evaluations++;
        logLikelihood.evaluate(theta, 1, out);
        if (Double.isNaN(out[0])) {
            throw new SamplingException("the log likelihood is NaN at " + Arrays.toString(theta)
                    + "; a density must be a number or -infinity everywhere inside the prior");
        }
        return out[0] + logWeight;
    }

    private void shuffleAxes() {
        for (int i = 0; i < nDim; i++) {
            int j = random.nextInt(i + 1);
            axes[i] = axes[j];
            axes[j] = i;
        }
    }

    /** Random orthonormal directions: Gram and Schmidt on Gaussian vectors. */
    private void newBasis() {
        for (int i = 0; i < nDim; i++) {
            double norm;
            do {
                for (int k = 0; k < nDim; k++) {
                    basis[i * nDim + k] = random.nextGaussian();
                }
                for (int j = 0; j < i; j++) {
                    double dot = 0;
                    for (int k = 0; k < nDim; k++) {
                        dot += basis[i * nDim + k] * basis[j * nDim + k];
                    }
                    for (int k = 0; k < nDim; k++) {
                        basis[i * nDim + k] -= dot * basis[j * nDim + k];
                    }
                }
                norm = 0;
                for (int k = 0; k < nDim; k++) {
                    norm += basis[i * nDim + k] * basis[i * nDim + k];
                }
            } while (norm < 1e-6);
            norm = 1 / Math.sqrt(norm);
            for (int k = 0; k < nDim; k++) {
                basis[i * nDim + k] *= norm;
            }
        }
    }
}
