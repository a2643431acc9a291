package asterism.torus;

/** The smallest dr/dr_e of a family of orbits. */
final class Nesting {

    private static final int ANGLES = 128;
    private static final int RADII = 16;
    private static final double SMALLEST_RADIUS = 1e-3;
    private static final int BISECTIONS = 60;

    private final OrbitFamily family;

    private double bestRadius; // of the last minimum over r_e

    Nesting(TorusModel model, TorusParameters p) {
        this.family = new OrbitFamily(model, p);
    }

    EFunctionCheck check(double rEMax) {
        double[][] sample = new double[RADII][ANGLES];
        for (int i = 0; i < RADII; i++) {
            double root =
                    Math.sqrt(SMALLEST_RADIUS) + (Math.sqrt(rEMax) - Math.sqrt(SMALLEST_RADIUS)) * i / (RADII - 1);
            for (int j = 0; j < ANGLES; j++) {
                sample[i][j] = family.radiusSlope(root * root, 0.5 * Math.PI * j / (ANGLES - 1)) - 1;
            }
        }
        // over the angle: a grid as fine as the highest order needs, then golden sections about its smallest
        int highest = 1;
        for (int m : family.orders) {
            highest = Math.max(highest, m);
        }
        double range = java.util.Arrays.stream(family.orders).allMatch(m -> m % 2 == 0) ? 0.5 * Math.PI : Math.PI;
        int steps = 16 * highest;
        int at = 0;
        double smallest = Double.POSITIVE_INFINITY;
        for (int j = 0; j <= steps; j++) {
            double d = overRadius(range * j / steps, rEMax);
            if (d < smallest) {
                smallest = d;
                at = j;
            }
        }
        double angle = refine(range * Math.max(0, at - 1) / steps, range * Math.min(steps, at + 1) / steps, rEMax);
        if (overRadius(angle, rEMax) > smallest) {
            angle = range * at / steps;
        }
        return new EFunctionCheck(overRadius(angle, rEMax), bestRadius, angle, sample);
    }

    private double refine(double from, double to, double rEMax) {
        double a = from;
        double b = to;
        double section = 0.5 * (Math.sqrt(5) - 1);
        for (int i = 0; i < BISECTIONS; i++) {
            double left = b - section * (b - a);
            double right = a + section * (b - a);
            if (overRadius(left, rEMax) < overRadius(right, rEMax)) {
                b = right;
            } else {
                a = left;
            }
        }
        return 0.5 * (a + b);
    }

    /** The exact minimum of D over r_e in [0, rEMax] at an angle: at knots, ends, and the turning points of parabolas. */
    private double overRadius(double angle, double rEMax) {
        var cuts = new java.util.TreeSet<Double>();
        cuts.add(0.0);
        cuts.add(rEMax);
        for (var spline : family.eSplines) {
            for (int k = 0; k < spline.size(); k++) {
                if (spline.knot(k) > 0 && spline.knot(k) < rEMax) {
                    cuts.add(spline.knot(k));
                }
            }
        }
        double smallest = Double.POSITIVE_INFINITY;
        double left = 0;
        for (double right : cuts) {
            double middle = 0.5 * (left + right);
            double[] at = {left, middle, right};
            double[] d = new double[3];
            for (int i = 0; i < 3; i++) {
                d[i] = family.radiusSlope(at[i], angle);
                if (d[i] < smallest) {
                    smallest = d[i];
                    bestRadius = at[i];
                }
            }
            double curvature = d[0] - 2 * d[1] + d[2];
            double turn = curvature > 0 ? middle - 0.25 * (right - left) * (d[2] - d[0]) / curvature : left;
            if (turn > left && turn < right) {
                double value = family.radiusSlope(turn, angle);
                if (value < smallest) {
                    smallest = value;
                    bestRadius = turn;
                }
            }
            left = right;
        }
        return smallest;
    }
}
