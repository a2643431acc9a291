package asterism.torus;

import static asterism.unit.Units.kmPerS;
import static asterism.unit.Units.kpc;
import static org.assertj.core.api.Assertions.assertThat;

import asterism.plot.Figure;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Every figure is drawn, with the words that it needs. */
class TorusPlotsTest {

    private static final IsothermalSlab SLAB =
            IsothermalSlab.of(0.1, kmPerS(25)).label(0, 0.9).labelScatter(0.05);
    private static final Binning PIXELS =
            Binning.of(Length.range(kpc(-1.2), kpc(1.2), 25), Velocity.range(kmPerS(-70), kmPerS(70), 25));
    private static final BinnedData DATA = SLAB.expected(PIXELS, 100_000);

    private static TorusFit fit(TorusLikelihood likelihood, BinnedData data) {
        var start = TorusStart.of(data)
                .omega0(0.07)
                .labelKnots(5)
                .eKnots(2, 4)
                .eKnots(4, 3)
                .withoutRegularizer();
        return start.model().optimize(start.parameters(), data, likelihood, start.bounds());
    }

    private static void shows(Figure figure, String... words) {
        assertThat(figure.toSvg()).contains(words);
    }

    @Test
    void pixelsOrbitsAndResiduals() {
        var fit = fit(TorusLikelihood.GAUSSIAN, DATA);
        shows(TorusPlots.pixelPlot(DATA), "mean label", "z [kpc]");
        shows(TorusPlots.orbitPlot(fit), "mean label", "[km/s]");
        shows(TorusPlots.residualPlot(fit), "data", "model", "data - model", "residual");
        shows(TorusPlots.functionPlot(fit), "label f(r)");
        shows(TorusPlots.functionPlot(fit.model(), fit.crlb().errorSamples(50, 1)), "label f(r)");
    }

    @Test
    void countsAreDrawnAsLogarithms() {
        var counts = PIXELS.counts(SLAB.stars(20_000));
        shows(TorusPlots.pixelPlot(counts), "ln (stars)");
        shows(TorusPlots.residualPlot(fit(TorusLikelihood.POISSON, counts)), "ln (stars)", "residual");
    }

    @Test
    void accelerationAndMassWithAndWithoutTheTruth() {
        var profile = fit(TorusLikelihood.GAUSSIAN, DATA).acceleration(Length.range(kpc(-1), kpc(1), 21));
        assertThat(TorusPlots.accelerationPlot(profile).toSvg()).doesNotContain(">true<");
        shows(TorusPlots.accelerationPlot(profile, SLAB), "true", "measured - true");
        assertThat(TorusPlots.massPlot(profile).toSvg()).doesNotContain(">true<");
        shows(TorusPlots.massPlot(profile, SLAB), "true", "measured");
    }

    @Test
    void bandsHoldTheirShareOfDraws() {
        var draws = new ArrayList<double[]>();
        for (int d = 0; d <= 1000; d++) {
            draws.add(new double[] {d, -d});
        }
        var curves = Curves.of(draws);
        assertThat(curves.quantile(0.5)).containsExactly(500, -500);
        assertThat(curves.quantile(0.16)).containsExactly(160, -840);
        assertThat(curves.bands(new double[] {0, 1}, "gray")).hasSize(2);
    }

    @Test
    void aKickedDiskShowsTheSpiralAndAMixedOneDoesNot() {
        var fit = fit(TorusLikelihood.GAUSSIAN, DATA);
        var mixed = SLAB.stars(50_000);
        double[] moved = new double[mixed.size()];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = mixed.vel().get(i) + kmPerS(10).single();
        }
        var kicked = SLAB.after(Stars.of(mixed.pos(), Velocity.ofKpcPerMyr(moved)), 300);
        assertThat(spread(fit, kicked)).isGreaterThan(3 * spread(fit, mixed));
        var orbits = fit.model().actionAngle(kicked.pos(), kicked.vel(), fit.parameters());
        shows(TorusPlots.spiralPlot(orbits), "angle", "stars over the mean");
    }

    /** Variance of the contrast in the middle rows, where there are many stars. */
    private static double spread(TorusFit fit, Stars stars) {
        var orbits = fit.model().actionAngle(stars.pos(), stars.vel(), fit.parameters());
        double sum = 0;
        double[][] contrast = new SpiralFigure(orbits).contrast();
        for (int row = 4; row < 16; row++) {
            for (double c : contrast[row]) {
                sum += c * c;
            }
        }
        return sum;
    }
}
