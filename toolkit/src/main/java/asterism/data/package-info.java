/**
 * Measured values: photometry, photometry matrices, and the data sets that come with the toolkit.
 *
 * <p>Start with {@link asterism.data.Photometry#read} or {@link asterism.data.Photometry#of}; {@link asterism.data.Datasets}
 * has a table to try. {@link asterism.data.PhotometryMatrix} says which measurement sees how much of what.
 *
 * <p>Units: flux densities in mJy, whatever the file has; errors 1 sigma, calibration errors as fractions of the flux.
 * Absent is absent: a band that was not measured is neither 0 nor NaN, and nothing is dropped without being listed. Nothing
 * accepts or returns {@code null}.
 */
@NullMarked
package asterism.data;

import org.jspecify.annotations.NullMarked;
