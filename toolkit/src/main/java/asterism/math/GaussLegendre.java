package asterism.math;

import java.util.function.DoubleUnaryOperator;

/** Gauss-Legendre quadrature with n points: exact for polynomials up to degree 2n - 1. */
public final class GaussLegendre {

    private final double[] node;
    private final double[] weight;

    private GaussLegendre(double[] node, double[] weight) {
        this.node = node;
        this.weight = weight;
    }

    /** The rule with n points on [-1, 1], nodes increasing. */
    public static GaussLegendre of(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a quadrature rule needs at least 1 point, got " + n);
        }
        var x = new double[n];
        var w = new double[n];
        for (int i = 0; i < n; i++) {
            double t = -Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double derivative = 0;
            for (int step = 0; step < 100; step++) {
                double p = 1;
                double before = 0;
                for (int k = 1; k <= n; k++) {
                    double next = ((2 * k - 1) * t * p - (k - 1) * before) / k;
                    before = p;
                    p = next;
                }
                derivative = n * (t * p - before) / (t * t - 1);
                double change = p / derivative;
                t -= change;
                if (Math.abs(change) < 1e-16) {
                    break;
                }
            }
            x[i] = n % 2 == 1 && i == n / 2 ? 0 : t;
            w[i] = 2 / ((1 - t * t) * derivative * derivative);
        }
        return new GaussLegendre(x, w);
    }

    /** Number of points. */
    public int size() {
        return node.length;
    }

    /** Point i on [-1, 1]. */
    public double node(int i) {
        return node[i];
    }

    /** Weight of point i; all weights add up to 2. */
    public double weight(int i) {
        return weight[i];
    }

    /** The integral of f from a to b. */
    public double integrate(DoubleUnaryOperator f, double a, double b) {
        double half = 0.5 * (b - a);
        double middle = 0.5 * (a + b);
        double sum = 0;
        for (int i = 0; i < node.length; i++) {
            sum += weight[i] * f.applyAsDouble(middle + half * node[i]);
        }
        return half * sum;
    }
}
