package asterism.infer;

import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.resume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was cut goes on as if it had not been, and never on top of another one. */
class CheckpointTest {

    private static final Posterior TARGET = Targets.gaussian(4, 0.9);
    private static final Ensemble SHORT = ensemble().walkers(16).seed(4).steps(700);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private static void assertSameChain(Fit a, Fit b) {
        assertThat(a.chain().logP()).isEqualTo(b.chain().logP());
        for (int k = 0; k < a.chain().dimension(); k++) {
            assertThat(a.chain().column(k)).isEqualTo(b.chain().column(k));
        }
        assertThat(a.acceptances()).isEqualTo(b.acceptances());
        assertThat(a.best().theta()).isEqualTo(b.best().theta());
    }

    @Test
    void resumedEqualsUninterrupted() {
        var file = folder.resolve("run.h5");
        SHORT.checkpoint(file).run(TARGET);
        var resumed = resume(file).steps(2000).run(TARGET);
        assertSameChain(resumed, SHORT.steps(2000).run(TARGET));
        assertThat(resumed.notes()).anyMatch(n -> n.contains("went on with") && n.contains("after 700 steps"));
        assertThat(Fit.read(file).steps()).isEqualTo(2000);
    }

    @Test
    void resumedEqualsUninterruptedWhenThinned() {
        var file = folder.resolve("run.h5");
        var thinned = SHORT.thin(3); // 700 is no multiple of 3
        thinned.checkpoint(file).run(TARGET);
        assertSameChain(
                thinned.steps(2000).checkpoint(file).run(TARGET),
                thinned.steps(2000).run(TARGET));
    }

    @Test
    void aCompleteRunIsReadAgain() {
        var file = folder.resolve("run.h5");
        var first = SHORT.checkpoint(file).run(TARGET);
        var calls = new AtomicInteger();
        var counting = Targets.of("gaussian", Targets.filled(4, -3), Targets.filled(4, 3), false, x -> {
            calls.incrementAndGet();
            return 0;
        });
        var again = SHORT.checkpoint(file).run(counting);
        assertSameChain(again, first);
        assertThat(calls).hasValue(0);
        assertThat(again.notes()).anyMatch(n -> n.contains("the run was complete"));
    }

    @Test
    void anotherModelIsRefused() {
        var file = folder.resolve("run.h5");
        SHORT.checkpoint(file).run(TARGET);
        var other = Targets.of("other model", Targets.filled(4, -3), Targets.filled(4, 3), false, x -> 0);
        assertThatThrownBy(() -> SHORT.checkpoint(file).run(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("run.h5 holds a chain of another model or other data (gaussian)")
                .hasMessageContaining("delete it or name another checkpoint");
        assertThatThrownBy(() -> resume(file).run(other)).hasMessageContaining("another model");
    }

    /** How a run began is in its file: a resumed one goes on with it, and says it. */
    @Test
    void aResumedRunKeepsItsStart() {
        // walkers that begin left of 0 are stuck there: a default start would put them elsewhere within 1000 steps
        var modes = Targets.of("modes", Targets.filled(4, -40), Targets.filled(4, 40), false, x -> {
            double sum = x[0] > 0 ? (x[0] - 30) * (x[0] - 30) : 400 + (x[0] + 30) * (x[0] + 30);
            return -0.5 * (sum + x[1] * x[1] + x[2] * x[2] + x[3] * x[3]);
        });
        var published = SHORT.move(Samplers.stretch()).start(Samplers.fromPrior());
        var whole = published.steps(1500).run(modes);
        assertThat(whole.warnings().get(0)).contains("stuck far below the others");
        var file = folder.resolve("run.h5");
        published.steps(300).checkpoint(file).run(modes);
        assertSameChain(resume(file).steps(1500).run(modes), whole);
        assertThat(published.steps(1500).checkpoint(file).run(modes).notes())
                .anyMatch(n -> n.contains("the run was complete"));
        var other = folder.resolve("nuts.h5");
        var begun = TUNED.start(Samplers.fromPrior());
        begun.checkpoint(other).run(SMOOTH);
        resume(other).draws(120).run(SMOOTH);
        assertThat(begun.draws(120).checkpoint(other).run(SMOOTH).notes())
                .anyMatch(n -> n.contains("the run was complete"));
    }

    /** A file is a fit: before the first stored step there is none, also where the run ends there. */
    @Test
    void nothingIsWrittenBeforeTheFirstStoredStep() {
        var file = folder.resolve("run.h5");
        var left = new AtomicInteger(200);
        var broken = Targets.watched(TARGET, () -> {
            if (left.decrementAndGet() < 0) {
                throw new IllegalStateException("no more");
            }
        });
        var sampler = SHORT.start(Samplers.fromPrior()).threads(1);
        assertThatThrownBy(() -> sampler.thin(500).checkpoint(file, 1e-9).run(broken))
                .hasMessage("no more");
        assertThat(file).doesNotExist();
        left.set(200);
        assertThatThrownBy(() -> sampler.thin(20).checkpoint(file, 1e-9).run(broken))
                .hasMessage("no more");
        assertThat(Fit.read(file).chain().steps()).isPositive();
    }

    /** A file says in words how often each move is made; the mixture that it gives back is the one that was run. */
    @Test
    void aMixtureComesBackExactly() {
        for (double[] weights : new double[][] {
            {1, 1},
            {1, 2},
            {1, 1, 1},
            {1, 7},
            {1, 1e7},
            {3, 1, 1, 1, 1, 1, 1},
            {97.9995, 1.00025, 1.00025},
            {1e-9, 1e-9, 5}
        }) {
            var sampler = ensemble();
            for (int m = 0; m < weights.length; m++) {
                sampler = sampler.move(m % 2 == 0 ? Samplers.stretch() : Samplers.snooker(), weights[m]);
            }
            var words = sampler.spec.movesInWords();
            var back = ensemble();
            for (var m : Moves.ofWords(words, Path.of("run.h5"))) {
                back = back.move(m.move(), m.weight());
            }
            assertThat(back.spec.shares()).as(words).isEqualTo(sampler.spec.shares());
            assertThat(back.spec.movesInWords()).isEqualTo(words);
            assertThat(sampler.spec.shares()).doesNotContain(0);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsKnownBeforeTheSampling() {
        var nowhere = folder.resolve("none").resolve("run.h5");
        Runnable never = () -> {
            throw new AssertionError("sampled");
        };
        for (Runnable run : List.<Runnable>of(
                () -> SHORT.checkpoint(nowhere).run(Targets.watched(TARGET, never)),
                () -> TUNED.checkpoint(nowhere).run(GradientTargets.watched(SMOOTH, never)),
                () -> LIVE.checkpoint(nowhere).run(CubeTargets.watched(NestedTest.gaussianInABox(3), never)))) {
            assertThatThrownBy(run::run)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessage(nowhere + " cannot be written: there is no folder " + nowhere.getParent()
                            + "; make it or choose another name");
        }
        assertThatThrownBy(() -> SHORT.checkpoint(folder).run(TARGET))
                .hasMessage(folder + ": this is a folder, not a file");
        assertThatThrownBy(() -> SHORT.run(TARGET).save(folder))
                .hasMessage(folder + " cannot be written: it is a folder; name a file in it");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void otherSettingsAreRefused() {
        var file = folder.resolve("run.h5");
        SHORT.checkpoint(file).run(TARGET);
        assertThatThrownBy(() -> SHORT.seed(5).walkers(20).checkpoint(file).run(TARGET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("walkers: 16 there, 20 here; seed: 4 there, 5 here");
    }

    /** Counted in evaluations of 20 ms, of which a batch of 0.1 s has five: seconds would be those of a busy machine. */
    @Test
    @Timeout(60)
    void anInterruptEndsWithinATenthOfASecondAndKeepsWhatWasSampled() {
        var file = folder.resolve("run.h5");
        var evaluations = new AtomicInteger();
        var slow = Targets.of("slow", Targets.filled(4, -3), Targets.filled(4, 3), false, x -> {
            evaluations.incrementAndGet();
            long until = System.nanoTime() + 20_000_000; // 20 ms an evaluation, 320 ms a step
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return -0.5 * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3]);
        });
        var start = Samplers.around(new double[4], Targets.filled(4, 1));
        var interruption = Targets.interruptionAt(40);
        var before = new AtomicInteger();
        var fit = SHORT.start(start).threads(1).checkpoint(file).run(Targets.watched(slow, () -> {
            interruption.run();
            before.compareAndSet(0, Thread.currentThread().isInterrupted() ? evaluations.get() : 0);
        }));
        assertThat(before.get()).isPositive();
        assertThat(evaluations.get() - before.get()).isLessThanOrEqualTo(5);
        assertThat(fit.interrupted()).isTrue();
        assertThat(fit.converged()).isFalse();
        assertThat(fit.warnings()).anyMatch(w -> w.contains("interrupted after"));
        assertThat(fit.steps()).isBetween(2, 20);
        assertThat(fit.toText()).startsWith("Fit: interrupted");
        assertThat(Fit.read(file).chain().logP()).isEqualTo(fit.chain().logP());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Timeout(60)
    void anInterruptedRunGoesOnBitForBit() {
        var file = folder.resolve("run.h5");
        var stopped = Targets.watched(TARGET, Targets.interruptionAt(60_000));
        var sampler = SHORT.steps(200_000).thin(20).threads(1); // each thread would have calls of its own
        var cut = sampler.checkpoint(file, 0.05).run(stopped);
        assertThat(cut.interrupted()).isTrue();
        assertThat(cut.steps()).isBetween(10_000, 60_000);
        int more = cut.steps() + 5_000;
        assertSameChain(
                resume(file).steps(more).run(TARGET), SHORT.thin(20).steps(more).run(TARGET));
    }

    // ---- the no-U-turn sampler -----------------------------------------------------------------------------------

    private static final Posterior SMOOTH = GradientTargets.gaussian(5, 0.9);
    private static final Nuts TUNED =
            Samplers.nuts().warmUp(200).draws(100).seed(8).dense();

    private static void assertSameTrajectories(Fit a, Fit b) {
        assertSameChain(a, b);
        var s = a.trajectories().orElseThrow();
        var t = b.trajectories().orElseThrow();
        assertThat(s.stepSizes()).isEqualTo(t.stepSizes());
        for (int step = 0; step < s.steps(); step++) {
            for (int chain = 0; chain < s.chains(); chain++) {
                assertThat(s.energy(step, chain)).isEqualTo(t.energy(step, chain));
                assertThat(s.gradients(step, chain)).isEqualTo(t.gradients(step, chain));
                assertThat(s.isDivergent(step, chain)).isEqualTo(t.isDivergent(step, chain));
            }
        }
    }

    @Test
    void resumedChainsEqualUninterruptedOnes() {
        var file = folder.resolve("nuts.h5");
        TUNED.checkpoint(file).run(SMOOTH);
        var resumed = resume(file).draws(1500).run(SMOOTH);
        assertSameTrajectories(resumed, TUNED.draws(1500).run(SMOOTH));
        assertThat(resumed.notes()).anyMatch(n -> n.contains("went on with") && n.contains("after 300 steps"));
        assertThat(Fit.read(file).steps()).isEqualTo(1700);
        assertSameTrajectories(
                resume(file).draws(1600).run(SMOOTH), TUNED.draws(1600).run(SMOOTH));
        assertThat(TUNED.checkpoint(file).run(SMOOTH).notes()).anyMatch(n -> n.contains("the run was complete"));
    }

    /** Broken off again and again, by an interrupt after so many gradients, wherever that is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(60)
    void chainsBrokenOffAnywhereGoOnBitForBit(boolean dense) {
        var file = folder.resolve("nuts.h5");
        var sampler = (dense ? TUNED : TUNED.diagonal()).threads(2);
        var whole = sampler.run(SMOOTH);
        var random = asterism.random.RandomStream.of(3);
        int broken = 0;
        int inWarmUp = 0;
        var me = Thread.currentThread();
        for (int i = 0; i < 1000; i++) {
            Thread.interrupted(); // one that came too late for the run before
            var left = new AtomicInteger(500 + (int) (600 * random.nextDouble()));
            var fit = sampler.checkpoint(file).run(GradientTargets.watched(SMOOTH, () -> {
                if (left.decrementAndGet() == 0) {
                    me.interrupt();
                    while (Thread.currentThread() != me && me.isInterrupted()) { // until the run has seen it
                        Thread.onSpinWait();
                    }
                }
            }));
            assertThat(fit.interrupted() && fit.steps() == whole.steps())
                    .as("interrupted, and nothing left to do")
                    .isFalse();
            if (!fit.interrupted()) {
                assertSameTrajectories(fit, whole);
                break;
            }
            broken++;
            inWarmUp += fit.steps() < 200 ? 1 : 0;
            assertThat(Fit.read(file).chain().logP()).isEqualTo(fit.chain().logP());
        }
        assertThat(broken).isGreaterThan(3);
        assertThat(inWarmUp).isGreaterThan(1);
        assertSameTrajectories(Fit.read(file), whole);
    }

    @Test
    void aRunWithARuleInPiecesEndsWhereOneRunEnds() {
        var rule = Samplers.ess(500);
        var sampler = TUNED.draws(5000).until(rule);
        var whole = sampler.run(SMOOTH);
        var file = folder.resolve("nuts.h5");
        TUNED.draws(150).checkpoint(file).run(SMOOTH);
        assertSameTrajectories(resume(file).draws(5000).until(rule).run(SMOOTH), whole);
        assertThat(sampler.checkpoint(file).run(SMOOTH).notes()).anyMatch(n -> n.contains("the run was complete"));
        var ensemble = SHORT.steps(20_000).until(rule);
        var walked = ensemble.run(TARGET);
        var other = folder.resolve("ensemble.h5");
        SHORT.steps(walked.steps() / 2).checkpoint(other).run(TARGET);
        assertSameChain(resume(other).steps(20_000).until(rule).run(TARGET), walked);
    }

    @Test
    void anotherSamplerIsRefused() {
        var file = folder.resolve("nuts.h5");
        TUNED.checkpoint(file).run(SMOOTH);
        assertThatThrownBy(() -> SHORT.checkpoint(file).run(SMOOTH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nuts.h5 holds a run of another sampler (NUTS, 4 chains")
                .hasMessageContaining("go on with resume(\"" + file + "\")");
        assertThatThrownBy(() -> resume(file).steps(10))
                .hasMessageContaining("nuts.h5 holds a run of nuts(), which goes on by draws(n)");
        assertThatThrownBy(() ->
                        TUNED.chains(3).warmUp(300).diagonal().checkpoint(file).run(SMOOTH))
                .hasMessageContaining("chains: 4 there, 3 here; tuning: nuts: dense")
                .hasMessageContaining("warm-up: 200 there, 300 here");
        var other = GradientTargets.gaussian(5, 0.1);
        assertThatThrownBy(() -> resume(file).run(GradientTargets.named("other", other)))
                .hasMessageContaining("nuts.h5 holds a chain of another model or other data (gaussian)");
    }

    /** What a chain throws ends the run, and what was sampled until then is in the file. */
    @Test
    void anExceptionLeavesTheChainsInTheFile() {
        var file = folder.resolve("nuts.h5");
        var left = new AtomicInteger(3000);
        assertThatThrownBy(() -> TUNED.checkpoint(file).run(GradientTargets.watched(SMOOTH, () -> {
                    if (left.decrementAndGet() < 0) {
                        throw new IllegalStateException("no more");
                    }
                })))
                .hasMessage("no more");
        assertThat(Fit.read(file).steps()).isBetween(20, 300);
        assertSameTrajectories(TUNED.checkpoint(file).run(SMOOTH), TUNED.run(SMOOTH));
    }

    // ---- nested sampling -----------------------------------------------------------------------------------------

    private static final Nested LIVE =
            Samplers.nested().live(100).slices(8).seed(5).threads(2);

    private static void assertSamePoints(Fit a, Fit b) {
        assertSameChain(a, b);
        var y = a.evidence().orElseThrow();
        var z = b.evidence().orElseThrow();
        assertThat(y.summary()).isEqualTo(z.summary());
        assertThat(y.weights()).isEqualTo(z.weights());
        assertThat(y.points().logP()).isEqualTo(z.points().logP());
    }

    @Test
    @Timeout(60)
    void nestedRunsBrokenOffAnywhereGoOnBitForBit() {
        var file = folder.resolve("nested.h5");
        var whole = LIVE.run(NestedTest.twoGaussians(3));
        var random = asterism.random.RandomStream.of(3);
        long each = whole.evidence().orElseThrow().evaluations() / 5;
        int broken = 0;
        var me = Thread.currentThread();
        for (int i = 0; i < 1000; i++) {
            Thread.interrupted(); // one that came too late for the run before
            var left = new AtomicInteger(2000 + (int) (each * random.nextDouble()));
            var fit = LIVE.checkpoint(file).run(CubeTargets.watched(NestedTest.twoGaussians(3), () -> {
                if (left.decrementAndGet() == 0) {
                    me.interrupt();
                }
            }));
            if (!fit.interrupted()) {
                assertSamePoints(fit, whole);
                break;
            }
            broken++;
            var read = Fit.read(file);
            assertThat(read.evidence().orElseThrow().summary())
                    .isEqualTo(fit.evidence().orElseThrow().summary());
            assertThat(read.warnings()).isEqualTo(fit.warnings());
        }
        assertThat(broken).isGreaterThan(3);
        assertSamePoints(Fit.read(file), whole);
        assertThat(LIVE.checkpoint(file).run(NestedTest.twoGaussians(3)).notes())
                .anyMatch(n -> n.contains("the run was complete"));
    }

    @Test
    void aNestedRunGoesOnToLessOfTheEvidence() {
        var file = folder.resolve("nested.h5");
        var posterior = NestedTest.gaussianInABox(3);
        LIVE.stopAt(0.1).checkpoint(file).run(posterior);
        var resumed = resume(file).stopAt(1e-4).run(posterior);
        assertSamePoints(resumed, LIVE.stopAt(1e-4).run(posterior));
        assertThat(resumed.notes()).anyMatch(n -> n.contains("went on with") && n.contains("points had died"));
    }

    @Test
    @Timeout(60)
    void checkpointsWhileANestedRunGoesOnAreFitsThatSayWhatTheyAre() {
        var file = folder.resolve("nested.h5");
        var posterior = NestedTest.gaussianInABox(3);
        var seen = new java.util.concurrent.ConcurrentLinkedQueue<Fit>();
        var whole = LIVE.run(posterior);
        var left = new AtomicInteger(
                (int) whole.evidence().orElseThrow().evaluations() / 2); // by then the first one is being written
        var fit = LIVE.checkpoint(file, 1e-9).run(CubeTargets.watched(posterior, () -> {
            if (left.decrementAndGet() == 0) {
                while (!java.nio.file.Files.exists(file)) {
                    Thread.onSpinWait();
                }
                seen.add(Fit.read(file));
            }
        }));
        assertSamePoints(fit, whole);
        var early = seen.iterator().next();
        assertThat(early.converged()).isFalse();
        assertThat(early.toText()).startsWith("Fit: interrupted");
        assertThat(early.warnings().get(0))
                .startsWith("a checkpoint, written after")
                .contains("log Z is a guess");
    }

    @Test
    void anotherNestedRunIsRefused() {
        var file = folder.resolve("nested.h5");
        LIVE.checkpoint(file).run(NestedTest.gaussianInABox(3));
        assertThatThrownBy(() -> LIVE.checkpoint(file).run(NestedTest.twoGaussians(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nested.h5 holds a chain of another model or other data (gaussian in a box)")
                .hasMessageContaining("delete it or name another checkpoint");
        assertThatThrownBy(() -> LIVE.live(200).seed(1).checkpoint(file).run(NestedTest.gaussianInABox(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seed: 5 there, 1 here; points: 100 live points, 8 slices there, 200 live");
        assertThatThrownBy(() -> SHORT.checkpoint(file).run(NestedTest.gaussianInABox(3)))
                .hasMessageContaining(
                        "nested.h5 holds a run of another sampler (nested sampling with 100 live points)");
        assertThatThrownBy(() -> resume(file).draws(10))
                .hasMessageContaining("nested.h5 holds a run of nested(), which goes on by stopAt(fraction)");
    }

    // ---- interrupts of the ensemble ------------------------------------------------------------------------------

    /** The interrupt that comes when the last step is done must not cost the chain. */
    @Test
    void anInterruptWhileTheFileIsWrittenLeavesItWhole() {
        var file = folder.resolve("run.h5");
        var fit = SHORT.run(TARGET);
        Thread.currentThread().interrupt();
        fit.save(file);
        assertThat(Thread.interrupted()).isTrue();
        assertSameChain(Fit.read(file), fit);
    }

    /** A chain from a start that was cut short is no chain of this seed: it could not be gone on with. */
    @Test
    void anInterruptDuringTheStartLeavesNoChain() {
        var file = folder.resolve("run.h5");
        var calls = new AtomicInteger();
        var target = Targets.of("gaussian", Targets.filled(4, -3), Targets.filled(4, 3), false, x -> {
            if (calls.incrementAndGet() == 500) {
                Thread.currentThread().interrupt();
            }
            return -0.5 * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + x[3] * x[3]);
        });
        assertThatThrownBy(() -> SHORT.threads(1).checkpoint(file).run(target))
                .isInstanceOf(SamplingException.class)
                .hasMessageContaining("interrupted while the start was looked for");
        assertThat(file).doesNotExist();
    }
}
