package asterism.xray;

import asterism.infer.Pareto;
import asterism.random.RandomStream;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * {@link Engine#IMPORTANCE}: independent draws of a Student-t with 6 degrees of freedom about the maximum in unbounded
 * coordinates, its covariance 1.1 times the Laplace approximation's, weighted by posterior over proposal. Where Pareto k-hat or
 * the effective number says that the weights are not to be trusted, NUTS takes over.
 *
 * @see <a href="https://jmlr.org/papers/v25/19-556.html">Vehtari et al. 2024</a>
 */
final class ImportanceEngine {

    private static final double FREEDOM = 6;
    private static final double WIDER = 1.1;
    private static final double SMALLEST_ESS = 400;

    private ImportanceEngine() {}

    static Solution solve(ScaledProblem p, AperturePhotometry settings, long seed) {
        var density = new LogitDensity(p);
        int n = density.nDim;
        int size = 2 * settings.chains() * settings.draws();
        double[] top = new double[n];
        double[] covariance = new double[n * n];
        density.maximum(top, covariance);
        double[] factor = cholesky(covariance, n);
        double logDeterminant = 0;
        for (int j = 0; j < n; j++) {
            logDeterminant += Math.log(factor[j * n + j]);
        }
        var random = RandomStream.of(seed);
        var deviates = new Deviates(random);
        double[][] draws = new double[n][size];
        double[] logWeight = new double[size];
        double[] z = new double[n];
        double[] x = new double[n];
        double[] gradient = new double[n];
        for (int i = 0; i < size; i++) {
            double square = 0;
            for (int j = 0; j < n; j++) {
                z[j] = random.nextGaussian();
                square += z[j] * z[j];
            }
            double chi2 = 2 * deviates.gamma(0.5 * FREEDOM);
            double stretch = Math.sqrt(FREEDOM / chi2);
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k <= j; k++) {
                    sum += factor[j * n + k] * z[k];
                }
                x[j] = top[j] + stretch * sum;
                draws[j][i] = density.phi(j, x[j]) / p.scale[j];
            }
            double logT = -0.5 * (FREEDOM + n) * Math.log(1 + square * stretch * stretch / FREEDOM);
            logWeight[i] = density.evaluate(x, gradient) - logT;
        }
        double logNorm = logGammaHalf(FREEDOM + n)
                - logGammaHalf(FREEDOM)
                - 0.5 * n * Math.log(FREEDOM * Math.PI)
                - logDeterminant;
        return judge(p, settings, seed, density, draws, logWeight, logNorm);
    }

    private static Solution judge(
            ScaledProblem p,
            AperturePhotometry settings,
            long seed,
            LogitDensity density,
            double[][] draws,
            double[] logWeight,
            double logNorm) {
        int size = logWeight.length;
        double kHat = Pareto.kHat(logWeight);
        double max = Arrays.stream(logWeight).max().orElse(0);
        double[] weight = Arrays.stream(logWeight).map(l -> Math.exp(l - max)).toArray();
        double sum = Arrays.stream(weight).sum();
        double squares = Arrays.stream(weight).map(w -> w * w).sum();
        double ess = sum * sum / squares;
        if (!(kHat < Math.min(0.7, 1 - 1 / Math.log10(size)) && ess >= SMALLEST_ESS)) {
            return NutsEngine.solve(p, settings, seed);
        }
        for (int i = 0; i < size; i++) {
            weight[i] /= sum;
        }
        double logEvidence = Math.log(sum / size) + max - logNorm + density.logConstant();
        double n = Double.NaN;
        var report = new EngineReport(1, size, 1, ess, ess, 0, n, n, n, kHat, size, n, seed);
        return new Drawn(
                Engine.IMPORTANCE, draws, weight, resampled(draws, weight), OptionalDouble.of(logEvidence), report);
    }

    // as many draws of equal weight, by systematic resampling
    private static double[][] resampled(double[][] draws, double[] weight) {
        int size = weight.length;
        double[][] out = new double[draws.length][size];
        double below = weight[0];
        int from = 0;
        for (int i = 0; i < size; i++) {
            double at = (i + 0.5) / size;
            while (below < at && from < size - 1) {
                from++;
                below += weight[from];
            }
            for (int j = 0; j < draws.length; j++) {
                out[j][i] = draws[j][from];
            }
        }
        return out;
    }

    // lower triangle L of L L^T = WIDER x covariance
    private static double[] cholesky(double[] covariance, int n) {
        double[] l = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = WIDER * covariance[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i * n + k] * l[j * n + k];
                }
                l[i * n + j] = i == j ? Math.sqrt(Math.max(1e-12, sum)) : sum / l[j * n + j];
            }
        }
        return l;
    }

    // ln Gamma(m / 2)
    private static double logGammaHalf(double m) {
        double log = m % 2 == 0 ? 0 : 0.5 * Math.log(Math.PI);
        for (double x = m % 2 == 0 ? 1 : 0.5; x < 0.5 * m; x++) {
            log += Math.log(x);
        }
        return log;
    }
}
