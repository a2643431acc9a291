package asterism.infer;

import static asterism.infer.Samplers.ensemble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asterism.io.Hdf5Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, by us and by emcee and h5py; what is no chain is refused in words. */
class ChainFileTest {

    private static final Fit FIT = ensemble().walkers(12).steps(300).seed(9).run(Targets.gaussian(3, 0.3));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void roundTripKeepsEverything() {
        var file = folder.resolve("fit.h5");
        var read = Fit.read(FIT.save(file).save(file) == FIT ? file : folder);
        assertThat(read.chain().logP()).isEqualTo(FIT.chain().logP());
        for (int k = 0; k < 3; k++) {
            assertThat(read.chain().column(k)).isEqualTo(FIT.chain().column(k));
        }
        assertThat(read.chain().space().axes()).isEqualTo(FIT.chain().space().axes());
        assertThat(read.best().theta()).isEqualTo(FIT.best().theta());
        assertThat(read.acceptances()).isEqualTo(FIT.acceptances());
        assertThat(read.diagnostics()).isEqualTo(FIT.diagnostics());
        var advice = "go on with resume(\"" + file + "\").";
        assertThat(read.toText()).contains(advice);
        assertThat(read.toText().replace(advice, "ask for ")).isEqualTo(FIT.toText());
        assertThat(read.seed()).isEqualTo(9);
        assertThat(read.fingerprint()).isEqualTo("gaussian");
    }

    @Test
    void emceeAndH5pyReadTheFile() throws IOException, InterruptedException {
        assumeTrue(
                run("/usr/bin/python3", "-c", "import emcee, h5py").startsWith("0"),
                "skipped: /usr/bin/python3 has no emcee and h5py (Debian: python3-emcee, python3-h5py)");
        var file = folder.resolve("fit.h5");
        FIT.save(file);
        var expected = new StringBuilder();
        var chain = FIT.chain();
        for (int step = 0; step < 300; step += 13) {
            for (int w = 0; w < 12; w++) {
                for (int k = 0; k < 3; k++) {
                    expected.append("theta %d %d %d %s%n".formatted(step, w, k, chain.get(step, w, k)));
                }
                expected.append("logp %d %d %s%n".formatted(step, w, chain.logP(step * 12 + w)));
            }
        }
        for (int w = 0; w < 12; w++) {
            expected.append("accepted %d %s%n".formatted(w, Math.rint(300 * FIT.acceptances()[w])));
        }
        expected.append("attr seed 9\nattr fingerprint gaussian\nattr iteration 300\nattr toolkit_version %s\n"
                .formatted(FIT.version()));
        var values = Files.writeString(folder.resolve("expected.txt"), expected);
        var script = Path.of(System.getProperty("asterism.root", ".."))
                .resolve("toolkit/src/test/python/chain_file_check.py");
        assertThat(run("/usr/bin/python3", script.toString(), file.toString(), values.toString()))
                .isEqualTo("0 agrees");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(command[0]))) {
            return "no " + command[0];
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() + " " + text.strip() : "no end";
    }

    @Test
    void aFileCutShortIsRefused() throws IOException {
        var file = folder.resolve("cut.h5");
        FIT.save(file);
        byte[] whole = Files.readAllBytes(file);
        for (double part : new double[] {0, 0.001, 0.3, 0.7, 0.95, 0.999}) {
            Files.write(file, Arrays.copyOf(whole, (int) (part * whole.length)));
            assertThatThrownBy(() -> Fit.read(file))
                    .as("the first %s of the file", part)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cut.h5")
                    .hasMessageContaining("cut short");
        }
    }

    @Test
    void foreignFilesAreRefused() throws IOException {
        var text = Files.writeString(folder.resolve("notes.txt"), "no chain at all".repeat(100));
        assertThatThrownBy(() -> Fit.read(text))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("notes.txt: not an HDF5 file");
        var other = folder.resolve("other.h5");
        try (var out = Hdf5Writer.create(other)) {
            out.doubles("spectra", "flux", new double[] {1, 2}).commit();
        }
        assertThatThrownBy(() -> Fit.read(other))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("other.h5: no chain of this toolkit");
        assertThatThrownBy(() -> Fit.read(folder.resolve("none.h5"))).hasMessageContaining("there is no such file");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        var file = folder.resolve("missing").resolve("fit.h5");
        assertThatThrownBy(() -> FIT.save(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no folder");
    }

    @Test
    void aWriteThatFailsLeavesTheOldFile() throws IOException {
        var file = folder.resolve("fit.h5");
        FIT.save(file);
        byte[] before = Files.readAllBytes(file);
        try (var out = Hdf5Writer.create(file)) {
            out.doubles("mcmc", "chain", new double[] {1}); // and never committed
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
