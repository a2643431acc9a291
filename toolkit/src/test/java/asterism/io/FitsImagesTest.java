package asterism.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.Shared;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nom.tam.fits.Fits;
import nom.tam.util.FitsOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitsImagesTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsWrittenIsReadBack() {
        var file = folder.resolve("two.fits");
        var first = FitsImage.of("SCI", 2, 3, new double[] {1, 2, 3, 4, 5, 6})
                .card("ZEROPT", 22.5)
                .card("FILTER", "r");
        FitsImages.write(file, List.of(first, FitsImage.of("VARIANCE", 1, 1, new double[] {Double.NaN})));
        var back = FitsImages.read(file);
        assertEquals(2, back.size());
        assertEquals("two.fits[0]", back.get(0).place());
        assertEquals("SCI", back.get(0).name());
        assertEquals(2, back.get(0).rows());
        assertEquals(6, back.get(0).get(1, 2));
        assertEquals(22.5, back.get(0).number("ZEROPT", 0));
        assertThat(back.get(0).text("FILTER")).contains("r");
        assertThat(back.get(1).get(0, 0)).isNaN();
    }

    @Test
    void scaledIntegersAndBlankPixels() throws Exception {
        var file = folder.resolve("scaled.fits");
        var hdu = Fits.makeHDU(new short[][] {{0, 10, -32768}});
        hdu.addValue("BSCALE", 0.5, "");
        hdu.addValue("BZERO", 100.0, "");
        hdu.addValue("BLANK", -32768, "");
        write(file, hdu);
        assertThat(FitsImages.read(file).get(0).toArray()).containsExactly(100, 105, Double.NaN);
    }

    @Test
    void everyPlaneOfACubeIsAnImage() throws Exception {
        var file = folder.resolve("cube.fits");
        write(file, Fits.makeHDU(new float[][][] {{{1, 2}}, {{3, 4}}}));
        var planes = FitsImages.read(file);
        assertEquals(2, planes.size());
        assertEquals("cube.fits[0][1]", planes.get(1).place());
        assertThat(planes.get(1).toArray()).containsExactly(3, 4);
    }

    @Test
    void aFileWithoutImageSaysWhatItHolds() {
        var file = folder.resolve("table.fits");
        FitsTables.write(file, "T", List.of(), Columns.of("T").numbers("a", "", new double[] {1}));
        assertThatThrownBy(() -> FitsImages.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table.fits: holds no image; it has HDUs 0 (without pixels), 1 (table)");
    }

    @Test
    void missingDamagedAndForeignFiles() throws Exception {
        assertThatThrownBy(() -> FitsImages.read(folder.resolve("no.fits")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no.fits: no such file");
        var whole = folder.resolve("whole.fits");
        FitsImages.write(whole, List.of(FitsImage.of("A", 100, 100, new double[10_000])));
        var cut = folder.resolve("cut.fits");
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(whole), 10_000));
        assertThatThrownBy(() -> FitsImages.read(cut)).hasMessageContaining("cut.fits");
        var text = folder.resolve("text.fits");
        Files.writeString(text, "no FITS at all");
        assertThatThrownBy(() -> FitsImages.read(text)).hasMessageContaining("text.fits");
    }

    @Test
    void referenceTargets() {
        var images = FitsImages.read(Shared.path("reference", "image", "t1_target.fits"));
        var r = images.stream().filter(i -> i.name().equals("r")).findFirst().orElseThrow();
        assertEquals(500, r.rows());
        assertEquals(0.262, r.number("PM1_1", 0));
    }

    private static void write(Path file, nom.tam.fits.BasicHDU<?> hdu) throws Exception {
        try (var fits = new Fits();
                var out = new FitsOutputStream(Files.newOutputStream(file))) {
            fits.addHDU(hdu);
            fits.write(out);
        }
    }
}
