package asterism.sed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.param.Parameter;
import asterism.prior.Prior;
import asterism.unit.Units;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The value: its parameters, what is said about them, its words. */
class SedTest {

    private static final Sed SED = Ngc628Reference.sed();

    @Test
    void parametersStandInTheDocumentedOrder() {
        assertThat(SED.parameters().stream().map(Parameter::name))
                .containsExactly(
                        "psi_1", "psi_2", "psi_3", "psi_4", "psi_5", "zMet", "tauV", "alpha", "uMin", "uMax", "gamma",
                        "qPAH");
        assertThat(Sed.of(DraineLi07.dust(), PiecewiseSfh.bins(0, 1e8, 1e9), ModifiedCalzetti.law(), Pegase.kroupa())
                        .parameters()
                        .stream()
                        .map(Parameter::name))
                .containsExactly(
                        "psi_1", "psi_2", "zMet", "tauV", "delta", "tauBC", "alpha", "uMin", "uMax", "gamma", "qPAH");
        assertThat(SED.at(Units.redshift(2)).parameters()).hasSize(11); // the universe is younger than 5 Gyr
    }

    @Test
    void whatIsSaidLastAboutAParameterCounts() {
        var sed = SED.fix(Pegase.Z_MET, 0.02)
                .prior(PiecewiseSfh.PSI, Prior.uniform(0, 10))
                .fix(PiecewiseSfh.PSI.bin(2), 0)
                .prior(DraineLi07.Q_PAH, Prior.normalAbout(DraineLi07.Q_PAH.in("disk"), 0.01))
                .tie(Calzetti.TAU_V, Calzetti.TAU_V.in("disk"));
        assertThat(sed.treatment(PiecewiseSfh.PSI.bin(1))).contains(Prior.uniform(0, 10));
        assertThat(sed.treatment(PiecewiseSfh.PSI.bin(2))).contains(Prior.fixed(0));
        assertThat(sed.treatment(Calzetti.TAU_V)).contains(Prior.tiedTo(Calzetti.TAU_V.in("disk")));
        assertThat(sed.treatment(DraineLi07.GAMMA)).isEmpty();
        assertThat(SED.treatment(Pegase.Z_MET)).isEmpty(); // the original is unchanged
        assertThat(sed.range().isFixed(Pegase.Z_MET)).isTrue();
        assertThat(sed.range().upper(PiecewiseSfh.PSI.bin(1))).isEqualTo(10);
    }

    @Test
    void aModelShowsComponentsParametersAndPriors() {
        var text = SED.prior(DraineLi07.U_MIN, Prior.uniform(0.1, 25)).toText();
        assertThat(text)
                .contains("PEGASE.2 stars, Kroupa IMF, with nebular emission")
                .contains("Calzetti attenuation")
                .contains("7.3 Mpc, z = 0")
                .contains("edges 0, 1e7, 1e8, 1e9, 5e9")
                .contains("compact model library")
                .contains("U(0.1, 25)")
                .doesNotContain("Published conventions");
    }

    @Test
    void publishedConventionsAreNamedWithTheirEffects() {
        var text = SED.asPublished().toText();
        assertThat(text)
                .contains("Published conventions in use")
                .contains("L(uMin) + gamma L(power law)")
                .contains("a published gamma g is g / (1 + g)")
                .contains("emission lines")
                .doesNotContain("birth clouds"); // not in this model
        var one = SED.asPublished(Convention.BAND_WEIGHT);
        assertThat(one.published()).containsExactly(Convention.BAND_WEIGHT);
        assertThat(one.toText()).contains("int T L_nu dlambda").doesNotContain("gamma L(power law)");
    }

    @Test
    void everyConventionCanBeSwitchedByItselfAndChangesTheBands() {
        var sed = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), ModifiedCalzetti.law(), DraineLi07.dust())
                .at(Units.redshift(0.001));
        var p = new double[] {0.2, 0.3, 1, 2, 2, 0.02, 0.5, -0.7, 0.6, 2, 2.2, 3e5, 0.2, 0.044};
        var right = bands(sed, p);
        for (var convention : Convention.values()) {
            var published = sed.asPublished(convention);
            if (convention == Convention.MINIMUM_DISTANCE) {
                assertThat(published.distance().megaparsec()).isEqualTo(10);
                assertThat(sed.distance().megaparsec()).isLessThan(5);
                continue;
            }
            double largest = 0;
            var got = bands(published, p);
            for (int b = 0; b < got.length; b++) {
                largest = Math.max(largest, Math.abs(got[b] / right[b] - 1));
            }
            assertThat(largest).as(convention.name()).isBetween(1e-7, 2.0);
        }
    }

    private static double[] bands(Sed sed, double[] p) {
        var range = SedRange.everything();
        for (int j = 5; j < p.length; j++) {
            range = range.fix(sed.parameters().get(j), p[j]);
        }
        return sed.bind(Ngc628Reference.BANDS, range).bands(p);
    }

    @Test
    void starsAloneAreAModel() {
        var bare = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins());
        assertThat(bare.toText()).contains("attenuation").contains("none");
        assertThat(bare.spectrum(new double[] {1, 1, 1, 1, 1, 0.02}).absorbedLuminosity())
                .isZero();
        var smc = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), Smc.law());
        var bound = smc.bind(List.of("SDSS_g"), SedRange.everything().vary(Smc.TAU_V, 0, 2));
        assertThat(bound.bands(1, 1, 1, 1, 1, 0.02, 1)[0]).isLessThan(bound.bands(1, 1, 1, 1, 1, 0.02, 0)[0]);
    }

    @Test
    void componentsThatDoNotBelongTogetherAreNamed() {
        assertThatThrownBy(() -> Sed.of(Pegase.kroupa(), Calzetti.law()))
                .hasMessageContaining("needs a star formation history, PiecewiseSfh.bins()");
        assertThatThrownBy(() -> Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), DraineLi07.dust()))
                .hasMessageContaining("radiates what an attenuation law absorbs; add one, Calzetti.law()");
        assertThatThrownBy(() -> Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), Calzetti.law(), Smc.law()))
                .hasMessageContaining("'SMC bar extinction' has no place");
        assertThatThrownBy(() -> PiecewiseSfh.bins(0, 1e9, 1e8)).hasMessageContaining("must be finite, increasing");
        assertThatThrownBy(() -> PiecewiseSfh.bins(1e9)).hasMessageContaining("at least 2 edges");
    }

    @Test
    void parametersAndPriorsOutsideTheModelAreNamed() {
        assertThatThrownBy(() -> SED.fix(ModifiedCalzetti.DELTA, 0.1))
                .hasMessageContaining("this model has no parameter 'delta'; it has psi_1")
                .hasMessageEndingWith("qPAH");
        assertThatThrownBy(() -> SED.fix(asterism.param.Parameter.parameter("qpah", ""), 0.01))
                .hasMessageEndingWith("did you mean 'qPAH'?");
        assertThatThrownBy(() -> SED.fix(PiecewiseSfh.PSI.bin(6), 1))
                .hasMessageContaining("it has 5 age bins, psi_1 to psi_5");
        assertThatThrownBy(() -> SED.prior(DraineLi07.Q_PAH, Prior.uniform(0, 0.2)))
                .hasMessageContaining("prior U(0, 0.2) for qPAH reaches outside the model's range [0.0047, 0.0458]");
        assertThatThrownBy(() -> SED.fix(Pegase.Z_MET, 0.2))
                .hasMessageContaining("zMet reaches outside the model's range [0.001, 0.1]");
        SED.prior(DraineLi07.Q_PAH, Prior.normal(0.03, 0.01)); // an unbounded prior is cut off at the range
        assertThatThrownBy(() -> SedRange.everything().vary(DraineLi07.U_MIN, 0.1, 30))
                .hasMessageContaining("uMin = [0.1, 30] reaches outside the model's range [0.1, 25]");
        assertThatThrownBy(() -> SedRange.everything().vary(DraineLi07.U_MIN, 3, 2))
                .hasMessageContaining("needs lower <= upper");
        assertThatThrownBy(() -> SED.spectrum(new double[] {1, 1, 1, 1, 1, 0.02, -1, 2, 1, 3e5, 0, 0.02}))
                .hasMessageContaining("tauV must be in [0, infinity), got -1.0");
        assertThatThrownBy(() -> SED.spectrum(new double[3])).hasMessageContaining("got 3 values");
        assertThatThrownBy(() -> SED.spectra(2, 1))
                .hasMessageContaining("must be above 0 and increase; number 2 is 1.0");
    }

    @Test
    void everythingShowsItself() {
        var s = SED.spectrum(new double[] {1, 1, 1, 1, 1, 0.02, 1, 2, 1, 3e5, 0, 0.02});
        assertThat(s.toText()).contains("absorbed by dust").contains("Lsun");
        for (var component : new SedComponent[] {
            Pegase.kroupa(), PiecewiseSfh.bins(), Calzetti.law(), Smc.law(), ModifiedCalzetti.law(), DraineLi07.dust()
        }) {
            assertThat(component.toHtml()).contains("source");
        }
        assertThat(DraineLi07.dust().asPublished().toText()).contains("as published: dust mixture");
        assertThat(SED.bind(List.of("SDSS_g")).toString()).isEqualTo("BoundSed(1 bands, 12 parameters, 12 vary)");
    }
}
