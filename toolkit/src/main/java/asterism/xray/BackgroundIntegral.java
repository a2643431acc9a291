package asterism.xray;

/**
 * One obsid's likelihood at given source counts a_i in its apertures, the background integrated out:
 *
 * <pre>
 *   I(a) = integral_0^V prod_i (a_i + o_i beta)^C_i e^-(o_i beta) d beta
 * </pre>
 *
 * The integrand is log-concave. Its peak is found by Newton's method, its extent from the peak's curvature, and a
 * Gauss-Legendre panel is laid on either side. Not thread-safe.
 */
final class BackgroundIntegral {

    /** ln of the fraction of the peak at which a panel ends. */
    private static final double DEPTH = 33;

    private final LegendreRule rule;
    private final int rows;
    private final double[] o;
    private final double[] counts;
    private final double[] mu; // at the peak
    private final double bound;
    private double peak;
    private double curvature; // -d2 ln / d beta2 at the peak
    private double rise; // d ln / d beta there: 0 inside, negative at beta = 0, positive at the bound

    BackgroundIntegral(ScaledProblem p, int k, int points) {
        rule = LegendreRule.of(points);
        int from = p.rowStart[k];
        rows = p.rowStart[k + 1] - from;
        o = java.util.Arrays.copyOfRange(p.o, from, from + rows);
        counts = java.util.Arrays.copyOfRange(p.counts, from, from + rows);
        mu = new double[rows];
        bound = p.bound[p.nSources + k];
        peak = Math.min(bound, Math.max(1, p.counts(k)));
    }

    /** Where the integrand was highest at the last call. */
    double peak() {
        return peak;
    }

    /** Minus the second derivative of its logarithm there. */
    double curvature() {
        return curvature;
    }

    // d ln / d beta = sum_i C_i o_i / (a_i + o_i beta) - 1 falls and bends upwards: Newton's method reaches its root
    // from the left without overshooting, and comes to the left of it after one step
    void findPeak(double[] a) {
        double beta = peak;
        for (int step = 0; step < 100; step++) {
            double slope = -1;
            double bend = 0;
            for (int i = 0; i < rows; i++) {
                if (counts[i] > 0 && o[i] > 0) {
                    double m = a[i] + o[i] * beta;
                    double r = o[i] / m;
                    slope += counts[i] * r;
                    bend += counts[i] * r * r;
                }
            }
            rise = slope;
            curvature = bend;
            if (slope == Double.POSITIVE_INFINITY) { // no source at all and beta = 0
                beta = 1e-3;
                continue;
            }
            double next = bend > 0 ? Math.min(bound, Math.max(0, beta + slope / bend)) : 0;
            boolean settled = Math.abs(next - beta) <= 1e-4 * Math.max(1e-8, 1 / Math.sqrt(Math.max(bend, 1e-300)));
            if (settled || (next == beta)) {
                break;
            }
            beta = next;
        }
        peak = beta;
        for (int i = 0; i < rows; i++) {
            mu[i] = a[i] + o[i] * beta;
        }
    }

    /** ln I(a), without e^-(sum of a). */
    double log(double[] a) {
        findPeak(a);
        double log = atPeak();
        if (log == Double.NEGATIVE_INFINITY) {
            return log;
        }
        double below = peak == 0 ? 0 : Math.min(peak, extent(rise, true));
        double above = peak >= bound ? 0 : Math.min(bound - peak, extent(-rise, false));
        return log + Math.log(panel(-below, below) + panel(0, above));
    }

    /** ln I(a) to about 1, from the peak's height and curvature: enough to see where the posterior is negligible. */
    double roughLog(double[] a) {
        findPeak(a);
        return atPeak() - Math.log(Math.abs(peak >= bound ? rise : Math.min(rise, 0)) + Math.sqrt(curvature));
    }

    private double atPeak() {
        double log = -peak;
        for (int i = 0; i < rows; i++) {
            if (counts[i] > 0) {
                log += counts[i] * Math.log(mu[i]);
            }
        }
        return log;
    }

    // how far the integrand stays above the depth: from the drop d (1 - p) + (p d - p ln(1 + k d) / k) of a Gamma
    // density with the peak's slope and curvature, p = 1 + slope, k = curvature / p
    private double extent(double falling, boolean left) {
        double linear = falling > 0 ? DEPTH / falling : Double.POSITIVE_INFINITY;
        if (!(curvature > 0)) {
            return linear;
        }
        double part = left ? 1 : Math.max(1e-3, 1 - Math.max(0, falling));
        double k = curvature / part;
        double s = Math.sqrt(2 * DEPTH * k / part);
        double gamma = left
                ? s < 1 ? s - s * s / 3 + s * s * s / 36 : -Math.expm1(-1 - 0.5 * s * s)
                : s + s * s / 3 + s * s * s / 36;
        return Math.min(linear, 1.05 * gamma / k);
    }

    private double panel(double from, double length) {
        if (!(length > 0)) {
            return 0;
        }
        double half = 0.5 * length;
        double sum = 0;
        for (int q = 0; q < rule.n; q++) {
            double d = from + half * (1 + rule.node[q]);
            double log = -d;
            for (int i = 0; i < rows; i++) {
                if (counts[i] > 0) {
                    log += counts[i] * Math.log(1 + o[i] * d / mu[i]);
                }
            }
            sum += rule.weight[q] * Math.exp(log);
        }
        return half * sum;
    }
}
