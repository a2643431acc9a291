package asterism.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Autocovariances against the sum that defines them, whichever way they are computed. */
class AutocovarianceTest {

    /** Chains x_t = memory x_{t-1} + noise: short memories are summed directly, long ones go through transforms. */
    @ParameterizedTest
    @CsvSource({"1, 2, 0", "3, 8, 0.5", "5, 9, 0.9", "4, 100, 0.2", "3, 257, 0.99", "2, 1000, -0.6", "7, 300, 0.7"})
    void isTheSumOfProducts(int count, int n, double memory) {
        var random = RandomStream.of(count);
        double[] x = new double[count * n];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i % n == 0 ? 0 : memory * x[i - 1]) + random.nextGaussian();
        }
        var found = new Autocovariance(x, count, n);
        for (int lag = 0; lag < n; lag++) {
            double expected = 0;
            for (int c = 0; c < count; c++) {
                for (int i = c * n; i + lag < (c + 1) * n; i++) {
                    expected += x[i] * x[i + lag];
                }
            }
            assertThat(found.at(lag)).as("lag %d", lag).isCloseTo(expected, within(1e-10 * found.at(0)));
        }
    }

    /** A lag that is asked for first, before those below it. */
    @ParameterizedTest
    @CsvSource({"7", "31", "32", "99"})
    void anyLagComesFirst(int lag) {
        double[] x = new double[100];
        x[0] = 2;
        x[lag] = 3;
        assertThat(new Autocovariance(x, 1, 100).at(lag)).isCloseTo(6, within(1e-12));
    }
}
