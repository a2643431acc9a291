package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Bias, rms and pulls. */
class OneToOneTest {

    private static final Labels KNOWN =
            Labels.of(List.of("TEFF", "FEH"), new double[][] {{4000, 0}, {5000, 1}, {6000, 2}});

    @Test
    void biasRmsAndPulls() {
        var inferred = Labels.of(List.of("FEH", "TEFF"), new double[][] {{0.3, 4010}, {1.1, 4990}, {2.2, 6030}});
        var comparison = OneToOne.of(KNOWN, inferred, new double[][] {{0.1, 10}, {0.1, 10}, {0.1, 10}});
        assertThat(comparison.bias("TEFF")).isCloseTo(10, within(1e-9));
        assertThat(comparison.rms("TEFF")).isCloseTo(Math.sqrt(1100 / 3.0), within(1e-9));
        assertThat(comparison.pullMean("FEH")).isCloseTo(2, within(1e-9));
        assertThat(comparison.pullWidth("FEH")).isCloseTo(1, within(1e-9));
        assertThat(comparison.pulls("TEFF")[2]).isCloseTo(3, within(1e-9));
        assertThat(comparison.table().columnNames()).contains("bias", "rms");
    }

    @Test
    void starsWithoutAnAnswerAreCountedAndLeftOut() {
        var inferred =
                Labels.of(List.of("TEFF", "FEH"), new double[][] {{4010, 0}, {Double.NaN, Double.NaN}, {6010, 2}});
        var comparison = OneToOne.of(KNOWN, inferred, new double[][] {{10, 1}, {Double.NaN, Double.NaN}, {10, 1}});
        assertThat(comparison.size()).isEqualTo(2);
        assertThat(comparison.unanswered()).isEqualTo(1);
        assertThat(comparison.bias("TEFF")).isCloseTo(10, within(1e-9));
        assertThat(comparison.toText()).contains("1 of 3 stars have no answer and are left out");
    }

    @Test
    void badInput() {
        assertThatThrownBy(() -> OneToOne.of(KNOWN, KNOWN.select(0), new double[1][2]))
                .hasMessageContaining("3 stars with known labels, 1 with inferred ones");
        assertThatThrownBy(() -> OneToOne.of(KNOWN, KNOWN, new double[3][1]))
                .hasMessageContaining("star 0 has 1 errors for the labels [TEFF, FEH]");
    }
}
