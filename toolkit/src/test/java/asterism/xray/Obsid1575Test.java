package asterism.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.data.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published example of four overlapping sources. */
class Obsid1575Test {

    @Test
    void theShippedFileIsWhatTheWriterWrites(@TempDir Path folder) throws IOException {
        var again = folder.resolve("again.fits");
        WriteObsid1575.bundle().save(again);
        assertEquals(-1, Files.mismatch(Datasets.obsid1575(), again), "first byte that differs");
        assertThat(Bundle.read(Datasets.obsid1575())).isEqualTo(WriteObsid1575.bundle());
    }

    /** Bounds of the published grid (30 points per source), Primini and Kashyap (2014): mode, lolim, hilim. */
    @Test
    void theIntervalsAreThePublishedOnes() {
        double[][] published = {
            {0.0002504663, 0.0002453738, 0.0002557455},
            {8.666781e-05, 8.345135e-05, 9.001047e-05},
        };
        var posterior = Bundle.read(Datasets.obsid1575())
                .posterior(AperturePhotometry.exact().content(0.6827).draws(4000));
        var names = java.util.List.of("r0115", "r0116");
        for (int j = 0; j < published.length; j++) {
            var i = posterior.intensity(names.get(j));
            // Monte-Carlo error of 8000 draws: 0.05 sd; the published grid's own error is 0.014 sd
            double tolerance = 0.12 * i.sd();
            assertThat(i.value()).as(names.get(j)).isEqualTo(published[j][0], offset(2 * tolerance));
            assertThat(i.lower()).as(names.get(j)).isEqualTo(published[j][1], offset(tolerance));
            assertThat(i.upper()).as(names.get(j)).isEqualTo(published[j][2], offset(tolerance));
        }
    }
}
