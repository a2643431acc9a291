package asterism.region;

import static asterism.infer.Samplers.resume;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is killed, or whose disk is full, loses nothing that a checkpoint holds, and goes on bit for bit. */
@Tag("long")
class KilledRunTest {

    /** The seconds between two checkpoints: hundreds in each life. */
    private static final double SECONDS = 0.05;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private static List<String> java(LongRun run, Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                LongRun.class.getName(),
                run.name(),
                file.toString(),
                Double.toString(SECONDS));
    }

    private static void assertSame(Fit a, Fit b, String when) {
        assertThat(a.steps()).as(when).isEqualTo(b.steps());
        assertThat(a.chain().logP()).as(when).isEqualTo(b.chain().logP());
        for (int k = 0; k < a.chain().dimension(); k++) {
            assertThat(a.chain().column(k)).as(when).isEqualTo(b.chain().column(k));
        }
        assertThat(a.acceptances()).as(when).isEqualTo(b.acceptances());
        assertThat(a.best().theta()).as(when).isEqualTo(b.best().theta());
        assertThat(a.trajectories().isPresent()).isEqualTo(b.trajectories().isPresent());
        if (a.trajectories().isPresent()) {
            var s = a.trajectories().get();
            var t = b.trajectories().get();
            assertThat(s.stepSizes()).as(when).isEqualTo(t.stepSizes());
            assertThat(s.gradients()).as(when).isEqualTo(t.gradients());
            assertThat(s.eBfmi()).as(when).isEqualTo(t.eBfmi());
        }
        assertThat(a.evidence().isPresent()).isEqualTo(b.evidence().isPresent());
        if (a.evidence().isPresent()) {
            var y = a.evidence().get();
            var z = b.evidence().get();
            assertThat(y.logZ()).as(when).isEqualTo(z.logZ());
            assertThat(y.error()).as(when).isEqualTo(z.error());
            assertThat(y.rankP()).as(when).isEqualTo(z.rankP());
            assertThat(y.evaluations()).as(when).isEqualTo(z.evaluations());
            assertThat(y.weights()).as(when).isEqualTo(z.weights());
            assertThat(y.points().logP()).as(when).isEqualTo(z.points().logP());
        }
    }

    @ParameterizedTest
    @CsvSource({"ENSEMBLE, 8", "NUTS, 6", "NESTED, 6"})
    void runsKilledAtRandomMomentsGoOnBitForBit(LongRun run, int times) throws IOException, InterruptedException {
        var model = Ngc628.model();
        var whole = model.sample(run.sampler());
        var random = RandomStream.of(System.nanoTime());
        var kills = new ArrayList<String>();
        int within = 0;
        double life = secondsOfAWholeProcess(run, whole);
        for (int i = 0; i < times || (within <= times / 4 && i < 3 * times); i++) {
            var file = folder.resolve("run" + i + ".h5");
            var process = new ProcessBuilder(java(run, file))
                    .redirectErrorStream(true)
                    .start();
            try (var out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).isEqualTo("sampling");
                boolean late = i % 2 == 1; // every other one is killed when it has something to lose
                while (late && process.isAlive() && !Files.exists(file)) {
                    process.waitFor(1, TimeUnit.MILLISECONDS);
                }
                long wait = (long) (random.nextDouble() * 1000 * (late ? 0.5 * life : life));
                process.waitFor(wait, TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor(); // SIGKILL
                var reached = Files.exists(file) ? howFar(Fit.read(file)) : "nothing";
                within += reached.startsWith("step") ? 1 : 0;
                life *= reached.equals("a complete run")
                        ? 0.8
                        : 1; // a busy machine was slower when its life was measured
                var when = run + " killed " + wait + " ms after " + (late ? "its first checkpoint" : "its begin")
                        + ", in the file: " + reached;
                kills.add(when);
                assertSame(model.sample(run.sampler(file, SECONDS)), whole, when);
            }
            assertThat(leftOver()).as("temporary files of the killed process").isEmpty();
        }
        System.out.println(String.join("\n", kills));
        assertThat(within).as("kills in the middle of the sampling: %s", kills).isGreaterThan(times / 4);
    }

    private static String howFar(Fit fit) {
        return fit.interrupted()
                ? "step " + fit.evidence().map(z -> z.points().size()).orElse(fit.steps())
                : "a complete run";
    }

    /** From "sampling" to the end of a process that is left alone; a cold one is slower than a run in this warm machine. */
    private double secondsOfAWholeProcess(LongRun run, Fit whole) throws IOException, InterruptedException {
        var file = folder.resolve("whole.h5");
        var process =
                new ProcessBuilder(java(run, file)).redirectErrorStream(true).start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("sampling");
            long begin = System.nanoTime();
            assertThat(out.lines().toList()).contains("done after " + whole.steps() + " steps");
            double seconds = 1e-9 * (System.nanoTime() - begin);
            assertSame(Fit.read(file), whole, "another process");
            return seconds;
        }
    }

    private List<Path> leftOver() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".part")).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFullDiskEndsInASentenceAndLosesNothing(LongRun run) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: there is no /bin/bash for 'ulimit -f'");
        var model = Ngc628.model();
        var file = folder.resolve("full.h5");
        long kilobytes = sizeOfTheFirstCheckpoint(run, file) / 1024 + 16; // less than the whole run needs
        var command = new ArrayList<>(List.of("/bin/bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "bash"));
        command.addAll(java(run, file));
        command.add(command.indexOf("-cp"), "-XX:-UsePerfData");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero(); // the fit is there, it is only not in the file
        assertThat(said).contains("done after ").contains("save(...) this fit elsewhere");
        assertThat(said)
                .contains("full.h5 cannot be written")
                .contains("is the disk full")
                .contains("unharmed");
        assertThat(leftOver()).isEmpty();
        var kept = Fit.read(file);
        assertThat(kept.interrupted()).as("the last checkpoint that fitted").isTrue();
        assertSame(model.sample(run.sampler(file, SECONDS)), model.sample(run.sampler()), "after a full disk");
    }

    /** Bytes of the checkpoint of a process that is killed as soon as it has written one. */
    private static long sizeOfTheFirstCheckpoint(LongRun run, Path file) throws IOException, InterruptedException {
        var process = new ProcessBuilder(java(run, file))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (process.isAlive() && !Files.exists(file)) {
            process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
        assertThat(Fit.read(file).interrupted()).as("killed before its end").isTrue();
        return Files.size(file);
    }

    @ParameterizedTest
    @EnumSource
    void aCheckpointCutShortIsNamedAndLeftAlone(LongRun run) throws IOException {
        var model = Ngc628.model();
        var file = folder.resolve("cut.h5");
        model.sample(run.sampler(file, SECONDS));
        byte[] whole = Files.readAllBytes(file);
        byte[] part = Arrays.copyOf(whole, 2 * whole.length / 3);
        Files.write(file, part);
        assertThatThrownBy(() -> model.sample(run.sampler(file, SECONDS)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cut.h5")
                .hasMessageContaining("cut short");
        assertThatThrownBy(() -> resume(file)).hasMessageContaining("cut.h5").hasMessageContaining("cut short");
        assertThat(Files.readAllBytes(file)).isEqualTo(part);
    }
}
