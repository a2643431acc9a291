package asterism.infer;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.math.Gaussian;
import asterism.random.RandomStream;
import org.junit.jupiter.api.Test;

/** How soft the bounds become that are learnt from draws of known densities. */
class SoftnessTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final int DRAWS = 800;

    /** Draws of independent parameters, [nDim][n], by their inverse cumulative distributions. */
    @FunctionalInterface
    private interface Quantile {
        double at(double p);
    }

    private static double[][] draws(int n, Quantile... parameters) {
        var random = RandomStream.of(7);
        double[][] out = new double[parameters.length][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < parameters.length; k++) {
                out[k][i] = parameters[k].at(random.nextDouble());
            }
        }
        return out;
    }

    private static double[] improved(
            GradientTargets.Function density, double[][] points, double[] lower, double[] upper, double[] from) {
        var target = GradientTargets.of(
                "softness", Targets.filled(lower.length, 0), Targets.filled(lower.length, 1), false, density);
        var window = new Window(
                (GradientLogDensity) target.logDensity(), points, new int[] {points[0].length}, lower, upper);
        double[] softness = from;
        for (int i = 0; i < 4; i++) {
            softness = Softness.improved(window, softness, true);
        }
        return softness;
    }

    /** Half a Gaussian of width 1 becomes a whole one with a softness of about 1, from wherever the search begins. */
    @Test
    void halfAGaussianAsksForItsWidth() {
        double[][] points = draws(DRAWS, p -> Gaussian.quantile(0.5 + 0.5 * p), p -> -Gaussian.quantile(0.5 + 0.5 * p));
        for (double from : new double[] {0.2, 1, 5}) {
            double[] softness = improved(
                    (x, g) -> {
                        g[0] = -x[0];
                        g[1] = -x[1];
                        return -0.5 * (x[0] * x[0] + x[1] * x[1]);
                    },
                    points,
                    new double[] {0, -INF},
                    new double[] {INF, 0},
                    new double[] {from, from});
            assertThat(softness[0]).as("from %s", from).isBetween(0.6, 1.7);
            assertThat(softness[1]).as("from %s", from).isBetween(0.6, 1.7);
        }
    }

    /** A uniform density asks for the largest softness that its interval allows, with which it is nearly a probit. */
    @Test
    void aUniformDensityAsksForHalfItsInterval() {
        double[] softness = improved(
                (x, g) -> {
                    g[0] = 0;
                    return 0;
                },
                draws(DRAWS, p -> 5 + 20 * p),
                new double[] {5},
                new double[] {25},
                new double[] {2});
        assertThat(new SoftBound(5, 25, softness[0]).softness()).isBetween(6.0, 10.0);
    }

    /** Far from every bound nothing can be gained, and a parameter without bounds has no softness to learn. */
    @Test
    void whatIsFarFromItsBoundsStaysAsItIs() {
        double[] softness = improved(
                (x, g) -> {
                    g[0] = -(x[0] - 50);
                    g[1] = -x[1];
                    return -0.5 * ((x[0] - 50) * (x[0] - 50) + x[1] * x[1]);
                },
                draws(DRAWS, p -> 50 + Gaussian.quantile(p), Gaussian::quantile),
                new double[] {0, -INF},
                new double[] {100, INF},
                new double[] {0.5, 123});
        assertThat(softness).containsExactly(0.5, 123);
    }

    /** Few draws far from a bound must not make it a corner, at which later trajectories diverge. */
    @Test
    void aBoundIsNeverACorner() {
        double[] softness = improved(
                (x, g) -> {
                    g[0] = -(x[0] - 3);
                    return -0.5 * (x[0] - 3) * (x[0] - 3);
                },
                draws(30, p -> 3 + Gaussian.quantile(0.05 + 0.9 * p)),
                new double[] {0},
                new double[] {INF},
                new double[] {0.001});
        assertThat(softness[0]).isBetween(0.2, 10.0);
    }
}
