package asterism.infer;

import static asterism.infer.Samplers.differentialEvolution;
import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.snooker;
import static asterism.infer.Samplers.stretch;
import static asterism.infer.Targets.filled;
import static org.assertj.core.api.Assertions.assertThat;

import asterism.math.Gaussian;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ensemble draws from the distribution it was given: expectations against exact values, as z-scores whose error has
 * the autocorrelation time in it. Two-sided alpha 0.001 for each of about 100 z-scores; the seeds are fixed.
 */
@Tag("statistical")
class EnsembleDistributionTest {

    private static final double LIMIT = 3.29; // two-sided 0.001

    static Stream<Ensemble> mixtures() {
        var ensemble = ensemble().walkers(40).steps(12_000).threads(1).seed(2);
        return Stream.of(
                ensemble,
                ensemble.move(stretch()),
                ensemble.move(differentialEvolution()),
                ensemble.move(differentialEvolution(), 1).move(snooker(), 1));
    }

    private static void expect(String what, Fit fit, ToDoubleFunction<double[]> f, double exact) {
        var samples = fit.samples();
        double[][] chains = new double[samples.walkers()][samples.steps()];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < samples.size(); i++) {
            double value = f.applyAsDouble(samples.draw(i));
            chains[i % samples.walkers()][i / samples.walkers()] = value;
            sum += value;
            squares += value * value;
        }
        double mean = sum / samples.size();
        double variance = squares / samples.size() - mean * mean;
        double ess = samples.size() / Diagnostics.autocorrelationTime(chains);
        assertThat((mean - exact) / Math.sqrt(variance / ess))
                .as("%s: %s, exactly %s, effective draws %.0f", what, mean, exact, ess)
                .isBetween(-LIMIT, LIMIT);
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void correlatedGaussian(Ensemble ensemble) {
        var fit = ensemble.run(Targets.gaussian(6, 0.99));
        expect("mean", fit, x -> x[0], 0);
        expect("variance", fit, x -> x[3] * x[3], 1);
        expect("covariance", fit, x -> x[1] * x[4], 0.99);
        expect("10 %", fit, x -> x[2] < Gaussian.quantile(0.1) ? 1 : 0, 0.1);
        expect("narrow direction", fit, x -> (x[0] - x[1]) * (x[0] - x[1]), 2 * 0.01);
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void uniformBoxWithHardWalls(Ensemble ensemble) {
        var box = Targets.of("box", new double[] {0, -1, 5}, new double[] {1, 1, 25}, true, x -> 0);
        var fit = ensemble.run(box);
        expect("mean", fit, x -> x[2], 15);
        expect("variance", fit, x -> x[1] * x[1], 1 / 3.0);
        expect("at the lower wall", fit, x -> x[0] < 0.02 ? 1 : 0, 0.02);
        expect("at the upper wall", fit, x -> x[0] > 0.98 ? 1 : 0, 0.02);
        expect("corner", fit, x -> x[0] < 0.2 && x[1] < -0.6 ? 1 : 0, 0.04);
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void gaussianCutByAWall(Ensemble ensemble) {
        // x_k ~ N(0, 1) on [1, 4]: mean (phi(1) - phi(4)) / Z
        var cut = Targets.of("cut", filled(4, 1), filled(4, 4), true, x -> {
            double sum = 0;
            for (double v : x) {
                sum += v * v;
            }
            return -0.5 * sum;
        });
        double z = Gaussian.cdf(4) - Gaussian.cdf(1);
        double mean = (Math.exp(Gaussian.logDensity(1)) - Math.exp(Gaussian.logDensity(4))) / z;
        var fit = ensemble.run(cut);
        expect("mean", fit, x -> x[0], mean);
        expect("median", fit, x -> x[3] < Gaussian.quantile(Gaussian.cdf(1) + 0.5 * z) ? 1 : 0, 0.5);
        expect("near the wall", fit, x -> x[1] < 1.1 ? 1 : 0, (Gaussian.cdf(1.1) - Gaussian.cdf(1)) / z);
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void banana(Ensemble ensemble) {
        // x_1 ~ N(0, 1), x_2 - x_1^2 ~ N(0, 1)
        var banana = Targets.of("banana", filled(2, -3), filled(2, 3), false, x -> {
            double y = x[1] - x[0] * x[0];
            return -0.5 * (x[0] * x[0] + y * y);
        });
        var fit = ensemble.run(banana);
        expect("mean", fit, x -> x[1], 1);
        expect("tail", fit, x -> x[0] < Gaussian.quantile(0.05) ? 1 : 0, 0.05);
        expect("cross", fit, x -> x[0] * x[0] * x[1], 3);
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void twoModesWithinReach(Ensemble ensemble) {
        var fit = ensemble.run(twoModes(2));
        expect("weight of the first", fit, x -> x[0] < 0 ? 1 : 0, 0.3 * Gaussian.cdf(2) + 0.7 * Gaussian.cdf(-2));
        expect("mean", fit, x -> x[1], 0);
    }

    /** The stretch move cannot carry the weight between two far modes; its diagnosis has to say so. */
    @Test
    void twoFarModesAreSeenAsNotConverged() {
        var fit = ensemble().walkers(40).steps(6_000).seed(5).move(stretch()).run(twoModes(30));
        assertThat(fit.converged()).isFalse();
        assertThat(String.join("\n", fit.warnings())).contains("the walkers disagree: R-hat");
    }

    /** 0.3 N(-d, 1) + 0.7 N(d, 1) along x_1, N(0, 1) along x_2. */
    private static Posterior twoModes(double d) {
        return Targets.of("two modes", new double[] {-2 * d, -3}, new double[] {2 * d, 3}, false, x -> {
            double a = Math.log(0.3) - 0.5 * (x[0] + d) * (x[0] + d);
            double b = Math.log(0.7) - 0.5 * (x[0] - d) * (x[0] - d);
            double max = Math.max(a, b);
            return max + Math.log(Math.exp(a - max) + Math.exp(b - max)) - 0.5 * x[1] * x[1];
        });
    }
}
