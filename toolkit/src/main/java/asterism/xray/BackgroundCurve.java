package asterism.xray;

/** The marginal of one obsid's background: its likelihood averaged over points of the source intensities. */
final class BackgroundCurve implements LogCurve {

    private static final double DEPTH = 42; // ln of the fraction of the peak below which a point is left out

    private final double[] logWeight;
    private final double[][] a;
    private final double[] o;
    private final double[] counts;

    private BackgroundCurve(double[] logWeight, double[][] a, double[] o, double[] counts) {
        this.logWeight = logWeight;
        this.a = a;
        this.o = o;
        this.counts = counts;
    }

    /**
     * The marginal of background k.
     *
     * @param logWeight ln of each point's weight times the posterior there without this obsid, [n]. Not modified.
     * @param a         source counts in the obsid's apertures at each point, [n][rows]
     * @param log       ln posterior at each point, [n]
     */
    static LegendreMarginal marginal(ScaledProblem p, int k, double[] logWeight, double[][] a, double[] log) {
        int top = 0;
        for (int i = 0; i < log.length; i++) {
            top = log[i] > log[top] ? i : top;
        }
        double max = log[top];
        int n = 0;
        for (double l : log) {
            n += l > max - DEPTH ? 1 : 0;
        }
        double[] weight = new double[n];
        double[][] kept = new double[n][];
        int m = 0;
        for (int i = 0; i < log.length; i++) {
            if (log[i] > max - DEPTH) {
                weight[m] = logWeight[i];
                kept[m++] = a[i];
            }
        }
        int from = p.rowStart[k];
        int to = p.rowStart[k + 1];
        var curve = new BackgroundCurve(
                weight,
                kept,
                java.util.Arrays.copyOfRange(p.o, from, to),
                java.util.Arrays.copyOfRange(p.counts, from, to));
        var peak = new BackgroundIntegral(p, k, 16);
        peak.findPeak(a[top]);
        double width = Math.min(1 + Math.sqrt(p.counts(k)), 1 / Math.sqrt(Math.max(1e-12, peak.curvature())));
        return LegendreMarginal.of(
                curve, peak.peak(), Math.max(1, width), p.bound[p.nSources + k], p.scale[p.nSources + k]);
    }

    @Override
    public void log(double[] beta, int n, double[] outLog) {
        double[] term = new double[a.length];
        for (int b = 0; b < n; b++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < term.length; i++) {
                double l = logWeight[i];
                double[] point = a[i];
                for (int r = 0; r < point.length; r++) {
                    if (counts[r] > 0) {
                        l += counts[r] * Math.log(point[r] + o[r] * beta[b]);
                    }
                }
                term[i] = l;
                max = Math.max(max, l);
            }
            double sum = 0;
            for (double l : term) {
                sum += Math.exp(l - max);
            }
            outLog[b] = max == Double.NEGATIVE_INFINITY ? max : Math.log(sum) + max - beta[b];
        }
    }
}
