package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/** A Moffat profile on ellipses: I(R) = 10^I0 (1 + (R/Rd)^2)^-n. */
public final class Moffat {

    /** x of the center, arcsec. */
    public static final Parameter X = Ellipse.X;

    /** y of the center, arcsec. */
    public static final Parameter Y = Ellipse.Y;

    /** Axis ratio. */
    public static final Parameter Q = Ellipse.Q;

    /** Position angle, rad. */
    public static final Parameter PA = Ellipse.PA;

    /** Exponent of the wings. */
    public static final Parameter N = Parameter.of("n", "n", "", "exponent of the wings", 0.1, 10);

    /** Radius of the core along the major axis, arcsec. */
    public static final Parameter R_D =
            Parameter.of("Rd", "R_d", "arcsec", "radius of the core", 1e-3, Double.POSITIVE_INFINITY);

    /** log10 of the brightness at the center, flux/arcsec2. */
    public static final Parameter I_0 = Parameter.of(
            "I0",
            "I_0",
            "log10 flux/arcsec2",
            "log10 of the brightness at the center",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    private Moffat() {}

    /** A Moffat profile in all images of the model. */
    public static Component of(String name) {
        return Component.of(name, EllipticalLight.of("moffat", List.of(N, R_D), I_0, Profile::new));
    }

    private static final class Profile implements RadialProfile {

        private double n;
        private double rd;

        @Override
        public void set(double[] p, int from) {
            n = p[from];
            rd = p[from + 1];
        }

        @Override
        public void values(double[] r, int count, double[] out) {
            for (int i = 0; i < count; i++) {
                out[i] = Math.exp(-n * Math.log1p(r[i] * r[i] / (rd * rd)));
            }
        }

        @Override
        public void derivatives(double[] r, int count, double[][] out) {
            for (int i = 0; i < count; i++) {
                double t = r[i] * r[i] / (rd * rd);
                double log = Math.log1p(t);
                double f = Math.exp(-n * log);
                double g = 2 * n * f * t / (1 + t); // -dI/dlnR
                out[0][i] = f;
                out[1][i] = -g / r[i];
                out[2][i] = -f * log;
                out[3][i] = g / rd;
            }
        }
    }
}
