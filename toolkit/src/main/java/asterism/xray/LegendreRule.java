package asterism.xray;

import asterism.math.GaussLegendre;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Gauss-Legendre points on [-1, 1] with the transform from values there to a Legendre series. Thread-safe, shared. */
final class LegendreRule {

    private static final Map<Integer, LegendreRule> RULES = new ConcurrentHashMap<>();

    final int n;
    final double[] node;
    final double[] weight;
    private final double[] transform; // coefficient m of value i at [m * n + i]

    private LegendreRule(int n) {
        this.n = n;
        var rule = GaussLegendre.of(n);
        node = new double[n];
        weight = new double[n];
        transform = new double[n * n];
        for (int i = 0; i < n; i++) {
            node[i] = rule.node(i);
            weight[i] = rule.weight(i);
            double before = 0;
            double p = 1;
            for (int m = 0; m < n; m++) {
                transform[m * n + i] = (m + 0.5) * weight[i] * p;
                double next = ((2 * m + 1) * node[i] * p - m * before) / (m + 1);
                before = p;
                p = next;
            }
        }
    }

    /** The rule with n points. */
    static LegendreRule of(int n) {
        return RULES.computeIfAbsent(n, LegendreRule::new);
    }

    /**
     * The Legendre series through values at the nodes.
     *
     * @param values [n]. Not modified.
     * @return coefficients [n]
     */
    double[] series(double[] values) {
        double[] c = new double[n];
        for (int m = 0; m < n; m++) {
            double sum = 0;
            int row = m * n;
            for (int i = 0; i < n; i++) {
                sum += transform[row + i] * values[i];
            }
            c[m] = sum;
        }
        return c;
    }

    /** The integral over [-1, 1] of values at the nodes. */
    double integral(double[] values) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += weight[i] * values[i];
        }
        return sum;
    }
}
