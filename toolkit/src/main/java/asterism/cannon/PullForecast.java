package asterism.cannon;

import asterism.display.Numbers;
import asterism.math.LinearAlgebra;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How wide the pulls of labels will be when their errors take the coefficients for known: by the forecast of {@link CoefficientNoise},
 * for spectra as good as those of the training stars, averaged over these.
 *
 * <p>Where the weights W_j of a pixel are alike from star to star, the covariance of its coefficients is (A^T A)^-1 / W_j, and all pixels
 * together add K = sum_j W_j C_j = nPixels (A^T A)^-1 to G = sum_j W_j theta_j theta_j^T, whatever their noise. With
 * M = (dV^T G dV)^-1 labels are then drawn aside by M dV^T K V, and the variance of the model's flux, h = V^T (A^T A)^-1 V in units of
 * that of a pixel, adds to their errors. To first order, and for stars that have trained: other stars fare somewhat worse.
 */
final class PullForecast {

    /** Pulls wider than this are worth a warning. */
    private static final double WIDE = 1.1;

    private static final int MOST_STARS = 50; // over which it is averaged

    private final TrainingProblem problem;
    private final Vectorizer vectorizer;
    private final int[] stars;

    PullForecast(TrainingProblem problem, Vectorizer vectorizer) {
        this.problem = problem;
        this.vectorizer = vectorizer;
        int n = problem.nStars();
        int used = Math.min(n, MOST_STARS);
        this.stars =
                IntStream.range(0, used).map(k -> (int) ((long) k * n / used)).toArray();
    }

    /** What to tell the user; nothing where the coefficients are known well enough, or where this cannot be told. */
    Optional<String> warning(double[][] scaledLabels) {
        if (IntStream.range(0, problem.nPixels()).allMatch(j -> problem.lambda(j) > 0)) {
            return Optional.empty(); // K is not that of penalized coefficients
        }
        double[] widths = widths(scaledLabels);
        int worst = 0;
        for (int l = 1; l < widths.length; l++) {
            worst = widths[l] > widths[worst] ? l : worst;
        }
        return widths[worst] > WIDE
                ? Optional.of(problem.nStars() + " stars leave the coefficients so uncertain that labels of spectra as"
                        + " good as theirs get errors that are too small, those of "
                        + vectorizer.labels().get(worst) + " by a factor of "
                        + Numbers.significant(widths[worst], 2)
                        + " or more; train with coefficientErrors(), which accounts for that, or with more stars")
                : Optional.empty();
    }

    /**
     * The widths of the pulls.
     *
     * @param scaledLabels of the training stars, [nStars x nLabels]. Not modified.
     * @return [nLabels], NaN where they cannot be told
     */
    double[] widths(double[][] scaledLabels) {
        int nLabels = vectorizer.labels().size();
        var sum = new double[nLabels];
        double[][] k = excess();
        double[][] g = information();
        for (int n : stars) {
            double[] v = problem.design()[n];
            double[][] dv = vectorizer.derivative(scaledLabels[n]);
            double[][] across = transposed(dv);
            var m = LinearAlgebra.inverse(LinearAlgebra.product(across, LinearAlgebra.product(g, dv)));
            double[] kv = times(k, v);
            double leverage = dot(v, kv) / problem.nPixels();
            double[] drawn = times(m.orElseGet(() -> new double[nLabels][nLabels]), times(across, kv));
            for (int l = 0; l < nLabels; l++) {
                double variance = m.isPresent() ? m.get()[l][l] : Double.NaN;
                sum[l] += (1 + leverage + drawn[l] * drawn[l] / variance) / stars.length;
            }
        }
        return Arrays.stream(sum).map(Math::sqrt).toArray();
    }

    /** K: for every pixel that is used and not penalized, (A^T A)^-1 over the terms that are free there. */
    private double[][] excess() {
        var pixels = new HashMap<BitSet, Integer>(); // how many have these free terms
        for (int j = 0; j < problem.nPixels(); j++) {
            if (problem.s2()[j] < Double.POSITIVE_INFINITY && problem.lambda(j) == 0) {
                pixels.merge(freeTerms(j), 1, Integer::sum);
            }
        }
        var out = new double[problem.nTerms()][problem.nTerms()];
        pixels.forEach((terms, count) -> {
            int[] free = terms.stream().toArray();
            LinearAlgebra.inverse(gram(free)).ifPresent(inverse -> {
                for (int a = 0; a < free.length; a++) {
                    for (int b = 0; b < free.length; b++) {
                        out[free[a]][free[b]] += count * inverse[a][b];
                    }
                }
            });
        });
        return out;
    }

    private BitSet freeTerms(int pixel) {
        double[] lower = problem.lower(pixel);
        double[] upper = problem.upper(pixel);
        var out = new BitSet(lower.length);
        for (int t = 0; t < lower.length; t++) {
            out.set(t, lower[t] < upper[t]);
        }
        return out;
    }

    /** A^T A of some terms. */
    private double[][] gram(int[] terms) {
        var out = new double[terms.length][terms.length];
        for (double[] row : problem.design()) {
            for (int a = 0; a < terms.length; a++) {
                for (int b = 0; b < terms.length; b++) {
                    out[a][b] += row[terms[a]] * row[terms[b]];
                }
            }
        }
        return out;
    }

    /** G at the mean weight of the stars in every pixel. */
    private double[][] information() {
        double[] s2 = problem.s2();
        var weight = new double[problem.nPixels()];
        for (int n : stars) {
            double[] ivar = problem.ivar()[n];
            for (int j = 0; j < weight.length; j++) {
                weight[j] += ivar[j] > 0 ? ivar[j] / (1 + ivar[j] * s2[j]) / stars.length : 0;
            }
        }
        int nTerms = problem.nTerms();
        var out = new double[nTerms][nTerms];
        for (int j = 0; j < weight.length; j++) {
            double[] theta = problem.theta()[j];
            for (int a = 0; a < nTerms; a++) {
                for (int b = 0; b < nTerms; b++) {
                    out[a][b] += weight[j] * theta[a] * theta[b];
                }
            }
        }
        return out;
    }

    private static double[][] transposed(double[][] matrix) {
        var out = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < out.length; j++) {
                out[j][i] = matrix[i][j];
            }
        }
        return out;
    }

    private static double[] times(double[][] matrix, double[] x) {
        return Arrays.stream(matrix).mapToDouble(row -> dot(row, x)).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
