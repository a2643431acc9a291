/**
 * The Cannon: labels of stars (temperature, gravity, abundances) carried over from spectra of reference stars to other
 * spectra, without synthetic spectra (Ness et al. 2015, ApJ 808, 16; Casey et al. 2016, arXiv:1603.03040).
 *
 * <p>Start with {@link asterism.cannon.Cannon#of}: reference stars in, a {@link asterism.cannon.TrainedCannon} out, which
 * gives the labels of other spectra.
 *
 * <p>The flux of star n at pixel j is theta_j . V(x_n) plus noise of variance 1/ivar + s2_j. x are the scaled labels,
 * (label - fiducial) / scale, and V the terms of a {@link asterism.cannon.Vectorizer}. Pixels are independent in training,
 * spectra in the test step.
 *
 * <p>Spectra are at rest (radial velocity taken out), on one grid of wavelengths, and divided by a continuum that depends
 * linearly on the flux. Flux has no unit (about 1), ivar is 1/flux^2 and 0 where there are no data. Shapes: nStars, nPixels,
 * nLabels, nTerms with the leading constant; flux and ivar [nStars x nPixels], design matrix [nStars x nTerms], theta
 * [nPixels x nTerms], s2 [nPixels]. Censored means not used, everywhere. Nothing accepts or returns {@code null}.
 */
@NullMarked
package asterism.cannon;

import org.jspecify.annotations.NullMarked;
