package asterism.infer;

import static asterism.infer.Samplers.around;
import static asterism.infer.Samplers.ess;
import static asterism.infer.Samplers.fromPrior;
import static asterism.infer.Samplers.rHat;
import static asterism.infer.Samplers.resume;
import static asterism.infer.Samplers.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a run of the slice sampler begins, ends, speaks of itself and is kept; that it is right shows the table of samplers and targets. */
class SliceTest {

    private static final Posterior TARGET = Targets.gaussian(4, 0.9);
    private static final Slice SHORT = slice().walkers(20).steps(500).seed(3);

    private static void assertSameChain(Fit a, Fit b) {
        assertThat(a.chain().logP()).isEqualTo(b.chain().logP());
        for (int k = 0; k < a.chain().dimension(); k++) {
            assertThat(a.chain().column(k)).isEqualTo(b.chain().column(k));
        }
        assertThat(a.best().theta()).isEqualTo(b.best().theta());
    }

    @Test
    void threadsDoNotChangeTheChain() {
        var one = SHORT.threads(1).run(TARGET);
        assertSameChain(one, SHORT.threads(2).run(TARGET));
        assertSameChain(one, SHORT.threads(4).run(TARGET));
        assertThat(SHORT.seed(4).run(TARGET).chain().logP())
                .isNotEqualTo(one.chain().logP());
    }

    @Test
    void logPosteriorsBelongToTheirDraws() {
        var samples = SHORT.run(TARGET).samples();
        double[] logP = new double[1];
        for (int i = 0; i < samples.size(); i += 97) {
            TARGET.logDensity().evaluate(samples.draw(i), 1, logP);
            assertThat(samples.logP(i)).isEqualTo(logP[0]);
        }
    }

    @Test
    void theCardSaysWhichSamplerAndWhatItCost() {
        var evaluations = new AtomicLong();
        var sampler = SHORT.steps(4_000).start(fromPrior());
        var fit = sampler.run(KnownAnswers.gaussian(4, 0.9).counted(evaluations));
        assertThat(fit.converged()).as(fit.toText()).isTrue();
        assertThat(fit.toText()).startsWith("Fit: converged").contains("slice sampler of 20 walkers");
        assertThat(fit.acceptance()).isGreaterThan(0.999);
        double cost = (evaluations.get() - 20) / (20.0 * 4_000);
        assertThat(fit.notes())
                .contains(Digits.significant(cost, 3) + " evaluations of the density for each step of a walker");
        assertThat(cost).isBetween(3.0, 8.0);
        assertThat(sampler.toText())
                .startsWith("Ensemble slice sampler")
                .contains("slices along differences of walkers", "4 000", "draws from the prior");
    }

    /** The density is never asked outside the hard bounds, and no draw lies there. */
    @Test
    void hardBoundsAreKept() {
        double[] lower = {0, -1, 5};
        double[] upper = {1, 1, 25};
        var box = Targets.of("box", lower, upper, true, x -> {
            for (int k = 0; k < 3; k++) {
                if (x[k] < lower[k] || x[k] > upper[k]) {
                    throw new AssertionError("asked at " + x[k]);
                }
            }
            return 0;
        });
        var samples = SHORT.run(box).chain();
        for (int i = 0; i < samples.size(); i++) {
            for (int k = 0; k < 3; k++) {
                assertThat(samples.get(i, k)).isBetween(lower[k], upper[k]);
            }
        }
    }

    @Test
    void endsByItsRule() {
        var met = SHORT.steps(20_000).until(rHat(1.02).ess(1000)).run(TARGET);
        assertThat(met.converged()).as(met.toText()).isTrue();
        assertThat(met.steps()).isLessThan(20_000);
        assertSameChain(met, SHORT.steps(met.steps()).run(TARGET));
        var not = SHORT.steps(400).until(ess(10_000)).run(TARGET);
        assertThat(not.converged()).isFalse();
        assertThat(not.warnings().get(0)).contains("ended by the cap of 400 steps", "was not met");
    }

    @Test
    void aFileIsReadAndGoneOnWith(@TempDir Path folder) {
        var file = folder.resolve("slice.h5");
        var whole = SHORT.run(TARGET);
        SHORT.steps(200).checkpoint(file).run(TARGET);
        assertSameChain(whole, SHORT.checkpoint(file).run(TARGET));
        var read = Fit.read(file);
        assertSameChain(whole, read);
        assertThat(read.toText()).contains("slice sampler of 20 walkers");
        assertThat(read.converged()).isEqualTo(whole.converged());
        var resumed = resume(file).steps(700);
        assertThat(resumed.toText()).startsWith("Ensemble slice sampler");
        assertSameChain(SHORT.steps(700).run(TARGET), resumed.run(TARGET));
        assertThatThrownBy(() -> Samplers.ensemble()
                        .walkers(20)
                        .steps(700)
                        .seed(3)
                        .checkpoint(file)
                        .run(TARGET))
                .hasMessageContaining("holds a run with other settings")
                .hasMessageContaining("slices along differences of walkers there");
    }

    @Test
    void thinnedIsEveryNth() {
        var all = SHORT.burnIn(0).run(TARGET).chain();
        var third = SHORT.burnIn(0).thin(5).run(TARGET).chain();
        assertThat(third.steps()).isEqualTo(100);
        assertThat(third.get(99, 7, 2)).isEqualTo(all.get(499, 7, 2));
    }

    @Test
    @Timeout(60)
    void anInterruptKeepsWhatWasSampled() {
        var stopped = Targets.watched(TARGET, Targets.interruptionAt(100_000));
        var fit =
                SHORT.steps(30_000_000).thin(1000).start(fromPrior()).threads(1).run(stopped);
        assertThat(fit.interrupted()).isTrue();
        assertThat(fit.converged()).isFalse();
        assertThat(fit.toText()).startsWith("Fit: interrupted");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    // ---- bad input -------------------------------------------------------------------------------------------------

    @Test
    void fewerWalkersThanTwiceTheDimensionAreRefused() {
        assertThatThrownBy(() -> SHORT.walkers(6).run(TARGET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "walkers(6): a slice sampler needs at least twice as many walkers as parameters, here 8 for 4"
                                + " parameters; use walkers(16)");
        assertThatThrownBy(() -> SHORT.walkers(3))
                .hasMessage("walkers(3): a slice sampler needs at least 4, and twice the number of parameters");
    }

    @Test
    void aDensityThatIsFiniteNowhereIsRefused() {
        var nowhere = Targets.of(
                "nowhere", Targets.filled(3, -1), Targets.filled(3, 1), false, x -> Double.NEGATIVE_INFINITY);
        for (var start :
                new Start[] {Samplers.multiStart(), fromPrior(), around(new double[3], new double[] {1, 1, 1})}) {
            assertThatThrownBy(() -> SHORT.start(start).run(nowhere))
                    .isInstanceOf(SamplingException.class)
                    .hasMessageContaining("the log density is -infinity at all of")
                    .hasMessageContaining("check that priors and model allow some values in common");
        }
    }

    @Test
    void nanAndPlusInfinityAreNamed() {
        var nan = Targets.of("nan", Targets.filled(3, -1), Targets.filled(3, 1), false, x -> Double.NaN);
        assertThatThrownBy(() -> SHORT.run(nan))
                .isInstanceOf(SamplingException.class)
                .hasMessageContaining("the log density is NaN at even/x_1 = ");
        var late = Targets.of(
                "late",
                Targets.filled(3, -1),
                Targets.filled(3, 1),
                false,
                x -> x[0] > 2 ? Double.NaN : -0.5 * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]));
        assertThatThrownBy(() -> SHORT.start(around(new double[3], Targets.filled(3, 0.3)))
                        .run(late))
                .hasMessageContaining("the log density is NaN at even/x_1 = ");
        var infinite = Targets.of(
                "infinite", Targets.filled(3, -1), Targets.filled(3, 1), false, x -> Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> SHORT.start(fromPrior()).run(infinite)).hasMessageContaining("+infinity");
    }

    @Test
    void aStartOfAnotherDimensionIsRefused() {
        assertThatThrownBy(() ->
                        SHORT.start(around(new double[3], Targets.filled(3, 1))).run(TARGET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 values")
                .hasMessageContaining("4 parameters");
    }

    @Test
    void aDensityOfAnotherDimensionIsRefused() {
        var three = Targets.gaussian(3, 0).logDensity();
        var mixedUp = KnownAnswers.with(TARGET, three);
        assertThatThrownBy(() -> SHORT.run(mixedUp))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the log density of gaussian takes 3 values, but its posterior has 4 parameters [even/x_1,"
                        + " odd/x_2, even/x_3, odd/x_4]; dimension() and space() must agree");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> slice().steps(0)).hasMessageContaining("at least 1 step is needed");
        assertThatThrownBy(() -> slice().thin(0)).hasMessageContaining("n at least 1");
        assertThatThrownBy(() -> slice().threads(0)).hasMessageContaining("at least 1 thread");
        assertThatThrownBy(() -> slice().burnIn(-1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> SHORT.thin(600).run(TARGET)).hasMessageContaining("keeps none of 500 steps");
    }

    /** On heavy tails the parameters forget soon, how far out a walker is does not: more steps are asked for, and they suffice. */
    @Test
    void rareExcursionsAreSeenInTheLogPosterior() {
        var target = KnownAnswers.student(8).counted(new AtomicLong());
        var slice = slice().walkers(40).seed(2);
        var few = slice.steps(4_000).run(target);
        assertThat(few.converged()).isFalse();
        assertThat(few.warnings().get(0))
                .contains("autocorrelation times of the log posterior long", "want 50", "ask for steps(");
        assertThat(slice.steps(12_000).run(target).warnings()).isEmpty();
    }
}
