package asterism.infer;

import static asterism.infer.Samplers.nuts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asterism.io.Hdf5Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How trajectories went, in the names and shapes of ArviZ's group {@code sample_stats}. */
class SampleStatsTest {

    /** Ten correlated dimensions at a shallow depth: some trajectories are cut, so that no column is all zero or one. */
    private static final Fit FIT = nuts().chains(3)
            .warmUp(200)
            .draws(401)
            .maxTreeDepth(3)
            .targetAcceptance(0.6)
            .seed(11)
            .run(GradientTargets.gaussian(10, 0.95));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void everyDrawHasTheStatisticsOfItsTrajectory() {
        var file = folder.resolve("nuts.nc");
        FIT.inferenceData().thin(2).save(file);
        var t = FIT.trajectories().orElseThrow();
        try (var in = Hdf5Reader.open(file)) {
            assertThat(in.dimensions("sample_stats/energy")).containsExactly(3, 201);
            assertThat(in.dimensions("sample_stats/diverging")).containsExactly(3, 201);
            double[] energy = in.doubles("sample_stats/energy");
            double[] rate = in.doubles("sample_stats/acceptance_rate");
            double[] size = in.doubles("sample_stats/step_size");
            double[] lp = in.doubles("sample_stats/lp");
            for (int chain = 0; chain < 3; chain++) {
                for (int draw = 0; draw < 201; draw++) {
                    int step = 200 + 2 * draw; // the warm-up is left out, then every other step
                    assertThat(energy[chain * 201 + draw]).isEqualTo(t.energy(step, chain));
                    assertThat(rate[chain * 201 + draw]).isEqualTo(t.acceptance(step, chain));
                    assertThat(size[chain * 201 + draw]).isEqualTo(t.stepSize(chain));
                    assertThat(lp[chain * 201 + draw]).isEqualTo(FIT.chain().logP(step * 3 + chain));
                }
            }
        }
        assertThat(FIT.inferenceData().toText()).contains("tree_depth", "n_steps");
    }

    @Test
    void otherReadersFindThem() throws IOException, InterruptedException {
        var python = System.getProperty("asterism.python", "/usr/bin/python3");
        assumeTrue(
                run(python, "-c", "import h5py").startsWith("0"),
                "skipped: " + python
                        + " has no h5py (Debian: python3-h5py; python3-netcdf4, python3-h5netcdf and python3-xarray for"
                        + " more)");
        var file = folder.resolve("nuts.nc");
        FIT.saveArviz(file);
        var t = FIT.trajectories().orElseThrow();
        var expected = new StringBuilder();
        for (int chain = 0; chain < 3; chain++) {
            for (int draw = 0; draw < 401; draw += 7) {
                int step = 200 + draw;
                expected.append("%d %d %d %d %d %s %s %s %s%n"
                        .formatted(
                                chain,
                                draw,
                                t.isDivergent(step, chain) ? 1 : 0,
                                t.treeDepth(step, chain),
                                t.gradients(step, chain),
                                t.energy(step, chain),
                                t.stepSize(chain),
                                t.acceptance(step, chain),
                                FIT.chain().logP(step * 3 + chain)));
            }
        }
        var values = Files.writeString(folder.resolve("expected.txt"), expected);
        var script = Path.of(System.getProperty("asterism.root", ".."))
                .resolve("toolkit/src/test/python/sample_stats_check.py");
        var said = run(python, script.toString(), file.toString(), values.toString());
        System.out.println(said);
        assertThat(said).startsWith("0 ").contains("h5py agrees");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(command[0]))) {
            return "no " + command[0];
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() + " " + text.strip() : "no end";
    }
}
