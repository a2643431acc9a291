package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.io.Columns;
import asterism.io.FitsImage;
import asterism.io.FitsImages;
import asterism.io.FitsTables;
import asterism.io.Hdf5Writer;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Spectra and labels in FITS files and tables, models in HDF5. */
class FilesTest {

    private static TrainedCannon model() {
        var labels =
                Labels.of(List.of("T eff", "log g"), new double[][] {{4000, 1}, {4500, 2}, {5000, 2.5}, {4700, 3}});
        return TrainedCannon.of(
                        Vectorizer.polynomial(labels.names(), 2),
                        LabelScaling.of(labels),
                        new double[][] {{1, 0.1, 0, -0.2, 0, 1e-300}, {1, 0, 0, 0, 0, 0}, {0.9, 1 / 3.0, 0, 0, 0.5, 0}},
                        new double[] {1e-4, Double.POSITIVE_INFINITY, 0})
                .dispersion(15_000, 15_001, 15_002.5)
                .trainingLabels(labels)
                .warnings(List.of("T eff and log g correlate with r = 0.95"));
    }

    @Test
    void aModelComesBackAsItWas(@TempDir Path folder) {
        var file = folder.resolve("model.h5");
        var model = model();
        assertThat(model.save(file)).isSameAs(model);
        var back = TrainedCannon.read(file.toString());
        assertThat(back.vectorizer()).isEqualTo(model.vectorizer());
        assertThat(back.theta()).isDeepEqualTo(model.theta());
        assertThat(back.s2()).isEqualTo(model.s2());
        assertThat(back.scaling().fiducials()).isEqualTo(model.scaling().fiducials());
        assertThat(back.scaling().scales()).isEqualTo(model.scaling().scales());
        assertThat(back.dispersion().orElseThrow()).isEqualTo(model.dispersion().orElseThrow());
        assertThat(back.warnings()).isEqualTo(model.warnings());
        assertThat(back.inConvexHull(4500, 2)).isTrue();
        assertThat(back.predict(4500, 2.1)).isEqualTo(model.predict(4500, 2.1));
    }

    @Test
    void powersBelowOneAndBelowZeroComeBack(@TempDir Path folder) {
        var terms = Vectorizer.of(List.of("Teff", "logg"), "Teff^0.5 + logg*Teff^-1");
        var model = TrainedCannon.of(
                terms,
                LabelScaling.of(new double[] {1, 2}, new double[] {1, 2}),
                new double[][] {{1, 2, 3}},
                new double[] {0});
        model.save(folder.resolve("odd.h5"));
        assertThat(TrainedCannon.read(folder.resolve("odd.h5")).predict(3, 4)).isEqualTo(model.predict(3, 4));
    }

    @Test
    void aModelOfAnotherVersionIsRefusedWithBothVersions(@TempDir Path folder) {
        var file = folder.resolve("future.h5");
        try (var out = Hdf5Writer.create(file)) {
            out.number("cannon", "format", 7)
                    .text("cannon", "toolkit_version", "9.9")
                    .doubles("cannon", "theta", new double[] {1})
                    .commit();
        }
        assertThatThrownBy(() -> TrainedCannon.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("future.h5: a model file of format 7, written by version 9.9 of the toolkit")
                .hasMessageContaining(
                        "reads format 1. Train the model again, or read it with the version that wrote it");
    }

    @Test
    void anotherFileAndADamagedOneAreRefused(@TempDir Path folder) throws Exception {
        var chain = folder.resolve("chain.h5");
        try (var out = Hdf5Writer.create(chain)) {
            out.doubles("mcmc", "chain", new double[] {1}).commit();
        }
        assertThatThrownBy(() -> TrainedCannon.read(chain)).hasMessageContaining("no trained model of The Cannon");
        var file = folder.resolve("model.h5");
        model().save(file);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 3));
        assertThatThrownBy(() -> TrainedCannon.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("model.h5");
    }

    @Test
    void spectraComeBackFromFits(@TempDir Path folder) {
        var spectra = Simulated.training(4, 50).spectra();
        var file = folder.resolve("spectra.fits");
        assertThat(spectra.save(file)).isSameAs(spectra);
        var back = Spectra.read(file.toString());
        for (int n = 0; n < 4; n++) {
            assertThat(back.flux(n)).isEqualTo(spectra.flux(n));
            assertThat(back.ivar(n)).isEqualTo(spectra.ivar(n));
        }
        assertThat(back.dispersion().orElseThrow())
                .isEqualTo(spectra.dispersion().orElseThrow());
    }

    @Test
    void namesOfSpectraComeBackAlsoFromSeveralFiles(@TempDir Path folder) {
        var spectra = Simulated.training(3, 20).spectra().names(List.of("2M0001+42", "HD 122563", "Arcturus"));
        var file = folder.resolve("named.fits");
        spectra.save(file);
        var back = Spectra.read(file);
        assertThat(back.names()).isEqualTo(spectra.names());
        assertThat(back.flux(2)).isEqualTo(spectra.flux(2));
        assertThat(back.ivar(2)).isEqualTo(spectra.ivar(2));
        assertThat(back.dispersion().orElseThrow())
                .isEqualTo(spectra.dispersion().orElseThrow());
        var other = folder.resolve("plain.fits");
        Simulated.training(1, 20).spectra().save(other);
        assertThat(Spectra.read(List.of(file, other)).names())
                .containsExactly("2M0001+42", "HD 122563", "Arcturus", "plain");
        var first = spectra.select(1);
        first.save(file);
        assertThat(Spectra.read(file).names()).containsExactly("HD 122563");
    }

    @Test
    void filesOfOneStarEachWithErrorsAndALogarithmicAxis(@TempDir Path folder) {
        var first = apStar(folder, "star-a", 1);
        var second = apStar(folder, "star-b", 2);
        var spectra = Spectra.read(List.of(first, second));
        assertThat(spectra.names()).containsExactly("star-a", "star-b");
        assertThat(spectra.flux(1)).containsExactly(2, 2, 2);
        assertThat(spectra.ivar(0)[0]).isCloseTo(1e4, within(1e-9));
        assertThat(spectra.ivar(0)[1]).isZero(); // an error of 0 is no data
        assertThat(spectra.ivar(0)[2]).isCloseTo(0, within(1e-15)); // 1e10, as APOGEE writes bad pixels
        assertThat(spectra.dispersion().orElseThrow()[1]).isCloseTo(Math.pow(10, 4.179 + 6e-6), within(1e-9));
        assertThat(spectra.warnings()).isEmpty();
    }

    private static Path apStar(Path folder, String name, double flux) {
        var file = folder.resolve(name + ".fits");
        FitsImages.write(
                file,
                List.of(
                        FitsImage.of("FLUX", 1, 3, new double[] {flux, flux, flux})
                                .card("CRVAL1", 4.179)
                                .card("CDELT1", 6e-6)
                                .card("CTYPE1", "LOG-LINEAR"),
                        FitsImage.of("ERROR", 1, 3, new double[] {0.01, 0, 1e10})));
        return file;
    }

    @Test
    void imagesWithoutNamesAreTakenByTheirHdus(@TempDir Path folder) {
        var file = folder.resolve("plain.fits");
        FitsImages.write(
                file, List.of(FitsImage.of("", 2, 2, new double[] {1, 2, 3, 4}), FitsImage.of("", 2, 2, new double[] {
                    0.1, 0.1, 0.2, 0.5
                })));
        assertThatThrownBy(() -> Spectra.read(file))
                .hasMessageContaining("plain.fits: no image FLUX; its images are plain.fits[0] without a name")
                .hasMessageContaining("Spectra.read(file, fluxHdu, errorHdu)");
        var spectra = Spectra.read(file, 0, 1);
        assertThat(spectra.flux(1)).containsExactly(3, 4);
        assertThat(spectra.ivar(1)[1]).isCloseTo(4, within(1e-12));
    }

    @Test
    void spectraOnAnotherGridAreRefusedByName(@TempDir Path folder) {
        var a = folder.resolve("a.fits");
        var b = folder.resolve("b.fits");
        Simulated.training(2, 50).spectra().save(a);
        Simulated.training(2, 60).spectra().save(b);
        assertThatThrownBy(() -> Spectra.read(List.of(a, b)))
                .hasMessageContaining("b.fits: its 60 pixels are not on the grid of a.fits (50 pixels)");
    }

    @Test
    void spectraAndLabelsFromTables() {
        var flux = Table.create("flux")
                .addColumns(
                        StringColumn.create("star", "A", "B"),
                        DoubleColumn.create("15000", 0.9, 1.0),
                        DoubleColumn.create("15000.2", 0.8, 0.7));
        var ivar = Table.create("ivar")
                .addColumns(DoubleColumn.create("15000", 100.0, 100.0), DoubleColumn.create("15000.2", 0.0, 50.0));
        var spectra = Spectra.of(flux, ivar);
        assertThat(spectra.names()).containsExactly("A", "B");
        assertThat(spectra.flux(1)).containsExactly(1.0, 0.7);
        assertThat(spectra.ivar(0)).containsExactly(100, 0);
        assertThat(spectra.dispersion().orElseThrow()).containsExactly(15_000, 15_000.2);
        assertThatThrownBy(() -> Spectra.of(flux, Table.create("ivar")))
                .hasMessageContaining("both need the same columns of numbers, one for each pixel; they have 2 and 0");

        var table = Table.create("stars")
                .addColumns(
                        StringColumn.create("star", "A", "B"),
                        DoubleColumn.create("TEFF", 4500.0, -9999.0),
                        DoubleColumn.create("LOGG", 2.0, 3.0));
        var labels = Labels.of(table, "TEFF", "LOGG").missing(-9999);
        assertThat(labels.get(0, "TEFF")).isEqualTo(4500);
        assertThat(labels.get(1, "TEFF")).isNaN();
        assertThat(labels.complete()).containsExactly(0);
        assertThat(Labels.of(table).names()).containsExactly("TEFF", "LOGG");
        assertThatThrownBy(() -> Labels.of(table, "TEF")).hasMessageContaining("did you mean 'TEFF'?");
        assertThatThrownBy(() -> Labels.of(table, "star")).hasMessageContaining("is text, numbers are needed");
    }

    @Test
    void labelsFromFitsAndCsv(@TempDir Path folder) throws Exception {
        var columns = Columns.of("stars").numbers("TEFF", "K", 4500, 4600).numbers("FEH", "dex", -0.1, 0.2);
        var fits = folder.resolve("stars.fits");
        FitsTables.write(fits, "STARS", List.of(), columns);
        assertThat(Labels.read(fits.toString(), "FEH").column("FEH")).containsExactly(-0.1, 0.2);
        var csv = folder.resolve("stars.csv");
        Files.writeString(csv, "TEFF,FEH\n4500,-0.1\n,0.2\n");
        assertThat(Labels.read(csv, "TEFF", "FEH").get(1, "TEFF")).isNaN();
        assertThatThrownBy(() -> Labels.read("stars.xls", "TEFF")).hasMessageContaining("the ending must be");
    }
}
