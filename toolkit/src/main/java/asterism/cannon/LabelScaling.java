package asterism.cannon;

import asterism.display.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How labels are scaled: x = (label - fiducial) / scale, so that the coefficients of all labels are of one size.
 *
 * <p>Immutable. The fiducial is the median of the training labels and the scale the distance of their 2.5th and 97.5th
 * percentiles, interpolated linearly between order statistics.
 */
public final class LabelScaling {

    private final double[] fiducials;
    private final double[] scales;

    private LabelScaling(double[] fiducials, double[] scales) {
        this.fiducials = fiducials;
        this.scales = scales;
    }

    /**
     * A scaling.
     *
     * @param fiducials [nLabels], in the units of the labels. Not modified.
     * @param scales    [nLabels], above 0, in the units of the labels. Not modified.
     */
    public static LabelScaling of(double[] fiducials, double[] scales) {
        if (fiducials.length != scales.length) {
            throw new IllegalArgumentException(
                    "label scaling: " + fiducials.length + " fiducials, but " + scales.length + " scales");
        }
        for (int l = 0; l < scales.length; l++) {
            if (!Double.isFinite(fiducials[l]) || !(scales[l] > 0) || Double.isInfinite(scales[l])) {
                throw new IllegalArgumentException("label scaling: label " + l
                        + " needs a finite fiducial and a scale above 0, got " + fiducials[l] + " and " + scales[l]);
            }
        }
        return new LabelScaling(fiducials.clone(), scales.clone());
    }

    /**
     * The scaling of a training set.
     *
     * @throws IllegalArgumentException where a label is not a number for some star, or the same for (nearly) all of them
     */
    public static LabelScaling of(Labels labels) {
        int nLabels = labels.names().size();
        var fiducials = new double[nLabels];
        var scales = new double[nLabels];
        var constant = new StringBuilder();
        for (int l = 0; l < nLabels; l++) {
            double[] sorted = labels.column(labels.names().get(l));
            requireFinite(labels.names().get(l), sorted);
            Arrays.sort(sorted);
            fiducials[l] = percentile(sorted, 50);
            scales[l] = percentile(sorted, 97.5) - percentile(sorted, 2.5);
            if (!(scales[l] > 0)) {
                constant.append(constant.isEmpty() ? "" : ", ")
                        .append(labels.names().get(l))
                        .append(" = ")
                        .append(Numbers.significant(fiducials[l], 6));
            }
        }
        if (!constant.isEmpty()) {
            throw new IllegalArgumentException("labels that are the same for all training stars cannot be learned: "
                    + constant + "; leave them out with labels.only(...), or add stars that differ");
        }
        return new LabelScaling(fiducials, scales);
    }

    private static void requireFinite(String name, double[] values) {
        var missing = IntStream.range(0, values.length)
                .filter(n -> !Double.isFinite(values[n]))
                .boxed()
                .toList();
        if (values.length == 0 || !missing.isEmpty()) {
            throw new IllegalArgumentException(
                    values.length == 0
                            ? "label '" + name + "' has no star"
                            : "label '" + name + "' is not a number for " + missing.size() + " of " + values.length
                                    + " training stars: " + few(missing)
                                    + "; take the complete ones with trainingSet.complete()");
        }
    }

    static String few(List<?> all) {
        return all.size() <= 5 ? all.toString() : all.subList(0, 5).toString().replace("]", ", ...]");
    }

    /** A percentile, interpolated linearly between order statistics; p in percent. */
    static double percentile(double[] sorted, double p) {
        double at = p / 100 * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        double t = at - below;
        double gap = sorted[above] - sorted[below];
        return t < 0.5 ? sorted[below] + t * gap : sorted[above] - (1 - t) * gap;
    }

    /** Fiducials, [nLabels], in the units of the labels. */
    public double[] fiducials() {
        return fiducials.clone();
    }

    /** Scales, [nLabels], in the units of the labels. */
    public double[] scales() {
        return scales.clone();
    }

    int size() {
        return scales.length;
    }

    double scale(int label) {
        return scales[label];
    }

    /** Scaled labels, [nLabels], of labels in their units. */
    public double[] scaled(double... labels) {
        requireSize(labels);
        var x = new double[scales.length];
        for (int l = 0; l < x.length; l++) {
            x[l] = (labels[l] - fiducials[l]) / scales[l];
        }
        return x;
    }

    /** Labels in their units, [nLabels], of scaled ones. */
    public double[] labels(double... scaled) {
        requireSize(scaled);
        var labels = new double[scales.length];
        for (int l = 0; l < labels.length; l++) {
            labels[l] = scaled[l] * scales[l] + fiducials[l];
        }
        return labels;
    }

    private void requireSize(double[] values) {
        if (values.length != scales.length) {
            throw new IllegalArgumentException("label scaling: " + values.length + " values for " + scales.length
                    + " labels; one is needed for each, in the order of the model");
        }
    }

    @Override
    public String toString() {
        return "fiducials " + Arrays.toString(fiducials) + ", scales " + Arrays.toString(scales);
    }
}
