/**
 * Orbital torus imaging in one dimension: stars whose mean labels are constant along orbits show the orbits, and the shape
 * of the orbits in the plane of height and vertical velocity gives the acceleration and the mass of the Galactic disk.
 *
 * <p>Start with {@link asterism.torus.BinnedData} for the data and {@link asterism.torus.TorusModel} for the orbits.
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><th>symbol</th><th>name here</th><th>unit</th></tr>
 * <tr><td>z, v</td><td>{@code pos}, {@code vel}</td><td>kpc, kpc/Myr</td></tr>
 * <tr><td>r_e, theta_e</td><td>{@code rE}, {@code thetaE}: radius and angle of the ellipse through a star</td><td>kpc
 *     (rad/Myr)^(1/2), rad; 0 where the plane is crossed upwards, pi/2 at the top</td></tr>
 * <tr><td>r</td><td>{@code r = rE (1 + sum e_m(rE) cos(m thetaE))}: the same all along an orbit</td><td>as r_e</td></tr>
 * <tr><td>ln Omega0, z0, v0</td><td>{@code lnOmega0}, {@code pos0}, {@code vel0}</td><td>ln(rad/Myr), kpc, kpc/Myr</td></tr>
 * <tr><td>a, a'</td><td>{@code acceleration}, {@code gradient}</td><td>kpc/Myr^2, 1/Myr^2</td></tr>
 * <tr><td>T, Omega, J, theta</td><td>{@code period}, {@code frequency}, {@code action}, {@code angle}</td><td>Myr, rad/Myr,
 *     kpc^2/Myr, rad in (-pi, pi]</td></tr>
 * </table>
 *
 * <p>Vectors of parameters have the order: values of e_m with m ascending, label values, ln Omega0, pos0, vel0. Empty pixels
 * are NaN. Nothing accepts or returns {@code null}. The method is that of Price-Whelan et al. 2021 and 2024; the names are those
 * of the class {@code TorusImaging1DSpline} of its Python package. Where that package departs from its own formulas,
 * {@code docs/defects.md} says how and what happens here.
 */
@NullMarked
package asterism.torus;

import org.jspecify.annotations.NullMarked;
