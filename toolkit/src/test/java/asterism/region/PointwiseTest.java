package asterism.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointwiseTest {

    @Test
    void theTermsSumToTheLogLikelihood() {
        for (var model : List.of(
                Ngc628.model(), Ngc628.model().asPublished(), Ngc628.model().commonCalibration())) {
            var posterior = model.bind();
            var pointwise = posterior.pointwise().orElseThrow();
            double[] theta = new double[posterior.space().dimension()];
            double[] terms = new double[pointwise.terms().size()];
            var random = RandomStream.of(5);
            for (int i = 0; i < 20; i++) {
                posterior.drawPrior(random, theta);
                pointwise.evaluate(theta, terms);
                double sum = Arrays.stream(terms).sum();
                assertEquals(model.logLikelihood(theta), sum, 1e-9 * Math.abs(sum));
            }
        }
    }

    @Test
    void aBandWithACommonCalibrationIsOneTerm() {
        var alone = Ngc628.model().bind().pointwise().orElseThrow().terms();
        assertEquals(40, alone.size());
        var common = Ngc628.model()
                .commonCalibration()
                .bind()
                .pointwise()
                .orElseThrow()
                .terms();
        assertThat(common).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(40);
    }
}
