package asterism.infer;

import java.util.Locale;

/** Numbers with as many digits as mean something. */
final class Digits {

    private Digits() {}

    /** A value with three significant digits of its uncertainty: 12.71 for a width of 8, 7.26e-05 for one of 7e-5. */
    static String near(double value, double width) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (!(width > 0) || !Double.isFinite(width)) {
            return significant(value, 4);
        }
        int last = (int) Math.floor(Math.log10(width)) - 2;
        double size = Math.max(Math.abs(value), width);
        if (size >= 1e-3 && size < 1e6) {
            return String.format(Locale.ROOT, "%." + Math.min(9, Math.max(0, -last)) + "f", value);
        }
        int digits = Math.max(0, (int) Math.floor(Math.log10(Math.abs(value) + Double.MIN_NORMAL)) - last);
        return String.format(Locale.ROOT, "%." + Math.min(9, digits) + "e", value);
    }

    /** A value with n significant digits and no exponent where it can be avoided. */
    static String significant(double value, int n) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 1e-4 || size >= 1e7) {
            return String.format(Locale.ROOT, "%." + (n - 1) + "e", value);
        }
        int digits = n - 1 - (int) Math.floor(Math.log10(size));
        return String.format(Locale.ROOT, "%." + Math.max(0, digits) + "f", value);
    }

    /** A whole number with thin gaps between thousands: 30 000. */
    static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace(',', ' ');
    }

    /** The fewest digits that give this very number back; 2 rather than 2.0. */
    static String shortest(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** As it stands in code: 60_000. */
    static String underscored(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace(',', '_');
    }
}
