package asterism.infer;

import static asterism.infer.Samplers.around;
import static asterism.infer.Samplers.nuts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coordinates of its own make a bent posterior round, and change nothing of it. */
class CoordinatesTest {

    /** Of the banana: y_1 = sinh(x_1) and y_2 = x_2 - x_1^2. */
    private static final Coordinates UNBENT = new Coordinates() {
        @Override
        public double[] lower() {
            return Targets.filled(2, Double.NEGATIVE_INFINITY);
        }

        @Override
        public double[] upper() {
            return Targets.filled(2, Double.POSITIVE_INFINITY);
        }

        @Override
        public void toCoordinates(double[] theta, double[] outY) {
            double x = theta[0];
            outY[1] = theta[1] - x * x;
            outY[0] = Math.sinh(x);
        }

        @Override
        public double toParameters(double[] y, double[] outTheta) {
            double x = Math.log(y[0] + Math.sqrt(1 + y[0] * y[0]));
            outTheta[1] = y[1] + x * x;
            outTheta[0] = x;
            return -Math.log(Math.cosh(x));
        }

        @Override
        public void pullBack(double[] theta, double[] gradient, double[] outGradient) {
            double x = theta[0];
            outGradient[0] = (gradient[0] + 2 * x * gradient[1] - Math.tanh(x)) / Math.cosh(x);
            outGradient[1] = gradient[1];
        }
    };

    private static final Posterior BANANA = new SamePosterior(GradientTargets.banana()) {
        @Override
        public String fingerprint() {
            return "unbent";
        }

        @Override
        public Optional<Coordinates> coordinates() {
            return Optional.of(UNBENT);
        }
    };

    @Test
    void theArmsOfTheBananaAreReachedWithTheDefaultStep() {
        var fit = nuts().draws(4_000).seed(3).run(BANANA);
        assertThat(fit.converged()).as(fit.toText()).isTrue();
        assertThat(fit.trajectories().orElseThrow().divergences()).isZero();
        var samples = fit.samples();
        double cross = 0;
        double mean = 0;
        for (int i = 0; i < samples.size(); i++) {
            double[] x = samples.draw(i);
            mean += x[1] / samples.size();
            cross += x[0] * x[0] * x[1] / samples.size();
        }
        assertThat(mean).isCloseTo(1, within(0.06));
        assertThat(cross).isCloseTo(3, within(0.4)); // 5 standard errors of some 8000 effective draws
    }

    @Test
    void drawsAndTheirLogDensitiesAreThoseOfThePosterior() {
        var samples = nuts().warmUp(100).draws(100).run(BANANA).samples();
        double[] logP = new double[1];
        for (int i = 0; i < samples.size(); i++) {
            BANANA.logDensity().evaluate(samples.draw(i), 1, logP);
            assertThat(samples.logP(i)).isCloseTo(logP[0], within(1e-11));
        }
    }

    @Test
    void aRunInPiecesIsTheSame(@TempDir Path directory) {
        var file = directory.resolve("banana.h5");
        var whole = nuts().warmUp(100).draws(200).seed(2).run(BANANA);
        var begun = nuts().warmUp(100).draws(60).seed(2).checkpoint(file).run(BANANA);
        assertThat(begun.samples().steps()).isEqualTo(60);
        var pieces = Samplers.resume(file).draws(200).run(BANANA);
        assertThat(pieces.chain().logP()).isEqualTo(whole.chain().logP());
        assertThat(pieces.chain().column(1)).isEqualTo(whole.chain().column(1));
    }

    @Test
    void anEllipsoidToBeginIn() {
        double[][] covariance = {{4, -1.9}, {-1.9, 1}};
        var posterior = GradientTargets.gaussian(2, 0);
        double[] theta = new double[4_000];
        try (var lanes = new EnsembleLanes(posterior, Pace.fixed(1))) {
            around(new double[] {1, 2}, covariance).draw(posterior, lanes, 1, 2_000, theta, new double[2_000]);
        }
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < theta.length; i += 2) {
            product += (theta[i] - 1) * (theta[i + 1] - 2) / 2_000;
            first += (theta[i] - 1) * (theta[i] - 1) / 2_000;
            second += theta[i + 1] / 2_000;
        }
        assertThat(product).isCloseTo(-1.9, within(0.3));
        assertThat(first).isCloseTo(4, within(0.6));
        assertThat(second).isCloseTo(2, within(0.1));
        assertThatThrownBy(() -> around(new double[] {1, 2}, new double[][] {{1, 2}, {2, 1}}))
                .hasMessageContaining("positive definite");
        assertThatThrownBy(() -> around(new double[] {1, 2}, new double[][] {{1}}))
                .hasMessageContaining("2 rows and columns");
    }
}
