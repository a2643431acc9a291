package asterism.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.io.FitsTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ngc628DatasetTest {

    @Test
    void theShippedFileIsWhatTheWriterWrites(@TempDir Path folder) throws IOException {
        var again = folder.resolve("again.fits");
        WriteNgc628.write(again);
        assertEquals(-1, Files.mismatch(Datasets.ngc628(), again), "first byte that differs");
    }

    @Test
    void itHoldsTheFiguresToTheLastBit() {
        var file = FitsTables.read(Datasets.ngc628(), 1);
        var figures = WriteNgc628.figures();
        assertThat(file.names()).containsExactlyElementsOf(figures.names());
        assertThat(file.text("FILTER_LABELS")).containsExactlyElementsOf(figures.text("FILTER_LABELS"));
        assertThat(file.numbers("FNU_OBS")).isEqualTo(figures.numbers("FNU_OBS"));
        assertThat(file.numbers("FNU_CENT_OBS")).isEqualTo(figures.numbers("FNU_CENT_OBS"));
        assertThat(file.unit("FNU_OBS")).contains("Jy");
        assertThat(file.unit("WAVELENGTH")).contains("um");
    }

    @Test
    void zeroMeansNotMeasured() {
        var whole = Photometry.read(Datasets.ngc628(), "FNU_OBS").missing(0.0);
        var center = Photometry.read(Datasets.ngc628(), "FNU_CENT_OBS").missing(0.0);
        assertEquals(24, whole.data().size());
        assertThat(whole.absent()).containsExactly("SPIRE_500");
        assertEquals(16, center.data().size());
    }
}
