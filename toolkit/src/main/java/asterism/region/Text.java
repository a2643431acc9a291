package asterism.region;

import asterism.display.Numbers;

/** Numbers as they stand in this package's tables and messages. */
final class Text {

    private Text() {}

    /** Four significant digits. */
    static String number(double x) {
        return number(x, 4);
    }

    static String number(double x, int digits) {
        return Double.isNaN(x) ? "\u2013" : Numbers.significant(x, digits);
    }

    static String percent(double fraction) {
        return Numbers.percent(fraction);
    }

    static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
