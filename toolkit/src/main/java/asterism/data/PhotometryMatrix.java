package asterism.data;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What each measurement sees of each component: rows are measurements, columns are components, entry (i, j) says how much
 * of component j's light measurement i collects.
 *
 * <p>A galaxy whose center is resolved in some bands and not in others is a matrix of zeros and ones; an X-ray field is one
 * of PSF fractions times exposures. What is measured is this matrix times the components' intensities, so the entries
 * carry the unit measurement / intensity; they need not be fractions, and one may be negative.
 *
 * <p>Immutable. Rows and columns are known by label; their order changes nothing.
 */
public final class PhotometryMatrix implements Displayable {

    private final List<String> columns;
    private final Map<String, double[]> rows;

    private PhotometryMatrix(List<String> columns, Map<String, double[]> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * A matrix without rows.
     *
     * @param columns labels of the components, at least one, no two equal
     */
    public static PhotometryMatrix of(String... columns) {
        return of(List.of(columns));
    }

    /** As {@link #of(String...)}. */
    public static PhotometryMatrix of(List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a photometry matrix needs at least one component");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException("photometry matrix: a component stands twice in " + columns);
        }
        return new PhotometryMatrix(List.copyOf(columns), Map.of());
    }

    /**
     * This matrix with one more measurement.
     *
     * @param label   its label, not used by another row
     * @param weights [columns]; finite
     */
    public PhotometryMatrix row(String label, double... weights) {
        if (weights.length != columns.size()) {
            throw new IllegalArgumentException("photometry matrix, row '" + label + "': " + weights.length
                    + " weights for the " + columns.size() + " components " + columns);
        }
        for (int j = 0; j < weights.length; j++) {
            if (!Double.isFinite(weights[j])) {
                throw new IllegalArgumentException("photometry matrix, row '" + label + "': weight of '"
                        + columns.get(j) + "' must be finite, got " + weights[j]);
            }
        }
        if (rows.containsKey(label)) {
            throw new IllegalArgumentException("photometry matrix: row '" + label + "' stands twice");
        }
        var more = new LinkedHashMap<>(rows);
        more.put(label, weights.clone());
        return new PhotometryMatrix(columns, more);
    }

    /** Labels of the measurements. */
    public List<String> rows() {
        return List.copyOf(rows.keySet());
    }

    /** Labels of the components. */
    public List<String> columns() {
        return columns;
    }

    /** One entry. */
    public double get(String row, String column) {
        int j = columns.indexOf(column);
        if (j < 0) {
            throw new IllegalArgumentException("photometry matrix: no component '" + column + "'; there are " + columns
                    + Suggestion.hint(column, columns));
        }
        return find(row)[j];
    }

    /** One row, [columns]; a copy. */
    public double[] weights(String row) {
        return find(row).clone();
    }

    private double[] find(String row) {
        var found = rows.get(row);
        if (found == null) {
            throw new IllegalArgumentException("photometry matrix: no measurement '" + row + "'; there are "
                    + rows.keySet() + Suggestion.hint(row, rows.keySet()));
        }
        return found;
    }

    /** All entries, [rows x columns], row-major; a copy. */
    public double[] toArray() {
        return rows.values().stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * What is measured: the matrix times intensities.
     *
     * @param intensity [columns], in the order of {@link #columns()}. Not modified.
     * @return [rows]
     */
    public double[] times(double... intensity) {
        if (intensity.length != columns.size()) {
            throw new IllegalArgumentException("photometry matrix: " + intensity.length + " intensities for the "
                    + columns.size() + " components " + columns);
        }
        return rows.values().stream()
                .mapToDouble(w -> {
                    double sum = 0;
                    for (int j = 0; j < w.length; j++) {
                        sum += w[j] * intensity[j];
                    }
                    return sum;
                })
                .toArray();
    }

    /** As a Tablesaw table: a column of labels, then one per component. */
    public Table table() {
        var table = Table.create("photometry matrix", StringColumn.create("measurement", rows()));
        for (int j = 0; j < columns.size(); j++) {
            int column = j;
            table.addColumns(DoubleColumn.create(
                    columns.get(j),
                    rows.values().stream().mapToDouble(w -> w[column]).toArray()));
        }
        return table;
    }

    @Override
    public Card card() {
        var header = new ArrayList<String>();
        header.add("measurement");
        header.addAll(columns);
        var cells = new ArrayList<List<String>>();
        rows.forEach((label, weights) -> {
            var row = new ArrayList<String>();
            row.add(label);
            for (double w : weights) {
                row.add(w == 0 ? "\u00b7" : Numbers.significant(w, 4));
            }
            cells.add(row);
        });
        return Card.of("Photometry matrix: " + rows.size() + " measurements of " + columns.size() + " components")
                .table(header, cells);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhotometryMatrix m
                && columns.equals(m.columns)
                && rows().equals(m.rows())
                && Arrays.equals(toArray(), m.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * columns.hashCode() + Arrays.hashCode(toArray());
    }

    @Override
    public String toString() {
        return rows.size() + " measurements of " + String.join(", ", columns);
    }
}
