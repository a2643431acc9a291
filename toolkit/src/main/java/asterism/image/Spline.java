package asterism.image;

import asterism.param.Parameter;

/**
 * A galaxy whose profile is a spline: the log10 of its brightness at fixed radii, with cubic Hermite pieces between them.
 *
 * <p>Slopes at the knots are the plain means of the two neighboring secants, at the ends the end secants; beyond the last
 * knot the line through the last two goes on. Unless {@link #of(String, double...)} gives them, the knots follow from the
 * first image: 0, 2 pixels, then steps of 20 %, at least 2 pixels, up to half the longer side of the window; the last two
 * are left out, and half its diagonal is the last one.
 */
public final class Spline {

    /** x of the center, arcsec. */
    public static final Parameter X = Ellipse.X;

    /** y of the center, arcsec. */
    public static final Parameter Y = Ellipse.Y;

    /** Axis ratio. */
    public static final Parameter Q = Ellipse.Q;

    /** Position angle, rad. */
    public static final Parameter PA = Ellipse.PA;

    /** log10 of the brightness at the knots, flux/arcsec2; {@code I_R.bin(1)} is the center. */
    public static final Parameter I_R = Parameter.vector(
            "I", "I", "log10 flux/arcsec2", "log10 of the brightness at a knot of the spline", -12, 12);

    private Spline() {}

    /** A spline galaxy whose knots follow from its window in the first image it is seen in. */
    public static Component of(String name) {
        return Component.of(name, SplineProfile.light());
    }

    /**
     * A spline galaxy with knots at these radii.
     *
     * @param knots arcsec, the first one 0, each above the last, two at least. Not modified.
     */
    public static Component of(String name, double... knots) {
        return Component.of(name, SplineProfile.light(knots));
    }

    /**
     * The radii at which a spline galaxy in this window has its knots, arcsec.
     *
     * @param grid   the image's pixels
     * @param window where the galaxy is evaluated
     */
    public static double[] knots(PixelGrid grid, Window window) {
        return SplineProfile.knots(grid, window);
    }
}
