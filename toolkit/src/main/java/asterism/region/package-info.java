/**
 * Several regions of one galaxy, fitted together.
 */
@NullMarked
package asterism.region;

import org.jspecify.annotations.NullMarked;
