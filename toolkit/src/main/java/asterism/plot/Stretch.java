package asterism.plot;

/** How the values of an image are spread over the colors. */
public enum Stretch {
    /** In proportion. */
    LINEAR,
    /** By the logarithm; values at or below zero get the first color. */
    LOG,
    /** By asinh: linear about zero, logarithmic above a tenth of the range. */
    ASINH,
    /** By the square root. */
    SQRT;

    private static final double SOFT = 0.05;

    double fraction(double value, double lo, double hi) {
        double linear = (value - lo) / (hi - lo);
        return switch (this) {
            case LINEAR -> linear;
            case SQRT -> linear <= 0 ? 0 : Math.sqrt(linear);
            case ASINH -> asinh(linear / SOFT) / asinh(1 / SOFT);
            case LOG -> {
                double floor = lo > 0 ? lo : hi * 1e-4;
                yield value <= floor ? 0 : Math.log(value / floor) / Math.log(hi / floor);
            }
        };
    }

    /** The value at a fraction of the colors. */
    double value(double fraction, double lo, double hi) {
        return switch (this) {
            case LINEAR -> lo + fraction * (hi - lo);
            case SQRT -> lo + fraction * fraction * (hi - lo);
            case ASINH -> lo + SOFT * Math.sinh(fraction * asinh(1 / SOFT)) * (hi - lo);
            case LOG -> {
                double floor = lo > 0 ? lo : hi * 1e-4;
                yield floor * Math.pow(hi / floor, fraction);
            }
        };
    }

    private static double asinh(double x) {
        return Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
    }
}
