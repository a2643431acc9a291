/**
 * Quadrature, interpolation, the Gaussian distribution and minimization: numerical pieces that several sciences use.
 *
 * <p>Start with {@link asterism.math.Gaussian} (densities and quantiles that stay exact far out in the tails) and
 * {@link asterism.math.GaussLegendre}. Pure numbers, no units. Arrays that come in are not modified unless the method
 * says so. Nothing accepts or returns {@code null}.
 */
@NullMarked
package asterism.math;

import org.jspecify.annotations.NullMarked;
