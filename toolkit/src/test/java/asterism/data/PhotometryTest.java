package asterism.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.io.Columns;
import asterism.io.CsvTables;
import asterism.io.FitsTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PhotometryTest {

    @TempDir
    private Path folder = Path.of(".");

    private static final Photometry THREE =
            Photometry.of().band("GALEX_FUV", 2, 0.1).band("SDSS_g", 10, 0.5).band("SDSS_r", 20, 1);

    private Path csv(String... lines) throws IOException {
        return Files.write(folder.resolve("table.csv"), List.of(lines));
    }

    @Test
    void statisticalAndCalibrationErrorsAddInQuadrature() {
        var p = THREE.calibrationError("SDSS", 0.05);
        assertEquals(Math.hypot(0.5, 0.5), p.datum("SDSS_g").orElseThrow().sigma(), 1e-15);
        assertEquals(0.1, p.datum("GALEX_FUV").orElseThrow().sigma());
    }

    @Test
    void theLaterCalibrationErrorWins() {
        var p = THREE.calibrationError("*", 0.05).calibrationError("GALEX", 0.15);
        assertThat(p.datum("GALEX_FUV").orElseThrow().calibration()).contains(0.15);
        assertThat(p.datum("SDSS_r").orElseThrow().calibration()).contains(0.05);
        var q = THREE.calibrationError("GALEX", 0.15).calibrationError("*", 0.05);
        assertThat(q.datum("GALEX_FUV").orElseThrow().calibration()).contains(0.05);
    }

    @Test
    void patternsAreLabelsFirstWordsOrWildcards() {
        assertTrue(new BandPattern("IRAC").matches("IRAC_CH1"));
        assertTrue(new BandPattern("IRAC_CH?").matches("IRAC_CH1"));
        assertThat(new BandPattern("IRAC_CH1").matches("IRAC_CH12")).isFalse();
        assertTrue(new BandPattern("*_u").matches("SDSS_u"));
        assertThat(new BandPattern("a.c*").matches("abc")).isFalse();
    }

    @Test
    void unitsAreConvertedToMillijansky() throws IOException {
        var p = Photometry.read(csv("band,f [Jy]", "a,0.5", "b,2"), "f");
        assertEquals(500, p.datum("a").orElseThrow().flux());
        var q = Photometry.from(csv("band,f", "a,0.5")).unit(FluxUnit.MICROJY).read("f");
        assertEquals(0.0005, q.datum("a").orElseThrow().flux(), 1e-19);
        assertEquals(
                3000,
                Photometry.of()
                        .band("a", 3, 1, FluxUnit.JY)
                        .datum("a")
                        .orElseThrow()
                        .flux());
    }

    @Test
    void emptyCellsAndNanAreAbsent() throws IOException {
        var p = Photometry.from(csv("band,f [mJy],e [mJy]", "a,1,0.1", "b,,", "c,nan,0.1"))
                .errors("e")
                .read("f");
        assertThat(p.absent()).containsExactly("b", "c");
        assertThat(p.datum("b")).isEmpty();
        assertThat(p.toText()).contains("not measured").contains("b, c");
        assertTrue(p.table().column("flux [mJy]").isMissing(1));
    }

    @Test
    void aFluxOfZeroIsAMeasurementUnlessSaidOtherwise() {
        var p = Photometry.of().band("a", 0, 1).band("b", 2, 1);
        assertEquals(0, p.datum("a").orElseThrow().flux());
        assertThat(p.missing(0.0).absent()).containsExactly("a");
    }

    @Test
    void limitsComeFromAFlagColumn() throws IOException {
        var p = Photometry.from(csv("band,f [mJy],e [mJy],lim", "a,1,0.1,no", "b,3,1,yes"))
                .errors("e")
                .limits("lim")
                .read("f");
        assertTrue(p.datum("b").orElseThrow().isLimit());
        assertThat(p.toText()).contains("1 upper limit").contains("< 3");
        assertThat(Photometry.of().upperLimit("b", 3, 1).datum("b")).isEqualTo(p.datum("b"));
    }

    @Test
    void fitsTablesawAndCsvGiveTheSame() {
        var columns = Columns.of("t")
                .text("band", List.of("a", "b"))
                .numbers("f", "mJy", 1.25, 3e-7)
                .numbers("e", "mJy", 0.1, 1e-8);
        var fits = folder.resolve("t.fits");
        FitsTables.write(fits, "T", List.of(), columns);
        var text = folder.resolve("t.csv");
        CsvTables.write(text, columns);
        var table = Table.create(
                "t",
                StringColumn.create("band", "a", "b"),
                DoubleColumn.create("f", new double[] {1.25, 3e-7}),
                DoubleColumn.create("e", new double[] {0.1, 1e-8}));
        var expected =
                Photometry.of().band("a", 1.25, 0.1).band("b", 3e-7, 1e-8).data();
        for (var source : List.of(
                Photometry.from(fits),
                Photometry.from(text),
                Photometry.from(table).unit(FluxUnit.MJY))) {
            assertThat(source.errors("e").read("f").data()).isEqualTo(expected);
        }
    }

    @Test
    void badValuesByHandAreRefused() {
        for (double error : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> THREE.band("x", 1, error))
                    .hasMessageContaining("band 'x': error must be finite and above 0");
        }
        assertThatThrownBy(() -> THREE.band("x", Double.NaN, 1))
                .hasMessageContaining("band 'x': flux must be a finite number")
                .hasMessageContaining(".absent(\"x\")");
        assertThatThrownBy(() -> THREE.band("SDSS_g", 1, 1)).hasMessageContaining("band 'SDSS_g' stands twice");
        assertThatThrownBy(() -> THREE.calibrationError("*", 5))
                .hasMessageContaining("must be in [0, 1), 0.05 for 5 %");
        assertThatThrownBy(() -> THREE.calibrationError("*", Double.NaN)).hasMessageContaining("must be in [0, 1)");
    }

    @Test
    void aPatternThatMeansNothingIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> THREE.calibrationError("GALLEX", 0.1))
                .hasMessage("calibrationError: no band is meant by 'GALLEX'; bands are GALEX_FUV, SDSS_g, SDSS_r"
                        + " -- did you mean 'GALEX'?");
        assertThatThrownBy(() -> THREE.without("SDSS_q")).hasMessageContaining("'SDSS_g'");
    }

    @Test
    void fluxWithoutErrorIsNamed() throws IOException {
        var p = Photometry.read(csv("band,f [mJy]", "a,1", "b,2"), "f").calibrationError("a", 0.1);
        assertThat(p.toText()).contains("no error yet for b");
        assertThatThrownBy(() -> p.requireErrors("total"))
                .hasMessageContaining("photometry of 'total': no error for b")
                .hasMessageContaining(".calibrationError(\"*\", 0.05)");
    }

    @Test
    void badErrorsInAFileAreAllNamed() throws IOException {
        var source = Photometry.from(csv("band,f [mJy],e [mJy]", "a,1,0", "b,2,0.1", "c,3,-1", "d,4,nan"));
        assertThatThrownBy(() -> source.errors("e").read("f"))
                .hasMessageContaining("column 'e': errors must be finite and above 0, got a (0.0), c (-1.0), d (NaN)");
    }

    @Test
    void anErrorOfZeroBesideAMissingFluxIsNoMistake() throws IOException {
        var p = Photometry.from(csv("band,f [mJy],e [mJy]", "a,0,0", "b,2,0.1"))
                .errors("e")
                .missing(0.0)
                .read("f");
        assertThat(p.absent()).containsExactly("a");
    }

    @Test
    void filesThatCannotBeReadSayWhy() throws IOException {
        assertThatThrownBy(() -> Photometry.read(Datasets.ngc628(), "FNU_CENT"))
                .hasMessage("ngc628-photometry.fits[1]: no column 'FNU_CENT'; columns are FILTER_LABELS, WAVELENGTH,"
                        + " FNU_OBS, FNU_CENT_OBS -- did you mean 'FNU_CENT_OBS'?");
        assertThatThrownBy(() -> Photometry.from(Datasets.ngc628()).hdu(2).read("FNU_OBS"))
                .hasMessage("ngc628-photometry.fits: no HDU 2; it has HDUs 0 (image), 1 (table)");
        assertThatThrownBy(() -> Photometry.from(Datasets.ngc628()).hdu(0).read("FNU_OBS"))
                .hasMessageContaining("ngc628-photometry.fits[0]: this HDU is no table");
        assertThatThrownBy(() -> Photometry.read("nowhere.fits", "f"))
                .hasMessageContaining("nowhere.fits: no such file");
        assertThatThrownBy(() -> Photometry.read("table.xls", "f")).hasMessageContaining("the ending must be .fits");
        assertThatThrownBy(() -> Photometry.read(csv("band,f", "a,1"), "f"))
                .hasMessageContaining("no unit stands with column 'f'");
        assertThatThrownBy(() -> Photometry.read(csv("band,f [erg]", "a,1"), "f"))
                .hasMessageContaining("unit 'erg' of column 'f' is none of Jy, mJy, uJy");
        assertThatThrownBy(() -> Photometry.read(csv("band,f [mJy]", "a,1", "b,2", "a,3"), "f"))
                .hasMessageContaining("band 'a' stands twice, in rows 1 and 3");
        assertThatThrownBy(() -> Photometry.read(csv("band,f [mJy]", "a,1,2"), "f"))
                .hasMessageContaining("line 2: 3 cells, the line of names has 2");
        assertThatThrownBy(() -> Photometry.read(csv("band,f [mJy]", "a,bright"), "f"))
                .hasMessageContaining("column 'f' is text, numbers are needed");
    }

    @Test
    void truncatedFitsFilesAreRefusedAtEveryLength() throws IOException {
        byte[] whole = Files.readAllBytes(Datasets.ngc628());
        var cut = folder.resolve("cut.fits");
        for (int length : new int[] {0, 80, 2879, 3000, 5000, 5760, 5800, 6500}) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Photometry.read(cut, "FNU_OBS"))
                    .as("first %d bytes of %d", length, whole.length)
                    .satisfies(e ->
                            assertThat(e).isInstanceOfAny(UncheckedIOException.class, IllegalArgumentException.class))
                    .hasMessageStartingWith("cut.fits")
                    .hasMessageContaining("cut off")
                    .hasMessageContaining("fetch it again");
        }
    }

    @Test
    void aFileCutBetweenItsPartsHasNoTable() throws IOException {
        var cut = folder.resolve("cut.fits");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(Datasets.ngc628()), 2880)); // a valid file without a table
        assertThatThrownBy(() -> Photometry.read(cut, "FNU_OBS"))
                .hasMessage("cut.fits: no HDU 1; it has HDUs 0 (image)");
    }

    @Test
    void aSourceShowsTheColumnsOfItsFile() {
        var text = Photometry.from(Datasets.ngc628()).toText();
        assertThat(text).contains("FNU_CENT_OBS").contains("GALEX_FUV").contains(".read(column)");
    }

    @Test
    void bandsCanBeRenamedAndSelected() {
        var p = THREE.rename("SDSS_g", "g");
        assertThat(p.labels()).containsExactly("GALEX_FUV", "g", "SDSS_r");
        assertThat(p.only("SDSS").labels()).containsExactly("SDSS_r");
        assertThatThrownBy(() -> THREE.rename("SDSS_x", "g")).hasMessageContaining("no band 'SDSS_x'");
    }
}
