package asterism.data;

import java.util.Arrays;
import java.util.Locale;

/**
 * The distortion of a camera by the SIP convention: polynomials that are added to the distance from the reference pixel,
 * <pre>
 * (x, y) -> (x + sum A_pq x^p y^q, y + sum B_pq x^p y^q),   x = u - u0, y = v - v0 in pixels,
 * </pre>
 * before the CD matrix is applied. Files of Spitzer and Hubble have it, and what astrometry.net solved. The inverse is found by
 * iteration; the polynomials AP and BP that files may give for it are not used. Immutable.
 *
 * @see <a href="https://doi.org/10.48550/arXiv.astro-ph/0511055">Shupe et al. 2005</a>
 */
public final class Sip {

    /** No distortion. */
    public static final Sip NONE = new Sip(new double[0][0], new double[0][0]);

    private static final int ITERATIONS = 100;
    private static final double CLOSE = 1e-10; // pixels

    private final double[][] a; // [p][q]
    private final double[][] b;

    private Sip(double[][] a, double[][] b) {
        this.a = a;
        this.b = b;
    }

    /**
     * A distortion.
     *
     * @param a [order + 1][order + 1], {@code a[p][q]} the coefficient of x^p y^q along a row, pixels. Not modified.
     * @param b the same along a column
     */
    public static Sip of(double[][] a, double[][] b) {
        for (double[][] side : new double[][][] {a, b}) {
            for (double[] row : side) {
                if (row.length != side.length || !Arrays.stream(row).allMatch(Double::isFinite)) {
                    throw new IllegalArgumentException("SIP: coefficients are finite numbers in a square table"
                            + " [order + 1][order + 1], got " + Arrays.toString(row));
                }
            }
        }
        return new Sip(copy(a), copy(b));
    }

    private static double[][] copy(double[][] table) {
        return Arrays.stream(table).map(double[]::clone).toArray(double[][]::new);
    }

    /** Whether there is none. */
    public boolean isNone() {
        return a.length == 0 && b.length == 0;
    }

    /** Highest power along a row; -1 where there is no polynomial. */
    public int orderA() {
        return a.length - 1;
    }

    /** Highest power along a column; -1 where there is no polynomial. */
    public int orderB() {
        return b.length - 1;
    }

    /** The coefficient of x^p y^q along a row. */
    public double a(int p, int q) {
        return a[p][q];
    }

    /** The coefficient of x^p y^q along a column. */
    public double b(int p, int q) {
        return b[p][q];
    }

    /** What the CD matrix is applied to, [2], for a place relative to the reference pixel, pixels. */
    double[] distorted(double x, double y) {
        return new double[] {x + sum(a, x, y), y + sum(b, x, y)};
    }

    /**
     * The place, [2] in pixels relative to the reference pixel, whose distorted one is this.
     *
     * @throws IllegalArgumentException where the distortion has no inverse that is found
     */
    double[] undistorted(double x, double y) {
        double u = x;
        double v = y;
        for (int i = 0; i < ITERATIONS; i++) {
            double nextU = x - sum(a, u, v);
            double nextV = y - sum(b, u, v);
            double change = Math.max(Math.abs(nextU - u), Math.abs(nextV - v));
            u = nextU;
            v = nextV;
            if (change < CLOSE) {
                return new double[] {u, v};
            }
        }
        throw new IllegalArgumentException(String.format(
                Locale.ROOT,
                "WCS: the SIP distortion cannot be inverted %.1f, %.1f pixels from the reference pixel; that is too"
                        + " far outside of the image",
                x,
                y));
    }

    private static double sum(double[][] table, double x, double y) {
        double sum = 0;
        for (int p = table.length - 1; p >= 0; p--) {
            double inner = 0;
            for (int q = table.length - 1; q >= 0; q--) {
                inner = inner * y + table[p][q];
            }
            sum = sum * x + inner;
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sip sip && Arrays.deepEquals(a, sip.a) && Arrays.deepEquals(b, sip.b);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(a) + Arrays.deepHashCode(b);
    }

    @Override
    public String toString() {
        return isNone() ? "no distortion" : "SIP distortion of order " + Math.max(orderA(), orderB());
    }
}
