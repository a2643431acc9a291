/**
 * Files to values and back: FITS, HDF5, CSV.
 */
@NullMarked
package asterism.io;

import org.jspecify.annotations.NullMarked;
