package asterism.xray;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.ReferenceJson;
import asterism.data.PhotometryMatrix;
import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Observations are put together by key. */
class AssemblyTest {

    record Case(String name, ReferenceJson all, ReferenceJson test) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return ReferenceJson.resource(AssemblyTest.class, "assembly.json").get("cases").list().stream()
                .flatMap(c -> c.get("tests").list().stream().map(t -> {
                    var what = t.has("master")
                            ? t.get("master").text()
                            : t.get("stack").text() + "/" + t.get("bundle").text();
                    return new Case(c.get("name").text() + " " + what, c, t);
                }));
    }

    private static Problem problem(Case c) {
        var inputs = ReferenceInputs.inputs(c.all, c.all.get("obsid_inputs").list());
        var problem = c.test.has("master")
                ? Problem.master(c.test.get("master").text(), ReferenceInputs.associations(c.all), inputs)
                : Problem.of(Bundle.of(inputs.stream()
                        .filter(i -> i.stack().equals(c.test.get("stack").text())
                                && i.bundle().equals(c.test.get("bundle").text()))
                        .toList()));
        return c.test.has("exclude_obsids")
                ? problem.excluding(c.test.get("exclude_obsids").list().stream()
                        .map(ReferenceJson::integer)
                        .toList())
                : problem;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theMatrixIsThatOfTheReferenceByLabel(Case c) {
        var problem = problem(c);
        if (c.test.has("expected_error")) {
            assertThat(problem.findings())
                    .anyMatch(f ->
                            f.code().name().equals(c.test.get("expected_error").text()));
            return;
        }
        var expected = c.test.get("expected");
        var assembled = problem.assemble();
        var matrix = assembled.matrix();
        var columns = expected.get("columns").texts();
        var rows = expected.get("rows").texts();
        assertThat(matrix.columns()).containsExactlyInAnyOrderElementsOf(columns);
        assertThat(matrix.rows()).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(assembled.nSources).isEqualTo(expected.get("n_sources").integer());
        double[][] f = expected.get("F").rows();
        double[] counts = expected.get("C").numbers();
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                assertThat(matrix.get(rows.get(i), columns.get(j)))
                        .as(rows.get(i) + ", " + columns.get(j))
                        .isEqualTo(f[i][j]);
            }
            assertThat(assembled.counts[assembled.rows.indexOf(rows.get(i))]).isEqualTo(counts[i]);
        }
    }

    @Test
    void theReferenceHasAllKindsOfCases() {
        assertThat(cases().filter(c -> c.test.has("master"))).hasSizeGreaterThan(10);
        assertThat(cases().filter(c -> c.test.has("exclude_obsids"))).hasSizeGreaterThan(3);
        assertThat(cases().filter(c -> !c.test.has("expected"))).hasSizeGreaterThan(0);
    }

    /** Equation 3 of Primini (2022): the first observation has only s2. */
    @Test
    void aSourceMissingFromTheFirstObservationKeepsItsColumn() {
        var first = ObsidInput.of(
                1, IntensityUnit.NET_COUNTS, List.of("s2"), new double[][] {{0.9, 20}, {0.05, 900}}, new double[] {7, 30
                });
        var second = ObsidInput.of(
                2,
                IntensityUnit.NET_COUNTS,
                List.of("s1", "s2"),
                new double[][] {{0.91, 0.02, 21}, {0.03, 0.92, 22}, {0.04, 0.06, 901}},
                new double[] {11, 12, 31});
        var matrix = Bundle.of(List.of(first, second)).matrix();
        assertThat(matrix.columns()).containsExactly("s2", "s1", "bkg:1", "bkg:2");
        assertThat(matrix.weights("1:s2")).containsExactly(0.9, 0, 20, 0);
        assertThat(matrix.weights("1:bkg")).containsExactly(0.05, 0, 900, 0);
        assertThat(matrix.weights("2:s1")).containsExactly(0.02, 0.91, 0, 21);
        assertThat(matrix.weights("2:s2")).containsExactly(0.92, 0.03, 0, 22);
        assertThat(matrix.weights("2:bkg")).containsExactly(0.06, 0.04, 0, 901);
    }

    @Test
    void theSameLabelInAnotherStackIsAnotherSourceUnlessItIsLinked() {
        var a = one(1).stack("S1");
        var b = one(2).stack("S2");
        var linked = MasterAssociation.master("M1").with("S1", "r1").with("S2", "r1");
        var alone = MasterAssociation.master("M1").with("S1", "r1");
        assertThat(Problem.master("M1", List.of(linked), List.of(a, b)).matrix().columns())
                .containsExactly("M1", "bkg:1", "bkg:2");
        assertThat(Problem.master("M1", List.of(alone), List.of(a, b)).matrix().columns())
                .containsExactly("M1", "bkg:1");
    }

    /** Equations 5 to 7 of Primini (2022), with the counts in the order of the rows. */
    @Test
    void countsOfAMasterFollowTheRows() {
        var first = ObsidInput.of(
                        1,
                        IntensityUnit.NET_COUNTS,
                        List.of("r1", "r2"),
                        new double[][] {{0.91, 0.02, 21}, {0.03, 0.92, 22}, {0.04, 0.06, 901}},
                        new double[] {11, 12, 31})
                .stack("S1");
        var second = ObsidInput.of(
                        2,
                        IntensityUnit.NET_COUNTS,
                        List.of("r3"),
                        new double[][] {{0.9, 20}, {0.05, 900}},
                        new double[] {7, 30})
                .stack("S2");
        for (var linked : List.of("r1", "r2")) {
            var association = MasterAssociation.master("M1").with("S1", linked).with("S2", "r3");
            var p = Problem.master("M1", List.of(association), List.of(first, second))
                    .assemble();
            assertThat(p.rows).containsExactly("1:r1", "1:r2", "1:bkg", "2:r3", "2:bkg");
            assertThat(p.counts).containsExactly(11, 12, 31, 7, 30);
            var columns = linked.equals("r1")
                    ? List.of("M1", "S1.r2", "bkg:1", "bkg:2")
                    : List.of("S1.r1", "M1", "bkg:1", "bkg:2");
            assertThat(p.columns).isEqualTo(columns);
            assertThat(p.matrix().get("2:r3", "M1")).isEqualTo(0.9);
            assertThat(p.matrix().get("1:" + linked, "M1")).isEqualTo(linked.equals("r1") ? 0.91 : 0.92);
            assertThat(p.target)
                    .isEqualTo(linked.equals("r1") ? new boolean[] {true, false} : new boolean[] {false, true});
        }
    }

    @Test
    void aDetectionLinkedToTwoMastersIsLinkedToNone() {
        var a = one(1).stack("S1");
        var b = one(2).stack("S2");
        var first = MasterAssociation.master("M1").with("S1", "r1").with("S2", "r1");
        var second = MasterAssociation.master("M2").with("S2", "r1");
        var problem = Problem.master("M1", List.of(first, second), List.of(a, b));
        assertThat(problem.inputs()).containsExactly(a);
        assertThat(problem.matrix().columns()).containsExactly("M1", "bkg:1");
    }

    @Test
    void aBayesianBlockIsASubsetOfTheObservations() {
        var problem = Problem.of(Bundle.of(List.of(one(1), one(2), one(3))));
        assertThat(problem.only(List.of(1, 3)).matrix())
                .isEqualTo(problem.excluding(List.of(2)).matrix());
        assertThat(problem.only(List.of(1, 3)).matrix().columns()).containsExactly("r1", "bkg:1", "bkg:3");
        assertThat(problem.only(List.of(1, 3)).id()).contains("1+3").isNotEqualTo(problem.id());
    }

    @Test
    void orderOfRegionsAndObservationsChangesNoEntry() {
        for (long seed = 0; seed < 200; seed++) {
            var random = RandomStream.of(seed);
            var inputs = randomInputs(random);
            var matrix = Bundle.of(inputs).matrix();
            var shuffled = new ArrayList<ObsidInput>();
            permutation(inputs.size(), random).forEach(k -> shuffled.add(shuffleRegions(inputs.get(k), random)));
            assertSame(Bundle.of(shuffled).matrix(), matrix, "seed " + seed);
        }
    }

    private static void assertSame(PhotometryMatrix a, PhotometryMatrix b, String when) {
        assertThat(new HashSet<>(a.columns())).as(when).isEqualTo(new HashSet<>(b.columns()));
        assertThat(new HashSet<>(a.rows())).as(when).isEqualTo(new HashSet<>(b.rows()));
        for (var row : a.rows()) {
            for (var column : a.columns()) {
                assertThat(a.get(row, column)).as(when).isEqualTo(b.get(row, column));
            }
        }
    }

    @Test
    void theBlocksSayTheSameAsTheWholeMatrix() {
        var inputs = randomInputs(RandomStream.of(11));
        var p = Problem.of(Bundle.of(inputs)).assemble();
        var matrix = p.matrix();
        double[] theta =
                IntStream.range(0, p.nParameters()).mapToDouble(j -> 1 + j).toArray();
        double[] mu = matrix.times(theta);
        for (int k = 0; k < p.nObsids; k++) {
            int n = p.source[k].length;
            for (int i = p.rowStart[k]; i < p.rowStart[k + 1]; i++) {
                double sum = p.area[i] * theta[p.nSources + k];
                for (int j = 0; j < n; j++) {
                    sum += p.response[k][(i - p.rowStart[k]) * n + j] * theta[p.source[k][j]];
                }
                assertThat(sum).isEqualTo(mu[i], org.assertj.core.data.Offset.offset(1e-12 * mu[i]));
            }
            assertThat(p.rows.get(p.backgroundRow[k])).isEqualTo(p.obsid[k] + ":bkg");
        }
    }

    private static ObsidInput one(int obsid) {
        return ObsidInput.of(
                        obsid,
                        IntensityUnit.NET_COUNTS,
                        List.of("r1"),
                        new double[][] {{0.9, 20}, {0.05, 900}},
                        new double[] {7, 30})
                .stack("S1");
    }

    /** Up to four observations of up to four regions, some missing. */
    private static List<ObsidInput> randomInputs(RandomStream random) {
        var inputs = new ArrayList<ObsidInput>();
        for (int k = 0; k <= random.nextInt(4); k++) {
            var regions = new ArrayList<String>(List.of("r0"));
            for (int j = 1; j < 4; j++) {
                if (random.nextDouble() < 0.6) {
                    regions.add("r" + j);
                }
            }
            int n = regions.size();
            double[][] f = new double[n + 1][n + 1];
            double[] c = new double[n + 1];
            for (int i = 0; i <= n; i++) {
                for (int j = 0; j <= n; j++) {
                    f[i][j] = (i == j ? 1 : 0.1) * random.nextDouble();
                }
                f[i][n] = 1 + random.nextDouble();
                c[i] = random.nextInt(50);
            }
            inputs.add(ObsidInput.of(1000 + k, IntensityUnit.NET_COUNTS, regions, f, c)
                    .stack("S1"));
        }
        return inputs;
    }

    private static List<Integer> permutation(int n, RandomStream random) {
        var order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        for (int i = n - 1; i > 0; i--) {
            order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
        }
        return order;
    }

    static ObsidInput shuffleRegions(ObsidInput input, RandomStream random) {
        int n = input.nRegions();
        var order = permutation(n, random);
        order.add(n);
        double[][] f = new double[n + 1][n + 1];
        double[] c = new double[n + 1];
        var regions = new ArrayList<String>();
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= n; j++) {
                f[i][j] = input.response(order.get(i), order.get(j));
            }
            c[i] = input.counts(order.get(i));
            if (i < n) {
                regions.add(input.regions().get(order.get(i)));
            }
        }
        return ObsidInput.of(input.obsid(), input.unit(), regions, f, c)
                .stack(input.stack())
                .bundle(input.bundle());
    }
}
