package asterism.torus;

import static asterism.unit.Units.kmPerS;
import static asterism.unit.Units.kpc;
import static asterism.unit.Units.pc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.infer.Samplers;
import asterism.unit.Length;
import asterism.unit.Velocity;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.junit.jupiter.api.Test;

/** The coordinates in which torus posteriors are sampled. */
class RoundCoordinatesTest {

    private static final IsothermalSlab SLAB = IsothermalSlab.of(0.1, kmPerS(25))
            .label(0, 0.9)
            .labelScatter(0.05)
            .pos0(pc(20))
            .vel0(kmPerS(0.3));
    private static final BinnedData DATA = Binning.of(
                    Length.range(kpc(-1.2), kpc(1.2), 41), Velocity.range(kmPerS(-70), kmPerS(70), 41))
            .meanLabel(SLAB.seed(1).stars(100_000));
    private static final TorusStart START = TorusStart.of(DATA)
            .labelKnots(5)
            .eKnots(2, 8)
            .eKnots(4, 4)
            .eKnotsSpacingPower(0.5)
            .regularizer(SplineRegularizer.of()
                    .labelL2Sigma(1)
                    .labelSmoothSigma(0.5)
                    .eL2Sigma(2, 1)
                    .eSmoothSigma(2, 0.5)
                    .eL2Sigma(4, 1)
                    .eSmoothSigma(4, 0.5));
    private static final TorusFit FIT =
            START.model().optimize(START.parameters(), DATA, TorusLikelihood.GAUSSIAN, START.bounds());
    private static final RoundCoordinates ROUND = RoundCoordinates.of(START.model(), FIT.crlb(), START.bounds());

    private static double[] somewhere() {
        double[] theta = FIT.parameters().toArray();
        double[] sigma = FIT.crlb().sigmas();
        for (int k = 0; k < theta.length; k++) {
            theta[k] += 1.5 * sigma[k] * Math.sin(1 + 2.0 * k);
        }
        return theta;
    }

    @Test
    void thereAndBack() {
        double[] theta = somewhere();
        theta[0] = -15; // a distortion of nothing
        theta[1] = 4;
        double[] y = new double[theta.length];
        double[] back = new double[theta.length];
        ROUND.toCoordinates(theta, y);
        ROUND.toParameters(y, back);
        assertThat(back).containsExactly(theta, within(1e-12));
    }

    @Test
    void jacobianAndGradientAreThoseOfDifferences() {
        int n = FIT.parameters().toArray().length;
        double[] theta = somewhere();
        double[] y = new double[n];
        ROUND.toCoordinates(theta, y);
        double[] gradient = new double[n];
        for (int k = 0; k < n; k++) {
            gradient[k] = Math.cos(k);
        }
        double[] pulled = new double[n];
        ROUND.pullBack(theta, gradient, pulled);
        double[][] jacobian = new double[n][n];
        double[] up = new double[n];
        double[] down = new double[n];
        for (int k = 0; k < n; k++) {
            double at = y[k];
            y[k] = at + 1e-5;
            double logUp = ROUND.toParameters(y, up);
            y[k] = at - 1e-5;
            double logDown = ROUND.toParameters(y, down);
            y[k] = at;
            double expected = (logUp - logDown) / 2e-5;
            for (int i = 0; i < n; i++) {
                jacobian[i][k] = (up[i] - down[i]) / 2e-5;
                expected += gradient[i] * jacobian[i][k];
            }
            assertThat(pulled[k]).as("coordinate " + k).isCloseTo(expected, within(1e-7));
        }
        double determinant = new LUDecomposition(new Array2DRowRealMatrix(jacobian, false)).getDeterminant();
        assertThat(ROUND.toParameters(y, up)).isCloseTo(Math.log(Math.abs(determinant)), within(1e-7));
    }

    @Test
    void nearBoundsAreKeptAndFarOnesAreNot() {
        int n = FIT.parameters().toArray().length;
        double best = FIT.parameters().pos0().single();
        var near = START.bounds().pos0(kpc(best - 0.001), kpc(best + 0.5));
        var round = RoundCoordinates.of(START.model(), FIT.crlb(), near);
        assertThat(round.lower()[n - 2]).isEqualTo(best - 0.001);
        assertThat(ROUND.lower()[n - 2]).isEqualTo(Double.NEGATIVE_INFINITY);
        double[] theta = FIT.parameters().toArray();
        double[] y = new double[n];
        for (int k = 0; k < 10; k++) {
            theta[k] += 0.3;
        }
        round.toCoordinates(theta, y);
        assertThat(y[n - 2]).isEqualTo(best);
        assertThat(y[n - 3]).isNotEqualTo(theta[n - 3]);
    }

    /** A distortion at its lower bound, of which the data know nothing: its coordinate stays a logarithm, and the chains find room. */
    @Test
    void valuesThatTheDataDoNotKnowKeepTheirCoordinate() {
        var flat = FIT.parameters().eVals(4, -15.9, -15.9, -15.9);
        var crlb = START.model().withoutRegularizer().crlb(flat, DATA, TorusLikelihood.GAUSSIAN);
        var round = RoundCoordinates.of(START.model(), crlb, START.bounds());
        assertThat(round.lower()[7]).isCloseTo(-0.1, within(1e-12));
        assertThat(round.upper()[7]).isCloseTo(25.9, within(1e-12));
        var chains = START.model()
                .sample(
                        flat,
                        DATA,
                        TorusLikelihood.GAUSSIAN,
                        START.bounds(),
                        Samplers.nuts().chains(2).warmUp(150).draws(50));
        assertThat(chains.samples().median("ln_Omega0"))
                .isCloseTo(FIT.parameters().lnOmega0(), within(0.15));
    }

    /** In the parameters themselves some 70 of 4000 trajectories diverge, and 16 steps of a chain are worth one draw. */
    @Test
    void noTrajectoryDivergesAndTheChainsMix() {
        var fit = START.model()
                .sample(
                        FIT.parameters(),
                        DATA,
                        TorusLikelihood.GAUSSIAN,
                        START.bounds(),
                        Samplers.nuts().targetAcceptance(0.9).seed(5));
        assertThat(fit.converged()).as(fit.toText()).isTrue();
        assertThat(fit.trajectories().orElseThrow().divergences()).isLessThanOrEqualTo(1);
        assertThat(fit.trajectories().orElseThrow().stepSize(0)).isGreaterThan(0.35);
        assertThat(fit.tau()).isLessThan(8);
    }
}
