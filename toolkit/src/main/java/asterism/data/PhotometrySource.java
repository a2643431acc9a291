package asterism.data;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.io.Columns;
import asterism.io.CsvTables;
import asterism.io.FitsTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import tech.tablesaw.api.Table;

/**
 * A table that holds photometry, and how to read it: which HDU, unit, and columns of labels, errors and limits.
 *
 * <p>Immutable; {@link #read} is the verb.
 */
public final class PhotometrySource implements Displayable {

    private static final List<String> LABEL_NAMES =
            List.of("filter_labels", "filter_label", "filter", "band", "label", "filters", "bands", "labels");

    private final IntFunction<Columns> open;
    private final int hdu;
    private final Optional<String> labels;
    private final Optional<String> errors;
    private final Optional<String> limits;
    private final Optional<FluxUnit> unit;
    private final Optional<Double> missing;

    private PhotometrySource(
            IntFunction<Columns> open,
            int hdu,
            Optional<String> labels,
            Optional<String> errors,
            Optional<String> limits,
            Optional<FluxUnit> unit,
            Optional<Double> missing) {
        this.open = open;
        this.hdu = hdu;
        this.labels = labels;
        this.errors = errors;
        this.limits = limits;
        this.unit = unit;
        this.missing = missing;
    }

    private static PhotometrySource of(IntFunction<Columns> open) {
        return new PhotometrySource(
                open, 1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static PhotometrySource of(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.(fits|fit|fts)(\\.gz)?")) {
            return of(hdu -> FitsTables.read(file, hdu));
        }
        if (name.matches(".*\\.(csv|tsv|txt|dat)")) {
            return of(hdu -> CsvTables.read(file));
        }
        throw new IllegalArgumentException("photometry file '" + file.getFileName()
                + "': the ending must be .fits, .fit, .fits.gz, .csv, .tsv, .txt or .dat");
    }

    static PhotometrySource of(Table table) {
        var columns = Columns.of(table);
        return of(hdu -> columns);
    }

    /** From this HDU of a FITS file, counted from 0; 1 if not set. */
    public PhotometrySource hdu(int number) {
        return new PhotometrySource(open, number, labels, errors, limits, unit, missing);
    }

    /** With band labels from this column; if not set: FILTER_LABELS, filter, band or label, or the only text column. */
    public PhotometrySource labels(String column) {
        return new PhotometrySource(open, hdu, Optional.of(column), errors, limits, unit, missing);
    }

    /** With statistical errors (1 sigma, in the unit of the fluxes unless it has its own) from this column. */
    public PhotometrySource errors(String column) {
        return new PhotometrySource(open, hdu, labels, Optional.of(column), limits, unit, missing);
    }

    /** With upper limits marked in this column: a number other than 0, or one of true, yes, y, t, {@code <}. */
    public PhotometrySource limits(String column) {
        return new PhotometrySource(open, hdu, labels, errors, Optional.of(column), unit, missing);
    }

    /** With fluxes in this unit, whatever the file says. */
    public PhotometrySource unit(FluxUnit fluxUnit) {
        return new PhotometrySource(open, hdu, labels, errors, limits, Optional.of(fluxUnit), missing);
    }

    /** Where a flux of exactly this value means "not measured". NaN and empty cells always do. */
    public PhotometrySource missing(double value) {
        return new PhotometrySource(open, hdu, labels, errors, limits, unit, Optional.of(value));
    }

    /**
     * Reads.
     *
     * @param column name of the flux column
     * @throws java.io.UncheckedIOException where the file cannot be read
     * @throws IllegalArgumentException     where a column is missing, the unit is not known, a band stands twice, or a
     *                                      measured flux has an error that is NaN, 0 or negative
     */
    public Photometry read(String column) {
        var columns = open.apply(hdu);
        var names = columns.text(labelColumn(columns));
        double[] flux = columns.numbers(column);
        double[] error = errors.map(columns::numbers).orElseGet(() -> new double[flux.length]);
        boolean[] isLimit = limits.map(c -> flags(columns, c)).orElseGet(() -> new boolean[flux.length]);
        double fluxScale = scale(columns, column);
        double errorScale = errors.filter(e -> columns.unit(e).isPresent())
                .map(e -> scale(columns, e))
                .orElse(fluxScale);

        requireUnique(columns, names);
        var bad = new ArrayList<String>();
        var out = Photometry.of();
        for (int row = 0; row < flux.length; row++) {
            double f = flux[row];
            if (Double.isNaN(f) || (missing.isPresent() && f == missing.get())) {
                out = out.plus(names.get(row), Optional.empty());
                continue;
            }
            if (Double.isInfinite(f)) {
                throw new IllegalArgumentException(columns.origin() + ": flux of '" + names.get(row) + "' is infinite");
            }
            if (errors.isPresent() && !(error[row] > 0 && error[row] < Double.POSITIVE_INFINITY)) {
                bad.add(names.get(row) + " (" + error[row] + ")");
            }
            out = out.plus(
                    names.get(row),
                    Optional.of(new Photometry.Datum(
                            names.get(row), f * fluxScale, error[row] * errorScale, Optional.empty(), isLimit[row])));
        }
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException(columns.origin() + ", column '" + errors.orElse("")
                    + "': errors must be finite and above 0, got " + String.join(", ", bad)
                    + "; correct them, mark the fluxes as not measured (.missing(value)), or leave the column out and use"
                    + " .calibrationError(pattern, fraction)");
        }
        return out;
    }

    private String labelColumn(Columns columns) {
        if (labels.isPresent()) {
            return labels.get();
        }
        for (var wanted : LABEL_NAMES) {
            for (var name : columns.names()) {
                if (name.toLowerCase(Locale.ROOT).equals(wanted)) {
                    return name;
                }
            }
        }
        var text = columns.names().stream().filter(columns::isText).toList();
        if (text.size() == 1) {
            return text.get(0);
        }
        throw new IllegalArgumentException(columns.origin() + ": which column holds the band labels? Columns are "
                + String.join(", ", columns.names()) + "; say it with Photometry.from(file).labels(column)");
    }

    private double scale(Columns columns, String column) {
        if (unit.isPresent()) {
            return unit.get().inMillijansky();
        }
        var given = columns.unit(column);
        if (given.isEmpty()) {
            throw new IllegalArgumentException(columns.origin() + ": no unit stands with column '" + column
                    + "'; say it with Photometry.from(file).unit(FluxUnit.JY).read(\"" + column + "\")");
        }
        return FluxUnit.of(given.get())
                .orElseThrow(() -> new IllegalArgumentException(columns.origin() + ": unit '" + given.get()
                        + "' of column '" + column
                        + "' is none of Jy, mJy, uJy; convert the column, or state its unit with"
                        + " .unit(FluxUnit.JY)"))
                .inMillijansky();
    }

    private static boolean[] flags(Columns columns, String column) {
        boolean[] out = new boolean[columns.rows()];
        if (columns.isText(column)) {
            var text = columns.text(column);
            for (int row = 0; row < out.length; row++) {
                out[row] = text.get(row).toLowerCase(Locale.ROOT).matches("true|yes|y|t|<|1");
            }
        } else {
            double[] numbers = columns.numbers(column);
            for (int row = 0; row < out.length; row++) {
                out[row] = numbers[row] != 0 && !Double.isNaN(numbers[row]);
            }
        }
        return out;
    }

    private static void requireUnique(Columns columns, List<String> names) {
        var firstRow = new HashMap<String, Integer>();
        for (int row = 0; row < names.size(); row++) {
            if (names.get(row).isBlank()) {
                throw new IllegalArgumentException(columns.origin() + ": row " + (row + 1) + " has no band label");
            }
            var before = firstRow.putIfAbsent(names.get(row), row);
            if (before != null) {
                throw new IllegalArgumentException(
                        columns.origin() + ": band '" + names.get(row) + "' stands twice, in rows "
                                + (before + 1) + " and " + (row + 1)
                                + "; average the two, or rename one and use it as a measurement"
                                + " of its own");
            }
        }
    }

    /** The columns that there are. */
    @Override
    public Card card() {
        return open.apply(hdu).card().note("fluxes of a column: .read(column)");
    }

    @Override
    public String toString() {
        return "photometry in a table; read it with .read(column of fluxes)";
    }
}
