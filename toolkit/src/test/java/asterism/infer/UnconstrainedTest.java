package asterism.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.random.RandomStream;
import org.junit.jupiter.api.Test;

/** Transforms, their Jacobians and gradients against differences. */
class UnconstrainedTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double[] LOWER = {-INF, 2, -INF, 0, -3};
    private static final double[] UPPER = {INF, INF, -1, 1e-4, 7};

    /** log p = -1/2 sum (x_k / s_k)^2 + x_1 x_5 / 10 */
    private static double density(double[] x, double[] g) {
        double[] s = {1, 3, 2, 5e-5, 4};
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum -= 0.5 * x[k] * x[k] / (s[k] * s[k]);
            g[k] = -x[k] / (s[k] * s[k]);
        }
        g[0] += x[4] / 10;
        g[4] += x[0] / 10;
        return sum + x[0] * x[4] / 10;
    }

    private static Unconstrained free() {
        var target = GradientTargets.of(
                "all", Targets.filled(5, 0), Targets.filled(5, 1), false, UnconstrainedTest::density);
        return new Unconstrained((GradientLogDensity) target.logDensity(), target.space(), LOWER, UPPER, new double[] {
            2, 0.7, 1.5, 3e-5, 4
        });
    }

    private static double[] z(RandomStream random) {
        double[] z = new double[5];
        for (int k = 0; k < 5; k++) {
            z[k] = 1.2 * random.nextGaussian();
        }
        return z;
    }

    @Test
    void thereAndBack() {
        var random = RandomStream.of(1);
        var free = free();
        double[] x = new double[5];
        double[] back = new double[5];
        for (int i = 0; i < 100; i++) {
            double[] z = z(random);
            free.toBounded(z, x);
            free.toFree(x, back);
            for (int k = 0; k < 5; k++) {
                assertThat(x[k]).isBetween(LOWER[k], UPPER[k]);
                assertThat(back[k]).isCloseTo(z[k], within(1e-9));
            }
        }
    }

    @Test
    void jacobianIsThatOfTheTransform() {
        var random = RandomStream.of(2);
        var free = free();
        double[] x = new double[5];
        double[] g = new double[5];
        for (int i = 0; i < 100; i++) {
            double[] z = z(random);
            double logP = free.evaluate(z, g);
            free.toBounded(z, x);
            double expected = density(x, new double[5]);
            double h = 1e-3;
            for (int k = 0; k < 5; k++) {
                double[] f = new double[4];
                double zk = z[k];
                int at = 0;
                for (double d : new double[] {-2 * h, -h, h, 2 * h}) {
                    z[k] = zk + d;
                    free.toBounded(z, x);
                    f[at++] = x[k];
                }
                z[k] = zk;
                expected += Math.log(Math.abs(f[0] - 8 * f[1] + 8 * f[2] - f[3]) / (12 * h));
            }
            assertThat(logP).isCloseTo(expected, within(1e-7));
        }
    }

    @Test
    void gradientIsThatOfTheDensity() {
        var random = RandomStream.of(3);
        var free = free();
        double[] g = new double[5];
        double[] other = new double[5];
        for (int i = 0; i < 100; i++) {
            double[] z = z(random);
            free.evaluate(z, g);
            double h = 1e-3;
            for (int k = 0; k < 5; k++) {
                double[] f = new double[4];
                double zk = z[k];
                int at = 0;
                for (double d : new double[] {-2 * h, -h, h, 2 * h}) {
                    z[k] = zk + d;
                    f[at++] = free.evaluate(z, other);
                }
                z[k] = zk;
                double slope = (f[0] - 8 * f[1] + 8 * f[2] - f[3]) / (12 * h);
                assertThat(g[k]).isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
            }
        }
    }

    @Test
    void farOutIsImpossibleNotNaN() {
        double[] g = new double[5];
        assertThat(free().evaluate(new double[] {0, 1e308, 0, 0, 1}, g)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(free().evaluate(new double[] {0, 0, 0, -900, 900}, g)).isNotNaN();
        assertThat(g).doesNotContain(Double.NaN);
    }

    @Test
    void aPointOnABoundGetsAFiniteCoordinate() {
        double[] z = new double[5];
        free().toFree(new double[] {0, 2, -1, 1e-4, -3}, z);
        for (double v : z) {
            assertThat(v).isFinite();
        }
    }
}
