package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.ReferenceJson;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The five functions against the numbers of the published code and the exact minima. */
class CannonFunctionsTest {

    static double[][] design() {
        var labels = Labels.of(Reference.NAMES, Reference.csv("training_labels.csv"));
        var scaling = LabelScaling.of(labels);
        var vectorizer = Vectorizer.polynomial(Reference.NAMES, 2);
        return vectorizer.designMatrix(
                Arrays.stream(labels.toArray()).map(scaling::scaled).toArray(double[][]::new));
    }

    static double[] pixel(String file, int j) {
        return Arrays.stream(Reference.csv(file)).mapToDouble(row -> row[j]).toArray();
    }

    private static void assertClose(double[] ours, double[] reference, double relative) {
        double size = Arrays.stream(reference)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(1);
        assertThat(ours).hasSize(reference.length);
        for (int i = 0; i < ours.length; i++) {
            if (Double.compare(ours[i], reference[i]) != 0) { // infinities and NaN are the same, or wrong
                assertThat(Math.abs(ours[i] - reference[i]))
                        .as("%s against %s", ours[i], reference[i])
                        .isLessThanOrEqualTo(relative * size);
            }
        }
    }

    @Test
    void scalingAndDesignMatrixAreThoseOfTheReference() {
        var functions = Reference.json("functions.json");
        var scaling = LabelScaling.of(Labels.of(Reference.NAMES, Reference.csv("training_labels.csv")));
        assertClose(scaling.fiducials(), functions.get("fiducials").numbers(), 0);
        assertClose(scaling.scales(), functions.get("scales").numbers(), 1e-15);
        double[][] rows = functions.get("design_matrix_first_3_rows").rows();
        for (int n = 0; n < 3; n++) {
            assertClose(design()[n], rows[n], 1e-14);
        }
    }

    @Test
    void linearAlgebraChiSquaredAndNormAreThoseOfTheReference() {
        double[][] design = design();
        for (var one : Reference.json("functions.json").get("function_values").list()) {
            double[] flux = pixel("training_flux.csv", one.get("pixel").integer());
            double[] ivar = pixel("training_ivar.csv", one.get("pixel").integer());
            for (var name : new String[] {"linalg_s2_0", "linalg_s2_0.0001", "linalg_s2_0.0037"}) {
                var reference = one.get(name);
                var fit =
                        CannonFunctions.fitTheta(flux, ivar, reference.get("s2").number(), design);
                assertClose(fit.theta(), reference.get("theta").numbers(), 1e-9);
                double[][] covariance = reference.get("ATCiAinv").rows();
                for (int t = 0; t < covariance.length; t++) {
                    assertClose(fit.covariance()[t], covariance[t], 1e-9);
                }
            }
            double[] probe = one.get("theta_probe").numbers();
            var chi2 = CannonFunctions.chiSquared(probe, design, flux, ivar);
            assertClose(
                    new double[] {chi2.value()}, new double[] {one.get("chi_sq").number()}, 1e-12);
            assertClose(chi2.gradient(), one.get("chi_sq_gradient").numbers(), 1e-12);
            var norm = CannonFunctions.l1Norm(probe);
            assertClose(new double[] {norm.value()}, new double[] {one.get("L1").number()}, 1e-14);
            assertClose(norm.gradient(), one.get("dL1").numbers(), 0);
        }
    }

    @Test
    void chiSquaredOfStarsAndPixelsAreThoseOfTheReference() {
        var reference = Reference.json("functions.json").get("chi_sq_axis");
        double[][] theta = reference.get("theta_2xT").rows();
        int[] pixels = reference.get("pixels").list().stream()
                .mapToInt(ReferenceJson::integer)
                .toArray();
        double[][] flux = Arrays.stream(pixels)
                .mapToObj(j -> pixel("training_flux.csv", j))
                .toArray(double[][]::new);
        double[][] ivar = Arrays.stream(pixels)
                .mapToObj(j -> pixel("training_ivar.csv", j))
                .toArray(double[][]::new);
        double[] ofStars = CannonFunctions.chiSquaredOfStars(theta, design(), flux, ivar);
        assertClose(ofStars, reference.get("axis_0").numbers(), 1e-12);
        double[] ofPixels = CannonFunctions.chiSquaredOfPixels(theta, design(), flux, ivar);
        assertClose(ofPixels, reference.get("axis_1").numbers(), 1e-12);
        assertThat(Arrays.stream(ofStars).sum() / reference.get("axis_None").number() - 1)
                .isBetween(-1e-12, 1e-12);
    }

    @Test
    void fittedPixelsAreTheExactMinimaWithTheTrueZeros() {
        double[][] design = design();
        for (var one : Reference.json("functions.json").get("pixel_fits").list()) {
            double[] flux = pixel("training_flux.csv", one.get("pixel").integer());
            double[] ivar = pixel("training_ivar.csv", one.get("pixel").integer());
            var options = PixelFitting.DEFAULT
                    .regularization(one.get("regularization").number())
                    .asPublished();
            var fit = CannonFunctions.fitPixel(flux, ivar, design, options);
            if (!one.has("exact_theta")) {
                assertThat(fit.theta()).isEqualTo(CannonFunctions.unitTheta(10));
                assertThat(fit.s2()).isInfinite();
                assertThat(fit.problem()).startsWith("no pixel information");
                continue;
            }
            assertExact(fit, one, "exact_s2_at_exact_theta");
        }
    }

    @Test
    void censoredTermsAreZeroAndTheOthersExact() {
        double[][] design = design();
        for (var one : Reference.json("functions.json").get("censored_fits").list()) {
            double[] flux = pixel("training_flux.csv", one.get("pixel").integer());
            double[] ivar = pixel("training_ivar.csv", one.get("pixel").integer());
            var marks = one.get("censored_theta").list();
            var censored = new boolean[marks.size()];
            for (int t = 0; t < censored.length; t++) {
                censored[t] = marks.get(t).truth();
            }
            var options = PixelFitting.DEFAULT
                    .regularization(one.get("regularization").number())
                    .asPublished();
            assertExact(CannonFunctions.fitPixel(flux, ivar, design, options.censored(censored)), one, "exact_s2");
            double[][] undefined = Arrays.stream(design).map(double[]::clone).toArray(double[][]::new);
            for (var row : undefined) {
                for (int t = 0; t < censored.length; t++) {
                    row[t] = censored[t] ? Double.NaN : row[t];
                }
            }
            assertExact(CannonFunctions.fitPixel(flux, ivar, undefined, options), one, "exact_s2");
            assertThat(undefined[0]).contains(Double.NaN); // the caller's matrix stays as it was
        }
    }

    private static void assertExact(PixelFit fit, ReferenceJson one, String scatter) {
        double[] exact = one.get("exact_theta").numbers();
        assertClose(fit.theta(), exact, 1e-9);
        for (int t = 0; t < exact.length; t++) {
            assertThat(fit.theta()[t] == 0).isEqualTo(exact[t] == 0);
        }
        assertThat(fit.objective() / one.get("exact_objective").number() - 1).isBetween(-1e-10, 1e-10);
        assertThat(fit.optimality()).isLessThan(1e-13);
        double s = Math.sqrt(one.get(scatter).number());
        assertThat(Math.abs(Math.sqrt(fit.s2()) - s)).isLessThan(1e-9);
        assertThat(fit.problem()).isEmpty();
    }

    @Test
    void singularEquationsGiveAFluxOfOneAndInfiniteVariances() {
        var fit = CannonFunctions.fitTheta(new double[4], new double[4], 0, new double[4][3]);
        assertThat(fit.theta()).containsExactly(1, 0, 0);
        assertThat(fit.covariance()[1][1]).isInfinite();
        assertThat(fit.covariance()[0][1]).isNaN();
        assertThat(fit.isSingular()).isTrue();
        assertThat(fit.rank()).isZero();
    }

    @Test
    void oneSpectrumIsFittedFromSeveralStarts() {
        var training = Reference.training();
        var model = Cannon.of(training).asPublished().train();
        var starts = training.labels().select(3, 50);
        var fit = CannonFunctions.fitSpectrum(
                training.spectra().flux(7), training.spectra().ivar(7), starts, model);
        var bulk = model.labels(training.spectra());
        assertClose(
                model.scaling().scaled(fit.labels()),
                model.scaling().scaled(bulk.labels().star(7)),
                1e-9);
        assertThat(fit.reducedChiSquared()).isBetween(0.5, 2.0);
        assertThat(fit.modelFlux()[299]).isEqualTo(1); // without data
        assertThat(fit.asPublished()).isEqualTo(fit.labels());
        var again = CannonFunctions.fitSpectrum(
                model.predict(starts.star(0)), training.spectra().ivar(7), starts.select(0), model);
        assertClose(model.scaling().scaled(again.labels()), model.scaling().scaled(starts.star(0)), 1e-9);
        assertThat(again.asPublished()).containsOnly(Double.NaN);
    }

    @Test
    void wrongShapesAreRefused() {
        assertThatThrownBy(() -> CannonFunctions.fitTheta(new double[3], new double[2], 0, new double[3][2]))
                .hasMessage("a pixel needs as many values as stars: flux has 3, ivar 2, the design matrix 3 rows");
        assertThatThrownBy(() -> CannonFunctions.fitTheta(new double[1], new double[] {-1}, 0, new double[1][2]))
                .hasMessageContaining("ivar of star 0 must not be below 0, got -1.0");
        assertThatThrownBy(() -> PixelFitting.DEFAULT.regularization(-1)).hasMessageContaining("not below 0, got -1.0");
    }
}
