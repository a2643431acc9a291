package asterism.image;

import static asterism.infer.Samplers.nested;
import static asterism.infer.Samplers.nuts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import asterism.infer.Samples;
import asterism.random.RandomStream;
import java.util.Arrays;
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

    /** Two free parameters, so that posterior and evidence follow from sums over a grid: both samplers must find them. */
    @Test
    @Tag("long")
    void samplersFindWhatSumsOverAGridGive() {
        var blob = GaussianEllipse.of("g")
                .fix(GaussianEllipse.X, 4.6)
                .fix(GaussianEllipse.Y, 4.3)
                .fix(GaussianEllipse.Q, 0.7)
                .fix(GaussianEllipse.PA, 0.5)
                .limits(GaussianEllipse.SIGMA, 0.5, 20)
                .limits(GaussianEllipse.LOG_FLUX, -2, 3);
        var image = Target.blank("r", PixelGrid.of(9, 9, 1))
                .variance(0.05 * 0.05)
                .psf(Psf.gaussian(2).size(3));
        var sky = Joint.of(image)
                .add(blob.start(GaussianEllipse.SIGMA, 2).start(GaussianEllipse.LOG_FLUX, 0.8))
                .simulate(8);
        var fit = Joint.of(sky.target("r")).add(blob).fit();
        var grid = new Grid(fit);
        var byTrajectories = fit.model().sample(nuts().chains(2).draws(1500).seed(5));
        var byContours = fit.model().sample(nested().live(160).seed(6));
        for (var samples : new Samples[] {byTrajectories.samples(), byContours.samples()}) {
            for (int k = 0; k < 2; k++) {
                double[] column = samples.column(k);
                double mean = Arrays.stream(column).average().orElseThrow();
                double variance =
                        Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum() / column.length;
                assertEquals(grid.mean[k], mean, 0.16 * grid.sigma[k]); // four errors of 600 independent draws
                assertEquals(grid.sigma[k], Math.sqrt(variance), 0.11 * grid.sigma[k]);
            }
        }
        var evidence = byContours.evidence().orElseThrow();
        assertEquals(grid.logZ, evidence.logZ(), 4 * evidence.error());
        assertThat(evidence.error()).isLessThan(0.3);
    }

    /** Mean, sigma and evidence of two parameters by sums over 12 sigma around the best fit, flat priors between limits. */
    private static final class Grid {

        private static final int POINTS = 161;

        private final double[] mean = new double[2];
        private final double[] sigma = new double[2];
        private final double logZ;

        Grid(JointFit fit) {
            double[] best = fit.theta();
            double[] step = new double[2];
            double logPrior = 0;
            for (int k = 0; k < 2; k++) {
                step[k] = 12 * fit.sigma(fit.space().axis(k).path()) / (POINTS / 2);
                logPrior -= Math.log(fit.model().upper()[k] - fit.model().lower()[k]);
            }
            double z = 0;
            double[] square = new double[2];
            try (var scene = fit.model().scene(1)) {
                for (int c = 0; c < POINTS * POINTS; c++) {
                    double[] d = {(c % POINTS - POINTS / 2) * step[0], (c / POINTS - POINTS / 2) * step[1]};
                    double weight =
                            Math.exp((fit.chi2() - scene.chi2(new double[] {best[0] + d[0], best[1] + d[1]})) / 2);
                    z += weight;
                    for (int k = 0; k < 2; k++) {
                        mean[k] += weight * d[k];
                        square[k] += weight * d[k] * d[k];
                    }
                }
            }
            for (int k = 0; k < 2; k++) {
                sigma[k] = Math.sqrt(square[k] / z - mean[k] * mean[k] / z / z);
                mean[k] = best[k] + mean[k] / z;
            }
            double noise = -fit.pixels() * Math.log(2 * Math.PI * 0.05 * 0.05) / 2;
            logZ = Math.log(z * step[0] * step[1]) - fit.chi2() / 2 + noise + logPrior;
        }
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
