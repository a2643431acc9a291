package asterism.xray;

/** Gaussian approximations at the joint maximum. */
final class Laplace {

    private Laplace() {}

    /** Standard deviations of phi from the inverse of the Hessian with one count added to each direction. */
    static double[] deviations(ScaledProblem p, double[] phi) {
        double[] h = hessian(p, phi);
        int n = p.nFree;
        for (int j = 0; j < n; j++) {
            h[j * n + j] += 1 / (1 + phi[j]) * 1e-3 + 1e-9;
        }
        double[] inverse = invert(h, n);
        double[] sd = new double[n];
        for (int j = 0; j < n; j++) {
            sd[j] = Math.sqrt(Math.max(0, inverse[j * n + j]));
        }
        return sd;
    }

    /** Minus the second derivatives of the log likelihood: sum_i G_ij G_ik C_i / mu_i^2, [nFree x nFree]. */
    static double[] hessian(ScaledProblem p, double[] phi) {
        int n = p.nFree;
        double[] h = new double[n * n];
        double[] mu = new double[p.counts.length];
        p.expected(phi, mu);
        double[] row = new double[n];
        int[] column = new int[n];
        for (int k = 0; k < p.nObsids; k++) {
            int s = p.source[k].length;
            for (int i = p.rowStart[k]; i < p.rowStart[k + 1]; i++) {
                double weight = p.counts[i] == 0 ? 0 : p.counts[i] / (mu[i] * mu[i]);
                int m = 0;
                for (int j = 0; j < s; j++) {
                    column[m] = p.source[k][j];
                    row[m++] = p.g[k][(i - p.rowStart[k]) * s + j];
                }
                if (!p.isFrozen) {
                    column[m] = p.nSources + k;
                    row[m++] = p.o[i];
                }
                for (int a = 0; a < m; a++) {
                    for (int b = 0; b < m; b++) {
                        h[column[a] * n + column[b]] += weight * row[a] * row[b];
                    }
                }
            }
        }
        return h;
    }

    /** The inverse of a symmetric positive definite matrix, by Gauss-Jordan elimination. */
    static double[] invert(double[] matrix, int n) {
        double[] a = matrix.clone();
        double[] inverse = new double[n * n];
        for (int j = 0; j < n; j++) {
            inverse[j * n + j] = 1;
        }
        for (int j = 0; j < n; j++) {
            double pivot = a[j * n + j];
            for (int k = 0; k < n; k++) {
                a[j * n + k] /= pivot;
                inverse[j * n + k] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double f = a[i * n + j];
                if (i != j && f != 0) {
                    for (int k = 0; k < n; k++) {
                        a[i * n + k] -= f * a[j * n + k];
                        inverse[i * n + k] -= f * inverse[j * n + k];
                    }
                }
            }
        }
        return inverse;
    }
}
