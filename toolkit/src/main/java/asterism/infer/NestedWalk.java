package asterism.infer;

import asterism.param.ParameterSpace;
import asterism.random.KeyedRandom;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws a point of the unit cube where the likelihood is above a threshold: slices through a point that is there already,
 * in turn along random orthogonal directions in units of its cluster's extent (Neal 2003; Handley, Hobson and Lasenby 2015)
 * and along the axes of the cube.
 *
 * <p>The interval that a slice shrinks from has a given width and a random place about the point; it is not stepped out
 * first, which would cost as many evaluations again. Its width is adapted between the batches, for each axis and for all
 * other directions, until two of five first tries lie inside the contour.
 *
 * <p>A workspace for one thread.
 */
final class NestedWalk {

    private static final int MOST_SHRINKS = 200;
    private static final double WANTED_HITS = 0.4;
    private static final double ADAPTATION = 0.5;
    private static final double NARROWEST = 1e-3;
    private static final double WIDEST = 50;

    private final PriorTransform transform;
    private final LogDensity logLikelihood;
    private final ParameterSpace space;
    private final KeyedRandom random;
    private final int nDim;
    private final double[] at; // where the walk is, in the cube
    private final double[] trial;
    private final double[] theta;
    private final double[] out = new double[1];
    private final double[] basis; // [nDim x nDim], rows orthonormal
    private final double[] direction;
    private final int[] axes; // in random order
    private final long[] tries; // slices along each axis, and along other directions, since the last adaptation
    private final long[] hits; // those whose first try was inside
    private double logL;
    private long evaluations;

    NestedWalk(PriorTransform transform, ParameterSpace space, long seed) {
        this.transform = transform;
        this.logLikelihood = transform.logLikelihood().fork();
        this.space = space;
        this.random = KeyedRandom.of(seed);
        this.nDim = space.dimension();
        this.at = new double[nDim];
        this.trial = new double[nDim];
        this.theta = new double[nDim];
        this.basis = new double[nDim * nDim];
        this.direction = new double[nDim];
        this.axes = new int[nDim];
        this.tries = new long[nDim + 1];
        this.hits = new long[nDim + 1];
    }

    /**
     * Adapts the widths to how often the first tries of all walks were inside; the answer does not depend on which walk
     * did which slice.
     *
     * @param widths [nDim + 1], along the axes and other directions. Overwritten.
     */
    static void adapt(NestedWalk[] walks, double[] widths) {
        for (int k = 0; k < widths.length; k++) {
            long tries = 0;
            long hits = 0;
            for (var walk : walks) {
                tries += walk.tries[k];
                hits += walk.hits[k];
                walk.tries[k] = 0;
                walk.hits[k] = 0;
            }
            if (tries > 0) {
                double wider = Math.exp(ADAPTATION * (hits / (double) tries - WANTED_HITS));
                widths[k] = Math.min(WIDEST, Math.max(NARROWEST, widths[k] * wider));
            }
        }
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

    long evaluations() {
        return evaluations;
    }

    /** The generator at the address of a walk: the caller takes its starting point from it, then walks. */
    KeyedRandom at(long batch, long walk) {
        return random.at(batch, walk);
    }

    /** Begins at a live point: its coordinates in the cube begin at {@code from}. */
    void from(double[] points, int from, double logLThere) {
        System.arraycopy(points, from, at, 0, nDim);
        logL = logLThere;
    }

    /**
     * Walks.
     *
     * @param cluster   the cluster that the beginning is in
     * @param threshold only points with a larger log likelihood are visited
     * @param slices    how many
     * @param widths    [nDim + 1], of the slices along each axis and along other directions, in units of the cluster's
     *                  extent. Not modified.
     * @param outPoint  [nDim] from {@code to} on. Overwritten.
     */
    void walk(
            Clusters clusters, int cluster, double threshold, int slices, double[] widths, double[] outPoint, int to) {
        for (int s = 0; s < slices; s++) {
            int k = s % nDim;
            if (k == 0) {
                newBasis();
                shuffleAxes();
            }
            int kind = nDim;
            if (s / nDim % 2 == 0) {
                clusters.stretch(cluster, basis, k * nDim, direction);
            } else { // every other sweep along the axes: out of corners, where a slant chord is short
                kind = axes[k];
                Arrays.fill(direction, 0);
                direction[kind] = clusters.extent(cluster, kind);
            }
            tries[kind]++;
            hits[kind] += slice(threshold, widths[kind]) ? 1 : 0;
        }
        System.arraycopy(at, 0, outPoint, to, nDim);
    }

    /** One slice with shrinkage; true when its first try was inside. */
    private boolean slice(double threshold, double width) {
        double lo = -random.nextDouble() * width;
        double hi = lo + width;
        for (int k = 0; k < nDim; k++) { // the part of the line inside the cube
            double d = direction[k];
            if (d != 0) {
                double a = (0 - at[k]) / d;
                double b = (1 - at[k]) / d;
                lo = Math.max(lo, Math.min(a, b));
                hi = Math.min(hi, Math.max(a, b));
            }
        }
        for (int i = 0; i < MOST_SHRINKS; i++) {
            double t = lo + random.nextDouble() * (hi - lo);
            double value = evaluate(t);
            if (value > threshold) {
                System.arraycopy(trial, 0, at, 0, nDim);
                logL = value;
                return i == 0;
            }
            if (t < 0) {
                lo = t;
            } else {
                hi = t;
            }
        }
        return false;
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
        try {
            logLikelihood.evaluate(theta, 1, out);
        } catch (RuntimeException e) {
            throw new SamplingException("the log likelihood failed at " + words() + ": " + e, e);
        }
        double value = out[0] + logWeight;
        if (Double.isNaN(value)) {
            throw new SamplingException("the log likelihood is NaN at " + words()
                    + "; a model must give a number, or -infinity where it is impossible: correct it there, or keep the"
                    + " priors away from there");
        }
        return value;
    }

    private String words() {
        return IntStream.range(0, nDim)
                .mapToObj(k -> space.axis(k).path() + " = " + Digits.significant(theta[k], 6))
                .collect(Collectors.joining(", "));
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
