package asterism.infer;

import static asterism.infer.Samplers.nested;
import static asterism.infer.Targets.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedTest {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** A Gaussian of width 0.1, in the middle of the box [0, 1]^n: normalised, so that Z is 1 but for its tails. */
    static Posterior gaussianInABox(int nDim) {
        return CubeTargets.of("gaussian in a box", filled(nDim, 0), filled(nDim, 1), x -> {
            double sum = 0;
            for (double v : x) {
                sum += (v - 0.5) * (v - 0.5) / 0.01;
            }
            return -0.5 * sum - nDim * (0.5 * LOG_TWO_PI + Math.log(0.1));
        });
    }

    /** Two Gaussians of width 0.01 at opposite corners of [0, 1]^n, with weights 1 and 3: Z is 1. */
    static Posterior twoGaussians(int nDim) {
        return CubeTargets.of("two Gaussians", filled(nDim, 0), filled(nDim, 1), x -> {
            double near = 0;
            double far = 0;
            for (double v : x) {
                near += (v - 0.2) * (v - 0.2) / 1e-4;
                far += (v - 0.8) * (v - 0.8) / 1e-4;
            }
            double norm = -nDim * (0.5 * LOG_TWO_PI + Math.log(0.01));
            double a = Math.log(0.25) - 0.5 * near + norm;
            double b = Math.log(0.75) - 0.5 * far + norm;
            double max = Math.max(a, b);
            return max + Math.log(Math.exp(a - max) + Math.exp(b - max));
        });
    }

    private static void pulls(String what, Posterior posterior, Nested nested, int seeds, double expected) {
        double[] pull = IntStream.range(0, seeds)
                .mapToDouble(s -> {
                    var fit = nested.seed(100 + s).run(posterior);
                    var z = fit.evidence().orElseThrow();
                    assertThat(fit.evidence().orElseThrow().rankP())
                            .as("seed %d", 100 + s)
                            .isGreaterThan(1e-4);
                    return (z.logZ() - expected) / z.error();
                })
                .toArray();
        double mean = IntStream.range(0, seeds).mapToDouble(i -> pull[i]).sum() / seeds;
        double squares =
                IntStream.range(0, seeds).mapToDouble(i -> pull[i] * pull[i]).sum();
        System.out.printf(
                Locale.ROOT,
                "%s: %d pulls of log Z, mean %.2f, rms %.2f, worst %.2f%n",
                what,
                seeds,
                mean,
                Math.sqrt(squares / seeds),
                IntStream.range(0, seeds)
                        .mapToDouble(i -> Math.abs(pull[i]))
                        .max()
                        .orElseThrow());
        for (double p : pull) {
            assertTrue(Math.abs(p) < 3, () -> what + ": a pull of " + p);
        }
        assertTrue(Math.abs(mean) < 3.29 / Math.sqrt(seeds), what + ": mean pull " + mean);
        // chi-square with 20 degrees of freedom: 0.05 % and 99.95 % are 5.4 and 46.2
        assertTrue(squares > 5.4 && squares < 46.2, what + ": sum of squared pulls " + squares);
    }

    @Test
    @Tag("long")
    @Tag("statistical")
    void evidenceOfAGaussianInTenDimensionsIsWithinItsError() {
        pulls("Gaussian, 10 dimensions", gaussianInABox(10), nested().live(400), 20, 0);
    }

    @Test
    @Tag("long")
    @Tag("statistical")
    void evidenceOfTwoGaussiansIsWithinItsError() {
        pulls("two Gaussians, 5 dimensions", twoGaussians(5), nested().live(400), 20, 0);
    }

    @Test
    @Tag("statistical")
    void evidenceOfAGaussianInThreeDimensionsIsWithinItsError() {
        pulls("Gaussian, 3 dimensions", gaussianInABox(3), nested().live(100), 20, 0);
    }

    @Test
    @Tag("statistical")
    void bothModesKeepTheirWeight() {
        var fit = nested().live(500).seed(3).run(twoGaussians(2));
        var x = fit.samples();
        double far = IntStream.range(0, x.size()).filter(i -> x.get(i, 0) > 0.5).count() / (double) x.size();
        assertEquals(0.75, far, 3.29 * 0.05, fit.toText()); // the weight walks at random: about sqrt(p q 2 H / n)
    }

    /** ln L = 0 on the plateau of 90 % of the volume, and rises inside the ball: Z is known. */
    @Test
    @Tag("statistical")
    void aPlateauHasItsVolume() {
        // L = 1 for r > R, exp(10 (1 - r / R)) inside, in 2 dimensions; pi R^2 = 0.1
        double radius = Math.sqrt(0.1 / Math.PI);
        var posterior = CubeTargets.of("plateau", filled(2, -0.5), filled(2, 0.5), x -> {
            double r = Math.hypot(x[0], x[1]);
            return r > radius ? 0 : 10 * (1 - r / radius);
        });
        // integral over the disk: 0.1 * 2 int_0^1 s exp(10 (1 - s)) ds
        double disk = 0.1 * 2 * (Math.exp(10) - 11) / 100;
        pulls("plateau", posterior, nested().live(200), 20, Math.log(0.9 + disk));
    }

    @Test
    void aLikelihoodThatIsThePlateauAloneIsReported() {
        var fit = nested().live(100).run(CubeTargets.of("flat", filled(2, 0), filled(2, 1), x -> -7));
        assertEquals(-7, fit.evidence().orElseThrow().logZ(), 1e-9);
        assertThat(fit.converged()).isFalse();
        assertThat(fit.warnings().get(0)).contains("the same, ln L = -7.0").contains("more live points");
    }

    @Test
    void anyNumberOfThreadsGivesTheSameAnswer() {
        var one = nested().live(100).threads(1).run(gaussianInABox(3));
        for (int threads : new int[] {2, 4}) {
            var more = nested().live(100).threads(threads).run(gaussianInABox(3));
            assertEquals(
                    one.evidence().orElseThrow().logZ(),
                    more.evidence().orElseThrow().logZ(),
                    0);
            assertArrayEquals(one.samples().column(2), more.samples().column(2));
        }
    }

    @Test
    void anInterruptKeepsWhatThereIs() {
        Thread.currentThread().interrupt();
        var posterior = gaussianInABox(3);
        assertThatThrownBy(() -> nested().live(100).run(posterior)).hasMessageContaining("interrupted before");
        Thread.interrupted(); // clears the flag
        var narrow = CubeTargets.of("narrow", filled(2, 0), filled(2, 1), x -> -1e6 * (x[0] * x[0] + x[1] * x[1]));
        var fit = nested().live(2000).threads(1).run(CubeTargets.watched(narrow, Targets.interruptionAt(100_000)));
        assertTrue(fit.interrupted());
        assertThat(fit.warnings().get(0)).startsWith("interrupted after").contains("all of them are kept");
        assertThat(fit.evidence().orElseThrow().points().size()).isGreaterThanOrEqualTo(2000);
        assertThat(fit.toText()).startsWith("Fit: interrupted");
    }

    /** The middle of the Gaussian is sick: the run gets there only after many points have died. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aDensityThatFailsOnTheWayKeepsWhatThereIs(int threads) {
        IntFunction<Fit> run = sickness -> nested().live(100)
                .threads(threads)
                .run(CubeTargets.of("sick", filled(2, 0), filled(2, 1), x -> {
                    double r2 = (x[0] - 0.5) * (x[0] - 0.5) + (x[1] - 0.5) * (x[1] - 0.5);
                    if (r2 < 1e-4 && sickness == 0) {
                        return Double.NaN;
                    }
                    if (r2 < 1e-4) {
                        throw new IllegalStateException("the table ends at 3");
                    }
                    return -r2 / 0.02;
                }));
        var nan = run.apply(0);
        assertThat(nan.warnings().get(0))
                .startsWith("broken off after")
                .contains(
                        "points had died",
                        "all of them are kept",
                        "is NaN at even/x_1 = 0.",
                        ", odd/x_2 = 0.",
                        "-infinity where");
        assertThat(nan.converged()).isFalse();
        assertThat(nan.toText()).startsWith("Fit: interrupted");
        assertThat(nan.evidence().orElseThrow().points().size()).isGreaterThan(100);
        assertThat(Arrays.stream(nan.samples().column(0))).allMatch(Double::isFinite);
        var thrown = run.apply(1);
        assertThat(thrown.warnings().get(0)).contains("failed at even/x_1 = 0.", "the table ends at 3");
        assertThat(thrown.evidence().orElseThrow().points().size()).isGreaterThan(100);
        assertThat(thrown.samples().size()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aFileKeepsTheEvidence(@TempDir Path folder) {
        var fit = nested().live(100).run(gaussianInABox(3));
        var file = folder.resolve("nested.h5");
        fit.save(file);
        var read = Fit.read(file);
        var before = fit.evidence().orElseThrow();
        var after = read.evidence().orElseThrow();
        assertThat(after.summary()).isEqualTo(before.summary());
        assertThat(after.weights()).isEqualTo(before.weights());
        assertThat(after.points().logP()).isEqualTo(before.points().logP());
        for (int k = 0; k < 3; k++) {
            assertThat(after.points().column(k)).isEqualTo(before.points().column(k));
            assertThat(read.samples().column(k)).isEqualTo(fit.samples().column(k));
        }
        assertThat(after.toText()).isEqualTo(before.toText());
        assertThat(read.toText()).isEqualTo(fit.toText());
        assertThat(read.warnings()).isEqualTo(fit.warnings());
        assertThatThrownBy(() -> read.burnIn(10)).hasMessageContaining("no burn-in");
    }

    @Test
    void fitsFromFilesCompare(@TempDir Path folder) {
        var narrow = nested().live(100).run(gaussianInABox(2));
        var flat = nested().live(100).run(CubeTargets.of("flat", filled(2, 0), filled(2, 1), x -> -4 * x[0]));
        narrow.save(folder.resolve("narrow.h5"));
        flat.save(folder.resolve("flat.h5"));
        var read = Samplers.compare(Fit.read(folder.resolve("narrow.h5")), Fit.read(folder.resolve("flat.h5")));
        var expected = Samplers.compare(narrow, flat);
        assertThat(read.logBayesFactor()).isEqualTo(expected.logBayesFactor());
        assertThat(read.logBayesFactorError()).isEqualTo(expected.logBayesFactorError());
        assertThat(read.toText()).isEqualTo(expected.toText()).contains("log Z");
    }

    @Test
    void theEvidenceIsShownFirst() {
        var fit = nested().live(200).run(gaussianInABox(2));
        assertThat(fit.toText().lines().limit(2).toList().get(1)).contains("log Z");
        assertThat(fit.evidence().orElseThrow().toText()).startsWith("log Z = ");
    }

    @Test
    void badInputIsRefusedInWords() {
        assertThatThrownBy(() -> nested().live(3)).hasMessageContaining("at least 20 live points");
        assertThatThrownBy(() -> nested().live(20).run(gaussianInABox(10))).hasMessageContaining("4 (nDim + 1)");
        assertThatThrownBy(() -> nested().run(Targets.gaussian(3, 0))).hasMessageContaining("priorTransform()");
        var nowhere = CubeTargets.of("nowhere", filled(2, 0), filled(2, 1), x -> Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> nested().run(nowhere)).hasMessageContaining("the likelihood vanishes at all");
        var nan = CubeTargets.of("nan", filled(2, 0), filled(2, 1), x -> Double.NaN);
        assertThatThrownBy(() -> nested().run(nan)).hasMessageContaining("NaN");
    }
}
