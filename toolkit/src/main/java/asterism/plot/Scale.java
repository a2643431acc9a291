package asterism.plot;

/**
 * From a value to its place along an axis: 0 at the beginning, 1 at the end.
 *
 * @param log      whether equal ratios have equal lengths
 * @param lo       smallest value shown
 * @param hi       largest value shown
 * @param inverted whether the largest value stands at 0
 */
record Scale(boolean log, double lo, double hi, boolean inverted) {

    /** Where a value that a logarithmic axis cannot show is drawn: far below its beginning. */
    private static final double BELOW = -20;

    static Scale linear(double lo, double hi) {
        return new Scale(false, lo, hi, false);
    }

    double at(double value) {
        double place;
        if (log) {
            place = value > 0 ? Math.log(value / lo) / Math.log(hi / lo) : BELOW;
        } else {
            place = (value - lo) / (hi - lo);
        }
        place = Math.min(Math.max(place, BELOW), 1 - BELOW);
        return inverted ? 1 - place : place;
    }

    boolean contains(double value) {
        return value >= lo && value <= hi;
    }
}
