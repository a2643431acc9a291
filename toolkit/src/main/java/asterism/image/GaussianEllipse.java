package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/**
 * A Gaussian on ellipses: I(R) = 10^F/(2 pi q sigma^2) exp(-R^2/(2 sigma^2)), whose total flux is 10^F.
 *
 * <p>The method's published code leaves out q; its flux is then larger than the light of the image by 1/q.
 */
public final class GaussianEllipse {

    /** x of the center, arcsec. */
    public static final Parameter X = Ellipse.X;

    /** y of the center, arcsec. */
    public static final Parameter Y = Ellipse.Y;

    /** Axis ratio. */
    public static final Parameter Q = Ellipse.Q;

    /** Position angle, rad. */
    public static final Parameter PA = Ellipse.PA;

    /** Standard deviation along the major axis, arcsec. */
    public static final Parameter SIGMA = Parameter.of(
            "sigma", "\\sigma", "arcsec", "standard deviation along the major axis", 1e-3, Double.POSITIVE_INFINITY);

    /** log10 of the total flux. */
    public static final Parameter LOG_FLUX = Parameter.of(
            "logFlux",
            "F",
            "log10 flux",
            "log10 of the total flux",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    private GaussianEllipse() {}

    /** A Gaussian in all images of the model. */
    public static Component of(String name) {
        return Component.of(
                name,
                EllipticalLight.of("gaussian", List.of(SIGMA), LOG_FLUX, Profile::new)
                        .ofTotalFlux());
    }

    private static final class Profile implements RadialProfile {

        private double s2;
        private double sigma;

        @Override
        public void set(double[] p, int from) {
            sigma = p[from];
            s2 = sigma * sigma;
        }

        @Override
        public void values(double[] r, int n, double[] out) {
            double peak = 1 / (2 * Math.PI * s2);
            for (int i = 0; i < n; i++) {
                out[i] = peak * Math.exp(-r[i] * r[i] / (2 * s2));
            }
        }

        @Override
        public void derivatives(double[] r, int n, double[][] out) {
            values(r, n, out[0]);
            for (int i = 0; i < n; i++) {
                out[1][i] = -out[0][i] * r[i] / s2;
                out[2][i] = out[0][i] * (r[i] * r[i] / s2 - 2) / sigma;
            }
        }
    }
}
