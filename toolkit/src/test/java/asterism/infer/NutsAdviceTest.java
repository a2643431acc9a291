package asterism.infer;

import static asterism.infer.Samplers.nuts;
import static asterism.infer.Samplers.resume;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a NUTS run advises against what speaks against it: nothing that it has done already. */
class NutsAdviceTest {

    private static final Posterior FUNNEL = GradientTargets.funnel(10);

    private static String warnings(Nuts nuts, Posterior target) {
        return String.join("\n", nuts.seed(4).run(target).warnings());
    }

    @Test
    void divergencesAskForSmallerStepsThanThoseTaken() {
        assertThat(warnings(nuts(), FUNNEL)).contains("diverged", "try targetAcceptance(0.95), or other parameters");
        assertThat(warnings(nuts().targetAcceptance(0.95), FUNNEL))
                .contains("diverged", "try targetAcceptance(0.99), or other parameters");
        assertThat(warnings(nuts().targetAcceptance(0.99).warmUp(100), FUNNEL))
                .contains("diverged", "try other parameters")
                .doesNotContain("targetAcceptance");
    }

    @Test
    void shallowTreesAskForWhatWasNotTried() {
        var target = GradientTargets.gaussian(10, 0.99);
        assertThat(warnings(nuts().maxTreeDepth(1), target))
                .contains("try maxTreeDepth(3), or targetAcceptance(0.5) where the density has jumps")
                .doesNotContain("dense()");
        assertThat(warnings(nuts().maxTreeDepth(1).diagonal().targetAcceptance(0.5), target))
                .contains("try dense(), or maxTreeDepth(3), or other parameters");
    }

    /** The advice can be followed, and then there is nothing more to say. */
    @Test
    void aRunInAFileGoesOnFromIt(@TempDir Path folder) {
        var file = folder.resolve("short.h5");
        var target = GradientTargets.gaussian(4, 0.5);
        var few = nuts().draws(60).seed(4).checkpoint(file).run(target);
        assertThat(few.warnings()).anySatisfy(w -> assertThat(w)
                .contains("effective samples of")
                .contains("go on with resume(\"" + file + "\").draws(1_000)"));
        assertThat(Fit.read(file).warnings()).isEqualTo(few.warnings());
        assertThat(resume(file).draws(1_000).run(target).converged()).isTrue();
        var nowhere = nuts().draws(60).seed(4).run(target);
        assertThat(String.join("\n", nowhere.warnings())).contains("ask for draws(1_000)");
    }
}
