package asterism.math;

import java.util.Arrays;

/** Functions given by values at increasing nodes, straight between them. */
public final class PiecewiseLinear {

    private PiecewiseLinear() {}

    /**
     * The interval that holds x: i with {@code nodes[i] <= x < nodes[i + 1]}, clamped to [0, n - 2].
     *
     * @param nodes [n], increasing, n at least 2. Not modified.
     */
    public static int interval(double[] nodes, double x) {
        int at = Arrays.binarySearch(nodes, x);
        int i = at >= 0 ? at : -at - 2;
        return Math.max(0, Math.min(nodes.length - 2, i));
    }

    /**
     * Value at x; 0 outside the nodes.
     *
     * @param nodes  [n], increasing. Not modified.
     * @param values [n]. Not modified.
     */
    public static double at(double[] nodes, double[] values, double x) {
        if (!(x >= nodes[0] && x <= nodes[nodes.length - 1])) {
            return 0;
        }
        int i = interval(nodes, x);
        double f = (x - nodes[i]) / (nodes[i + 1] - nodes[i]);
        return f == 0 ? values[i] : f == 1 ? values[i + 1] : values[i] + f * (values[i + 1] - values[i]);
    }

    /**
     * Values at many points; 0 outside the nodes.
     *
     * @param nodes  [n], increasing. Not modified.
     * @param values [n]. Not modified.
     * @param x      [m], not decreasing. Not modified.
     * @return [m]
     */
    public static double[] at(double[] nodes, double[] values, double[] x) {
        var y = new double[x.length];
        int i = 0;
        for (int j = 0; j < x.length; j++) {
            while (i + 2 < nodes.length && nodes[i + 1] <= x[j]) {
                i++;
            }
            if (x[j] >= nodes[i] && x[j] <= nodes[nodes.length - 1]) {
                double f = (x[j] - nodes[i]) / (nodes[i + 1] - nodes[i]);
                y[j] = f == 1 ? values[i + 1] : values[i] + f * (values[i + 1] - values[i]);
            }
        }
        return y;
    }

    /**
     * Weights w with sum_i w_i y_i = the integral of the function y from a to b.
     *
     * @param nodes [n], increasing; a and b lie inside. Not modified.
     * @return [n]
     */
    public static double[] integralWeights(double[] nodes, double a, double b) {
        var w = new double[nodes.length];
        for (int i = 0; i + 1 < nodes.length; i++) {
            double lo = Math.max(a, nodes[i]);
            double hi = Math.min(b, nodes[i + 1]);
            if (hi > lo) {
                double width = nodes[i + 1] - nodes[i];
                double right = (0.5 * (lo + hi) - nodes[i]) / width;
                w[i] += (hi - lo) * (1 - right);
                w[i + 1] += (hi - lo) * right;
            }
        }
        return w;
    }
}
