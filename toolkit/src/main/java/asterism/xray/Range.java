package asterism.xray;

/**
 * Where a log-concave density is not negligible.
 *
 * @param lower first point
 * @param upper last point
 */
record Range(double lower, double upper) {

    /** ln of the fraction of the peak below which a density is left out: 1e-14. */
    private static final double DEPTH = 32.5;

    private static final double[] STEPS = {
        -40, -24, -16, -12, -10, -8.5, -7, -5, -3, -1.5, 0, 1.5, 3, 5, 7, 8.5, 10, 12, 16, 24, 34, 48
    };

    /**
     * Finds the range.
     *
     * @param guess of the peak
     * @param width of the order of its standard deviation, above 0
     * @param bound upper end of the box that begins at 0
     */
    static Range of(LogCurve curve, double guess, double width, double bound) {
        double center = guess;
        double w = width;
        for (int attempt = 0; attempt < 60; attempt++) {
            double[] x = points(center, w, bound);
            double[] log = new double[x.length];
            curve.log(x, x.length, log);
            int top = 0;
            for (int i = 0; i < x.length; i++) {
                top = log[i] > log[top] ? i : top;
            }
            double floor = log[top] - DEPTH;
            boolean openBelow = x[0] > 0 && log[0] > floor;
            boolean openAbove = x[x.length - 1] < bound && log[x.length - 1] > floor;
            if (openBelow || openAbove) {
                center = x[top];
                w *= 4;
                continue;
            }
            double lower = crossing(x, log, top, -1, floor);
            double upper = crossing(x, log, top, 1, floor);
            if (upper - lower < 3 * w) { // far narrower than thought: the curve was hardly resolved
                center = x[top];
                w = Math.max((upper - lower) / 16, w / 16);
                continue;
            }
            return new Range(lower, upper);
        }
        throw new EngineException("no range found in which the posterior is not negligible");
    }

    private static double[] points(double center, double width, double bound) {
        double[] x = new double[STEPS.length];
        int n = 0;
        for (double s : STEPS) {
            double at = Math.min(bound, Math.max(0, center + s * width));
            if (n == 0 || at > x[n - 1]) {
                x[n++] = at;
            }
        }
        return java.util.Arrays.copyOf(x, n);
    }

    // between the last point above the floor and the first below it, on the line through the last two above: the
    // curve bends downwards, so that the line reaches the floor farther out than the curve
    private static double crossing(double[] x, double[] log, int top, int direction, double floor) {
        int inside = top;
        while (inside + direction >= 0 && inside + direction < x.length && log[inside + direction] > floor) {
            inside += direction;
        }
        int outside = inside + direction;
        if (outside < 0 || outside >= x.length) {
            return x[inside];
        }
        if (inside == top) {
            return x[outside];
        }
        double slope = (log[inside] - log[inside - direction]) / (x[inside] - x[inside - direction]);
        double on = x[inside] + (floor - log[inside]) / slope;
        return direction > 0 ? Math.min(on, x[outside]) : Math.max(on, x[outside]);
    }
}
