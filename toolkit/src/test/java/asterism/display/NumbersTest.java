package asterism.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void significantDigitsWithoutTrailingZeros() {
        assertThat(Numbers.significant(0.0047, 6)).isEqualTo("0.0047");
        assertThat(Numbers.significant(1058.49, 4)).isEqualTo("1058");
        assertThat(Numbers.significant(-300000, 6)).isEqualTo("-300000");
        assertThat(Numbers.significant(999999.9, 4)).isEqualTo("1e6");
        assertThat(Numbers.significant(1.3467e10, 6)).isEqualTo("1.3467e10");
        assertThat(Numbers.significant(1e-4, 3)).isEqualTo("0.0001");
        assertThat(Numbers.significant(2.5e-5, 3)).isEqualTo("2.5e-5");
        assertThat(Numbers.significant(0, 3)).isEqualTo("0");
        assertThat(Numbers.significant(Double.NaN, 3)).isEqualTo("NaN");
    }

    @Test
    void exactNumbersIntervalsAndPercents() {
        assertThat(Numbers.exact(3)).isEqualTo("3");
        assertThat(Numbers.exact(0.1)).isEqualTo("0.1");
        assertThat(Numbers.interval(0, Double.POSITIVE_INFINITY)).isEqualTo("[0, infinity)");
        assertThat(Numbers.interval(0.0047, 0.0458)).isEqualTo("[0.0047, 0.0458]");
        assertThat(Numbers.percent(0.125)).isEqualTo("12.5 %");
    }
}
