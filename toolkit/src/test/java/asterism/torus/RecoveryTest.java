package asterism.torus;

import static asterism.torus.TorusLikelihood.GAUSSIAN;
import static asterism.unit.Units.kmPerS;
import static asterism.unit.Units.kpc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Length;
import asterism.unit.Velocity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fifty mock disks, from stars to acceleration: the scatter over repeated data that a fit states is the one that it has, once the bias
 * that the family of orbits and its penalty have without any noise is taken out. The width of the posterior is larger, because the
 * penalty holds the estimate steady without making it more certain.
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
        double[] posteriorSquares = new double[HEIGHTS.size()];
        var truth = VerticalPotential.of(limit);
        for (int mock = 0; mock < MOCKS; mock++) {
            var data = PIXELS.meanLabel(SLAB.seed(1000 + mock).stars(STARS));
            var fit = start.model().optimize(start.parameters(), data, GAUSSIAN, start.bounds());
            assertThat(fit.converged()).as("mock " + mock).isTrue();
            double[] pulls = PotentialComparison.of(fit.sampling().acceleration(HEIGHTS), truth)
                    .pulls();
            double[] posterior =
                    PotentialComparison.of(fit.acceleration(HEIGHTS), truth).pulls();
            for (int i = 0; i < pulls.length; i++) {
                sum[i] += pulls[i] / MOCKS;
                squares[i] += pulls[i] * pulls[i] / MOCKS;
                posteriorSquares[i] += posterior[i] * posterior[i] / MOCKS;
            }
        }
        double error = 1 / Math.sqrt(2.0 * MOCKS); // of the root mean square of so many pulls
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).as("mean at " + HEIGHTS.get(i)).isCloseTo(0, within(3 / Math.sqrt(MOCKS)));
            assertThat(Math.sqrt(squares[i])).as("scale at " + HEIGHTS.get(i)).isCloseTo(1, within(3 * error));
            assertThat(posteriorSquares[i])
                    .as("against the posterior's width at " + HEIGHTS.get(i))
                    .isLessThan(squares[i]);
        }
        // where smoothness matters most, the two kinds of error differ by more than the test's own error
        assertThat(Math.sqrt(posteriorSquares[0] / squares[0])).isBetween(0.65, 0.9);
    }
}
