package asterism.infer;

import asterism.random.KeyedRandom;

/**
 * The inverse mass matrix of Hamiltonian dynamics: an estimate of the posterior's covariance in free coordinates, as
 * variances alone or as a full matrix.
 */
final class Metric {

    private final int nDim;
    private final boolean dense;
    private final double[] covariance; // [nDim] variances, or [nDim x nDim] row-major
    private final double[] root; // [nDim] standard deviations, or the lower Cholesky factor

    private Metric(int nDim, boolean dense, double[] covariance, double[] root) {
        this.nDim = nDim;
        this.dense = dense;
        this.covariance = covariance;
        this.root = root;
    }

    /**
     * A metric of variances or of covariances.
     *
     * @param covariance [nDim], or [nDim x nDim] where dense. Copied.
     */
    static Metric of(int nDim, boolean dense, double[] covariance) {
        double[] root = new double[covariance.length];
        if (!dense) {
            for (int k = 0; k < nDim; k++) {
                root[k] = Math.sqrt(covariance[k]);
            }
            return new Metric(nDim, false, covariance.clone(), root);
        }
        for (int i = 0; i < nDim; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i * nDim + j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i * nDim + k] * root[j * nDim + k];
                }
                root[i * nDim + j] = i == j ? Math.sqrt(sum) : sum / root[j * nDim + j];
            }
            if (!(root[i * nDim + i] > 0)) {
                throw new SamplingException("the draws of the warm-up lie in fewer than " + nDim
                        + " dimensions; make the warm-up longer with warmUp(n), or use diagonal()");
            }
        }
        return new Metric(nDim, true, covariance.clone(), root);
    }

    boolean isDense() {
        return dense;
    }

    /** What it was made of, [nDim] variances or [nDim x nDim]. Not to be modified. */
    double[] covariance() {
        return covariance;
    }

    /** The variance of each free coordinate, [nDim]. */
    double[] variances() {
        double[] out = new double[nDim];
        for (int k = 0; k < nDim; k++) {
            out[k] = covariance[dense ? k * nDim + k : k];
        }
        return out;
    }

    /**
     * M^-1 p: from momentum to velocity.
     *
     * @param p           [nDim]. Not modified.
     * @param outVelocity [nDim]. Overwritten.
     */
    void velocity(double[] p, double[] outVelocity) {
        if (!dense) {
            for (int k = 0; k < nDim; k++) {
                outVelocity[k] = covariance[k] * p[k];
            }
            return;
        }
        for (int i = 0; i < nDim; i++) {
            double sum = 0;
            for (int j = 0; j < nDim; j++) {
                sum += covariance[i * nDim + j] * p[j];
            }
            outVelocity[i] = sum;
        }
    }

    /**
     * A momentum from N(0, M).
     *
     * @param outP [nDim]. Overwritten.
     */
    void draw(KeyedRandom random, double[] outP) {
        for (int k = 0; k < nDim; k++) {
            outP[k] = random.nextGaussian();
        }
        if (!dense) {
            for (int k = 0; k < nDim; k++) {
                outP[k] /= root[k];
            }
            return;
        }
        for (int i = nDim - 1; i >= 0; i--) { // L^T p = xi
            for (int j = i + 1; j < nDim; j++) {
                outP[i] -= root[j * nDim + i] * outP[j];
            }
            outP[i] /= root[i * nDim + i];
        }
    }
}
