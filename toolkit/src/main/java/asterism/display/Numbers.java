package asterism.display;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as they stand in cards and messages. */
public final class Numbers {

    private Numbers() {}

    /**
     * A number with at most this many significant digits, without trailing zeros: {@code 0.0047}, {@code 12.5},
     * {@code 1.3467e10}. Below 1e-4 and from 1e6 on it has an exponent.
     */
    public static String significant(double x, int digits) {
        if (x == 0 || !Double.isFinite(x)) {
            return x == 0 ? "0" : Double.isNaN(x) ? "NaN" : x > 0 ? "infinity" : "-infinity";
        }
        var rounded = new BigDecimal(x).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < -4 || exponent >= 6
                ? rounded.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent
                : rounded.toPlainString();
    }

    /**
     * A value with its error: two digits of the error, and the value as far as they reach. {@code 299 ± 15},
     * {@code 0.0218 ± 0.0033}, {@code (2.57 ± 0.11)e-10}.
     */
    public static String measured(double value, double error) {
        if (!Double.isFinite(value)) {
            return significant(value, 4);
        }
        if (!(error > 0 && Double.isFinite(error))) {
            return significant(value, 4) + " \u00b1 " + significant(error, 2);
        }
        var width = new BigDecimal(error).round(new MathContext(2));
        var rounded = new BigDecimal(value).setScale(width.scale(), RoundingMode.HALF_UP);
        var larger = rounded.abs().max(width);
        int exponent = larger.precision() - larger.scale() - 1;
        boolean plain = exponent >= -4 && exponent < 6;
        int shift = plain ? 0 : -exponent;
        var words = rounded.scaleByPowerOfTen(shift).toPlainString() + " \u00b1 "
                + width.scaleByPowerOfTen(shift).toPlainString();
        return plain ? words : "(" + words + ")e" + exponent;
    }

    /** All digits that a number has, without {@code .0}: what was given comes back as it was written. */
    public static String exact(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e6 ? Long.toString((long) x) : Double.toString(x);
    }

    /** A fraction with at most four digits: {@code 12.5 %}. */
    public static String percent(double fraction) {
        return significant(100 * fraction, 4) + " %";
    }

    /** {@code [0, 3]}, or {@code [0, infinity)} where there is no end. */
    public static String interval(double lower, double upper) {
        return (Double.isInfinite(lower) ? "(" : "[") + significant(lower, 6) + ", " + significant(upper, 6)
                + (Double.isInfinite(upper) ? ")" : "]");
    }
}
