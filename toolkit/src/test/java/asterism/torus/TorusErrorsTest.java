package asterism.torus;

import static asterism.unit.Units.kmPerS;
import static asterism.unit.Units.kpc;
import static asterism.unit.Units.pc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Two kinds of error: the width of the posterior, and the scatter over repeated data. */
class TorusErrorsTest {

    private static final TorusModel PLAIN =
            TorusModel.of(0, 0.1, 0.2, 0.3).e(2, 0, 0.1, 0.3).e(4, 0, 0.3);
    private static final TorusParameters TRUTH =
            TorusParameters.of(-2.6, 0.05, 0.9, 0.8, 0.7).eVals(2, -0.9, -0.8).eVals(4, -2.5);

    private static BinnedData data(double labelError) {
        var grid = BinnedData.grid(Length.range(kpc(-1), kpc(1), 30), Velocity.range(kmPerS(-60), kmPerS(60), 30));
        double[] error = new double[grid.size()];
        Arrays.fill(error, labelError);
        return grid.label(PLAIN.label(grid.pos(), grid.vel(), TRUTH), error);
    }

    private static TorusModel penalized() {
        return PLAIN.regularizer(SplineRegularizer.of()
                .labelL2Sigma(1)
                .labelSmoothSigma(0.5)
                .eL2Sigma(2, 1)
                .eSmoothSigma(2, 0.05)
                .eL2Sigma(4, 1)
                .eSmoothSigma(4, 0.5));
    }

    @Test
    void withoutPenaltyBothAreTheSame() {
        var crlb = PLAIN.crlb(TRUTH, data(0.01), TorusLikelihood.GAUSSIAN);
        double[] sigma = crlb.sigmas();
        double[][] scatter = crlb.sampling().covariance();
        for (int i = 0; i < sigma.length; i++) {
            for (int j = 0; j < sigma.length; j++) {
                assertThat(scatter[i][j]).isCloseTo(crlb.covariance()[i][j], within(1e-6 * sigma[i] * sigma[j]));
            }
        }
    }

    @Test
    void aPenaltyMakesTheScatterSmallerThanTheUncertainty() {
        var crlb = penalized().crlb(TRUTH, data(0.02), TorusLikelihood.GAUSSIAN);
        double[] sigma = crlb.sigmas();
        double[] scatter = crlb.sampling().sigmas();
        for (int k = 0; k < sigma.length; k++) {
            assertThat(scatter[k]).isPositive().isLessThan(sigma[k] * (1 + 1e-9));
        }
        assertThat(scatter[0]).isLessThan(0.8 * sigma[0]);
        assertThat(crlb.toText()).contains("scatter", "from one set of stars to the next");
        assertThat(crlb.sampling().toText()).contains("scatter over repeated data");
        var moved = penalized().crlb(TRUTH.pos0(pc(20)).vel0(kmPerS(-7)), data(0.02), TorusLikelihood.GAUSSIAN);
        assertThat(moved.toText()).containsPattern("pos0 +20 .* pc\n").containsPattern("vel0 +-7 .* km/s\n");
        assertThat(moved.posterior().toText()).containsPattern("vel0 +-7 .* km/s");
    }

    /** The scatter of fits of the same orbits with other noise, against the one that is stated. */
    @Test
    void theScatterIsThatOfRepeatedFits() {
        var model = penalized();
        var clean = data(0.02);
        var limit = model.optimize(TRUTH, clean, TorusLikelihood.GAUSSIAN);
        double stated = limit.sampling().acceleration(kpc(0.3)).accelerationSigma()[0];
        double center = limit.acceleration(kpc(0.3)).acceleration()[0];
        double squares = 0;
        int repeats = 60;
        for (int i = 0; i < repeats; i++) {
            var random = asterism.random.RandomStream.of(i);
            double[] label = clean.label();
            for (int p = 0; p < label.length; p++) {
                label[p] += 0.02 * random.nextGaussian();
            }
            var fit = model.optimize(TRUTH, clean.label(label, clean.labelErr()), TorusLikelihood.GAUSSIAN);
            double miss = fit.acceleration(kpc(0.3)).acceleration()[0] - center;
            squares += miss * miss / repeats;
        }
        assertThat(Math.sqrt(squares) / stated).isCloseTo(1, within(3 / Math.sqrt(2.0 * repeats)));
    }
}
