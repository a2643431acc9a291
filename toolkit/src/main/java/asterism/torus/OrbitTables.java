package asterism.torus;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Period and action of all orbits of a family, tabulated on r.
 *
 * <p>They depend on r alone. Between two radii at which an orbit touches a knot they are smooth but for half-integer powers at the
 * ends, which the variable s of r = middle - half cos(pi s) takes away: Chebyshev polynomials in s converge like those of an
 * analytic function.
 */
final class OrbitTables {

    private static final int TERMS = 24;
    private static final int WORTH_IT = 2_000; // stars from which on a table is faster than one orbit for each
    private static final int CHUNK = 512; // stars of one piece of work

    private final OrbitSolver solver;
    private final double[] edges;
    private final double[][] period; // Chebyshev coefficients in 2 s - 1 of each segment
    private final double[][] action; // of J / r^2

    private OrbitTables(OrbitSolver solver, double[] edges) {
        this.solver = solver;
        this.edges = edges;
        int n = edges.length - 1;
        this.period = new double[n][];
        this.action = new double[n][];
        IntStream.range(0, n).parallel().forEach(this::fill);
    }

    static OrbitTables of(OrbitSolver solver, double largest) {
        double[] edges = IntStream.concat(IntStream.of(0), IntStream.of(1))
                .mapToDouble(i -> i * largest * (1 + 1e-9))
                .toArray();
        double[] breaks =
                Arrays.stream(solver.breaks()).filter(r -> r > 0 && r < largest).toArray();
        double[] all = Arrays.stream(new double[][] {edges, breaks})
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        // breaks that coincide but for rounding make one
        double[] distinct = new double[all.length];
        int n = 0;
        for (double r : all) {
            if (n == 0 || r > distinct[n - 1] + 1e-9 * largest) {
                distinct[n++] = r;
            }
        }
        distinct[n - 1] = all[all.length - 1];
        return new OrbitTables(solver, Arrays.copyOf(distinct, n));
    }

    private void fill(int segment) {
        var own = solver.fork();
        double[] t = new double[TERMS];
        double[] j = new double[TERMS];
        double[] out = new double[2];
        for (int i = 0; i < TERMS; i++) {
            double s = 0.5 * (1 + Math.cos(Math.PI * (i + 0.5) / TERMS));
            double r = 0.5 * (edges[segment] + edges[segment + 1])
                    - 0.5 * (edges[segment + 1] - edges[segment]) * Math.cos(Math.PI * s);
            own.periodAndAction(r, out);
            t[i] = out[0];
            j[i] = out[1] / (r * r);
        }
        period[segment] = coefficients(t);
        action[segment] = coefficients(j);
    }

    private static double[] coefficients(double[] values) {
        int n = values.length;
        double[] out = new double[n];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                out[k] += values[i] * Math.cos(Math.PI * k * (i + 0.5) / n);
            }
            out[k] *= (k == 0 ? 1.0 : 2.0) / n;
        }
        return out;
    }

    private static double sum(double[] coefficients, double x) {
        double b1 = 0;
        double b2 = 0;
        for (int k = coefficients.length - 1; k > 0; k--) {
            double b = 2 * x * b1 - b2 + coefficients[k];
            b2 = b1;
            b1 = b;
        }
        return x * b1 - b2 + coefficients[0];
    }

    private void periodAndAction(double r, double[] out) {
        int i = Arrays.binarySearch(edges, r);
        i = Math.max(0, Math.min(edges.length - 2, i < 0 ? -i - 2 : i));
        double cos = (edges[i] + edges[i + 1] - 2 * r) / (edges[i + 1] - edges[i]);
        double x = 2 * Math.acos(Math.max(-1, Math.min(1, cos))) / Math.PI - 1;
        out[0] = sum(period[i], x);
        out[1] = r * r * sum(action[i], x);
    }

    /**
     * The orbits of stars; the same whatever the number of threads.
     *
     * @param r      distorted radii, [n]. Not modified.
     * @param thetaE elliptical angles, [n]. Not modified.
     * @param search how radii are searched for
     */
    static OrbitTable orbits(OrbitFamily family, double[] r, double[] thetaE, OrbitSearch search) {
        int n = r.length;
        double[] period = new double[n];
        double[] action = new double[n];
        double[] angle = new double[n];
        var solver = OrbitSolver.of(family, search);
        double largest = Arrays.stream(r).filter(Double::isFinite).max().orElse(0);
        boolean tabulated = n >= WORTH_IT && largest > 0;
        var tables = tabulated ? of(solver, largest) : new OrbitTables(solver, new double[1]);
        IntStream.range(0, (n + CHUNK - 1) / CHUNK).parallel().forEach(c -> {
            var own = solver.fork();
            double[] out = new double[2];
            for (int i = c * CHUNK; i < Math.min(n, (c + 1) * CHUNK); i++) {
                if (tabulated && r[i] > 0) {
                    tables.periodAndAction(r[i], out);
                }
                if (!tabulated || !(r[i] > 0) || Double.isNaN(out[0])) {
                    own.periodAndAction(r[i], out);
                }
                double at = own.angle(r[i], thetaE[i], out[0]);
                period[i] = Double.isNaN(at) ? Double.NaN : out[0];
                action[i] = Double.isNaN(at) ? Double.NaN : out[1];
                angle[i] = Double.isNaN(out[0]) ? Double.NaN : at;
            }
        });
        return new OrbitTable(period, action, angle);
    }
}
