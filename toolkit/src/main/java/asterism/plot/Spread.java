package asterism.plot;

import java.util.Arrays;

/** Where the draws of one parameter lie: the numbers that choose bins and bandwidths. */
final class Spread {

    /** Draws beyond this number do not make the kernel narrower: those of a chain are not independent. */
    private static final double TRUSTED = 6000;

    final double min;
    final double max;
    final double width;
    private final double[] sorted;
    private final int n;

    private Spread(double[] sorted) {
        this.sorted = sorted;
        this.n = sorted.length;
        this.min = sorted[0];
        this.max = sorted[n - 1];
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double variance = 0;
        for (double v : sorted) {
            variance += (v - mean) * (v - mean) / n;
        }
        double iqr = (quantile(0.75) - quantile(0.25)) / 1.349;
        double sd = Math.sqrt(variance);
        this.width = iqr > 0 ? Math.min(sd, iqr) : sd;
    }

    static Spread of(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted);
    }

    boolean isDegenerate() {
        return !(max - min > 1e-12 * Math.max(Math.abs(min), Math.abs(max)));
    }

    double quantile(double p) {
        double place = p * (n - 1);
        int i = (int) Math.min(Math.floor(place), n - 2);
        return n == 1 ? sorted[0] : sorted[i] + (place - i) * (sorted[i + 1] - sorted[i]);
    }

    /** Scott's rule for one dimension. */
    double bandwidth() {
        return 1.06 * width * Math.pow(Math.min(n, TRUSTED), -0.2);
    }

    /** Scott's rule for two dimensions; narrower where the two are correlated, so that a thin ridge stays thin. */
    double bandwidth(double correlation) {
        double thin = Math.max(0.25, Math.sqrt(1 - correlation * correlation));
        return 1.15 * width * thin * Math.pow(Math.min(n, TRUSTED), -1.0 / 6);
    }
}
