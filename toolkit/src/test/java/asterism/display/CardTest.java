package asterism.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CardTest {

    private static final Card CARD = Card.of("Fit")
            .row("best", "chi2 = 26.7 & <done>")
            .table(List.of("band", "q_{PAH}"), List.of(List.of("SDSS_r", "0.04"), List.of("\\tau_V", "0.5")))
            .warning("not converged");

    @Test
    void warningsComeBeforeEverythingElse() {
        assertThat(CARD.toText()).startsWith("Fit\n! not converged\n");
        assertThat(CARD.toHtml().indexOf("not converged"))
                .isPositive()
                .isLessThan(CARD.toHtml().indexOf("26.7"));
    }

    @Test
    void anUnderscoreInAnIdentifierIsNoSubscript() {
        assertThat(CARD.toHtml())
                .contains(">SDSS_r<")
                .contains("q<sub>PAH</sub>")
                .contains("\u03c4<sub>V</sub>");
        assertThat(CARD.toText()).contains("SDSS_r").contains("q_PAH").contains("\u03c4_V");
    }

    @Test
    void textIsEscapedInHtml() {
        assertThat(CARD.toHtml()).contains("&amp; &lt;done&gt;").doesNotContain("<done>");
    }

    @Test
    void columnsStandInLine() {
        var lines = Card.of("t")
                .table(List.of("a", "number"), List.of(List.of("long name", "1"), List.of("b", "12345678")))
                .toText()
                .lines()
                .skip(1)
                .toList();
        assertThat(lines).extracting(String::length).containsOnly(lines.get(0).length());
    }

    @Test
    void aDotForNothingStandsBelowNumbers() {
        var html = Card.of("Photometry matrix")
                .table(List.of("measurement", "S1"), List.of(List.of("9001", "816000"), List.of("9002", "\u00b7")))
                .toHtml();
        assertThat(html).contains("text-align:right\">816000<").contains("text-align:right\">\u00b7<");
    }

    @Test
    void detailsAreFoldedOnAPageAndWholeInText() {
        var card = Card.of("Fit").details(Card.of("Model").row("data", "40"));
        assertThat(card.toHtml())
                .contains("<details")
                .contains("Model</summary>")
                .contains("40");
        assertThat(card.toText()).contains("Model").contains("40");
    }

    @Test
    void rowsOfATableAreAsLongAsItsHeader() {
        assertThatThrownBy(() -> Card.of("Fit").table(List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("card 'Fit': row 0 has 1 cells, the header has 2");
    }

    @Test
    void openBracesAndStraySymbolsDoNotFail() {
        for (var text : List.of("_", "^", "a_", "x_{", "\\", "\\tau_{V", "_a", "\\unknown x", "a_\\tau b", "")) {
            Markup.toHtml(text);
            Markup.toText(text);
        }
        assertThat(Markup.toText("\\tau_{V")).isEqualTo("\u03c4_V");
        assertThat(Markup.toHtml("10^{-3}")).isEqualTo("10<sup>\u22123</sup>");
    }
}
