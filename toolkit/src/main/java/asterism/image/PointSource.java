package asterism.image;

import asterism.param.Parameter;

/**
 * A star or a supernova: a point with a flux that may be zero or, by noise, below.
 *
 * <p>Its image is the PSF at its place: of a PSF that is a formula the integral of the formula over each pixel, of a stamp
 * the stamp moved by trigonometric interpolation, which is exact where the stamp samples the PSF well enough. An image
 * without a PSF cannot show a point.
 */
public final class PointSource {

    /** x, arcsec. */
    public static final Parameter X = Ellipse.X;

    /** y, arcsec. */
    public static final Parameter Y = Ellipse.Y;

    /** Flux, in the image's unit. */
    public static final Parameter FLUX =
            Parameter.of("flux", "F", "flux", "flux", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private PointSource() {}

    /** A point source in all images of the model. */
    public static Component of(String name) {
        return Component.of(name, new PointLight());
    }
}
