package asterism.xray;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.ReferenceJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with an input is found before anything is computed, and said in a sentence. */
class ValidationTest {

    /** A part of the sentence for each code, in the words of the user. */
    private static final Map<FindingCode, String> WORDS = new TreeMap<>(Map.ofEntries(
            Map.entry(FindingCode.NO_OBSID, "there is no observation; give at least one"),
            Map.entry(FindingCode.SHAPE_MISMATCH, "obsid "),
            Map.entry(FindingCode.NON_FINITE_RESPONSE, "response to source 'r1' must be finite and not negative, got "),
            Map.entry(
                    FindingCode.NEGATIVE_RESPONSE,
                    "obsid 21240, aperture 'r2': response to source 'r1' must be finite and not negative, got -0.0728"),
            Map.entry(FindingCode.NEGATIVE_COUNTS, "obsid 20044, aperture 'r1': counts must not be negative, got -4.0"),
            Map.entry(
                    FindingCode.NON_INTEGER_COUNTS,
                    "obsid 11754, aperture 'bkg': counts must be whole numbers, got 16.5; give them as they were"
                            + " detected"),
            Map.entry(FindingCode.DUPLICATE_REGION, "obsid 19817: region 'r1' stands twice"),
            Map.entry(FindingCode.DUPLICATE_OBSID, "obsid 23984 stands twice"),
            Map.entry(
                    FindingCode.DUPLICATE_ASSOCIATION,
                    "obsid 11145: regions 'r1' and 'r2' are both linked to master source 'M1'"),
            Map.entry(FindingCode.SOURCE_WITHOUT_OBSID, "source 'r9' is in none of the observations; they have [r1]"),
            Map.entry(FindingCode.ZERO_SOURCE_COLUMN, "source 'r2': no aperture of any observation sees it"),
            Map.entry(FindingCode.ZERO_BACKGROUND_AREA, "obsid 4802: all apertures have area 0"),
            Map.entry(
                    FindingCode.IMPOSSIBLE_COUNTS,
                    "obsid 8902, aperture 'r1': 2 counts where all responses and the area are 0"),
            Map.entry(
                    FindingCode.INVALID_PRIOR, "prior of 'r1': the upper bound must be finite and above the lower one"),
            Map.entry(
                    FindingCode.MIXED_UNITS,
                    "different units: 'count' in obsid 24872, 'count s-1' in obsid 22965; all must have the same"),
            Map.entry(
                    FindingCode.DEGENERATE_SOURCES,
                    "sources 'r1' and 'r2' are seen in the same proportion by all apertures")));

    static Stream<ReferenceJson> invalid() {
        return ReferenceJson.resource(ValidationTest.class, "invalid.json").get("cases").list().stream();
    }

    private static Problem problem(ReferenceJson test) {
        var inputs = ReferenceInputs.inputs(test, test.get("obsids").list());
        if (test.has("units")) {
            var units = test.get("units").texts();
            for (int k = 0; k < units.size(); k++) {
                inputs.set(k, inputs.get(k).unit(IntensityUnit.valueOf(units.get(k))));
            }
        }
        if (test.has("associations")) {
            return Problem.master("M1", ReferenceInputs.associations(test), inputs);
        }
        var problem = Problem.of(Bundle.of(inputs));
        if (test.has("requested_sources")) {
            problem = problem.targets(test.get("requested_sources").texts().toArray(String[]::new));
        }
        if (test.has("prior_upper")) {
            double[] upper = test.get("prior_upper").numbers();
            problem = problem.bounds(PriorBounds.standard().upper("r1", upper[0]));
        }
        return problem;
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void everyInvalidInputOfTheReferenceIsFound(ReferenceJson test) {
        var code = FindingCode.valueOf(test.get("code").text());
        var problem = problem(test);
        var found = problem.findings();
        assertThat(found).as(test.get("description").text()).anyMatch(f -> f.code() == code);
        assertThat(found.stream().filter(Finding::isError).map(Finding::code))
                .containsOnly(code.isError() ? new FindingCode[] {code} : new FindingCode[0]);
        assertThat(code.isError()).isEqualTo(test.get("severity").text().equals("ERROR"));
        assertThat(found.stream().filter(f -> f.code() == code).map(Finding::message))
                .allMatch(m -> m.contains(WORDS.getOrDefault(code, "?")));
        if (code.isError()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(problem::matrix)
                    .isInstanceOf(asterism.param.ModelException.class)
                    .hasMessageContaining(WORDS.getOrDefault(code, "?"));
        } else {
            assertThat(problem.card().warnings()).isNotEmpty();
        }
    }

    @Test
    void inputsOfTheWrongShapeSayWhichNumberIsMissing() {
        var shapes = invalid()
                .filter(t -> t.get("code").text().equals("SHAPE_MISMATCH"))
                .map(t -> problem(t).findings().get(0).message())
                .toList();
        assertThat(shapes)
                .contains(
                        "obsid 9610: row 1 of F has 2 entries, expected 3 for the 2 regions [r1, r2] and the area; "
                                + "look at the file it was read from",
                        "obsid 11216: there are 2 counts for the 3 apertures [r1, r2, bkg]; "
                                + "look at the file it was read from");
        var rows = input(1, new double[][] {{0.9, 20}}, 3);
        assertThat(messages(rows)).anyMatch(m -> m.contains("F has 1 rows, expected 2 for the 1 regions [r1]"));
    }

    @Test
    void bandsAndAperturesMustNotBeMixed() {
        var a = fine(1);
        assertThat(codes(a, fine(2).band(EnergyBand.HARD))).containsExactly(FindingCode.MIXED_BANDS);
        assertThat(messages(a, fine(2).band(EnergyBand.HARD)))
                .anyMatch(m -> m.contains("different energy bands: 'b' in obsid 1, 'h' in obsid 2"));
        assertThat(codes(a, fine(2).apertureType(ApertureType.ECF90))).containsExactly(FindingCode.MIXED_APERTURES);
        assertThat(messages(a, fine(2).apertureType(ApertureType.ECF90)))
                .anyMatch(m -> m.contains("different types of apertures: 'DETECT' in obsid 1, 'ECF90' in obsid 2"));
    }

    @Test
    void observationsOfTwoStacksAreNoBundle() {
        var other = fine(2).stack("Z");
        assertThat(codes(fine(1).stack("A"), other)).containsExactly(FindingCode.MIXED_STACKS);
        assertThat(messages(fine(1).stack("A"), other))
                .containsExactly(
                        "the observations are of different stacks: 'A' in obsid 1, 'Z' in obsid 2; the same label "
                                + "in another stack is another source: give them one .stack(...), or say which are the same source "
                                + "with Problem.master(...)");
        var linked = MasterAssociation.master("M1").with("A", "r1").with("Z", "r1");
        assertThat(Problem.master("M1", List.of(linked), List.of(fine(1).stack("A"), other))
                        .findings())
                .isEmpty();
    }

    @Test
    void anObservationWithoutABackgroundApertureIsAWarning() {
        var source =
                Aperture.aperture("source").counts(12).psfFraction("S1", 0.9).area(28);
        var alone = Bundle.of(Observation.obsid(5).with(source));
        assertThat(alone.problem().findings().stream().map(Finding::code))
                .containsExactly(FindingCode.NO_BACKGROUND_APERTURE, FindingCode.DEGENERATE_SOURCES);
        assertThat(alone.problem().findings().get(0).message())
                .isEqualTo(
                        "obsid 5: only [source] for the source [S1]: none is left to measure the background, and its "
                                + "flat prior decides how the counts are shared; add the background's aperture");
        assertThat(alone.posterior().toText()).contains("not all intensities can be told apart");
        var whole = Observation.obsid(6)
                .with(source)
                .with(Aperture.aperture("background").counts(90).area(900));
        assertThat(Bundle.of(whole, Observation.obsid(5).with(source)).problem().findings().stream()
                        .map(Finding::code))
                .containsExactly(FindingCode.NO_BACKGROUND_APERTURE);
        assertThat(Bundle.of(whole).problem().findings()).isEmpty();
    }

    @Test
    void countsAboveTwoToTheFiftyThirdAreRefused() {
        var input = input(7, new double[][] {{0.9, 20}, {0.05, 900}}, 1e16, 30);
        assertThat(codes(input)).containsExactly(FindingCode.COUNT_OVERFLOW);
        assertThat(messages(input))
                .containsExactly("obsid 7, aperture 'r1': counts must not be above 2^53, got 1.0E16");
        assertThat(codes(input(7, new double[][] {{0.9, 20}, {0.05, 900}}, 0x1.0p53, 30)))
                .isEmpty();
    }

    @Test
    void nanCountsAreNoWholeNumber() {
        assertThat(codes(input(7, new double[][] {{0.9, 20}, {0.05, 900}}, Double.NaN, 30)))
                .containsExactly(FindingCode.NON_INTEGER_COUNTS);
        assertThat(codes(input(7, new double[][] {{0.9, 20}, {0.05, 900}}, Double.POSITIVE_INFINITY, 30)))
                .containsExactly(FindingCode.COUNT_OVERFLOW);
    }

    @Test
    void aBlindApertureWithoutCountsIsLeftOutWithAWarning() {
        var input = ObsidInput.of(
                8902,
                IntensityUnit.NET_COUNTS,
                List.of("r1", "r2"),
                new double[][] {{0, 0, 0}, {0.02, 0.9, 30}, {0.04, 0.02, 1300}},
                new double[] {0, 35, 32});
        assertThat(codes(input))
                .containsExactly(FindingCode.ZERO_ROW, FindingCode.NO_SELF_RESPONSE, FindingCode.DEGENERATE_SOURCES);
        assertThat(messages(input))
                .anyMatch(m -> m.equals("obsid 8902, aperture 'r1': all responses and the area are 0 and there are no "
                        + "counts; left out"));
        assertThat(Problem.of(input).matrix().rows()).containsExactly("8902:r2", "8902:bkg");
    }

    @Test
    void anApertureThatDoesNotSeeItsOwnSourceIsAWarning() {
        var input = ObsidInput.of(
                5,
                IntensityUnit.NET_COUNTS,
                List.of("r1", "r2"),
                new double[][] {{0, 0.9, 20}, {0.9, 0.01, 30}, {0.04, 0.02, 1300}},
                new double[] {4, 35, 32});
        assertThat(codes(input)).containsExactly(FindingCode.NO_SELF_RESPONSE);
        assertThat(messages(input))
                .containsExactly("obsid 5: the aperture of region 'r1' does not see its own source; "
                        + "was a column exchanged?");
    }

    @Test
    void noCountsInTheBackgroundAreAWarning() {
        assertThat(codes(input(5, new double[][] {{0.9, 20}, {0.05, 900}}, 4, 0)))
                .containsExactly(FindingCode.BACKGROUND_COUNTS_ZERO);
    }

    @Test
    void netCountsOfUnequalExposuresNeedShares() {
        var unweighted = new ObsidInput[] {fine(1).exposure(30_000), fine(2).exposure(10_000)};
        assertThat(codes(unweighted)).containsExactly(FindingCode.NET_COUNTS_UNWEIGHTED);
        assertThat(messages(unweighted))
                .anyMatch(m -> m.contains("multiply each matrix by its share of the total exposure"));
        assertThat(codes(fine(1).exposure(30_000), fine(2).exposure(30_000))).isEmpty();
        var shares = new ObsidInput[] {
            input(1, new double[][] {{0.75 * 0.9, 0.75 * 20}, {0.75 * 0.05, 0.75 * 900}}, 4, 30)
                    .exposure(30_000),
            input(2, new double[][] {{0.25 * 0.9, 0.25 * 20}, {0.25 * 0.05, 0.25 * 900}}, 4, 30)
                    .exposure(10_000)
        };
        assertThat(codes(shares)).isEmpty();
    }

    @Test
    void aNearlySingularMatrixIsAWarningThoughNoTwoColumnsAreAlike() {
        double e = 1e-10;
        var input = ObsidInput.of(
                5,
                IntensityUnit.NET_COUNTS,
                List.of("r1", "r2"),
                new double[][] {{0.9, 0.1, 1.0}, {0.1, 0.9, 1.0}, {0.2, 0.2, 0.4 + e}},
                new double[] {4, 35, 32});
        assertThat(codes(input)).containsExactly(FindingCode.DEGENERATE_SOURCES);
        assertThat(messages(input)).anyMatch(m -> m.contains("condition number above 1e8"));
    }

    @Test
    void aBoundOfAColumnThatIsNotThereIsAnError() {
        var problem = Problem.of(fine(5)).bounds(PriorBounds.standard().upper("bgk:5", 3));
        assertThat(problem.findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(FindingCode.INVALID_PRIOR);
            assertThat(f.message())
                    .isEqualTo("prior of 'bgk:5': no such column; there are [r1, bkg:5] -- did you mean 'bkg:5'?");
        });
        for (double bad : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(Problem.of(fine(5))
                            .bounds(PriorBounds.standard().upper("r1", bad))
                            .findings())
                    .anyMatch(f -> f.code() == FindingCode.INVALID_PRIOR);
        }
    }

    @Test
    void oneBadObservationIsNamedAndNothingIsDropped() {
        var bad = input(2, new double[][] {{0.9, 20}, {0.05, 900}}, -1, 30);
        var problem = Problem.of(Bundle.of(List.of(fine(1), bad, fine(3))));
        assertThat(problem.findings()).singleElement().satisfies(f -> assertThat(f.message())
                .startsWith("obsid 2, aperture 'r1'"));
        assertThat(new Assembly(problem).problem()).isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var bad = input(2, new double[][] {{Double.NaN, 20}, {0.05, -900}}, -1, 30.5);
        assertThat(codes(bad))
                .containsExactlyInAnyOrder(
                        FindingCode.NON_FINITE_RESPONSE,
                        FindingCode.NEGATIVE_RESPONSE,
                        FindingCode.NEGATIVE_COUNTS,
                        FindingCode.NON_INTEGER_COUNTS);
    }

    /** A code without a test would be one nobody has seen at work. */
    @Test
    void everyCodeOccursInATestOfThisClassOrInTheReference() {
        var here = List.of(
                FindingCode.MIXED_STACKS,
                FindingCode.MIXED_BANDS,
                FindingCode.MIXED_APERTURES,
                FindingCode.NO_BACKGROUND_APERTURE,
                FindingCode.COUNT_OVERFLOW,
                FindingCode.ZERO_ROW,
                FindingCode.NO_SELF_RESPONSE,
                FindingCode.BACKGROUND_COUNTS_ZERO,
                FindingCode.NET_COUNTS_UNWEIGHTED);
        var reference =
                invalid().map(t -> FindingCode.valueOf(t.get("code").text())).toList();
        assertThat(Stream.concat(here.stream(), reference.stream()).distinct())
                .containsExactlyInAnyOrder(FindingCode.values());
    }

    private static ObsidInput fine(int obsid) {
        return input(obsid, new double[][] {{0.9, 20}, {0.05, 900}}, 4, 30);
    }

    private static ObsidInput input(int obsid, double[][] f, double... counts) {
        return ObsidInput.of(obsid, IntensityUnit.NET_COUNTS, List.of("r1"), f, counts)
                .stack("S1");
    }

    private static List<FindingCode> codes(ObsidInput... inputs) {
        return Problem.of(Bundle.of(Arrays.asList(inputs))).findings().stream()
                .map(Finding::code)
                .toList();
    }

    private static List<String> messages(ObsidInput... inputs) {
        return Problem.of(Bundle.of(Arrays.asList(inputs))).findings().stream()
                .map(Finding::message)
                .toList();
    }
}
