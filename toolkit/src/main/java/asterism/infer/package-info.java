/**
 * Log densities, the samplers that explore them, and what comes out: {@link asterism.infer.Fit} and {@code Samples}.
 */
@NullMarked
package asterism.infer;

import org.jspecify.annotations.NullMarked;
