package asterism.torus;

import static asterism.torus.Arguments.require;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.io.Columns;
import asterism.io.CsvTables;
import asterism.io.FitsTables;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Heights and vertical velocities of stars, and one label of each where it was measured: an abundance, an age.
 *
 * <p>From a table by the names of its columns. Where the file does not give a column's unit, it stands in brackets behind the
 * name. A star without height or velocity is left out when the table is read; a star without label (NaN) counts as a star but
 * not for mean labels. Immutable.
 *
 * <pre>{@code
 * Stars.read("stars.fits", "z", "vz [km/s]").label("mg_fe", "mg_fe_err")
 * }</pre>
 */
public final class Stars implements Displayable {

    private static final double[] NONE = new double[0];

    private final double[] pos; // kpc
    private final double[] vel; // kpc/Myr
    private final double[] label; // empty: none
    private final double[] labelErr; // empty: none
    private final Columns columns;
    private final int[] rows; // of the columns, one for each star

    private Stars(double[] pos, double[] vel, double[] label, double[] labelErr, Columns columns, int[] rows) {
        this.pos = pos;
        this.vel = vel;
        this.label = label;
        this.labelErr = labelErr;
        this.columns = columns;
        this.rows = rows;
    }

    /** Stars at these heights with these velocities, of equal number. */
    public static Stars of(Length pos, Velocity vel) {
        require(
                pos.size() == vel.size(),
                "stars: each needs a height and a velocity, got " + pos.size() + " heights and " + vel.size()
                        + " velocities");
        return known(pos.inKpc(), vel.inKpcPerMyr(), Columns.of("stars"));
    }

    /**
     * Stars of a table.
     *
     * @param pos name of the column of heights with its unit: {@code "z [pc]"}
     * @param vel name of the column of vertical velocities with its unit: {@code "vz [km/s]"}
     */
    public static Stars of(Table table, String pos, String vel) {
        return of(Columns.of(table), pos, vel);
    }

    /**
     * Stars of a file: the first table of a FITS file (names ending in .fits, .fit or .fits.gz), else a text table with a line
     * of names.
     *
     * @param pos name of the column of heights; with its unit, {@code "z [pc]"}, where the file does not give it
     * @param vel name of the column of vertical velocities; likewise
     */
    public static Stars read(String path, String pos, String vel) {
        return read(Path.of(path), pos, vel);
    }

    /** As {@link #read(String, String, String)}. */
    public static Stars read(Path path, String pos, String vel) {
        var name = path.toString().toLowerCase(Locale.ROOT);
        boolean fits = name.endsWith(".fits") || name.endsWith(".fit") || name.endsWith(".fits.gz");
        return of(fits ? FitsTables.read(path, 1) : CsvTables.read(path), pos, vel);
    }

    private static Stars of(Columns columns, String pos, String vel) {
        double[] z = Length.of(columns.numbers(nameOf(columns, pos)), unit(columns, pos, "kpc"))
                .inKpc();
        double[] v = Velocity.of(columns.numbers(nameOf(columns, vel)), unit(columns, vel, "km/s"))
                .inKpcPerMyr();
        return known(z, v, columns);
    }

    private static Stars known(double[] z, double[] v, Columns columns) {
        int[] rows = IntStream.range(0, z.length)
                .filter(i -> Double.isFinite(z[i]) && Double.isFinite(v[i]))
                .toArray();
        require(
                rows.length > 0,
                columns.origin() + ": none of the " + z.length
                        + " stars has both a finite height and a finite velocity; check the names of the columns");
        return new Stars(take(z, rows), take(v, rows), NONE, NONE, columns, rows);
    }

    private static String nameOf(Columns columns, String spec) {
        int bracket = spec.endsWith("]") && !columns.has(spec) ? spec.lastIndexOf('[') : -1;
        return bracket > 0 ? spec.substring(0, bracket).strip() : spec;
    }

    private static String unit(Columns columns, String spec, String example) {
        var name = nameOf(columns, spec);
        Optional<String> told = columns.unit(name);
        if (!name.equals(spec)) {
            return spec.substring(spec.lastIndexOf('[') + 1, spec.length() - 1);
        }
        return told.orElseThrow(() -> new IllegalArgumentException(columns.origin() + ": column '" + name
                + "' has no unit; say it behind the name, as in \"" + name + " [" + example + "]\""));
    }

    /**
     * With a label of each star, in its own unit.
     *
     * @param values [n], NaN where unknown. Copied.
     */
    public Stars label(double[] values) {
        return new Stars(pos, vel, matched(values, "labels"), NONE, columns, rows);
    }

    /**
     * With a label of each star and its standard error.
     *
     * @param values [n], NaN where unknown. Copied.
     * @param errors [n], above 0; NaN where unknown: such a star has no label. Copied.
     */
    public Stars label(double[] values, double[] errors) {
        double[] sigma = matched(errors, "label errors");
        long bad = Arrays.stream(sigma).filter(e -> e <= 0).count();
        require(
                bad == 0,
                columns.origin() + ": " + bad + " of " + sigma.length + " label errors are 0 or below; an error is a "
                        + "standard deviation above 0, and NaN where a star has none");
        return new Stars(pos, vel, matched(values, "labels"), sigma, columns, rows);
    }

    /** With the label in this column of the table. */
    public Stars label(String column) {
        return label(take(columns.numbers(column), rows));
    }

    /** With the label and its standard error in these columns of the table. */
    public Stars label(String column, String errorColumn) {
        return label(take(columns.numbers(column), rows), take(columns.numbers(errorColumn), rows));
    }

    private double[] matched(double[] values, String what) {
        if (values.length == pos.length) {
            return values.clone();
        }
        require(
                columns.rows() == 0 && rows[rows.length - 1] < values.length,
                columns.origin() + ": there are " + pos.length + " stars with height and velocity, but " + values.length
                        + " " + what);
        return take(values, rows);
    }

    private static double[] take(double[] values, int[] which) {
        return Arrays.stream(which).mapToDouble(i -> values[i]).toArray();
    }

    /** Number of stars with height and velocity. */
    public int size() {
        return pos.length;
    }

    /** Heights, [n]. */
    public Length pos() {
        return Length.ofKpc(pos);
    }

    /** Vertical velocities, [n]. */
    public Velocity vel() {
        return Velocity.ofKpcPerMyr(vel);
    }

    /** Whether there are labels. */
    public boolean hasLabel() {
        return label.length > 0;
    }

    /** Whether the labels have errors. */
    public boolean hasLabelErr() {
        return labelErr.length > 0;
    }

    /** Labels, [n], NaN where unknown; empty where there are none. A copy. */
    public double[] label() {
        return label.clone();
    }

    /** Standard errors of the labels, [n]; empty where there are none. A copy. */
    public double[] labelErr() {
        return labelErr.clone();
    }

    /** Columns pos [kpc], vel [km/s], and what there is of label and label_err. */
    public Table table() {
        return columns("stars").table();
    }

    /** Writes a FITS table with the columns of {@link #table()} and their units. */
    public Stars save(String path) {
        FitsTables.write(Path.of(path), "STARS", List.of(), columns("stars"));
        return this;
    }

    private Columns columns(String name) {
        var out = Columns.of(name).numbers("pos", "kpc", pos).numbers("vel", "km/s", vel().inKmPerS());
        out = hasLabel() ? out.numbers("label", "", label) : out;
        return hasLabelErr() ? out.numbers("label_err", "", labelErr) : out;
    }

    @Override
    public Card card() {
        var card = Card.of(String.format(Locale.ROOT, "%,d stars", size()))
                .row("heights", pos().toString())
                .row("vertical velocities", vel().toString());
        if (hasLabel()) {
            long known = Arrays.stream(label).filter(Double::isFinite).count();
            card = card.row(
                    "label", String.format(Locale.ROOT, "%,d have one%s", known, hasLabelErr() ? ", with errors" : ""));
        }
        int left = columns.rows() - size();
        return left > 0 ? card.note(left + " rows of " + columns.origin() + " have no height or no velocity") : card;
    }

    @Override
    public String toString() {
        return toText();
    }
}
