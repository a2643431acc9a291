package asterism.torus;

import static asterism.torus.Arguments.require;

import asterism.display.Numbers;
import asterism.unit.Velocity;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What the labels of pixels say at first sight: the frequency at the center, the trend with height, center and edge. Where only counts
 * are known, their logarithm is the label.
 */
final class LabelTrend {

    private static final int HEIGHTS = 7; // bins of |z|

    private final double[] pos;
    private final double[] vel;
    private final double[] counts; // empty where unknown
    private final double[] labels; // NaN where there is none

    private LabelTrend(double[] pos, double[] vel, double[] counts, double[] labels) {
        this.pos = pos;
        this.vel = vel;
        this.counts = counts;
        this.labels = labels;
    }

    static LabelTrend of(BinnedData data) {
        double[] labels = data.hasLabel()
                ? data.label()
                : Arrays.stream(data.countsArray())
                        .map(n -> n > 0 ? Math.log(n) : Double.NaN)
                        .toArray();
        return new LabelTrend(data.posArray(), data.velArray(), data.countsArray(), labels);
    }

    /** The frequency at the center, rad/Myr: the ratio of the spreads of velocity and height among pixels with its label. */
    double frequency() {
        double zInner = percentile(absolute(pos), 15);
        double vInner = percentile(absolute(vel), 15);
        double center = mean(select(labels, i -> Math.abs(pos[i]) < zInner && Math.abs(vel[i]) < vInner));
        require(
                Double.isFinite(center),
                "the frequency cannot be estimated: the grid is too coarse, or empty at its center, because no pixel with a label "
                        + "has |position| below " + Numbers.significant(zInner, 3) + " kpc and |velocity| below "
                        + Numbers.significant(vInner * Velocity.KM_PER_S, 3)
                        + " km/s (the 15th percentiles); bin with at least 14 pixels along each axis, or give the frequency, "
                        + ".omega0(0.07)");
        double[] distance = Arrays.stream(labels).map(l -> Math.abs(l - center)).toArray();
        double near =
                percentile(Arrays.stream(distance).filter(Double::isFinite).toArray(), 15);
        double omega = medianDeviation(select(vel, i -> distance[i] < near))
                / medianDeviation(select(pos, i -> distance[i] < near));
        require(
                omega > 0 && Double.isFinite(omega),
                "the frequency cannot be estimated: the pixels with labels like that at the center have no spread in position or "
                        + "velocity; bin more finely, or give the frequency, .omega0(0.07)");
        return omega;
    }

    /** Elliptical radius of the outermost pixels at a frequency, kpc (rad/Myr)^(1/2). */
    double outermost(double omega) {
        double root = Math.sqrt(omega);
        return 0.5 * (largest(pos) * root + largest(vel) / root);
    }

    /**
     * Label at the center, its slope d label / dr, between the innermost and outermost twentieth of the pixels.
     *
     * @param omega frequency at the center, rad/Myr
     */
    double[] line(double omega) {
        double root = Math.sqrt(omega);
        double[] rE = new double[labels.length];
        for (int i = 0; i < rE.length; i++) {
            rE[i] = Math.hypot(vel[i] / root, pos[i] * root);
        }
        double[] known = select(rE, i -> Double.isFinite(labels[i]));
        double inner = percentile(known, 5);
        double outer = percentile(known, 95);
        double center = mean(select(labels, i -> rE[i] <= inner));
        double edge = median(select(labels, i -> rE[i] >= outer));
        require(
                Double.isFinite(center) && Double.isFinite(edge),
                "the start cannot be estimated: no pixel with a label near the "
                        + (Double.isFinite(center) ? "edge" : "center")
                        + " of the grid; choose bin edges that follow the stars more closely, or give parameters of your own");
        return new double[] {center, (edge - center) / (outer - inner)};
    }

    /** Standard deviation of all labels. */
    double spread() {
        return standardDeviation(select(labels, i -> true));
    }

    /** Mean label at the lowest height that has one. */
    double atPlane() {
        double[] binned = byHeight();
        return binned[firstFinite(binned)];
    }

    /** Mean label in bins of |z| near v = 0, NaN where there is none. */
    private double[] byHeight() {
        double slow = percentile(absolute(vel), 10);
        double last = largest(pos);
        int bins = HEIGHTS;
        double[] sum = new double[bins];
        int[] number = new int[bins];
        for (int i = 0; i < labels.length; i++) {
            boolean used =
                    Math.abs(vel[i]) < slow && Double.isFinite(labels[i]) && (counts.length == 0 || counts[i] > 4);
            double at = Math.abs(pos[i]) / last * bins;
            if (used && at <= bins) {
                int b = Math.min(bins - 1, (int) at);
                sum[b] += labels[i];
                number[b]++;
            }
        }
        double[] out = new double[bins];
        for (int b = 0; b < bins; b++) {
            out[b] = sum[b] / number[b];
        }
        return out;
    }

    private static int firstFinite(double[] values) {
        int first = IntStream.range(0, values.length)
                .filter(b -> Double.isFinite(values[b]))
                .findFirst()
                .orElse(-1);
        require(
                first >= 0,
                "the bounds cannot be estimated: no pixel near velocity 0 has more than 4 stars and a label; bin more coarsely, or "
                        + "give bounds of your own, TorusBounds.of(lower, upper)");
        return first;
    }

    /** Mean slope of the label with height, per kpc. */
    double slope() {
        double[] binned = byHeight();
        firstFinite(binned);
        double width = largest(pos) / binned.length;
        double slope = IntStream.range(1, binned.length)
                .mapToDouble(b -> (binned[b] - binned[b - 1]) / width)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
        require(
                Double.isFinite(slope),
                "the bounds cannot be estimated: no two neighboring bins of height have a label; bin more coarsely, or give bounds "
                        + "of your own, TorusBounds.of(lower, upper)");
        return slope;
    }

    private static double[] absolute(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    private static double[] select(double[] values, IntPredicate which) {
        return IntStream.range(0, values.length)
                .filter(which)
                .mapToDouble(i -> values[i])
                .filter(Double::isFinite)
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double standardDeviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(Double.NaN));
    }

    private static double median(double[] values) {
        return percentile(values, 50);
    }

    private static double medianDeviation(double[] values) {
        double median = median(values);
        return median(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
    }

    /** The p-th percentile, linear between the ordered values. */
    private static double percentile(double[] values, double p) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = p / 100 * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
