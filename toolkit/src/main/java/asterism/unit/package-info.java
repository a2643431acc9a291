/**
 * Physical constants and conversions; the internal units of the toolkit are stated here.
 *
 * <table>
 * <caption>Internal units</caption>
 * <tr><th>quantity</th><th>unit</th></tr>
 * <tr><td>wavelength</td><td>micron (um)</td></tr>
 * <tr><td>frequency</td><td>Hz</td></tr>
 * <tr><td>flux density of photometry</td><td>mJy = 1e-26 erg s-1 cm-2 Hz-1</td></tr>
 * <tr><td>luminosity density</td><td>Lsun/Hz, observed frame: L(nu_obs) = (1 + z) L(nu_rest)</td></tr>
 * <tr><td>luminosity</td><td>Lsun = 3.828e33 erg/s</td></tr>
 * <tr><td>mass, star formation rate</td><td>Msun, Msun/yr</td></tr>
 * <tr><td>age, look-back time</td><td>yr; 0 is today</td></tr>
 * <tr><td>distance</td><td>Mpc</td></tr>
 * <tr><td>position, velocity, time of an orbit</td><td>kpc, kpc/Myr, Myr</td></tr>
 * </table>
 *
 * <p>A bare {@code double} has one of these units and says so. Start with {@link asterism.unit.Units#mpc} and
 * {@link asterism.unit.Units#redshift} for galaxies, with {@link asterism.unit.Units#kpc} and
 * {@link asterism.unit.Units#kmPerS} for stars. Nothing here accepts or returns {@code null}.
 */
@NullMarked
package asterism.unit;

import org.jspecify.annotations.NullMarked;
