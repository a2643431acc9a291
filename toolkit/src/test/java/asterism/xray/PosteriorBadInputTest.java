package asterism.xray;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a user reads who asks a posterior, or its settings, for something that there is not. */
class PosteriorBadInputTest {

    private static final AperturePhotometry EXACT = AperturePhotometry.exact();
    private static final AperturePosterior POSTERIOR = EXACT.solve(References.problemOf(References.get("t15")));

    @Test
    void aSourceThatIsNotThere() {
        assertThatThrownBy(() -> POSTERIOR.intensity("r2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no source or background 'r2'; there are [r1, bkg:");
    }

    @Test
    void percentInsteadOfProbability() {
        assertThatThrownBy(() -> POSTERIOR.interval("r1", 68))
                .hasMessage("interval of 'r1': the probability inside must be in (0, 1), got 68; 68 % is 0.68");
    }

    @Test
    void quantilesOutsideTheUnitInterval() {
        assertThatThrownBy(() -> POSTERIOR.marginal("r1").quantile(1.5))
                .hasMessage("a quantile needs a probability in [0, 1], got 1.5");
    }

    @Test
    void settingsOutOfRange() {
        assertThatThrownBy(() -> EXACT.content(68))
                .hasMessage("aperture photometry: the probability inside the bounds must be in (0, 1), got 68");
        assertThatThrownBy(() -> EXACT.chains(1)).hasMessageContaining("at least 2 chains are needed");
        assertThatThrownBy(() -> EXACT.warmUp(10)).hasMessageContaining("at least 150 steps of warm-up");
        assertThatThrownBy(() -> EXACT.draws(0)).hasMessageContaining("at least 100 kept draws per chain");
        assertThatThrownBy(() -> EXACT.targetAcceptance(1)).hasMessageContaining("must be in (0, 1), got 1");
        assertThatThrownBy(() -> EXACT.gridPoints(3)).hasMessageContaining("at least 101 points, got 3");
        assertThatThrownBy(() -> EXACT.bandwidthFactor(0)).hasMessageContaining("must be in (0, 10], got 0");
        assertThatThrownBy(() -> EXACT.fluxFloor(-1)).hasMessageContaining("must be in [0, 1) erg cm-2 s-1, got -1");
    }

    @Test
    void exactIntegrationOfFourSources() {
        double[][] f = {{1, 0, 0, 0, 9}, {0, 1, 0, 0, 9}, {0, 0, 1, 0, 9}, {0, 0, 0, 1, 9}, {0.1, 0.1, 0.1, 0.1, 900}};
        var input = ObsidInput.of(
                1, IntensityUnit.NET_COUNTS, java.util.List.of("a", "b", "c", "d"), f, new double[] {9, 8, 7, 6, 90});
        assertThatThrownBy(() -> Exact.solve(ScaledProblem.of(Problem.of(input).assemble())))
                .hasMessage("exact integration is for 1 to 3 sources, not 4; take NUTS");
    }
}
