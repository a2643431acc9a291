package asterism.xray;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue's kernel density: the reference's numbers to 1e-9, and what the recipe means. */
class KernelDensityTest {

    private static final double RELATIVE = 1e-9;
    private static final double CONTENT = 0.68;
    private static final int POINTS = 2001;

    static List<Map<String, String>> cases() throws IOException {
        var cases = new ArrayList<Map<String, String>>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KernelDensityTest.class.getResourceAsStream("kernel.txt")),
                StandardCharsets.UTF_8))) {
            for (var line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
                int blank = line.indexOf(' ');
                if (line.startsWith("case")) {
                    cases.add(new LinkedHashMap<>());
                }
                cases.get(cases.size() - 1).put(line.substring(0, blank), line.substring(blank + 1));
            }
        }
        return cases;
    }

    private static double[] numbers(Map<String, String> c, String key) {
        return Arrays.stream(Objects.requireNonNull(c.get(key)).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheReference(Map<String, String> c) {
        double[] draws = numbers(c, "draws");
        if (!c.containsKey("numbers")) {
            assertThatThrownBy(() -> KernelDensity.ofDraws(draws, 1, POINTS))
                    .isInstanceOf(ZeroVarianceException.class)
                    .hasMessageContaining("all draws are equal");
            return;
        }
        double[] wanted = numbers(c, "numbers");
        var k = KernelDensity.ofDraws(draws, 1, POINTS);
        double[] bounds = k.shortest(CONTENT);
        double[] found = {k.bandwidth(), k.lower(), k.upper(), k.mode(), bounds[0], bounds[1]};
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i], found[i], RELATIVE * Math.abs(wanted[i]), c.get("case") + ", number " + i);
        }
        double[] samples = numbers(c, "samples");
        for (int i = 0; i < samples.length; i += 3) {
            assertEquals(samples[i + 2], k.density(samples[i + 1]), 1e-8 * k.density(k.mode()), "density");
        }
    }

    @Test
    void withoutCountsTheLimitIsAFifthTooHigh() {
        // draws of an exponential at its quantiles: the true limit is ln(1 / 0.32), the kernel's 1.225 times that
        double[] draws = new double[200_000];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = -Math.log1p(-(i + 0.5) / draws.length);
        }
        double[] bounds = KernelDensity.ofDraws(draws, 1, POINTS).shortest(CONTENT);
        assertEquals(0, bounds[0]);
        assertEquals(1.225, bounds[1] / -Math.log(1 - CONTENT), 0.002);
    }

    @Test
    void theSmoothedMarginalIsTheLimitOfManyDraws() {
        var marginal = (LegendreMarginal)
                Exact.solve(ScaledProblem.of(References.get("t03").problem)).marginal(0);
        double[] draws = new double[100_000];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = marginal.quantile((i + 0.5) / draws.length);
        }
        var many = KernelDensity.ofDraws(draws, 1, POINTS);
        var smooth = KernelDensity.ofMarginal(marginal, 1, POINTS);
        double sd = marginal.sd();
        assertEquals(many.mode(), smooth.mode(), 1e-3 * sd);
        assertEquals(many.shortest(CONTENT)[0], smooth.shortest(CONTENT)[0], 0.015 * sd);
        assertEquals(many.shortest(CONTENT)[1], smooth.shortest(CONTENT)[1], 0.015 * sd);
        assertTrue(smooth.shortest(CONTENT)[1] > marginal.shortest(CONTENT)[1], "the kernel widens");
    }
}
