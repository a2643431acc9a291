package asterism.cannon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Training on the reference set against exact solutions of the published objectives. */
class TrainingReferenceTest {

    @Test
    void withoutRegularizationCoefficientsAndPublishedScatterAreExact() {
        var trained = Cannon.of(Reference.training()).asPublished().train();
        double[][] exact = Reference.csv("train_lambda0_exact_theta.csv");
        double[] exactS2 = Reference.column("train_lambda0_exact_s2.csv");
        double worstTheta = 0;
        double worstScatter = 0;
        for (int j = 0; j < exact.length; j++) {
            for (int t = 0; t < exact[j].length; t++) {
                worstTheta = Math.max(worstTheta, Math.abs(exact[j][t] - trained.thetaRows()[j][t]));
            }
            double difference = Math.sqrt(exactS2[j]) - trained.scatter()[j];
            worstScatter = Math.max(worstScatter, exactS2[j] == trained.s2()[j] ? 0 : Math.abs(difference));
        }
        assertThat(worstTheta).isLessThan(1e-9);
        assertThat(worstScatter).isLessThan(1e-9);
    }

    @Test
    void withRegularizationTheMinimumIsExactAndHasTheTrueZeros() {
        var training = Reference.training();
        var trained = Cannon.of(training).regularization(300).asPublished().train();
        double[][] exact = Reference.csv("train_lambda300_exact_theta.csv");
        double[] exactS2 = Reference.column("train_lambda300_exact_s2.csv");
        double worst = 0;
        double worstExcess = 0;
        double worstScatter = 0;
        int wrongZeros = 0;
        for (int j = 0; j < exact.length - 2; j++) { // the last two have no data
            double[] theta = trained.thetaRows()[j];
            for (int t = 0; t < theta.length; t++) {
                worst = Math.max(worst, Math.abs(exact[j][t] - theta[t]));
                wrongZeros += (exact[j][t] == 0) == (theta[t] == 0) ? 0 : 1;
            }
            double least = objective(trained, training, j, exact[j], 300);
            worstExcess = Math.max(worstExcess, objective(trained, training, j, theta, 300) / least - 1);
            worstScatter = Math.max(worstScatter, Math.abs(Math.sqrt(exactS2[j]) - trained.scatter()[j]));
        }
        assertThat(wrongZeros).isZero();
        assertThat(worstExcess).isLessThan(1e-10);
        assertThat(worst).isLessThan(1e-9);
        assertThat(worstScatter).isLessThan(1e-9);
        assertThat(trained.sparsity()).isBetween(0.3, 0.4);
    }

    /** Chi-squared without scatter plus the penalty, written plainly. */
    static double objective(TrainedCannon trained, TrainingSet training, int pixel, double[] theta, double lambda) {
        double sum = 0;
        for (int n = 0; n < training.size(); n++) {
            double[] v = trained.vectorizer()
                    .labelVector(trained.scaling().scaled(training.labels().star(n)));
            double model = 0;
            for (int t = 0; t < v.length; t++) {
                model += theta[t] * v[t];
            }
            double ivar = training.spectra().ivar(n)[pixel];
            double r = model - (ivar > 0 ? training.spectra().flux(n)[pixel] : model);
            sum += ivar * r * r;
        }
        for (int t = 1; t < theta.length; t++) {
            sum += lambda * Math.abs(theta[t]);
        }
        return sum;
    }
}
