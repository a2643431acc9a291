package asterism.infer;

import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.ess;
import static asterism.infer.Samplers.nuts;
import static asterism.infer.Samplers.rHat;
import static asterism.infer.Samplers.seconds;
import static asterism.infer.Samplers.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a NUTS run begins, ends, and speaks of itself. */
class NutsTest {

    private static final Posterior TARGET = GradientTargets.gaussian(4, 0.9);
    private static final Nuts SHORT = nuts().warmUp(200).draws(300).seed(4);

    private static void assertSameChains(Fit a, Fit b) {
        assertThat(a.chain().logP()).isEqualTo(b.chain().logP());
        for (int k = 0; k < a.chain().dimension(); k++) {
            assertThat(a.chain().column(k)).isEqualTo(b.chain().column(k));
        }
    }

    @Test
    void threadsDoNotChangeTheChains() {
        var one = SHORT.threads(1).run(TARGET);
        assertSameChains(one, SHORT.threads(2).run(TARGET));
        assertSameChains(one, SHORT.threads(4).run(TARGET));
        assertThat(SHORT.seed(5).run(TARGET).chain().logP())
                .isNotEqualTo(one.chain().logP());
    }

    @Test
    void stepsAreDrawsAndWalkersAreChains() {
        var fit = SHORT.run(TARGET);
        assertThat(fit.samples().steps()).isEqualTo(300);
        assertThat(fit.samples().walkers()).isEqualTo(4);
        assertThat(fit.burnIn()).isEqualTo(200);
        assertThat(fit.chain().steps()).isEqualTo(500);
        for (int i = 0; i < 10; i++) {
            double[] x = fit.samples().draw(i);
            double[] logP = new double[1];
            TARGET.logDensity().evaluate(x, 1, logP);
            assertThat(fit.samples().logP(i)).isEqualTo(logP[0]);
        }
    }

    @Test
    void trajectoriesAreKept() {
        var fit = SHORT.draws(3_000).run(TARGET);
        var t = fit.trajectories().orElseThrow();
        assertThat(t.divergences()).isZero();
        assertThat(t.acceptance()).isBetween(0.7, 0.97);
        assertThat(t.eBfmi()).isBetween(0.6, 1.6);
        assertThat(t.stepSize(0)).isBetween(0.05, 2.0);
        assertThat(t.medianGradients()).isBetween(3, 63);
        assertThat(fit.converged()).as(fit.toText()).isTrue();
        assertThat(fit.toText()).contains("trajectories", "step size", "E-BFMI", "the warm-up");
    }

    @Test
    void aHigherTargetMakesSmallerSteps() {
        double small = SHORT.targetAcceptance(0.95)
                .run(TARGET)
                .trajectories()
                .orElseThrow()
                .stepSize(0);
        double large = SHORT.targetAcceptance(0.6)
                .run(TARGET)
                .trajectories()
                .orElseThrow()
                .stepSize(0);
        assertThat(small).isLessThan(large);
    }

    /** A density that says that it jumps gets less acceptance by default, and whatever the user asks for. */
    @Test
    void jumpsLowerTheTargetByDefault() {
        var jumping = GradientTargets.jumping(GradientTargets.gaussian(3, 0.5));
        var fit = SHORT.run(jumping);
        assertThat(fit.toText()).contains("target acceptance 0.5", "the density has jumps");
        assertThat(fit.trajectories().orElseThrow().acceptance()).isLessThan(0.7);
        var asked = SHORT.targetAcceptance(0.8).run(jumping);
        assertThat(asked.toText()).contains("target acceptance 0.8").doesNotContain("the density has jumps");
        assertThat(nuts().toText()).contains("0.8, 0.5 where the density has jumps");
        assertThat(SHORT.run(TARGET).toText()).contains("target acceptance 0.8").doesNotContain("jumps");
    }

    /** All chains step alike after the warm-up, so that none is left behind with a bad step size. */
    @Test
    void chainsAgreeOnAStepSize() {
        double[] sizes = SHORT.run(TARGET).trajectories().orElseThrow().stepSizes();
        assertThat(sizes).hasSize(4).containsOnly(sizes[0]);
    }

    @Test
    void shallowTreesAreReported() {
        var fit = SHORT.maxTreeDepth(1).run(GradientTargets.gaussian(10, 0.99));
        assertThat(String.join("\n", fit.warnings())).contains("were cut at tree depth 1", "maxTreeDepth(3)");
    }

    @Test
    void aDensityWithoutGradientIsRefused() {
        assertThatThrownBy(() -> nuts().run(Targets.gaussian(4, 0.9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("that of gaussian gives none")
                .hasMessageContaining("use ensemble()");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> nuts().chains(1)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> nuts().targetAcceptance(1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> rHat(1)).hasMessageContaining("above 1");
        assertThatThrownBy(() -> ess(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> rHat(1.01).atMost(seconds(0))).hasMessageContaining("must be above 0");
    }

    @Test
    void endsByItsRule() {
        var fit = SHORT.draws(20_000).until(rHat(1.01).ess(1000)).run(TARGET);
        assertThat(fit.converged()).as(fit.toText()).isTrue();
        assertThat(fit.rHat()).isLessThanOrEqualTo(1.01);
        assertThat(fit.ess()).isGreaterThanOrEqualTo(1000);
        assertThat(fit.steps()).isLessThan(5_000);
        assertThat(fit.toText()).contains("ended by its rule, R-hat at most 1.01, ESS at least 1000");
        assertSameChains(fit, SHORT.draws(fit.steps() - 200).run(TARGET));
    }

    @Test
    void aRuleThatIsNotMetIsNoConvergence() {
        var fit = SHORT.draws(600).until(ess(10_000)).run(TARGET);
        assertThat(fit.converged()).isFalse();
        assertThat(fit.steps()).isEqualTo(800);
        assertThat(fit.warnings().get(0)).contains("ended by the cap of 600 draws", "was not met");
        assertThat(fit.toText()).startsWith("Fit: not converged");
    }

    @Test
    void aFileKeepsHowTheRunEnded(@TempDir Path folder) {
        var fit = SHORT.draws(600).until(ess(10_000)).run(TARGET);
        var file = folder.resolve("nuts.h5");
        fit.save(file);
        var read = Fit.read(file);
        assertThat(read.converged()).isFalse();
        assertThat(read.warnings().get(0)).isEqualTo(fit.warnings().get(0)).contains("was not met");
        var before = fit.trajectories().orElseThrow();
        var after = read.trajectories().orElseThrow();
        assertThat(after.energy(150, 1)).isEqualTo(before.energy(150, 1));
        assertThat(after.treeDepth(700, 0)).isEqualTo(before.treeDepth(700, 0));
        assertThat(after.divergences()).isEqualTo(before.divergences());
        assertThat(after.stepSizes()).isEqualTo(before.stepSizes());
        assertThat(after.warmUp()).isEqualTo(before.warmUp());
    }

    @Test
    @Timeout(20)
    void aCapInTimeEndsTheRun() {
        var fit = SHORT.draws(2_000_000)
                .until(ess(16_000).rHat(1.0000001).atMost(seconds(0.5)))
                .run(TARGET);
        assertThat(fit.converged()).isFalse();
        assertThat(fit.warnings().get(0)).contains("ended by the cap of 0.5000 s");
    }

    /** A machine that is too slow for the cap still gives a fit, and the fit says what it is. */
    @Test
    void aCapInTimeLeavesAStepAtLeast() {
        var rule = ess(1000).atMost(seconds(1e-9));
        for (var fit : List.of(
                SHORT.until(rule).run(TARGET),
                ensemble().walkers(20).thin(3).until(rule).run(TARGET),
                slice().walkers(20).until(rule).run(TARGET))) {
            assertThat(fit.chain().steps()).isBetween(1, 3);
            assertThat(fit.warnings()).as(fit.toText()).hasSize(2);
            assertThat(fit.warnings().get(0)).contains("ended by the cap of 1.000e-09 s after");
            assertThat(fit.warnings().get(1))
                    .contains("left after the burn-in", "too few to say anything of the samples");
        }
    }

    @Test
    void theEnsembleEndsByItsRuleToo() {
        var ensemble = ensemble().walkers(20).seed(3);
        var met = ensemble.steps(50_000).until(rHat(1.02).ess(1000)).run(TARGET);
        assertThat(met.converged()).as(met.toText()).isTrue();
        assertThat(met.steps()).isLessThan(50_000);
        assertSameChains(met, ensemble.steps(met.steps()).run(TARGET));
        var not = ensemble.steps(400).until(rHat(1.01).ess(1000)).run(TARGET);
        assertThat(not.converged()).isFalse();
        assertThat(not.warnings().get(0)).contains("ended by the cap of 400 steps");
    }

    @Test
    @Timeout(20)
    void anInterruptKeepsWhatWasSampled() {
        var fit = SHORT.draws(5_000_000).run(GradientTargets.watched(TARGET, Targets.interruptionAt(60_000)));
        assertThat(fit.interrupted()).isTrue();
        assertThat(fit.converged()).isFalse();
        assertThat(fit.steps()).isBetween(300, 20_000);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertSameChains(fit, SHORT.draws(fit.steps() - 200).run(TARGET));
    }

    @Test
    void whatAChainThrowsIsThrown() {
        var broken = GradientTargets.of("broken", Targets.filled(3, -3), Targets.filled(3, 3), false, (x, g) -> {
            for (int k = 0; k < 3; k++) {
                g[k] = -x[k];
            }
            return x[0] > 2.2 ? Double.NaN : -0.5 * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
        });
        assertThatThrownBy(() -> SHORT.start(Samplers.around(new double[3], Targets.filled(3, 0.3)))
                        .run(broken))
                .isInstanceOf(SamplingException.class)
                .hasMessageContaining("the log density is NaN at even/x_1 = ");
    }
}
