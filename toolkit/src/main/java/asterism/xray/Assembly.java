package asterism.xray;

import asterism.display.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Validates a problem and puts its observations together by key into one augmented problem. */
final class Assembly {

    private static final double LARGEST_COUNT = 0x1.0p53;

    private final Problem problem;
    private final List<ObsidInput> inputs;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final Optional<AssembledProblem> assembled;

    Assembly(Problem problem) {
        this.problem = problem;
        this.inputs = problem.inputs();
        checkSelection();
        inputs.forEach(this::checkInput);
        assembled = hasErrors() ? Optional.empty() : assemble();
        findings.sort(Comparator.comparing(f -> !f.isError()));
    }

    /** Errors first. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    List<Finding> errors() {
        return findings.stream().filter(Finding::isError).toList();
    }

    /** The numbers, if nothing is wrong. */
    Optional<AssembledProblem> problem() {
        return assembled;
    }

    private boolean hasErrors() {
        return findings.stream().anyMatch(Finding::isError);
    }

    private void find(FindingCode code, String message) {
        findings.add(new Finding(code, message));
    }

    // ---- which observations ----

    private void checkSelection() {
        if (inputs.isEmpty()) {
            if (problem.level() == Level.MASTER) {
                problem.targets().forEach(this::withoutObsid);
            } else {
                find(
                        FindingCode.NO_OBSID,
                        "there is no observation; give at least one, and do not exclude all of them");
            }
            return;
        }
        var seen = new HashSet<Integer>();
        for (var input : inputs) {
            if (!seen.add(input.obsid())) {
                find(
                        FindingCode.DUPLICATE_OBSID,
                        "obsid " + input.obsid()
                                + " stands twice: its counts would be used twice; leave one of the two out");
            }
        }
        checkStacks();
        checkOneOf(FindingCode.MIXED_UNITS, "units", i -> i.unit().symbol());
        checkOneOf(FindingCode.MIXED_BANDS, "energy bands", i -> i.band().letter());
        checkOneOf(FindingCode.MIXED_APERTURES, "types of apertures", i -> i.apertureType()
                .toString());
    }

    private void checkStacks() {
        var stacks = obsids(ObsidInput::stack);
        if (problem.level() != Level.MASTER && stacks.size() > 1) {
            find(
                    FindingCode.MIXED_STACKS,
                    "the observations are of different stacks: " + words(stacks)
                            + "; the same label in another stack is another source: give them one .stack(...), or say which "
                            + "are the same source with Problem.master(...)");
        }
    }

    private void checkOneOf(FindingCode code, String what, Function<ObsidInput, String> value) {
        var byValue = obsids(value);
        if (byValue.size() > 1) {
            find(
                    code,
                    "the observations have different " + what + ": " + words(byValue)
                            + "; all must have the same, solve them apart");
        }
    }

    private Map<String, List<Integer>> obsids(Function<ObsidInput, String> value) {
        var byValue = new LinkedHashMap<String, List<Integer>>();
        inputs.forEach(i ->
                byValue.computeIfAbsent(value.apply(i), v -> new ArrayList<>()).add(i.obsid()));
        return byValue;
    }

    private static String words(Map<String, List<Integer>> obsids) {
        return obsids.entrySet().stream()
                .map(e -> "'" + e.getKey() + "' in obsid " + join(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String join(List<?> items) {
        return items.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    // ---- the numbers of one observation ----

    private void checkInput(ObsidInput input) {
        if (!checkShape(input)) {
            return;
        }
        checkRegions(input);
        checkBackground(input);
        for (int i = 0; i < input.nRows(); i++) {
            for (int j = 0; j <= input.nRegions(); j++) {
                checkResponse(input, i, j);
            }
            checkCounts(input, i);
        }
    }

    private boolean checkShape(ObsidInput input) {
        int n = input.nRegions();
        for (int i = 0; i < input.nRows(); i++) {
            if (input.rowLength(i) != n + 1) {
                return misshapen(
                        input,
                        "row " + (i + 1) + " of F has " + input.rowLength(i) + " entries, expected " + (n + 1)
                                + " for the " + n + " regions " + input.regions() + " and the area");
            }
        }
        if (!input.isNamed() && input.nRows() != n + 1) {
            return misshapen(
                    input,
                    "F has " + input.nRows() + " rows, expected " + (n + 1) + " for the " + n + " regions "
                            + input.regions() + " and the background");
        }
        if (input.nCounts() != input.nRows()) {
            return misshapen(
                    input,
                    "there are " + input.nCounts() + " counts for the " + input.nRows() + " apertures " + input.rows());
        }
        return true;
    }

    /** Apertures with names of their own may be any number; those of regions always have the background's beside them. */
    private void checkBackground(ObsidInput input) {
        int n = input.nRegions();
        if (input.isNamed() && input.nRows() <= n) {
            find(
                    FindingCode.NO_BACKGROUND_APERTURE,
                    "obsid " + input.obsid() + ": only " + input.rows() + " for the "
                            + (n == 1 ? "source " : "sources ") + input.regions()
                            + ": none is left to measure the background, and its flat prior decides how the counts are "
                            + "shared; add the background's aperture");
        }
    }

    private boolean misshapen(ObsidInput input, String what) {
        find(
                FindingCode.SHAPE_MISMATCH,
                "obsid " + input.obsid() + ": " + what + "; look at the file it was read from");
        return false;
    }

    private void checkRegions(ObsidInput input) {
        var seen = new HashMap<String, String>();
        for (var region : input.regions()) {
            var key = problem.key(input, region);
            var earlier = seen.putIfAbsent(key, region);
            if (earlier == null) {
                continue;
            }
            if (earlier.equals(region)) {
                find(
                        FindingCode.DUPLICATE_REGION,
                        "obsid " + input.obsid() + ": region '" + region
                                + "' stands twice; every region of an observation needs its own label");
            } else {
                find(
                        FindingCode.DUPLICATE_ASSOCIATION,
                        "obsid " + input.obsid() + ": regions '" + earlier + "' and '" + region
                                + "' are both linked to master source '" + key
                                + "'; two resolved detections cannot be one source, remove one of the links");
            }
        }
    }

    private void checkResponse(ObsidInput input, int i, int j) {
        double f = input.response(i, j);
        if (f >= 0 && f < Double.POSITIVE_INFINITY) {
            return;
        }
        var where = "obsid " + input.obsid() + ", aperture '" + input.rowLabel(i) + "': "
                + (j < input.nRegions()
                        ? "response to source '" + input.regions().get(j) + "'"
                        : "area times exposure")
                + " must be finite and not negative, got " + f;
        find(Double.isFinite(f) ? FindingCode.NEGATIVE_RESPONSE : FindingCode.NON_FINITE_RESPONSE, where);
    }

    private void checkCounts(ObsidInput input, int i) {
        double c = input.counts(i);
        if (c >= 0 && c <= LARGEST_COUNT && c == Math.rint(c)) {
            return;
        }
        var where = "obsid " + input.obsid() + ", aperture '" + input.rowLabel(i) + "': ";
        if (c < 0) {
            find(
                    FindingCode.NEGATIVE_COUNTS,
                    where + "counts must not be negative, got " + c
                            + "; counts are those of source and background together, nothing is subtracted");
        } else if (c > LARGEST_COUNT) {
            find(FindingCode.COUNT_OVERFLOW, where + "counts must not be above 2^53, got " + c);
        } else {
            find(
                    FindingCode.NON_INTEGER_COUNTS,
                    where + "counts must be whole numbers, got " + c
                            + "; give them as they were detected, without scaling");
        }
    }

    // ---- all observations together ----

    private Optional<AssembledProblem> assemble() {
        for (var input : inputs) {
            for (var region : input.regions()) {
                columns.putIfAbsent(problem.key(input, region), columns.size());
            }
        }
        int ns = columns.size();
        int nb = inputs.size();
        var labels = new ArrayList<>(columns.keySet());
        inputs.forEach(i -> labels.add("bkg:" + i.obsid()));
        var rows = new Rows(nb);
        for (int k = 0; k < nb; k++) {
            rows.add(k, inputs.get(k));
        }
        boolean[] target = targets(ns);
        double[] upper = upperBounds(labels, ns);
        checkColumns(rows, labels);
        checkNetCounts();
        if (hasErrors()) {
            return Optional.empty();
        }
        checkDegenerate(rows, labels, ns, nb);
        return Optional.of(new AssembledProblem(
                problem.id(),
                inputs.get(0).unit(),
                labels,
                inputs.stream().mapToInt(ObsidInput::obsid).toArray(),
                target,
                upper,
                rows.start,
                rows.labels,
                toArray(rows.counts),
                toArray(rows.area),
                rows.background,
                rows.source,
                rows.response,
                findings));
    }

    private static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private boolean[] targets(int ns) {
        boolean[] target = new boolean[ns];
        if (problem.targets().isEmpty()) {
            Arrays.fill(target, true);
        }
        for (var wanted : problem.targets()) {
            var column = columns.get(wanted);
            if (column == null) {
                withoutObsid(wanted);
            } else {
                target[column] = true;
            }
        }
        return target;
    }

    private void withoutObsid(String source) {
        find(
                FindingCode.SOURCE_WITHOUT_OBSID,
                "source '" + source + "' is in none of the observations"
                        + (columns.isEmpty()
                                ? "; there is none with a detection that is linked to it"
                                : "; they have " + columns.keySet() + Suggestion.hint(source, columns.keySet())));
    }

    private double[] upperBounds(List<String> labels, int ns) {
        double[] upper = new double[labels.size()];
        for (int j = 0; j < upper.length; j++) {
            var label = labels.get(j);
            var unit = inputs.get(0).unit();
            upper[j] = j < ns
                    ? problem.bounds().source(label, unit)
                    : problem.bounds()
                            .background(label, unit, inputs.get(j - ns).instrument());
            if (!(upper[j] > 0) || Double.isInfinite(upper[j])) {
                find(
                        FindingCode.INVALID_PRIOR,
                        "prior of '" + label + "': the upper bound must be finite and above the lower one, 0, got "
                                + upper[j] + " " + unit.symbol());
            }
        }
        for (var label : problem.bounds().changed().keySet()) {
            if (!labels.contains(label)) {
                find(
                        FindingCode.INVALID_PRIOR,
                        "prior of '" + label + "': no such column; there are " + labels
                                + Suggestion.hint(label, labels));
            }
        }
        return upper;
    }

    private void checkColumns(Rows rows, List<String> labels) {
        for (int j = 0; j < columns.size(); j++) {
            if (!rows.seen[j]) {
                find(
                        FindingCode.ZERO_SOURCE_COLUMN,
                        "source '" + labels.get(j)
                                + "': no aperture of any observation sees it, all its responses are 0; leave the region out");
            }
        }
        for (int k = 0; k < inputs.size(); k++) {
            if (!rows.hasArea[k]) {
                find(
                        FindingCode.ZERO_BACKGROUND_AREA,
                        "obsid " + inputs.get(k).obsid()
                                + ": all apertures have area 0, so that its background is not constrained; give their areas");
            }
        }
    }

    /** With weights that are shares of the exposure, some own response is below one half; PSF fractions alone are above. */
    private void checkNetCounts() {
        if (inputs.size() < 2
                || inputs.get(0).unit() != IntensityUnit.NET_COUNTS
                || inputs.stream().anyMatch(i -> i.exposure().isEmpty())) {
            return;
        }
        double first = inputs.get(0).exposure().orElseThrow();
        boolean unequal = inputs.stream().anyMatch(i -> Math.abs(i.exposure().orElseThrow() - first) > 0.01 * first);
        if (unequal && inputs.stream().allMatch(Assembly::hasRowSumsOfOrderOne)) {
            find(
                    FindingCode.NET_COUNTS_UNWEIGHTED,
                    "net counts of exposures that differ: one number of net counts cannot be right for all of obsid "
                            + join(inputs.stream().map(ObsidInput::obsid).toList())
                            + "; multiply each matrix by its share of the total exposure, or use count rates");
        }
    }

    private static boolean hasRowSumsOfOrderOne(ObsidInput input) {
        for (int i = 0; i + 1 < input.nRows(); i++) {
            double sum = 0;
            for (int j = 0; j < input.nRegions(); j++) {
                sum += input.response(i, j);
            }
            if (sum < 0.5) {
                return false;
            }
        }
        return true;
    }

    private void checkDegenerate(Rows rows, List<String> labels, int ns, int nb) {
        var matrix = new ColumnMatrix(rows.counts.size(), ns + nb);
        for (int k = 0; k < nb; k++) {
            int n = rows.source[k].length;
            for (int i = rows.start[k]; i < rows.start[k + 1]; i++) {
                for (int j = 0; j < n; j++) {
                    matrix.set(i, rows.source[k][j], rows.response[k][(i - rows.start[k]) * n + j]);
                }
                matrix.set(i, ns + k, rows.area.get(i));
            }
        }
        matrix.normalizeColumns();
        for (int a = 0; a < ns; a++) {
            for (int b = a + 1; b < ns; b++) {
                if (matrix.distance(a, b) < 1e-6) {
                    find(
                            FindingCode.DEGENERATE_SOURCES,
                            "sources '" + labels.get(a) + "' and '" + labels.get(b)
                                    + "' are seen in the same proportion by all apertures: only their sum, weighted by "
                                    + "response, is constrained; do not read their intensities one by one");
                    return;
                }
            }
        }
        if (matrix.isNearlySingular()) {
            find(
                    FindingCode.DEGENERATE_SOURCES,
                    "the apertures do not tell all of " + labels + " apart (condition number above 1e8): only "
                            + "combinations of them are constrained; do not read their intensities one by one");
        }
    }

    /** The rows of all observations, without those that see nothing. */
    private final class Rows {
        final int[] start;
        final int[] background;
        final int[][] source;
        final double[][] response;
        final List<String> labels = new ArrayList<>();
        final List<Double> counts = new ArrayList<>();
        final List<Double> area = new ArrayList<>();
        final boolean[] seen = new boolean[columns.size()];
        final boolean[] hasArea;

        Rows(int nb) {
            start = new int[nb + 1];
            background = new int[nb];
            source = new int[nb][];
            response = new double[nb][];
            hasArea = new boolean[nb];
        }

        void add(int k, ObsidInput input) {
            int n = input.nRegions();
            source[k] = input.regions().stream()
                    .mapToInt(r -> columns.getOrDefault(problem.key(input, r), -1))
                    .toArray();
            double[] block = new double[input.nRows() * n];
            background[k] = -1;
            int kept = 0;
            for (int i = 0; i < input.nRows(); i++) {
                boolean sees = input.area(i) > 0;
                hasArea[k] |= sees;
                for (int j = 0; j < n; j++) {
                    block[kept * n + j] = input.response(i, j);
                    if (block[kept * n + j] > 0) {
                        sees = true;
                        seen[source[k][j]] = true;
                    }
                }
                if (sees) {
                    keep(k, input, i);
                    kept++;
                } else {
                    blind(input, i);
                }
                checkSelf(input, i);
            }
            start[k + 1] = start[k] + kept;
            response[k] = Arrays.copyOf(block, kept * n);
        }

        private void keep(int k, ObsidInput input, int i) {
            if (i == input.nRows() - 1) {
                background[k] = counts.size();
                if (input.counts(i) == 0) {
                    find(
                            FindingCode.BACKGROUND_COUNTS_ZERO,
                            "obsid " + input.obsid() + ": no counts in the background aperture; "
                                    + "the background is constrained from above only");
                }
            }
            labels.add(input.obsid() + ":" + input.rowLabel(i));
            counts.add(input.counts(i));
            area.add(input.area(i));
        }

        private void blind(ObsidInput input, int i) {
            var where = "obsid " + input.obsid() + ", aperture '" + input.rowLabel(i) + "': ";
            if (input.counts(i) > 0) {
                find(
                        FindingCode.IMPOSSIBLE_COUNTS,
                        where + Math.round(input.counts(i))
                                + " counts where all responses and the area are 0; one of the two must be wrong");
            } else {
                find(
                        FindingCode.ZERO_ROW,
                        where + "all responses and the area are 0 and there are no counts; left out");
            }
        }

        private void checkSelf(ObsidInput input, int i) {
            if (!input.isNamed() && i < input.nRegions() && input.response(i, i) == 0) {
                find(
                        FindingCode.NO_SELF_RESPONSE,
                        "obsid " + input.obsid() + ": the aperture of region '"
                                + input.regions().get(i) + "' does not see its own source; was a column exchanged?");
            }
        }
    }
}
