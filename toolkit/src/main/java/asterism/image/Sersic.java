package asterism.image;

import asterism.param.Parameter;
import java.util.List;

/**
 * A galaxy with the profile of Sersic: I(R) = 10^Ie exp(-b((R/Re)^(1/n) - 1)).
 *
 * <p>Re is the half-light radius along the major axis, Ie the log10 of the brightness there. b is the series of Ciotti
 * and Bertin (1999, eq. 18) in 1/n to the fifth term, which departs from the root of P(2n, b) = 1/2 by 1.4e-4 at
 * n = 0.36, 4e-5 at 1 and 5e-7 at 4.
 */
public final class Sersic {

    /** x of the center, arcsec. */
    public static final Parameter X = Ellipse.X;

    /** y of the center, arcsec. */
    public static final Parameter Y = Ellipse.Y;

    /** Axis ratio. */
    public static final Parameter Q = Ellipse.Q;

    /** Position angle, rad. */
    public static final Parameter PA = Ellipse.PA;

    /** Sersic index n. */
    public static final Parameter N = Parameter.of("n", "n", "", "Sersic index", 0.36, 8);

    /** Half-light radius along the major axis, arcsec. */
    public static final Parameter R_E = Parameter.of(
            "Re", "R_e", "arcsec", "half-light radius along the major axis", 1e-3, Double.POSITIVE_INFINITY);

    /** log10 of the brightness at the half-light radius, flux/arcsec2. */
    public static final Parameter I_E = Parameter.of(
            "Ie",
            "I_e",
            "log10 flux/arcsec2",
            "log10 of the brightness at Re",
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY);

    private Sersic() {}

    /** A Sersic galaxy in all images of the model. */
    public static Component of(String name) {
        return Component.of(name, EllipticalLight.of("sersic", List.of(N, R_E), I_E, SersicProfile::new));
    }

    /**
     * The number b of a Sersic index, such that Re holds half of the light.
     *
     * @param n Sersic index, at least 0.36
     */
    public static double b(double n) {
        double k = 1 / n;
        return 2 * n
                - 1.0 / 3
                + k * (4.0 / 405 + k * (46.0 / 25515 + k * (131.0 / 1148175 - k * (2194697.0 / 30690717750.0))));
    }

    /** db/dn. */
    static double bSlope(double n) {
        double k = 1 / n;
        return 2
                - k
                        * k
                        * (4.0 / 405
                                + k
                                        * (2 * 46.0 / 25515
                                                + k * (3 * 131.0 / 1148175 - k * (4 * 2194697.0 / 30690717750.0))));
    }
}
