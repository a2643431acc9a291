package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asterism.ReferenceJson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounds, censoring, threads, going on: the options of training. */
class TrainingOptionsTest {

    @Test
    void boundsAreKeptExactlyAndTheMinimumIsNoHigherThanThePublishedOne() {
        var reference = Reference.json("restricted.json");
        var training = Reference.training();
        var model = Cannon.of(training)
                .asPublished()
                .bounds("FEH", Double.NEGATIVE_INFINITY, 0)
                .bounds("TEFF^2", -0.001, 0.001)
                .train();
        double[] published = reference.get("fopt").numbers();
        for (int j = 0; j < published.length; j++) {
            double[] theta = model.thetaRows()[j];
            assertThat(theta[3]).isLessThanOrEqualTo(0);
            assertThat(theta[4]).isBetween(-0.001, 0.001);
            assertThat(TrainingReferenceTest.objective(model, training, j, theta, 0))
                    .isLessThanOrEqualTo(published[j] * (1 + 1e-9));
        }
    }

    @Test
    void aCensoredLabelIsInNoTermWhereTheMaskIsTrue() {
        var mask = Reference.json("censoring.json").get("design_matrix_mask");
        var vectorizer = Vectorizer.polynomial(Reference.NAMES, 2);
        var censors = Map.of(
                "FEH",
                bits(mask.get("censors").get("FEH")),
                "TEFF",
                bits(mask.get("censors").get("TEFF")));
        boolean[][] censored = TrainingProblem.censoredTerms(vectorizer, censors, 6);
        var used = mask.get("mask").list();
        for (int j = 0; j < 6; j++) {
            for (int t = 0; t < vectorizer.size(); t++) {
                assertThat(censored[j][t])
                        .isNotEqualTo(used.get(j).list().get(t).value());
            }
        }
        var training = Reference.training();
        var first = new boolean[300];
        Arrays.fill(first, 0, 100, true);
        var model = Cannon.of(training).censor("FEH", first).train();
        var free = Cannon.of(training).train();
        for (int j = 0; j < 298; j++) {
            assertThat(model.thetaRows()[j][3] == 0).isEqualTo(j < 100);
            assertThat(model.thetaRows()[j][5] == 0).isEqualTo(false); // LOGG*TEFF
            assertThat(model.thetaRows()[j][6] == 0).isEqualTo(j < 100); // FEH*TEFF
        }
        assertThat(model.thetaRows()[200]).isEqualTo(free.thetaRows()[200]);
    }

    private static boolean[] bits(ReferenceJson node) {
        var out = new boolean[node.list().size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = node.list().get(i).number() != 0;
        }
        return out;
    }

    @Test
    void coefficientsDoNotDependOnThreadsNorOnTheOtherPixels() {
        var training = Reference.training();
        for (double lambda : new double[] {0, 300}) {
            var one = Cannon.of(training).regularization(lambda).threads(1).train();
            var many = Cannon.of(training).regularization(lambda).threads(5).train();
            assertThat(many.theta()).isDeepEqualTo(one.theta());
            assertThat(many.s2()).isEqualTo(one.s2());
            var part = Cannon.of(training.labels(), pixels(training.spectra(), 37, 101))
                    .regularization(lambda)
                    .train();
            assertThat(part.theta()).isDeepEqualTo(Arrays.copyOfRange(one.theta(), 37, 101));
            assertThat(part.s2()).isEqualTo(Arrays.copyOfRange(one.s2(), 37, 101));
        }
    }

    private static Spectra pixels(Spectra spectra, int from, int to) {
        var flux = new double[spectra.size()][];
        var ivar = new double[spectra.size()][];
        for (int n = 0; n < flux.length; n++) {
            flux[n] = Arrays.copyOfRange(spectra.flux(n), from, to);
            ivar[n] = Arrays.copyOfRange(spectra.ivar(n), from, to);
        }
        return Spectra.of(flux, ivar);
    }

    @Test
    void regularizationMayDifferFromPixelToPixel() {
        var training = Reference.training();
        var lambdas = new double[300];
        Arrays.fill(lambdas, 150, 300, 300);
        var mixed = Cannon.of(training).regularization(lambdas).train();
        assertThat(Arrays.copyOf(mixed.theta(), 150))
                .isDeepEqualTo(Arrays.copyOf(Cannon.of(training).train().theta(), 150));
        assertThat(mixed.thetaRows()[160])
                .isEqualTo(Cannon.of(training).regularization(300).train().thetaRows()[160]);
        lambdas[4] = -1;
        assertThatThrownBy(() -> Cannon.of(training).regularization(lambdas))
                .hasMessage("regularization of pixel 4 must be a finite number not below 0, got -1.0");
    }

    @Test
    void anUnfinishedTrainingGoesOnFromItsFile(@TempDir Path folder) {
        var training = Reference.training();
        var file = folder.resolve("training.h5");
        var whole = Cannon.of(training).train();
        var kept = Cannon.of(training).checkpoint(file).train();
        var again = Cannon.of(training).checkpoint(file).train();
        assertThat(kept.theta()).isDeepEqualTo(whole.theta());
        assertThat(again.theta()).isDeepEqualTo(whole.theta());
        assertThat(again.s2()).isEqualTo(whole.s2());
        assertThatThrownBy(() ->
                        Cannon.of(training).regularization(10).checkpoint(file).train())
                .hasMessageContaining("other settings; delete it or name another checkpoint");
    }

    @Test
    void anInterruptedTrainingSaysHowToGoOnAndKeepsWhatIsDone(@TempDir Path folder) {
        var training = Reference.training();
        var file = folder.resolve("training.h5");
        Thread.currentThread().interrupt();
        try {
            Cannon.of(training).threads(1).checkpoint(file).train();
        } catch (java.util.concurrent.CancellationException e) {
            assertThat(e).hasMessageContaining("train again to go on from there");
        }
        assertThat(Thread.interrupted()).isFalse();
        var resumed = Cannon.of(training).checkpoint(file).train();
        assertThat(resumed.theta()).isDeepEqualTo(Cannon.of(training).train().theta());
        var labels = folder.resolve("labels.h5");
        var search = LabelSearch.DEFAULT.checkpoint(labels);
        var found = resumed.labels(training.spectra(), search).labels().toArray();
        assertThat(resumed.labels(training.spectra(), search).labels().toArray())
                .isDeepEqualTo(found);
    }

    @Test
    void coefficientErrorsAreThoseOfTheLinearSolutionAndAreSaved(@TempDir Path folder) {
        var training = Reference.training();
        var plain = Cannon.of(training).train();
        var model = Cannon.of(training).coefficientErrors().train();
        assertThat(model.theta()).isDeepEqualTo(plain.theta());
        var flux = new double[100];
        var ivar = new double[100];
        for (int n = 0; n < 100; n++) {
            flux[n] = training.spectra().flux(n)[7];
            ivar[n] = training.spectra().ivar(n)[7];
        }
        double[][] exact = CannonFunctions.fitTheta(flux, ivar, model.s2()[7], CannonFunctionsTest.design())
                .covariance();
        double[][] ours = model.coefficientCovariance(7);
        for (int k = 0; k < 10; k++) {
            for (int l = 0; l < 10; l++) {
                double size = Math.sqrt(exact[k][k] * exact[l][l]);
                assertThat(Math.abs(ours[k][l] - exact[k][l])).isLessThan(1e-4 * size); // the weights of the last round
            }
        }
        var file = folder.resolve("model.h5");
        model.save(file);
        var back = TrainedCannon.read(file);
        assertThat(back.coefficientCovariance(7)).isDeepEqualTo(ours);
        assertThat(back.labels(training.spectra()).labels().toArray())
                .isDeepEqualTo(model.labels(training.spectra()).labels().toArray());
        assertThat(plain.hasCoefficientErrors()).isFalse();
        assertThatThrownBy(() -> plain.coefficientCovariance(7))
                .hasMessageContaining("train it with coefficientErrors()");
        var kept = folder.resolve("kept.h5");
        Cannon.of(training).coefficientErrors().checkpoint(kept).train();
        var again = Cannon.of(training).coefficientErrors().checkpoint(kept).train();
        assertThat(again.coefficientCovariance(200)).isDeepEqualTo(model.coefficientCovariance(200));
    }

    @Test
    void startsForAllAndAStartOfEachAreTwoThings() {
        var training = Reference.training();
        var model = Cannon.of(training).train();
        var three = training.select(1, 2, 3);
        var everyone = model.labels(three.spectra(), LabelSearch.DEFAULT.starts(three.labels()));
        var each = model.labels(three.spectra(), LabelSearch.DEFAULT.startOfEach(three.labels()));
        for (int n = 0; n < 3; n++) {
            assertThat(everyone.bestStart(n)).isBetween(0, 2);
            assertThat(each.bestStart(n)).isZero();
            for (var name : Reference.NAMES) {
                double difference = everyone.get(n, name) - each.get(n, name);
                assertThat(Math.abs(difference)).isLessThan(1e-6 * each.errors(name)[n]);
            }
        }
        assertThatThrownBy(() -> model.labels(training.spectra(), LabelSearch.DEFAULT.startOfEach(three.labels())))
                .hasMessage("startOfEach: starts for 3 spectra, but there are 100 spectra");
    }

    @Test
    void aPixelIsTrainedWhateverTheUnitOfItsFlux() {
        var training = Reference.training();
        var spectra = training.spectra();
        var flux = new double[spectra.size()][];
        var ivar = new double[spectra.size()][];
        for (int n = 0; n < flux.length; n++) {
            flux[n] = Arrays.stream(spectra.flux(n)).map(f -> 1024 * f).toArray();
            ivar[n] = Arrays.stream(spectra.ivar(n)).map(w -> w / (1024 * 1024)).toArray();
        }
        var other = TrainingSet.of(training.labels(), Spectra.of(flux, ivar));
        double[][] theta = Cannon.of(training).train().theta();
        double[][] scaled = Cannon.of(other).train().theta();
        for (int j = 0; j < 298; j++) {
            assertThat(scaled[j][0] / 1024).isCloseTo(theta[j][0], org.assertj.core.data.Offset.offset(1e-9));
        }
        assertThat(Cannon.of(other).asPublished().train().thetaRows()[0][0]).isEqualTo(1); // a mean ivar below 1
    }
}
