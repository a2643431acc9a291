package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/**
 * An exponential disk: I(R) = 10^Ie exp(-b (R/Re - 1)), a {@link Sersic} galaxy with n = 1. The scale length is Re/1.678.
 */
public final class Exponential {

    /** x of the center, arcsec. */
    public static final Parameter X = Ellipse.X;

    /** y of the center, arcsec. */
    public static final Parameter Y = Ellipse.Y;

    /** Axis ratio. */
    public static final Parameter Q = Ellipse.Q;

    /** Position angle, rad. */
    public static final Parameter PA = Ellipse.PA;

    /** Half-light radius along the major axis, arcsec. */
    public static final Parameter R_E = Sersic.R_E;

    /** log10 of the brightness at the half-light radius, flux/arcsec2. */
    public static final Parameter I_E = Sersic.I_E;

    private Exponential() {}

    /** An exponential disk in all images of the model. */
    public static Component of(String name) {
        return Component.of(name, EllipticalLight.of("exponential", List.of(R_E), I_E, Profile::new));
    }

    private static final class Profile implements RadialProfile {

        private static final double B = Sersic.b(1);
        private double re;

        @Override
        public void set(double[] p, int from) {
            re = p[from];
        }

        @Override
        public void values(double[] r, int n, double[] out) {
            for (int i = 0; i < n; i++) {
                out[i] = Math.exp(B - B * r[i] / re);
            }
        }

        @Override
        public void derivatives(double[] r, int n, double[][] out) {
            values(r, n, out[0]);
            for (int i = 0; i < n; i++) {
                double slope = out[0][i] * B / re;
                out[1][i] = -slope;
                out[2][i] = slope * r[i] / re;
            }
        }
    }
}
