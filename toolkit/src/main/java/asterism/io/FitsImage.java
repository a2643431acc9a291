package asterism.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One image of a FITS file: its pixels as doubles and the cards of its header.
 *
 * <p>Pixels stand row by row, {@code values[row * columns + column]}, row 0 first as in the file: it is the lowest of a
 * picture. The file's scaling (BSCALE, BZERO) is applied, blank pixels (BLANK) are NaN. Immutable.
 */
public final class FitsImage {

    private final String place;
    private final String name;
    private final int rows;
    private final int columns;
    private final double[] values;
    private final Map<String, Object> header;

    FitsImage(String place, String name, int rows, int columns, double[] values, Map<String, Object> header) {
        this.place = place;
        this.name = name;
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.header = header;
    }

    /**
     * An image to be written, with no card but its name.
     *
     * @param name    its EXTNAME; may be empty
     * @param rows    number of rows, at least 1
     * @param columns number of columns, at least 1
     * @param values  [rows x columns], row-major. Not modified.
     * @throws IllegalArgumentException where the number of values is not rows times columns
     */
    public static FitsImage of(String name, int rows, int columns, double[] values) {
        if (rows < 1 || columns < 1 || values.length != rows * columns) {
            throw new IllegalArgumentException("image '" + name + "': " + rows + " rows of " + columns
                    + " columns need " + (long) rows * columns + " values, got " + values.length);
        }
        return new FitsImage("image '" + name + "'", name, rows, columns, values.clone(), Map.of());
    }

    /** This image with one more card; a number is written so that it is read back to the last bit. */
    public FitsImage card(String key, double value) {
        return withCard(key, value);
    }

    /** This image with one more card. */
    public FitsImage card(String key, String value) {
        return withCard(key, value);
    }

    private FitsImage withCard(String key, Object value) {
        if (!key.matches("[A-Z0-9_-]{1,8}")) {
            throw new IllegalArgumentException(
                    "a FITS keyword has one to eight of A-Z, 0-9, _ and -, got '" + key + "'");
        }
        var more = new LinkedHashMap<>(header);
        more.put(key, value);
        return new FitsImage(place, name, rows, columns, values, more);
    }

    /** Where it comes from, for messages: {@code galaxy.fits[1]}. */
    public String place() {
        return place;
    }

    /** Its EXTNAME; empty where it has none. */
    public String name() {
        return name;
    }

    /** Number of rows (NAXIS2). */
    public int rows() {
        return rows;
    }

    /** Number of columns (NAXIS1). */
    public int columns() {
        return columns;
    }

    /** The pixels, [rows x columns], row-major; a copy. */
    public double[] toArray() {
        return values.clone();
    }

    /** One pixel; row and column are counted from 0. */
    public double get(int row, int column) {
        return values[row * columns + column];
    }

    /** Whether the header has this card. */
    public boolean has(String key) {
        return header.containsKey(key);
    }

    /**
     * A number of the header, if it has the card.
     *
     * @throws IllegalArgumentException where the card holds no finite number
     */
    public Optional<Double> number(String key) {
        var value = header.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return Optional.of(number.doubleValue());
        }
        throw new IllegalArgumentException(place + ": " + key + " = '" + value + "' is not a number; mend the header");
    }

    /** A number of the header, or another one where the card is absent. */
    public double number(String key, double otherwise) {
        return number(key).orElse(otherwise);
    }

    /** A text of the header without the blanks around it, if it has the card. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(header.get(key)).map(v -> v.toString().strip());
    }

    /** All cards with a value, in the file's order: texts, numbers and booleans. */
    public Map<String, Object> header() {
        return java.util.Collections.unmodifiableMap(header);
    }

    /** The keywords that begin so, such as all of a distortion. */
    public List<String> keywords(String beginning) {
        var found = new ArrayList<String>();
        for (var key : header.keySet()) {
            if (key.startsWith(beginning)) {
                found.add(key);
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s%s: %d rows of %d pixels", place, name.isEmpty() ? "" : " " + name, rows, columns);
    }
}
