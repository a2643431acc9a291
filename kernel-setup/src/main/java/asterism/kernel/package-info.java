/**
 * The Java kernel for Jupyter: the protocol, the cells and what is around them.
 *
 * <p>{@link asterism.kernel.Main} starts it; {@link asterism.kernel.Session} evaluates cells;
 * {@link asterism.kernel.show.Notebook} holds the functions that every cell can call.
 */
@NullMarked
package asterism.kernel;

import org.jspecify.annotations.NullMarked;
