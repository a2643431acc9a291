package asterism.infer;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Second moments of draws and of the gradients at them, from which a metric is made.
 *
 * <p>The metric is the geometric mean of the covariance A of the draws and the inverse of the covariance B of their
 * gradients, the S with S B S = A. It is the linear map that brings the scores nearest to those of a standard Gaussian (least
 * Fisher divergence). Of a Gaussian it is the covariance whatever cloud of points it is learnt from: a cloud twice
 * too wide has A four times and 1/B a quarter of what they should be. Where a posterior is no Gaussian it weighs narrow places, which
 * limit the step size, as much as wide ones.
 *
 * <p>Both matrices are shrunk towards their diagonals by the amount that their number of draws allows (oracle
 * approximating shrinkage, Chen et al. 2010, equation 23).
 */
final class Moments {

    private static final double FLOOR = 1e-10; // of a variance, against that of the other draws

    private final int nDim;
    private final boolean dense;
    private final Scatter draws;
    private final Scatter gradients;

    /** Count, mean and scatter about the mean, kept up to date from point to point (Welford 1962). */
    private static final class Scatter {
        private final int nDim;
        private final boolean dense;
        private final double[] mean; // [nDim]
        private final double[] delta; // [nDim]
        private final double[] sum; // of squares or products, [nDim] or [nDim x nDim] lower triangle
        private int n;
        private int means; // how many means were taken out

        private Scatter(int nDim, boolean dense) {
            this.nDim = nDim;
            this.dense = dense;
            this.mean = new double[nDim];
            this.delta = new double[nDim];
            this.sum = new double[dense ? nDim * nDim : nDim];
        }

        private void add(double[] x) {
            n++;
            means = 1;
            for (int k = 0; k < nDim; k++) {
                delta[k] = x[k] - mean[k];
                mean[k] += delta[k] / n;
            }
            for (int i = 0; i < nDim; i++) {
                double after = x[i] - mean[i];
                if (dense) {
                    for (int j = 0; j <= i; j++) {
                        sum[i * nDim + j] += after * delta[j];
                    }
                } else {
                    sum[i] += after * delta[i];
                }
            }
        }

        /** Adds the scatter of other points about their own mean. */
        private void pool(Scatter other) {
            n += other.n;
            means += other.means;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other.sum[i];
            }
        }

        private void count(int points) {
            n = points;
            means = Math.min(1, points);
        }

        private void clear() {
            count(0);
            Arrays.fill(mean, 0);
            Arrays.fill(sum, 0);
        }

        private int freedom() {
            return n - means;
        }

        private double variance(int k) {
            return sum[dense ? k * nDim + k : k] / Math.max(1, freedom());
        }
    }

    Moments(int nDim, boolean dense) {
        this.nDim = nDim;
        this.dense = dense;
        this.draws = new Scatter(nDim, dense);
        this.gradients = new Scatter(nDim, dense);
    }

    /** Adds a draw and the gradient there, both [nDim] in free coordinates. Not modified. */
    void add(double[] z, double[] gradient) {
        draws.add(z);
        gradients.add(gradient);
    }

    /** Adds what another chain has seen, about its own mean: chains need not have found the same place. */
    void pool(Moments other) {
        draws.pool(other.draws);
        gradients.pool(other.gradients);
    }

    void clear() {
        draws.clear();
        gradients.clear();
    }

    /** What it holds, to go on from: count, then mean and sums of the draws and of the gradients. */
    double[] state() {
        double[] out = new double[1 + 2 * (nDim + draws.sum.length)];
        out[0] = draws.n;
        int at = 1;
        for (var part : parts()) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }

    /** Goes on from a {@link #state}. Not modified. */
    void restore(double[] state) {
        draws.count((int) state[0]);
        gradients.count((int) state[0]);
        int at = 1;
        for (var part : parts()) {
            System.arraycopy(state, at, part, 0, part.length);
            at += part.length;
        }
    }

    private double[][] parts() {
        return new double[][] {draws.mean, draws.sum, gradients.mean, gradients.sum};
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
        double[][] a = correlation(draws);
        double[][] b = correlation(gradients);
        double[][] root = cholesky(geometricMean(a, b));
        double[] out = new double[nDim * nDim];
        for (int i = 0; i < nDim; i++) {
            for (int j = 0; j <= i; j++) {
                out[i * nDim + j] = scale[i] * root[i][j];
            }
        }
        return Metric.of(nDim, out);
    }

    /** The shrunk correlation matrix, [nDim][nDim]; coordinates without variance are correlated with none. */
    private double[][] correlation(Scatter scatter) {
        double[][] c = new double[nDim][nDim];
        double squares = 0;
        for (int i = 0; i < nDim; i++) {
            for (int j = 0; j < i; j++) {
                double product = scatter.variance(i) * scatter.variance(j);
                double r = scatter.sum[i * nDim + j] / scatter.freedom() / Math.sqrt(product);
                c[i][j] = Double.isFinite(r) ? r : 0;
                c[j][i] = c[i][j];
                squares += 2 * c[i][j] * c[i][j];
            }
            c[i][i] = 1;
            squares += 1;
        }
        double p = nDim;
        double n = scatter.freedom();
        double above = (1 - 2 / p) * squares + p * p;
        double below = (n + 1 - 2 / p) * (squares - p);
        double shrinkage = Math.max(FLOOR, below > above ? above / below : 1);
        for (int i = 0; i < nDim; i++) {
            for (int j = 0; j < nDim; j++) {
                c[i][j] *= i == j ? 1 : 1 - shrinkage;
            }
        }
        return c;
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
        var eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(inner, false));
        double[] values = eigen.getEigenvalues();
        double largest = Arrays.stream(values).max().orElse(1);
        double[][] half = new double[nDim][nDim]; // R^-T V D^(1/4), column by column
        for (int m = 0; m < nDim; m++) {
            double[] v = eigen.getEigenvector(m).toArray();
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
