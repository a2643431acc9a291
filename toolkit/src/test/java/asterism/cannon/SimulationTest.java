package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Simulated spectra of a model that is exactly quadratic: what was put in comes out, with the errors that are claimed. */
@Tag("statistical")
class SimulationTest {

    private static final List<String> NAMES = List.of("TEFF", "LOGG", "FEH");

    /** Stars with labels like those of giants and spectra of a quadratic model with noise and scatter. */
    private static final class Sky {

        private final java.util.Random random;
        private final double[][] theta;
        private final double[] scatter;

        Sky(long seed, double... scatter) {
            this.random = new java.util.Random(seed);
            this.scatter = scatter;
            this.theta = new double[scatter.length][10];
            for (var row : theta) {
                row[0] = 0.8 + 0.1 * random.nextGaussian();
                for (int t = 1; t < 10; t++) {
                    row[t] = (t < 4 ? 0.08 : 0.02) * random.nextGaussian();
                }
            }
        }

        TrainingSet stars(int nStars, double leastError, double mostError) {
            var labels = new double[nStars][];
            var flux = new double[nStars][scatter.length];
            var ivar = new double[nStars][scatter.length];
            var vectorizer = Vectorizer.polynomial(NAMES, 2);
            for (int n = 0; n < nStars; n++) {
                double[] x = {random.nextDouble() - 0.5, random.nextDouble() - 0.5, random.nextDouble() - 0.5};
                labels[n] = new double[] {4600 + 1300 * x[0], 2 + 2 * x[1], -0.2 + x[2]};
                double[] v = vectorizer.labelVector(x);
                for (int j = 0; j < scatter.length; j++) {
                    double sigma = leastError * Math.pow(mostError / leastError, random.nextDouble());
                    double model = 0;
                    for (int t = 0; t < 10; t++) {
                        model += theta[j][t] * v[t];
                    }
                    ivar[n][j] = 1 / (sigma * sigma);
                    flux[n][j] = model + Math.hypot(sigma, scatter[j]) * random.nextGaussian();
                }
            }
            return TrainingSet.of(Labels.of(NAMES, labels), Spectra.of(flux, ivar));
        }
    }

    @Test
    void scatterIsRecoveredWithoutBias() {
        for (double truth : new double[] {0.01, 0.02, 0.05}) {
            var scatter = new double[300];
            Arrays.fill(scatter, truth);
            var training = new Sky(Math.round(1e6 * truth), scatter).stars(1000, 0.01, 0.01);
            var found = Cannon.of(training).train().s2();
            double mean = Arrays.stream(found).average().orElseThrow();
            double sd = Math.sqrt(
                    Arrays.stream(found).map(s2 -> (s2 - mean) * (s2 - mean)).sum() / 299);
            double z = (mean - truth * truth) / (sd / Math.sqrt(300));
            assertThat(z).isBetween(-3.0, 3.0);
            double published = Arrays.stream(
                            Cannon.of(training).asPublished().train().scatter())
                    .average()
                    .orElseThrow();
            assertThat(published).isLessThan(0.7 * truth); // the rule of the median is biased low
        }
    }

    @Test
    void scatterIsTheMaximumOfTheRestrictedLikelihood() {
        var scatter = new double[20];
        Arrays.fill(scatter, 0.015);
        var training = new Sky(3, scatter).stars(60, 0.003, 0.1);
        var model = Cannon.of(training).train();
        for (int j = 0; j < 20; j++) {
            double s2 = model.s2()[j];
            double best = restrictedLikelihood(model, training, j, s2);
            for (double factor : new double[] {0.99, 1.01}) {
                assertThat(restrictedLikelihood(model, training, j, s2 * factor))
                        .isLessThanOrEqualTo(best + 1e-9);
            }
        }
    }

    /** -1/2 [chi-squared - sum ln W + ln det(A^T W A)] at the best coefficients for a scatter, written plainly. */
    private static double restrictedLikelihood(TrainedCannon model, TrainingSet training, int j, double s2) {
        int nStars = training.size();
        var flux = new double[nStars];
        var ivar = new double[nStars];
        var design = new double[nStars][];
        double sum = 0;
        for (int n = 0; n < nStars; n++) {
            flux[n] = training.spectra().flux(n)[j];
            ivar[n] = training.spectra().ivar(n)[j];
            design[n] = model.vectorizer()
                    .labelVector(model.scaling().scaled(training.labels().star(n)));
            sum -= Math.log(ivar[n] / (1 + ivar[n] * s2));
        }
        var fit = CannonFunctions.fitTheta(flux, ivar, s2, design);
        double[] weights = Arrays.stream(ivar).map(w -> w / (1 + w * s2)).toArray();
        sum += CannonFunctions.chiSquared(fit.theta(), design, flux, weights).value();
        return -(sum - logDeterminant(fit.covariance())) / 2;
    }

    /** Of a symmetric positive definite matrix, by elimination. Overwritten. */
    private static double logDeterminant(double[][] m) {
        double sum = 0;
        for (int k = 0; k < m.length; k++) {
            sum += Math.log(m[k][k]);
            for (int i = k + 1; i < m.length; i++) {
                double factor = m[i][k] / m[k][k];
                for (int j = k; j < m.length; j++) {
                    m[i][j] -= factor * m[k][j];
                }
            }
        }
        return sum;
    }

    @Test
    void pullsOfAModelOfFewStarsHaveUnitScaleWithTheErrorsOfItsCoefficients() {
        double[] scatter = new java.util.Random(5).doubles(400, 0, 0.02).toArray();
        double[][] sums = new double[2][3];
        int nSpectra = 0;
        for (int seed = 0; seed < 30; seed++) { // every model has errors of its own
            var sky = new Sky(100 + seed, scatter);
            var cannon = Cannon.of(sky.stars(100, 0.005, 0.02));
            var test = sky.stars(100, 0.005, 0.05);
            nSpectra += test.size();
            for (int k = 0; k < 2; k++) {
                var found =
                        (k == 0 ? cannon : cannon.coefficientErrors()).train().labels(test.spectra());
                for (int l = 0; l < 3; l++) {
                    double[] errors = found.errors(NAMES.get(l));
                    for (int n = 0; n < test.size(); n++) {
                        double difference =
                                found.labels().star(n)[l] - test.labels().star(n)[l];
                        sums[k][l] += Math.pow(difference / errors[n], 2);
                    }
                }
            }
        }
        for (int l = 0; l < 3; l++) {
            assertThat(Math.sqrt(sums[0][l] / nSpectra)).isGreaterThan(1.1);
            assertThat(Math.sqrt(sums[1][l] / nSpectra)).isBetween(0.95, 1.05);
        }
    }

    /** The factor in the warning of a model of few stars is the width of pulls of other stars, or a little less. */
    @Test
    void aModelOfFewStarsForetellsTheWidthOfItsPulls() {
        var factor = Pattern.compile("of (\\w+) by a factor of ([0-9.]+) or more; train with coefficientErrors");
        double[] scatter = new double[400];
        for (int nStars : new int[] {60, 80}) {
            double squares = 0;
            double forecast = 0;
            for (int seed = 0; seed < 20; seed++) {
                var sky = new Sky(500 + seed, scatter);
                var model = Cannon.of(sky.stars(nStars, 0.01, 0.01)).train();
                var match = factor.matcher(String.join(" ", model.warnings()));
                assertThat(match.find()).as("%s", model.warnings()).isTrue();
                forecast += Double.parseDouble(match.group(2)) / 20;
                var test = sky.stars(100, 0.01, 0.01);
                var comparison = OneToOne.of(test.labels(), model.labels(test.spectra()));
                squares += Math.pow(comparison.pullWidth(match.group(1)), 2) / 20;
            }
            assertThat(Math.sqrt(squares) / forecast).as("%d stars", nStars).isBetween(0.95, 1.25);
        }
        var many = new Sky(1, scatter).stars(1000, 0.01, 0.01);
        assertThat(Cannon.of(many).train().warnings()).isEmpty();
    }

    @Test
    void pullsOfLabelsHaveUnitScale() {
        var random = new java.util.Random(5);
        double[] scatter = random.doubles(400, 0, 0.02).toArray();
        var sky = new Sky(7, scatter);
        var model = Cannon.of(sky.stars(4000, 0.005, 0.02)).train();
        var test = sky.stars(2000, 0.005, 0.05);
        var found = model.labels(test.spectra());
        for (var name : NAMES) {
            double[] errors = found.errors(name);
            double sum = 0;
            double sum2 = 0;
            for (int n = 0; n < test.size(); n++) {
                double pull = (found.get(n, name) - test.labels().get(n, name)) / errors[n];
                sum += pull;
                sum2 += pull * pull;
            }
            double scale = Math.sqrt(sum2 / test.size());
            assertThat(scale).isBetween(0.95, 1.05);
            assertThat(sum / Math.sqrt(test.size())).isBetween(-4.0, 4.0);
        }
    }
}
