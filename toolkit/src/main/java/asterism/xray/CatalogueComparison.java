package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How far the values of one catalogue are from those of a reference, in units of the reference's error (Primini 2022, Eqs.
 * 9 and 10): with w = hilim - lolim of the reference
 *
 * <pre>
 *   f = 2 |value_ref - value_new| / w      where value_ref &gt; 0
 *   f = 2 |hilim_ref - hilim_new| / w      where value_ref = 0: an upper limit
 * </pre>
 *
 * <p>so that f = 1 is half of the width of the interval. f does not exist where one of the two has no value, or w = 0; these
 * sources are counted and not hidden.
 *
 * <p>Immutable.
 */
public final class CatalogueComparison implements Displayable {

    private final List<String> sources;
    private final double[][] reference;
    private final double[][] compared;
    private final double[] f;
    private final int extra;

    private CatalogueComparison(List<String> sources, double[][] reference, double[][] compared, int extra) {
        this.sources = sources;
        this.reference = reference;
        this.compared = compared;
        this.extra = extra;
        this.f = new double[sources.size()];
        for (int i = 0; i < f.length; i++) {
            f[i] = statistic(reference[i], compared[i]);
        }
    }

    /**
     * Compares two tables with the columns {@code source}, {@code value}, {@code lolim}, {@code hilim} (NaN or empty without a
     * value) and, where both have it, {@code problem}; a source is the same where these names are.
     *
     * @throws IllegalArgumentException where a column is missing, or a source stands twice
     */
    public static CatalogueComparison of(Table reference, Table compared) {
        boolean byProblem = has(reference, "problem") && has(compared, "problem");
        var others = rows(compared, byProblem);
        var sources = new ArrayList<String>();
        var a = new ArrayList<double[]>();
        var b = new ArrayList<double[]>();
        for (var row : rows(reference, byProblem).entrySet()) {
            sources.add(row.getKey());
            a.add(row.getValue());
            var other = others.remove(row.getKey());
            b.add(other == null ? new double[] {Double.NaN, Double.NaN, Double.NaN} : other);
        }
        return new CatalogueComparison(
                List.copyOf(sources), a.toArray(double[][]::new), b.toArray(double[][]::new), others.size());
    }

    private static boolean has(Table table, String column) {
        return table.columnNames().stream().anyMatch(column::equalsIgnoreCase);
    }

    /** Value, lolim, hilim by source, in the order of the table. */
    private static Map<String, double[]> rows(Table table, boolean byProblem) {
        for (var needed : List.of("source", "value", "lolim", "hilim")) {
            if (!has(table, needed)) {
                throw new IllegalArgumentException("comparison of catalogues: table '" + table.name()
                        + "' has no column '" + needed + "'; columns are " + String.join(", ", table.columnNames()));
            }
        }
        var rows = new LinkedHashMap<String, double[]>();
        for (int i = 0; i < table.rowCount(); i++) {
            var name = (byProblem ? table.column("problem").getString(i) + " " : "")
                    + table.column("source").getString(i);
            double[] row = {number(table, "value", i), number(table, "lolim", i), number(table, "hilim", i)};
            if (rows.put(name, row) != null) {
                throw new IllegalArgumentException("comparison of catalogues: source '" + name
                        + "' stands twice in table '" + table.name()
                        + "'; give both tables a column 'problem' that tells the two apart");
            }
        }
        return rows;
    }

    private static double number(Table table, String column, int row) {
        return table.numberColumn(column).getDouble(row);
    }

    private static boolean isNull(double[] v) {
        return Double.isNaN(v[0]) || Double.isNaN(v[1]) || Double.isNaN(v[2]);
    }

    private static double statistic(double[] ref, double[] other) {
        double w = ref[2] - ref[1];
        if (isNull(ref) || isNull(other) || w == 0) {
            return Double.NaN;
        }
        return 2 * (ref[0] == 0 ? Math.abs(ref[2] - other[2]) : Math.abs(ref[0] - other[0])) / w;
    }

    /** Names of the sources of the reference, in its order. */
    public List<String> sources() {
        return sources;
    }

    /** f of each source of the reference, NaN where it does not exist; a copy. */
    public double[] f() {
        return f.clone();
    }

    /** Value, lolim and hilim of one source in the reference, NaN without a value; a copy. */
    double[] reference(int i) {
        return reference[i].clone();
    }

    /** The same in the other catalogue. */
    double[] compared(int i) {
        return compared[i].clone();
    }

    /**
     * One line of the memo's Table 3.
     *
     * @param sample       which sources
     * @param total        sources of the reference
     * @param success      of these, sources with a value in the other catalogue
     * @param compared     of these, sources that f exists for
     * @param mean         mean of f
     * @param median       median of f
     * @param percentile99 99th percentile of f, linear between order statistics
     * @param percentWithinOne percentage of f up to 1
     */
    public record Sample(
            String sample,
            int total,
            int success,
            int compared,
            double mean,
            double median,
            double percentile99,
            double percentWithinOne) {

        @Override
        public String toString() {
            return sample + ": " + success + "/" + total + ", f mean " + Numbers.significant(mean, 3) + ", median "
                    + Numbers.significant(median, 3) + ", 99 % " + Numbers.significant(percentile99, 3) + ", f <= 1: "
                    + Numbers.significant(percentWithinOne, 4) + " %";
        }
    }

    /** All sources of the reference. */
    public Sample all() {
        return sample("all", i -> true);
    }

    /** Those with a value above 0 in the reference. */
    public Sample detections() {
        return sample("values", i -> reference[i][0] > 0);
    }

    /** Those with an upper limit in the reference. */
    public Sample upperLimits() {
        return sample("upper limits", i -> reference[i][0] == 0);
    }

    private Sample sample(String name, Predicate<Integer> belongs) {
        int total = 0;
        int success = 0;
        var values = new ArrayList<Double>();
        for (int i = 0; i < f.length; i++) {
            if (!belongs.test(i)) {
                continue;
            }
            total++;
            success += isNull(compared[i]) ? 0 : 1;
            if (!Double.isNaN(f[i])) {
                values.add(f[i]);
            }
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double within = Arrays.stream(sorted).filter(x -> x <= 1).count();
        return new Sample(
                name,
                total,
                success,
                sorted.length,
                Arrays.stream(sorted).average().orElse(Double.NaN),
                quantile(sorted, 0.5),
                quantile(sorted, 0.99),
                sorted.length == 0 ? Double.NaN : 100 * within / sorted.length);
    }

    private static double quantile(double[] sorted, double p) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = p * (sorted.length - 1);
        int i = (int) at;
        return i + 1 < sorted.length ? sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]) : sorted[i];
    }

    private List<Sample> samples() {
        return List.of(all(), detections(), upperLimits());
    }

    /** The columns of the memo's Table 3, for all sources, values and upper limits. */
    public Table table() {
        var s = samples();
        return Table.create(
                "comparison",
                StringColumn.create("sample", s.stream().map(Sample::sample).toList()),
                IntColumn.create(
                        "N_success", s.stream().mapToInt(Sample::success).toArray()),
                IntColumn.create("N_total", s.stream().mapToInt(Sample::total).toArray()),
                IntColumn.create(
                        "N_compared", s.stream().mapToInt(Sample::compared).toArray()),
                DoubleColumn.create(
                        "mean f", s.stream().mapToDouble(Sample::mean).toArray()),
                DoubleColumn.create(
                        "median f", s.stream().mapToDouble(Sample::median).toArray()),
                DoubleColumn.create(
                        "99th percentile",
                        s.stream().mapToDouble(Sample::percentile99).toArray()),
                DoubleColumn.create(
                        "percent f <= 1",
                        s.stream().mapToDouble(Sample::percentWithinOne).toArray()));
    }

    /** The sources that differ most, one row each: name, f, the three numbers of both. */
    public Table outliers(int n) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < f.length; i++) {
            if (!Double.isNaN(f[i])) {
                order.add(i);
            }
        }
        order.sort((i, j) -> Double.compare(f[j], f[i]));
        var worst = order.subList(0, Math.min(n, order.size()));
        var table = Table.create(
                "outliers",
                StringColumn.create("source", worst.stream().map(sources::get).toList()),
                DoubleColumn.create("f", worst.stream().mapToDouble(i -> f[i]).toArray()));
        var names = List.of("value", "lolim", "hilim");
        for (int k = 0; k < 3; k++) {
            int column = k;
            table.addColumns(
                    DoubleColumn.create(
                            "reference " + names.get(k),
                            worst.stream()
                                    .mapToDouble(i -> reference[i][column])
                                    .toArray()),
                    DoubleColumn.create(
                            "new " + names.get(k),
                            worst.stream().mapToDouble(i -> compared[i][column]).toArray()));
        }
        return table;
    }

    @Override
    public Card card() {
        var rows = new ArrayList<List<String>>();
        for (var s : samples()) {
            rows.add(List.of(
                    s.sample,
                    s.success + "/" + s.total,
                    Integer.toString(s.compared),
                    Numbers.significant(s.mean, 3),
                    Numbers.significant(s.median, 3),
                    Numbers.significant(s.percentile99, 3),
                    Numbers.significant(s.percentWithinOne, 4)));
        }
        var card = Card.of("Comparison with a reference catalogue");
        if (extra > 0) {
            card = card.warning(
                    extra + (extra == 1 ? " source is" : " sources are") + " not in the reference and not compared");
        }
        return card.table(
                        List.of(
                                "sample",
                                "success",
                                "compared",
                                "mean f",
                                "median f",
                                "99 % of f",
                                "% with f \u2264 1"),
                        rows)
                .note("f = 1 is half of the width of the reference's interval; sources without a value in either "
                        + "catalogue are counted but have no f.");
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
