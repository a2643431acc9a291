package asterism.cannon;

/**
 * What the noise of the coefficients does to the errors of labels, to first order.
 *
 * <p>The gradient of chi-squared in the labels x has the variance dV^T (G + K) dV + sum_j W_j^2 h_j g_j g_j^T, where G is without the
 * noise of the coefficients, K = sum_j W_j C_j with their covariances C_j, g_j = dV^T theta_j, and h_j = V^T C_j V is the
 * variance that they bring to the flux of the model. The first part is the noise of the spectrum, seen through slopes that are noisy
 * themselves. With M = (dV^T G dV)^-1 the covariance of the labels is M (...) M = M + M (dV^T K dV + sum_j ...) M.
 */
final class CoefficientNoise {

    private final LabelProblem problem;
    private final int spectrum;
    private final double[] v;
    private final double[][] dv; // [nTerms][nLabels]
    private final int nLabels;

    /** The noise at scaled labels of a spectrum. */
    CoefficientNoise(LabelProblem problem, int spectrum, double[] x) {
        this.problem = problem;
        this.spectrum = spectrum;
        this.v = problem.vectorizer().labelVector(x);
        this.dv = problem.vectorizer().derivative(x);
        this.nLabels = x.length;
    }

    /**
     * The covariance of the scaled labels.
     *
     * @param m M, [nLabels x nLabels]. Not modified.
     * @param k K, [nTerms x nTerms]. Not modified.
     * @return [nLabels x nLabels]
     */
    double[] covariance(double[] m, double[] k) {
        var extra = ofPixels();
        for (int a = 0; a < nLabels; a++) {
            for (int b = 0; b < nLabels; b++) {
                for (int t = 0; t < v.length; t++) {
                    for (int u = 0; u < v.length; u++) {
                        extra[a * nLabels + b] += dv[t][a] * k[t * v.length + u] * dv[u][b];
                    }
                }
            }
        }
        double[] out = product(product(m, extra), m);
        for (int i = 0; i < out.length; i++) {
            out[i] += m[i];
        }
        return out;
    }

    /** sum_j W_j^2 h_j g_j g_j^T. */
    private double[] ofPixels() {
        double[] ivar = problem.ivar()[spectrum];
        double[] pairs = pairsOfTerms();
        var slope = new double[nLabels];
        var sum = new double[nLabels * nLabels];
        for (int j = 0; j < ivar.length; j++) {
            double w = ivar[j] / (1 + ivar[j] * problem.s2()[j]);
            if (w > 0) {
                double[] c = problem.thetaCovariance()[j];
                double variance = 0;
                for (int q = 0; q < c.length; q++) {
                    variance += c[q] * pairs[q];
                }
                slope(problem.theta()[j], slope);
                for (int a = 0; a < nLabels; a++) {
                    for (int b = 0; b < nLabels; b++) {
                        sum[a * nLabels + b] += w * w * variance * slope[a] * slope[b];
                    }
                }
            }
        }
        return sum;
    }

    /** V V^T, packed; products of different terms count twice. */
    private double[] pairsOfTerms() {
        var out = new double[Lanes.pairs(v.length)];
        int q = 0;
        for (int k = 0; k < v.length; k++) {
            for (int l = 0; l <= k; l++) {
                out[q++] = (k == l ? 1 : 2) * v[k] * v[l];
            }
        }
        return out;
    }

    private void slope(double[] theta, double[] outSlope) {
        for (int l = 0; l < nLabels; l++) {
            double sum = 0;
            for (int t = 0; t < theta.length; t++) {
                sum += theta[t] * dv[t][l];
            }
            outSlope[l] = sum;
        }
    }

    private double[] product(double[] x, double[] y) {
        var out = new double[x.length];
        for (int a = 0; a < nLabels; a++) {
            for (int b = 0; b < nLabels; b++) {
                for (int c = 0; c < nLabels; c++) {
                    out[a * nLabels + b] += x[a * nLabels + c] * y[c * nLabels + b];
                }
            }
        }
        return out;
    }
}
