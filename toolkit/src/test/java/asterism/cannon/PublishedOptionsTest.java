package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.cannon.PixelFitting.Optimizer;
import asterism.math.Lbfgsb;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Options and metadata of the published functions. */
class PublishedOptionsTest {

    private final double[][] design = CannonFunctionsTest.design();

    private PixelFit fit(int pixel, PixelFitting options) {
        return CannonFunctions.fitPixel(
                CannonFunctionsTest.pixel("training_flux.csv", pixel),
                CannonFunctionsTest.pixel("training_ivar.csv", pixel),
                design,
                options.asPublished());
    }

    @Test
    void bothOptimizersFindTheExactMinimumAndZeros() {
        for (var one : Reference.json("functions.json").get("pixel_fits").list()) {
            if (!one.has("exact_theta")) {
                continue;
            }
            var options = PixelFitting.DEFAULT.regularization(
                    one.get("regularization").number());
            int pixel = one.get("pixel").integer();
            var quasi = fit(pixel, options.optimizer(Optimizer.LBFGSB));
            double exact = one.get("exact_objective").number();
            assertThat(quasi.objective() / exact - 1).isBetween(-1e-10, 1e-9);
            assertThat(quasi.evaluations()).isPositive();
            assertThat(quasi.message()).isNotEmpty();
            var set = fit(pixel, options);
            assertThat(set.objective() / exact - 1).isBetween(-1e-10, 1e-10);
            assertThat(set.optimizer()).isEqualTo(Optimizer.ACTIVE_SET);
            assertThat(set.converged()).isTrue();
            assertThat(set.iterations()).isPositive();
            assertThat(set.chiSquared()
                            + options.lambda()
                                    * CannonFunctions.l1Norm(set.theta()).value())
                    .isEqualTo(set.objective());
            for (int t = 0; t < 10; t++) { // at the minimum every slope vanishes but those at 0, which Lambda holds
                double slope = Math.abs(set.gradient()[t]);
                assertThat(slope).isLessThanOrEqualTo(set.theta()[t] == 0 ? options.lambda() : 1e-6 * exact);
            }
        }
    }

    @Test
    void theActiveSetTakesOverFromASearchThatIsCutShortUnlessItIsNotStrict() {
        var options = PixelFitting.DEFAULT.regularization(1000).optimizer(Lbfgsb.DEFAULT.iterations(2));
        var exact = fit(242, PixelFitting.DEFAULT.regularization(1000));
        var strict = fit(242, options);
        assertThat(strict.optimizer()).isEqualTo(Optimizer.ACTIVE_SET);
        assertThat(strict.message()).contains("after L-BFGS-B ended with 'the iterations were used up'");
        assertThat(strict.objective() / exact.objective() - 1).isBetween(-1e-12, 1e-12);
        var kept = fit(242, options.strict(false));
        assertThat(kept.optimizer()).isEqualTo(Optimizer.LBFGSB);
        assertThat(kept.converged()).isFalse();
        assertThat(kept.iterations()).isEqualTo(2);
        assertThat(kept.objective()).isGreaterThan(exact.objective());
    }

    @Test
    void theStartOfLowestObjectiveIsTakenAndNamed() {
        var zero = fit(242, PixelFitting.DEFAULT);
        assertThat(zero.startSource()).isEqualTo("a flux of 1");
        var options = PixelFitting.DEFAULT.start(new double[10], "nothing").start(zero.theta(), "linear algebra");
        var fit = fit(242, options.regularization(10).optimizer(Optimizer.LBFGSB));
        assertThat(fit.startSource()).isEqualTo("linear algebra");
        assertThat(fit.start()).isEqualTo(zero.theta());
        assertThatThrownBy(() -> fit(242, PixelFitting.DEFAULT.start(new double[3], "short")))
                .hasMessage("start 'short' has 3 coefficients, the design matrix 10 terms");
    }

    @Test
    void boundsAreKeptByBothOptimizers() {
        var least = new double[10];
        var most = new double[10];
        Arrays.fill(least, -0.01);
        Arrays.fill(most, 0.005);
        least[0] = Double.NEGATIVE_INFINITY;
        most[0] = Double.POSITIVE_INFINITY;
        var options = PixelFitting.DEFAULT.bounds(least, most);
        var set = fit(242, options);
        var quasi = fit(242, options.optimizer(Optimizer.LBFGSB));
        for (var fit : new PixelFit[] {set, quasi}) {
            assertThat(Arrays.stream(fit.theta()).skip(1)).allMatch(x -> x >= -0.01 && x <= 0.005);
        }
        assertThat(set.objective()).isGreaterThan(fit(242, PixelFitting.DEFAULT).objective());
        assertThat(quasi.objective() / set.objective() - 1).isBetween(-1e-12, 1e-8);
        assertThatThrownBy(() -> PixelFitting.DEFAULT.bounds(new double[] {1}, new double[] {0}))
                .hasMessage("bounds of term 0: 1.0 must not be above 0.0");
    }

    @Test
    void aScatterThatIsHeldIsInTheWeights() {
        double[] flux = CannonFunctionsTest.pixel("training_flux.csv", 242);
        double[] ivar = CannonFunctionsTest.pixel("training_ivar.csv", 242);
        var fit = fit(242, PixelFitting.DEFAULT.scatter(0.0037));
        double[] theta = CannonFunctions.fitTheta(flux, ivar, 0.0037, design).theta();
        for (int t = 0; t < theta.length; t++) {
            assertThat(Math.abs(fit.theta()[t] - theta[t])).isLessThan(1e-12);
        }
        assertThat(fit.s2()).isEqualTo(0.0037);
    }

    @Test
    void metadataOfAPixelWithoutInformation() {
        var fit = fit(299, PixelFitting.DEFAULT);
        assertThat(fit.problem()).isEqualTo("no pixel information: no star has data");
        assertThat(fit.message()).isEqualTo(fit.problem());
        assertThat(fit.converged()).isFalse();
        assertThat(fit.seconds()).isZero();
        assertThat(fit.objective()).isNaN();
    }

    @Test
    void labelsWithNumericalDerivativesAreThoseOfTheReference() {
        var model = TestStepReferenceTest.model();
        var spectra = TestStepReferenceTest.spectra();
        for (var one : Reference.json("test_step.json").get("no_derivatives").list()) {
            int n = one.get("index").integer();
            var start =
                    Labels.of(Reference.NAMES, new double[][] {model.scaling().fiducials()});
            var fit = CannonFunctions.fitSpectrum(
                    spectra.flux(n), spectra.ivar(n), start, model, LabelSearch.DEFAULT.numericalDerivatives());
            double[] labels = one.get("labels").numbers();
            for (int l = 0; l < 3; l++) {
                assertThat(Math.abs(fit.labels()[l] - labels[l])
                                / model.scaling().scale(l))
                        .isLessThan(1e-7);
            }
            assertThat(fit.search().hasExactDerivatives()).isFalse();
            assertThat(Math.abs(fit.chiSquared() / one.get("chi_sq").number() - 1))
                    .isLessThan(1e-10);
        }
    }

    @Test
    void metadataOfASpectrumFitTogether() {
        var model = TestStepReferenceTest.model();
        var spectra = TestStepReferenceTest.spectra();
        var starts = Labels.of(Reference.NAMES, new double[][] {model.scaling().fiducials(), {5030, 2.75, 0}});
        var fit = CannonFunctions.fitSpectrum(spectra.flux(0), spectra.ivar(0), starts, model);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.evaluations()).isGreaterThan(fit.linearizations()).isLessThan(200);
        assertThat(fit.linearizations()).isGreaterThan(5);
        assertThat(fit.labelNames()).isEqualTo(Reference.NAMES);
        assertThat(fit.start()).isEqualTo(starts.star(fit.bestStart()));
        assertThat(fit.message()).isEqualTo("the steps of the search vanish");
        double chi2 = Arrays.stream(fit.residuals()).map(r -> r * r).sum();
        assertThat(chi2 / fit.chiSquared() - 1).isBetween(-1e-12, 1e-12);
        double[][] jacobian = fit.jacobian();
        for (int a = 0; a < 3; a++) { // J^T J times the covariance is 1, and J^T r is 0
            double slope = 0;
            for (int j = 0; j < jacobian.length; j++) {
                slope += jacobian[j][a] * fit.residuals()[j];
            }
            assertThat(Math.abs(slope)).isLessThan(1e-6);
            for (int b = 0; b < 3; b++) {
                double one = 0;
                for (int c = 0; c < 3; c++) {
                    double sum = 0;
                    for (var row : jacobian) {
                        sum += row[a] * row[c];
                    }
                    one += sum * fit.scaledCovariance()[c][b];
                }
                assertThat(Math.abs(one - (a == b ? 1 : 0))).isLessThan(1e-9);
            }
        }
    }

    @Test
    void aSearchThatUsesUpItsEvaluationsSaysSo() {
        var model = TestStepReferenceTest.model();
        var spectra = TestStepReferenceTest.spectra();
        var starts = Labels.of(Reference.NAMES, new double[][] {model.scaling().fiducials()});
        var fit = CannonFunctions.fitSpectrum(
                spectra.flux(0), spectra.ivar(0), starts, model, LabelSearch.DEFAULT.evaluations(3));
        assertThat(fit.converged()).isFalse();
        assertThat(fit.evaluations()).isEqualTo(3);
        assertThat(fit.problem())
                .isEqualTo("the search used up its 3 evaluations before it was at a minimum; allow more with"
                        + " LabelSearch.DEFAULT.evaluations(...)");
        assertThat(fit.labels()).doesNotContain(Double.NaN);
        assertThatThrownBy(() -> LabelSearch.DEFAULT.evaluations(0)).hasMessage("evaluations(0): at least 1");
        assertThatThrownBy(() -> LabelSearch.DEFAULT.tolerance(-1)).hasMessage("tolerance(-1.0): must not be below 0");
    }

    @Test
    void theEdgeCasesOfThePublishedFunction() {
        var model = TestStepReferenceTest.model();
        for (var one : Reference.json("test_step.json").get("edge_cases").list()) {
            var ivar = new double[model.nPixels()];
            var start =
                    Labels.of(Reference.NAMES, new double[][] {model.scaling().fiducials()});
            if (one.get("case").text().contains("all ivar zero")) {
                var fit = CannonFunctions.fitSpectrum(new double[ivar.length], ivar, start, model);
                assertThat(fit.labels()).containsOnly(Double.NaN);
                assertThat(fit.problem()).isEqualTo("no pixel has data and is used by the model");
            } else if (one.has("truth")) {
                Arrays.fill(ivar, 1e4);
                var fit = CannonFunctions.fitSpectrum(one.get("flux").numbers(), ivar, start, model);
                double[] truth = one.get("truth").numbers();
                for (int l = 0; l < 3; l++) {
                    assertThat(Math.abs(fit.labels()[l] - truth[l])
                                    / model.scaling().scale(l))
                            .isLessThan(1e-7);
                }
            } else {
                Arrays.fill(ivar, 1e4);
                var fit = CannonFunctions.fitSpectrum(model.predict(start.star(0)), ivar, start, model);
                assertThat(fit.asPublished()).containsOnly(Double.NaN);
                assertThat(fit.labels()).doesNotContain(Double.NaN);
            }
        }
    }
}
