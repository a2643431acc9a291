/**
 * How values show themselves in a notebook: mime bundles, tables, arrays, figures, progress; the functions that every
 * cell can call; and the bridge to other Java kernels.
 */
@NullMarked
package asterism.kernel.show;

import org.jspecify.annotations.NullMarked;
