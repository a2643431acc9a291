/**
 * Spectral energy distributions of galaxies: stars, attenuation, dust.
 */
@NullMarked
package asterism.sed;

import org.jspecify.annotations.NullMarked;
