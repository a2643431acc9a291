package asterism.kernel.show;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Arrays, collections and maps as short text: their shape, the first and the last elements. */
final class ArrayText {

    private static final int HEAD = 8;
    private static final int TAIL = 3;
    private static final int ROWS = 10;
    private static final int MAX_TEXT = 4000;

    private ArrayText() {}

    /** {@code double[5] {1.0, 2.5, ...}}; nested arrays one row per line. */
    static String ofArray(Object array) {
        int n = Array.getLength(array);
        boolean nested = n > 0 && hasRows(array, n);
        var type = array.getClass().getComponentType();
        var shape = new StringBuilder();
        while (type.isArray()) {
            shape.append("[]");
            type = type.getComponentType();
        }
        var name = type.getSimpleName() + dimensions(array, shape.length() / 2);
        if (!nested) {
            return name + " {" + elements(array, n) + "}";
        }
        var rows = new StringBuilder(name).append(" {\n");
        for (int i = 0; i < n; i++) {
            if (i == ROWS - 2 && n > ROWS) {
                rows.append("  ... ").append(n - ROWS).append(" more rows\n");
                i = n - 2;
            }
            var row = Array.get(array, i);
            rows.append("  ").append(row(row)).append(i < n - 1 ? ",\n" : "\n");
        }
        return rows.append('}').toString();
    }

    private static String row(Object row) {
        if (row == null || !row.getClass().isArray()) {
            return element(row);
        }
        int n = Array.getLength(row);
        return "{" + (n > 0 && hasRows(row, n) ? "..." : elements(row, n)) + "}";
    }

    private static boolean hasRows(Object array, int n) {
        for (int i = 0; i < n; i++) {
            var row = Array.get(array, i);
            if (row != null && row.getClass().isArray()) {
                return true;
            }
        }
        return false;
    }

    /** The lengths: of each level as long as all rows have the same, else an empty pair of brackets. */
    private static String dimensions(Object array, int inner) {
        int n = Array.getLength(array);
        var out = new StringBuilder("[" + n + "]");
        Object first = n > 0 ? Array.get(array, 0) : null;
        for (int level = 0; level < inner; level++) {
            boolean same = level == 0 && first != null && sameLengths(array, n);
            out.append(same ? "[" + Array.getLength(first) + "]" : "[]");
        }
        return out.toString();
    }

    private static boolean sameLengths(Object array, int n) {
        int length = -1;
        for (int i = 0; i < n; i++) {
            var row = Array.get(array, i);
            if (row == null || (length >= 0 && Array.getLength(row) != length)) {
                return false;
            }
            length = Array.getLength(row);
        }
        return true;
    }

    private static String elements(Object array, int n) {
        var out = new StringJoiner(", ");
        for (int i = 0; i < n; i++) {
            if (i == HEAD && n > HEAD + TAIL + 1) {
                out.add("...");
                i = n - TAIL;
            }
            out.add(element(Array.get(array, i)));
        }
        return out.toString();
    }

    /** {@code 3 elements [a, b, c]}. */
    static String ofCollection(Collection<?> all) {
        var out = new StringJoiner(", ", "[", "]");
        int i = 0;
        int left = all.size();
        for (var one : all) {
            if (i == HEAD && all.size() > HEAD + TAIL + 1) {
                out.add("...");
            }
            if (i < HEAD || left <= TAIL || all.size() <= HEAD + TAIL + 1) {
                out.add(element(one));
            }
            i++;
            left--;
        }
        return (all.size() > HEAD + TAIL + 1 ? all.size() + " elements " : "") + out;
    }

    /** {@code {a=1, b=2}}. */
    static String ofMap(Map<?, ?> map) {
        var out = new StringJoiner(", ", "{", "}");
        int i = 0;
        for (var entry : map.entrySet()) {
            if (i++ == 2 * ROWS) {
                out.add("... " + (map.size() - 2 * ROWS) + " more");
                break;
            }
            out.add(element(entry.getKey()) + "=" + element(entry.getValue()));
        }
        return out.toString();
    }

    private static String element(Object value) {
        if (value == null) {
            return "null";
        }
        if (value.getClass().isArray()) {
            return ofArray(value);
        }
        if (value instanceof String text) {
            return '"' + shorten(text) + '"';
        }
        if (value instanceof Double number) {
            return number(number);
        }
        return shorten(String.valueOf(value));
    }

    /** Seven significant digits: enough to recognise a number by, few enough to fit many on a line. */
    static String number(double value) {
        var exact = Double.toString(value).replace('E', 'e');
        if (exact.length() <= 9 || !Double.isFinite(value)) {
            return exact;
        }
        double size = Math.abs(value);
        if (size >= 1e7 || size < 1e-3) {
            return String.format(Locale.ROOT, "%.6e", value)
                    .replaceFirst("0+e", "e")
                    .replaceFirst("\\.e", ".0e")
                    .replaceFirst("e([+-])0(\\d)$", "e$1$2")
                    .replace("e+", "e");
        }
        int decimals = Math.max(0, 6 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", ".0");
    }

    static String shorten(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "\u2026";
    }
}
