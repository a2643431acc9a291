package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The parts of the reference set that say how good or bad the published answers are, and that no part stays unread. */
class WholeReferenceTest {

    /** Both rules for the scatter on simulated residuals: the bias of the published one, and none of ours. */
    @Test
    void scatterRulesAreAsBiasedAsTheReferenceSays() {
        int draws = 3000;
        for (var one : Reference.json("s2_bias.json").list()) {
            int nStars = one.get("N").integer();
            double sigma = one.get("sigma").number();
            double truth = one.get("s_true").number();
            var random = new Random(Math.round(1e6 * truth) + nStars);
            double median = 0;
            double likely = 0;
            for (int i = 0; i < draws; i++) {
                var r2 = new double[nStars][1];
                var flat = new double[nStars];
                var ivar = new double[nStars][1];
                for (int n = 0; n < nStars; n++) {
                    flat[n] = Math.pow(Math.hypot(sigma, truth) * random.nextGaussian(), 2);
                    r2[n][0] = flat[n];
                    ivar[n][0] = 1 / (sigma * sigma);
                }
                double[] weights = Arrays.stream(ivar).mapToDouble(w -> w[0]).toArray();
                median += Math.sqrt(MedianScatter.variance(flat, weights)) / draws;
                double[] usual = {sigma * sigma};
                likely += Math.sqrt(new ScatterLikelihood(1).maximize(ivar, r2, new double[1], usual, 1e-9)[0]) / draws;
            }
            var mean = one.get("mean_estimates");
            var spread = one.get("std");
            // 4 standard errors of a mean of 100 draws at least; the published simplex stops 1e-4 before the end
            double ofMedian = 0.4 * spread.get("peer").number() + 1e-4;
            double ofLikely = 0.4 * spread.get("max_likelihood").number() + 1e-6;
            assertThat(Math.abs(median - mean.get("peer").number()))
                    .as("median, %s stars, scatter %s", nStars, truth)
                    .isLessThan(ofMedian);
            assertThat(Math.abs(likely - mean.get("max_likelihood").number()))
                    .as("likelihood, %s stars, scatter %s", nStars, truth)
                    .isLessThan(ofLikely);
        }
    }

    @Test
    void publishedCoefficientsAreAboveOurMinimumByAsMuchAsTheReferenceSays() {
        var training = Reference.training();
        var summary = Reference.json("train_lambda300_summary.json");
        var ours = Cannon.of(training).asPublished().regularization(300).train();
        double[][] published = Reference.csv("train_lambda300_peer_theta.csv");
        double[] s2 = Reference.column("train_lambda300_peer_s2.csv");
        double worst = 0;
        double farthest = 0;
        double scatter = 0;
        int zeros = 0;
        for (int j = 0; j < 298; j++) { // the last two have no data
            double[] theta = ours.thetaRows()[j];
            double least = TrainingReferenceTest.objective(ours, training, j, theta, 300);
            double peer = TrainingReferenceTest.objective(ours, training, j, published[j], 300);
            assertThat(peer).isGreaterThanOrEqualTo(least * (1 - 1e-13));
            worst = Math.max(worst, peer / least - 1);
            for (int t = 0; t < theta.length; t++) {
                farthest = Math.max(farthest, Math.abs(theta[t] - published[j][t]));
                zeros += t > 0 && published[j][t] == 0 ? 1 : 0;
            }
            scatter = Math.max(scatter, Math.abs(Math.sqrt(s2[j]) - ours.scatter()[j]));
        }
        assertThat(zeros).isZero();
        assertThat(worst / summary.get("max_rel_objective_excess").number() - 1).isBetween(-1e-6, 1e-6);
        assertThat(farthest / summary.get("max_abs_theta_diff").number() - 1).isBetween(-1e-6, 1e-6);
        assertThat(scatter).isLessThan(summary.get("max_abs_scatter_diff").number() * (1 + 1e-6));
        var free = Reference.json("train_lambda0_summary.json");
        var plain = Cannon.of(training).asPublished().train();
        long none = Arrays.stream(plain.s2()).filter(x -> x == 0).count();
        assertThat(none).isEqualTo(free.get("n_s2_zero_exact").integer());
    }

    @Test
    void labelsAgainstTheTruthHaveThePullsOfTheReference() {
        var model = TestStepReferenceTest.model();
        var found = model.labels(TestStepReferenceTest.spectra());
        double[][] truth = Reference.csv("test_labels_truth.csv");
        var reference = Reference.json("test_step.json");
        for (int l = 0; l < 3; l++) {
            double[] errors = found.errors(Reference.NAMES.get(l));
            var pulls = new double[truth.length];
            for (int n = 0; n < pulls.length; n++) {
                pulls[n] = (found.labels().star(n)[l] - truth[n][l]) / errors[n];
            }
            double mean = Arrays.stream(pulls).average().orElseThrow();
            double sd = Math.sqrt(Arrays.stream(pulls)
                    .map(p -> (p - mean) * (p - mean))
                    .average()
                    .orElseThrow());
            assertThat(Math.abs(mean - reference.get("pull_mean").numbers()[l])).isLessThan(1e-4);
            assertThat(Math.abs(sd - reference.get("pull_std").numbers()[l])).isLessThan(1e-4);
        }
    }

    @Test
    void masksOfRegionsAreThoseOfTheReference() {
        var reference = Reference.json("censoring.json");
        double[] wavelengths = reference.get("dispersion").numbers();
        var empty = new double[1][wavelengths.length];
        var spectra = Spectra.of(empty, empty).dispersion(wavelengths);
        double[][] regions = reference.get("regions").list().stream()
                .map(r -> new double[] {
                    r.list().get(0).isNull()
                            ? Double.NEGATIVE_INFINITY
                            : r.list().get(0).number(),
                    r.list().get(1).isNull()
                            ? Double.POSITIVE_INFINITY
                            : r.list().get(1).number()
                })
                .toArray(double[][]::new);
        boolean[] mask = spectra.inRegions(regions);
        var wanted = reference.get("mask").list();
        for (int j = 0; j < mask.length; j++) {
            assertThat(mask[j]).as("pixel %d", j).isEqualTo(wanted.get(j).value());
        }
        assertThatThrownBy(() -> spectra.inRegions(new double[] {2, 1}))
                .hasMessage("a region is two wavelengths, the first not above the second, got [2.0, 1.0]");
        assertThatThrownBy(() -> Spectra.of(empty, empty).inRegions(new double[] {1, 2}))
                .hasMessageContaining("add them with dispersion(...)");
    }

    @Test
    void everyFileOfTheReferenceSetIsRead() throws IOException {
        var folder = Shared.path("reference", "cannon");
        var root = Path.of(System.getProperty("asterism.root", ".."));
        String sources;
        try (var files = Files.list(root.resolve("toolkit/src/test/java/asterism/cannon"))) {
            sources = files.map(WholeReferenceTest::text).collect(Collectors.joining());
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> String.valueOf(f.getFileName())).filter(f -> !f.equals("README.md")))
                    .allMatch(name -> sources.contains("\"" + name + "\""), "a test reads it");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
