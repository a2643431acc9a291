package asterism.image;

import static asterism.infer.Samplers.nuts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import asterism.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JointPosteriorTest {

    private static Joint sky(long seed) {
        return Joint.of(Target.blank("r", PixelGrid.of(24, 24, 0.6))
                        .variance(0.02 * 0.02)
                        .psf(Psf.gaussian(1.5)))
                .add(Sersic.of("g")
                        .start(Sersic.X, 7.1)
                        .start(Sersic.Y, 7.3)
                        .start(Sersic.Q, 0.6)
                        .start(Sersic.PA, 0.05)
                        .start(Sersic.N, 1.2)
                        .start(Sersic.R_E, 2)
                        .start(Sersic.I_E, 0.1))
                .simulate(seed);
    }

    private static JointFit fit(long seed) {
        return Joint.of(sky(seed).target("r")).add(Sersic.of("g")).fit();
    }

    @Test
    void theGradientIsThatOfTheDensity() {
        var posterior = JointPosterior.about(fit(1));
        var density = posterior.logDensity();
        int n = density.dimension();
        double[] lower = posterior.lower();
        double[] upper = posterior.upper();
        var random = RandomStream.of(3);
        double[] value = new double[1];
        double[] gradient = new double[n];
        double[] ignored = new double[1];
        for (int c = 0; c < 5; c++) {
            double[] theta = new double[n];
            for (int k = 0; k < n; k++) {
                theta[k] = lower[k] + (0.4 + 0.2 * random.nextDouble()) * (upper[k] - lower[k]);
            }
            density.evaluateWithGradient(theta, 1, value, gradient);
            density.evaluate(theta, 1, ignored);
            assertEquals(ignored[0], value[0], 1e-9 * Math.abs(value[0]));
            for (int k = 0; k < n; k++) {
                double h = 1e-4 * (upper[k] - lower[k]);
                double wide = difference(density, theta, k, h);
                double narrow = difference(density, theta, k, h / 2);
                double richardson = (4 * narrow - wide) / 3;
                assertEquals(richardson, gradient[k], 1e-5 * (Math.abs(richardson) + 1 / h), "parameter " + k);
            }
        }
    }

    private static double difference(asterism.infer.LogDensity density, double[] theta, int k, double h) {
        double[] at = theta.clone();
        double[] out = new double[1];
        at[k] = theta[k] + h;
        density.evaluate(at, 1, out);
        double up = out[0];
        at[k] = theta[k] - h;
        density.evaluate(at, 1, out);
        return (up - out[0]) / (2 * h);
    }

    // the position angle of this galaxy is 0.05 rad: an interval cut at 0 would lose half of its posterior
    @Test
    void thePositionAngleIsNotCutAtNorth() {
        var posterior = JointPosterior.about(fit(1));
        int pa = posterior.space().index("g/PA");
        assertEquals(0.05, (posterior.lower()[pa] + posterior.upper()[pa]) / 2 % Math.PI, 0.1);
    }

    @Test
    void otherDataHaveAnotherFingerprint() {
        assertNotEquals(
                JointPosterior.about(fit(1)).fingerprint(),
                JointPosterior.about(fit(2)).fingerprint());
        assertEquals(
                JointPosterior.about(fit(1)).fingerprint(),
                JointPosterior.about(fit(1)).fingerprint());
    }

    /** Only 30 errors about the best fit are searched; the density, and with it the evidence, is that of the limits. */
    @Test
    void thePriorBetweenFiniteLimitsIsThatOfTheWholeInterval() {
        var best = Joint.of(sky(1).target("r"))
                .add(Sersic.of("g")
                        .limits(Sersic.X, -100, 100)
                        .limits(Sersic.Y, -100, 100)
                        .limits(Sersic.I_E, -20, 20))
                .fit();
        var posterior = JointPosterior.about(best);
        int n = posterior.lower().length;
        double searched = 0;
        double prior = 0;
        double[] half = new double[n];
        for (int k = 0; k < n; k++) {
            double width = posterior.upper()[k] - posterior.lower()[k];
            double limits = best.model().upper()[k] - best.model().lower()[k];
            searched += Math.log(width);
            prior += Math.log(Double.isInfinite(limits) ? width : limits);
            half[k] = 0.5;
        }
        var transform = posterior.priorTransform().orElseThrow();
        double[] theta = new double[n];
        assertEquals(searched - prior, transform.apply(half, theta), 1e-12);
        assertThat(searched - prior).isLessThan(-9); // x, y and Ie alone
        double[] logP = new double[1];
        double[] logL = new double[1];
        posterior.logDensity().evaluate(theta, 1, logP);
        transform.logLikelihood().evaluate(theta, 1, logL);
        assertEquals(-prior, logP[0] - logL[0], 1e-6);
    }

    @Test
    @Tag("long")
    void trajectoriesFindTheErrorsOfTheFit() {
        var best = fit(1);
        var samples = best.model().sample(nuts().chains(2).draws(400).seed(5)).samples();
        for (var name : best.space().names()) {
            int k = best.space().index(name);
            double mean = 0;
            double square = 0;
            for (int i = 0; i < samples.size(); i++) {
                mean += samples.get(i, k) / samples.size();
                square += samples.get(i, k) * samples.get(i, k) / samples.size();
            }
            double sd = Math.sqrt(square - mean * mean);
            assertEquals(best.sigma(name), sd, 0.3 * best.sigma(name), name);
            assertEquals(best.value(name), mean, 0.6 * best.sigma(name), name);
        }
    }
}
