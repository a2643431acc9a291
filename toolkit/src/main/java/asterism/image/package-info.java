/**
 * Galaxies and stars in several images at once: one model, and every image with its own pixel scale, PSF, band and noise.
 *
 * <p>Start with {@link asterism.image.Target} for an image, {@link asterism.image.Joint#of} for the model of several, and
 * {@link asterism.image.Sersic#of} for a galaxy.
 *
 * <p>{@link asterism.image.ImagePlots} shows data, models and residuals, {@link asterism.image.Segmentation} gives windows and masks, and
 * {@link asterism.image.Joint#asPublished} draws and fits as the program of the method's tutorial does, defects included.
 *
 * <p><strong>Conventions, the same everywhere.</strong>
 *
 * <ul>
 *   <li>All images lie on one tangent plane, measured in arcsec. The point (u, v) of an image, counted in pixels from the
 *       outer corner of pixel (0, 0), lies at origin + P (u, v), with the pixel matrix P (arcsec per pixel), which may
 *       rotate, flip and shear. Pixel (i, j) covers i ... i+1 and j ... j+1; its center is at (i + 1/2, j + 1/2).
 *   <li>Pixels are stored row after row, {@code data[j * width + i]}; row 0 is at the bottom of every figure.
 *   <li>Position angles are in rad, from +y (North) counterclockwise, toward -x (East): the major axis points along
 *       (-sin PA, cos PA). R is the elliptical radius along the major axis, q = b/a.
 *   <li>Brightness is in flux/arcsec2, in the image's own unit of flux, and its parameter is the log10 of it, except for
 *       the sky and for point sources, which may be zero or negative. A pixel's value is the integral over the pixel.
 *   <li>The model of an image is the integral over the pixel, exact to 1e-8, convolved with the PSF stamp. A stamp holds the
 *       light of a star per pixel; so the pixel enters twice, as in the method's tutorial. No PSF is ever shifted.
 *   <li>Nothing accepts or returns {@code null}; all values are immutable.
 * </ul>
 */
@NullMarked
package asterism.image;

import org.jspecify.annotations.NullMarked;
