package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.ReferenceJson;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Labels of the reference spectra against the stationary points of the same chi-squared. */
class TestStepReferenceTest {

    static TrainedCannon model() {
        var functions = Reference.json("functions.json");
        return TrainedCannon.of(
                Vectorizer.polynomial(Reference.NAMES, 2),
                LabelScaling.of(
                        functions.get("fiducials").numbers(),
                        functions.get("scales").numbers()),
                Reference.csv("train_lambda0_peer_theta.csv"),
                Reference.column("train_lambda0_peer_s2.csv"));
    }

    static Spectra spectra() {
        return Spectra.of(Reference.csv("test_flux.csv"), Reference.csv("test_ivar.csv"));
    }

    @Test
    void labelsCovariancesAndChiSquaredAreThoseOfTheStationaryPoints() {
        var model = model();
        var found = model.labels(spectra());
        for (var one : Reference.json("test_step.json").get("results").list()) {
            int n = one.get("index").integer();
            double[] labels = one.get("labels_polished").numbers();
            for (int l = 0; l < labels.length; l++) {
                double difference = Math.abs(found.labels().star(n)[l] - labels[l]);
                assertThat(difference / model.scaling().scale(l)).isLessThan(1e-9);
            }
            assertRelative(found.chiSquared(n), one.get("chi_sq_polished"), 1e-10);
            assertRelative(found.signalToNoise(n), one.get("snr"), 1e-12);
            assertRelative(found.reducedChiSquared(n), one.get("r_chi_sq"), 1e-10);
            assertThat(found.pixels(n)).isEqualTo(one.get("n_pixels_used").integer());
            double[][] covariance = one.get("cov_label_units").rows();
            double[][] scaled = one.get("cov_scaled").rows();
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    double size = Math.sqrt(covariance[a][a] * covariance[b][b]);
                    assertThat(Math.abs(found.covariance(n)[a][b] - covariance[a][b]))
                            .isLessThan(1e-6 * size);
                    double scaledSize = Math.sqrt(scaled[a][a] * scaled[b][b]);
                    assertThat(Math.abs(found.scaledCovariance(n)[a][b] - scaled[a][b]))
                            .isLessThan(1e-6 * scaledSize);
                }
            }
        }
    }

    private static void assertRelative(double ours, ReferenceJson reference, double tolerance) {
        assertThat(Math.abs(ours / reference.number() - 1)).isLessThan(tolerance);
    }

    @Test
    void everyStartLeadsToTheSameLabels() {
        var reference = Reference.json("test_step.json").get("multi_start");
        var starts = Labels.of(Reference.NAMES, reference.get("starts").rows());
        var model = model();
        var found = model.labels(spectra(), LabelSearch.DEFAULT.starts(starts));
        for (var one : reference.get("results").list()) {
            for (int l = 0; l < 3; l++) {
                double difference = found.labels().star(one.get("index").integer())[l]
                        - one.get("labels").numbers()[l];
                assertThat(Math.abs(difference) / model.scaling().scale(l)).isLessThan(1e-7);
            }
        }
    }

    @Test
    void predictedSpectraAreThoseOfTheReference() {
        for (var one : Reference.json("test_step.json").get("predict").list()) {
            double[] flux = model().predict(one.get("labels").numbers());
            double[] reference = one.get("flux").numbers();
            for (int j = 0; j < flux.length; j++) {
                assertThat(Math.abs(flux[j] - reference[j])).isLessThan(1e-13);
            }
        }
    }

    @Test
    void aPerfectSpectrumAtTheStartKeepsItsLabels() {
        var model = model();
        var fiducials = model.scaling().fiducials();
        var ivar = new double[model.nPixels()];
        Arrays.fill(ivar, 1e4);
        var found = model.labels(Spectra.of(new double[][] {model.predict(fiducials)}, new double[][] {ivar}));
        for (int l = 0; l < 3; l++) {
            assertThat(Math.abs(found.labels().star(0)[l] - fiducials[l])
                            / model.scaling().scale(l))
                    .isLessThan(1e-12);
        }
        assertThat(found.problem(0)).isEmpty();
    }

    @Test
    void aSpectrumWithoutDataSaysSoAndTheOthersKeepTheirAnswers() {
        var ivar = Reference.csv("test_ivar.csv");
        var all = model().labels(spectra());
        Arrays.fill(ivar[3], 0);
        var found = model().labels(Spectra.of(Reference.csv("test_flux.csv"), ivar));
        assertThat(found.labels().star(3)).containsOnly(Double.NaN);
        assertThat(found.problem(3)).isEqualTo("no pixel has data and is used by the model");
        assertThat(found.warnings())
                .containsExactly("1 of 40 spectra have no labels: [3]; problem(n) and the table say why");
        for (int n : new int[] {0, 1, 2, 4, 39}) {
            assertThat(found.labels().star(n)).isEqualTo(all.labels().star(n));
        }
    }

    @Test
    void labelsDoNotDependOnThreadsNorOnTheOtherSpectra() {
        var model = model();
        var spectra = spectra();
        var one = model.labels(spectra, LabelSearch.DEFAULT.threads(1));
        var many = model.labels(spectra, LabelSearch.DEFAULT.threads(5));
        int[] some = IntStream.of(17, 2, 39).toArray();
        var few = model.labels(spectra.select(some));
        assertThat(many.labels().toArray()).isDeepEqualTo(one.labels().toArray());
        for (int i = 0; i < some.length; i++) {
            assertThat(few.labels().star(i)).isEqualTo(one.labels().star(some[i]));
        }
    }
}
