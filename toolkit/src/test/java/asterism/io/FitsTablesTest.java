package asterism.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables in FITS files. */
class FitsTablesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void textsHaveOneWidthWhateverTheirLengths() throws IOException, FitsException {
        var file = folder.resolve("texts.fits");
        var texts = List.of("OK", "UPPER_LIMIT", "", "", "", "", "", "a sentence that is longer than all the others");
        var columns = Columns.of("T")
                .text("mixed", texts)
                .text("empty", Collections.nCopies(texts.size(), ""))
                .text("same", Collections.nCopies(texts.size(), "ab"));
        FitsTables.write(file, "T", List.of(), columns);
        try (var fits = new Fits(file.toFile())) {
            var header = fits.getHDU(1).getHeader();
            assertThat(List.of(
                            header.getStringValue("TFORM1"),
                            header.getStringValue("TFORM2"),
                            header.getStringValue("TFORM3")))
                    .containsExactly("45A", "1A", "2A");
        }
        var read = FitsTables.read(file, 1);
        for (var name : columns.names()) {
            assertThat(read.text(name)).isEqualTo(columns.text(name));
        }
    }
}
