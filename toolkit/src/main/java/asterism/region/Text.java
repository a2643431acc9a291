package asterism.region;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as they stand in this package's tables and messages. */
final class Text {

    private Text() {}

    /** Four significant digits. */
    static String number(double x) {
        return number(x, 4);
    }

    static String number(double x, int digits) {
        if (x == 0 || !Double.isFinite(x)) {
            return x == 0 ? "0" : Double.isNaN(x) ? "\u2013" : x > 0 ? "\u221e" : "-\u221e";
        }
        double size = Math.abs(x);
        return size < 1e-3 || size >= 1e6
                ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", x)
                : new BigDecimal(x)
                        .round(new MathContext(digits))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    static String percent(double fraction) {
        return number(100 * fraction) + " %";
    }

    static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
