/**
 * Physical constants and conversions; the internal units of the toolkit are stated here.
 */
@NullMarked
package asterism.unit;

import org.jspecify.annotations.NullMarked;
