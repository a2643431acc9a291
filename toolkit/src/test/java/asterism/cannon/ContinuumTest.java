package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.ReferenceJson;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Continua against those of the published package, and what they do to bad spectra. */
class ContinuumTest {

    private static ReferenceJson reference() {
        return ReferenceJson.resource(ContinuumTest.class, "continuum.json");
    }

    private static Spectra spectra(ReferenceJson reference) {
        return Spectra.of(reference.get("flux").rows(), reference.get("ivar").rows())
                .dispersion(reference.get("dispersion").numbers());
    }

    private static Continuum continuum(ReferenceJson reference, ReferenceJson configuration) {
        var continuum = Continuum.sines(configuration.get("order").integer())
                .length(configuration.get("L").number())
                .pixels(Arrays.stream(reference.get("continuum_pixels").numbers())
                        .mapToInt(j -> (int) j)
                        .toArray());
        if (configuration.get("regions").isList()) {
            for (var region : configuration.get("regions").list()) {
                // differs: the published code takes the first pixel beyond a region for one of its own
                double to = Arrays.stream(reference.get("dispersion").numbers())
                        .filter(w -> w >= region.numbers()[1])
                        .min()
                        .orElse(region.numbers()[1]);
                continuum = continuum.region(region.numbers()[0], to);
            }
        }
        return continuum;
    }

    @Test
    void continuaAgreeWithThePublishedOnes() {
        var reference = reference();
        for (var configuration : reference.get("cases").list()) {
            var fit = continuum(reference, configuration).fit(spectra(reference));
            double[][] expected = configuration.get("continuum").rows();
            for (int n = 0; n < expected.length; n++) {
                assertThat(relativeError(fit.continuum(n), expected[n])).isLessThan(1e-9);
                assertThat(relativeError(
                                fit.spectra().flux(n),
                                configuration
                                        .get("normalized_flux")
                                        .list()
                                        .get(n)
                                        .numbers()))
                        .isLessThan(1e-9);
                var amplitudes = configuration.get("amplitudes").list().get(n).list();
                for (int r = 0; r < amplitudes.size(); r++) {
                    assertThat(relativeError(
                                    fit.amplitudes(n, r), amplitudes.get(r).numbers()))
                            .isLessThan(1e-7);
                    double condition =
                            configuration.get("condition").list().get(n).numbers()[r];
                    assertThat(fit.condition(n, r)).isCloseTo(condition, within(1e-6 * condition));
                }
            }
            assertThat(relativeError(
                            fit.spectra().ivar(0),
                            configuration.get("normalized_ivar_first_row").numbers()))
                    .isLessThan(1e-9);
        }
    }

    private static double relativeError(double[] ours, double[] theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        double scale = Arrays.stream(theirs).map(Math::abs).max().orElseThrow();
        return IntStream.range(0, ours.length)
                        .mapToDouble(j -> Math.abs(ours[j] - theirs[j]))
                        .max()
                        .orElseThrow()
                / scale;
    }

    @Test
    void aContinuumOfItsOwnKindIsTakenOut() {
        int nPixels = 400;
        double[] wavelengths =
                IntStream.range(0, nPixels).mapToDouble(j -> 15_000 + 4 * j).toArray();
        double[] smooth = Arrays.stream(wavelengths)
                .map(w -> 3 + 0.5 * Math.cos(2 * Math.PI * w / 1400) - 0.2 * Math.sin(4 * Math.PI * w / 1400))
                .toArray();
        double[] ivar = new double[nPixels];
        Arrays.fill(ivar, 100);
        var fit = Continuum.sines(2)
                .fit(Spectra.of(new double[][] {smooth}, new double[][] {ivar}).dispersion(wavelengths));
        assertThat(Arrays.stream(fit.spectra().flux(0))).allMatch(f -> Math.abs(f - 1) < 1e-5); // the ridge of 1e-6
        assertThat(fit.spectra().ivar(0)[7]).isCloseTo(100 * smooth[7] * smooth[7], within(1e-2));
    }

    @Test
    void twiceTheFluxGivesTheSameSpectrum() {
        var reference = reference();
        var spectra = spectra(reference);
        var twice = IntStream.range(0, spectra.size())
                .mapToObj(n -> Arrays.stream(spectra.flux(n)).map(f -> 2 * f).toArray())
                .toArray(double[][]::new);
        var doubled = Spectra.of(twice, reference.get("ivar").rows())
                .dispersion(spectra.dispersion().orElseThrow());
        var continuum = continuum(reference, reference.get("cases").list().get(0));
        assertThat(relativeError(
                        continuum.fit(doubled).spectra().flux(1),
                        continuum.fit(spectra).spectra().flux(1)))
                .isLessThan(1e-10);
    }

    @Test
    void aSpectrumWithoutDataIsNamedAndTheOthersGetTheirContinuum() {
        var reference = reference();
        double[][] ivar = reference.get("ivar").rows();
        Arrays.fill(ivar[1], 0);
        var spectra = Spectra.of(reference.get("flux").rows(), ivar)
                .dispersion(reference.get("dispersion").numbers());
        var fit = Continuum.sines(1).fit(spectra);
        assertThat(fit.warnings())
                .containsExactly(
                        "spectrum 1 has no continuum pixel with data in all wavelengths: it counts as without data"
                                + " there");
        assertThat(fit.spectra().ivar(1)).containsOnly(0);
        assertThat(fit.spectra().flux(1)).containsOnly(1);
        assertThat(fit.spectra().ivar(2)[6]).isPositive();
    }

    @Test
    void pixelsOutsideAllRegionsAreReported() {
        var reference = reference();
        var fit = Continuum.sines(1).region(15_150, 15_180).fit(spectra(reference));
        assertThat(fit.warnings()).hasSize(1);
        assertThat(fit.warnings().get(0)).contains("lie outside all regions and were not normalized");
        assertThat(fit.toHtml()).contains("outside all regions");
    }

    @Test
    void aPixelBeyondARegionDoesNotTouchItsContinuum() {
        var reference = reference();
        double[][] flux = reference.get("flux").rows();
        double[] wavelengths = reference.get("dispersion").numbers();
        var continuum = Continuum.sines(1).region(wavelengths[0], wavelengths[149]);
        double[] before = continuum.fit(spectra(reference)).continuum(0);
        flux[0][150] = 100;
        var changed = Spectra.of(flux, reference.get("ivar").rows()).dispersion(wavelengths);
        assertThat(continuum.fit(changed).continuum(0)).isEqualTo(before);
    }

    @Test
    void badInput() {
        assertThatThrownBy(() -> Continuum.sines(-1)).hasMessageContaining("order must be 0 or more");
        assertThatThrownBy(() -> Continuum.sines(3).length(0)).hasMessageContaining("above 0 Angstrom, got 0.0");
        assertThatThrownBy(() -> Continuum.sines(3).region(5, 4)).hasMessageContaining("from < to, got 5.0, 4.0");
        assertThatThrownBy(() -> Continuum.sines(3).pixels(999).fit(spectra(reference())))
                .hasMessageContaining("no pixel 999; the spectra have pixels 0 to 299");
        assertThatThrownBy(() -> Continuum.sines(3).fit(Spectra.of(new double[][] {{1}}, new double[][] {{1}})))
                .hasMessageContaining("add them with spectra.dispersion(...)");
    }
}
