/**
 * Intensities of overlapping X-ray sources from counts in apertures, over many observations: Bayesian aperture photometry
 * as in the Chandra Source Catalog 2.1 (Primini and Kashyap 2014, ApJ 796, 24; Primini 2022).
 *
 * <p>Start with {@link asterism.xray.Observation#obsid} and {@link asterism.xray.Bundle}, or read a file with
 * {@link asterism.xray.Bundle#read}; many problems are a {@link asterism.xray.CatalogueRun}; figures are in
 * {@link asterism.xray.XrayPlots}.
 *
 * <p>Every aperture of every observation is one row of the augmented photometry matrix F; its columns are the sources and one
 * background for each observation. Expected counts are F times the intensities, and the counts are Poisson. Everything is
 * assembled by key, never by position: a source may be missing from an observation, and the same
 * region may have another label in another stack.
 *
 * <p>Units: an entry of F is counts per unit of intensity, so that a problem has the {@link asterism.xray.IntensityUnit}
 * of its matrix; backgrounds have the same unit per unit of aperture area (arcsec2, or what the input has). Exposures in
 * s, effective areas in cm2. Nothing accepts or returns {@code null}; a value that does not exist is an empty
 * {@code Optional} with a reason beside it.
 */
@NullMarked
package asterism.xray;

import org.jspecify.annotations.NullMarked;
