/**
 * Files to values and back: FITS tables and images, text tables, HDF5, YAML.
 *
 * <p>Start with {@link asterism.io.FitsTables#read} or {@link asterism.io.CsvTables#read}; both give
 * {@link asterism.io.Columns}, which keep the units that the file states as text and convert nothing. An empty cell is NaN
 * or an empty text. What cannot be read ends in a message with the file's name. Nothing accepts or returns {@code null}.
 */
@NullMarked
package asterism.io;

import org.jspecify.annotations.NullMarked;
