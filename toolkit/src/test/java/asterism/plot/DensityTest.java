package asterism.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DensityTest {

    private static final int N = 100_000;

    @Test
    void theDensityOfAGaussianIsTheGaussian() {
        var random = new Random(1);
        var density = smooth(random.doubles(N).map(u -> random.nextGaussian()).toArray(), -6, 6);
        for (double x : new double[] {-2, -1, 0, 0.5, 1.5}) {
            double exact = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
            // bandwidth 0.19 sigma widens the curve by 1.8 %; the rest is the noise of the draws
            assertThat(density.at(x)).as("x = " + x).isCloseTo(exact, within(0.012));
        }
        assertThat(integral(density)).isCloseTo(1, within(1e-9));
    }

    @Test
    void aPosteriorThatPilesUpAtAHardBoundKeepsItsEdge() {
        var draws = new Random(2).doubles(N).map(u -> -Math.log(1 - u)).toArray(); // exp(-x), x > 0
        var density = smooth(draws, -1, 8);
        assertThat(density.x[0]).isCloseTo(0, within(1e-3));
        assertThat(density.at(-0.01)).isZero();
        assertThat(density.at(0.0005)).isCloseTo(1, within(0.06));
        assertThat(density.at(0.5)).isCloseTo(Math.exp(-0.5), within(0.02));
        assertThat(integral(density)).isCloseTo(1, within(1e-3));
    }

    @Test
    void aUniformPosteriorIsFlatUpToBothBounds() {
        var density = smooth(new Random(3).doubles(N).toArray(), -0.1, 1.1);
        for (double x : new double[] {0.001, 0.02, 0.5, 0.98, 0.999}) {
            assertThat(density.at(x)).as("x = " + x).isCloseTo(1, within(0.06));
        }
        assertThat(integral(density)).isCloseTo(1, within(1e-9));
    }

    @Test
    void anEdgeOfTheFigureIsNotAnEdgeOfThePosterior() {
        var random = new Random(4);
        var density = smooth(random.doubles(N).map(u -> random.nextGaussian()).toArray(), 0, 6);
        assertThat(density.at(0.001)).isCloseTo(0.399, within(0.015));
        assertThat(integral(density)).isCloseTo(0.5, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6, -0.95})
    void contoursEncloseTheirShareOfAGaussian(double correlation) {
        double[][] drawn = gaussian(N, correlation, 5);
        double[][] fresh = gaussian(N, correlation, 6);
        var density = density(drawn);
        for (double k : new double[] {1, 1.5, 2}) {
            double share = 1 - Math.exp(-0.5 * k * k);
            double level = density.level(share);
            long inside = 0;
            for (int i = 0; i < N; i++) {
                inside += density.at(fresh[0][i], fresh[1][i]) >= level ? 1 : 0;
            }
            assertThat((double) inside / N).as(k + " sigma").isCloseTo(share, within(0.01));
        }
    }

    @Test
    void contoursOfAGaussianAreCirclesOfRadiusK() {
        var density = density(gaussian(N, 0, 8));
        for (double k : new double[] {1, 1.5, 2}) {
            var lines = Isolines.at(density.level(1 - Math.exp(-0.5 * k * k)), density.density, density.x, density.y);
            var longest = lines.stream()
                    .max((a, b) -> Integer.compare(a.size(), b.size()))
                    .orElseThrow();
            assertThat(longest.isClosed()).isTrue();
            double radius = 0;
            for (int i = 0; i < longest.size(); i++) {
                radius += Math.hypot(longest.x(i), longest.y(i)) / longest.size();
            }
            assertThat(radius).isCloseTo(k, within(0.03 * k));
        }
    }

    @Test
    void aLevelThatIsNotOnTheGridIsZero() {
        double[][] draws = gaussian(1000, 0, 9);
        var x = new Density2.Side(draws[0], Spread.of(draws[0]), 1, 4);
        var y = new Density2.Side(draws[1], Spread.of(draws[1]), -4, 4);
        assertThat(Density2.of(x, y, 1).level(0.5)).isZero();
    }

    private static double[][] gaussian(int n, double correlation, long seed) {
        var random = new Random(seed);
        var x = new double[n];
        var y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            y[i] = correlation * x[i] + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
        }
        return new double[][] {x, y};
    }

    private static Density2 density(double[][] draws) {
        return Density2.of(
                new Density2.Side(draws[0], Spread.of(draws[0]), -4, 4),
                new Density2.Side(draws[1], Spread.of(draws[1]), -4, 4),
                1);
    }

    private static Density1 smooth(double[] draws, double lo, double hi) {
        return Density1.smooth(draws, Spread.of(draws), lo, hi, 1);
    }

    private static double integral(Density1 density) {
        double sum = 0;
        for (int i = 1; i < density.x.length; i++) {
            sum += 0.5 * (density.density[i] + density.density[i - 1]) * (density.x[i] - density.x[i - 1]);
        }
        assertThat(Arrays.stream(density.density)).allMatch(d -> d >= 0);
        return sum;
    }
}
