package asterism.torus;

import static asterism.unit.Units.kpc;
import static asterism.unit.Units.kpcPerMyr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.io.Columns;
import asterism.io.CsvTables;
import asterism.random.RandomStream;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts, mean labels and their errors against the published functions; stars from every kind of table. */
class BinningTest {

    private static final Binning BINNING =
            Binning.of(Length.range(kpc(-0.8), kpc(0.8), 11), Velocity.range(kpcPerMyr(-0.06), kpcPerMyr(0.06), 9));

    private final Columns catalog = resource("catalogue.csv");
    private final Columns published = resource("binning.csv");
    private final Stars stars =
            Stars.of(Length.ofKpc(catalog.numbers("pos")), Velocity.ofKpcPerMyr(catalog.numbers("vel")));
    private final Stars plain = stars.label(catalog.numbers("label"));
    private final Stars measured = stars.label(catalog.numbers("label"), catalog.numbers("label_err"));

    private static Columns resource(String file) {
        try (var in = Objects.requireNonNull(BinningTest.class.getResourceAsStream(file))) {
            return CsvTables.parse(
                    file,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void countsAndCentersAreThePublishedOnes() {
        var data = BINNING.counts(stars);
        assertThat(data.counts()).containsExactly(published.numbers("counts"));
        assertThat(data.pos().inKpc()).containsExactly(published.numbers("pos"), within(1e-15));
        assertThat(data.vel().inKpcPerMyr()).containsExactly(published.numbers("vel"), within(1e-15));
        assertThat(data.nVel()).isEqualTo(8);
    }

    @Test
    void meansWithoutErrorsAreThePublishedOnes() {
        agrees(BINNING.scatterFrom(32).meanLabel(plain), "no_label_err", 1e-12);
        agrees(BINNING.scatter(0.07).meanLabel(plain), "no_label_err_s", 1e-12);
    }

    @Test
    void meansWithErrorsAreThePublishedOnes() {
        agrees(BINNING.scatterFrom(32).meanLabel(measured), "with_label_err", 1e-5);
        agrees(BINNING.scatter(0.05).meanLabel(measured), "with_label_err_s", 1e-12);
    }

    private void agrees(BinnedData data, String variant, double relative) {
        double[] label = published.numbers("label_" + variant);
        double[] error = published.numbers("err_" + variant);
        for (int i = 0; i < label.length; i++) {
            assertThat(data.label()[i]).isCloseTo(label[i], within(1e-12));
            assertThat(data.labelErr()[i]).isCloseTo(error[i], within(relative * error[i]));
        }
    }

    @Test
    void theIntrinsicScatterIsTheOneOfLargestLikelihood() {
        var random = RandomStream.of(3);
        int n = 400;
        double[] label = new double[n];
        double[] sigma = new double[n];
        int[] all = new int[n];
        for (int i = 0; i < n; i++) {
            sigma[i] = 0.02 + 0.1 * random.nextDouble();
            label[i] = 5 + Math.hypot(sigma[i], 0.08) * random.nextGaussian();
            all[i] = i;
        }
        double s = Scatter.intrinsic(label, sigma, all);
        assertThat(s).isBetween(0.07, 0.09);
        for (double other : new double[] {0.999 * s, 1.001 * s}) {
            assertThat(logLikelihood(label, sigma, other)).isLessThan(logLikelihood(label, sigma, s));
        }
    }

    private static double logLikelihood(double[] label, double[] sigma, double s) {
        double best = Double.NEGATIVE_INFINITY;
        for (double mu = 4.97; mu <= 5.03; mu += 1e-5) {
            double sum = 0;
            for (int i = 0; i < label.length; i++) {
                double v = sigma[i] * sigma[i] + s * s;
                sum -= 0.5 * ((label[i] - mu) * (label[i] - mu) / v + Math.log(v));
            }
            best = Math.max(best, sum);
        }
        return best;
    }

    @Test
    void errorsThatExplainAllScatterLeaveNone() {
        double[] label = {1.0, 1.01, 0.99, 1.02};
        double[] sigma = {0.5, 0.5, 0.5, 0.5};
        assertThat(Scatter.intrinsic(label, sigma, new int[] {0, 1, 2, 3})).isZero();
    }

    @Test
    void theLastPixelHoldsItsUpperEdgeAndEmptyPixelsAreNaN() {
        var four = Stars.of(kpc(-0.8, 0.8, 0.8, 0.9), kpcPerMyr(0.06, 0.06, 0.061, 0))
                .label(new double[] {1, 2, 3, 4});
        var data = BINNING.scatter(1).meanLabel(four);
        assertThat(data.counts()[70]).isEqualTo(1);
        assertThat(data.label()[79]).isEqualTo(2);
        assertThat(data.label()[0]).isNaN();
        assertThat(data.labelErr()[0]).isNaN();
        assertThat(data.withLabel().size()).isEqualTo(2);
    }

    @Test
    void aStarWithoutLabelCountsAsAStarOnly() {
        var three = Stars.of(kpc(0.1, 0.1, 0.1), kpcPerMyr(0.01, 0.01, 0.01)).label(new double[] {1, Double.NaN, 3});
        double[] counts = BINNING.counts(three).counts();
        var mean = BINNING.scatter(1).meanLabel(three);
        assertThat(counts[45]).isEqualTo(3);
        assertThat(mean.counts()[45]).isEqualTo(2);
        assertThat(mean.label()[45]).isEqualTo(2);
    }

    @Test
    void starsComeFromTablesInAnyUnit(@TempDir Path folder) throws Exception {
        var fits = folder.resolve("stars.fits").toString();
        measured.save(fits);
        same(Stars.read(fits, "pos", "vel").label("label", "label_err"), measured);
        same(Stars.of(measured.table(), "pos [kpc]", "vel [km/s]").label("label"), plain);
        var text = folder.resolve("stars.csv");
        Files.writeString(text, "z [pc],vz,fe_h\n120,20,0.1\n,3,0.2\n-80,-10,0.3\n");
        var read = Stars.read(text, "z", "vz [km/s]").label("fe_h");
        assertThat(read.pos().inKpc()).containsExactly(new double[] {0.12, -0.08}, within(1e-15));
        assertThat(read.vel().inKmPerS()).containsExactly(new double[] {20, -10}, within(1e-12));
        assertThat(read.label()).containsExactly(0.1, 0.3);
        assertThat(read.toText()).contains("1 rows of stars.csv have no height or no velocity");
    }

    private static void same(Stars got, Stars expected) {
        assertThat(got.size()).isEqualTo(expected.size());
        for (int i = 0; i < got.size(); i++) {
            assertThat(got.pos().get(i)).isEqualTo(expected.pos().get(i));
            assertThat(got.vel().get(i)).isCloseTo(expected.vel().get(i), within(1e-16));
        }
        assertThat(got.label()).containsExactly(expected.label());
    }
}
