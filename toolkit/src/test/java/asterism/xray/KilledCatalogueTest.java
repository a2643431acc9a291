package asterism.xray;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue run that is killed loses nothing that is in its file, and ends with the same file. */
@Tag("long")
class KilledCatalogueTest {

    /** Sources; in single bundles and small groups they make 20 000 bundles and some more. */
    private static final int SOURCES = 23_500;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private static List<String> java(Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                CatalogueProcess.class.getName(),
                Integer.toString(SOURCES),
                file.toString());
    }

    @Test
    void threeKillsEndInTheSameFile() throws IOException, InterruptedException {
        var whole = folder.resolve("whole.txt");
        var run = CatalogueProcess.run(SOURCES, whole);
        assertThat(run.problems()).hasSizeGreaterThan(20_000);
        run.run();
        long size = Files.size(whole);
        var file = folder.resolve("killed.txt");
        for (int kill = 1; kill <= 3; kill++) {
            long before = Files.exists(file) ? Files.size(file) : 0;
            // a quarter of what is left: however late the kill comes, the next run has to write before it is killed
            killAt(file, before + (size - before) / 4);
            assertThat(Files.size(file)).as("kill %d, while writing", kill).isBetween(before + 1, size - 1);
        }
        var last = new ProcessBuilder(java(file)).redirectErrorStream(true).start();
        var said = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(last.waitFor()).as(said).isZero();
        assertThat(said).contains("done");
        assertThat(Files.mismatch(file, whole)).isEqualTo(-1);
    }

    /** Kills the run when its file has grown to so many bytes. */
    private void killAt(Path file, long bytes) throws IOException, InterruptedException {
        var process = new ProcessBuilder(java(file)).redirectErrorStream(true).start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("solving");
            while (process.isAlive() && (!Files.exists(file) || Files.size(file) < bytes)) {
                process.waitFor(1, TimeUnit.MILLISECONDS);
            }
            process.destroyForcibly().waitFor(); // SIGKILL
        }
    }
}
