package asterism.infer;

import static asterism.infer.Samplers.nuts;
import static org.assertj.core.api.Assertions.assertThat;

import asterism.math.Gaussian;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * NUTS draws from the distribution it was given: expectations against exact values, as z-scores whose error has the
 * effective sample size in it. Two-sided alpha 0.001 for each of about 60 z-scores; the seeds are fixed.
 */
@Tag("statistical")
class NutsDistributionTest {

    private static final double LIMIT = 3.29; // two-sided 0.001

    static Stream<Nuts> metrics() {
        var nuts = nuts().warmUp(800).draws(4_000).seed(3);
        return Stream.of(nuts, nuts.dense());
    }

    static void expect(String what, Fit fit, ToDoubleFunction<double[]> f, double exact) {
        var samples = fit.samples();
        double[][] chains = new double[samples.walkers()][samples.steps()];
        for (int i = 0; i < samples.size(); i++) {
            chains[i % samples.walkers()][i / samples.walkers()] = f.applyAsDouble(samples.draw(i));
        }
        double mean =
                Arrays.stream(chains).flatMapToDouble(Arrays::stream).average().orElseThrow();
        assertThat((mean - exact) / Diagnostics.mcseMean(chains))
                .as("%s: %s, exactly %s, effective draws %.0f", what, mean, exact, Diagnostics.essMean(chains))
                .isBetween(-LIMIT, LIMIT);
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void correlatedGaussian(Nuts nuts) {
        var fit = nuts.run(GradientTargets.gaussian(6, 0.99));
        expect("mean", fit, x -> x[0], 0);
        expect("variance", fit, x -> x[3] * x[3], 1);
        expect("covariance", fit, x -> x[1] * x[4], 0.99);
        expect("10 %", fit, x -> x[2] < Gaussian.quantile(0.1) ? 1 : 0, 0.1);
        expect("narrow direction", fit, x -> (x[0] - x[1]) * (x[0] - x[1]), 2 * 0.01);
        assertThat(fit.converged()).as(fit.toText()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void uniformBoxWithHardWalls(Nuts nuts) {
        var fit = nuts.run(GradientTargets.box());
        expect("mean", fit, x -> x[2], 15);
        expect("variance", fit, x -> x[1] * x[1], 1 / 3.0);
        expect("at the lower wall", fit, x -> x[0] < 0.02 ? 1 : 0, 0.02);
        expect("at the upper wall", fit, x -> x[0] > 0.98 ? 1 : 0, 0.02);
        expect("corner", fit, x -> x[0] < 0.2 && x[1] < -0.6 ? 1 : 0, 0.04);
        assertThat(fit.converged()).as(fit.toText()).isTrue();
    }

    /** Between two walls, above one, below one: the three transforms. */
    @ParameterizedTest
    @MethodSource("metrics")
    void gaussianCutByWalls(Nuts nuts) {
        for (double[] wall : new double[][] {{1, 4}, {1, Double.POSITIVE_INFINITY}, {Double.NEGATIVE_INFINITY, -1}}) {
            double a = Gaussian.cdf(wall[0]);
            double z = Gaussian.cdf(wall[1]) - a;
            double mean = (density(wall[0]) - density(wall[1])) / z;
            // the start is drawn from around(), which knows no walls
            var fit = nuts.start(Samplers.around(Targets.filled(4, Math.signum(mean) * 1.5), Targets.filled(4, 0.2)))
                    .run(GradientTargets.cut(wall[0], wall[1]));
            expect("mean", fit, x -> x[0], mean);
            expect("median", fit, x -> x[3] < Gaussian.quantile(a + 0.5 * z) ? 1 : 0, 0.5);
            expect("10 %", fit, x -> x[1] < Gaussian.quantile(a + 0.1 * z) ? 1 : 0, 0.1);
        }
    }

    private static double density(double x) {
        return Double.isInfinite(x) ? 0 : Math.exp(Gaussian.logDensity(x));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void banana(Nuts nuts) {
        var fit = nuts.targetAcceptance(0.95).run(GradientTargets.banana());
        expect("mean", fit, x -> x[1], 1);
        expect("tail", fit, x -> x[0] < Gaussian.quantile(0.05) ? 1 : 0, 0.05);
        expect("cross", fit, x -> x[0] * x[0] * x[1], 3);
    }

    /** With the default step size trajectories diverge in the thin arms, whose weight is 4 % too small: it is said. */
    @Test
    void theArmsOfTheBananaNeedSmallerSteps() {
        var fit = nuts().warmUp(800).draws(4_000).seed(3).run(GradientTargets.banana());
        assertThat(fit.converged()).isFalse();
        assertThat(String.join("\n", fit.warnings())).contains("diverged", "targetAcceptance(0.95)");
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void twoModesWithinReach(Nuts nuts) {
        var fit = nuts.run(GradientTargets.twoModes(1.5));
        expect("weight of the first", fit, x -> x[0] < 0 ? 1 : 0, 0.5);
        expect("second moment", fit, x -> x[0] * x[0], 1 + 1.5 * 1.5);
    }

    @Test
    void manyDimensions() {
        for (int nDim : new int[] {2, 20, 100}) {
            var fit = nuts().dense().draws(2_000).seed(7).run(GradientTargets.gaussian(nDim, 0.5));
            expect("mean", fit, x -> x[nDim - 1], 0);
            expect("variance", fit, x -> x[0] * x[0], 1);
            expect("covariance", fit, x -> x[0] * x[nDim - 1], 0.5);
            assertThat(fit.converged()).as(fit.toText()).isTrue();
        }
    }

    /** The neck of a funnel is narrower than the step size that its mouth asks for: the diagnosis has to say so. */
    @Test
    void aFunnelIsSeen() {
        var fit = nuts().seed(4).run(GradientTargets.funnel(10));
        assertThat(fit.converged()).isFalse();
        assertThat(String.join("\n", fit.warnings())).containsAnyOf("diverged", "E-BFMI");
    }

    /** No chain leaves its mode: they have to be seen to disagree, whatever their number. */
    @Test
    void twoFarModesAreSeenAsNotConverged() {
        var fit = nuts().warmUp(300).draws(500).chains(6).seed(5).run(GradientTargets.twoModes(30));
        assertThat(fit.converged()).isFalse();
        assertThat(String.join("\n", fit.warnings())).contains("the chains disagree: R-hat");
    }
}
