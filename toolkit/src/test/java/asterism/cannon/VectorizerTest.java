package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VectorizerTest {

    private static final List<String> NAMES = List.of("Teff", "logg", "feh");

    @Test
    void termsVectorsAndDerivativesAreThoseOfTheReference() {
        for (var c : Reference.json("vectorizer.json").list()) {
            var names = c.get("label_names").texts();
            var vectorizer = c.has("input_text")
                    ? Vectorizer.of(names, c.get("input_text").text())
                    : Vectorizer.polynomial(
                            names,
                            c.get("order").integer(),
                            c.get("cross_term_order").integer() < 0
                                    ? c.get("order").integer() - 1
                                    : c.get("cross_term_order").integer());
            if (c.has("text")) {
                assertThat(vectorizer.text()).isEqualTo(c.get("text").text());
            }
            double[] x = c.get("x").numbers();
            assertClose(vectorizer.labelVector(x), c.get("label_vector").numbers());
            double[][] derivative = c.get("derivative_terms_by_labels").rows();
            for (int t = 0; t < derivative.length; t++) {
                assertClose(vectorizer.derivative(x)[t], derivative[t]);
            }
            if (!c.has("X")) {
                continue; // the two from text
            }
            double[][] many = c.get("label_vector_terms_by_stars").rows();
            double[][] ours = vectorizer.labelVectors(c.get("X").rows());
            for (int t = 0; t < many.length; t++) {
                assertClose(ours[t], many[t]);
            }
        }
    }

    private static void assertClose(double[] ours, double[] reference) {
        assertThat(ours).hasSize(reference.length);
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i] == reference[i]
                            || Math.abs(ours[i] - reference[i]) <= 1e-14 * Math.max(1, Math.abs(reference[i])))
                    .as("%s against %s", ours[i], reference[i])
                    .isTrue();
        }
    }

    @Test
    void aFullQuadraticOf17LabelsHas171Terms() {
        var names =
                java.util.stream.IntStream.range(0, 17).mapToObj(i -> "L" + i).toList();
        assertThat(Vectorizer.polynomial(names, 2).size()).isEqualTo(171);
    }

    @Test
    void textKeepsNegativeAndFractionalPowersAndIsReadAgain() {
        var vectorizer = Vectorizer.of(NAMES, "Teff^-1 + logg^0.5*feh + feh*feh + Teff^0*logg");
        assertThat(vectorizer.text()).isEqualTo("1 + Teff^-1 + logg^0.5*feh + feh^2 + logg");
        assertThat(Vectorizer.of(NAMES, vectorizer.text())).isEqualTo(vectorizer);
        assertThat(vectorizer.terms(" x ", "**")).containsExactly("1", "Teff**-1", "logg**0.5 x feh", "feh**2", "logg");
        assertThat(vectorizer.index("feh*logg^0.5")).isEqualTo(2);
    }

    @Test
    void derivativesAreThoseOfDifferences() {
        var vectorizer = Vectorizer.polynomial(NAMES, 4, 3);
        double[] x = {0.3, -0.7, 0.5};
        for (int l = 0; l < 3; l++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[l] += 1e-4;
            down[l] -= 1e-4;
            double[] high = vectorizer.labelVector(up);
            double[] low = vectorizer.labelVector(down);
            for (int t = 0; t < vectorizer.size(); t++) {
                assertThat(vectorizer.derivative(x)[t][l])
                        .isCloseTo((high[t] - low[t]) / 2e-4, org.assertj.core.data.Offset.offset(1e-7));
            }
        }
    }

    @Test
    void badTextIsAnsweredWithWhatIsAllowed() {
        assertThatThrownBy(() -> Vectorizer.of(NAMES, "Tefff^2"))
                .hasMessageContaining("'Tefff^2'")
                .hasMessageContaining("did you mean 'Teff'?");
        assertThatThrownBy(() -> Vectorizer.of(NAMES, "Teff^two")).hasMessageContaining("'two'");
        assertThatThrownBy(() -> Vectorizer.of(NAMES, "Teff^NaN")).hasMessageContaining("not a finite number");
        assertThatThrownBy(() -> Vectorizer.of(NAMES, "1 + Teff^0")).hasMessageContaining("no term with a label");
        assertThatThrownBy(() -> Vectorizer.of(NAMES, "Teff*logg + logg*Teff")).hasMessageContaining("stands twice");
        assertThatThrownBy(() -> Vectorizer.polynomial(NAMES, 0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Vectorizer.polynomial(NAMES, 2).index("TEFF^2"))
                .hasMessageContaining("no term 'TEFF^2'");
        assertThatThrownBy(() -> Vectorizer.polynomial(NAMES, 2).labelVector(1, 2))
                .hasMessageContaining("2 values for the 3 labels");
    }
}
