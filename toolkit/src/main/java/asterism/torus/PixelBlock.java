package asterism.torus;

import java.util.Arrays;

/**
 * Orbits and label of a few hundred pixels at a time: everything that does not need the basis functions one by one.
 *
 * <p>The work is done in passes over arrays that stay in the nearest cache; most of the passes have neither branch nor look-up, so
 * that the compiler can do several pixels in one instruction. Angles enter by x and y alone, without trigonometric functions.
 * With R = r_e, D = dr/dr_e and A = sum m e_m sin(m theta) = -(dr/dtheta) / R,
 *
 * <pre>
 * dr/dln Omega = (R/2) (-D cos 2theta - A sin 2theta),  dr/dz0 = sqrt(Omega) (-D sin theta + A cos theta),
 * dr/dv0 = (-D cos theta - A sin theta) / sqrt(Omega)
 * </pre>
 *
 * <p>Allocates nothing after it is made. Not thread-safe.
 */
final class PixelBlock {

    /** The most pixels of one block. */
    static final int SIZE = 128;

    /** Added to x, so that a star in the very center has an angle, 0, as all others have; far below any rounding. */
    private static final double NOTHING = 1e-150;

    /** The m of the distortions, ascending. */
    final int[] orders;

    /** Place of the first value of each distortion in theta, and after the last, [orders + 1]. */
    final int[] first;

    /** Basis functions of the distortions without those of their values at 0, and of the label. */
    final PiecewiseBasis distortions;

    final PiecewiseBasis label;

    private final int nDim;
    private final int nE;
    private final int[] signs;
    private final int stride; // 2 where all orders are even: the angle by which one turns from order to order

    // of the parameters
    final double[] scale; // sigma_m exp(val), [nE]
    private final double[][] pieces; // of each distortion
    private final double[] labelNumbers;
    final double[] labelPieces;
    double rootOmega;
    private double pos0;
    private double vel0;

    // of each pixel
    final double[] radius = new double[SIZE]; // R
    final double[] cos = new double[SIZE];
    final double[] sin = new double[SIZE];
    final double[] cosDouble = new double[SIZE];
    final double[] sinDouble = new double[SIZE];
    final double[][] cosM; // cos(m theta)
    final double[][] sinM;
    final int[] at = new int[SIZE]; // piece of the distortions
    final double[] t = new double[SIZE]; // and R from its left end
    final double[] slopeR = new double[SIZE]; // D
    final double[] slopeAngle = new double[SIZE]; // A
    final double[] r = new double[SIZE];
    final int[] labelAt = new int[SIZE];
    final double[] labelT = new double[SIZE];
    final double[] f = new double[SIZE]; // the label
    final double[] f1 = new double[SIZE]; // df / dr
    private final double[] e = new double[SIZE];
    private final double[] e1 = new double[SIZE];

    PixelBlock(TorusModel model) {
        this.nDim = model.dimension();
        this.orders = model.orders();
        int m = orders.length;
        this.stride = Arrays.stream(orders).allMatch(o -> o % 2 == 0) ? 2 : 1;
        this.signs = Arrays.stream(orders).map(model::eSign).toArray();
        var splines = Arrays.stream(orders).mapToObj(model::eSpline).toArray(Spline[]::new);
        this.first = new int[m + 1];
        for (int j = 0; j < m; j++) {
            first[j + 1] = first[j] + splines[j].size() - 1;
        }
        this.nE = first[m];
        this.distortions = PiecewiseBasis.of(1, splines);
        this.label = PiecewiseBasis.of(0, model.labelSpline());
        this.scale = new double[nE];
        this.pieces = new double[m][distortions.numbers()];
        this.labelNumbers = new double[label.size()];
        this.labelPieces = new double[label.numbers()];
        this.cosM = new double[m][SIZE];
        this.sinM = new double[m][SIZE];
    }

    /**
     * Takes other parameters.
     *
     * @param theta [nDim]. Not modified.
     */
    void set(double[] theta) {
        rootOmega = Math.exp(0.5 * theta[nDim - 3]);
        pos0 = theta[nDim - 2];
        vel0 = theta[nDim - 1];
        for (int j = 0; j < orders.length; j++) {
            for (int k = first[j]; k < first[j + 1]; k++) {
                scale[k] = signs[j] * Math.exp(theta[k]);
            }
            distortions.combine(first[j], first[j + 1], scale, pieces[j]);
        }
        System.arraycopy(theta, nE, labelNumbers, 0, labelNumbers.length);
        label.combine(0, labelNumbers.length, labelNumbers, labelPieces);
    }

    /**
     * Evaluates pixels.
     *
     * @param pos  kpc. Not modified.
     * @param vel  kpc/Myr. Not modified.
     * @param from the first pixel
     * @param n    how many, at most {@link #SIZE}
     */
    void evaluate(double[] pos, double[] vel, int from, int n) {
        polar(pos, vel, from, n);
        distortions.locate(radius, n, at, t);
        for (int p = 0; p < n; p++) {
            r[p] = 1;
            slopeR[p] = 1;
            slopeAngle[p] = 0;
        }
        for (int j = 0; j < orders.length; j++) {
            turn(j, n);
            parabola(pieces[j], at, t, n, e, e1);
            distort(orders[j], cosM[j], sinM[j], n);
        }
        for (int p = 0; p < n; p++) {
            r[p] *= radius[p];
        }
        label.locate(r, n, labelAt, labelT);
        parabola(labelPieces, labelAt, labelT, n, f, f1);
    }

    private void polar(double[] pos, double[] vel, int from, int n) {
        double perRoot = 1 / rootOmega;
        for (int p = 0; p < n; p++) {
            double x = (vel[from + p] - vel0) * perRoot + NOTHING;
            double y = (pos[from + p] - pos0) * rootOmega;
            cos[p] = x;
            sin[p] = y;
            radius[p] = x * x + y * y;
        }
        // one loop for each operation: together they would be too much for the compiler's vectors
        for (int p = 0; p < n; p++) {
            radius[p] = Math.sqrt(radius[p]);
        }
        double[] inverse = e;
        for (int p = 0; p < n; p++) {
            inverse[p] = 1 / radius[p];
        }
        for (int p = 0; p < n; p++) {
            cos[p] *= inverse[p];
            sin[p] *= inverse[p];
        }
        for (int p = 0; p < n; p++) {
            double c = cos[p];
            double s = sin[p];
            cosDouble[p] = c * c - s * s;
            sinDouble[p] = 2 * c * s;
        }
    }

    /** Cosine and sine of m theta of the j-th order, from those of the order before. */
    private void turn(int j, int n) {
        double[] turnCos = stride == 2 ? cosDouble : cos;
        double[] turnSin = stride == 2 ? sinDouble : sin;
        System.arraycopy(j == 0 ? turnCos : cosM[j - 1], 0, cosM[j], 0, n);
        System.arraycopy(j == 0 ? turnSin : sinM[j - 1], 0, sinM[j], 0, n);
        for (int m = j == 0 ? stride : orders[j - 1]; m < orders[j]; m += stride) {
            rotate(turnCos, turnSin, cosM[j], sinM[j], n);
        }
    }

    private static void rotate(double[] turnCos, double[] turnSin, double[] c, double[] s, int n) {
        for (int p = 0; p < n; p++) {
            double next = c[p] * turnCos[p] - s[p] * turnSin[p];
            s[p] = s[p] * turnCos[p] + c[p] * turnSin[p];
            c[p] = next;
        }
    }

    private static void parabola(double[] pieces, int[] at, double[] t, int n, double[] out, double[] outSlope) {
        for (int p = 0; p < n; p++) {
            int i = at[p];
            double slope = pieces[i + 1];
            double bend = t[p] * pieces[i + 2];
            out[p] = pieces[i] + t[p] * (slope + bend);
            outSlope[p] = slope + 2 * bend;
        }
    }

    private void distort(int m, double[] c, double[] s, int n) {
        for (int p = 0; p < n; p++) {
            r[p] += e[p] * c[p];
        }
        for (int p = 0; p < n; p++) {
            slopeR[p] += (e[p] + radius[p] * e1[p]) * c[p];
        }
        for (int p = 0; p < n; p++) {
            slopeAngle[p] += m * e[p] * s[p];
        }
    }

    /** The parabolas of the j-th distortion, three numbers for each piece. */
    double[] pieces(int j) {
        return pieces[j];
    }

    // ---- derivatives of r ----------------------------------------------------------------------------------------

    /** dr / dln Omega0. */
    double byLnOmega(int p) {
        return -0.5 * radius[p] * (slopeR[p] * cosDouble[p] + slopeAngle[p] * sinDouble[p]);
    }

    /** dr / dpos0. */
    double byPos0(int p) {
        return rootOmega * (slopeAngle[p] * cos[p] - slopeR[p] * sin[p]);
    }

    /** dr / dvel0. */
    double byVel0(int p) {
        return -(slopeR[p] * cos[p] + slopeAngle[p] * sin[p]) / rootOmega;
    }
}
