/**
 * Typed parameters of models, where they live (a region), and ordered spaces of the sampled ones.
 *
 * <p>Start with {@link asterism.param.Parameter}: models declare theirs as constants ({@code DraineLi07.Q_PAH}), and
 * {@code Q_PAH.in("disk")} names that of one region. A parameter carries the unit of its bare {@code double}. Vectors
 * theta [nDim] have the order of a {@link asterism.param.ParameterSpace}. Nothing accepts or returns {@code null}.
 */
@NullMarked
package asterism.param;

import org.jspecify.annotations.NullMarked;
