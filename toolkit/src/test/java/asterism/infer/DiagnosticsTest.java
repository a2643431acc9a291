package asterism.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import asterism.random.RandomStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Diagnostics against independent code (see the header of diagnostics.txt) and against exact values. */
class DiagnosticsTest {

    @SuppressWarnings("ArrayRecordComponent")
    record Case(String name, double[] expected, double[][] chains) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        var cases = Stream.<Case>builder();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DiagnosticsTest.class.getResourceAsStream("diagnostics.txt")),
                StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                var head = line.split(" ");
                double[][] chains = new double[Integer.parseInt(head[1])][];
                for (int c = 0; c < chains.length; c++) {
                    chains[c] = numbers(in.readLine().split(" "), 0);
                }
                cases.add(new Case(head[0], numbers(head, 3), chains));
            }
        }
        return cases.build();
    }

    private static double[] numbers(String[] words, int from) {
        return Arrays.stream(words).skip(from).mapToDouble(Double::parseDouble).toArray();
    }

    /** 1e-9: the reference sums directly, ours by FFT. */
    private static Offset<Double> close(double expected) {
        return within(1e-9 * Math.abs(expected));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithIndependentCode(Case c) {
        assertThat(Diagnostics.rHat(c.chains)).isCloseTo(c.expected[0], close(c.expected[0]));
        assertThat(Diagnostics.essBulk(c.chains)).isCloseTo(c.expected[1], close(c.expected[1]));
        assertThat(Diagnostics.essTail(c.chains)).isCloseTo(c.expected[2], close(c.expected[2]));
        assertThat(Diagnostics.essMean(c.chains)).isCloseTo(c.expected[3], close(c.expected[3]));
        assertThat(Diagnostics.autocorrelationTime(c.chains)).isCloseTo(c.expected[4], close(c.expected[4]));
    }

    /** For AR(1) tau = (1 + phi) / (1 - phi); 40 000 steps of 20 chains know it to about 2 %. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.98})
    void autocorrelationTimeOfAnAutoregressiveProcessIsExact(double phi) {
        double[][] chains = autoregressive(20, 40_000, phi, 11);
        double tau = (1 + phi) / (1 - phi);
        assertThat(Diagnostics.autocorrelationTime(chains)).isCloseTo(tau, within(0.05 * tau));
        assertThat(Diagnostics.essMean(chains)).isCloseTo(800_000 / tau, within(0.05 * 800_000 / tau));
    }

    @Test
    void aChainThatNeverMovesHasNoAutocorrelationTime() {
        assertThat(Diagnostics.autocorrelationTime(new double[3][100])).isNaN();
        assertThat(Diagnostics.rHat(new double[3][100])).isEqualTo(1);
    }

    @Test
    void tooShortChainsAreRefused() {
        assertThatThrownBy(() -> Diagnostics.rHat(new double[2][3])).hasMessageContaining("at least 4 steps");
        assertThatThrownBy(() -> Diagnostics.rHat(new double[][] {new double[8], new double[9]}))
                .hasMessageContaining("one length");
    }

    static double[][] autoregressive(int chains, int n, double phi, long seed) {
        var random = RandomStream.of(seed);
        double[][] out = new double[chains][n];
        for (double[] chain : out) {
            chain[0] = random.nextGaussian();
            for (int t = 1; t < n; t++) {
                chain[t] = phi * chain[t - 1] + Math.sqrt(1 - phi * phi) * random.nextGaussian();
            }
        }
        return out;
    }
}
