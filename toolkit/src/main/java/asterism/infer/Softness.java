package asterism.infer;

import asterism.math.LinearAlgebra;
import java.util.stream.IntStream;

/**
 * Finds how soft the bounds of each parameter ought to be ({@link SoftBound}) for a posterior to look like a Gaussian in free
 * coordinates.
 *
 * <p>The measure is ln |A| + ln |B|, A being the covariance of draws and B that of the gradients at them. It is 0 for a
 * Gaussian, where B is the inverse of A, and above 0 for all else (the inequality of Cramer and Rao). One parameter changes
 * ln |A| by the logarithm of its variance that the others leave unexplained, so that only this is looked at.
 */
final class Softness {

    /** One step on the way to another softness. */
    private static final double FACTOR = 1.7;

    /** In standard deviations of the parameter. Less is a corner that few draws have seen, and trajectories diverge at it. */
    private static final double LEAST = 0.3;

    private static final double MOST = 10;

    /** Below this a gain may be chance. */
    private static final double LEAST_GAIN = 0.01;

    private final Window window;
    private final boolean dense;
    private final Scatter draws;
    private final Scatter gradients;
    private final double[][] drawPrecision; // inverse of the correlations, [nDim][nDim]; empty where not dense
    private final double[][] gradientPrecision;

    private Softness(Window window, double[] softness, boolean dense) {
        var moments = window.moments(softness, dense);
        this.window = window;
        this.dense = dense;
        this.draws = moments.draws();
        this.gradients = moments.gradients();
        this.drawPrecision = dense ? inverse(draws.correlations()) : new double[0][];
        this.gradientPrecision = dense ? inverse(gradients.correlations()) : new double[0][];
    }

    private static double[][] inverse(double[][] c) {
        return LinearAlgebra.inverse(c).orElseThrow(() -> new IllegalStateException("correlations are singular"));
    }

    /**
     * A softness of each parameter, better than this one or the same.
     *
     * @param softness [nDim]. Not modified.
     * @param dense    whether the metric is to know correlations
     */
    static double[] improved(Window window, double[] softness, boolean dense) {
        var search = new Softness(window, softness, dense);
        return IntStream.range(0, softness.length)
                .parallel()
                .mapToDouble(k -> window.isBounded(k) ? search.improved(k, softness[k]) : softness[k])
                .toArray();
    }

    private double improved(int k, double softness) {
        double sd = window.deviation(k);
        if (!(sd > 0)) {
            return softness; // nothing is known of it
        }
        double first = Math.max(LEAST * sd, Math.min(MOST * sd, softness));
        double measure = measure(k, first);
        double larger = descend(k, first, measure, FACTOR, sd);
        return larger > first ? larger : descend(k, first, measure, 1 / FACTOR, sd);
    }

    /** Goes on in one direction for as long as the measure falls. */
    private double descend(int k, double first, double measure, double factor, double sd) {
        double best = first;
        double least = measure;
        for (double s = first * factor; s >= LEAST * sd && s <= MOST * sd; s *= factor) {
            double here = measure(k, s);
            if (!(here < least - LEAST_GAIN)) {
                break;
            }
            least = here;
            best = s;
        }
        return best;
    }

    /** What one parameter adds to ln |A| + ln |B|. */
    private double measure(int k, double softness) {
        var column = window.column(k, softness);
        return Math.log(unexplained(draws, drawPrecision, k, column.z()))
                + Math.log(unexplained(gradients, gradientPrecision, k, column.gradient()));
    }

    /** Variance of a column, in the place of that of parameter k, which the others leave unexplained. */
    private double unexplained(Scatter scatter, double[][] precision, int k, double[] column) {
        double[] centered = scatter.centered(column);
        double variance = scatter.variance(centered);
        if (!dense) {
            return variance;
        }
        double[] r = scatter.correlations(centered);
        r[k] = 0;
        double explained = 0; // r^T C^-1 r with the C of the others: from the inverse of the C of all
        double own = 0;
        for (int i = 0; i < r.length; i++) {
            double row = 0;
            for (int j = 0; j < r.length; j++) {
                row += precision[i][j] * r[j];
            }
            explained += r[i] * row;
            own += precision[k][i] * r[i];
        }
        return variance * (1 - (explained - own * own / precision[k][k]));
    }
}
