package asterism.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asterism.infer.Fit;
import asterism.random.RandomStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed, or whose disk is full, loses nothing that a checkpoint holds, and goes on bit for bit. */
@Tag("long")
class KilledRunTest {

    private static final int KILLS = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private static List<String> java(Path file, double seconds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                LongRun.class.getName(),
                file.toString(),
                Double.toString(seconds));
    }

    private static void assertSameChain(Fit a, Fit b, String when) {
        assertThat(a.steps()).as(when).isEqualTo(b.steps());
        assertThat(a.chain().logP()).as(when).isEqualTo(b.chain().logP());
        for (int k = 0; k < a.chain().dimension(); k++) {
            assertThat(a.chain().column(k)).as(when).isEqualTo(b.chain().column(k));
        }
        assertThat(a.acceptances()).as(when).isEqualTo(b.acceptances());
        assertThat(a.best().theta()).as(when).isEqualTo(b.best().theta());
    }

    @Test
    void twentyRunsKilledAtRandomMomentsGoOnBitForBit() throws IOException, InterruptedException {
        var model = Ngc628.model();
        var whole = model.sample(LongRun.sampler());
        var random = RandomStream.of(System.nanoTime());
        var kills = new ArrayList<String>();
        int within = 0;
        double life = secondsOfAWholeProcess(whole);
        for (int i = 0; i < KILLS; i++) {
            var file = folder.resolve("run" + i + ".h5");
            var process = new ProcessBuilder(java(file, 0.05))
                    .redirectErrorStream(true)
                    .start();
            try (var out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).isEqualTo("sampling");
                long wait = (long) (random.nextDouble() * 1000 * life);
                process.waitFor(wait, TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor(); // SIGKILL
                int reached = Files.exists(file) ? Fit.read(file).steps() : 0;
                within += reached > 0 && reached < LongRun.STEPS ? 1 : 0;
                var when = "killed after " + wait + " ms, checkpoint at step " + reached;
                kills.add(when);
                assertSameChain(model.sample(LongRun.sampler().checkpoint(file)), whole, when);
            }
            assertThat(leftOver()).as("temporary files of the killed process").isEmpty();
        }
        System.out.println(String.join("\n", kills));
        assertThat(within).as("kills in the middle of the sampling: %s", kills).isGreaterThan(KILLS / 4);
    }

    /** From "sampling" to the end of a process that is left alone; a cold one is slower than a run in this warm machine. */
    private double secondsOfAWholeProcess(Fit whole) throws IOException, InterruptedException {
        var file = folder.resolve("whole.h5");
        var process =
                new ProcessBuilder(java(file, 0.05)).redirectErrorStream(true).start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("sampling");
            long begin = System.nanoTime();
            assertThat(out.lines().toList()).contains("done after " + LongRun.STEPS + " steps");
            double seconds = 1e-9 * (System.nanoTime() - begin);
            assertSameChain(Fit.read(file), whole, "another process");
            return seconds;
        }
    }

    private List<Path> leftOver() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".part")).toList();
        }
    }

    @Test
    void aFullDiskEndsInASentenceAndLosesNothing() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: there is no /bin/bash for 'ulimit -f'");
        var model = Ngc628.model();
        var file = folder.resolve("full.h5");
        var command = new ArrayList<>(List.of("/bin/bash", "-c", "ulimit -f 2048; exec \"$@\"", "bash")); // 2 MB
        command.addAll(java(file, 0.05));
        command.add(command.size() - 5, "-XX:-UsePerfData");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero(); // the fit is there, it is only not in the file
        assertThat(said).contains("done after " + LongRun.STEPS).contains("save(...) this fit elsewhere");
        assertThat(said)
                .contains("full.h5 cannot be written")
                .contains("is the disk full")
                .contains("unharmed");
        assertThat(leftOver()).isEmpty();
        var kept = Fit.read(file);
        assertThat(kept.steps()).isPositive().isLessThan(LongRun.STEPS);
        assertSameChain(
                model.sample(LongRun.sampler().checkpoint(file)), model.sample(LongRun.sampler()), "after a full disk");
    }

    @Test
    void aCheckpointCutShortIsNamedAndLeftAlone() throws IOException {
        var model = Ngc628.model();
        var file = folder.resolve("cut.h5");
        model.sample(LongRun.sampler().steps(500).checkpoint(file));
        byte[] whole = Files.readAllBytes(file);
        byte[] part = Arrays.copyOf(whole, 2 * whole.length / 3);
        Files.write(file, part);
        assertThatThrownBy(() -> model.sample(LongRun.sampler().checkpoint(file)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cut.h5")
                .hasMessageContaining("cut short");
        assertThat(Files.readAllBytes(file)).isEqualTo(part);
    }
}
