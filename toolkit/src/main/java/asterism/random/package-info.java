/**
 * Seeded random streams that give the same numbers for any number of threads and can be saved and restored.
 */
@NullMarked
package asterism.random;

import org.jspecify.annotations.NullMarked;
