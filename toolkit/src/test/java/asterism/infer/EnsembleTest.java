package asterism.infer;

import static asterism.infer.Samplers.ensemble;
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
    void aFitShowsItself() {
        var fit = ensemble().walkers(20).steps(4000).seed(3).run(GAUSSIAN);
        assertThat(fit.converged()).isTrue();
    }

    @Test
    void fewerWalkersThanTwiceTheDimensionAreRefused() {
        assertThatThrownBy(() -> ensemble().walkers(6).run(GAUSSIAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least twice as many walkers as parameters, here 8 for 4 parameters")
                .hasMessageContaining("walkers(16)");
    }
}
