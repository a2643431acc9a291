package asterism.region;

import static asterism.infer.Samplers.ensemble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asterism.infer.Fit;
import asterism.io.Hdf5Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit handed over to ArviZ: the numbers, the names of dimensions, and what other readers make of the file. */
class InferenceDataTest {

    private static final RegionModel MODEL = Ngc628.model();
    private static final Fit FIT =
            MODEL.sample(ensemble().walkers(40).steps(400).burnIn(200).seed(6));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void theLogLikelihoodsAddUpAndTheGroupsAreThere() {
        var file = folder.resolve("ngc628.nc");
        var data = MODEL.inferenceData(FIT);
        data.save(file);
        assertThat(data.toText()).contains("log_likelihood", "observed_data", "posterior_predictive");
        try (var in = Hdf5Reader.open(file)) {
            int n = MODEL.data().measurements().size();
            assertThat(in.dimensions("posterior/center.psi_1")).containsExactly(40, 200);
            assertThat(in.dimensions("log_likelihood/flux")).containsExactly(40, 200, n);
            double[] pointwise = in.doubles("log_likelihood/flux");
            double[] lp = in.doubles("sample_stats/lp");
            double[] psi = in.doubles("posterior/center.psi_1");
            var samples = FIT.samples();
            for (int chain = 0; chain < 40; chain += 7) {
                for (int draw = 0; draw < 200; draw += 13) {
                    int i = draw * 40 + chain;
                    double sum = 0;
                    for (int d = 0; d < n; d++) {
                        sum += pointwise[(chain * 200 + draw) * n + d];
                    }
                    double expected = MODEL.logLikelihood(samples.draw(i));
                    assertThat(Math.abs(sum - expected)).isLessThan(1e-9 * Math.abs(expected));
                    assertThat(lp[chain * 200 + draw]).isEqualTo(samples.logP(i));
                    assertThat(psi[chain * 200 + draw]).isEqualTo(samples.get(i, 0));
                }
            }
            assertThat(in.text("posterior", "fingerprint")).isEqualTo(FIT.fingerprint());
            assertThat(in.text("posterior", "provenance")).contains("library").contains("model error");
            assertThat(in.number("posterior", "seed").longValue()).isEqualTo(6);
        }
    }

    @Test
    void aCommonCalibrationMakesABandOnePart() {
        var model = MODEL.commonCalibration();
        var file = folder.resolve("common.nc");
        var fit = model.sample(ensemble().walkers(40).steps(50).burnIn(40).seed(6));
        model.inferenceData(fit).save(file);
        try (var in = Hdf5Reader.open(file)) {
            int[] size = in.dimensions("log_likelihood/flux");
            double[] values = in.doubles("log_likelihood/flux");
            assertThat(size[2]).isLessThan(model.data().measurements().size());
            double sum = 0;
            for (int d = 0; d < size[2]; d++) {
                sum += values[d];
            }
            double expected = model.logLikelihood(fit.samples().draw(0));
            assertThat(Math.abs(sum - expected)).isLessThan(1e-9 * Math.abs(expected));
        }
    }

    @Test
    void otherReadersSeeNamedDimensions() throws IOException, InterruptedException {
        var python = System.getProperty("asterism.python", "/usr/bin/python3");
        assumeTrue(
                run(python, "-c", "import h5py").startsWith("0"),
                "skipped: " + python
                        + " has no h5py (Debian: python3-h5py; python3-netcdf4 and python3-xarray for more)");
        var file = folder.resolve("ngc628.nc");
        MODEL.inferenceData(FIT).save(file);
        var script = Path.of(System.getProperty("asterism.root", ".."))
                .resolve("toolkit/src/test/python/inference_data_check.py");
        var said = run(python, script.toString(), file.toString());
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
