/**
 * What is believed about a parameter before the data: densities of one parameter, and connections between two.
 *
 * <p>Start with the verbs of {@link asterism.prior.Prior}: {@code uniform(0, 3)}, {@code logUniform}, {@code normal},
 * {@code truncatedNormal}, {@code tabulated}, and the connections {@code normalAbout}, {@code within} and {@code tiedTo}.
 * All densities are normalized, their logarithms natural, and density and quantile belong to each other.
 *
 * <p>Units: those of the parameter. NaN is outside every support. Nothing accepts or returns {@code null}.
 */
@NullMarked
package asterism.prior;

import org.jspecify.annotations.NullMarked;
