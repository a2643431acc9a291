package asterism.xray;

/**
 * One obsid's likelihood for one source, its background beta integrated out in closed form. The product of its rows is a
 * polynomial, homogeneous in (phi, beta),
 *
 * <pre>
 *   prod_i (g_i phi + o_i beta)^C_i = sum_m c_m phi^m beta^(N-m),   all c_m positive,
 *   integral_0^V beta^(N-m) e^-beta d beta = gamma(N-m+1, V)
 * </pre>
 *
 * so that the marginal of phi is a mixture of Gamma densities. With the counts split at a reference point (phi0, beta0) the
 * coefficients are the distribution of a sum of binomials, which never overflows; only terms that can matter are kept, about
 * the square root of the counts.
 *
 * @see <a href="https://doi.org/10.1086/318984">van Dyk et al. 2001</a>, for one aperture and its background
 */
final class Mixture {

    private static final double NEGLIGIBLE = 1e-120;
    private static final double LOG_NEGLIGIBLE = -200;

    private final double exposure; // sum of g_i
    private final double phi0;
    private final int first; // m of the first term kept
    private final double[] term; // weights of (phi / phi0)^m, largest 1
    private final double logTerm; // ln of what they are multiplied with

    /**
     * Of an obsid, for phi within 14 sqrt(phi0) of a reference point.
     *
     * @param phi0  reference point, above 0
     * @param beta0 about where the background's conditional density has its mass, above 0
     */
    Mixture(ScaledProblem p, int k, double phi0, double beta0) {
        this.phi0 = phi0;
        double bound = p.bound[p.nSources + k];
        boolean seen = p.source[k].length > 0;
        exposure = seen ? p.exposure[k][0] : 0;
        double n = 0;
        double log = 0;
        var split = Terms.ONE;
        for (int i = p.rowStart[k]; i < p.rowStart[k + 1]; i++) {
            double c = p.counts[i];
            if (c > 0) {
                double a = seen ? p.g[k][i - p.rowStart[k]] * phi0 : 0;
                double b = p.o[i] * beta0;
                split = split.times(Terms.binomial((int) c, a, b));
                log += c * Math.log(a + b);
                n += c;
            }
        }
        first = split.first();
        term = split.weight();
        logTerm = log + weigh(n, bound, beta0);
    }

    /** A run of terms: weight[m - first] of the power m. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Terms(int first, double[] weight) {

        private static final Terms ONE = new Terms(0, new double[] {1});

        /** The binomial distribution of m out of n with odds a : b. */
        private static Terms binomial(int n, double a, double b) {
            if (!(a > 0)) {
                return ONE;
            }
            if (!(b > 0)) {
                return new Terms(n, new double[] {1});
            }
            double odds = a / b;
            int top = (int) Math.min(n, Math.floor((n + 1.0) * (a / (a + b))));
            int low = top;
            for (double w = 1; low > 0 && w > NEGLIGIBLE; low--) {
                w *= low / ((n - low + 1) * odds);
            }
            int high = top;
            for (double w = 1; high < n && w > NEGLIGIBLE; high++) {
                w *= (n - high) * odds / (high + 1);
            }
            double[] weight = new double[high - low + 1];
            weight[top - low] = 1;
            for (int m = top; m > low; m--) {
                weight[m - 1 - low] = weight[m - low] * m / ((n - m + 1) * odds);
            }
            for (int m = top; m < high; m++) {
                weight[m + 1 - low] = weight[m - low] * ((n - m) * odds / (m + 1));
            }
            double sum = 0;
            for (double w : weight) {
                sum += w;
            }
            for (int m = 0; m < weight.length; m++) {
                weight[m] /= sum;
            }
            return new Terms(low, weight);
        }

        private Terms times(Terms other) {
            double[] a = weight.length < other.weight.length ? weight : other.weight;
            double[] b = weight.length < other.weight.length ? other.weight : weight;
            double[] product = new double[a.length + b.length - 1];
            for (int i = 0; i < a.length; i++) {
                double x = a[i];
                for (int j = 0; j < b.length; j++) {
                    product[i + j] += x * b[j];
                }
            }
            return new Terms(first + other.first, product);
        }
    }

    // multiplies the terms, so far the distribution of m at the reference point, with gamma(N - m + 1, V) / beta0^(N -
    // m);
    // gives the ln of the factor by which they are scaled
    private double weigh(double total, double bound, double beta0) {
        double[] log = new double[term.length];
        double logBeta = Math.log(beta0);
        double max = Double.NEGATIVE_INFINITY;
        var gamma = new LowerGamma(bound, total - first);
        for (int j = 0; j < term.length; j++) {
            double l = gamma.next() - (total - first - j) * logBeta;
            log[j] = term[j] > 0 ? Math.log(term[j]) + l : Double.NEGATIVE_INFINITY;
            max = Math.max(max, log[j]);
        }
        for (int j = 0; j < term.length; j++) {
            double l = log[j] - max;
            term[j] = l > LOG_NEGLIGIBLE ? Math.exp(l) : 0;
        }
        return max;
    }

    /** ln of the lower incomplete Gamma functions gamma(n + 1, V), n going down. */
    private static final class LowerGamma {
        private final double bound;
        private double n;
        private double ratio = Double.NaN; // gamma(n + 1, V) / (V^n e^-V)

        private LowerGamma(double bound, double from) {
            this.bound = bound;
            this.n = from;
        }

        private double next() {
            double now = n;
            n--;
            if (bound > now + 12 * Math.sqrt(now) + 50) {
                return Factorials.log(now);
            }
            ratio = Double.isNaN(ratio) ? series(now) : bound * (1 + ratio) / (now + 1);
            return Math.log(ratio) + now * Math.log(bound) - bound;
        }

        private double series(double now) {
            double sum = 0;
            double part = bound / (now + 1);
            for (int j = 1; part > 1e-17 * sum; j++) {
                sum += part;
                part *= bound / (now + 1 + j);
            }
            return sum;
        }
    }

    /**
     * Adds ln of the integral at many points.
     *
     * @param phi    [n], at least 0, increasing. Not modified.
     * @param work   [2 n] at least. Overwritten.
     * @param outLog [n]; added to
     */
    void addLog(double[] phi, int n, double[] work, double[] outLog) {
        addLogSum(term, first, phi, 1 / phi0, n, work, outLog);
        for (int i = 0; i < n; i++) {
            outLog[i] += logTerm - exposure * phi[i];
        }
    }

    /**
     * Adds ln sum_m c_m (x_i factor)^(first + m): by Horner's rule from below where the argument is at most 1, from above in its
     * inverse where it is more, so that nothing overflows.
     *
     * @param c not negative, not all 0
     */
    private static void addLogSum(
            double[] c, double first, double[] x, double factor, int n, double[] work, double[] outLog) {
        int low = 0;
        int high = c.length - 1;
        while (low < high && c[low] == 0) {
            low++;
        }
        while (high > low && c[high] == 0) {
            high--;
        }
        int split = 0;
        while (split < n && x[split] * factor <= 1) {
            split++;
        }
        for (int i = 0; i < n; i++) {
            work[i] = i < split ? c[high] : c[low];
            work[n + i] = i < split ? x[i] * factor : 1 / (x[i] * factor);
        }
        for (int m = high - 1; m >= low && split > 0; m--) {
            double cm = c[m];
            for (int i = 0; i < split; i++) {
                work[i] = work[i] * work[n + i] + cm;
            }
        }
        for (int m = low + 1; m <= high && split < n; m++) {
            double cm = c[m];
            for (int i = split; i < n; i++) {
                work[i] = work[i] * work[n + i] + cm;
            }
        }
        for (int i = 0; i < n; i++) {
            double power = first + (i < split ? low : high);
            outLog[i] += Math.log(work[i]) + (power == 0 ? 0 : power * Math.log(x[i] * factor));
        }
    }
}
