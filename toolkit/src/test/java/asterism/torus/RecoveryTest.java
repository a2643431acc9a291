package asterism.torus;

import static asterism.torus.TorusLikelihood.GAUSSIAN;
import static asterism.unit.Units.kmPerS;
import static asterism.unit.Units.kpc;
import static org.assertj.core.api.Assertions.assertThat;

import asterism.unit.Length;
import asterism.unit.Velocity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fifty mock disks, from stars to acceleration: the errors that a fit states are those that it makes, once the bias that the
 * family of orbits and its penalty have without any noise is taken out. The stated error has no allowance for what the penalty
 * adds to the data, so that the scale is below 1 where smoothness matters most, at 0.2 kpc.
 */
class RecoveryTest {

    private static final int MOCKS = 50;
    private static final int STARS = 100_000;
    private static final Length HEIGHTS = kpc(0.2, 0.5, 1);
    private static final IsothermalSlab SLAB =
            IsothermalSlab.of(0.1, kmPerS(25)).label(0, 0.9).labelScatter(0.05);
    private static final Binning PIXELS =
            Binning.of(Length.range(kpc(-1.2), kpc(1.2), 41), Velocity.range(kmPerS(-70), kmPerS(70), 41));
    private static final SplineRegularizer SMOOTH = SplineRegularizer.of()
            .labelL2Sigma(1)
            .labelSmoothSigma(0.5)
            .eL2Sigma(2, 1)
            .eSmoothSigma(2, 0.5)
            .eL2Sigma(4, 1)
            .eSmoothSigma(4, 0.5);

    private static TorusStart start(BinnedData data) {
        return TorusStart.of(data)
                .labelKnots(5)
                .eKnots(2, 8)
                .eKnots(4, 4)
                .eKnotsSpacingPower(0.5)
                .regularizer(SMOOTH);
    }

    @Test
    @Tag("long")
    @Tag("statistical")
    void thePullsOfTheAccelerationHaveUnitScale() {
        var exact = SLAB.expected(PIXELS, STARS);
        var start = start(exact);
        var limit = start.model().optimize(start.parameters(), exact, GAUSSIAN, start.bounds());
        var bias = PotentialComparison.of(limit.acceleration(HEIGHTS), SLAB);
        assertThat(bias.largestError(kpc(0.2), kpc(1))).isLessThan(0.04);

        double[] sum = new double[HEIGHTS.size()];
        double[] squares = new double[HEIGHTS.size()];
        for (int mock = 0; mock < MOCKS; mock++) {
            var data = PIXELS.meanLabel(SLAB.seed(1000 + mock).stars(STARS));
            var fit = start.model().optimize(start.parameters(), data, GAUSSIAN, start.bounds());
            assertThat(fit.converged()).as("mock " + mock).isTrue();
            double[] pulls = PotentialComparison.of(fit.acceleration(HEIGHTS), VerticalPotential.of(limit))
                    .pulls();
            for (int i = 0; i < pulls.length; i++) {
                sum[i] += pulls[i];
                squares[i] += pulls[i] * pulls[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            double mean = sum[i] / MOCKS;
            double sd = Math.sqrt(squares[i] / MOCKS - mean * mean);
            assertThat(mean * Math.sqrt(MOCKS)).as("mean at " + HEIGHTS.get(i)).isBetween(-4.0, 4.0);
            assertThat(sd).as("scale at " + HEIGHTS.get(i)).isBetween(0.65, 1.4); // 1 +- 3.5 / sqrt(100)
        }
    }
}
