package asterism.xray;

import asterism.display.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Bundles as a table with one row for each aperture of each observation.
 *
 * <p>Columns {@code obsid}, {@code aperture} (label of its region, {@code bkg} for the background's), {@code counts}, {@code
 * area} and a column {@code response_<region>} for each source: entries of F. An empty response is "the source is not in
 * this observation". {@code stack}, {@code bundle}, {@code instrument}, {@code band}, {@code aperture_type}, {@code unit} and
 * {@code exposure} may follow.
 */
final class BundleTable {

    static final String RESPONSE = "response_";
    static final String BACKGROUND = "bkg";

    private static final List<String> NEEDED = List.of("obsid", "aperture", "counts", "area");

    private BundleTable() {}

    static Table write(Collection<ObsidInput> inputs) {
        var sources = new LinkedHashSet<String>();
        inputs.forEach(i -> sources.addAll(i.regions()));
        Map<String, List<String>> texts = new LinkedHashMap<>();
        Map<String, List<Double>> numbers = new LinkedHashMap<>();
        for (var input : inputs) {
            for (int row = 0; row < input.nRows(); row++) {
                text(texts, "stack", input.stack());
                text(texts, "bundle", input.bundle());
                number(numbers, "obsid", input.obsid());
                text(texts, "aperture", input.rowLabel(row));
                number(numbers, "counts", input.counts(row));
                number(numbers, "area", input.area(row));
                for (var source : sources) {
                    int j = input.regions().indexOf(source);
                    number(numbers, RESPONSE + source, j < 0 ? Double.NaN : input.response(row, j));
                }
                text(texts, "instrument", input.instrument().name());
                text(texts, "band", input.band().letter());
                text(texts, "aperture_type", input.apertureType().name());
                text(texts, "unit", input.unit().name());
                number(numbers, "exposure", input.exposure().orElse(Double.NaN));
            }
        }
        var table = Table.create("bundle");
        texts.forEach((name, values) -> table.addColumns(StringColumn.create(name, values)));
        numbers.forEach((name, values) -> table.addColumns(DoubleColumn.create(
                name, values.stream().mapToDouble(Double::doubleValue).toArray())));
        var order = new ArrayList<>(List.of("stack", "bundle", "obsid", "aperture", "counts", "area"));
        sources.forEach(s -> order.add(RESPONSE + s));
        order.addAll(List.of("instrument", "band", "aperture_type", "unit", "exposure"));
        return inputs.isEmpty() ? table : table.selectColumns(order.toArray(String[]::new));
    }

    private static void text(Map<String, List<String>> columns, String name, String value) {
        columns.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    private static void number(Map<String, List<Double>> columns, String name, double value) {
        columns.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    /** The observations of a table, in its order. */
    static List<ObsidInput> read(Table table) {
        for (var needed : NEEDED) {
            if (!has(table, needed)) {
                throw new IllegalArgumentException("bundle table '" + table.name() + "': no column '" + needed
                        + "'; columns are " + String.join(", ", table.columnNames())
                        + Suggestion.hint(needed, table.columnNames()));
            }
        }
        var sources = table.columnNames().stream()
                .filter(n -> n.toLowerCase(Locale.ROOT).startsWith(RESPONSE))
                .toList();
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("bundle table '" + table.name()
                    + "': no column of responses; there should be one for each source, such as 'response_r1'; columns are "
                    + String.join(", ", table.columnNames()));
        }
        var rows = new LinkedHashMap<List<String>, List<Integer>>();
        for (int row = 0; row < table.rowCount(); row++) {
            var key = List.of(
                    text(table, "stack", row).orElse("S1"),
                    text(table, "bundle", row).orElse("B1"),
                    Integer.toString(obsid(table, row)));
            rows.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        var inputs = new ArrayList<ObsidInput>();
        rows.forEach((key, of) -> inputs.add(input(table, key, of, sources)));
        return inputs;
    }

    private static boolean has(Table table, String column) {
        return table.columnNames().stream().anyMatch(column::equalsIgnoreCase);
    }

    private static Optional<String> text(Table table, String column, int row) {
        return has(table, column) && !table.column(column).isMissing(row)
                ? Optional.of(table.column(column).getString(row).strip())
                : Optional.empty();
    }

    private static double number(Table table, String column, int row) {
        if (table.column(column) instanceof NumericColumn<?> numbers) {
            return numbers.getDouble(row);
        }
        throw new IllegalArgumentException("bundle table '" + table.name() + "': column '" + column
                + "' must hold numbers, it holds " + table.column(column).type().name());
    }

    private static int obsid(Table table, int row) {
        double obsid = number(table, "obsid", row);
        if (obsid != Math.rint(obsid) || Math.abs(obsid) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "bundle table '" + table.name() + "', row " + row + ": obsid must be a whole number, got " + obsid);
        }
        return (int) obsid;
    }

    private static ObsidInput input(Table table, List<String> key, List<Integer> rows, List<String> sources) {
        checkOneObservation(table, key, rows);
        var seen = sources.stream()
                .filter(s -> rows.stream().anyMatch(r -> !Double.isNaN(number(table, s, r))))
                .toList();
        var regions = seen.stream().map(s -> s.substring(RESPONSE.length())).toList();
        var ordered = ordered(table, rows, regions);
        double[][] f = new double[rows.size()][regions.size() + 1];
        double[] counts = new double[rows.size()];
        var labels = new ArrayList<String>();
        for (int i = 0; i < f.length; i++) {
            int row = ordered.get(i);
            for (int j = 0; j < seen.size(); j++) {
                f[i][j] = number(table, seen.get(j), row);
            }
            f[i][seen.size()] = number(table, "area", row);
            counts[i] = number(table, "counts", row);
            labels.add(text(table, "aperture", row).orElse("aperture " + (i + 1)));
        }
        int first = rows.get(0);
        var unit = text(table, "unit", first)
                .map(u -> choice("unit", u, IntensityUnit.class))
                .orElse(IntensityUnit.PHOTON_FLUX);
        var input = ObsidInput.of(Integer.parseInt(key.get(2)), unit, regions, f, counts)
                .stack(key.get(0))
                .bundle(key.get(1));
        input = isSquare(labels, regions) ? input : input.rows(labels);
        return described(table, first, input);
    }

    /** Rows of two energy bands, or of two bundles without names, would otherwise be taken for one observation. */
    private static void checkOneObservation(Table table, List<String> key, List<Integer> rows) {
        var where = "bundle table '" + table.name() + "': obsid " + key.get(2) + " of " + key.get(0) + "/" + key.get(1);
        var labels = new LinkedHashSet<String>();
        for (int row : rows) {
            var label = text(table, "aperture", row);
            if (label.isPresent() && !labels.add(label.get())) {
                throw new IllegalArgumentException(where + ": aperture '" + label.get()
                        + "' stands twice, its counts would be used twice; tell bundles apart by a column 'bundle', and give "
                        + "energy bands tables of their own");
            }
        }
        for (var column : List.of("instrument", "band", "aperture_type", "unit", "exposure")) {
            var values = new LinkedHashSet<String>();
            rows.forEach(row -> values.add(text(table, column, row).orElse("")));
            if (values.size() > 1) {
                throw new IllegalArgumentException(where + ": its apertures have different values in column '" + column
                        + "': " + String.join(", ", values) + "; all must have the same");
            }
        }
    }

    /** The rows of the regions in their order, then the background's; as they are where apertures have other names. */
    private static List<Integer> ordered(Table table, List<Integer> rows, List<String> regions) {
        var byLabel = new LinkedHashMap<String, Integer>();
        for (int row : rows) {
            byLabel.put(text(table, "aperture", row).orElse(""), row);
        }
        var wanted = new ArrayList<>(regions);
        wanted.add(BACKGROUND);
        return byLabel.size() == rows.size() && byLabel.keySet().equals(new LinkedHashSet<>(wanted))
                ? wanted.stream().map(byLabel::get).toList()
                : rows;
    }

    private static boolean isSquare(List<String> labels, List<String> regions) {
        var expected = new ArrayList<>(regions);
        expected.add(BACKGROUND);
        return labels.equals(expected);
    }

    private static ObsidInput described(Table table, int row, ObsidInput input) {
        var out = input;
        var instrument = text(table, "instrument", row);
        out = instrument.isPresent() ? out.instrument(choice("instrument", instrument.get(), Instrument.class)) : out;
        var band = text(table, "band", row);
        out = band.isPresent() ? out.band(EnergyBand.of(band.get())) : out;
        var type = text(table, "aperture_type", row);
        out = type.isPresent() ? out.apertureType(choice("aperture type", type.get(), ApertureType.class)) : out;
        double exposure = has(table, "exposure") ? number(table, "exposure", row) : Double.NaN;
        return Double.isNaN(exposure) ? out : out.exposure(exposure);
    }

    static <E extends Enum<E>> E choice(String what, String given, Class<E> type) {
        for (var value : type.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(given)) {
                return value;
            }
        }
        throw new IllegalArgumentException("no " + what + " '" + given + "'; there are "
                + Arrays.toString(
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).toArray()));
    }
}
