package asterism.torus;

/**
 * The acceleration along z, and its derivatives by all parameters, in closed form.
 *
 * <p>With r = |z - z0| sqrt(Omega): a = -Omega^2 (z - z0) G(r), a' = -Omega^2 (G + r G'), where G = N / Q,
 *
 * <pre>
 * N = 1 + sum_m s_m (e_m + r e_m'),   Q = 1 + sum_m s_m ((1 - m^2) e_m + r e_m'),   s_m = (-1)^(m/2), 0 for odd m
 * </pre>
 *
 * <p>N and Q are linear in the slopes exp(val) of the distortions, so all derivatives follow from those of N = G Q by Leibniz's
 * rule: in r, in the values, and mixed. e_m'' is constant between knots: at a knot one side is taken. Not thread-safe.
 */
final class Vertical {

    private final int nDim;
    private final int nE; // values of distortions
    private final int[] orders;
    private final Spline[] splines;
    private final double[] c; // s_m sigma_m exp(val), [nE]
    private final int[] factor; // s_m sigma_m of each distortion
    private double omega;
    private double rootOmega;
    private double pos0;

    // N, Q and their derivatives in r, and what each value adds to them, [nE]
    private final double[][] dN;
    private final double[][] dQ;
    private final double[] n = new double[3];
    private final double[] q = new double[3];

    /** G and its derivatives in r. */
    final double[] g = new double[4];

    /** dG / dval, and its derivatives in r, [3][nE]. */
    final double[][] gVal;

    private final double[][] basis;

    Vertical(TorusModel model) {
        this.orders = model.orders();
        this.nDim = model.dimension();
        this.splines = new Spline[orders.length];
        this.factor = new int[orders.length];
        int values = 0;
        int most = 0;
        for (int j = 0; j < orders.length; j++) {
            int m = orders[j];
            splines[j] = model.eSpline(m);
            factor[j] = m % 2 != 0 ? 0 : m % 4 == 0 ? model.eSign(m) : -model.eSign(m);
            values += splines[j].size() - 1;
            most = Math.max(most, splines[j].size());
        }
        this.nE = values;
        this.c = new double[nE];
        this.dN = new double[3][nE];
        this.dQ = new double[3][nE];
        this.gVal = new double[3][nE];
        this.basis = new double[3][most];
    }

    /** The same for one set of parameters. */
    static Vertical of(TorusModel model, TorusParameters p) {
        model.requireFits(p);
        var vertical = new Vertical(model);
        vertical.set(p.toArray());
        return vertical;
    }

    /**
     * Takes other values.
     *
     * @param theta [nDim]. Not modified.
     */
    void set(double[] theta) {
        int k = 0;
        for (int j = 0; j < orders.length; j++) {
            for (int i = 1; i < splines[j].size(); i++, k++) {
                c[k] = factor[j] * Math.exp(theta[k]);
            }
        }
        omega = Math.exp(theta[nDim - 3]);
        rootOmega = Math.sqrt(omega);
        pos0 = theta[nDim - 2];
    }

    double omega() {
        return omega;
    }

    double rootOmega() {
        return rootOmega;
    }

    int nE() {
        return nE;
    }

    /**
     * Evaluates G and all its derivatives.
     *
     * @param r    0 or above
     * @param left whether a knot at r belongs to the piece on its left
     */
    void evaluate(double r, boolean left) {
        for (int i = 0; i < 3; i++) {
            n[i] = i == 0 ? 1 : 0;
            q[i] = n[i];
        }
        int k = 0;
        for (int j = 0; j < orders.length; j++) {
            var spline = splines[j];
            int piece = spline.piece(r);
            if (left && piece > 0 && spline.knot(piece) == r) {
                piece--;
            }
            spline.basis(piece, r, basis[0], basis[1], basis[2]);
            double m2 = (double) orders[j] * orders[j];
            for (int i = 1; i < spline.size(); i++, k++) {
                double b = basis[0][i];
                double b1 = basis[1][i];
                double b2 = basis[2][i];
                dN[0][k] = c[k] * (b + r * b1);
                dN[1][k] = c[k] * (2 * b1 + r * b2);
                dN[2][k] = c[k] * 3 * b2;
                dQ[0][k] = c[k] * ((1 - m2) * b + r * b1);
                dQ[1][k] = c[k] * ((2 - m2) * b1 + r * b2);
                dQ[2][k] = c[k] * (3 - m2) * b2;
                for (int d = 0; d < 3; d++) {
                    n[d] += dN[d][k];
                    q[d] += dQ[d][k];
                }
            }
        }
        g[0] = n[0] / q[0];
        g[1] = (n[1] - g[0] * q[1]) / q[0];
        g[2] = (n[2] - 2 * g[1] * q[1] - g[0] * q[2]) / q[0];
        g[3] = -(3 * g[2] * q[1] + 3 * g[1] * q[2]) / q[0];
        for (int i = 0; i < nE; i++) {
            double g0 = (dN[0][i] - g[0] * dQ[0][i]) / q[0];
            double g1 = (dN[1][i] - g0 * q[1] - g[0] * dQ[1][i] - g[1] * dQ[0][i]) / q[0];
            gVal[0][i] = g0;
            gVal[1][i] = g1;
            gVal[2][i] = (dN[2][i] - 2 * (g1 * q[1] + g[1] * dQ[1][i]) - g0 * q[2] - g[0] * dQ[2][i] - g[2] * dQ[0][i])
                    / q[0];
        }
    }

    /** d^2 (G + r G') / dval_i dval_k, after {@link #evaluate}. */
    double hessian(double r, int i, int k) {
        double g0 = -gVal[0][i] * dQ[0][k] - gVal[0][k] * dQ[0][i];
        double g1 = -gVal[0][i] * dQ[1][k] - gVal[0][k] * dQ[1][i] - gVal[1][i] * dQ[0][k] - gVal[1][k] * dQ[0][i];
        if (i == k) {
            g0 += dN[0][i] - g[0] * dQ[0][i];
            g1 += dN[1][i] - g[0] * dQ[1][i] - g[1] * dQ[0][i];
        }
        g0 /= q[0];
        g1 = (g1 - g0 * q[1]) / q[0];
        return g0 + r * g1;
    }

    /** Whether a distortion has a knot at r, where a' jumps. */
    boolean isKnot(double r) {
        for (var spline : splines) {
            int piece = spline.piece(r);
            if (piece > 0 && (spline.knot(piece) == r)) {
                return true;
            }
        }
        return false;
    }

    /** a(z), kpc/Myr^2. */
    double acceleration(double z) {
        double u = z - pos0;
        evaluate(Math.abs(u) * rootOmega, false);
        return -omega * omega * u * g[0];
    }

    /** a'(z), 1/Myr^2; the mean of both sides at a knot. */
    double gradient(double z) {
        double r = Math.abs(z - pos0) * rootOmega;
        evaluate(r, false);
        double right = g[0] + r * g[1];
        if (!isKnot(r)) {
            return -omega * omega * right;
        }
        evaluate(r, true);
        return -omega * omega * 0.5 * (right + g[0] + r * g[1]);
    }

    /**
     * a(z) and a'(z) [at a knot from the right] with their derivatives by all parameters.
     *
     * @param outA  da / dtheta, [nDim]. Overwritten.
     * @param outA1 da' / dtheta, [nDim]. Overwritten.
     */
    void derivatives(double z, double[] outA, double[] outA1) {
        double u = z - pos0;
        double r = Math.abs(u) * rootOmega;
        evaluate(r, false);
        double w2 = omega * omega;
        java.util.Arrays.fill(outA, 0, nDim, 0);
        java.util.Arrays.fill(outA1, 0, nDim, 0);
        for (int k = 0; k < nE; k++) {
            outA[k] = -w2 * u * gVal[0][k];
            outA1[k] = -w2 * (gVal[0][k] + r * gVal[1][k]);
        }
        double hR = 2 * g[1] + r * g[2];
        outA[nDim - 3] = -w2 * u * (2 * g[0] + 0.5 * r * g[1]);
        outA1[nDim - 3] = -w2 * (2 * (g[0] + r * g[1]) + 0.5 * r * hR);
        outA[nDim - 2] = w2 * (g[0] + r * g[1]);
        outA1[nDim - 2] = w2 * hR * Math.signum(u) * rootOmega;
    }
}
