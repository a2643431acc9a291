package asterism.torus;

import java.util.Arrays;

/**
 * A function whose slope is piecewise linear: its numbers y are the value at the first knot and the slopes at all others.
 *
 * <p>The slope at the first knot is that at the second, so that the first piece is a straight line. Outside the knots the end
 * pieces go on, on the right as a parabola. A point on a knot belongs to the piece on its right. The function is linear in its
 * numbers: f = sum y_k B_k(x), B_0 = 1.
 */
final class Spline {

    private final double[] knots; // [K], increasing
    private final double[] step; // [K - 1]
    private final double[] atKnot; // B_k(x_i) at [i * K + k]
    private final double[] perStep; // the spacing of the knots where it is constant: 1 / step, else empty

    private Spline(double[] knots) {
        int n = knots.length;
        this.knots = knots;
        this.step = new double[n - 1];
        this.atKnot = new double[n * n];
        atKnot[0] = 1;
        for (int i = 0; i < n - 1; i++) {
            step[i] = knots[i + 1] - knots[i];
            System.arraycopy(atKnot, i * n, atKnot, (i + 1) * n, n);
            atKnot[(i + 1) * n + Math.max(i, 1)] += 0.5 * step[i];
            atKnot[(i + 1) * n + i + 1] += 0.5 * step[i];
        }
        double even = (knots[n - 1] - knots[0]) / (n - 1);
        boolean isEven = Arrays.stream(step).allMatch(h -> Math.abs(h - even) < 1e-12 * even);
        this.perStep = isEven ? new double[] {1 / even} : new double[0];
    }

    /** The spline with these knots, at least 2, increasing. Copied. */
    static Spline of(double... knots) {
        return new Spline(knots.clone());
    }

    /** Number of knots, K; as many numbers it has. */
    int size() {
        return knots.length;
    }

    double knot(int k) {
        return knots[k];
    }

    double[] knots() {
        return knots.clone();
    }

    /** Number of the piece that holds x, 0 ... K - 2. */
    int piece(double x) {
        int last = knots.length - 2;
        if (perStep.length > 0) {
            int i = (int) ((x - knots[0]) * perStep[0]);
            i = Math.max(0, Math.min(last, i));
            if (i < last && x >= knots[i + 1]) {
                i++;
            } else if (i > 0 && x < knots[i]) {
                i--;
            }
            return i;
        }
        int i = 0;
        while (i < last && x >= knots[i + 1]) {
            i++;
        }
        return i;
    }

    /**
     * The pieces c0 + c1 t + c2 t^2 with t = x - knot(i).
     *
     * @param y   [K]. Not modified.
     * @param out [3 (K - 1)], piece i begins at 3 i. Overwritten.
     */
    void pieces(double[] y, double[] out) {
        double value = y[0];
        for (int i = 0; i < step.length; i++) {
            double left = y[Math.max(i, 1)];
            double right = y[i + 1];
            out[3 * i] = value;
            out[3 * i + 1] = left;
            out[3 * i + 2] = 0.5 * (right - left) / step[i];
            value += 0.5 * step[i] * (left + right);
        }
    }

    /**
     * All basis functions at x: their values and first two derivatives, from the right at a knot.
     *
     * @param out  [K]. Overwritten.
     * @param out1 [K]. Overwritten.
     * @param out2 [K]. Overwritten.
     */
    void basis(double x, double[] out, double[] out1, double[] out2) {
        basis(piece(x), x, out, out1, out2);
    }

    /** As {@link #basis(double, double[], double[], double[])}, of the piece i wherever x is. */
    void basis(int i, double x, double[] out, double[] out1, double[] out2) {
        int n = knots.length;
        double t = x - knots[i];
        double h = step[i];
        System.arraycopy(atKnot, i * n, out, 0, n);
        Arrays.fill(out1, 0, n, 0);
        Arrays.fill(out2, 0, n, 0);
        int left = Math.max(i, 1);
        out[left] += t - 0.5 * t * t / h;
        out1[left] += 1 - t / h;
        out2[left] -= 1 / h;
        out[i + 1] += 0.5 * t * t / h;
        out1[i + 1] += t / h;
        out2[i + 1] += 1 / h;
        if (i == 0) {
            out2[1] = 0;
            out1[1] = 1;
        }
    }

    /** B_k at knot i. */
    double basisAtKnot(int i, int k) {
        return atKnot[i * knots.length + k];
    }

    /** The value at x of the function with these {@link #pieces}. */
    double value(double[] pieces, double x) {
        int i = piece(x);
        double t = x - knots[i];
        return pieces[3 * i] + t * (pieces[3 * i + 1] + t * pieces[3 * i + 2]);
    }

    /** The first derivative. */
    double slope(double[] pieces, double x) {
        int i = piece(x);
        return pieces[3 * i + 1] + 2 * (x - knots[i]) * pieces[3 * i + 2];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spline that && Arrays.equals(knots, that.knots);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(knots);
    }
}
