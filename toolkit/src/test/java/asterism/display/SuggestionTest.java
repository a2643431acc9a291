package asterism.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    private static final List<String> NAMES = List.of("center", "disk", "GALEX_FUV", "GALEX_NUV", "2MASS_Ks");

    @Test
    void closeNamesAreOfferedNearestFirst() {
        assertThat(Suggestion.hint("centre", NAMES)).isEqualTo(" -- did you mean 'center'?");
        assertThat(Suggestion.hint("2mass_k", NAMES)).isEqualTo(" -- did you mean '2MASS_Ks'?");
        assertThat(Suggestion.hint("GALEX FUV", NAMES)).startsWith(" -- did you mean 'GALEX_FUV'");
    }

    @Test
    void nothingIsOfferedWhereNothingIsClose() {
        assertThat(Suggestion.hint("halo", NAMES)).isEmpty();
        assertThat(Suggestion.hint("x", List.of())).isEmpty();
    }
}
