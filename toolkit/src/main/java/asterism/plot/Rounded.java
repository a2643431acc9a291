package asterism.plot;

/**
 * A value with its errors, rounded as the Particle Data Group does: the smaller error keeps two digits where they are 10 to
 * 35 and one digit above.
 */
final class Rounded {

    private Rounded() {}

    /** For example <code>0.468_{-0.026}^{+0.027}</code>, with true minus signs. */
    static String markup(double value, double minus, double plus) {
        double smaller = minus > 0 && plus > 0 ? Math.min(minus, plus) : Math.max(minus, plus);
        double larger = Math.max(minus, plus);
        if (!(smaller > 0)) {
            return plain(value);
        }
        // an error that is tiny beside the other one does not ask for more digits
        double leading = Math.max(smaller, larger / 20);
        int magnitude = (int) Math.floor(Math.log10(Math.max(Math.abs(value), larger)));
        int exponent = magnitude < -3 || magnitude > 4 ? magnitude : 0;
        double unit = Math.pow(10, exponent);
        int decimals = decimals(leading / unit);
        var text = Ticks.number(value / unit, decimals) + "_{\u2212" + Ticks.number(minus / unit, decimals) + "}^{+"
                + Ticks.number(plus / unit, decimals) + "}";
        return exponent == 0 ? text : text + " " + PanelPainter.withExponent("", exponent);
    }

    static String plain(double value) {
        int magnitude = value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
        int exponent = magnitude < -3 || magnitude > 4 ? magnitude : 0;
        double scaled = value / Math.pow(10, exponent);
        int decimals = scaled == Math.rint(scaled) ? 0 : Math.max(0, 2 - (magnitude - exponent));
        return Ticks.number(scaled, decimals) + (exponent == 0 ? "" : " " + PanelPainter.withExponent("", exponent));
    }

    /** Digits after the point. */
    private static int decimals(double error) {
        int magnitude = (int) Math.floor(Math.log10(error));
        double digits = error / Math.pow(10, magnitude - 2); // 100 to 999
        int significant = digits < 354.5 ? 2 : 1;
        return Math.max(0, significant - 1 - magnitude);
    }
}
