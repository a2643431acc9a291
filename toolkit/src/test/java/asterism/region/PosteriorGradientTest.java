package asterism.region;

import static asterism.prior.Prior.logUniform;
import static asterism.prior.Prior.normal;
import static asterism.prior.Prior.normalAbout;
import static asterism.prior.Prior.tabulated;
import static asterism.prior.Prior.tiedTo;
import static asterism.prior.Prior.truncatedNormal;
import static asterism.prior.Prior.uniform;
import static asterism.prior.Prior.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import asterism.data.Photometry;
import asterism.infer.GradientLogDensity;
import asterism.infer.Posterior;
import asterism.random.RandomStream;
import asterism.sed.Calzetti;
import asterism.sed.DraineLi07;
import asterism.sed.ModelLibrary;
import asterism.sed.PiecewiseSfh;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of the joint log posterior against differences of its values, for every way to build it. */
class PosteriorGradientTest {

    private static final int POINTS = 200;
    private static final double TOLERANCE = 1e-7;

    /** Below, the rounding of the values drowns their differences. */
    private static final double LOWEST = -1e5;

    private static final double[] GAMMA_NODES = {0, 0.2, 0.6, 1};

    /** Where a derivative jumps: the nodes of uMin and qPAH (right and published), and of the tabulated prior. */
    private static final Map<String, double[]> KINKS = Map.of(
            "uMin",
            ModelLibrary.compact().dust().intensities(),
            "qPAH",
            DoubleStream.concat(
                            Arrays.stream(ModelLibrary.compact().dust().pahFractions()), DoubleStream.of(0.012, 0.047))
                    .toArray(),
            "gamma",
            GAMMA_NODES);

    private static final Map<String, RegionModel> MODELS = models();

    private static Map<String, RegionModel> models() {
        var out = new LinkedHashMap<String, RegionModel>();
        var right = Ngc628.model();
        out.put("right", right);
        out.put("without determinant", right.logDeterminant(false));
        out.put("common calibration", right.commonCalibration());
        out.put(
                "common calibration without determinant",
                right.commonCalibration().logDeterminant(false));
        out.put("as published", right.asPublished());
        out.put("published priors", right.publishedPriors());
        out.put("tied", Ngc628.model(tiedTo(DraineLi07.Q_PAH.in("disk"))));
        out.put("within", Ngc628.model(within(0.012, DraineLi07.Q_PAH.in("disk"))));
        out.put(
                "model errors by band and region",
                right.modelError("GALEX_*", 0.2).modelErrorIn("center", "IRAC_*", 0.05));
        var limited = RegionPhotometryTest.ngc628()
                .measurement(
                        "beam",
                        Photometry.of().upperLimit("SPIRE_500", 3000, 800).upperLimit("LSST_y", 2000, 200),
                        Seen.all());
        out.put("upper limits", right.data(limited));
        out.put("upper limits, common calibration", right.data(limited).commonCalibration());
        var center = Ngc628.sed()
                .prior(PiecewiseSfh.PSI, logUniform(1e-5, 1))
                .prior(Calzetti.TAU_V, normalAbout(Calzetti.TAU_V.in("disk"), -0.3, 0.4))
                .prior(DraineLi07.U_MIN, normal(6, 5))
                .prior(DraineLi07.GAMMA, tabulated(GAMMA_NODES, new double[] {1, 4, 2, 0.5}))
                .prior(DraineLi07.Q_PAH, normalAbout(DraineLi07.Q_PAH.in("disk"), 0.01));
        var disk = Ngc628.sed()
                .prior(PiecewiseSfh.PSI, logUniform(1e-4, 10))
                .prior(Calzetti.TAU_V, truncatedNormal(0.5, 0.5, 0, 3))
                .prior(DraineLi07.U_MIN, logUniform(0.1, 25))
                .prior(DraineLi07.GAMMA, uniform(0, 1))
                .tie(DraineLi07.Q_PAH, DraineLi07.Q_PAH.in("center"));
        var kinds = RegionModel.of(RegionPhotometryTest.ngc628())
                .region("center", center.prior(DraineLi07.Q_PAH, truncatedNormal(0.03, 0.02, 0.0047, 0.0458)))
                .region("disk", disk)
                .modelError(0.1);
        out.put("every kind of prior", kinds);
        out.put("every kind of prior, as published", kinds.asPublished());
        return out;
    }

    static Iterable<String> names() {
        return MODELS.keySet();
    }

    private static RegionModel model(String name) {
        return MODELS.getOrDefault(name, Ngc628.model());
    }

    private static GradientLogDensity density(Posterior posterior) {
        return (GradientLogDensity) posterior.logDensity();
    }

    /** A draw of the prior, with star formation rates over four decades below their largest value. */
    private static double[] draw(Posterior posterior, Random random, long seed) {
        double[] theta = new double[posterior.space().dimension()];
        posterior.drawPrior(RandomStream.of(seed), theta);
        for (int j = 0; j < theta.length; j++) {
            if (posterior.space().axis(j).parameter().name().startsWith("psi")) {
                theta[j] =
                        Math.max(posterior.lower()[j], posterior.upper()[j] * Math.pow(10, -4 * random.nextDouble()));
            }
        }
        return theta;
    }

    @ParameterizedTest
    @MethodSource("names")
    void theGradientEqualsRichardsonDifferences(String name) {
        var model = model(name);
        var posterior = model.bind();
        var density = density(posterior);
        int nDim = density.dimension();
        var random = new Random(17);
        int points = name.equals("right") || name.equals("as published") ? POINTS : POINTS / 4;
        double worst = 0;
        int compared = 0;
        for (int i = 0, seed = 0; i < points; seed++) {
            double[] theta = draw(posterior, random, seed);
            double[] value = new double[1];
            double[] gradient = new double[nDim];
            density.evaluateWithGradient(theta, 1, value, gradient);
            if (value[0] < LOWEST) {
                continue;
            }
            i++;
            for (int j = 0; j < nDim; j++) {
                double h = step(posterior, theta, j);
                if (h > 0) {
                    double numeric = difference(density, theta, j, h);
                    double size = sizeOfTerms(model, theta, j, h / 4);
                    double error = Math.abs(gradient[j] - numeric) / size;
                    worst = Math.max(worst, error);
                    compared++;
                }
            }
        }
        System.out.printf("gradient, %s: %.2g in %d derivatives%n", name, worst, compared);
        assertThat(compared).isGreaterThan(points * nDim * 3 / 4);
        assertThat(worst).isLessThan(TOLERANCE);
    }

    /** A step that stays inside the support and away from kinks; 0 where there is no room. */
    private static double step(Posterior posterior, double[] theta, int j) {
        double x = theta[j];
        var name = posterior.space().axis(j).parameter().name();
        double wanted =
                switch (name) {
                    case "tauV" -> 0.02;
                    case "uMin" -> 0.02 * x;
                    case "gamma" -> 0.02;
                    case "qPAH" -> 1e-3;
                    default -> 0.2 * x;
                };
        double room = Math.min(x - posterior.lower()[j], posterior.upper()[j] - x);
        for (double kink : KINKS.getOrDefault(name, new double[0])) {
            room = Math.min(room, Math.abs(x - kink));
        }
        var density = posterior.logDensity();
        for (double h = Math.min(wanted, 0.9 * room); h > wanted / 50; h /= 2) {
            double[] up = theta.clone();
            double[] down = theta.clone();
            up[j] += h;
            down[j] -= h;
            double[] out = new double[2];
            density.evaluate(concat(down, up), 2, out);
            if (out[0] > Double.NEGATIVE_INFINITY && out[1] > Double.NEGATIVE_INFINITY) {
                return h;
            }
        }
        return 0;
    }

    private static double[] concat(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }

    /** Ridders: Richardson extrapolation of central differences; of all orders, the one that moves least. */
    private static double difference(GradientLogDensity density, double[] theta, int j, double h) {
        int n = 8;
        double[][] table = new double[n][n];
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < n; k++) {
            double[] up = theta.clone();
            double[] down = theta.clone();
            up[j] += h / (1 << k);
            down[j] -= h / (1 << k);
            double[] out = new double[2];
            density.evaluate(concat(down, up), 2, out);
            table[k][0] = (out[1] - out[0]) / (up[j] - down[j]);
            for (int order = 1; order <= k; order++) {
                double four = Math.pow(4, order);
                table[k][order] = (four * table[k][order - 1] - table[k - 1][order - 1]) / (four - 1);
                double moved = Math.max(
                        Math.abs(table[k][order] - table[k][order - 1]),
                        Math.abs(table[k][order] - table[k - 1][order - 1]));
                if (moved < least) {
                    least = moved;
                    best = table[k][order];
                }
            }
        }
        return best;
    }

    /** Sum of the absolute derivatives of all terms, one for each datum and prior: what a derivative is made of. */
    private static double sizeOfTerms(RegionModel model, double[] theta, int j, double h) {
        double[] up = theta.clone();
        double[] down = theta.clone();
        up[j] += h;
        down[j] -= h;
        var a = model.explain(up).terms();
        var b = model.explain(down).terms();
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += Math.abs(a.get(i).value() - b.get(i).value()) / (up[j] - down[j]);
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("names")
    void valuesAreThoseOfEvaluateInBatches(String name) {
        var posterior = model(name).bind();
        var density = density(posterior);
        int nDim = density.dimension();
        var random = new Random(3);
        double[] batch = new double[64 * nDim];
        for (int i = 0; i < 64; i++) {
            System.arraycopy(draw(posterior, random, 1000 + i), 0, batch, i * nDim, nDim);
        }
        batch[5 * nDim] = -1; // outside
        double[] plain = new double[64];
        double[] value = new double[64];
        double[] gradient = new double[64 * nDim];
        density.evaluate(batch, 64, plain);
        density.evaluateWithGradient(batch, 64, value, gradient);
        double[] ofFork = new double[64 * nDim];
        density.fork().evaluateWithGradient(batch, 64, new double[64], ofFork);
        assertArrayEquals(gradient, ofFork);
        assertEquals(Double.NEGATIVE_INFINITY, value[5]);
        assertArrayEquals(new double[nDim], Arrays.copyOfRange(gradient, 5 * nDim, 6 * nDim));
        double[] one = new double[nDim];
        for (int i = 0; i < 64; i++) {
            if (i != 5) {
                assertEquals(plain[i], value[i], 1e-13 * Math.max(100, Math.abs(plain[i])), name);
            }
            density.evaluateWithGradient(Arrays.copyOfRange(batch, i * nDim, (i + 1) * nDim), 1, new double[1], one);
            assertArrayEquals(one, Arrays.copyOfRange(gradient, i * nDim, (i + 1) * nDim));
        }
    }

    @Test
    void atAKinkTheGradientIsTheOneTowardsLargerValues() {
        var density = density(Ngc628.model().bind());
        double[] theta = Ngc628.theta(Reference.vectors("center")[38], Reference.vectors("disk")[38], false);
        for (int j : new int[] {6, 8, 15, 17}) {
            double[] nodes = j % 9 == 6 ? new double[] {1.2, 5, 12} : new double[] {0.0177, 0.025, 0.0390};
            for (double node : nodes) {
                double[] at = theta.clone();
                at[j] = node;
                double[] gradient = new double[18];
                density.evaluateWithGradient(at, 1, new double[1], gradient);
                double h = 1e-3 * node;
                assertEquals(
                        oneSided(density, at, j, h), gradient[j], 1e-6 * Math.abs(gradient[j]) + 1e-4, "from above");
                at[j] = Math.nextDown(node);
                double[] below = new double[18];
                density.evaluateWithGradient(at, 1, new double[1], below);
                assertEquals(oneSided(density, at, j, -h), below[j], 1e-6 * Math.abs(below[j]) + 1e-4, "from below");
            }
        }
    }

    /** Extrapolated one-sided differences. */
    private static double oneSided(GradientLogDensity density, double[] theta, int j, double h) {
        int n = 7;
        double[] there = new double[n];
        for (int k = 0; k < n; k++) {
            double[] moved = theta.clone();
            moved[j] += h / (1 << k);
            double[] out = new double[2];
            density.evaluate(concat(theta, moved), 2, out);
            there[k] = (out[1] - out[0]) / (moved[j] - theta[j]);
        }
        for (int order = 1; order < n; order++) {
            double two = Math.pow(2, order);
            for (int k = n - 1; k >= order; k--) {
                there[k] = (two * there[k] - there[k - 1]) / (two - 1);
            }
        }
        return there[n - 2];
    }

    /** Rates of the center do not enter what is measured of the disk alone. */
    @Test
    void aParameterWithoutInfluenceHasNoGradient() {
        var data = RegionPhotometry.of("center", "disk")
                .measurement("arm", Photometry.of().band("SDSS_g", 300, 15).band("IRAC_CH4", 900, 50), Seen.of("disk"));
        var density = density(Ngc628.model(uniform(0.0047, 0.0458)).data(data).bind());
        double[] gradient = new double[18];
        double[] theta = Ngc628.theta(Reference.vectors("center")[38], Reference.vectors("disk")[38], false);
        density.evaluateWithGradient(theta, 1, new double[1], gradient);
        for (int j = 0; j < 18; j++) {
            if (j < 9) {
                assertThat(gradient[j]).isZero();
            } else {
                assertThat(gradient[j]).isNotZero();
            }
        }
    }

    /** What is tied to a parameter adds its derivative: the chain rule by hand. */
    @Test
    void derivativesOfTiedParametersAddUp() {
        var free = density(Ngc628.model(uniform(0.0047, 0.0458)).bind());
        var tied = density(Ngc628.model(tiedTo(DraineLi07.Q_PAH.in("disk"))).bind());
        double[] center = Reference.vectors("center")[38].clone();
        double[] disk = Reference.vectors("disk")[38];
        center[11] = disk[11];
        double[] of18 = new double[18];
        double[] of17 = new double[17];
        free.evaluateWithGradient(Ngc628.theta(center, disk, false), 1, new double[1], of18);
        tied.evaluateWithGradient(Ngc628.theta(center, disk, true), 1, new double[1], of17);
        assertEquals(of18[8] + of18[17], of17[16], 1e-12 * Math.abs(of18[8]));
        assertEquals(of18[3], of17[3], 1e-12 * Math.abs(of18[3]));
    }

    @Test
    void anEvaluationWithGradientAllocatesNothing() {
        for (var name : names()) {
            var posterior = model(name).bind();
            var density = density(posterior);
            int nDim = density.dimension();
            double[] batch = new double[16 * nDim];
            for (int i = 0; i < 16; i++) {
                System.arraycopy(draw(posterior, new Random(i), i), 0, batch, i * nDim, nDim);
            }
            double[] value = new double[16];
            double[] gradient = new double[16 * nDim];
            var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = 0;
            for (int round = 0; round < 2; round++) {
                long before = thread.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 200; i++) {
                    density.evaluateWithGradient(batch, 16, value, gradient);
                }
                allocated = thread.getCurrentThreadAllocatedBytes() - before;
            }
            assertEquals(0, allocated / 3200, name);
        }
    }

    @Test
    void shapesAreChecked() {
        var density = density(Ngc628.model().bind());
        assertThatThrownBy(() -> density.evaluateWithGradient(new double[36], 2, new double[2], new double[20]))
                .hasMessageContaining("outGradient has 20 numbers, needed are 2 x 18");
        assertThatThrownBy(() -> density.evaluateWithGradient(new double[36], 3, new double[3], new double[54]))
                .hasMessageContaining("3 x 18");
    }
}
