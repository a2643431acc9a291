/**
 * Seeded random streams that give the same numbers for any number of threads and can be saved and restored.
 *
 * <p>Start with {@link asterism.random.RandomStream#of}; there is no global generator and no hidden seed. Nothing accepts
 * or returns {@code null}.
 */
@NullMarked
package asterism.random;

import org.jspecify.annotations.NullMarked;
