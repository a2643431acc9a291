package asterism.infer;

import static asterism.infer.Samplers.compare;
import static asterism.infer.Samplers.nested;
import static asterism.infer.Targets.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.math.Gaussian;
import asterism.random.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LooTest {

    private static final int DATA = 20;

    /** y = a + b x + N(0, 1), a and b ~ N(0, 10): posterior precision and mean without datum {@code left}, or with all. */
    private static double[] posterior(double[] x, double[] y, int left) {
        double p00 = 0.01;
        double p01 = 0;
        double p11 = 0.01;
        double r0 = 0;
        double r1 = 0;
        for (int i = 0; i < x.length; i++) {
            if (i != left) {
                p00++;
                p01 += x[i];
                p11 += x[i] * x[i];
                r0 += y[i];
                r1 += x[i] * y[i];
            }
        }
        double det = p00 * p11 - p01 * p01;
        double c00 = p11 / det;
        double c01 = -p01 / det;
        double c11 = p00 / det;
        return new double[] {c00 * r0 + c01 * r1, c01 * r0 + c11 * r1, c00, c01, c11};
    }

    @Test
    @Tag("statistical")
    void linearModelHasItsExactLeaveOneOut() {
        var random = RandomStream.of(4);
        double[] x = new double[DATA];
        double[] y = new double[DATA];
        for (int i = 0; i < DATA; i++) {
            x[i] = -1 + 2.0 * i / (DATA - 1);
            y[i] = 1 + 2 * x[i] + random.nextGaussian();
        }
        double[] all = posterior(x, y, -1);
        int draws = 8000;
        double[][] logL = new double[DATA][draws];
        double l00 = Math.sqrt(all[2]);
        double l10 = all[3] / l00;
        double l11 = Math.sqrt(all[4] - l10 * l10);
        for (int s = 0; s < draws; s++) {
            double u = random.nextGaussian();
            double a = all[0] + l00 * u;
            double b = all[1] + l10 * u + l11 * random.nextGaussian();
            for (int i = 0; i < DATA; i++) {
                logL[i][s] = Gaussian.logDensity(y[i] - a - b * x[i]);
            }
        }
        var loo = Loo.of(IntStream.range(0, DATA).mapToObj(i -> "y" + i).toList(), logL, 1);
        double total = 0;
        double fitted = 0;
        for (int i = 0; i < DATA; i++) {
            double[] p = posterior(x, y, i);
            double sd = Math.sqrt(1 + p[2] + 2 * x[i] * p[3] + x[i] * x[i] * p[4]);
            double exact = Gaussian.logDensity((y[i] - p[0] - p[1] * x[i]) / sd) - Math.log(sd);
            total += exact;
            double wide = Math.sqrt(1 + all[2] + 2 * x[i] * all[3] + x[i] * x[i] * all[4]);
            fitted += Gaussian.logDensity((y[i] - all[0] - all[1] * x[i]) / wide) - Math.log(wide);
            assertEquals(exact, loo.pointwise()[i], 0.03, "datum " + i);
        }
        assertEquals(total, loo.elpd(), 0.05);
        assertEquals(fitted - total, loo.effectiveParameters(), 0.05);
        assertThat(loo.warnings()).isEmpty();
        assertThat(loo.toText()).startsWith("elpd = ");
    }

    @Test
    @Tag("statistical")
    void shapeOfATailIsFound() {
        for (double k : new double[] {-0.2, 0.3, 0.7, 1.2}) {
            var tail = new Pareto.Tail(k, 2);
            var random = RandomStream.of(9);
            double[] x = new double[20_000];
            Arrays.setAll(x, i -> tail.quantile(random.nextDouble()));
            Arrays.sort(x);
            var fit = Pareto.fit(x);
            assertEquals(k, fit.k(), 4 * (1 + Math.abs(k)) / Math.sqrt(x.length), "shape " + k);
            assertEquals(2, fit.sigma(), 0.1, "scale of shape " + k);
        }
    }

    /** exp(k E), E exponential, has a Pareto tail of shape k. */
    @Test
    @Tag("statistical")
    void kHatOfWeightsWithAKnownTail() {
        for (double k : new double[] {0.2, 0.5, 0.9}) {
            var random = RandomStream.of(10);
            double[] logWeights = new double[40_000];
            Arrays.setAll(logWeights, i -> -k * Math.log(1 - random.nextDouble()));
            assertEquals(k, Pareto.kHat(logWeights), 4 * (1 + k) / Math.sqrt(600), "shape " + k);
        }
        assertTrue(Pareto.kHat(filled(1000, 3)) < 0);
    }

    @Test
    void anInfluentialDatumIsNamed() {
        var random = RandomStream.of(3);
        double[][] logL = new double[2][2000];
        for (int i = 0; i < 2000; i++) {
            logL[0][i] = random.nextGaussian() * 0.1;
            logL[1][i] = 2 * Math.log(1 - random.nextDouble());
        }
        var loo = Loo.of(List.of("FUV", "NUV"), logL, 1);
        assertThat(loo.warnings()).hasSize(1);
        assertThat(loo.warnings().get(0)).contains("NUV (k = ").doesNotContain("FUV");
    }

    @Test
    void comparisonByEvidence() {
        // the same likelihood under a prior 4 times wider in both parameters: ln 16 less
        var narrow = nested().live(400).run(gaussian(1));
        var wide = nested().live(400).run(gaussian(4));
        var comparison = compare(narrow, wide);
        assertEquals(
                Math.log(16),
                comparison.logBayesFactor().orElseThrow(),
                3.3 * comparison.logBayesFactorError().orElseThrow());
        assertThat(comparison.toText()).contains("log Z").contains("the first");
        var chain = Samplers.ensemble().walkers(16).steps(200).run(gaussian(1));
        assertThatThrownBy(() -> compare(narrow, chain)).hasMessageContaining("sample with nested()");
    }

    /** What a fit knew when it was saved, its file knows: also leave-one-out, which needs the model. */
    @Test
    void comparisonByLeaveOneOutOfFitsFromFiles(@TempDir Path folder) {
        var one = terms(0);
        var other = terms(0.5);
        var fit = Samplers.ensemble().walkers(16).steps(2000).run(gaussian(1));
        fit.with(one).save(folder.resolve("one.h5"));
        fit.with(other).save(folder.resolve("other.h5"));
        var read = Fit.read(folder.resolve("one.h5"));
        var expected = fit.with(one).loo().orElseThrow();
        var loo = read.loo().orElseThrow();
        assertThat(loo.terms()).isEqualTo(List.of("center FUV", "disk NUV"));
        assertThat(loo.pointwise()).isEqualTo(expected.pointwise());
        assertThat(loo.kHat()).isEqualTo(expected.kHat());
        assertThat(loo.effectiveParameters()).isEqualTo(expected.effectiveParameters());
        var comparison = compare(read, Fit.read(folder.resolve("other.h5")));
        assertThat(comparison.toText())
                .isEqualTo(compare(fit.with(one), fit.with(other)).toText())
                .contains("elpd");
        assertThat(read.burnIn(1000).loo()).as("that was of another burn-in").isEmpty();
        fit.save(folder.resolve("none.h5"));
        assertThat(Fit.read(folder.resolve("none.h5")).loo()).isEmpty();
        assertThatThrownBy(() -> compare(read, fit)).hasMessageContaining("a checkpoint has not");
    }

    /** exp(-chi^2 / 2) alone, as the published codes have it, is no density of the data: such numbers are not weighed. */
    @Test
    void aLikelihoodThatIsNotNormalizedIsNotCompared(@TempDir Path folder) {
        var posterior = gaussian(1);
        var bare = new SamePosterior(posterior) {
            @Override
            public Optional<PriorTransform> priorTransform() {
                return posterior.priorTransform();
            }

            @Override
            public Optional<PointwiseLogLikelihood> pointwise() {
                return Optional.of(terms(0, false));
            }
        };
        var right = nested().live(200).run(posterior);
        var published = nested().live(200).run(bare);
        var words = "! the second: its likelihood is no normalised density of the data";
        assertThat(compare(right, published).toText()).contains(words).contains("not comparable");
        assertThat(compare(right, right).toText()).doesNotContain("normalised").contains("cannot tell");
        var both = compare(right.with(terms(0)), published.with(terms(0, false)));
        assertThat(both.toText()).contains(words).containsPattern("elpd.*not comparable");
        published.with(terms(0, false)).save(folder.resolve("published.h5"));
        right.with(terms(0)).save(folder.resolve("right.h5"));
        assertThat(compare(Fit.read(folder.resolve("right.h5")), Fit.read(folder.resolve("published.h5")))
                        .toText())
                .isEqualTo(both.toText());
        assertThat(compare(right.with(terms(0)), right.with(terms(0))).toText()).doesNotContain("hardly");
    }

    private static PointwiseLogLikelihood terms(double offset) {
        return terms(offset, true);
    }

    private static PointwiseLogLikelihood terms(double offset, boolean normalized) {
        return new PointwiseLogLikelihood() {
            @Override
            public boolean isNormalized() {
                return normalized;
            }

            @Override
            public List<String> terms() {
                return List.of("center FUV", "disk NUV");
            }

            @Override
            public void evaluate(double[] theta, double[] outTerms) {
                outTerms[0] = -0.5 * (theta[0] - offset) * (theta[0] - offset) / 0.01;
                outTerms[1] = -0.5 * theta[1] * theta[1] / 0.01;
            }
        };
    }

    private static Posterior gaussian(double half) {
        return CubeTargets.of("width " + half, filled(2, -half), filled(2, half), x -> {
            return -0.5 * (x[0] * x[0] + x[1] * x[1]) / 0.01;
        });
    }
}
