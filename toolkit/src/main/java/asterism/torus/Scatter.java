package asterism.torus;

import java.util.Arrays;
import org.hipparchus.analysis.solvers.BrentSolver;

/** How much the labels of the stars in one pixel differ from each other. */
final class Scatter {

    private Scatter() {}

    /** Standard deviation of the labels of these stars, with 1/n. */
    static double plain(double[] label, int[] which) {
        double mean = Arrays.stream(which).mapToDouble(i -> label[i]).average().orElse(Double.NaN);
        double squares = 0;
        for (int i : which) {
            squares += (label[i] - mean) * (label[i] - mean);
        }
        return Math.sqrt(squares / which.length);
    }

    /**
     * Standard deviation s of the true labels, of the largest likelihood, with label_i ~ N(mu, e_i^2 + s^2) and mu at its best
     * for each s; 0 where the errors alone explain the scatter.
     */
    static double intrinsic(double[] label, double[] sigma, int[] which) {
        double width = 2 * plain(label, which) * Math.sqrt(which.length); // no star is farther from any mean
        if (!(width > 0) || slope(label, sigma, which, 0) <= 0) {
            return 0;
        }
        double s2 =
                new BrentSolver(1e-15, 1e-12 * width).solve(500, v -> slope(label, sigma, which, v), 0, width * width);
        return Math.sqrt(s2);
    }

    /** 2 d ln L / d s^2. */
    private static double slope(double[] label, double[] sigma, int[] which, double s2) {
        double weights = 0;
        double sum = 0;
        for (int i : which) {
            double w = 1 / (sigma[i] * sigma[i] + s2);
            weights += w;
            sum += w * label[i];
        }
        double mu = sum / weights;
        double out = 0;
        for (int i : which) {
            double w = 1 / (sigma[i] * sigma[i] + s2);
            out += w * (w * (label[i] - mu) * (label[i] - mu) - 1);
        }
        return out;
    }
}
