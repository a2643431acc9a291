/**
 * Spectral energy distributions of galaxies: stars, attenuation, dust.
 *
 * <p>Start with {@link asterism.sed.Sed#of}; its components are {@link asterism.sed.Pegase},
 * {@link asterism.sed.PiecewiseSfh}, {@link asterism.sed.Calzetti} (or {@link asterism.sed.ModifiedCalzetti},
 * {@link asterism.sed.Smc}, a law of one's own) and {@link asterism.sed.DraineLi07}. Everything is correct by default;
 * {@link asterism.sed.Convention} lists where the published codes differ and how to reproduce them.
 *
 * <p>Units: wavelengths in um, luminosity densities in Lsun/Hz in the observed frame, ages in yr, masses in Msun. Nothing
 * accepts or returns {@code null}.
 */
@NullMarked
package asterism.sed;

import org.jspecify.annotations.NullMarked;
