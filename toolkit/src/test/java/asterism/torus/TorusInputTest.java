package asterism.torus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Bad input ends in a sentence that says which and what to do. */
class TorusInputTest {

    private static final TorusModel MODEL = TorusModel.of(0, 0.1, 0.3).e(2, 0, 0.1, 0.3);

    @Test
    void knots() {
        assertThatThrownBy(() -> TorusModel.of(0, 0.2, 0.1))
                .hasMessageContaining("label knots: must increase")
                .hasMessageContaining("0.1 follows 0.2");
        assertThatThrownBy(() -> TorusModel.of(0)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> MODEL.e(4, 0, Double.NaN)).hasMessageContaining("knots of e_4: must be finite");
        assertThatThrownBy(() -> MODEL.e(4, 0, 0)).hasMessageContaining("must increase");
        assertThatThrownBy(() -> MODEL.eSign(2, 0)).hasMessageContaining("+1 or -1");
        assertThatThrownBy(() -> MODEL.eKnots(4)).hasMessageContaining("no distortion e_4; it has m = [2]");
    }

    @Test
    void data() {
        var pixels = BinnedData.of(Length.ofKpc(0.1, 0.2), Velocity.ofKmPerS(10, 20));
        assertThatThrownBy(() -> pixels.label(new double[] {1, 1}, new double[] {0.1, -0.1}))
                .hasMessageContaining("1 of 2 label errors are below 0");
        assertThatThrownBy(() -> pixels.counts(new double[] {1, -1})).hasMessageContaining("counts are 0 or above");
        assertThatThrownBy(() -> pixels.counts(new double[] {1})).hasMessageContaining("there are 2 pixels");
        assertThatThrownBy(() -> BinnedData.of(Length.ofKpc(0.1, 0.2), Velocity.ofKmPerS(10)))
                .hasMessageContaining("2 positions and 1 velocities");
        double[] nan = {Double.NaN, Double.NaN};
        var empty = pixels.label(nan, nan);
        var p = MODEL.parameters(new double[MODEL.dimension()]);
        assertThatThrownBy(() -> MODEL.lnGaussianLikelihood(p, empty)).hasMessageContaining("all 2 pixels are empty");
        assertThatThrownBy(() -> MODEL.lnGaussianLikelihood(p, pixels)).hasMessageContaining("have no labels");
        assertThatThrownBy(() -> MODEL.lnPoissonLikelihood(p, pixels)).hasMessageContaining("have no counts");
        assertThatThrownBy(() -> MODEL.lnPoissonLikelihood(p, pixels.counts(new double[2])))
                .hasMessageContaining("all 2 pixels are empty");
    }

    @Test
    void parametersAndBounds() {
        assertThatThrownBy(() -> MODEL.parameters(1, 2)).hasMessageContaining("8 values are needed");
        var p = MODEL.parameters(new double[8]);
        assertThatThrownBy(() -> TorusBounds.of(p.lnOmega0(1), p))
                .hasMessageContaining("ln_Omega0 from 1.0 to 0.0")
                .hasMessageContaining("(lower, upper)");
        double[][] pairs = new double[8][2];
        pairs[3] = new double[3];
        assertThatThrownBy(() -> TorusBounds.ofPairs(MODEL, pairs))
                .hasMessageContaining("label_slope_1 needs a pair {lower, upper}, got 3 values");
        var data = BinnedData.of(Length.ofKpc(0.1), Velocity.ofKmPerS(10)).label(new double[] {1}, new double[] {0.1});
        assertThatThrownBy(() -> MODEL.objective(p.eVals(2, 1), data, TorusLikelihood.GAUSSIAN))
                .hasMessageContaining("e_2 has 3 knots and needs 2 values");
        assertThatThrownBy(() -> MODEL.optimize(p.eVals(2, -1, Double.NaN), data, TorusLikelihood.GAUSSIAN))
                .hasMessageContaining("the start has ln_e2_2 = NaN, which is no finite number");
        var inside = TorusBounds.of(p, p.pos0(Length.ofKpc(1)));
        assertThatThrownBy(() -> MODEL.mcmcRunLabel(data, p.pos0(Length.ofKpc(-1)), inside, 0))
                .hasMessageContaining("outside the bounds")
                .hasMessageContaining("fit.parameters()");
    }

    @Test
    void regularizers() {
        assertThatThrownBy(() -> MODEL.regularizer(SplineRegularizer.of().labelL2Sigma(1)))
                .hasMessageContaining("needs labelSmoothSigma, eL2Sigma(2, ...), eSmoothSigma(2, ...)");
        assertThatThrownBy(() -> SplineRegularizer.of().labelL2Sigma(-1)).hasMessageContaining("above 0, got -1.0");
        var start = TorusStart.of(Reference.slab()).labelKnots(5).eKnots(2, 4);
        assertThatThrownBy(start::model)
                .hasMessageContaining("labelL2Sigma")
                .hasMessageContaining("withoutRegularizer()");
        assertThatThrownBy(() -> TorusStart.of(Reference.slab()).model()).hasMessageContaining(".labelKnots(5)");
    }

    /** A user's function: its gradient by differences agrees with one that is given. */
    @Test
    void aRegularizerOfOnesOwn() {
        var data = Reference.slab();
        var plain = MODEL.regularizer(Regularizer.of(
                (m, p) -> 3 * Arrays.stream(p.toArray()).map(x -> x * x).sum()));
        var exact = MODEL.regularizer(Regularizer.withGradient((m, p, out) -> {
            double[] theta = p.toArray();
            for (int k = 0; k < theta.length; k++) {
                out[k] = 6 * theta[k];
            }
            return 3 * Arrays.stream(theta).map(x -> x * x).sum();
        }));
        var start = TorusParameters.of(-2.6, 0, 1, 1).eVals(2, -1, -1);
        double[] a = plain.objectiveGradient(start, data, TorusLikelihood.GAUSSIAN);
        double[] b = exact.objectiveGradient(start, data, TorusLikelihood.GAUSSIAN);
        for (int k = 0; k < a.length; k++) {
            assertThat(a[k]).isCloseTo(b[k], within(1e-9));
        }
        var fit = plain.optimize(start, data, TorusLikelihood.GAUSSIAN);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.parameters().lnOmega0())
                .isCloseTo(
                        exact.optimize(start, data, TorusLikelihood.GAUSSIAN)
                                .parameters()
                                .lnOmega0(),
                        within(1e-6));
    }

    @Test
    void drawsFromTheBoundAreReproducibleAndNameWhatIsUnknown() {
        var data = Reference.slab();
        var start = TorusParameters.of(-2.6, 0, 1, 1).eVals(2, -1, -1);
        var fit = MODEL.optimize(start, data, TorusLikelihood.GAUSSIAN);
        var draws = fit.crlb().errorSamples(2000, 7);
        assertThat(draws.get(5)).isEqualTo(fit.crlb().errorSamples(10, 7).get(5));
        var table = fit.crlb().posterior().errorSampleTable(10, 7);
        assertThat(table.rowCount()).isEqualTo(10);
        assertThat(table.doubleColumn("ln_Omega0").get(5))
                .isEqualTo(draws.get(5).lnOmega0());
        double mean =
                draws.stream().mapToDouble(TorusParameters::lnOmega0).average().orElse(0);
        double sigma = fit.crlb().uncertainties().lnOmega0();
        assertThat(mean).isCloseTo(fit.parameters().lnOmega0(), within(4 * sigma / Math.sqrt(2000)));
        double squares = draws.stream()
                .mapToDouble(d -> Math.pow(d.lnOmega0() - mean, 2))
                .average()
                .orElse(0);
        assertThat(Math.sqrt(squares) / sigma).isCloseTo(1, within(0.08));
        // a knot beyond all pixels: nothing is known of the slope there
        var blind = TorusModel.of(0, 0.3, 5, 6).e(2, 0, 0.3);
        var p = TorusParameters.of(-2.6, 0, 1, 1, 1).eVals(2, -1);
        var crlb = blind.crlb(p, data, TorusLikelihood.GAUSSIAN);
        assertThat(crlb.unconstrained()).contains("label_slope_3");
        assertThat(crlb.errorSamples(3, 1).get(0).labelVals()[3]).isNaN();
    }
}
