package asterism.region;

import static asterism.prior.Prior.fixed;
import static asterism.prior.Prior.logUniform;
import static asterism.prior.Prior.normal;
import static asterism.prior.Prior.normalAbout;
import static asterism.prior.Prior.tiedTo;
import static asterism.prior.Prior.truncatedNormal;
import static asterism.prior.Prior.uniform;
import static asterism.prior.Prior.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.math.Gaussian;
import asterism.param.ModelException;
import asterism.param.Parameter;
import asterism.prior.Prior;
import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JointPriorTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Parameter PSI = Parameter.vector("psi", "psi", "Msun/yr", "rate", 0, INF);
    private static final Parameter TAU = Parameter.of("tauV", "tau", "", "depth", 0, INF);
    private static final Parameter Q = Parameter.of("qPAH", "q", "", "PAH mass fraction", 0.0047, 0.0458);
    private static final Parameter A = Parameter.of("a", "a", "", "a number", -10, 10);

    private static RegionParameters region(String name, Map<Parameter, Prior> priors) {
        return new RegionParameters(name, List.copyOf(priors.keySet()), p -> Optional.ofNullable(priors.get(p)));
    }

    private static Map<Parameter, Prior> priors(Object... pairs) {
        var out = new LinkedHashMap<Parameter, Prior>();
        for (int i = 0; i < pairs.length; i += 2) {
            out.put((Parameter) pairs[i], (Prior) pairs[i + 1]);
        }
        return out;
    }

    private static JointPrior resolve(RegionParameters... regions) {
        return JointPrior.resolve(List.of(regions), false);
    }

    /** The 12 parameters of a region of the NGC 628 example. */
    private static RegionParameters ngc628(String name, double psi, Prior qPah) {
        var p = new LinkedHashMap<Parameter, Prior>();
        PSI.bins(5).forEach(bin -> p.put(bin, uniform(0, psi)));
        p.put(Parameter.of("zMet", "Z", "", "metallicity", 0.001, 0.1), fixed(0.02));
        p.put(TAU, uniform(0, 3));
        p.put(Parameter.of("alpha", "alpha", "", "exponent", -10, 4), fixed(2));
        p.put(Parameter.of("uMin", "uMin", "", "intensity", 0.1, 25), uniform(0.1, 25));
        p.put(Parameter.of("uMax", "uMax", "", "intensity", 1e3, 3e5), fixed(3e5));
        p.put(Parameter.of("gamma", "gamma", "", "fraction", 0, 1), uniform(0, 1));
        p.put(Q, qPah);
        return region(name, p);
    }

    private static JointPrior ngc628(Prior centerQ, boolean published) {
        return JointPrior.resolve(
                List.of(ngc628("center", 1, centerQ), ngc628("disk", 10, uniform(0.0047, 0.0458))), published);
    }

    private static final int[] FREE = {0, 1, 2, 3, 4, 6, 8, 10, 11};

    private static double[] theta(double[] center, double[] disk, boolean tied) {
        double[] theta = new double[tied ? 17 : 18];
        int at = 0;
        for (int k : FREE) {
            if (!(tied && k == 11)) {
                theta[at++] = center[k];
            }
        }
        for (int k : FREE) {
            theta[at++] = disk[k];
        }
        return theta;
    }

    @Test
    void publishedPriorOfThe40Vectors() {
        var table = Reference.table("ngc628_loglike.csv");
        double[][] center = Reference.vectors("center");
        double[][] disk = Reference.vectors("disk");
        var gaussian = ngc628(normalAbout(Q.in("disk"), 0.01), true);
        var flat = ngc628(within(0.012, Q.in("disk")), true);
        var tied = ngc628(tiedTo(Q.in("disk")), true);
        for (int id = 0; id < 40; id++) {
            double[] theta = theta(center[id], disk[id], false);
            assertEquals(table.numbers("lnprior_normal")[id], gaussian.logDensity(theta, 0), 1e-10, "id " + id);
            assertEquals(table.numbers("lnprior_uniform_0.012")[id], flat.logDensity(theta, 0), 1e-10, "id " + id);
            double[] shared = theta(center[id], disk[id], true);
            assertEquals(table.numbers("lnprior_fixed")[id], tied.logDensity(shared, 0), 1e-10, "id " + id);
        }
    }

    /** M1 and M3: by default the connections are normalised densities of the signed difference. */
    @Test
    void rightPriorOfThe40Vectors() {
        var corrected = Reference.table("corrected_loglike.csv");
        double[][] center = Reference.vectors("center");
        double[][] disk = Reference.vectors("disk");
        var gaussian = ngc628(normalAbout(Q.in("disk"), 0.01), false);
        var flat = ngc628(within(0.012, Q.in("disk")), false);
        var flatPublished = ngc628(within(0.012, Q.in("disk")), true);
        for (int i = 0; i < corrected.rows(); i++) {
            int id = (int) corrected.numbers("id")[i];
            double[] theta = theta(center[id], disk[id], false);
            assertEquals(corrected.numbers("lnprior_true_normal")[i], gaussian.logDensity(theta, 0), 1e-10, "id " + id);
            double published = flatPublished.logDensity(theta, 0);
            assertEquals(published - Math.log(2), flat.logDensity(theta, 0), 1e-12);
        }
    }

    @Test
    void outOfBoundsIsImpossible() {
        var table = Reference.table("ngc628_out_of_bounds.csv");
        var prior = ngc628(normalAbout(Q.in("disk"), 0.01), true);
        int tried = 0;
        for (int i = 0; i < table.rows(); i++) {
            double[] center = Reference.vectors("center")[7];
            double[] disk = Reference.vectors("disk")[7];
            assertTrue(prior.logDensity(theta(center, disk, false), 0) > -100);
            int k = (int) table.numbers("param_index")[i];
            (table.text("region").get(i).equals("disk") ? disk : center)[k] = table.numbers("value")[i];
            boolean free = java.util.Arrays.stream(FREE).anyMatch(f -> f == k);
            if (free) { // fixed parameters are refused when they are set, see below
                assertEquals(Double.NEGATIVE_INFINITY, prior.logDensity(theta(center, disk, false), 0));
                tried++;
            }
        }
        assertEquals(9, tried);
    }

    /** The three-region cases: constants, normal prior, connections of all kinds across different models. */
    @Test
    void publishedPriorOfThreeRegions() {
        var nucleus = new LinkedHashMap<Parameter, Prior>();
        PSI.bins(5).forEach(b -> nucleus.put(b, uniform(0, 1)));
        nucleus.putAll(priors(
                free("zMet"),
                fixed(0.02),
                free("tauV"),
                uniform(0, 3),
                free("delta"),
                normal(0, 0.3),
                free("tauBC"),
                fixed(0),
                free("alpha"),
                fixed(2),
                free("uMin"),
                uniform(0.1, 25),
                free("uMax"),
                fixed(3e5),
                free("gamma"),
                uniform(0, 1),
                free("qPAH"),
                normalAbout(free("qPAH").in("bar"), 0.01),
                free("logL"),
                uniform(7, 12),
                free("cosi"),
                uniform(0, 1),
                free("tau97"),
                fixed(7),
                free("polar"),
                fixed(0)));
        var bar = new LinkedHashMap<Parameter, Prior>();
        PSI.bins(3).forEach(b -> bar.put(b, uniform(0, 5)));
        bar.putAll(priors(
                free("zMet"),
                fixed(0.02),
                free("tauV"),
                uniform(0, 3),
                free("alpha"),
                fixed(2),
                free("uMin"),
                uniform(0.1, 25),
                free("uMax"),
                fixed(3e5),
                free("gamma"),
                uniform(0, 1),
                free("qPAH"),
                uniform(0.0047, 0.0458)));
        var disk = priors(
                free("rate"),
                uniform(0, 10),
                free("tau"),
                uniform(1e8, 1e10),
                free("zMet"),
                within(0.02, free("zMet").in("bar")),
                free("tauV"),
                tiedTo(free("tauV").in("bar")));
        var prior =
                JointPrior.resolve(List.of(region("nucleus", nucleus), region("bar", bar), region("disk", disk)), true);

        var table = Reference.table("synthetic_loglike.csv");
        var params = Reference.table("synthetic_params.csv");
        int compared = 0;
        for (int row = 0; row < table.rows(); row++) {
            var values = new LinkedHashMap<String, Double>();
            for (int i = 0; i < params.rows(); i++) {
                if (params.text("case").get(i).equals(table.text("case").get(row))
                        && params.numbers("evaluation")[i] == table.numbers("evaluation")[row]) {
                    var names = List.copyOf((params.text("region").get(i).equals("nucleus")
                                    ? nucleus
                                    : params.text("region").get(i).equals("bar") ? bar : disk)
                            .keySet());
                    values.put(
                            params.text("region").get(i) + "/"
                                    + names.get((int) params.numbers("index")[i])
                                            .name(),
                            params.numbers("value")[i]);
                }
            }
            double[] theta = prior.space().names().stream()
                    .mapToDouble(n -> values.getOrDefault(n, Double.NaN))
                    .toArray();
            double expected = table.numbers("lnprior")[row];
            double actual = prior.logDensity(theta, 0);
            if (Double.isFinite(expected)) {
                assertEquals(expected, actual, 1e-9, table.text("case").get(row) + row);
                compared++;
            } else {
                assertEquals(expected, actual);
            }
        }
        assertTrue(compared > 20, compared + " finite");
    }

    private static Parameter free(String name) {
        return Parameter.of(name, name, "", name, Double.NEGATIVE_INFINITY, INF);
    }

    /** M6: a constant is not sampled. M7: ties and chains are resolved whatever the order of the regions. */
    @Test
    void chainsAreResolvedInAnyOrder() {
        var a = region("a", priors(A, tiedTo(A.in("b"))));
        var b = region("b", priors(A, tiedTo(A.in("c"))));
        var c = region("c", priors(A, normalAbout(A.in("d"), 2)));
        var d = region("d", priors(A, fixed(3)));
        for (var order : List.of(List.of(a, b, c, d), List.of(d, c, b, a), List.of(b, d, a, c))) {
            var prior = JointPrior.resolve(order, false);
            assertThat(prior.space().names()).containsExactly("c/a");
            assertEquals(Gaussian.logDensity(1) - Math.log(2), prior.logDensity(new double[] {5}, 0), 1e-15);
            double[] full = prior.template();
            prior.fill(new double[] {5}, 0, full);
            for (int i = 0; i < 4; i++) {
                assertEquals(
                        order.get(i).region().equals("d") ? 3 : 5,
                        full[prior.offset(i)],
                        order.get(i).region());
            }
        }
    }

    @Test
    void aVectorHangsOnAVectorBinByBin() {
        var two = PSI.bins(2);
        var prior = resolve(
                region("a", priors(two.get(0), tiedTo(PSI.in("b")), two.get(1), within(1, PSI.in("b")))),
                region("b", priors(two.get(0), uniform(0, 1), two.get(1), uniform(0, 5))));
        assertThat(prior.space().names()).containsExactly("a/psi_2", "b/psi_1", "b/psi_2");
        assertTrue(Double.isFinite(prior.logDensity(new double[] {4.5, 0.5, 4}, 0)));
        assertEquals(Double.NEGATIVE_INFINITY, prior.logDensity(new double[] {1.6, 0.6, 4}, 0));
    }

    @Test
    void connectionsMayStayInsideARegion() {
        var other = Parameter.of("b", "b", "", "another number", -10, 10);
        var prior = resolve(region("x", priors(A, uniform(0, 1), other, normalAbout(A.in(""), 1))));
        assertEquals(Gaussian.logDensity(1.5), prior.logDensity(new double[] {0.5, 2}, 0), 1e-15);
    }

    /** M11: sums of logs do not underflow. */
    @Test
    void manyBroadPriorsDoNotUnderflow() {
        var p = new LinkedHashMap<Parameter, Prior>();
        PSI.bins(200).forEach(b -> p.put(b, uniform(0, 1e10)));
        var prior = resolve(region("x", p));
        assertEquals(-200 * Math.log(1e10), prior.logDensity(new double[200], 0), 1e-9);
    }

    /** The density of each kind of prior is the same as the prior's own. */
    @Test
    void termsAreThePriorsOwnDensities() {
        var list = List.of(
                uniform(-1, 2),
                logUniform(0.1, 3),
                truncatedNormal(0.3, 1, -1, 2),
                normal(0.2, 0.7),
                Prior.tabulated(new double[] {-1, 0, 2}, new double[] {1, 3, 0.5}));
        for (var p : list) {
            var prior = resolve(region("x", priors(A, p)));
            for (double x = -2; x < 3; x += 0.137) {
                double expected = ((Prior.Marginal) p).logDensity(x);
                assertEquals(expected, prior.logDensity(new double[] {x}, 0), 1e-12, p + " at " + x);
            }
        }
    }

    @Test
    void aGaussianIsCutAtTheModelsRangeAndNormalised() {
        var prior = resolve(region("x", priors(TAU, normal(0.5, 1))));
        var exact = (Prior.Marginal) truncatedNormal(0.5, 1, 0, INF);
        assertEquals(exact.logDensity(0.7), prior.logDensity(new double[] {0.7}, 0), 1e-14);
        assertEquals(Double.NEGATIVE_INFINITY, prior.logDensity(new double[] {-0.1}, 0));
    }

    /** M2: draws take the target first, then the offset, inside the box, and have the density that is evaluated. */
    @Test
    void drawsHaveTheDensity() {
        var prior = resolve(
                region("center", priors(Q, normalAbout(Q.in("disk"), 0.01))),
                region("disk", priors(Q, uniform(0.0047, 0.0458))));
        var random = RandomStream.of(628);
        int n = 40_000;
        double[] theta = new double[2];
        double[] mean = new double[3];
        for (int i = 0; i < n; i++) {
            prior.draw(random, theta);
            assertTrue(Double.isFinite(prior.logDensity(theta, 0)));
            mean[0] += theta[0] / n;
            mean[1] += theta[1] / n;
            mean[2] += Math.pow(theta[0] - theta[1], 2) / n;
        }
        // moments of the density on a fine grid
        double[] expected = new double[3];
        double[] square = new double[3];
        double sum = 0;
        int m = 400;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                double x = 0.0047 + 0.0411 * (i + 0.5) / m;
                double y = 0.0047 + 0.0411 * (j + 0.5) / m;
                double p = Math.exp(prior.logDensity(new double[] {x, y}, 0));
                double[] q = {x, y, (x - y) * (x - y)};
                for (int k = 0; k < 3; k++) {
                    expected[k] += p * q[k];
                    square[k] += p * q[k] * q[k];
                }
                sum += p;
            }
        }
        for (int k = 0; k < 3; k++) {
            double e = expected[k] / sum;
            double sigma = Math.sqrt((square[k] / sum - e * e) / n);
            assertEquals(e, mean[k], 4 * sigma, "moment " + k + ", 4 sigma of " + n + " draws");
        }
    }

    @Test
    void theFirstDrawIsAlwaysInside() {
        var prior = ngc628(normalAbout(Q.in("disk"), 0.01), false);
        double[] theta = new double[18];
        for (int seed = 0; seed < 1000; seed++) {
            prior.draw(RandomStream.of(seed), theta);
            assertTrue(Double.isFinite(prior.logDensity(theta, 0)), "seed " + seed);
        }
    }

    @Test
    void allThatIsMissingIsListedAtOnce() {
        var b = Parameter.of("b", "b", "", "b", 0, 1);
        var missing = new RegionParameters("disk", List.of(A, b, Q), p -> Optional.empty());
        var other = new RegionParameters(
                "center", List.of(A, b), p -> p.equals(A) ? Optional.of(fixed(1)) : Optional.empty());
        assertThatThrownBy(() -> resolve(missing, other))
                .isInstanceOf(ModelException.class)
                .hasMessage("region 'disk' cannot be sampled: a, b, qPAH have no prior and no value; use .prior(...),"
                        + " .fix(...) or .tie(...)\n"
                        + "region 'center' cannot be sampled: b has no prior and no value; use .prior(...), .fix(...) or"
                        + " .tie(...)");
    }

    @Test
    void loopsAreNamed() {
        assertThatThrownBy(() -> resolve(
                        region("center", priors(Q, normalAbout(Q.in("disk"), 0.01))),
                        region("disk", priors(Q, tiedTo(Q.in("center"))))))
                .hasMessageContaining("connection loop: center/qPAH -> disk/qPAH -> center/qPAH");
        assertThatThrownBy(() -> resolve(region("x", priors(Q, tiedTo(Q.in("x"))))))
                .hasMessageContaining("connection loop: x/qPAH -> x/qPAH");
    }

    @Test
    void unknownTargetsAreNamedWithTheNearest() {
        var disk = region("disk", priors(Q, uniform(0.01, 0.02)));
        assertThatThrownBy(() -> resolve(region("center", priors(Q, tiedTo(Q.in("disc")))), disk))
                .hasMessage(
                        "connection of center/qPAH: no region 'disc'; there are center, disk -- did you mean 'disk'?");
        assertThatThrownBy(() -> resolve(region("center", priors(Q, tiedTo(TAU.in("disk")))), disk))
                .hasMessageContaining("connection of center/qPAH: region 'disk' has no parameter 'tauV'; it has qPAH");
    }

    @Test
    void priorsOutsideTheRangeAreRefused() {
        var problems = new ArrayList<String>();
        for (var p :
                List.of(uniform(0, 0.2), uniform(0.04, 0.05), truncatedNormal(0.02, 0.01, 0, 0.04), logUniform(1, 2))) {
            try {
                resolve(region("disk", priors(Q, p)));
            } catch (ModelException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        assertThat(problems).hasSize(4);
        assertThat(problems.get(0))
                .isEqualTo("prior U(0, 0.2) for disk/qPAH reaches outside the model's range [0.0047, 0.0458]"
                        + " (PAH mass fraction)");
        assertThat(problems.get(3)).contains("lies outside the model's range");
        assertThatThrownBy(() -> resolve(region("disk", priors(Q, fixed(0.5)))))
                .hasMessage("value 0.5 of disk/qPAH is outside the model's range [0.0047, 0.0458]");
        assertThatThrownBy(() -> resolve(region("disk", priors(Q, normal(5, 0.1)))))
                .hasMessageContaining("lies outside the model's range");
        var narrow = Parameter.of("qPAH", "q", "", "q of another model", 0.01, 0.02);
        assertThatThrownBy(() -> resolve(
                        region("center", priors(narrow, tiedTo(Q.in("disk")))),
                        region("disk", priors(Q, uniform(0.0047, 0.0458)))))
                .hasMessageContaining("prior U(0.0047, 0.0458) for disk/qPAH reaches outside the range [0.01, 0.02] of"
                        + " center/qPAH, which is tied to it");
    }
}
