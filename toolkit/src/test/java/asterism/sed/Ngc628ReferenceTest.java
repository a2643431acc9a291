package asterism.sed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Band luminosities of the NGC 628 model against the published codes and against the correct formulas. */
class Ngc628ReferenceTest {

    @Test
    void publishedBandsWithTheCompactLibraryAgreeWithin3PerMille() {
        var bound = Ngc628Reference.sed().asPublished().bind(Ngc628Reference.BANDS, Ngc628Reference.range());
        double worst = Ngc628Reference.worst(
                "asPublished, compact library", bound, Ngc628Reference.bands("ngc628_bands.csv", "lnu_total"));
        assertThat(worst).isLessThan(3e-3);
    }

    @Test
    void correctBandsWithTheCompactLibraryAgreeWithinOnePercent() {
        var bound = Ngc628Reference.sed().bind(Ngc628Reference.BANDS, Ngc628Reference.range());
        double worst = Ngc628Reference.worst(
                "correct, compact library", bound, Ngc628Reference.bands("corrected_bands.csv", "lnu_total"));
        assertThat(worst).isLessThan(1e-2);
    }
}
