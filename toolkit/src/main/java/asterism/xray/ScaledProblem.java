package asterism.xray;

import asterism.display.Numbers;
import java.util.Arrays;

/**
 * A problem in expected counts: phi_j = theta_j S_j with S_j the sum of column j of the matrix, so that all numbers are of the
 * order of the counts. Expected counts of row i are mu_i = sum_j g_ij phi_j + o_i beta_k + offset_i; columns of g and o add up to 1.
 *
 * <p>The offset is 0, or that of a background that is held. Immutable by convention.
 */
final class ScaledProblem {

    final int nSources;
    /** Observations. */
    final int nObsids;
    /** Sources, and backgrounds unless they are held. */
    final int nFree;

    final boolean isFrozen;
    final int[] rowStart;
    /** Columns of the sources that an obsid has, increasing; [nObsids][n_k]. */
    final int[][] source;
    /** [nObsids][rows x sources of the obsid] */
    final double[][] g;
    /** Sums of g over the rows of an obsid, [nObsids][sources of the obsid]. */
    final double[][] exposure;
    /** [nRows] */
    final double[] o;

    final double[] offset;
    final double[] counts;
    /** S_j, [nSources + nObsids] */
    final double[] scale;
    /** Upper bounds of phi, [nSources + nObsids] */
    final double[] bound;
    /** Intensities at which the backgrounds are held, physical; [nObsids] or [0]. */
    final double[] held;
    /** sum_i ln C_i! */
    final double logFactorials;

    private ScaledProblem(AssembledProblem p, boolean frozen) {
        nSources = p.nSources;
        nObsids = p.nObsids;
        isFrozen = frozen;
        nFree = frozen ? nSources : nSources + nObsids;
        rowStart = p.rowStart;
        source = new int[nObsids][];
        counts = p.counts;
        scale = new double[nSources + nObsids];
        for (int k = 0; k < nObsids; k++) {
            int n = p.source[k].length;
            source[k] = p.source[k].clone();
            Arrays.sort(source[k]);
            for (int i = rowStart[k]; i < rowStart[k + 1]; i++) {
                for (int j = 0; j < n; j++) {
                    scale[p.source[k][j]] += p.response[k][(i - rowStart[k]) * n + j];
                }
                scale[nSources + k] += p.area[i];
            }
        }
        g = new double[nObsids][];
        exposure = new double[nObsids][];
        o = new double[counts.length];
        offset = new double[counts.length];
        held = new double[frozen ? nObsids : 0];
        for (int k = 0; k < nObsids; k++) {
            scaleBlock(p, k);
        }
        bound = new double[scale.length];
        for (int j = 0; j < bound.length; j++) {
            bound[j] = p.upper[j] * scale[j];
        }
        double sum = 0;
        for (double c : counts) {
            sum += Factorials.log(c);
        }
        logFactorials = sum;
    }

    private void scaleBlock(AssembledProblem p, int k) {
        int n = source[k].length;
        int rows = rowStart[k + 1] - rowStart[k];
        g[k] = new double[rows * n];
        exposure[k] = new double[n];
        for (int own = 0; own < n; own++) {
            int column = p.source[k][own];
            int j = Arrays.binarySearch(source[k], column);
            for (int i = 0; i < rows; i++) {
                double x = p.response[k][i * n + own] / scale[column];
                g[k][i * n + j] = x;
                exposure[k][j] += x;
            }
        }
        if (isFrozen) {
            int row = p.backgroundRow[k];
            held[k] = row < 0 ? 0 : counts[row] / p.area[row];
        }
        for (int i = rowStart[k]; i < rowStart[k + 1]; i++) {
            if (isFrozen) {
                offset[i] = p.area[i] * held[k];
            } else {
                o[i] = p.area[i] / scale[nSources + k];
            }
        }
    }

    /** The problem with all parameters free. */
    static ScaledProblem of(AssembledProblem problem) {
        return new ScaledProblem(problem, false);
    }

    /**
     * The problem with every background held at the counts of its background aperture over that aperture's area.
     *
     * @throws EngineException where a row with counts then expects none whatever the sources are
     */
    static ScaledProblem frozen(AssembledProblem problem) {
        var scaled = new ScaledProblem(problem, true);
        for (int k = 0; k < scaled.nObsids; k++) {
            int n = scaled.source[k].length;
            for (int i = scaled.rowStart[k]; i < scaled.rowStart[k + 1]; i++) {
                double most = scaled.offset[i];
                for (int j = 0; j < n; j++) {
                    most += scaled.g[k][(i - scaled.rowStart[k]) * n + j];
                }
                if (scaled.counts[i] > 0 && !(most > 0)) {
                    throw new EngineException("with its background held, aperture " + problem.rows.get(i)
                            + " expects no counts but has " + Numbers.exact(scaled.counts[i]));
                }
            }
        }
        return scaled;
    }

    /** Sum of the counts of an obsid. */
    double counts(int k) {
        double sum = 0;
        for (int i = rowStart[k]; i < rowStart[k + 1]; i++) {
            sum += counts[i];
        }
        return sum;
    }

    /** Expected counts of all rows at phi, [nFree]. */
    void expected(double[] phi, double[] outMu) {
        for (int k = 0; k < nObsids; k++) {
            double[] block = g[k];
            int[] columns = source[k];
            int n = columns.length;
            double beta = isFrozen ? 0 : phi[nSources + k];
            int at = 0;
            for (int i = rowStart[k]; i < rowStart[k + 1]; i++) {
                double mu = offset[i] + o[i] * beta;
                for (int j = 0; j < n; j++) {
                    mu += block[at++] * phi[columns[j]];
                }
                outMu[i] = mu;
            }
        }
    }

    /**
     * Moves phi uphill by expectation maximisation: monotone, and never out of the box.
     *
     * @param phi [nFree], all above 0. Overwritten.
     */
    void climb(double[] phi, int steps) {
        double[] mu = new double[counts.length];
        double[] share = new double[nFree];
        for (int step = 0; step < steps; step++) {
            expected(phi, mu);
            Arrays.fill(share, 0);
            for (int k = 0; k < nObsids; k++) {
                int n = source[k].length;
                int at = 0;
                for (int i = rowStart[k]; i < rowStart[k + 1]; i++) {
                    double ratio = counts[i] == 0 ? 0 : counts[i] / mu[i];
                    for (int j = 0; j < n; j++) {
                        share[source[k][j]] += g[k][at++] * ratio;
                    }
                    if (!isFrozen) {
                        share[nSources + k] += o[i] * ratio;
                    }
                }
            }
            for (int j = 0; j < nFree; j++) {
                phi[j] = Math.min(bound[j], Math.max(1e-300, phi[j] * share[j]));
            }
        }
    }

    /**
     * A start inside the box: backgrounds from their own apertures, sources from what is left in the others, at least half a
     * count each.
     */
    double[] start() {
        double[] phi = new double[nFree];
        double[] weight = new double[nSources];
        for (int k = 0; k < nObsids; k++) {
            int last = rowStart[k + 1] - 1;
            double beta = isFrozen ? 0 : o[last] > 0 ? counts[last] / o[last] : 0.5;
            if (!isFrozen) {
                phi[nSources + k] = Math.min(0.9 * bound[nSources + k], Math.max(0.5, Math.min(beta, counts(k))));
            }
            int n = source[k].length;
            for (int i = rowStart[k]; i < rowStart[k + 1]; i++) {
                double all = 0;
                int at = (i - rowStart[k]) * n;
                for (int j = 0; j < n; j++) {
                    all += g[k][at + j];
                }
                double net = Math.max(0, counts[i] - offset[i] - o[i] * beta);
                for (int j = 0; j < n && i < last; j++) {
                    double part = g[k][at + j] / Math.max(all, 1e-300);
                    phi[source[k][j]] += part * net;
                    weight[source[k][j]] += g[k][at + j] * part;
                }
            }
        }
        for (int j = 0; j < nSources; j++) {
            double estimate = weight[j] > 0 ? phi[j] / weight[j] : 0;
            phi[j] = Math.min(0.9 * bound[j], Math.max(0.5, estimate));
        }
        return phi;
    }
}
