/**
 * Typed parameters of models, where they live (a region), and ordered spaces of the sampled ones.
 */
@NullMarked
package asterism.param;

import org.jspecify.annotations.NullMarked;
