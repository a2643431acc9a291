/**
 * Log densities, the samplers that explore them, and what comes out.
 *
 * <p>Start with {@link asterism.infer.Samplers#ensemble}; a run gives a {@link asterism.infer.Fit}, whose first line says
 * whether it has converged, and its {@link asterism.infer.Samples}. A model of one's own is a
 * {@link asterism.infer.Posterior} with its {@link asterism.infer.LogDensity}.
 *
 * <p>Units: parameters have those of their {@link asterism.param.Parameter}; log densities are natural logarithms; chains
 * and autocorrelation times count steps of the sampler, thinned or not. Arrays are copies, but for those that a caller
 * hands in to be filled. Same seed, same chain, for any number of threads. Nothing accepts or returns {@code null}.
 */
@NullMarked
package asterism.infer;

import org.jspecify.annotations.NullMarked;
