package asterism.xray;

import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.random.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Coverage of the exact 68 % interval, simulated. Intensities are drawn from the prior, counts from the intensities, and
 * only data with the wanted number of counts in the source aperture are kept: over these a Bayesian interval covers the
 * truth with exactly its probability, whatever the counts.
 */
@Tag("statistical")
class CoverageTest {

    private static final int TRIALS = 600;
    private static final double CONTENT = 0.68;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 10, 100, 1000})
    void intervalsCoverTheTruthAsOftenAsTheySay(int counts) {
        var random = RandomStream.of(41 + counts);
        var deviates = new Deviates(random);
        double[][] f = {{0.9, 20}, {0.04, 600}};
        double sourceBound = 2.0 * counts + 60;
        double backgroundBound = 0.2;
        int covered = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double s;
            double b;
            do {
                s = sourceBound * random.nextDouble();
                b = backgroundBound * random.nextDouble();
            } while (!isPoisson(random, f[0][0] * s + f[0][1] * b, counts));
            double background = poisson(deviates, random, f[1][0] * s + f[1][1] * b);
            var input = ObsidInput.of(1, IntensityUnit.NET_COUNTS, List.of("a"), f, new double[] {counts, background});
            var problem = Problem.of(input)
                    .bounds(PriorBounds.standard().upper("a", sourceBound).upper("bkg:1", backgroundBound));
            double[] interval = Exact.solve(ScaledProblem.of(problem.assemble()))
                    .marginal(0)
                    .shortest(CONTENT);
            covered += s >= interval[0] && s <= interval[1] ? 1 : 0;
        }
        double sigma = Math.sqrt(CONTENT * (1 - CONTENT) / TRIALS);
        assertEquals(CONTENT, covered / (double) TRIALS, 3 * sigma, "coverage at " + counts + " counts");
    }

    // whether a Poisson deviate of this mean is n: with the probability of that
    private static boolean isPoisson(RandomStream random, double mean, int n) {
        return Math.log(1 - random.nextDouble()) < n * Math.log(mean) - mean - Factorials.log(n) - peak(n);
    }

    // the largest probability that n can have, so that trials are not wasted
    private static double peak(int n) {
        return n == 0 ? 0 : n * Math.log(n) - n - Factorials.log(n);
    }

    // by Gamma waiting times: m arrivals in one step as long as they surely come too early (Ahrens and Dieter 1974)
    private static double poisson(Deviates deviates, RandomStream random, double mean) {
        double left = mean;
        double count = 0;
        while (left > 16) {
            double m = Math.floor(0.875 * left);
            double time = deviates.gamma(m);
            if (time > left) {
                return count + deviates.binomial(m - 1, left / time);
            }
            count += m;
            left -= time;
        }
        for (double t = -Math.log(1 - random.nextDouble()); t < left; t -= Math.log(1 - random.nextDouble())) {
            count++;
        }
        return count;
    }
}
