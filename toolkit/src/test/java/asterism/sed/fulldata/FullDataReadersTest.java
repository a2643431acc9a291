package asterism.sed.fulldata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.Shared;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FullDataReadersTest {

    @Test
    void everyPopulationHasTheDocumentedShape() {
        var modelData = Shared.path("model-data");
        for (double z : FullPegase.METALLICITIES) {
            var p = FullPegase.read(modelData, z, true);
            assertThat(p.age).hasSize(69);
            assertThat(p.wave).hasSize(1221);
            assertThat(p.lnu).hasSize(1221 * 69);
            assertThat(p.lineWave).hasSize(61);
            assertThat(p.lines).hasSize(61 * 69);
            assertThat(p.mstars[0]).isEqualTo(1.0, within(1e-3));
            int lyman = -Arrays.binarySearch(p.wave, 0.0912) - 1;
            for (int i = 0; i < lyman * 69; i++) {
                assertThat(p.lnu[i]).isZero();
            }
        }
    }

    @Test
    void everyDustSpectrumCoversOneMicronToOneCentimeter() {
        var modelData = Shared.path("model-data");
        for (var u : FullDraineLi.INTENSITIES) {
            for (var model : FullDraineLi.MODELS) {
                var d = FullDraineLi.read(modelData, u, model);
                assertThat(d.wave).hasSize(1001);
                assertThat(d.wave[0]).isEqualTo(1.0);
                assertThat(d.wave[1000]).isEqualTo(1e4);
                // trapezoid over nu of L_nu against the power in the header, which includes light below 1 um
                double power = 0;
                for (int i = 1; i < 1001; i++) {
                    power += 0.5 * (d.lnu[i] + d.lnu[i - 1]) * 2.99792458e14 * (1 / d.wave[i - 1] - 1 / d.wave[i]);
                }
                assertThat(power / d.powerPerH).as("U%s %s", u, model).isBetween(0.97, 1.01);
            }
        }
    }

    @Test
    void filterCurvesAreFoundByLabel() {
        var modelData = Shared.path("model-data");
        for (var label : new String[] {"GALEX_FUV", "SDSS_r", "2MASS_Ks", "IRAC_CH4", "MIPS_CH1", "SPIRE_500"}) {
            var filter = FullFilter.read(modelData, label);
            assertThat(filter.wave).hasSameSizeAs(filter.transmission);
            assertThat(Arrays.stream(filter.transmission).max().orElseThrow()).isBetween(0.9, 1.1);
        }
    }
}
