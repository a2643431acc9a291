package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.math.Gaussian;
import asterism.unit.Length;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * The vertical acceleration and its gradient along the height, each with its uncertainty: from a fit by its Cramer-Rao bound
 * (Gaussian), or from posterior draws. Immutable.
 */
public final class AccelerationProfile implements Displayable {

    /** A quantity along the height. */
    private static final class Curve {

        private final double[] center;
        private final double[] sigma;
        private final double[][] sorted; // draws at each height; empty where Gaussian

        private Curve(double[] center, double[] sigma, double[][] sorted) {
            this.center = center;
            this.sigma = sigma;
            this.sorted = sorted;
        }

        double quantile(int i, double p) {
            if (sorted.length == 0) {
                return center[i] + sigma[i] * Gaussian.quantile(p);
            }
            double[] draws = sorted[i];
            double at = p * (draws.length - 1);
            int below = (int) Math.min(Math.floor(at), draws.length - 2.0);
            return draws[below] + (at - below) * (draws[below + 1] - draws[below]);
        }

        double[] quantile(double p) {
            double[] out = new double[center.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = quantile(i, p);
            }
            return out;
        }
    }

    private final double[] heights;
    private final Curve acceleration;
    private final Curve gradient;
    private final String source;

    private AccelerationProfile(double[] heights, Curve acceleration, Curve gradient, String source) {
        this.heights = heights;
        this.acceleration = acceleration;
        this.gradient = gradient;
        this.source = source;
    }

    /** A profile with Gaussian errors: central values and standard deviations, each [n]. */
    static AccelerationProfile gaussian(
            double[] heights, double[] a, double[] aSigma, double[] a1, double[] a1Sigma, String source) {
        double[][] none = new double[0][];
        return new AccelerationProfile(heights, new Curve(a, aSigma, none), new Curve(a1, a1Sigma, none), source);
    }

    /** A profile from draws, each [n][nDraws] with at least 2 of them; the central value is the median. */
    static AccelerationProfile draws(double[] heights, double[][] a, double[][] a1, String source) {
        return new AccelerationProfile(heights, curve(a), curve(a1), source);
    }

    private static Curve curve(double[][] draws) {
        int n = draws.length;
        double[][] sorted = new double[n][];
        double[] sigma = new double[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = draws[i].clone();
            Arrays.sort(sorted[i]);
            double mean = Arrays.stream(sorted[i]).average().orElse(Double.NaN);
            double squares =
                    Arrays.stream(sorted[i]).map(v -> (v - mean) * (v - mean)).sum();
            sigma[i] = Math.sqrt(squares / (sorted[i].length - 1));
        }
        var curve = new Curve(new double[n], sigma, sorted);
        return new Curve(curve.quantile(0.5), sigma, sorted);
    }

    /** The heights z, of the frame of the data (the mid-plane is at pos0). */
    public Length heights() {
        return Length.ofKpc(heights);
    }

    /** Number of heights. */
    public int size() {
        return heights.length;
    }

    /** Acceleration a(z), kpc/Myr^2: of the fit, or the median of the draws. */
    public double[] acceleration() {
        return acceleration.center.clone();
    }

    /** Standard deviation of a(z), kpc/Myr^2. */
    public double[] accelerationSigma() {
        return acceleration.sigma.clone();
    }

    /** The p-quantile of a(z), kpc/Myr^2, p in (0, 1). */
    public double[] accelerationQuantile(double p) {
        requireFraction(p);
        return acceleration.quantile(p);
    }

    /** Gradient a'(z), 1/Myr^2: of the fit, or the median of the draws. */
    public double[] gradient() {
        return gradient.center.clone();
    }

    /** Standard deviation of a'(z), 1/Myr^2. */
    public double[] gradientSigma() {
        return gradient.sigma.clone();
    }

    /** The p-quantile of a'(z), 1/Myr^2, p in (0, 1). */
    public double[] gradientQuantile(double p) {
        requireFraction(p);
        return gradient.quantile(p);
    }

    private static void requireFraction(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("a quantile is asked for at a fraction between 0 and 1, got " + p);
        }
    }

    /** Where the uncertainty comes from, in words. */
    public String source() {
        return source;
    }

    /** Columns pos [kpc], acc and acc_sigma [kpc/Myr^2], dacc_dpos and dacc_dpos_sigma [1/Myr^2]. */
    public Table table() {
        return Table.create(
                "acceleration",
                DoubleColumn.create("pos", heights),
                DoubleColumn.create("acc", acceleration.center),
                DoubleColumn.create("acc_sigma", acceleration.sigma),
                DoubleColumn.create("dacc_dpos", gradient.center),
                DoubleColumn.create("dacc_dpos_sigma", gradient.sigma));
    }

    @Override
    public Card card() {
        var rows = new ArrayList<List<String>>();
        int step = Math.max(1, heights.length / 12);
        for (int i = 0; i < heights.length; i += step) {
            rows.add(List.of(
                    Numbers.significant(heights[i], 3),
                    Numbers.significant(acceleration.center[i], 4),
                    Numbers.significant(acceleration.sigma[i], 2),
                    Numbers.significant(gradient.center[i], 4),
                    Numbers.significant(gradient.sigma[i], 2)));
        }
        return Card.of("Vertical acceleration, " + source)
                .table(List.of("z [kpc]", "a [kpc/Myr^2]", "sigma", "a' [1/Myr^2]", "sigma"), rows);
    }

    @Override
    public String toString() {
        return toText();
    }
}
