package asterism.io;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A plain table of named columns, each of text or of numbers, with units: what is in a file, before it means anything.
 *
 * <p>Immutable; arrays are copied in and out. A number that the file does not give is NaN, a text empty.
 */
public final class Columns implements Displayable {

    private static final int SHOWN_ROWS = 30;

    private final String origin;
    private final Map<String, Column> columns;

    private Columns(String origin, Map<String, Column> columns) {
        this.origin = origin;
        this.columns = columns;
    }

    private sealed interface Column permits Text, Numbers {
        int size();

        String unit();

        String cell(int row);
    }

    private record Text(List<String> values) implements Column {
        @Override
        public int size() {
            return values.size();
        }

        @Override
        public String unit() {
            return "";
        }

        @Override
        public String cell(int row) {
            return values.get(row);
        }
    }

    private static final class Numbers implements Column {
        private final double[] values;
        private final String unit;

        private Numbers(double[] values, String unit) {
            this.values = values;
            this.unit = unit;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public String unit() {
            return unit;
        }

        @Override
        public String cell(int row) {
            return Double.isNaN(values[row]) ? "\u2013" : String.format(java.util.Locale.ROOT, "%.6g", values[row]);
        }
    }

    /** A table without columns; the origin (a file's name and part) begins every message about it. */
    public static Columns of(String origin) {
        return new Columns(origin, Map.of());
    }

    /** The columns of a Tablesaw table: number columns as numbers, all others as text. */
    public static Columns of(Table table) {
        var all = Columns.of(table.name() == null || table.name().isEmpty() ? "table" : "table '" + table.name() + "'");
        for (var column : table.columns()) {
            if (column instanceof NumberColumn<?, ?> numbers) {
                all = all.numbers(column.name(), "", numbers.asDoubleArray());
            } else {
                var text = new ArrayList<String>();
                for (int row = 0; row < column.size(); row++) {
                    text.add(column.isMissing(row) ? "" : column.getString(row));
                }
                all = all.text(column.name(), text);
            }
        }
        return all;
    }

    /** This table with one more column of text. */
    public Columns text(String name, List<String> values) {
        return plus(name, new Text(List.copyOf(values)));
    }

    /** This table with one more column of numbers; the unit may be empty. */
    public Columns numbers(String name, String unit, double... values) {
        return plus(name, new Numbers(values.clone(), unit));
    }

    private Columns plus(String name, Column column) {
        if (columns.containsKey(name)) {
            throw new IllegalArgumentException(origin + ": column '" + name + "' stands twice");
        }
        if (!columns.isEmpty() && column.size() != rows()) {
            throw new IllegalArgumentException(
                    origin + ": column '" + name + "' has " + column.size() + " rows, the others have " + rows());
        }
        var more = new LinkedHashMap<>(columns);
        more.put(name, column);
        return new Columns(origin, more);
    }

    /** Where this came from, as it stands in messages: {@code ngc628.fits[1]}. */
    public String origin() {
        return origin;
    }

    /** Number of rows. */
    public int rows() {
        return columns.values().stream().findFirst().map(Column::size).orElse(0);
    }

    /** Names of all columns, in order. */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** Whether there is a column of this name. */
    public boolean has(String name) {
        return columns.containsKey(name);
    }

    /** Whether the column of this name is text. */
    public boolean isText(String name) {
        return column(name) instanceof Text;
    }

    /** The unit as the file spells it; empty where it gives none. */
    public Optional<String> unit(String name) {
        var unit = column(name).unit();
        return unit.isBlank() ? Optional.empty() : Optional.of(unit.strip());
    }

    /**
     * A column as text, without the blanks around it.
     *
     * @throws IllegalArgumentException where there is no such column
     */
    public List<String> text(String name) {
        var column = column(name);
        var out = new ArrayList<String>();
        for (int row = 0; row < column.size(); row++) {
            out.add(
                    column instanceof Numbers numbers
                            ? Double.toString(numbers.values[row])
                            : column.cell(row).strip());
        }
        return out;
    }

    /**
     * A column of numbers, [rows]; a copy.
     *
     * @throws IllegalArgumentException where there is no such column, or it is text
     */
    public double[] numbers(String name) {
        if (column(name) instanceof Numbers numbers) {
            return numbers.values.clone();
        }
        throw new IllegalArgumentException(origin + ": column '" + name + "' is text, numbers are needed");
    }

    private Column column(String name) {
        var column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException(origin + ": no column '" + name + "'; columns are "
                    + String.join(", ", columns.keySet()) + Suggestion.hint(name, columns.keySet()));
        }
        return column;
    }

    /** As a Tablesaw table. */
    public Table table() {
        var table = Table.create(origin);
        columns.forEach((name, column) -> {
            if (column instanceof Numbers numbers) {
                table.addColumns(DoubleColumn.create(name, numbers.values));
            } else {
                table.addColumns(StringColumn.create(name, text(name)));
            }
        });
        return table;
    }

    @Override
    public Card card() {
        var rows = new ArrayList<List<String>>();
        for (int row = 0; row < Math.min(rows(), SHOWN_ROWS); row++) {
            int r = row;
            rows.add(columns.values().stream().map(c -> c.cell(r)).toList());
        }
        var header = columns.entrySet().stream()
                .map(e -> e.getValue().unit().isBlank()
                        ? e.getKey()
                        : e.getKey() + " [" + e.getValue().unit() + "]")
                .toList();
        var card = Card.of(origin).table(header, rows);
        return rows() > SHOWN_ROWS ? card.note((rows() - SHOWN_ROWS) + " more rows") : card;
    }

    @Override
    public String toString() {
        return origin + ": " + rows() + " rows of " + String.join(", ", columns.keySet());
    }
}
