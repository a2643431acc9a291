package asterism.xray;

import static asterism.xray.Aperture.aperture;
import static asterism.xray.Observation.obsid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Observations as an observer describes them. */
class ObservationTest {

    private static final Observation FIRST = obsid(1575)
            .exposure(37_664)
            .effectiveArea(340)
            .with(aperture("source").counts(42).psfFraction("S1", 0.91).area(28.3))
            .with(aperture("background").counts(310).psfFraction("S1", 0.06).area(905));

    private static final Observation SECOND = obsid(4682)
            .exposure(23_568)
            .effectiveArea(335)
            .with(aperture("source").counts(31).psfFraction("S1", 0.90).area(28.3))
            .with(aperture("background").counts(205).psfFraction("S1", 0.07).area(905));

    @Test
    void theMatrixIsFractionTimesExposureTimesArea() {
        var matrix = Bundle.of(FIRST, SECOND).matrix();
        assertThat(matrix.columns()).containsExactly("S1", "bkg:1575", "bkg:4682");
        assertThat(matrix.rows()).containsExactly("1575:source", "1575:background", "4682:source", "4682:background");
        assertThat(matrix.get("1575:source", "S1")).isEqualTo(37_664.0 * 340 * 0.91);
        assertThat(matrix.get("4682:background", "bkg:4682")).isEqualTo(23_568.0 * 335 * 905);
        assertThat(matrix.get("1575:source", "bkg:4682")).isZero();
        assertThat(Bundle.of(FIRST, SECOND).problem().assemble().counts).containsExactly(42, 310, 31, 205);
    }

    @Test
    void whatIsGivenDecidesTheUnit() {
        var bare = obsid(1).with(
                        aperture("source").counts(1).psfFraction("S1", 0.9).area(20));
        assertThat(bare.unit()).isEqualTo(IntensityUnit.NET_COUNTS);
        assertThat(bare.exposure(10).unit()).isEqualTo(IntensityUnit.COUNT_RATE);
        assertThat(bare.exposure(10).effectiveArea(300).unit()).isEqualTo(IntensityUnit.PHOTON_FLUX);
        assertThat(bare.exposure(10).effectiveArea(300).photonEnergy(2e-9).unit())
                .isEqualTo(IntensityUnit.ENERGY_FLUX);
        var energy = bare.exposure(10).effectiveArea(300).photonEnergy(2e-9).input();
        assertThat(energy.response()[0][0]).isEqualTo(10.0 * 300 / 2e-9 * 0.9);
    }

    @Test
    void anApertureMayHaveAnExposureOfItsOwn() {
        var input = obsid(1).exposure(100)
                .with(aperture("source")
                        .counts(1)
                        .psfFraction("S1", 0.9)
                        .area(20)
                        .relativeExposure(0.5))
                .with(aperture("background").counts(1).area(900))
                .input();
        assertThat(input.response()).isDeepEqualTo(new double[][] {{45, 1000}, {0, 90_000}});
    }

    @Test
    void impossibleNumbersAreRefusedWhereTheyAreGiven() {
        assertThatThrownBy(() -> aperture("source").psfFraction("S1", 91.0))
                .hasMessage("aperture 'source': PSF fraction of source 'S1' must be in [0, 1], got 91.0");
        assertThatThrownBy(() -> aperture("source").psfFraction("S1", Double.NaN))
                .hasMessageContaining("got NaN");
        assertThatThrownBy(() -> aperture("source").counts(-3))
                .hasMessage("aperture 'source': counts must not be negative, got -3");
        assertThatThrownBy(() -> aperture("source").area(0))
                .hasMessage("aperture 'source': area must be finite and above 0, got 0.0 arcsec2");
        assertThatThrownBy(() -> aperture("source").relativeExposure(-1))
                .hasMessageContaining("relative exposure must be finite and not negative, got -1.0");
        assertThatThrownBy(() -> aperture(" ")).hasMessageContaining("its label is empty");
        assertThatThrownBy(() -> obsid(7).exposure(-5))
                .hasMessage("obsid 7: exposure must be finite and above 0, got -5.0 s");
        assertThatThrownBy(() -> FIRST.with(aperture("source")))
                .hasMessage("obsid 1575: aperture 'source' stands twice; give each its own label");
    }

    @Test
    void allThatIsMissingIsSaidAtOnce() {
        var half = obsid(7).effectiveArea(300)
                .with(aperture("source").counts(3))
                .with(aperture("background").area(900));
        assertThatThrownBy(() -> Bundle.of(half))
                .hasMessage("obsid 7 is not complete: an effective area needs an exposure; use .exposure(seconds); "
                        + "no aperture sees a source; use aperture(...).psfFraction(\"S1\", 0.9); "
                        + "aperture 'source' has no area; use .area(arcsec2); "
                        + "aperture 'background' has no counts; use .counts(n)");
    }

    @Test
    void anObservationShowsItself() {
        assertThat(FIRST.toText()).contains("Obsid 1575").contains("37664 s").contains("photon cm-2 s-1");
        assertThat(Bundle.of(FIRST, SECOND).toText()).contains("4682");
        assertThat(obsid(7).with(aperture("source")).toText()).contains("?");
    }
}
