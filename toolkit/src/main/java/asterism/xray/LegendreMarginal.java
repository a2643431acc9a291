package asterism.xray;

/**
 * A marginal density as a Legendre series on the range where it is not negligible: value, slope and integral of the same
 * polynomial, so that quantiles, mode and shortest intervals are roots of smooth functions, found by Newton's method.
 *
 * <p>Immutable.
 */
final class LegendreMarginal implements Marginal {

    /** Size of the last coefficients that is small enough: errors are then of the order of 1e-9 sd. */
    static final double CONVERGED = 3e-9;

    private static final int STEPS = 60;
    private static final double SETTLED = 1e-14; // of t, on [-1, 1]

    private final double lower;
    private final double upper;
    private final double half; // of the range
    private final double[] c; // density in t: sum c_n P_n(t), integral 1
    private final double[] integral; // of the density from -1, [n + 1]
    private final double[] slope; // of the density, [n]
    private final double mean;
    private final double sd;
    private final double peak; // of t where the values are highest
    private volatile double mode = Double.NaN;

    private LegendreMarginal(double lower, double upper, double[] c, double meanT, double sdT, double peak) {
        this.lower = lower;
        this.upper = upper;
        this.half = 0.5 * (upper - lower);
        this.c = c;
        this.integral = integrate(c, 0);
        this.slope = differentiate(c);
        this.mean = lower + half * (1 + meanT);
        this.sd = half * sdT;
        this.peak = peak;
    }

    /**
     * The marginal through values at the nodes of a rule on [lower, upper].
     *
     * @param values [rule.n], densities up to a factor. Not modified.
     */
    static LegendreMarginal of(LegendreRule rule, double lower, double upper, double[] values) {
        double norm = rule.integral(values);
        double first = 0;
        int top = 0;
        for (int i = 0; i < rule.n; i++) {
            first += rule.weight[i] * values[i] * rule.node[i];
            top = values[i] > values[top] ? i : top;
        }
        double mean = first / norm;
        double second = 0;
        for (int i = 0; i < rule.n; i++) {
            double d = rule.node[i] - mean;
            second += rule.weight[i] * values[i] * d * d;
        }
        double[] c = rule.series(values);
        for (int m = 0; m < c.length; m++) {
            c[m] /= norm;
        }
        return new LegendreMarginal(lower, upper, c, mean, Math.sqrt(second / norm), rule.node[top]);
    }

    /**
     * The marginal of a log-concave curve in expected counts.
     *
     * @param guess of its peak, expected counts
     * @param width of the order of its standard deviation
     * @param bound upper end of the prior
     * @param scale expected counts per unit of intensity
     */
    static LegendreMarginal of(LogCurve curve, double guess, double width, double bound, double scale) {
        var range = Range.of(curve, guess, width, bound);
        double half = 0.5 * (range.upper() - range.lower());
        for (int n = 64; ; n *= 2) {
            var rule = LegendreRule.of(n);
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = range.lower() + half * (1 + rule.node[i]);
            }
            double[] values = new double[n];
            curve.log(x, n, values);
            double max = java.util.Arrays.stream(values).max().orElse(0);
            for (int i = 0; i < n; i++) {
                values[i] = Math.exp(values[i] - max);
            }
            var marginal = of(rule, range.lower() / scale, range.upper() / scale, values);
            if (n >= 256 || marginal.tail() < CONVERGED) {
                return marginal;
            }
        }
    }

    /** This marginal of the intensity in other units: x times a factor. */
    LegendreMarginal times(double factor) {
        double meanT = (mean - lower) / half - 1;
        return new LegendreMarginal(lower * factor, upper * factor, c, meanT, sd / half, peak);
    }

    /** The largest of the last coefficients over the largest of all: how far the series is from having converged. */
    double tail() {
        double largest = 0;
        for (double x : c) {
            largest = Math.max(largest, Math.abs(x));
        }
        double last = 0;
        for (int m = Math.max(0, c.length - 3); m < c.length; m++) {
            last = Math.max(last, Math.abs(c[m]));
        }
        return last / largest;
    }

    // antiderivative that is `start` at -1: integral P_n = (P_{n+1} - P_{n-1}) / (2n + 1)
    private static double[] integrate(double[] c, double start) {
        double[] f = new double[c.length + 1];
        for (int n = 0; n < c.length; n++) {
            double part = c[n] / (2 * n + 1);
            f[n + 1] += part;
            if (n > 0) {
                f[n - 1] -= part;
            }
        }
        double atMinusOne = 0;
        for (int n = 0; n < f.length; n++) {
            atMinusOne += n % 2 == 0 ? f[n] : -f[n];
        }
        f[0] += start - atMinusOne;
        return f;
    }

    private static double[] differentiate(double[] c) {
        double[] d = new double[c.length];
        for (int n = c.length - 1; n >= 1; n--) {
            d[n - 1] = (2 * n - 1) * (c[n] + (n + 1 < c.length ? d[n + 1] / (2 * n + 3) : 0));
        }
        return d;
    }

    // sum c_n P_n(t), by Clenshaw's recurrence
    private static double series(double[] c, double t) {
        double b1 = 0;
        double b2 = 0;
        for (int n = c.length - 1; n > 0; n--) {
            double b = c[n] - RATIO_B[n + 1] * b2 + RATIO_A[n] * t * b1;
            b2 = b1;
            b1 = b;
        }
        return c[0] + t * b1 - 0.5 * b2;
    }

    private static final double[] RATIO_A = new double[1025]; // (2n + 1) / (n + 1)
    private static final double[] RATIO_B = new double[1025]; // n / (n + 1)

    static {
        for (int n = 0; n < RATIO_A.length; n++) {
            RATIO_A[n] = (2.0 * n + 1) / (n + 1);
            RATIO_B[n] = n / (n + 1.0);
        }
    }

    private double t(double x) {
        return (x - lower) / half - 1;
    }

    private double x(double t) {
        return Math.min(upper, lower + half * (t + 1));
    }

    @Override
    public double lower() {
        return lower;
    }

    @Override
    public double upper() {
        return upper;
    }

    @Override
    public double density(double x) {
        return x < lower || x > upper ? 0 : Math.max(0, series(c, t(x)) / half);
    }

    @Override
    public double cumulative(double x) {
        return x <= lower ? 0 : x >= upper ? 1 : Math.min(1, Math.max(0, series(integral, t(x))));
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double sd() {
        return sd;
    }

    @Override
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a quantile needs a probability in [0, 1], got " + p);
        }
        return p == 0 ? lower : p == 1 ? upper : x(quantileT(p));
    }

    private double quantileT(double p) {
        double width = sd / half;
        double start = t(mean) + width * asterism.math.Gaussian.quantile(p);
        return root(integral, c, p, true, Math.min(0.999, Math.max(-0.999, start)));
    }

    /** Where a series that rises or falls throughout has a value, by Newton's method kept inside a bracket. */
    private static double root(double[] series, double[] derivative, double value, boolean rises, double start) {
        double low = -1;
        double high = 1;
        double t = start;
        for (int step = 0; step < STEPS; step++) {
            double error = series(series, t) - value;
            if (error > 0 == rises) {
                high = t;
            } else {
                low = t;
            }
            double next = t - error / series(derivative, t);
            if (!(next > low && next < high)) {
                next = 0.5 * (low + high);
            }
            if (Math.abs(next - t) < SETTLED) {
                return next;
            }
            t = next;
        }
        return t;
    }

    @Override
    public double mode() {
        if (Double.isNaN(mode)) {
            mode = x(modeT());
        }
        return mode;
    }

    private double modeT() {
        double high0 = 0.5 * series(c, peak);
        if (series(slope, -1) <= 0 && series(c, -1) > high0) {
            return -1;
        }
        if (series(slope, 1) >= 0 && series(c, 1) > high0) {
            return 1;
        }
        return root(slope, differentiate(slope), 0, false, peak);
    }

    @Override
    public double[] shortest(double content) {
        double p0 = series(c, -1);
        double p1 = series(c, 1);
        double fromLower = quantileT(content);
        if (p0 >= series(c, fromLower)) {
            return new double[] {lower, x(fromLower)};
        }
        double toUpper = quantileT(1 - content);
        if (p1 >= series(c, toUpper)) {
            return new double[] {x(toUpper), upper};
        }
        return shortestInside(content);
    }

    // both ends inside the range: content and equal heights, by Newton's method in both ends
    private double[] shortestInside(double content) {
        double top = t(mode());
        double low = quantileT(0.5 * (1 - content));
        double high = quantileT(0.5 * (1 + content));
        low = low < top ? low : 0.5 * (top - 1);
        high = high > top ? high : 0.5 * (top + 1);
        for (int step = 0; step < STEPS; step++) {
            double excess = series(integral, high) - series(integral, low) - content;
            double pl = series(c, low);
            double ph = series(c, high);
            double sl = series(slope, low);
            double sh = series(slope, high);
            double det = ph * sl - pl * sh;
            double nextLow = inside(low + (ph * (ph - pl) - sh * excess) / det, -1, top, low);
            double nextHigh = inside(high + (pl * (ph - pl) - sl * excess) / det, top, 1, high);
            boolean settled = Math.abs(nextLow - low) + Math.abs(nextHigh - high) < SETTLED;
            low = nextLow;
            high = nextHigh;
            if (settled) {
                break;
            }
        }
        return new double[] {x(low), x(high)};
    }

    private static double inside(double wanted, double low, double high, double now) {
        return wanted >= low && wanted <= high ? wanted : 0.5 * (now + (wanted < low ? low : high));
    }

    /**
     * The density smoothed by an Epanechnikov kernel of half-width h, by parts: the kernel's second derivative is constant, so
     * repeated integrals of the density at its two ends suffice.
     */
    KernelDensity smoothed(double h, int points) {
        double[] twice = integrate(integral, 0);
        double[] thrice = integrate(twice, 0);
        double low = Math.max(0, lower - h);
        double step = (upper + h - low) / (points - 1);
        double[] density = new double[points];
        for (int i = 0; i < points; i++) {
            double left = t(low + i * step - h);
            double right = t(low + i * step + h);
            double sum = h * half * (beyond(1, twice, thrice, left) + beyond(1, twice, thrice, right));
            double difference = half * half * (beyond(2, twice, thrice, right) - beyond(2, twice, thrice, left));
            density[i] = Math.max(0, 1.5 * (sum - difference) / (h * h * h));
        }
        return KernelDensity.ofGrid(h, low, step, density);
    }

    // the integral of the distribution function from -1 (order 1) and the integral of that (order 2), beyond +-1 too
    private static double beyond(int order, double[] twice, double[] thrice, double t) {
        if (t <= -1) {
            return 0;
        }
        if (t <= 1) {
            return series(order == 1 ? twice : thrice, t);
        }
        double first = series(twice, 1);
        double d = t - 1;
        return order == 1 ? first + d : series(thrice, 1) + d * (first + 0.5 * d);
    }
}
