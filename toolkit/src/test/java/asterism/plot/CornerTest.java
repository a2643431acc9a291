package asterism.plot;

import static asterism.plot.Plots.corner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CornerTest {

    @Test
    void regionsShareTheirParameters() {
        var s = TestSamples.gaussian(2000, "center/psi_1", "center/tauV", "disk/psi_1", "disk/tauV", "disk/qPAH");
        var corner = corner().add(s.region("center"), "darkorange").add(s.region("disk"), "dodgerblue");
        assertThat(corner.parameters()).containsExactly("psi_1", "tauV", "qPAH");
        var svg = corner.toSvg();
        assertThat(svg).contains(">center<", ">disk<", "\u03c4", "\u2299");
        assertThat(SvgText.of(svg)).contains("rgb(255,140,0)", "rgb(30,144,255)");
    }

    @Test
    void titlesSayMedianAndErrors() {
        var s = TestSamples.of(500, 10, (step, w, k, random) -> (step * 10 + w) / 4999.0, "a", "b");
        assertThat(Rounded.markup(0.5, 0.34, 0.34)).isEqualTo("0.50_{\u22120.34}^{+0.34}");
        assertThat(corner().add(s).toSvg()).contains(">0.50<", ">+0.34<", ">\u22120.34<");
    }

    @Test
    void valuesAreRoundedByTheirErrors() {
        assertThat(Rounded.markup(0.46839, 0.0265, 0.0274)).isEqualTo("0.468_{\u22120.027}^{+0.027}");
        assertThat(Rounded.markup(0.012998, 0.003669, 0.004826)).isEqualTo("0.013_{\u22120.004}^{+0.005}");
        assertThat(Rounded.markup(7.26e-5, 5.2e-5, 8.1e-5)).isEqualTo("7_{\u22125}^{+8} \u00d710^{\u22125}");
        assertThat(Rounded.markup(-4.14, 0.54, 0.32)).isEqualTo("\u22124.14_{\u22120.54}^{+0.32}");
        assertThat(Rounded.markup(3e6, 2e5, 2e5)).isEqualTo("3.00_{\u22120.20}^{+0.20} \u00d710^{6}");
        assertThat(Rounded.markup(12.7, 8.3, 8.4)).isEqualTo("13_{\u22128}^{+8}");
        assertThat(Rounded.markup(2, 0, 0)).isEqualTo("2");
    }

    @Test
    void aParameterThatNeverChangesIsStillDrawn() {
        var s = TestSamples.of(100, 10, (step, w, k, random) -> k == 0 ? 0.02 : random.nextGaussian(), "zMet", "x");
        assertThat(corner().add(s).toSvg()).contains(">0.0200<");
        var one = TestSamples.of(1, 1, (step, w, k, random) -> 3, "a", "b");
        assertThat(corner().add(one).toPng(1)).isNotEmpty();
    }

    /** The published plots take a parameter of variance below 1e-10 for a constant. */
    @Test
    void aTinyRateIsNoConstant() {
        var s = TestSamples.of(
                200,
                10,
                (step, w, k, random) -> k == 0 ? 1e-6 * random.nextDouble() : random.nextGaussian(),
                "psi_1",
                "x");
        assertThat(corner().add(s).parameters()).containsExactly("psi_1", "x");
        assertThat(corner().add(s).toSvg()).contains("\u00d710");
    }

    @Test
    void parametersOfFewPosteriorsLeaveTheOthersPanelsEmpty() {
        var corner = corner().add(TestSamples.gaussian(500, "a", "b")).add(TestSamples.gaussian(500, "b", "c"));
        assertThat(corner.parameters()).containsExactly("a", "b", "c");
        assertThat(corner.toPng(1)).isNotEmpty();
    }

    @Test
    void everySettingGivesANewCorner() {
        var plain = corner().add(TestSamples.of(200, 10, (s, w, k, r) -> Math.exp(r.nextGaussian()), "a", "b", "c"));
        var other = plain.select("c", "a")
                .log("a")
                .range("c", 0, 4)
                .label("c", "\\chi^2")
                .truth("a", 1)
                .smoothing(2)
                .sigmas(1, 2)
                .quantiles(0.05, 0.5, 0.95)
                .histograms()
                .withoutPoints()
                .names("draws")
                .title("title")
                .size(500, 480);
        assertThat(plain.parameters()).containsExactly("a", "b", "c");
        assertThat(other.parameters()).containsExactly("c", "a");
        assertThat(other.width()).isEqualTo(500);
        assertThat(other.toSvg()).contains(">title<", ">draws<", "\u03c7");
    }

    @Test
    void labelsOfTwelveParametersDoNotOverlap() {
        var names = new String[12];
        for (int i = 0; i < 12; i++) {
            names[i] = "p" + i;
        }
        var s = TestSamples.of(
                200,
                10,
                (step, w, k, r) -> new double[] {1e-5, 0.01, 100, 3e6}[k % 4] * (k % 3 + r.nextGaussian()),
                names);
        var corner = corner().add(s, "teal").size(960, 960);
        assertThat(SvgText.overlaps(corner.toSvg())).isEmpty();
        assertThat(SvgText.overlaps(corner.size(900, 900).toSvg())).isEmpty();
    }

    @Test
    void theDefaultPngOfTwoPosteriorsOfNineParametersIsBelow200KB() {
        var names = new String[] {"p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"};
        var corner = corner().add(TestSamples.gaussian(20_000, names), "darkorange")
                .add(TestSamples.of(2000, 10, (s, w, k, r) -> 2 + r.nextDouble() + 0.3 * k * r.nextGaussian(), names));
        assertThat(corner.toPng(2).length).isLessThan(200_000);
    }

    @Test
    void aLargeChainIsThinnedEvenly() {
        var s = TestSamples.of(30_000, 10, (step, w, k, r) -> step, "a");
        var draws = Cloud.of(s, Colors.of("black")).draws("a");
        assertThat(draws).hasSize(200_000);
        assertThat(draws[0]).isZero();
        assertThat(draws[199_999]).isEqualTo(29_999);
    }

    @Test
    void badInputIsNamed() {
        var s = TestSamples.gaussian(100, "center/a", "center/b");
        assertThatThrownBy(() -> corner().add(s).select("c"))
                .hasMessage("corner: no parameter 'c'; there are [center/a, center/b]");
        assertThatThrownBy(() -> corner().add(s, "dark orange"))
                .hasMessageStartingWith("unknown color 'dark orange': use");
        assertThatThrownBy(() -> corner().add(s).log("center/a"))
                .hasMessageContaining("'center/a'")
                .hasMessageContaining("zero or negative");
        assertThatThrownBy(() -> corner().add(s).range("center/a", 3, 0)).hasMessageContaining("lo < hi, got 3.0, 0.0");
        assertThatThrownBy(() -> corner().add(s).sigmas(2, 1)).hasMessageContaining("ascend");
        assertThatThrownBy(() -> corner().add(s).names("a", "b")).hasMessageContaining("2 names for 1 posteriors");
        assertThatThrownBy(() -> corner().toSvg()).hasMessageContaining("add(samples) first");
        var bad = TestSamples.of(10, 2, (step, w, k, random) -> step == 3 ? Double.NaN : random.nextDouble(), "x", "y");
        assertThatThrownBy(() -> corner().add(bad)).hasMessageContaining("parameter 'x' has NaN");
        var none = TestSamples.of(0, 2, (step, w, k, random) -> 0, "x");
        assertThatThrownBy(() -> corner().add(none)).hasMessageContaining("samples are empty");
    }
}
