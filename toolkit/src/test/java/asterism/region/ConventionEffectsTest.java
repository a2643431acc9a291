package asterism.region;

import static asterism.infer.Samplers.ensemble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.sed.PiecewiseSfh;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConventionEffectsTest {

    @Test
    void areMeasuredFromTheRightFormulas() {
        assertThatThrownBy(() -> ConventionEffects.of(Ngc628.model().asPublished(), ensemble()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this model has published ones in force");
    }

    /** The medians under all published conventions are those of the published posterior (reference/sed). */
    @Test
    @Tag("long")
    void allTogetherGiveThePublishedMedians() {
        var effects = ConventionEffects.of(
                Ngc628.model(), ensemble().walkers(64).steps(20_000).thin(20).seed(1));
        assertThat(effects.names()).startsWith("right", "dust mixture").endsWith("all, as published");
        var published = effects.samples("all, as published");
        assertThat(published.median("disk/psi_3")).isCloseTo(2.488, within(0.1));
        assertThat(published.median("disk/tauV")).isCloseTo(0.4684, within(0.005));
        // the width of the connection alone moves the center's PAH fraction towards the disk's
        assertThat(effects.shift("narrow connections", "center/qPAH")).isBetween(0.3, 0.7);
        assertThat(effects.table().rowCount()).isEqualTo(effects.names().size() - 1);
        assertThat(effects.toHtml()).contains("band average");
        assertThat(effects.plot("disk", PiecewiseSfh.PSI).toSvg()).contains("band average");
        assertThatThrownBy(() -> effects.plot("bulge", PiecewiseSfh.PSI)).hasMessageContaining("bulge");
    }
}
