package asterism.sed;

import java.util.Locale;

/** Numbers as they stand in messages and cards. */
final class SedText {

    private SedText() {}

    static String number(double x) {
        if (Double.isInfinite(x)) {
            return x > 0 ? "infinity" : "-infinity";
        }
        if (x == Math.rint(x) && Math.abs(x) < 1e6) {
            return Long.toString((long) x);
        }
        var text = String.format(Locale.ROOT, "%.6g", x);
        if (text.contains("e")) {
            var parts = text.split("e");
            return trim(parts[0]) + "e" + Integer.parseInt(parts[1]);
        }
        return trim(text);
    }

    static String interval(double lo, double hi) {
        return (Double.isInfinite(lo) ? "(" : "[") + number(lo) + ", " + number(hi)
                + (Double.isInfinite(hi) ? ")" : "]");
    }

    private static String trim(String digits) {
        return digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
    }
}
