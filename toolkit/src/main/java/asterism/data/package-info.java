/**
 * Measured values: photometry, photometry matrices, spectra.
 */
@NullMarked
package asterism.data;

import org.jspecify.annotations.NullMarked;
