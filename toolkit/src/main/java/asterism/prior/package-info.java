/**
 * What is believed about a parameter before the data: densities of one parameter, and connections between two.
 */
@NullMarked
package asterism.prior;

import org.jspecify.annotations.NullMarked;
