/**
 * Readers of the full model files (PEGASE save files, Draine and Li text files, full filter curves), as plain arrays.
 *
 * <p>For tests only: they show that the compact library differs from the full one by its thinning alone.
 */
@NullMarked
package asterism.sed.fulldata;

import org.jspecify.annotations.NullMarked;
