package asterism.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles and catalogues go to astropy, and bundles come back from it. */
class AstropyTest {

    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void astropyReadsWhatIsWrittenHereAndWritesWhatIsReadHere() throws IOException, InterruptedException {
        assumeTrue(
                run(PYTHON, "-c", "import astropy").startsWith("0"),
                "skipped: " + PYTHON + " has no astropy (Debian: python3-astropy)");
        var bundle = BundleFileTest.bundle().save(folder.resolve("bundle.fits"));
        var bad = ObsidInput.of(
                5, IntensityUnit.NET_COUNTS, List.of("r1"), new double[][] {{0.9, 20}, {0.1, 900}}, new double[] {-1, 30
                });
        var bundles = new java.util.ArrayList<>(SimulatedSky.of(30).bundles());
        bundles.add(Bundle.of(List.of(bad)));
        var catalogue = Catalogue.run(bundles).save(folder.resolve("catalogue.fits"));
        Files.writeString(folder.resolve("expected.txt"), expected(bundle, catalogue));
        var script = Path.of(System.getProperty("asterism.root", ".."))
                .resolve("toolkit/src/test/python/xray_files_check.py");
        assertThat(run(
                        PYTHON,
                        script.toString(),
                        folder.resolve("bundle.fits").toString(),
                        folder.resolve("catalogue.fits").toString(),
                        folder.resolve("expected.txt").toString(),
                        folder.resolve("written.fits").toString()))
                .isEqualTo("0 agrees");
        assertThat(Bundle.read(folder.resolve("written.fits"))).isEqualTo(bundle);
    }

    private static String expected(Bundle bundle, Catalogue catalogue) {
        var lines = new StringBuilder();
        int row = 0;
        for (var input : bundle.inputs()) {
            for (int i = 0; i < input.nRows(); i++) {
                lines.append("counts\t%d\t%s%n".formatted(row++, input.counts(i)));
                for (int j = 0; j <= input.nRegions(); j++) {
                    lines.append("matrix\t%d\t%d\t%d\t%s%n".formatted(input.obsid(), i, j, input.response(i, j)));
                }
            }
        }
        row = 0;
        for (var source : catalogue.sources()) {
            var i = source.intensity();
            lines.append("source\t%d\t%s\t%s\t%s%n"
                    .formatted(row++, i.status(), i.reason().map(Reason::name).orElse(""), i.value()));
        }
        return lines.toString();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(command[0]))) {
            return "no " + command[0];
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + text.strip();
    }
}
