package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Folds, scores, and labels of stars that the model has not seen. */
class CrossValidationTest {

    private final TrainingSet training = Simulated.training(60, 40);

    @Test
    void everyStarIsHeldOutOnce() {
        var deal = CrossValidation.of(Cannon.of(training)).folds(7).deal();
        assertThat(deal).hasSize(7);
        assertThat(deal.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, 60).toArray());
        assertThat(deal).allMatch(fold -> fold.length == 8 || fold.length == 9);
        assertThat(CrossValidation.of(Cannon.of(training))
                        .folds(7)
                        .seed(1)
                        .deal()
                        .get(0))
                .isNotEqualTo(deal.get(0));
    }

    @Test
    void theScoreIsTheDevianceOfTheHeldOutSpectra() {
        var cv = CrossValidation.of(Cannon.of(training)).folds(4).strengths(0, 100);
        var result = cv.train();
        var plain = new double[2];
        for (int[] fold : cv.deal()) {
            int[] others = IntStream.range(0, 60)
                    .filter(n -> Arrays.stream(fold).noneMatch(m -> m == n))
                    .toArray();
            for (int k = 0; k < 2; k++) {
                var model = Cannon.of(training.select(others))
                        .regularization(k == 0 ? 0.0 : 100.0)
                        .train();
                for (int n : fold) {
                    double[] flux = training.spectra().flux(n);
                    double[] predicted = model.predict(training.labels().star(n));
                    for (int j = 0; j < flux.length; j++) {
                        double variance = 1e-4 + model.s2()[j];
                        plain[k] += Math.pow(flux[j] - predicted[j], 2) / variance + Math.log(variance);
                    }
                }
            }
        }
        double difference = plain[1] - plain[0];
        int worse = difference > 0 ? 1 : 0;
        assertThat(result.differences()[worse]).isCloseTo(Math.abs(difference), within(1e-6 * Math.abs(difference)));
        assertThat(result.best()).isEqualTo(difference > 0 ? 0 : 100);
    }

    private static org.assertj.core.data.Offset<Double> within(double x) {
        return org.assertj.core.api.Assertions.within(x);
    }

    @Test
    void aStrengthThatLeavesOnlyTheConstantIsTheWorst() {
        var result =
                CrossValidation.of(Cannon.of(training)).strengths(0, 10, 1e9).train();
        assertThat(result.best()).isNotEqualTo(1e9);
        assertThat(result.sparsity()[2]).isEqualTo(1);
        assertThat(result.differences()[2]).isGreaterThan(10 * result.errors()[2]);
        assertThat(result.sparsest()).isBetween(result.best(), 10.0);
        assertThat(result.bestPerPixel()).hasSize(40);
        assertThat(result.table().rowCount()).isEqualTo(3);
    }

    @Test
    void termsThatAreNotThereAreFoundByAGreaterStrength() {
        // lines that do not depend on any label: every coefficient but the constant is noise
        var labels = Simulated.labels(3, 60);
        var flux = new double[60][40];
        var ivar = new double[60][40];
        for (int n = 0; n < 60; n++) {
            var random = asterism.random.RandomStream.of(5).split(n);
            for (int j = 0; j < 40; j++) {
                flux[n][j] = 1 + 0.01 * random.nextGaussian();
                ivar[n][j] = 1e4;
            }
        }
        var result = CrossValidation.of(Cannon.of(labels, Spectra.of(flux, ivar)))
                .strengths(0, 1e9)
                .train();
        assertThat(result.best()).isEqualTo(1e9);
        assertThat(result.toHtml()).contains("the best strength is the greatest that was tried");
    }

    @Test
    void theAnswerDoesNotDependOnTheNumberOfThreads() {
        var one = CrossValidation.of(Cannon.of(training).threads(1))
                .strengths(0, 100)
                .train();
        var three = CrossValidation.of(Cannon.of(training).threads(3))
                .strengths(0, 100)
                .train();
        assertThat(three.differences()).isEqualTo(one.differences());
        assertThat(three.bestPerPixel()).isEqualTo(one.bestPerPixel());
    }

    @Test
    void labelsOfStarsThatWereNotSeen() {
        var comparison =
                CrossValidation.of(Cannon.of(Simulated.training(150, 300))).oneToOne();
        assertThat(comparison.size()).isEqualTo(150);
        assertThat(comparison.rms("TEFF")).isBetween(1.0, 60.0);
        assertThat(comparison.rms("FEH")).isBetween(0.001, 0.06);
        assertThat(Math.abs(comparison.bias("FEH"))).isLessThan(0.3 * comparison.rms("FEH"));
    }

    @Test
    void badInput() {
        var cv = CrossValidation.of(Cannon.of(training));
        assertThatThrownBy(() -> cv.folds(1)).hasMessageContaining("60 stars can be dealt into 2 to 60");
        assertThatThrownBy(() -> cv.strengths(-1)).hasMessageContaining("finite number of 0 or more, got -1.0");
        assertThatThrownBy(cv::strengths).hasMessageContaining("at least one strength");
    }
}
