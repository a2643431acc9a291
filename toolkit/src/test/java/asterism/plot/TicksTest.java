package asterism.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {

    @Test
    void linearTicksAreOneTwoOrFiveTimesAPowerOfTen() {
        var random = new Random(628);
        for (int i = 0; i < 1000; i++) {
            double lo = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
            double hi = lo + Math.abs(random.nextGaussian() + 0.01) * Math.pow(10, random.nextInt(12) - 6);
            if (!(hi - lo > 1e-6 * Math.abs(lo))) {
                continue;
            }
            var ticks = Ticks.of(Scale.linear(lo, hi), 6, any -> true);
            var name = "case " + i + ": " + lo + " to " + hi;
            assertThat(ticks.major()).as(name).hasSizeBetween(2, 6);
            double step = ticks.major().get(1).at() - ticks.major().get(0).at();
            double digit = step / Math.pow(10, Math.floor(Math.log10(step * 1.0001)));
            assertThat(List.of(1L, 2L, 5L)).as(name).contains(Math.round(digit));
            for (var tick : ticks.major()) {
                assertThat(tick.at()).as(name).isBetween(lo - 1e-6 * (hi - lo), hi + 1e-6 * (hi - lo));
                assertThat(value(tick.label()) * Math.pow(10, ticks.exponent()))
                        .as(name + ", label " + tick.label())
                        .isCloseTo(tick.at(), org.assertj.core.data.Offset.offset(1e-3 * step));
            }
        }
    }

    /** One label tells no scale: where two are asked for and the round ones are three, there are three if they have room. */
    @Test
    void aShortAxisHasMoreThanOneLabelWhereTheyHaveRoom() {
        var psi = Scale.linear(0.037, 0.32);
        assertThat(Ticks.of(psi, 2, any -> true).major().stream().map(Tick::label))
                .containsExactly("0.1", "0.2", "0.3");
        assertThat(Ticks.of(psi, 2, labels -> labels.size() < 3).major())
                .hasSizeLessThan(3)
                .isNotEmpty();
        var tau = Scale.linear(0.404, 0.551);
        assertThat(Ticks.of(tau, 2, any -> true).major().stream().map(Tick::label))
                .containsExactly("0.45", "0.50", "0.55");
    }

    @Test
    void aLogarithmicAxisIsNeverWithoutLabels() {
        var random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            double lo = Math.pow(10, 16 * random.nextDouble() - 8);
            double hi = lo * Math.pow(10, 0.02 + 9 * random.nextDouble() * random.nextDouble());
            var ticks = Ticks.of(new Scale(true, lo, hi, false), 6, any -> true);
            assertThat(ticks.major()).as(lo + " to " + hi).hasSizeGreaterThanOrEqualTo(2);
            for (var tick : ticks.major()) {
                assertThat(tick.at()).as(lo + " to " + hi).isBetween(lo * (1 - 1e-9), hi * (1 + 1e-9));
            }
        }
    }

    @Test
    void decadesAreWrittenOutNearOneAndAsPowersFarFromIt() {
        assertThat(labels(new Scale(true, 0.08, 1000, false))).containsExactly("0.1", "1", "10", "100", "1000");
        assertThat(labels(new Scale(true, 1e6, 3e9, false))).containsExactly("10^{6}", "10^{7}", "10^{8}", "10^{9}");
        assertThat(labels(new Scale(true, 1e-6, 2e-3, false)))
                .containsExactly("10^{\u22126}", "10^{\u22125}", "10^{\u22124}", "10^{\u22123}");
    }

    @Test
    void fewerThanTwoDecadesShowOneTwoFive() {
        assertThat(labels(new Scale(true, 0.15, 6, false))).containsExactly("0.2", "0.5", "1", "2", "5");
        assertThat(labels(new Scale(true, 3, 5, false))).containsExactly("3.0", "3.5", "4.0", "4.5", "5.0");
    }

    @Test
    void smallAndLargeNumbersShareAPowerOfTen() {
        var ticks = Ticks.of(Scale.linear(0, 7.3e-5), 6, any -> true);
        assertThat(ticks.exponent()).isEqualTo(-5);
        assertThat(ticks.major().stream().map(Tick::label)).containsExactly("0", "2", "4", "6");
        assertThat(PanelPainter.withExponent("\\psi", -5)).isEqualTo("\\psi (\u00d710^{\u22125})");
    }

    @Test
    void negativeNumbersHaveATrueMinusSignAndZeroHasNone() {
        assertThat(Ticks.number(-2.5, 1)).isEqualTo("\u22122.5");
        assertThat(Ticks.number(-0.0001, 1)).isEqualTo("0.0");
    }

    private static List<String> labels(Scale scale) {
        return Ticks.of(scale, 6, any -> true).major().stream().map(Tick::label).toList();
    }

    private static double value(String label) {
        return Double.parseDouble(label.replace('\u2212', '-'));
    }
}
