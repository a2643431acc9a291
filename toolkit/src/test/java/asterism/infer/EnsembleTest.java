package asterism.infer;

import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.stretch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What the ensemble sampler promises beside the right distribution. */
class EnsembleTest {

    private static final Posterior GAUSSIAN = Targets.gaussian(4, 0.5);

    @Test
    void sameSeedGivesTheSameChainForAnyNumberOfThreads() {
        var one = ensemble().walkers(20).steps(500).seed(3).threads(1).run(GAUSSIAN);
        for (int threads : new int[] {2, 4}) {
            var more =
                    ensemble().walkers(20).steps(500).seed(3).threads(threads).run(GAUSSIAN);
            assertThat(more.chain().logP()).isEqualTo(one.chain().logP());
            assertThat(more.chain().column(2)).isEqualTo(one.chain().column(2));
            assertThat(more.best().theta()).isEqualTo(one.best().theta());
        }
    }

    @Test
    void theFirstLineSaysWhetherItHasConverged() {
        var fit = ensemble().walkers(20).steps(4000).seed(3).run(GAUSSIAN);
        assertThat(fit.converged()).isTrue();
        assertThat(fit.toText()).startsWith("Fit: converged").contains("R-hat", "ESS bulk", "tau");
        var tooShort = ensemble().walkers(20).steps(100).seed(3).run(GAUSSIAN);
        assertThat(tooShort.converged()).isFalse();
        assertThat(tooShort.toText()).startsWith("Fit: not converged").contains("want 50");
    }

    @Test
    void aHandfulOfStepsIsNotJudged() {
        var fit = ensemble().walkers(20).steps(1).seed(3).run(GAUSSIAN);
        assertThat(fit.acceptance()).isPositive();
        assertThat(fit.warnings())
                .containsExactly(
                        "only one step is left after the burn-in, too few to say anything of the samples; ask for"
                                + " steps(30_000)");
        assertThat(ensemble().walkers(20).steps(30).thin(10).run(GAUSSIAN).warnings())
                .containsExactly("only 3 steps are left after the burn-in and thinning, too few to say anything of the"
                        + " samples; ask for steps(30_000)");
    }

    @Test
    void aBurnInOfAllStepsIsRefused() {
        assertThatThrownBy(() -> ensemble().walkers(20).steps(100).burnIn(100).run(GAUSSIAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("burnIn(100) leaves none of 100 steps; give 0 ... 99, or more steps");
    }

    /** The published sampler has stretch moves alone. */
    @Test
    void differentialEvolutionForgetsFaster() {
        var correlated = Targets.gaussian(12, 0.9);
        var mixed = ensemble().walkers(48).steps(6000).seed(3).run(correlated);
        var stretchAlone =
                ensemble().walkers(48).steps(6000).seed(3).move(stretch()).run(correlated);
        assertThat(mixed.tau()).isLessThan(0.7 * stretchAlone.tau());
    }

    @Test
    void fewerWalkersThanTwiceTheDimensionAreRefused() {
        assertThatThrownBy(() -> ensemble().walkers(6).run(GAUSSIAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least twice as many walkers as parameters, here 8 for 4 parameters")
                .hasMessageContaining("walkers(16)");
    }
}
