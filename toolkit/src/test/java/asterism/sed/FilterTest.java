package asterism.sed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Constants;
import asterism.unit.Units;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterTest {

    @TempDir
    private Path folder = Path.of(".");

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("curve.txt"), text);
    }

    @Test
    void meanAndPivotWavelengthsAgreeWithTheReference() {
        var table = Csv.resource("filters.csv");
        double worst = 0;
        for (int i = 0; i < table.size(); i++) {
            var label = table.text(i, 0);
            if (FilterSet.standard().has(label)) {
                var filter = FilterSet.standard().get(label);
                worst = Math.max(worst, Math.abs(filter.meanWavelength() / table.number(i, "native_mean_wave_um") - 1));
                worst = Math.max(worst, Math.abs(filter.pivotWavelength() / table.number(i, "native_pivot_um") - 1));
            }
        }
        System.out.printf("filters.csv, compact curves: worst relative difference %.3g%n", worst);
        assertThat(worst).isLessThan(2e-3);
        var full = FullLibrary.read(Ngc628Reference.BANDS).filters();
        for (int i = 0; i < 25; i++) {
            var filter = full.get(table.text(i, 0));
            assertThat(filter.meanWavelength() / table.number(i, "native_mean_wave_um"))
                    .as(filter.label())
                    .isEqualTo(1, within(2e-4)); // the reference takes the trapezoid rule over the moment
        }
    }

    @Test
    void theStandardSetHasTheBandsOfTheLibrary() {
        assertThat(FilterSet.standard().size()).isEqualTo(46);
        assertThat(FilterSet.standard().labels()).containsAll(Ngc628Reference.BANDS);
        assertThat(FilterSet.standard().toText()).contains("GALEX_FUV").contains("0.152");
        assertThat(FilterSet.standard().get("SDSS_r").toText())
                .contains("pivot wavelength")
                .contains("per unit energy");
    }

    /** Weighted mean of a power law lambda^n in a band: what the rule's weights must give. */
    private static double bandOfPowerLaw(Sed sed, Filter filter, int n) {
        var rule = SpectralRule.of(sed, List.of(filter));
        var s = new double[rule.nPoints()];
        for (int i = 0; i < rule.nContinuum; i++) {
            s[i] = Math.pow(rule.wave[i], n);
        }
        return rule.band(0, s);
    }

    @Test
    void aBandAveragesOverFrequencyAndThePublishedOneOverWavelength() {
        // T = 1 from 1 to 2 um and L_nu = lambda^2
        var hat = Filter.topHat("box", 1, 2);
        var sed = Ngc628Reference.sed();
        double energy = 1 / 0.5; // int dlambda / int dlambda/lambda^2
        double photon = 1.5 / Math.log(2); // int lambda dlambda / int dlambda/lambda
        double published = 7.0 / 3;
        assertThat(bandOfPowerLaw(sed, hat, 2)).isEqualTo(energy, within(1e-9));
        assertThat(bandOfPowerLaw(sed, hat.countingPhotons(), 2)).isEqualTo(photon, within(1e-9));
        assertThat(bandOfPowerLaw(sed.asPublished(Convention.BAND_WEIGHT), hat, 2))
                .isEqualTo(published, within(1e-9));
    }

    @Test
    void aRedshiftedBandSeesBluerLightAndCarriesTheFactorOnePlusZ() {
        var hat = Filter.topHat("box", 1, 2);
        var near = bandOfPowerLaw(Ngc628Reference.sed(), hat, 0);
        var far = bandOfPowerLaw(Ngc628Reference.sed().at(Units.mpc(5000).redshift(1)), hat, 0);
        assertThat(near).isEqualTo(1, within(1e-12));
        assertThat(far).isEqualTo(2, within(1e-12));
        assertThat(bandOfPowerLaw(Ngc628Reference.sed().at(Units.mpc(5000).redshift(1)), hat, 2))
                .isEqualTo(2 * 0.5, within(1e-9));
    }

    @Test
    void aTopHatHasItsExactEdgesHoweverNarrow() {
        // the published tables lose 0.8 % of a top hat to the sampling of its edges
        for (double width : new double[] {1e-4, 0.013, 0.5}) {
            var hat = Filter.topHat("hat", 0.7, 0.7 + width);
            assertThat(bandOfPowerLaw(Ngc628Reference.sed(), hat, 0)).isEqualTo(1, within(1e-12));
            assertThat(bandOfPowerLaw(Ngc628Reference.sed(), hat, 2)).isEqualTo(0.7 * (0.7 + width), within(1e-10));
        }
    }

    @Test
    void aLineIsSeenWithTheTransmissionAtItsWavelength() {
        // L / (width of the band in frequency) for a line in a top hat
        var hat = Filter.topHat("hat", 0.64, 0.68);
        var rule = SpectralRule.of(Ngc628Reference.sed(), List.of(hat));
        var lines = ModelLibrary.compact().stars(true).lines();
        for (int k = 0; k < lines.size(); k++) {
            var s = new double[rule.nPoints()];
            s[rule.nContinuum + k] = 1;
            double nu = Constants.LIGHT_SPEED_MICRON * (1 / 0.64 - 1 / 0.68);
            boolean inside = lines.get(k).micron() > 0.64 && lines.get(k).micron() < 0.68;
            assertThat(rule.band(0, s) * nu).isEqualTo(inside ? 1 : 0, within(1e-9));
        }
    }

    @Test
    void bandsOutsideTheModelAreRefused() {
        var sed = Ngc628Reference.sed();
        assertThatThrownBy(() -> sed.filter(Filter.topHat("radio", 2000, 3000)).bind(List.of("radio")))
                .hasMessageContaining("band 'radio': only 0.0 % of its filter (2000 to 3000 um)")
                .hasMessageContaining("needs 95 %");
        assertThatThrownBy(() -> sed.at(Units.redshift(1)).bind(List.of("GALEX_FUV")))
                .hasMessageContaining("band 'GALEX_FUV': only")
                .hasMessageContaining("at z = 1, 0.1824 to 2000 um");
        assertThatThrownBy(() -> sed.filter(Filter.topHat("edge", 900, 1010)).bind(List.of("edge")))
                .hasMessageContaining("only 90.9 %");
        assertThat(sed.filter(Filter.topHat("edge", 900, 1003))
                        .bind(List.of("edge"))
                        .nBands())
                .isEqualTo(1);
        assertThatThrownBy(() -> Sed.of(Pegase.kroupa(), PiecewiseSfh.bins()).bind(List.of("SPIRE_250")))
                .hasMessageContaining("0.0912 to 160 um");
    }

    @Test
    void anUnknownLabelIsAnsweredWithTheNearestNames() {
        assertThatThrownBy(() -> FilterSet.standard().get("2MASS_K"))
                .hasMessageContaining("no filter '2MASS_K'; did you mean 2MASS_Ks");
        assertThatThrownBy(() -> FilterSet.standard().get("galex fuv")).hasMessageContaining("GALEX_FUV");
        assertThatThrownBy(() -> FilterSet.standard().get(List.of("SDSS_q", "GALEX_FUV", "IRAC_5")))
                .hasMessageContaining("'SDSS_q' (nearest: SDSS_")
                .hasMessageContaining("'IRAC_5' (nearest: IRAC_CH");
        assertThatThrownBy(() -> FilterSet.standard().get(List.of("SDSS_g", "SDSS_r", "SDSS_g")))
                .hasMessageContaining("band 'SDSS_g' stands twice");
        assertThatThrownBy(() -> FilterSet.of(List.of(Filter.topHat("a", 1, 2), Filter.topHat("a", 2, 3))))
                .hasMessageContaining("two filters have the label 'a'");
    }

    @Test
    void aCurveIsSortedAndPointsOfOneWavelengthAreAveraged() throws IOException {
        var text = "# wave[microns]    norm_trans\n0.52 0.5\n0.50, 0\n0.51;1.0\n0.51\t0.8\n0.53 0\n";
        var filter = Filter.read("mine", file(text), Filter.WavelengthUnit.MICRON);
        assertThat(filter.wavelengths()).containsExactly(0.50, 0.51, 0.52, 0.53);
        assertThat(filter.transmissions()).containsExactly(0, 0.9, 0.5, 0);
        var angstrom = Filter.read("mine", file("lambda,T\n5000,0\n5100,1\n5200,0\n"), Filter.WavelengthUnit.ANGSTROM);
        assertThat(angstrom.shortest()).isEqualTo(0.5, within(1e-15));
        assertThat(angstrom.at(0.505)).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void badNumbersInACurveAreNamedWithTheirLine() throws IOException {
        var stars = file("# wave\n1.5 0.2\n1.6 *************\n1.7 0.1\n");
        assertThatThrownBy(() -> Filter.read("ISPI_H", stars, Filter.WavelengthUnit.MICRON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "curve.txt, line 3: '1.6 *************' does not hold a wavelength and a transmission");
        assertThatThrownBy(() -> Filter.read("x", folder.resolve("none.txt").toString()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.txt");
        assertThatThrownBy(() -> Filter.of("x", new double[] {1, 2}, new double[] {0.5, -0.1}))
                .hasMessageContaining("transmission at 2 um must be 0 or above, got -0.1");
        assertThatThrownBy(() -> Filter.of("x", new double[] {1, Double.NaN}, new double[] {1, 1}))
                .hasMessageContaining("wavelength of point 2 must be above 0 um, got NaN");
        assertThatThrownBy(() -> Filter.of("x", new double[] {1, 2}, new double[] {0, 0}))
                .hasMessageContaining("the transmission is 0 everywhere");
        assertThatThrownBy(() -> Filter.of("x", new double[] {1, 1}, new double[] {0, 1}))
                .hasMessageContaining("all points have the same wavelength");
        assertThatThrownBy(() -> Filter.of("x", new double[] {1}, new double[] {1, 2}))
                .hasMessageContaining("1 wavelengths and 2 transmissions");
        assertThatThrownBy(() -> Filter.topHat("x", 2, 1)).hasMessageContaining("topHat needs 0 < from < to");
    }
}
