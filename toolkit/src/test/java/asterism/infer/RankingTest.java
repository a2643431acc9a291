package asterism.infer;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.math.Gaussian;
import asterism.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The radix sort, the merge about a center and the scores of ties, against sorting and counting. */
class RankingTest {

    /** Sizes from none to more than a digit has buckets; of both signs, over many decades, every third value repeated. */
    private static double[] values(int n) {
        var random = RandomStream.of(n);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i % 3 == 2
                    ? x[i - 1]
                    : i % 7 == 0 ? 0.0 * random.nextGaussian() : Math.pow(random.nextGaussian(), 9);
        }
        return x;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100, 5000})
    void sortsAsTheLibraryDoes(int n) {
        double[] x = values(n);
        double[] expected = x.clone();
        Arrays.sort(expected);
        double[] sorted = Ranking.of(x).sorted();
        for (int i = 0; i < n; i++) {
            assertThat(sorted[i] == expected[i]).as("place %d", i).isTrue(); // -0 and 0 are equal
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 777})
    void scoresAreThoseOfMeanRanks(int n) {
        double[] x = values(n);
        assertScores(x, Ranking.of(x).scores(NormalScores.of(n)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e9, -0.1, 0, 0.3, 1e9})
    void distancesFromACenterAreRankedWithoutSortingAgain(double center) {
        double[] x = values(500);
        double[] distances = Arrays.stream(x).map(v -> Math.abs(v - center)).toArray();
        assertScores(distances, Ranking.of(x).about(center).scores(NormalScores.of(x.length)));
    }

    private static void assertScores(double[] x, double[] scores) {
        for (int i = 0; i < x.length; i++) {
            double value = x[i];
            long below = Arrays.stream(x).filter(v -> v < value).count();
            long equal = Arrays.stream(x).filter(v -> v == value).count();
            double rank = below + 0.5 * (equal + 1);
            double expected = Gaussian.quantile((rank - 0.375) / (x.length + 0.25));
            assertThat(scores[i]).as("value %d", i).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12));
        }
    }
}
