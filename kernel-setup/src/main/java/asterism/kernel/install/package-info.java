/** Puts the kernel where Jupyter finds it, on Linux, macOS and Windows, and says what is missing. */
@NullMarked
package asterism.kernel.install;

import org.jspecify.annotations.NullMarked;
