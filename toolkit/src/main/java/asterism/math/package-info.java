/**
 * Quadrature, interpolation and other numerical pieces used by several sciences.
 */
@NullMarked
package asterism.math;

import org.jspecify.annotations.NullMarked;
