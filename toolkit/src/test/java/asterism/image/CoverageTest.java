package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Errors mean what they say: 200 noise realizations of the first tutorial problem, each fitted. */
@Tag("long")
class CoverageTest {

    private static final int REALIZATIONS = 200;

    @Test
    void pullsOfAllNineParametersHaveZeroMeanAndUnitScale() {
        var targets = ReferenceFitsTest.bands("t1_target.fits");
        double[] truth = ReferenceFitsTest.sersic(targets).fit().theta();
        var model = ReferenceFitsTest.sersic(targets).start(truth);
        var images = model.images();
        int n = truth.length;
        double[] sum = new double[n];
        double[] squares = new double[n];
        for (int r = 0; r < REALIZATIONS; r++) {
            var random = RandomStream.of(1000 + r);
            var noisy = images.stream().map(t -> t.data(withNoise(t, random))).toArray(Target[]::new);
            var fit = ReferenceFitsTest.sersic(noisy).start(truth).fit();
            assertThat(fit.converged()).as(fit.message()).isTrue();
            for (int k = 0; k < n; k++) {
                double pull = (fit.theta()[k] - truth[k])
                        / fit.sigma(fit.space().axis(k).path());
                sum[k] += pull;
                squares[k] += pull * pull;
            }
        }
        for (int k = 0; k < n; k++) {
            double mean = sum[k] / REALIZATIONS;
            double scale = Math.sqrt(squares[k] / REALIZATIONS - mean * mean);
            // 18 numbers, each beyond 3.7 sigma with a chance of 2e-4: 0.4 % for a right fit to fail
            assertThat(Math.abs(mean))
                    .as("mean pull of %s", model.space().axis(k))
                    .isLessThan(3.7 / Math.sqrt(REALIZATIONS));
            assertThat(Math.abs(scale - 1))
                    .as("scale of the pulls of %s", model.space().axis(k))
                    .isLessThan(3.7 / Math.sqrt(2.0 * REALIZATIONS));
        }
    }

    private static double[] withNoise(Target target, RandomStream random) {
        double[] data = target.toArray();
        double[] variance = target.rawVariance();
        for (int k = 0; k < data.length; k++) {
            data[k] += Math.sqrt(variance[k]) * random.nextGaussian();
        }
        return data;
    }
}
