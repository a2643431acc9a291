package asterism.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Fluxes as they stand in tables and messages: four significant digits, no exponent where it can be avoided. */
final class Fluxes {

    private static final MathContext DIGITS = new MathContext(4);

    private Fluxes() {}

    static String text(double x) {
        if (x == 0 || !Double.isFinite(x)) {
            return x == 0 ? "0" : Double.toString(x);
        }
        double size = Math.abs(x);
        return size < 1e-5 || size >= 1e7
                ? String.format(Locale.ROOT, "%.3e", x)
                : new BigDecimal(x).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    static String percent(double fraction) {
        return new BigDecimal(100 * fraction).round(DIGITS).stripTrailingZeros().toPlainString() + " %";
    }
}
