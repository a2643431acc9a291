package asterism.region;

import static asterism.infer.Samplers.ensemble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.data.Photometry;
import asterism.infer.Samples;
import asterism.random.RandomStream;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Simulated data have the moments of the likelihood; a right model passes the check and a broken band is pointed at. */
class PredictiveCheckTest {

    private static final RegionModel MODEL = Ngc628.model();

    private static double[] truth() {
        double[] center = {0.02, 0.03, 0.05, 0.1, 0.2, 0.6, 3.0, 0.02, 0.035};
        double[] disk = {0.6, 0.7, 1.0, 2.0, 3.0, 0.4, 2.0, 0.02, 0.033};
        double[] theta = new double[18];
        System.arraycopy(center, 0, theta, 0, 9);
        System.arraycopy(disk, 0, theta, 9, 9);
        return theta;
    }

    @Test
    void simulatedFluxesHaveTheMomentsOfTheLikelihood() {
        moments(MODEL, 0);
    }

    @Test
    void aCommonCalibrationMovesABandAsAWhole() {
        moments(MODEL.commonCalibration(), 1);
    }

    /** Means and covariances of pairs in one band, as z-scores; 5 sigma in some 120 numbers. */
    private static void moments(RegionModel model, double common) {
        int n = 4000;
        var predictions = model.predictions(truth());
        int nData = predictions.size();
        double[][] z = new double[nData][n];
        var random = RandomStream.of(5);
        for (int s = 0; s < n; s++) {
            var drawn = model.simulate(truth(), random).measurements();
            for (int i = 0; i < nData; i++) {
                assertThat(drawn.get(i).label())
                        .isEqualTo(predictions.get(i).measurement().label());
                z[i][s] = drawn.get(i).flux() - predictions.get(i).flux();
            }
        }
        for (int i = 0; i < nData; i++) {
            var p = predictions.get(i);
            double c = common * p.measurement().calibration().orElse(0.0);
            double base = common > 0 ? p.measurement().error() : p.measurement().sigma();
            double sigma = Math.sqrt(base * base + p.modelError() * p.modelError() + c * c * p.flux() * p.flux());
            assertThat(mean(z[i], z[i], false) / sigma * Math.sqrt(n)).isBetween(-5.0, 5.0);
            assertThat((mean(z[i], z[i], true) / (sigma * sigma) - 1) * Math.sqrt(n / 2.0))
                    .isBetween(-5.0, 5.0);
            for (int j = 0; j < i; j++) {
                var q = predictions.get(j);
                if (q.measurement().band().equals(p.measurement().band())) {
                    double expected = c
                            * p.flux()
                            * common
                            * q.measurement().calibration().orElse(0.0)
                            * q.flux();
                    double scale = Math.sqrt(mean(z[i], z[i], true) * mean(z[j], z[j], true));
                    assertThat((mean(z[i], z[j], true) - expected) / scale * Math.sqrt(n))
                            .isBetween(-6.0, 6.0);
                }
            }
        }
    }

    private static double mean(double[] a, double[] b, boolean product) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += product ? a[i] * b[i] : a[i];
        }
        return sum / a.length;
    }

    @Test
    void simulatedDataAreDataLikeTheFirst() {
        var drawn = MODEL.simulate(truth(), 3);
        assertThat(drawn.regions()).isEqualTo(MODEL.data().regions());
        assertThat(drawn.bands()).isEqualTo(MODEL.data().bands());
        assertThat(drawn.absent()).isEqualTo(MODEL.data().absent());
        assertThat(MODEL.simulate(truth(), 3).measurements()).isEqualTo(drawn.measurements());
        assertThat(MODEL.simulate(truth(), 4).measurements()).isNotEqualTo(drawn.measurements());
        var first = MODEL.data().measurements();
        for (int i = 0; i < first.size(); i++) {
            assertThat(drawn.measurements().get(i).sigma())
                    .isEqualTo(first.get(i).sigma());
            assertThat(drawn.measurements().get(i).weights())
                    .isEqualTo(first.get(i).weights());
        }
        assertThat(MODEL.data(drawn).logLikelihood(truth())).isFinite();
    }

    @Test
    void anUpperLimitIsMeasuredWhereTheFluxComesOutAboveIt() {
        var band = "SDSS_g";
        double limit = MODEL.predictions(truth()).stream()
                .filter(p -> p.measurement().band().equals(band))
                .mapToDouble(Prediction::flux)
                .sum(); // both regions: the model is at the limit, so half of the draws are above
        var data = RegionPhotometry.of("center", "disk")
                .measurement("beam", Photometry.of().upperLimit(band, limit, 0.2 * limit), Seen.all());
        var model = RegionModel.of(data).region("center", MODEL.sed("center")).region("disk", MODEL.sed("disk"));
        int limits = 0;
        for (int s = 0; s < 400; s++) {
            var m = model.simulate(truth(), s).measurements().get(0);
            limits += m.isLimit() ? 1 : 0;
            assertThat(m.isLimit() ? m.flux() == limit : m.flux() > limit).isTrue();
            assertThat(m.sigma()).isEqualTo(0.2 * limit);
        }
        assertThat(limits).isBetween(150, 250); // 200 +- 10
    }

    private static RegionPhotometry broken(RegionPhotometry data, String band, double factor) {
        var out = new ArrayList<Measurement>();
        for (var m : data.measurements()) {
            double f = m.band().equals(band) ? factor : 1;
            out.add(new Measurement(
                    m.source(), m.band(), f * m.flux(), f * m.error(), m.calibration(), m.isLimit(), m.weights()));
        }
        return RegionPhotometry.of(data.regions(), data.bands(), out);
    }

    @Test
    void aBrokenBandIsPointedAt() {
        var data = MODEL.simulate(truth(), 11);
        var right = MODEL.data(data);
        var sampler = ensemble().walkers(64).steps(12_000).thin(10).seed(2);
        var good = right.predictiveCheck(right.sample(sampler));
        assertThat(good.warnings()).isEmpty();
        assertThat(good.p()).isBetween(0.05, 0.95);
        assertThat(good.toText()).contains("the model could have given these data");

        var wrong = MODEL.data(broken(data, "2MASS_J", 3));
        var bad = wrong.predictiveCheck(wrong.sample(sampler));
        assertThat(bad.suspects()).isNotEmpty();
        assertThat(bad.suspects().get(0).name()).isEqualTo("2MASS_J");
        assertThat(bad.toText()).contains("band 2MASS_J does not fit").contains("times the replicated median");
        assertThat(RegionPlots.predictivePlot(wrong, bad).toSvg()).contains("does not fit");
        if (System.getProperty("asterism.figures") != null) {
            try {
                java.nio.file.Files.write(
                        java.nio.file.Path.of(System.getProperty("asterism.figures"), "predictive.png"),
                        RegionPlots.predictivePlot(wrong, bad).toPng(1));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    @Tag("statistical")
    @Tag("long")
    void pValuesOfRightModelsAreNotExtreme() {
        int n = 40;
        double sum = 0;
        int alarms = 0;
        for (int s = 0; s < n; s++) {
            var right = MODEL.data(MODEL.simulate(truth(), 100 + s));
            var fit = right.sample(ensemble().walkers(40).steps(8000).thin(10).seed(s));
            var check = right.predictiveCheck(fit);
            sum += check.p();
            alarms += check.suspects().isEmpty() ? 0 : 1;
        }
        // p of a fitted model scatters less than a uniform number: sd of the mean is below 0.29 / sqrt(40) = 0.046
        assertThat(sum / n).isBetween(0.35, 0.65);
        assertThat(alarms).isLessThanOrEqualTo(6); // 5 % expected at most: P(more than 6 of 40) = 0.001
    }

    @Test
    void everyDrawHasTheSameWeightAndThePNeedsNoFit() {
        var space = MODEL.space();
        double[] theta = truth();
        var one = Samples.of(space, 1, 1, theta, new double[] {0});
        double[] many = new double[18 * 2000];
        for (int i = 0; i < 2000; i++) {
            System.arraycopy(theta, 0, many, 18 * i, 18);
        }
        var same = Samples.of(space, 2000, 1, many, new double[2000]);
        var drawn = MODEL.data(MODEL.simulate(theta, 21));
        var check = drawn.predictiveCheck(same, 1);
        // at one theta chi2 of the replicas is chi-square distributed with one degree of freedom for each datum
        int n = drawn.data().measurements().size();
        assertThat((check.overall().replicated() - n) / Math.sqrt(2.0 * n / 2000))
                .isBetween(-4.0, 4.0);
        assertThat(check.overall().chi2()).isBetween(0.3 * n, 2.0 * n);
        double exact = org.hipparchus.special.Gamma.regularizedGammaQ(
                0.5 * n, 0.5 * check.overall().chi2());
        assertThat(check.p()).isBetween(exact - 0.05, exact + 0.05);
        assertThat(drawn.predictiveCheck(one, 1).draws()).isEqualTo(1);
    }

    @Test
    void samplesOfAnotherModelAreRefused() {
        var other = Samples.of(MODEL.space(), 1, 1, truth(), new double[1]).region("disk");
        assertThatThrownBy(() -> MODEL.predictiveCheck(other, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give samples of this model's own fit");
    }
}
