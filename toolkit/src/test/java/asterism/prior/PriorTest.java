package asterism.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.io.CsvTables;
import asterism.param.InRegion;
import asterism.param.Parameter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PriorTest {

    private static final InRegion TARGET = Parameter.parameter("x", "").in("disk");

    static Stream<Prior> marginals() {
        return Stream.of(
                Prior.uniform(-1, 4),
                Prior.logUniform(0.01, 20),
                Prior.normal(0.3, 1.7),
                Prior.truncatedNormal(0.3, 1.7, -1, 2),
                Prior.truncatedNormal(-5, 1, 0, 3), // far out on the right
                Prior.truncatedNormal(5, 1, 0, 1), // far out on the left
                Prior.truncatedNormal(0, 1, 0, Double.POSITIVE_INFINITY),
                Prior.tabulated(new double[] {0, 1, 1.5, 4}, new double[] {0, 2, 1, 0.5}));
    }

    static Stream<Prior> connections() {
        return Stream.of(Prior.normalAbout(TARGET, 0.4), Prior.normalAbout(TARGET, -0.3, 2), Prior.within(0.7, TARGET));
    }

    @ParameterizedTest
    @MethodSource("marginals")
    void quantileAndCdfAreInverse(Prior prior) {
        var p = (Prior.Marginal) prior;
        for (int i = 1; i < 200; i++) {
            double u = i / 200.0;
            double x = p.quantile(u);
            assertEquals(u, p.cdf(x), 1e-12, prior + " at p = " + u);
            assertEquals(x, p.quantile(p.cdf(x)), 1e-9 * Math.max(1, Math.abs(x)), prior + " at x = " + x);
        }
        assertEquals(p.lower(), p.quantile(0));
        assertEquals(p.upper(), p.quantile(1));
    }

    @ParameterizedTest
    @MethodSource("marginals")
    void theDensityIntegratesToOne(Prior prior) {
        var p = (Prior.Marginal) prior;
        double lo = Math.max(p.lower(), -20);
        double hi = Math.min(p.upper(), 20);
        assertEquals(1, integral(p::logDensity, lo, hi), 1e-6, prior + ", midpoints of 2 million intervals");
    }

    @ParameterizedTest
    @MethodSource("marginals")
    void theCdfIsTheIntegralOfTheDensity(Prior prior) {
        var p = (Prior.Marginal) prior;
        double lo = Math.max(p.lower(), -20);
        for (double u : new double[] {0.1, 0.5, 0.8}) {
            double x = p.quantile(u);
            assertEquals(u, integral(p::logDensity, lo, x), 2e-6, prior + " up to " + x);
        }
    }

    @ParameterizedTest
    @MethodSource("connections")
    void connectionsAreNormalisedWhateverTheTarget(Prior prior) {
        var c = (Prior.Connection) prior;
        for (double target : new double[] {-2, 0.1, 3}) {
            assertEquals(1, integral(x -> c.logDensity(x, target), target - 20, target + 20), 1e-6, prior.toString());
            for (double u : new double[] {0.05, 0.5, 0.77}) {
                double x = c.quantile(u, target);
                assertEquals(u, integral(y -> c.logDensity(y, target), target - 20, x), 2e-5, prior + " up to " + x);
            }
        }
    }

    private static double integral(java.util.function.DoubleUnaryOperator logDensity, double lo, double hi) {
        int n = 2_000_000;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.exp(logDensity.applyAsDouble(lo + (i + 0.5) * (hi - lo) / n));
        }
        return sum * (hi - lo) / n;
    }

    @ParameterizedTest
    @MethodSource("marginals")
    void outsideAndNanAreImpossible(Prior prior) {
        var p = (Prior.Marginal) prior;
        assertEquals(Double.NEGATIVE_INFINITY, p.logDensity(Double.NaN), prior.toString());
        assertEquals(Double.NEGATIVE_INFINITY, p.logDensity(Double.POSITIVE_INFINITY), prior.toString());
        if (p.lower() > Double.NEGATIVE_INFINITY) {
            assertEquals(Double.NEGATIVE_INFINITY, p.logDensity(Math.nextDown(p.lower())), prior.toString());
        }
        if (p.upper() < Double.POSITIVE_INFINITY) {
            assertEquals(Double.NEGATIVE_INFINITY, p.logDensity(Math.nextUp(p.upper())), prior.toString());
        }
    }

    /** The published densities, with the conversions that the classes name where those are wrong (M1, M3, L7). */
    @Test
    void publishedDensitiesAndQuantiles() throws URISyntaxException {
        var url = Objects.requireNonNull(PriorTest.class.getResource("priors.csv"));
        var table = CsvTables.read(Path.of(url.toURI()));
        double[] x = table.numbers("x");
        double[] target = table.numbers("x_target");
        double[] density = table.numbers("peer_density");
        double[] q = table.numbers("q");
        double[] quantile = table.numbers("peer_quantile");
        int compared = 0;
        for (int i = 0; i < table.rows(); i++) {
            var kind = table.text("kind").get(i);
            if (kind.equals("fixed-connection")) {
                continue; // equality is not a density here
            }
            var prior = published(kind, table.text("params").get(i));
            var where = kind + ", row " + i;
            double factor = kind.startsWith("normal") ? Math.sqrt(0.5) : kind.startsWith("uniform-c") ? 2 : 1;
            double given = Double.isNaN(target[i]) ? 0 : target[i];
            if (!Double.isNaN(density[i])) {
                double ours = factor
                        * Math.exp(
                                prior instanceof Prior.Connection c
                                        ? c.logDensity(x[i], given)
                                        : ((Prior.Marginal) prior).logDensity(x[i]));
                boolean openEnd = prior instanceof Uniform u && x[i] == u.upper();
                assertEquals(openEnd ? 0 : density[i], openEnd ? 0 : ours, 1e-10 * Math.max(1, density[i]), where);
            } else {
                // the published quantiles are those of the true normal, wider than the published density
                double width = kind.startsWith("normal") ? Math.sqrt(2) : 1;
                double ours = prior instanceof Prior.Connection c
                        ? c.quantile(q[i], given) - given
                        : ((Prior.Marginal) prior).quantile(q[i]);
                double mean = mean(prior);
                double expected = mean + (quantile[i] - mean) / width;
                // differs: linear between the table's cumulative sums; ours is exact for the linear density
                double tolerance = kind.equals("tabulated") ? 0.03 : 1e-10;
                assertEquals(expected, ours, tolerance * Math.max(1, Math.abs(expected)), where);
            }
            compared++;
        }
        assertThat(compared).isGreaterThan(40);
    }

    private static double mean(Prior prior) {
        return prior instanceof Normal n ? n.mean() : prior instanceof NormalAbout n ? n.offset() : 0;
    }

    private static Prior published(String kind, String params) {
        var lists = Arrays.stream(params.split("\\|"))
                .map(l -> Arrays.stream(l.split(";"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        double[] p = lists.get(0);
        return switch (kind) {
            case "uniform" -> Prior.uniform(p[0], p[1]);
            case "normal" -> Prior.normal(p[0], p[1] * Math.sqrt(0.5));
            case "normal-connection" -> Prior.normalAbout(TARGET, p[0], p[1] * Math.sqrt(0.5));
            case "uniform-connection" -> Prior.within(p[0], TARGET);
            case "tabulated" -> Prior.tabulated(p, lists.get(1));
            default -> throw new AssertionError(kind);
        };
    }

    @Test
    void badArgumentsAreRefusedInWords() {
        assertThatThrownBy(() -> Prior.uniform(3, 0))
                .hasMessage("uniform(lo, hi) needs finite lo < hi, got lo = 3, hi = 0");
        assertThatThrownBy(() -> Prior.uniform(0, Double.POSITIVE_INFINITY)).hasMessageContaining("finite lo < hi");
        assertThatThrownBy(() -> Prior.uniform(0, Double.POSITIVE_INFINITY))
                .hasMessageEndingWith("over an infinite range it is improper: give limits, or normal(mean, sigma)");
        assertThatThrownBy(() -> Prior.logUniform(0, 1)).hasMessageContaining("it is improper: give limits");
        assertThatThrownBy(() -> Prior.logUniform(1, Double.POSITIVE_INFINITY)).hasMessageContaining("it is improper");
        assertThatThrownBy(() -> Prior.truncatedNormal(0, 1, 60, 70))
                .hasMessageContaining("nothing of the Gaussian is left between these limits");
        assertThatThrownBy(() -> Prior.uniform(Double.NaN, 1)).hasMessageContaining("finite lo < hi");
        assertThatThrownBy(() -> Prior.logUniform(0, 1)).hasMessageContaining("0 < lo < hi");
        assertThatThrownBy(() -> Prior.normal(0, 0)).hasMessageContaining("sigma > 0");
        assertThatThrownBy(() -> Prior.normal(0, Double.NaN)).hasMessageContaining("sigma > 0");
        assertThatThrownBy(() -> Prior.truncatedNormal(0, 1, 2, 1)).hasMessageContaining("lo < hi");
        assertThatThrownBy(() -> Prior.normalAbout(TARGET, -1)).hasMessageContaining("normalAbout(disk/x");
        assertThatThrownBy(() -> Prior.within(0, TARGET)).hasMessageContaining("within(maxDistance, disk/x)");
        assertThatThrownBy(() -> Prior.fixed(Double.NaN)).hasMessageContaining("fixed(value) needs a finite value");
        assertThatThrownBy(() -> Prior.tabulated(new double[] {0, 0}, new double[] {1, 1}))
                .hasMessageContaining("x must be finite and increasing");
        assertThatThrownBy(() -> Prior.tabulated(new double[] {0, 1}, new double[] {0, 0}))
                .hasMessageContaining("the density is 0 everywhere");
    }

    @Test
    void priorsReadAsText() {
        assertThat(List.of(
                        Prior.uniform(0, 3).toString(),
                        Prior.normalAbout(TARGET, 0.01).toString(),
                        Prior.within(0.5, TARGET).toString(),
                        Prior.tiedTo(TARGET).toString(),
                        Prior.fixed(0.02).toString()))
                .containsExactly("U(0, 3)", "N(disk/x, 0.01)", "within 0.5 of disk/x", "= disk/x", "= 0.02");
    }

    @Test
    void derivativesAreThoseOfTheLogDensity() {
        var all = List.of(
                Prior.uniform(1, 4),
                Prior.logUniform(1, 4),
                Prior.normal(2, 0.7),
                Prior.truncatedNormal(2, 0.7, 1, 4),
                Prior.tabulated(new double[] {1, 2, 4}, new double[] {1, 3, 0.5}));
        for (var prior : all) {
            var p = (Prior.Marginal) prior;
            for (double x : new double[] {1.3, 1.9, 2.6, 3.7}) {
                double h = 1e-3;
                double near = (p.logDensity(x + h) - p.logDensity(x - h)) / (2 * h);
                double far = (p.logDensity(x + 2 * h) - p.logDensity(x - 2 * h)) / (4 * h);
                assertEquals((4 * near - far) / 3, p.logDensityDerivative(x), 1e-9, prior + " at " + x);
            }
            if (!prior.equals(all.get(2))) {
                assertEquals(0, p.logDensityDerivative(0.9), prior + " below its support");
                assertEquals(0, p.logDensityDerivative(4.1), prior + " above its support");
            }
            assertEquals(0, p.logDensityDerivative(Double.NaN), prior + " of NaN");
        }
        var table = (Prior.Marginal) all.get(4);
        double atCorner = table.logDensity(2);
        assertEquals((table.logDensity(2 + 1e-7) - atCorner) / 1e-7, table.logDensityDerivative(2), 1e-5);
        var target = Parameter.of("t", "t", "", "a number", -10, 10).in("disk");
        var about = (Prior.Connection) Prior.normalAbout(target, 0.1, 0.5);
        double h = 1e-3;
        assertEquals(
                (about.logDensity(1 + h, 0.3) - about.logDensity(1 - h, 0.3)) / (2 * h),
                about.logDensityDerivative(1, 0.3),
                1e-9);
        assertEquals(
                (about.logDensity(1, 0.3 + h) - about.logDensity(1, 0.3 - h)) / (2 * h),
                about.logDensityTargetDerivative(1, 0.3),
                1e-9);
        var within = (Prior.Connection) Prior.within(1, target);
        assertEquals(0, within.logDensityDerivative(0.5, 0.1));
        assertEquals(0, within.logDensityTargetDerivative(5, 0.1));
    }
}
