package asterism.sed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stars in age bins: spectra, masses, luminosities, lines. */
class PopulationTest {

    private static final List<String> BANDS = Ngc628Reference.BANDS;

    private static Sed bare(double[] edges) {
        return Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(edges)).asPublished();
    }

    /** Worst relative difference in bands (per 1 Msun/yr in one bin) and in masses, Lbol and q0. */
    private static double[] worst(String file, ModelLibrary library) {
        var table = Csv.resource(file);
        double bands = 0;
        double scalars = 0;
        for (int i = 0; i < table.size(); ) {
            int j = i;
            var edges = new java.util.ArrayList<Double>();
            edges.add(table.number(i, "t_lo_yr"));
            while (j < table.size() && (j == i || table.number(j, "bin") > 0)) {
                edges.add(table.number(j++, "t_hi_yr"));
            }
            var sed = bare(edges.stream().mapToDouble(Double::doubleValue).toArray())
                    .library(library);
            var bins = new StellarBins(sed);
            // only filters within the stars' 160 um
            var labels = BANDS.stream()
                    .filter(b -> !b.startsWith("SPIRE") && !b.startsWith("PACS"))
                    .toList();
            var rule = SpectralRule.of(sed, sed.filters().get(labels));
            double z = table.number(i, "Z");
            var mass = bins.survivingMass(z);
            for (int a = 0; a < bins.nBins(); a++) {
                var s = bins.spectrum(z, a, rule);
                for (int b = 0; b < labels.size(); b++) {
                    double expected = table.number(i + a, labels.get(b));
                    bands = Math.max(bands, Math.abs(rule.band(b, s) / expected - 1));
                }
                scalars = Math.max(scalars, Math.abs(mass[a] / table.number(i + a, "mstar_msun") - 1));
                double lbol = table.number(i + a, "Lbol_lsun");
                if (!Double.isNaN(lbol)) {
                    int iz = Arrays.binarySearch(bins.grid().metallicities(), z);
                    scalars = Math.max(
                            scalars, Math.abs(bins.integral(a, t -> bins.grid().bolometric(iz, t)) / lbol - 1));
                    double q0 = table.number(i + a, "q0_per_s");
                    double gotQ0 = bins.integral(a, t -> bins.grid().ionizingPhotons(iz, t));
                    scalars = Math.max(scalars, q0 == 0 ? gotQ0 : Math.abs(gotQ0 / q0 - 1));
                }
            }
            i = j;
        }
        System.out.printf(
                "%s, %s: bands %.3g, masses and luminosities %.3g%n", file, library.provenance(), bands, scalars);
        return new double[] {bands, scalars};
    }

    @Test
    void publishedBinsWithTheFullGrids() {
        for (var file : List.of("pegase_bins_default.csv", "pegase_bins_other.csv")) {
            var w = worst(file, FullLibrary.read(BANDS));
            assertThat(w[0]).isLessThan(1e-9);
            assertThat(w[1]).isLessThan(1e-9);
        }
    }

    @Test
    void publishedBinsWithTheCompactLibrary() {
        var w = worst("pegase_bins_default.csv", ModelLibrary.compact());
        assertThat(w[0]).isLessThan(2e-2);
        assertThat(w[1]).isLessThan(1e-4);
    }

    @Test
    void lineLuminositiesOfBinsAgreeWithTheReference() {
        var table = Csv.resource("pegase_lines_bins.csv");
        // the published name SII6730 returns the line at 0.6716 um
        double[] micron = {0.1216, 0.1663, 0.1907, 0.3727, 0.4861, 0.5007, 0.6562, 0.6583, 0.6716, 0.6716, 0.9069, 1.083
        };
        var sed = Ngc628Reference.sed().asPublished();
        for (var library : List.of(ModelLibrary.compact(), FullLibrary.read(BANDS))) {
            var bins = new StellarBins(sed.library(library));
            var lines = bins.grid().lines();
            double worst = 0;
            for (int i = 0; i < table.size(); i++) {
                int z = Arrays.binarySearch(bins.grid().metallicities(), table.number(i, "Z"));
                for (int k = 0; k < micron.length; k++) {
                    int at = -1;
                    for (int j = 0; j < lines.size(); j++) {
                        at = Math.abs(lines.get(j).micron() - micron[k]) < 1e-6 ? j : at;
                    }
                    double expected = table.number(i, k + 2);
                    double got = bins.line(z, (int) table.number(i, "bin"), at);
                    worst = Math.max(worst, expected == 0 ? got : Math.abs(got / expected - 1));
                }
            }
            System.out.printf("pegase_lines_bins.csv, %s: %.3g%n", library.provenance(), worst);
            assertThat(worst).isLessThan(library instanceof FullLibrary ? 1e-9 : 1e-3);
        }
    }

    @Test
    void ageBinsAreIntegratedExactlyAndThePublishedRuleLosesItsLastSample() {
        var ages = ModelLibrary.compact().stars(true).ages();
        var edges = Ngc628Reference.sed().ageEdges();
        var right = new StellarBins(Ngc628Reference.sed());
        double width = edges[5] - edges[4];
        assertThat(right.integral(4, t -> 1)).isEqualTo(width, within(1e-5));
        assertThat(right.integral(4, t -> ages[t]))
                .isEqualTo(0.5 * (edges[5] * edges[5] - edges[4] * edges[4]), within(1e7));
        var published = new StellarBins(Ngc628Reference.sed().asPublished(Convention.AGE_QUADRATURE));
        assertThat(published.integral(4, t -> 1) / width).isEqualTo(0.99, within(1e-9));
        double mass = published.survivingMass(0.02)[4] / right.survivingMass(0.02)[4];
        assertThat(mass - 1).isEqualTo(-0.0107, within(3e-4));
        assertThat(published.integral(0, t -> 1)).isEqualTo(1e7, within(1e-3));
    }

    @Test
    void allLightOfALineIsCountedAndThePublishedGridGainsAndLosesLines() {
        // a top hat around a line, wide against it: the light of the line through it
        for (var line : new double[][] {{0.6562, 2.11}, {0.6583, 0}, {0.4861, 1.57}, {0.9069, 2.97}}) {
            var right = new StellarBins(Ngc628Reference.sed());
            var published = new StellarBins(Ngc628Reference.sed().asPublished());
            double fraction = lineLight(published, Ngc628Reference.sed().asPublished(), line[0]);
            double whole = lineLight(right, Ngc628Reference.sed(), line[0]);
            assertThat(whole).as("right, %s um", line[0]).isEqualTo(1, within(1e-9));
            assertThat(fraction).as("published, %s um", line[0]).isEqualTo(line[1], within(0.01));
        }
    }

    /** Power that a spectrum with one line of 1 Lsun has on the model's points. */
    private static double lineLight(StellarBins bins, Sed sed, double micron) {
        var rule = SpectralRule.of(sed, List.of());
        var lines = bins.grid().lines();
        for (int k = 0; k < lines.size(); k++) {
            if (lines.get(k).micron() == micron) {
                var s = new double[rule.nPoints()];
                if (rule.nPoints() > rule.nContinuum) {
                    s[rule.nContinuum + k] = 1;
                } else {
                    for (int i = 0; i < s.length; i++) {
                        s[i] = lines.get(k).pixelProfile(rule.wave[i]);
                    }
                }
                return rule.power(s);
            }
        }
        throw new AssertionError(micron);
    }

    @Test
    void withoutNebularEmissionThereAreNoLinesAndLessLight() {
        var labels = List.of("SDSS_r", "2MASS_J");
        var p = new double[] {1, 0, 0, 0, 0, 0.02};
        var with = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins())
                .bind(labels, SedRange.everything())
                .bands(p);
        var without = Sed.of(Pegase.kroupa().nebular(false), PiecewiseSfh.bins())
                .bind(labels, SedRange.everything())
                .bands(p);
        assertThat(without[0]).isBetween(0.3 * with[0], 0.9 * with[0]);
        assertThat(without[1]).isLessThan(0.8 * with[1]);
    }

    @Test
    void theBolometricColumnAndTheSpectrumAgreeUpToTheIonizingLight() {
        // documented difference: the spectrum lacks the light below 0.0912 um that gas and dust do not give back
        var sed = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins());
        var bins = new StellarBins(sed);
        var rule = SpectralRule.of(sed, List.of());
        for (int a = 0; a < 5; a++) {
            double column = bins.integral(a, t -> bins.grid().bolometric(5, t));
            double spectrum = rule.power(bins.spectrum(0.02, a, rule));
            assertThat(spectrum / column).as("bin %s", a).isBetween(0.90, 1.02);
        }
    }
}
