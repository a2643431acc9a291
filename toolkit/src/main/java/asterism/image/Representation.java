package asterism.image;

/**
 * The map of a parameter within limits to all numbers, in which AutoProf 0.8.0 fits; {@link LevenbergMarquardt} itself stays in
 * the parameter's own units and knows the limits.
 *
 * @param lower  lower limit, or -infinity
 * @param upper  upper limit, or infinity
 * @param cyclic whether the two limits are one point
 */
record Representation(double lower, double upper, boolean cyclic) {

    private static final double MARGIN = 1e-3; // by which a value that is set stays off its limits

    /** The number rho that stands for a value. */
    double of(double value) {
        if (cyclic || (Double.isInfinite(lower) && Double.isInfinite(upper))) {
            return value;
        }
        if (Double.isInfinite(upper)) {
            double v = Math.max(value, lower + MARGIN);
            return v - 1 / (v - lower);
        }
        if (Double.isInfinite(lower)) {
            double v = Math.min(value, upper - MARGIN);
            return v - 1 / (v - upper);
        }
        double margin = Math.min(MARGIN, MARGIN * (upper - lower));
        double v = Math.min(upper - margin, Math.max(lower + margin, value));
        return Math.tan(Math.PI * (v - lower) / (upper - lower) - Math.PI / 2);
    }

    /** The value that a number rho stands for. */
    double value(double rho) {
        if (cyclic) {
            double period = upper - lower;
            return rho - period * Math.floor((rho - lower) / period);
        }
        if (Double.isInfinite(lower) && Double.isInfinite(upper)) {
            return rho;
        }
        if (Double.isInfinite(upper)) {
            return (rho + lower + Math.hypot(rho - lower, 2)) / 2;
        }
        if (Double.isInfinite(lower)) {
            return (rho + upper - Math.hypot(rho - upper, 2)) / 2;
        }
        return lower + (upper - lower) * (Math.atan(rho) / Math.PI + 0.5);
    }

    /** d value / d rho. */
    double slope(double rho) {
        if (cyclic || (Double.isInfinite(lower) && Double.isInfinite(upper))) {
            return 1;
        }
        if (Double.isInfinite(upper)) {
            return (1 + (rho - lower) / Math.hypot(rho - lower, 2)) / 2;
        }
        if (Double.isInfinite(lower)) {
            return (1 - (rho - upper) / Math.hypot(rho - upper, 2)) / 2;
        }
        return (upper - lower) / (Math.PI * (1 + rho * rho));
    }
}
