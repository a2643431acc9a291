package asterism.region;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.data.Photometry;
import asterism.math.Gaussian;
import asterism.param.ModelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JointLikelihoodTest {

    /** Lsun/Hz of 1 mJy at 1 Mpc (4 pi Mpc^2 1e-26 / 3.828e33). */
    private static final double UNIT = 3.1256404985985e-10;

    private static final List<String> REGIONS = List.of("center", "disk");

    private static JointLikelihood likelihood(
            RegionPhotometry data, double unit, double modelError, boolean common, boolean logDet) {
        return new JointLikelihood(
                data.measurements(), data.regions(), data.bands(), unit, (r, b) -> modelError, common, logDet);
    }

    private static double[] concat(double[]... parts) {
        var all = new ArrayList<Double>();
        for (var part : parts) {
            for (double x : part) {
                all.add(x);
            }
        }
        return all.stream().mapToDouble(x -> x).toArray();
    }

    /** The published log likelihood of the 40 vectors, from the published band values. */
    @Test
    void publishedLikelihoodOfNgc628() {
        var data = RegionPhotometryTest.ngc628();
        var like = likelihood(data, UNIT * 7.3 * 7.3, 0.10, false, false);
        var table = Reference.table("ngc628_loglike.csv");
        double[] expected = table.numbers("lnlike");
        for (int id = 0; id < 40; id++) {
            double[] lnu =
                    concat(Reference.bands(id, "center", data.bands()), Reference.bands(id, "disk", data.bands()));
            assertEquals(expected[id], like.logLikelihood(lnu), 1e-9 * Math.abs(expected[id]), "id " + id);
            for (var source : List.of("center", "disk", "unresolved")) {
                var name = source.equals("unresolved") ? RegionPhotometry.TOTAL : source;
                double chi2 = like.itemise(lnu).stream()
                        .filter(i -> i.measurement().source().equals(name))
                        .mapToDouble(JointLikelihood.Item::chi2)
                        .sum();
                assertEquals(table.numbers("chi2_" + source)[id], chi2, 1e-9 * chi2, source + " of id " + id);
            }
        }
    }

    /** M10: the variance of an unresolved band has the error of the total model. */
    @Test
    void theErrorOfASumIsThatOfTheSum() {
        var data = RegionPhotometry.of("center", "disk")
                .measurement("whole", Photometry.of().band("a", 10, 1), Seen.all());
        var item = likelihood(data, 1, 0.1, false, true)
                .itemise(new double[] {3, 5})
                .get(0);
        assertEquals(8, item.model());
        assertEquals(Math.sqrt(1 + 0.64), item.sigma(), 1e-15);
    }

    /** Three regions, random masks, three redshifts and model errors: the published chi2 and log likelihood. */
    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C"})
    void publishedLikelihoodOfThreeRegions(String name) {
        var cases = Reference.table("synthetic_cases.csv");
        int c = cases.text("case").indexOf(name);
        double modelError = cases.numbers("model_unc")[c];
        double distance = cases.numbers("DL_mpc")[c];
        var data = synthetic(name);
        var like = likelihood(data, UNIT * distance * distance, modelError, false, false);
        var result = Reference.table("synthetic_loglike.csv");
        var models = Reference.table("synthetic_models.csv");
        double[] evaluation = models.numbers("evaluation");
        double[] values = models.numbers("lnu");
        int compared = 0;
        for (int row = 0; row < result.rows(); row++) {
            if (!result.text("case").get(row).equals(name)) {
                continue;
            }
            double[] lnu = new double[3 * data.bands().size()];
            for (int i = 0; i < values.length; i++) {
                if (models.text("case").get(i).equals(name) && evaluation[i] == result.numbers("evaluation")[row]) {
                    int r = data.regions().indexOf(models.text("region").get(i));
                    int b = data.bands().indexOf(models.text("label").get(i));
                    lnu[r * data.bands().size() + b] = values[i];
                }
            }
            double expected = result.numbers("lnlike")[row];
            assertEquals(expected, like.logLikelihood(lnu), 1e-9 * Math.abs(expected), name + row);
            compared++;
        }
        assertEquals(10, compared);
    }

    private static RegionPhotometry synthetic(String name) {
        var table = Reference.table("synthetic_data.csv");
        double[] flux = table.numbers("flux_mJy");
        double[] error = table.numbers("unc_mJy");
        var data = RegionPhotometry.of("nucleus", "bar", "disk");
        for (var source : List.of("nucleus", "bar", "disk", "total")) {
            var p = Photometry.of();
            for (int i = 0; i < flux.length; i++) {
                if (table.text("case").get(i).equals(name)
                        && table.text("row").get(i).equals(source)) {
                    var label = table.text("label").get(i);
                    // a flux and an error of 0 give 0/0 in the published code, which skips the datum
                    p = error[i] > 0 ? p.band(label, flux[i], error[i]) : p.absent(label);
                }
            }
            data = data.measurement(source, p, source.equals("total") ? Seen.all() : Seen.of(source));
        }
        return data;
    }

    /** M5: by default the likelihood is a normalised density of the data. */
    @Test
    void theLikelihoodIntegratesToOneOverTheDatum() {
        double[] model = {3, 5};
        double sum = 0;
        double step = 0.01;
        for (double flux = -20; flux < 40; flux += step) {
            var data = RegionPhotometry.of("center", "disk")
                    .measurement(
                            "beam",
                            Photometry.of().band("a", flux, 1),
                            Seen.of("center", 0.5).and("disk"));
            sum += step * Math.exp(likelihood(data, 1, 0.3, false, true).logLikelihood(model));
        }
        assertEquals(1, sum, 1e-9, "trapezoid over a Gaussian");
    }

    /** M5: without the determinant a model that is far too bright costs nothing more; with it, it does. */
    @Test
    void theDeterminantEndsThePlateau() {
        var data = RegionPhotometryTest.ngc628();
        double[] lnu = new double[2 * data.bands().size()];
        java.util.Arrays.fill(lnu, 1);
        double[] brighter = lnu.clone();
        java.util.Arrays.fill(brighter, 1e3);
        var published = likelihood(data, UNIT, 0.10, false, false);
        assertEquals(-0.5 * 40 * 100, published.logLikelihood(lnu), 0.1, "chi2 of 1/f^2 for each datum");
        assertEquals(published.logLikelihood(lnu), published.logLikelihood(brighter), 0.1);
        var right = likelihood(data, UNIT, 0.10, false, true);
        assertEquals(-40 * Math.log(1e3), right.logLikelihood(brighter) - right.logLikelihood(lnu), 0.1);
    }

    /** L11: an upper limit has the probability that a measurement stays below it. */
    @Test
    void upperLimits() {
        var data = RegionPhotometry.of("center", "disk")
                .measurement("beam", Photometry.of().upperLimit("a", 3, 1), Seen.all());
        var exact = likelihood(data, 1, 0, false, true);
        assertEquals(Math.log(0.5), exact.logLikelihood(new double[] {1, 2}), 1e-15, "model at the limit");
        assertEquals(Math.log(Gaussian.cdf(3)), exact.logLikelihood(new double[] {0, 0}), 1e-15);
        assertEquals(Math.log(Gaussian.cdf(-7)), exact.logLikelihood(new double[] {5, 5}), 1e-12);
        var withModelError = likelihood(data, 1, 0.1, false, true);
        assertEquals(
                Math.log(Gaussian.cdf(-7 / Math.sqrt(2))),
                withModelError.logLikelihood(new double[] {5, 5}),
                1e-12,
                "sigma_tot^2 = 1 + (0.1 x 10)^2; the published code has 0.1 x 10 alone and gives -infinity at f = 0");
    }

    /** M14: one factor for a band is integrated out exactly: compared with the full covariance matrix. */
    @Test
    void commonCalibrationIsTheFullCovariance() {
        var random = new Random(628);
        for (int trial = 0; trial < 100; trial++) {
            var data = randomData(random);
            double[] lnu = new double[2 * data.bands().size()];
            for (int i = 0; i < lnu.length; i++) {
                lnu[i] = 5 + 20 * random.nextDouble();
            }
            double f = 0.2 * random.nextDouble();
            double expected = 0;
            for (var band : data.bands()) {
                expected += bandWithCovariance(data, band, lnu, f);
            }
            double actual = likelihood(data, 1, f, true, true).logLikelihood(lnu);
            assertEquals(expected, actual, 1e-10 * Math.abs(expected), "trial " + trial);
        }
    }

    private static RegionPhotometry randomData(Random random) {
        var whole = Photometry.of();
        var inner = Photometry.of();
        for (var band : List.of("a", "b", "c")) {
            whole = whole.band(band, 10 + 30 * random.nextDouble(), 1 + random.nextDouble());
            inner = inner.band(band, 5 * random.nextDouble(), 0.3 + random.nextDouble());
        }
        return RegionPhotometry.of("center", "disk")
                .measurement("whole", whole.calibrationError("*", 0.1).calibrationError("c", 0), Seen.all())
                .measurement(
                        "inner",
                        inner.calibrationError("*", 0.2),
                        Seen.of("center", 0.9).and("disk", 0.1));
    }

    private static double bandWithCovariance(RegionPhotometry data, String band, double[] lnu, double f) {
        var here =
                data.measurements().stream().filter(m -> m.band().equals(band)).toList();
        int b = data.bands().indexOf(band);
        int n = here.size();
        var covariance = new DMatrixRMaj(n, n);
        var residual = new DMatrixRMaj(n, 1);
        double[] model = new double[n];
        for (int i = 0; i < n; i++) {
            model[i] = here.get(i).weight("center") * lnu[b]
                    + here.get(i).weight("disk") * lnu[data.bands().size() + b];
            residual.set(i, 0, here.get(i).flux() - model[i]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double own = i == j ? Math.pow(here.get(i).error(), 2) + Math.pow(f * model[i], 2) : 0;
                covariance.set(
                        i,
                        j,
                        own
                                + here.get(i).calibration().orElse(0.0)
                                        * model[i]
                                        * here.get(j).calibration().orElse(0.0)
                                        * model[j]);
            }
        }
        var solved = new DMatrixRMaj(n, 1);
        CommonOps_DDRM.solve(covariance, residual, solved);
        double chi2 = CommonOps_DDRM.dot(residual, solved);
        return -0.5 * (chi2 + Math.log(CommonOps_DDRM.det(covariance)) + n * Math.log(2 * Math.PI));
    }

    @Test
    void commonCalibrationNeedsAnotherErrorBesideIt() {
        var data = RegionPhotometryTest.ngc628();
        assertThatThrownBy(() -> likelihood(data, 1, 0, true, true))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("a common calibration error needs a statistical error or a model error")
                .hasMessageContaining("SDSS_g:center");
        assertEquals(40, likelihood(data, 1, 0.1, true, true).size());
    }

    @Test
    void theOrderOfMeasurementsChangesNothing() {
        var data = RegionPhotometryTest.ngc628();
        var shuffled = new ArrayList<>(data.measurements());
        Collections.shuffle(shuffled, new Random(1));
        double[] lnu = concat(Reference.bands(38, "center", data.bands()), Reference.bands(38, "disk", data.bands()));
        for (boolean common : new boolean[] {false, true}) {
            var one =
                    new JointLikelihood(data.measurements(), REGIONS, data.bands(), UNIT, (r, b) -> 0.1, common, true);
            var two = new JointLikelihood(shuffled, REGIONS, data.bands(), UNIT, (r, b) -> 0.1, common, true);
            assertEquals(one.logLikelihood(lnu), two.logLikelihood(lnu), 1e-9, "rounding of a sum");
        }
    }

    /** Two matrices that say the same: a measurement of half the light with half the flux and error. */
    @Test
    void equivalentMatricesGiveEquivalentLikelihoods() {
        var p = Photometry.of().band("a", 10, 1).band("b", 4, 0.5);
        var half = Photometry.of().band("a", 5, 0.5).band("b", 2, 0.25);
        var one = RegionPhotometry.of("center", "disk")
                .measurement("m", p, Seen.of("center", 0.8).and("disk", 0.2));
        var two = RegionPhotometry.of("center", "disk")
                .measurement("m", half, Seen.of("center", 0.4).and("disk", 0.1));
        double[] lnu = {3, 4, 5, 6};
        double a = likelihood(one, 1, 0.1, false, true).logLikelihood(lnu);
        double b = likelihood(two, 1, 0.1, false, true).logLikelihood(lnu);
        assertEquals(a, b - 2 * Math.log(2), 1e-13, "the density of a flux in half the unit is twice as high");
        assertEquals(
                likelihood(one, 1, 0.1, false, false).logLikelihood(lnu),
                likelihood(two, 1, 0.1, false, false).logLikelihood(lnu),
                1e-13);
    }

    @Test
    void itemsAddUpToTheLikelihood() {
        var data = RegionPhotometry.of("center", "disk")
                .measurement(
                        "m", Photometry.of().band("a", 10, 1).band("b", 4, 0.5).calibrationError("*", 0.05), Seen.all())
                .measurement("n", Photometry.of().upperLimit("b", 3, 0.5).band("a", 2, 1), Seen.of("center"));
        double[] lnu = {3, 4, 5, 6};
        for (boolean common : new boolean[] {false, true}) {
            for (boolean logDet : new boolean[] {false, true}) {
                var like = likelihood(data, 1, 0.1, common, logDet);
                var items = like.itemise(lnu);
                double sum = items.stream()
                                .mapToDouble(JointLikelihood.Item::logLikelihood)
                                .sum()
                        + like.calibrationItems(items).stream()
                                .mapToDouble(JointLikelihood.CalibrationItem::logLikelihood)
                                .sum();
                assertEquals(like.logLikelihood(lnu), sum, 1e-13, common + ", " + logDet);
            }
        }
    }

    @Test
    void extremeModelsNeitherOverflowNorBecomeNan() {
        var data = RegionPhotometryTest.ngc628();
        double[] lnu = new double[2 * data.bands().size()];
        for (double level : new double[] {0, 1e-300, 1e-30, 1e30, 1e100}) {
            java.util.Arrays.fill(lnu, level);
            for (boolean common : new boolean[] {false, true}) {
                double logL = likelihood(data, UNIT, 0.1, common, true).logLikelihood(lnu);
                double itemised = likelihood(data, UNIT, 0.1, common, true).itemise(lnu).stream()
                        .mapToDouble(JointLikelihood.Item::logLikelihood)
                        .sum();
                if (!common) {
                    assertEquals(itemised, logL, 1e-9 * Math.abs(logL), "level " + level);
                }
                assertEquals(false, Double.isNaN(logL));
            }
        }
        lnu[0] = Double.NaN;
        assertEquals(
                Double.NEGATIVE_INFINITY,
                likelihood(data, UNIT, 0.1, false, true).logLikelihood(lnu));
    }
}
