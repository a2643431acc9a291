package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/**
 * The profile of galaxy centers of Lauer et al. (1995): I(R) = 10^Ib 2^((beta-gamma)/alpha) (R/Rb)^-gamma (1 +
 * (R/Rb)^alpha)^((gamma-beta)/alpha).
 */
public final class Nuker {

    /** x of the center, arcsec. */
    public static final Parameter X = Ellipse.X;

    /** y of the center, arcsec. */
    public static final Parameter Y = Ellipse.Y;

    /** Axis ratio. */
    public static final Parameter Q = Ellipse.Q;

    /** Position angle, rad. */
    public static final Parameter PA = Ellipse.PA;

    /** Radius of the break, arcsec. */
    public static final Parameter R_B =
            Parameter.of("Rb", "R_b", "arcsec", "radius of the break", 1e-3, Double.POSITIVE_INFINITY);

    /** Sharpness of the break. */
    public static final Parameter ALPHA = Parameter.of("alpha", "\\alpha", "", "sharpness of the break", 0.1, 50);

    /** Outer slope: I falls as R^-beta. */
    public static final Parameter BETA = Parameter.of("beta", "\\beta", "", "outer slope", 0, 20);

    /** Inner slope: I falls as R^-gamma; below 2, for a finite flux. */
    public static final Parameter GAMMA = Parameter.of("gamma", "\\gamma", "", "inner slope", -5, 1.9);

    /** log10 of the brightness at the break, flux/arcsec2. */
    public static final Parameter I_B = Parameter.of(
            "Ib",
            "I_b",
            "log10 flux/arcsec2",
            "log10 of the brightness at the break",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    private Nuker() {}

    /** A Nuker profile in all images of the model. */
    public static Component of(String name) {
        return Component.of(name, EllipticalLight.of("nuker", List.of(R_B, ALPHA, BETA, GAMMA), I_B, Profile::new));
    }

    private static final class Profile implements RadialProfile {

        private double rb;
        private double alpha;
        private double beta;
        private double gamma;

        @Override
        public void set(double[] p, int from) {
            rb = p[from];
            alpha = p[from + 1];
            beta = p[from + 2];
            gamma = p[from + 3];
        }

        @Override
        public void values(double[] r, int n, double[] out) {
            for (int i = 0; i < n; i++) {
                double log = Math.log(r[i] / rb);
                out[i] = Math.exp((beta - gamma) / alpha * (Math.log(2) - softplus(alpha * log)) - gamma * log);
            }
        }

        @Override
        public void derivatives(double[] r, int n, double[][] out) {
            values(r, n, out[0]);
            for (int i = 0; i < n; i++) {
                double log = Math.log(r[i] / rb);
                double f = out[0][i];
                double outer = 1 / (1 + Math.exp(-alpha * log)); // share of the outer slope: 0 inside, 1 outside
                double bend = Math.log(2) - softplus(alpha * log);
                double g = f * (gamma + (beta - gamma) * outer); // -dI/dlnR
                out[1][i] = -g / r[i];
                out[2][i] = g / rb;
                out[3][i] = -f * (beta - gamma) / alpha * (bend / alpha + outer * log);
                out[4][i] = f * bend / alpha;
                out[5][i] = -f * (bend / alpha + log);
            }
        }

        /** ln(1 + e^x), without overflow. */
        private static double softplus(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }
    }
}
