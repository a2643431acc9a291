package asterism.data;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Flux densities of one object in several bands, with their errors: an immutable table.
 *
 * <p>A band is measured, an upper limit, or absent. <em>Absent is absent</em>: it is neither 0 nor NaN, has no flux to
 * ask for, and the table still shows that the band was looked for. A flux of 0 is a measurement unless
 * {@link #missing} says otherwise.
 *
 * <p>Each datum has up to two errors, both 1 sigma: a statistical one in mJy, and a calibration error as a fraction of the
 * flux; they add in quadrature. Fluxes are in mJy.
 */
public final class Photometry implements Displayable {

    private final Map<String, Optional<Datum>> rows;

    private Photometry(Map<String, Optional<Datum>> rows) {
        this.rows = rows;
    }

    /**
     * One measured flux, or upper limit.
     *
     * @param band        label of the filter
     * @param flux        mJy; the limit where {@code isLimit}
     * @param error       statistical error, mJy; 0 where none was given
     * @param calibration calibration error as a fraction of the flux; absent where none was given
     * @param isLimit     whether the flux is known only to be below {@code flux}
     */
    public record Datum(String band, double flux, double error, Optional<Double> calibration, boolean isLimit) {

        /** Total error, mJy: statistical and calibration in quadrature; 0 where there is none. */
        public double sigma() {
            return Math.hypot(error, calibration.orElse(0.0) * flux);
        }

        Datum withCalibration(double fraction) {
            return new Datum(band, flux, error, Optional.of(fraction), isLimit);
        }

        @Override
        public String toString() {
            return band + (isLimit ? " < " : " = ") + Numbers.measured(flux, sigma()) + " mJy";
        }
    }

    /** A table without bands, to be filled by {@link #band}. */
    public static Photometry of() {
        return new Photometry(Map.of());
    }

    /**
     * Reads a column of fluxes from the first table of a FITS file, or from a text table.
     *
     * @param file   FITS, or text with a line of column names ({@code .csv}, {@code .tsv}, {@code .txt})
     * @param column name of the flux column; its unit must stand in the file (Jy, mJy or uJy)
     * @see #from(Path) for another HDU, unit, label column, or a column of errors
     */
    public static Photometry read(Path file, String column) {
        return from(file).read(column);
    }

    /** As {@link #read(Path, String)}. */
    public static Photometry read(String file, String column) {
        return read(Path.of(file), column);
    }

    /** Photometry in a file, with everything about it that can be said: HDU, unit, columns of labels and errors. */
    public static PhotometrySource from(Path file) {
        return PhotometrySource.of(file);
    }

    /** As {@link #from(Path)}. */
    public static PhotometrySource from(String file) {
        return from(Path.of(file));
    }

    /** Photometry in a Tablesaw table. */
    public static PhotometrySource from(Table table) {
        return PhotometrySource.of(table);
    }

    /**
     * This table with one more measured band.
     *
     * @param flux  mJy; may be 0 or negative, as a measurement
     * @param error 1 sigma, mJy, above 0
     */
    public Photometry band(String label, double flux, double error) {
        return band(label, flux, error, FluxUnit.MJY);
    }

    /** As {@link #band(String, double, double)} in another unit. */
    public Photometry band(String label, double flux, double error, FluxUnit unit) {
        checkFlux(label, flux);
        checkError(label, error);
        double mJy = unit.inMillijansky();
        return plus(label, Optional.of(new Datum(label, flux * mJy, error * mJy, Optional.empty(), false)));
    }

    /**
     * This table with one more band in which only a limit is known.
     *
     * @param limit mJy: the measured flux would have been reported had it been above this; often 3 sigma
     * @param error noise of the measurement, 1 sigma, mJy, above 0
     */
    public Photometry upperLimit(String label, double limit, double error) {
        checkFlux(label, limit);
        checkError(label, error);
        return plus(label, Optional.of(new Datum(label, limit, error, Optional.empty(), true)));
    }

    /** This table with one more band that was looked for and not measured. */
    public Photometry absent(String label) {
        return plus(label, Optional.empty());
    }

    /** This table with one more measured flux or upper limit, its errors as they are. */
    public Photometry with(Datum datum) {
        checkFlux(datum.band(), datum.flux());
        return plus(datum.band(), Optional.of(datum));
    }

    private static void checkFlux(String label, double flux) {
        if (!Double.isFinite(flux)) {
            throw new IllegalArgumentException("band '" + label + "': flux must be a finite number, got " + flux
                    + "; where it was not measured, leave the band out or use .absent(\"" + label + "\")");
        }
    }

    private static void checkError(String label, double error) {
        if (!(error > 0) || Double.isInfinite(error)) {
            throw new IllegalArgumentException(
                    "band '" + label + "': error must be finite and above 0, got " + Numbers.significant(error, 4)
                            + "; where only the calibration is uncertain, say so with .calibrationError(\"" + label
                            + "\", fraction) on a table that was read without errors");
        }
    }

    Photometry plus(String label, Optional<Datum> datum) {
        if (label.isBlank()) {
            throw new IllegalArgumentException("a band needs a label");
        }
        if (rows.containsKey(label)) {
            throw new IllegalArgumentException(
                    "band '" + label
                            + "' stands twice; average the two measurements, or give them to RegionPhotometry as two measurements");
        }
        var more = new LinkedHashMap<>(rows);
        more.put(label, datum);
        return new Photometry(more);
    }

    /** This table where every flux of exactly this value [mJy] means "not measured". */
    public Photometry missing(double value) {
        return map(d -> d.flux() == value ? Optional.empty() : Optional.of(d));
    }

    /**
     * This table with a calibration error for some bands, instead of what they had: later calls win.
     *
     * @param pattern  a label, the first words of labels ({@code "GALEX"}), or a pattern with {@code *} and {@code ?}
     * @param fraction 1 sigma as a fraction of the flux: 0.05 for 5 %
     */
    public Photometry calibrationError(String pattern, double fraction) {
        if (!(fraction >= 0) || !(fraction < 1)) {
            throw new IllegalArgumentException("calibrationError(\"" + pattern + "\", "
                    + Numbers.significant(fraction, 4) + "): the fraction must be in [0, 1), 0.05 for 5 %");
        }
        var meant = new LinkedHashSet<>(new BandPattern(pattern).selectSome("calibrationError", labels()));
        return map(d -> Optional.of(meant.contains(d.band()) ? d.withCalibration(fraction) : d));
    }

    /** This table with a band under another label: {@code rename("2MASS_K", "2MASS_Ks")}. */
    public Photometry rename(String from, String to) {
        requireKnown("rename", from);
        var out = Photometry.of();
        for (var row : rows.entrySet()) {
            var label = row.getKey().equals(from) ? to : row.getKey();
            out = out.plus(
                    label,
                    row.getValue().map(d -> new Datum(label, d.flux(), d.error(), d.calibration(), d.isLimit())));
        }
        return out;
    }

    /** This table without some bands; the pattern is as in {@link #calibrationError}. */
    public Photometry without(String pattern) {
        var left = new LinkedHashMap<>(rows);
        new BandPattern(pattern).selectSome("without", labels()).forEach(left::remove);
        return new Photometry(left);
    }

    /** This table with only some bands; the pattern is as in {@link #calibrationError}. */
    public Photometry only(String pattern) {
        var left = new LinkedHashMap<>(rows);
        left.keySet().retainAll(new BandPattern(pattern).selectSome("only", labels()));
        return new Photometry(left);
    }

    private Photometry map(Function<Datum, Optional<Datum>> change) {
        var out = new LinkedHashMap<String, Optional<Datum>>();
        rows.forEach((label, datum) -> out.put(label, datum.flatMap(change)));
        return new Photometry(out);
    }

    /** This table with calibration errors of another one wherever this has neither kind of error. */
    public Photometry inheritCalibration(Photometry other) {
        return map(d -> Optional.of(
                d.error() > 0 || d.calibration().isPresent()
                        ? d
                        : other.datum(d.band())
                                .flatMap(Datum::calibration)
                                .map(d::withCalibration)
                                .orElse(d)));
    }

    /** Labels of all bands, absent ones too, in order. */
    public List<String> labels() {
        return List.copyOf(rows.keySet());
    }

    /** The measured fluxes and upper limits, in order. */
    public List<Datum> data() {
        return rows.values().stream().flatMap(Optional::stream).toList();
    }

    /** Labels of the bands without a measurement. */
    public List<String> absent() {
        return rows.entrySet().stream()
                .filter(r -> r.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * What was measured in a band; empty where it is absent or not in this table.
     *
     * @see #labels()
     */
    public Optional<Datum> datum(String band) {
        return rows.getOrDefault(band, Optional.empty());
    }

    private void requireKnown(String where, String label) {
        if (!rows.containsKey(label)) {
            throw new IllegalArgumentException(where + ": no band '" + label + "'; bands are "
                    + String.join(", ", rows.keySet()) + Suggestion.hint(label, rows.keySet()));
        }
    }

    /** Bands that are measured and have no error of either kind, so that nothing can be fitted to them. */
    public List<String> withoutError() {
        return data().stream().filter(d -> !(d.sigma() > 0)).map(Datum::band).toList();
    }

    /**
     * This table, if it can be fitted.
     *
     * @param name what the table is called in the message
     * @throws IllegalArgumentException where a measured band has no error; all such bands are named
     */
    public Photometry requireErrors(String name) {
        var bad = withoutError();
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException("photometry of '" + name + "': no error for " + String.join(", ", bad)
                    + "; give errors when reading (.errors(column)) or .calibrationError(\"*\", 0.05)");
        }
        return this;
    }

    /** As a Tablesaw table: band, flux, statistical, calibration and total error [mJy], limit; absent values are missing. */
    public Table table() {
        var band = StringColumn.create("band");
        var flux = DoubleColumn.create("flux [mJy]");
        var error = DoubleColumn.create("error [mJy]");
        var calibration = DoubleColumn.create("calibration");
        var sigma = DoubleColumn.create("sigma [mJy]");
        var limit = BooleanColumn.create("limit");
        rows.forEach((label, datum) -> {
            band.append(label);
            if (datum.isEmpty()) {
                List.of(flux, error, calibration, sigma).forEach(DoubleColumn::appendMissing);
                limit.appendMissing();
                return;
            }
            var d = datum.get();
            flux.append(d.flux());
            append(error, d.error() > 0, d.error());
            append(calibration, d.calibration().isPresent(), d.calibration().orElse(0.0));
            append(sigma, d.sigma() > 0, d.sigma());
            limit.append(d.isLimit());
        });
        return Table.create("photometry", band, flux, error, calibration, sigma, limit);
    }

    private static void append(DoubleColumn column, boolean present, double value) {
        if (present) {
            column.append(value);
        } else {
            column.appendMissing();
        }
    }

    @Override
    public Card card() {
        var data = data();
        long limits = data.stream().filter(Datum::isLimit).count();
        var card = Card.of("Photometry: " + (data.size() - limits) + " measured bands"
                + (limits > 0 ? ", " + limits + " upper limits" : ""));
        var bad = withoutError();
        if (!bad.isEmpty()) {
            card = card.warning("no error yet for "
                    + (bad.size() == data.size() ? "any band" : String.join(", ", bad))
                    + "; give one with .calibrationError(pattern, fraction) or read a column of errors");
        }
        if (!absent().isEmpty()) {
            card = card.row("not measured", String.join(", ", absent()));
        }
        UnaryOperator<String> none = s -> s.isEmpty() ? "\u2013" : s;
        var cells = new ArrayList<List<String>>();
        for (var d : data) {
            cells.add(List.of(
                    d.band(),
                    (d.isLimit() ? "< " : "") + Numbers.significant(d.flux(), 4),
                    none.apply(d.error() > 0 ? Numbers.significant(d.error(), 4) : ""),
                    none.apply(d.calibration().map(Numbers::percent).orElse("")),
                    none.apply(d.sigma() > 0 ? Numbers.significant(d.sigma(), 4) : "")));
        }
        return card.table(
                List.of("band", "flux [mJy]", "statistical [mJy]", "calibration", "total error [mJy]"), cells);
    }

    @Override
    public String toString() {
        return "photometry in " + data().size() + " of " + rows.size() + " bands";
    }
}
