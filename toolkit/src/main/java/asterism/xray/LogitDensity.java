package asterism.xray;

/**
 * The log posterior in unbounded coordinates x_j = ln(phi_j / (V_j - phi_j)), with its gradient. With uniform priors
 *
 * <pre>
 *   ln p(x) = sum_i (C_i ln mu_i - mu_i) + sum_j ln(sigma_j (1 - sigma_j)),   phi_j = V_j sigma_j, sigma = 1 / (1 + e^-x)
 *   d ln p / d x_j = phi_j (1 - sigma_j) sum_i G_ij (C_i / mu_i - 1) + 1 - 2 sigma_j
 * </pre>
 *
 * Rows touch only the sources of their obsid and its background. Allocates nothing. Not thread-safe.
 */
final class LogitDensity {

    final int nDim;
    private final ScaledProblem p;
    private final double[] phi;
    private final double[] sigma;
    private final double[] slope; // d ln L / d phi

    LogitDensity(ScaledProblem p) {
        this.p = p;
        nDim = p.nFree;
        phi = new double[nDim];
        sigma = new double[nDim];
        slope = new double[nDim];
    }

    /** The coordinate of an expected count inside (0, V). */
    double x(int j, double phi) {
        return Math.log(phi / (p.bound[j] - phi));
    }

    /** The expected count of a coordinate. */
    double phi(int j, double x) {
        double e = Math.exp(-Math.abs(x));
        return p.bound[j] * (x < 0 ? e : 1) / (1 + e);
    }

    /**
     * Evaluates at one point.
     *
     * @param x           [nDim]. Not modified.
     * @param outGradient [nDim]. Overwritten.
     * @return ln p, without constants
     */
    double evaluate(double[] x, double[] outGradient) {
        double log = 0;
        for (int j = 0; j < nDim; j++) {
            double size = Math.abs(x[j]);
            double e = Math.exp(-size);
            double s = 1 / (1 + e);
            sigma[j] = x[j] < 0 ? e * s : s;
            phi[j] = p.bound[j] * sigma[j];
            log += 2 * Math.log(s) - size;
            slope[j] = -1;
        }
        log += rows();
        for (int j = 0; j < nDim; j++) {
            outGradient[j] = phi[j] * (1 - sigma[j]) * slope[j] + 1 - 2 * sigma[j];
        }
        return log;
    }

    // ln L; adds to its slopes
    private double rows() {
        double log = 0;
        int ns = p.nSources;
        for (int k = 0; k < p.nObsids; k++) {
            int[] source = p.source[k];
            double[] g = p.g[k];
            int n = source.length;
            double beta = p.isFrozen ? 0 : phi[ns + k];
            int at = 0;
            for (int i = p.rowStart[k]; i < p.rowStart[k + 1]; i++) {
                double c = p.counts[i];
                if (c > 0) {
                    double mu = p.offset[i] + p.o[i] * beta;
                    for (int j = 0; j < n; j++) {
                        mu += g[at + j] * phi[source[j]];
                    }
                    log += c * Math.log(mu);
                    double ratio = c / mu;
                    for (int j = 0; j < n; j++) {
                        slope[source[j]] += g[at + j] * ratio;
                    }
                    if (!p.isFrozen) {
                        slope[ns + k] += p.o[i] * ratio;
                    }
                }
                at += n;
            }
        }
        for (int j = 0; j < nDim; j++) {
            log -= phi[j]; // columns of G add up to 1
        }
        return log;
    }

    /**
     * The maximum in x, by Newton's method from the joint maximum of the likelihood.
     *
     * @param outX          [nDim]. Overwritten.
     * @param outCovariance inverse of minus the second derivatives there, [nDim x nDim]. Overwritten.
     */
    void maximum(double[] outX, double[] outCovariance) {
        double[] start = p.start();
        p.climb(start, 30);
        for (int j = 0; j < nDim; j++) {
            outX[j] = x(j, Math.min(0.999 * p.bound[j], Math.max(0.5, start[j])));
        }
        double[] gradient = new double[nDim];
        double[] step = new double[nDim];
        for (int turn = 0; turn < 50; turn++) {
            evaluate(outX, gradient);
            double[] inverse = Laplace.invert(curvature(gradient), nDim);
            System.arraycopy(inverse, 0, outCovariance, 0, inverse.length);
            double largest = 0;
            for (int j = 0; j < nDim; j++) {
                step[j] = 0;
                for (int k = 0; k < nDim; k++) {
                    step[j] += inverse[j * nDim + k] * gradient[k];
                }
                largest = Math.max(largest, Math.abs(step[j]));
            }
            double factor = largest > 1 ? 1 / largest : 1;
            for (int j = 0; j < nDim; j++) {
                outX[j] += factor * step[j];
            }
            if (largest < 1e-6) {
                return;
            }
        }
    }

    // minus the second derivatives at the last point, with diagonal parts that are positive wherever it is
    private double[] curvature(double[] gradient) {
        double[] h = Laplace.hessian(p, phi);
        for (int j = 0; j < nDim; j++) {
            double j1 = phi[j] * (1 - sigma[j]);
            for (int k = 0; k < nDim; k++) {
                h[j * nDim + k] *= j1 * phi[k] * (1 - sigma[k]);
            }
            double rest = -(gradient[j] - 1 + 2 * sigma[j]) * (1 - 2 * sigma[j]) + 2 * sigma[j] * (1 - sigma[j]);
            h[j * nDim + j] += Math.max(rest, 0.05);
        }
        return h;
    }

    /** ln of the evidence's factor that {@link #evaluate} leaves out: 1 / C!, the prior and its Jacobian. */
    double logConstant() {
        // d phi = V sigma (1 - sigma) dx and the prior is 1 / V: nothing of the box remains; offsets do
        double log = -p.logFactorials;
        for (double o : p.offset) {
            log -= o;
        }
        return log;
    }
}
