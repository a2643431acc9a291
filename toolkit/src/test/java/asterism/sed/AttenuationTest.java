package asterism.sed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AttenuationTest {

    @Test
    void transmissionsAgreeWithTheReference() {
        var table = Csv.resource("attenuation.csv");
        double worst = 0;
        for (int i = 0; i < table.size(); i++) {
            var model = table.text(i, 0);
            double p1 = table.number(i, 1);
            double l = table.number(i, 4);
            double tau;
            switch (model) {
                case "Calzetti" -> tau = Calzetti.law().depth(l, new double[] {p1}, 0);
                case "SMC" -> tau = Smc.law().depth(l, new double[] {p1}, 0);
                case "Modified-Calzetti" ->
                    tau = ModifiedCalzetti.law()
                            .asPublished()
                            .depth(l, new double[] {p1, table.number(i, 2), table.number(i, 3)}, 0);
                default -> {
                    continue; // X-ray absorption
                }
            }
            double expected = table.number(i, 5);
            worst = Math.max(worst, expected == 0 ? Math.exp(-tau) : Math.abs(Math.exp(-tau) / expected - 1));
        }
        System.out.printf("attenuation.csv: worst relative difference %.3g%n", worst);
        assertThat(worst).isLessThan(1e-10);
    }

    @Test
    void opticalDepthInTheVisualIsTauV() {
        assertThat(Calzetti.law().depth(0.55, new double[] {1}, 0)).isEqualTo(1, within(5e-3));
        assertThat(Smc.law().depth(0.55, new double[] {1}, 0)).isEqualTo(1, within(1e-3));
    }

    @Test
    void birthCloudsDimOnlyTheYoungestBin() {
        var p = new double[] {0, 0, 1};
        var right = ModifiedCalzetti.law();
        assertThat(right.depth(0.55, p, 0)).isZero();
        assertThat(right.birthCloudDepth(0.55, p, 0)).isEqualTo(1);
        var published = right.asPublished();
        assertThat(published.depth(0.55, p, 0)).isEqualTo(1);
        assertThat(published.birthCloudDepth(0.55, p, 0)).isZero();

        var sed = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), ModifiedCalzetti.law());
        var old = new double[] {0, 0, 0, 1, 0, 0.02, 0, 0, 2};
        var young = new double[] {1, 0, 0, 0, 0, 0.02, 0, 0, 2};
        var bands = java.util.List.of("SDSS_g");
        var range = SedRange.everything().vary(ModifiedCalzetti.TAU_BC, 0, 3).fix(ModifiedCalzetti.DELTA, 0);
        double tau = 2 * 0.55 / 0.4686;
        for (boolean asPublished : new boolean[] {false, true}) {
            var model = asPublished ? sed.asPublished(Convention.BIRTH_CLOUDS) : sed;
            var dim = model.bind(bands, range);
            var clear = new double[9];
            System.arraycopy(old, 0, clear, 0, 8);
            double oldDimming = dim.bands(old)[0] / dim.bands(clear)[0];
            assertThat(oldDimming).isEqualTo(asPublished ? Math.exp(-tau) : 1, within(0.02));
            clear[0] = 1;
            clear[3] = 0;
            assertThat(dim.bands(young)[0] / dim.bands(clear)[0]).isEqualTo(Math.exp(-tau), within(0.02));
        }
    }

    @Test
    void theBumpEndsWhereTheLawEnds() {
        var p = new double[] {1, -1, 0};
        assertThat(ModifiedCalzetti.law().depth(2.5, p, 0)).isZero();
        assertThat(ModifiedCalzetti.law().depth(0.09, p, 0)).isZero();
        assertThat(ModifiedCalzetti.law().asPublished().depth(2.5, p, 0)).isPositive();
        assertThat(ModifiedCalzetti.law().asPublished().depth(0.09, p, 0)).isPositive();
        assertThat(ModifiedCalzetti.law().depth(0.2175, p, 0))
                .isEqualTo(ModifiedCalzetti.law().asPublished().depth(0.2175, p, 0));
    }
}
