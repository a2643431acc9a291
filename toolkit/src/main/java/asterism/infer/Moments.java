package asterism.infer;

import asterism.math.LinearAlgebra;

/**
 * Second moments of draws and of the gradients at them, from which a metric is made.
 *
 * <p>The metric is the geometric mean of the covariance A of the draws and the inverse of the covariance B of their
 * gradients, the S with S B S = A. It is the linear map that brings the scores nearest to those of a standard Gaussian (least
 * Fisher divergence). Of a Gaussian it is the covariance whatever cloud of points it is learnt from: a cloud twice
 * too wide has A four times and 1/B a quarter of what they should be. Where a posterior is no Gaussian it weighs narrow places, which
 * limit the step size, as much as wide ones.
 */
final class Moments {

    private static final double FLOOR = 1e-10; // of a variance, against that of the other draws

    private final int nDim;
    private final boolean dense;
    private final Scatter draws;
    private final Scatter gradients;

    /**
     * Moments of draws and gradients.
     *
     * @param draws     in free coordinates
     * @param gradients at them, of the same points
     * @param dense     whether the metric is to have their correlations
     */
    Moments(Scatter draws, Scatter gradients, boolean dense) {
        this.nDim = draws.dimension();
        this.dense = dense;
        this.draws = draws;
        this.gradients = gradients;
    }

    Scatter draws() {
        return draws;
    }

    Scatter gradients() {
        return gradients;
    }

    /** The metric; of width 1 in coordinates that did not move. */
    Metric metric() {
        double[] scale = new double[nDim]; // sqrt of sd(z) / sd(gradient)
        for (int k = 0; k < nDim; k++) {
            double a = draws.variance(k);
            double b = gradients.variance(k);
            boolean moves = a > 0 && a < Double.POSITIVE_INFINITY;
            boolean pulled = b > 0 && b < Double.POSITIVE_INFINITY;
            scale[k] = moves && pulled ? Math.pow(a / b, 0.25) : moves ? Math.sqrt(a) : 1;
        }
        if (!dense || draws.freedom() < 2) {
            return Metric.of(nDim, scale);
        }
        double[][] root = cholesky(geometricMean(draws.correlations(), gradients.correlations()));
        double[] out = new double[nDim * nDim];
        for (int i = 0; i < nDim; i++) {
            for (int j = 0; j <= i; j++) {
                out[i * nDim + j] = scale[i] * root[i][j];
            }
        }
        return Metric.of(nDim, out);
    }

    /** S with S b S = a: with b = R R^T it is R^-T (R^T a R)^(1/2) R^-1. */
    private double[][] geometricMean(double[][] a, double[][] b) {
        double[][] r = cholesky(b);
        double[][] inner = new double[nDim][nDim]; // R^T a R
        double[][] ar = new double[nDim][nDim];
        for (int i = 0; i < nDim; i++) {
            for (int j = 0; j < nDim; j++) {
                for (int k = j; k < nDim; k++) {
                    ar[i][j] += a[i][k] * r[k][j];
                }
            }
        }
        for (int i = 0; i < nDim; i++) {
            for (int j = 0; j <= i; j++) {
                for (int k = i; k < nDim; k++) {
                    inner[i][j] += r[k][i] * ar[k][j];
                }
                inner[j][i] = inner[i][j];
            }
        }
        var eigen = LinearAlgebra.eigen(inner);
        double[] values = eigen.values();
        double largest = values[nDim - 1];
        double[][] half = new double[nDim][nDim]; // R^-T V D^(1/4), column by column
        for (int m = 0; m < nDim; m++) {
            double[] v = eigen.vectors()[m];
            double power = Math.pow(Math.max(values[m], FLOOR * largest), 0.25);
            for (int i = nDim - 1; i >= 0; i--) {
                double sum = v[i] * power;
                for (int k = i + 1; k < nDim; k++) {
                    sum -= r[k][i] * half[k][m];
                }
                half[i][m] = sum / r[i][i];
            }
        }
        double[][] mean = new double[nDim][nDim];
        for (int i = 0; i < nDim; i++) {
            for (int j = 0; j <= i; j++) {
                for (int m = 0; m < nDim; m++) {
                    mean[i][j] += half[i][m] * half[j][m];
                }
                mean[j][i] = mean[i][j];
            }
        }
        return mean;
    }

    /** The lower triangular root of a positive definite matrix. */
    private double[][] cholesky(double[][] c) {
        double[][] root = new double[nDim][nDim];
        for (int i = 0; i < nDim; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = c[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? Math.sqrt(Math.max(sum, FLOOR * c[i][i])) : sum / root[j][j];
            }
        }
        return root;
    }
}
