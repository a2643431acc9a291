/** The Java kernel for Jupyter, its installer, and the bridge to other Java kernels. */
@NullMarked
package asterism.kernel;

import org.jspecify.annotations.NullMarked;
