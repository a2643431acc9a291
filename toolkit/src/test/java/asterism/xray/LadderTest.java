package asterism.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The failure ladder: the reference's rungs, and each rung by failures that are injected. */
class LadderTest {

    private static final AperturePhotometry EXACT = AperturePhotometry.exact();
    private static final AperturePhotometry KERNEL = EXACT.summary(Summary.CATALOGUE);

    static List<References.Case> cases() {
        return References.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsAndRungsAreThoseOfTheReference(References.Case c) {
        var posterior = Ladder.solve(References.problemOf(c), EXACT.engine(Engine.EXACT));
        for (var wanted : c.results) {
            var found = posterior.intensity(wanted[0]);
            assertEquals(wanted[1], found.status().toString(), c + " " + wanted[0]);
            if (found.status() == Status.NULL) {
                assertEquals(wanted[2], found.reason().orElseThrow().toString());
            } else {
                double width = Double.parseDouble(wanted[5]) - Double.parseDouble(wanted[4]);
                assertEquals(Double.parseDouble(wanted[3]), found.value(), 1e-6 * width, "value");
                assertEquals(Double.parseDouble(wanted[4]), found.lower(), 1e-6 * width, "lower bound");
                assertEquals(Double.parseDouble(wanted[5]), found.upper(), 1e-6 * width, "upper bound");
            }
        }
        for (var summary : List.of(EXACT.engine(Engine.EXACT), KERNEL.engine(Engine.EXACT))) {
            var attempts = Ladder.solve(References.problemOf(c), summary).attempts();
            if (c.steps.isEmpty()) {
                assertThat(attempts).hasSize(1);
                assertThat(attempts.get(0).pegged()).isEmpty();
            } else {
                assertThat(attempts.stream()
                                .map(a -> a.step().toString() + " " + words(a.excluded()) + " " + words(a.pegged())))
                        .containsExactlyElementsOf(
                                c.steps.stream().map(s -> String.join(" ", s)).toList());
            }
        }
    }

    private static String words(List<?> list) {
        return list.isEmpty()
                ? "-"
                : String.join(",", list.stream().map(Object::toString).toList());
    }

    /** Fails where it is told to, else solves exactly. */
    private static Solver failing(int... attempts) {
        int[] count = {0};
        return (problem, settings, seed) -> {
            int now = count[0]++;
            for (int a : attempts) {
                if (a == now) {
                    throw new EngineException("injected");
                }
            }
            return Exact.solve(problem);
        };
    }

    private static List<Attempt.Step> steps(AperturePosterior p) {
        return p.attempts().stream().map(Attempt::step).toList();
    }

    @Test
    void aFailureFreezesTheBackgrounds() {
        var c = References.get("t15");
        var p = Ladder.solve(References.problemOf(c), EXACT, failing(0));
        assertThat(steps(p)).containsExactly(Attempt.Step.BASE, Attempt.Step.FROZEN_BACKGROUND);
        assertEquals("injected", p.attempts().get(0).failure());
        assertThat(p.flags()).containsExactly(Flag.BACKGROUND_FROZEN);
        var r = c.frozen.get(0);
        assertEquals(r.mode(), p.intensity(r.name()).value(), 1e-6 * r.sd());
        var background = p.backgroundIntensities().get(0);
        assertEquals(c.held[0], background.value(), 1e-14 * c.held[0]);
        assertTrue(Double.isNaN(background.upper()), "a background that was held has no bounds");
        assertThatThrownBy(() -> p.marginal(background.label()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was held at B / Omega");
    }

    @Test
    void aSecondFailureLowersTheBackgroundBounds() {
        var c = References.get("t15");
        var p = Ladder.solve(References.problemOf(c), EXACT, failing(0, 1));
        assertThat(steps(p))
                .containsExactly(
                        Attempt.Step.BASE, Attempt.Step.FROZEN_BACKGROUND, Attempt.Step.BACKGROUND_BOUND_LOWERED);
        var last = p.attempts().get(2);
        assertEquals(c.problem.upper[0], last.upper().get(0));
        assertEquals(c.problem.upper[1] / 10, last.upper().get(1));
        assertThat(p.flags()).containsExactly(Flag.BACKGROUND_BOUND_LOWERED);
        assertEquals(
                c.posterior.get(0).mode(),
                p.intensity("r1").value(),
                1e-6 * c.posterior.get(0).sd());
    }

    @Test
    void threeFailuresGiveNoValueAndSayWhy() {
        var p = Ladder.solve(References.problemOf(References.get("t15")), EXACT, failing(0, 1, 2));
        assertEquals(Reason.ENGINE_FAILED, p.reason().orElseThrow());
        assertEquals("injected", p.detail());
        assertThat(p.attempts()).hasSize(3).noneMatch(Attempt::isSolved);
        assertTrue(Double.isNaN(p.intensity("r1").value()));
        assertThat(p.card().toText()).contains("no engine could solve the problem: injected");
        assertThatThrownBy(() -> p.interval("r1", 0.68))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no posterior: no engine could solve the problem");
    }

    @Test
    void aFailureAfterABoundWasRaisedFreezesThere() {
        var p = Ladder.solve(References.problemOf(References.get("t31")), EXACT, failing(1));
        assertThat(steps(p)).containsExactly(Attempt.Step.BASE, Attempt.Step.PRIOR_X10, Attempt.Step.FROZEN_BACKGROUND);
        assertThat(p.flags()).containsExactlyInAnyOrder(Flag.PRIOR_RAISED, Flag.BACKGROUND_FROZEN);
        assertEquals(100, p.attempts().get(2).upper().get(0), "the raised bound of a count rate");
    }

    @Test
    void equalDrawsAreAFailure() {
        var p = Ladder.solve(References.problemOf(References.get("t15")), KERNEL, (problem, settings, seed) -> {
            double[][] draws = new double[problem.nFree][500];
            for (double[] d : draws) {
                java.util.Arrays.fill(d, 1e-14);
            }
            return new Drawn(Engine.NUTS, draws, EngineReport.NONE);
        });
        assertEquals(Reason.ZERO_VARIANCE_DRAWS, p.reason().orElseThrow());
        assertThat(p.attempts()).hasSize(3).allMatch(a -> a.failure().contains("all draws are equal"));
    }

    @Test
    void impossibleFrozenBackgroundsAreSkipped() {
        // no counts in the background aperture, a source without response in an aperture with counts
        double[][] cut = {{1, 0, 10}, {0, 0, 10}, {0.05, 1, 500}};
        var input = ObsidInput.of(1, IntensityUnit.NET_COUNTS, List.of("a", "b"), cut, new double[] {5, 3, 0});
        var p = Ladder.solve(Problem.of(input), EXACT, failing(0));
        assertThat(steps(p))
                .containsExactly(
                        Attempt.Step.BASE, Attempt.Step.FROZEN_BACKGROUND, Attempt.Step.BACKGROUND_BOUND_LOWERED);
        assertThat(p.attempts().get(1).failure()).contains("expects no counts but has 3");
    }

    @Test
    void aPeggedSourceLosesTheObsidWhereItIsBrightest() {
        // as bright as no source can be under the prior of 1e6 net counts x 10, in one of three obsids
        var inputs = Stream.of(1, 2, 3)
                .map(i -> ObsidInput.of(
                                i,
                                IntensityUnit.NET_COUNTS,
                                List.of("a"),
                                new double[][] {{1e-5, 10}, {1e-7, 500}},
                                new double[] {i == 2 ? 4000 : 3, 40})
                        .stack("S1"))
                .toList();
        var p = Ladder.solve(Problem.of(Bundle.of(inputs)), EXACT);
        assertThat(p.excluded()).containsExactly(2);
        assertThat(p.flags()).contains(Flag.OBSID_EXCLUDED);
        assertThat(p.attempts().get(0).pegged()).containsExactly("a");
        assertTrue(p.intensity("a").hasValue());
    }

    @Test
    void aPeggedSourceInOneObsidHasNoValue() {
        var input = ObsidInput.of(
                7, IntensityUnit.NET_COUNTS, List.of("a"), new double[][] {{1e-5, 10}, {1e-7, 500}}, new double[] {
                    4000, 40
                });
        var p = Ladder.solve(Problem.of(input), EXACT);
        assertEquals(Reason.PEGGED_SOURCE, p.reason().orElseThrow());
        assertThat(p.detail())
                .contains("a (mode")
                .contains("upper bound of the prior 1e7")
                .contains("Problem.bounds");
    }

    @Test
    void wrongInputIsAResultThatNamesIt() {
        var input = ObsidInput.of(
                1575, IntensityUnit.NET_COUNTS, List.of("a"), new double[][] {{1, 10}, {0, 500}}, new double[] {-4, 40
                });
        var p = Ladder.solve(Problem.of(input), EXACT);
        assertEquals(Reason.INVALID_INPUT, p.reason().orElseThrow());
        assertThat(p.detail()).contains("NEGATIVE_COUNTS").contains("1575");
        assertEquals(Status.NULL, p.intensity("a").status());
    }

    @Test
    void theFloorIsOfEnergyFluxesThatAreNoLimits() {
        var c = References.get("t32");
        var p = Ladder.solve(References.problemOf(c), EXACT);
        var i = p.intensity(p.sources().get(0));
        assertEquals(Reason.FLUX_BELOW_FLOOR, i.reason().orElseThrow());
        assertTrue(i.modeRaw() > 0 && Double.isNaN(i.value()), "the mode is kept beside the missing value");
        var lower = Ladder.solve(References.problemOf(c), EXACT.fluxFloor(1e-30))
                .intensity(p.sources().get(0));
        assertEquals(i.modeRaw(), lower.value());
        double between = 0.5 * (lower.lower() + lower.value());
        assertTrue(Ladder.solve(References.problemOf(c), EXACT.fluxFloor(between))
                .intensity(p.sources().get(0))
                .hasValue());
        assertEquals(
                Status.NULL,
                Ladder.solve(References.problemOf(c), EXACT.fluxFloor(between).floorIncludesLowerBound(true))
                        .intensity(p.sources().get(0))
                        .status());
    }
}
