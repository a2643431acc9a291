package asterism.sed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Cosmology;
import asterism.unit.Units;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedshiftTest {

    private static double worst(ModelLibrary library) {
        var table = Csv.resource("redshift_models.csv");
        double worst = 0;
        for (int i = 0; i < table.size(); i++) {
            double z = table.number(i, "z");
            var sed = Sed.of(
                            Pegase.kroupa(),
                            PiecewiseSfh.bins(Csv.numbers(table.text(i, 2))),
                            ModifiedCalzetti.law(),
                            DraineLi07.dust())
                    .at(Units.redshift(z))
                    .library(library)
                    .asPublished();
            var p = Csv.numbers(table.text(i, 3));
            for (var label : Ngc628Reference.BANDS) {
                double expected = table.number(i, label);
                var filter = sed.filters().get(label);
                if (Double.isNaN(expected)
                        || filter.shortest() < 0.1 * (1 + z)
                        || filter.longest() > 1000 * (1 + z)
                        || expected == 0) {
                    continue;
                }
                var bound = sed.bind(List.of(label), fixedAt(sed, p));
                worst = Math.max(worst, Math.abs(bound.bands(p)[0] / expected - 1));
            }
        }
        System.out.printf("redshift_models.csv, %s: worst relative difference %.3g%n", library.provenance(), worst);
        return worst;
    }

    private static SedRange fixedAt(Sed sed, double[] p) {
        var range = SedRange.everything();
        for (int j = 0; j < p.length; j++) {
            var parameter = sed.parameters().get(j);
            range = PiecewiseSfh.PSI.covers(parameter) ? range : range.fix(parameter, p[j]);
        }
        return range;
    }

    @Test
    void publishedModelsAtRedshiftWithTheFullGrids() {
        assertThat(worst(FullLibrary.read(Ngc628Reference.BANDS))).isLessThan(1e-9);
    }

    @Test
    void publishedModelsAtRedshiftWithTheCompactLibrary() {
        assertThat(worst(ModelLibrary.compact())).isLessThan(2e-2);
    }

    @Test
    void distancesAndAgesAgreeWithTheReference() {
        var table = Csv.resource("cosmology.csv");
        for (int i = 0; i < table.size(); i++) {
            double z = table.number(i, "z");
            var at = Units.redshift(z);
            assertThat(at.megaparsec() / table.number(i, 1)).as("z = %s", z).isEqualTo(1, within(1e-10));
            assertThat(at.universeAge() / table.number(i, 3) / 1e9).isEqualTo(1, within(1e-12));
            var published = Ngc628Reference.sed().at(at).asPublished().distance();
            assertThat(published.megaparsec() / table.number(i, 2)).isEqualTo(1, within(1e-10));
            assertThat(published.lnuPerMillijansky() / table.number(i, 4)).isEqualTo(1, within(1e-10));
            var edges = Csv.numbers(table.text(i, 5));
            var own = PiecewiseSfh.bins().edges(at);
            assertThat(own).hasSameSizeAs(edges);
            for (int j = 1; j < edges.length; j++) {
                assertThat(own[j] / edges[j]).isEqualTo(1, within(1e-12));
            }
        }
        assertThat(Units.mpc(7.3).universeAge() / 13.466983947061876e9).isEqualTo(1, within(1e-13));
    }

    @Test
    void aNearbyGalaxyKeepsItsDistanceAndThePublishedMinimumIsAnOption() {
        var sed = Ngc628Reference.sed().at(Units.redshift(0.0005));
        assertThat(sed.distance().megaparsec()).isEqualTo(2.1422043, within(1e-6));
        assertThat(sed.asPublished(Convention.MINIMUM_DISTANCE).distance().megaparsec())
                .isEqualTo(10);
        var both = Ngc628Reference.sed().at(Units.mpc(7.3).redshift(0.00219)).asPublished();
        assertThat(both.distance().megaparsec()).isEqualTo(7.3);
        assertThat(both.distance().redshift()).isEqualTo(0.00219);
    }

    @Test
    void fluxesBecomeLuminosities() {
        assertThat(Units.mpc(1).lnuPerMillijansky()).isEqualTo(3.1256404985985e-10, within(1e-22));
        assertThat(Units.mpc(7.3).lnuPerMillijansky()).isEqualTo(3.1256404985985e-10 * 7.3 * 7.3, within(1e-19));
    }

    @Test
    void anotherCosmologyChangesDistanceAndAge() {
        var planck = Units.redshift(1).cosmology(Cosmology.flat(67.66, 0.3111));
        // Planck Collaboration 2018 parameters, flat, no radiation: 6796 Mpc and 5.86 Gyr (1 per mille)
        assertThat(planck.megaparsec()).isEqualTo(6800, within(20.0));
        assertThat(planck.universeAge() / 1e9).isEqualTo(5.86, within(0.03));
        assertThat(Units.mpc(7.3).cosmology(Cosmology.flat(67.66, 0.3111)).megaparsec())
                .isEqualTo(7.3);
    }

    @Test
    void badDistancesSaySo() {
        assertThatThrownBy(() -> Units.redshift(0)).hasMessageContaining("redshift(0) has no distance");
        assertThatThrownBy(() -> Units.redshift(-0.001)).hasMessageContaining("must be 0 or above, got -0.001");
        assertThatThrownBy(() -> Units.mpc(0)).hasMessageContaining("must be above 0 Mpc, got 0.0");
        assertThatThrownBy(() -> Units.mpc(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Cosmology.flat(70, 1.3)).hasMessageContaining("omegaM must be between 0 and 1");
        assertThatThrownBy(() -> PiecewiseSfh.bins().edges(Units.redshift(7)))
                .hasMessageContaining("Gyr old, younger than the 1 Gyr edge");
        assertThatThrownBy(() -> Ngc628Reference.sed()
                        .at(Units.redshift(1))
                        .at(Units.redshift(1))
                        .parameters()
                        .get(5)
                        .bin(1))
                .hasMessageContaining("has no bins");
        assertThatThrownBy(() ->
                        Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(0, 1e8, 1e10)).at(Units.redshift(1)))
                .hasMessageContaining("the oldest edge, 10 Gyr, exceeds the age of the universe");
    }
}
