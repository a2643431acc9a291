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

    @Test
    void aMeasuredValueHasTheDigitsThatItsErrorLeaves() {
        assertThat(Numbers.measured(299.3, 14.97)).isEqualTo("299 ± 15");
        assertThat(Numbers.measured(0.02182, 0.003273)).isEqualTo("0.0218 ± 0.0033");
        assertThat(Numbers.measured(20040, 1002)).isEqualTo("20000 ± 1000");
        assertThat(Numbers.measured(-2.0, 0.996)).isEqualTo("-2.0 ± 1.0");
        assertThat(Numbers.measured(0.3, 12)).isEqualTo("0 ± 12");
        assertThat(Numbers.measured(2.5714e-10, 1.07e-11)).isEqualTo("(2.57 ± 0.11)e-10");
        assertThat(Numbers.measured(1.2345e7, 2e5)).isEqualTo("(1.235 ± 0.020)e7");
        assertThat(Numbers.measured(4.2, Double.NaN)).isEqualTo("4.2 ± NaN");
        assertThat(Numbers.measured(Double.NaN, 1)).isEqualTo("NaN");
    }
}
