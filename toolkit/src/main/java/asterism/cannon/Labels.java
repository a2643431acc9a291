package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import asterism.io.Columns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Labels of stars: a table with a column for each label (Teff [K], log g [dex], [Fe/H] [dex], ...) and a row for each star.
 *
 * <p>Immutable. Values have the unit that the user gives them; NaN says that a label is not known.
 */
public final class Labels implements Displayable {

    private static final int SHOWN = 5;

    private final List<String> names;
    private final double[][] values;

    private Labels(List<String> names, double[][] values) {
        this.names = names;
        this.values = values;
    }

    /**
     * Labels of stars.
     *
     * @param names  nLabels different names
     * @param values [nStars x nLabels]. Not modified.
     */
    public static Labels of(List<String> names, double[][] values) {
        requireNames(names);
        for (int n = 0; n < values.length; n++) {
            if (values[n].length != names.size()) {
                throw new IllegalArgumentException("labels: star " + n + " has " + values[n].length + " labels, but "
                        + names.size() + " are named: " + names);
            }
        }
        return new Labels(
                List.copyOf(names), Arrays.stream(values).map(double[]::clone).toArray(double[][]::new));
    }

    /** Labels in the named columns of a table; without names in all columns of numbers. Missing values are NaN. */
    public static Labels of(Table table, String... labels) {
        return LabelTable.labels(Columns.of(table), labels);
    }

    /**
     * Labels in the named columns of a FITS table (HDU 1) or a text table (.csv, .tsv, .txt, .dat); without names in all columns
     * of numbers. Where the file writes a number for "not known", say which: {@code .missing(-9999)}.
     *
     * @throws java.io.UncheckedIOException where the file cannot be read
     * @throws IllegalArgumentException     where there is no such column; the message has those that there are
     */
    public static Labels read(Path file, String... labels) {
        return LabelTable.labels(LabelTable.read(file), labels);
    }

    /** As {@link #read(Path, String...)}. */
    public static Labels read(String file, String... labels) {
        return read(Path.of(file), labels);
    }

    /** These labels with NaN wherever this number stands, which means "not known" in their table. */
    public Labels missing(double value) {
        return new Labels(
                names,
                Arrays.stream(values)
                        .map(row -> Arrays.stream(row)
                                .map(v -> v == value ? Double.NaN : v)
                                .toArray())
                        .toArray(double[][]::new));
    }

    static void requireNames(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("labels: at least one label is needed, such as 'TEFF'");
        }
        for (var name : names) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("labels: a label has no name; names are " + names);
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("labels: a name stands twice in " + names);
        }
    }

    /** Names of the labels. */
    public List<String> names() {
        return names;
    }

    /** Number of stars. */
    public int size() {
        return values.length;
    }

    /** One value; star from 0. */
    public double get(int star, String label) {
        return values[star][index(label)];
    }

    /** The labels of one star, [nLabels]. */
    public double[] star(int star) {
        return values[star].clone();
    }

    /** One label of all stars, [nStars]. */
    public double[] column(String label) {
        int l = index(label);
        return Arrays.stream(values).mapToDouble(row -> row[l]).toArray();
    }

    /** All values, [nStars x nLabels], a copy. */
    public double[][] toArray() {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** The labels of some stars, in the order given. */
    public Labels select(int... stars) {
        return new Labels(names, Arrays.stream(stars).mapToObj(n -> values[n]).toArray(double[][]::new));
    }

    /** These labels only, in the order given. */
    public Labels only(String... labels) {
        int[] columns = Arrays.stream(labels).mapToInt(this::index).toArray();
        return of(
                List.of(labels),
                Arrays.stream(values)
                        .map(row ->
                                Arrays.stream(columns).mapToDouble(l -> row[l]).toArray())
                        .toArray(double[][]::new));
    }

    /** The stars that have a finite number for every label, counted from 0. */
    public int[] complete() {
        return IntStream.range(0, values.length)
                .filter(n -> Arrays.stream(values[n]).allMatch(Double::isFinite))
                .toArray();
    }

    int index(String label) {
        int l = names.indexOf(label);
        if (l < 0) {
            throw new IllegalArgumentException(
                    "no label '" + label + "'; there are " + names + Suggestion.hint(label, names));
        }
        return l;
    }

    /** The values themselves, for this package: not to be written to. */
    double[][] rows() {
        return values;
    }

    /** A table with a column for each label. */
    public Table table() {
        var table = Table.create("labels");
        for (var name : names) {
            table.addColumns(DoubleColumn.create(name, column(name)));
        }
        return table;
    }

    @Override
    public Card card() {
        var rows = new ArrayList<List<String>>();
        for (var name : names) {
            double[] known = Arrays.stream(column(name))
                    .filter(Double::isFinite)
                    .sorted()
                    .toArray();
            rows.add(
                    known.length == 0
                            ? List.of(name, "0", "", "", "")
                            : List.of(
                                    name,
                                    Integer.toString(known.length),
                                    Numbers.significant(known[0], SHOWN),
                                    Numbers.significant(LabelScaling.percentile(known, 50), SHOWN),
                                    Numbers.significant(known[known.length - 1], SHOWN)));
        }
        return Card.of("labels of " + values.length + " stars")
                .table(List.of("label", "known", "least", "median", "greatest"), rows);
    }

    @Override
    public String toString() {
        return values.length + " stars with labels " + String.join(", ", names);
    }
}
