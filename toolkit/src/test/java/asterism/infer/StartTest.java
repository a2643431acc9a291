package asterism.infer;

import static asterism.infer.Samplers.around;
import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.fromPrior;
import static asterism.infer.Samplers.stretch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No walker is stranded where the likelihood is flat; and where one is, the fit says so. */
class StartTest {

    /** Below this a walker is on the plateau or on its slope: the posterior scatters by 3 about -8. */
    private static final double FAR = -60;

    private static int stranded(Samples samples) {
        return (int) IntStream.range(0, samples.walkers())
                .filter(w -> Arrays.stream(samples.logPOfWalker(w)).max().orElseThrow() < FAR)
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theDefaultStartStrandsNoWalker(long seed) {
        var fit = ensemble().steps(400).seed(seed).threads(1).run(Plateau.posterior());
        assertThat(stranded(fit.chain().burnIn(200))).isZero();
        assertThat(Arrays.stream(fit.chain().burnIn(200).logP()).min().orElseThrow())
                .isGreaterThan(FAR);
    }

    @Test
    void walkersBeginSpreadOut() {
        var fit = ensemble().steps(4).seed(1).run(Plateau.posterior());
        var longer = ensemble().steps(6000).seed(1).run(Plateau.posterior());
        for (var name : fit.chain().names()) {
            double begin = fit.chain().sd(name);
            double posterior = longer.samples().sd(name);
            assertThat(begin / posterior).as(name).isBetween(0.25, 4.0);
        }
    }

    /** The published start: every stranded walker must be reported. */
    @Tag("long")
    @Tag("statistical")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void strandedWalkersOfThePublishedStartAreReported(long seed) {
        for (int steps : new int[] {500, 2000, 6000}) {
            var fit = ensemble()
                    .move(stretch())
                    .start(fromPrior())
                    .steps(steps)
                    .seed(seed)
                    .run(Plateau.posterior());
            assertThat(fit.converged()).isFalse();
            int lost = stranded(fit.samples());
            if (lost > 0 && lost < 48) { // with more, it is the others that look lost
                assertThat(String.join("\n", fit.warnings()))
                        .contains(lost + " of 64 walkers " + (lost == 1 ? "is" : "are") + " stuck");
            }
        }
    }

    @Test
    void stuckWalkersAreNamedUnlessTheyAreMany() {
        var chain = ensemble().steps(4).seed(1).run(Plateau.posterior()).chain();
        assertThat(Stuck.words(new int[] {4, 5, 29, 33, 39, 43, 49, 54, 61}, chain))
                .startsWith("9 of 64 walkers are stuck")
                .contains("; walkers 4, 5, 29, 33, 39, 43, 49, 54, 61): their draws");
        assertThat(Stuck.words(IntStream.range(0, 13).toArray(), chain))
                .contains("; walkers 0, 1, 2, 3, 4, 5, 6, 7 and 5 more): their draws");
    }

    @Test
    void aBallAroundAPointIsAStart() {
        var fit = ensemble()
                .start(around(Plateau.TRUTH, Targets.filled(18, 1e-5)))
                .steps(10)
                .run(Plateau.posterior());
        assertThat(fit.chain().get(0, 0, 0)).isBetween(0.0, 1e-3);
    }

    @Test
    void aDensityThatVanishesEverywhereIsRefused() {
        var nowhere =
                Targets.of("nowhere", new double[] {0, 0}, new double[] {1, 1}, true, x -> Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> ensemble().steps(10).run(nowhere))
                .isInstanceOf(SamplingException.class)
                .hasMessageContaining("the log density is -infinity at all of")
                .hasMessageContaining("check that priors and model allow some values in common");
    }

    @Test
    void aPointOutsideThePriorIsNamed() {
        var box = Targets.of("box", new double[] {0, 0}, new double[] {1, 1}, true, x -> 0);
        assertThatThrownBy(() -> ensemble()
                        .steps(10)
                        .start(around(new double[] {0.5, -5}, Targets.filled(2, 1e-3)))
                        .run(box))
                .isInstanceOf(SamplingException.class)
                .hasMessage(
                        "the log density is -infinity at all of 6400 starting points, Gaussian about the point that was"
                                + " given, where odd/x_2 = -5 is outside [0, 1]; check that priors and model allow some values"
                                + " in common, and begin around(...) one of them");
    }

    @Test
    void notANumberNamesTheParameters() {
        var broken =
                Targets.of("broken", new double[] {0, 0}, new double[] {1, 1}, true, x -> x[0] > 0.5 ? Double.NaN : 0);
        assertThatThrownBy(() -> ensemble().steps(10).run(broken))
                .isInstanceOf(SamplingException.class)
                .hasMessageContaining("the log density is NaN at even/x_1 = 0.")
                .hasMessageContaining("odd/x_2 = ");
    }
}
