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
 * <table>
 * <caption>Members of the Python class, and what they are here</caption>
 * <tr><th>{@code TorusImaging1DSpline}</th><th>here</th></tr>
 * <tr><td>{@code TorusImaging1DSpline(label_knots, e_knots, e_signs, regularization_func)}</td><td>{@code
 *     TorusModel.of(labelKnots).e(m, knots).eSign(m, sign).regularizer(...)}</td></tr>
 * <tr><td>{@code auto_init(binned_data, ...)}</td><td>{@link asterism.torus.TorusStart#of}, its settings; {@code model()},
 *     {@code bounds()}, {@code parameters()}</td></tr>
 * <tr><td>{@code label_l2_sigma}, {@code e_smooth_sigmas}, {@code dacc_strength}, ...</td><td>{@link
 *     asterism.torus.SplineRegularizer}; a function of one's own: {@link asterism.torus.Regularizer#of}</td></tr>
 * <tr><td>{@code estimate_init_params}</td><td>{@link asterism.torus.TorusModel#estimateInitParams}</td></tr>
 * <tr><td>{@code check_e_funcs}</td><td>{@link asterism.torus.TorusModel#checkEFunctions}</td></tr>
 * <tr><td>{@code compute_elliptical}</td><td>{@link asterism.torus.TorusModel#elliptical}</td></tr>
 * <tr><td>{@code compute_action_angle(N_grid, Bisection_kwargs)}</td><td>{@code TorusModel.actionAngle(pos, vel, p)}; keywords:
 *     {@link asterism.torus.OrbitSearch}</td></tr>
 * <tr><td>{@code get_acceleration}, {@code get_acceleration_deriv}</td><td>{@code TorusModel.acceleration(pos, p)}, {@link
 *     asterism.torus.TorusModel#accelerationGradient}</td></tr>
 * <tr><td>{@code get_label}</td><td>{@link asterism.torus.TorusModel#label}</td></tr>
 * <tr><td>{@code ln_gaussian_likelihood}, {@code ln_poisson_likelihood}</td><td>{@link
 *     asterism.torus.TorusModel#lnGaussianLikelihood}, {@link asterism.torus.TorusModel#lnPoissonLikelihood}</td></tr>
 * <tr><td>{@code objective_gaussian}, {@code objective_poisson}</td><td>{@link asterism.torus.TorusModel#objective} with {@link
 *     asterism.torus.TorusLikelihood}; its gradient: {@link asterism.torus.TorusModel#objectiveGradient}</td></tr>
 * <tr><td>{@code optimize}</td><td>{@code TorusModel.optimize(...)}; by L-BFGS-B: {@link
 *     asterism.torus.TorusModel#optimizeLbfgsb}</td></tr>
 * <tr><td>{@code unpack_bounds}</td><td>{@link asterism.torus.TorusBounds#ofPairs}, {@code lower()}, {@code upper()}</td></tr>
 * <tr><td>{@code get_crlb}, with {@code inv=True}</td><td>{@code TorusModel.crlb(...).covariance()}, {@code fisher()}</td></tr>
 * <tr><td>{@code get_crlb_uncertainties}</td><td>{@link asterism.torus.CramerRao#uncertainties}</td></tr>
 * <tr><td>{@code get_crlb_error_samples}, with {@code list_of_samples=False}</td><td>{@link
 *     asterism.torus.CramerRao#errorSamples}, {@link asterism.torus.TorusErrors#errorSampleTable}</td></tr>
 * <tr><td>{@code mcmc_run_label}</td><td>{@code TorusModel.mcmcRunLabel(...)}; with any sampler settings and likelihood: {@link
 *     asterism.torus.TorusModel#sample}</td></tr>
 * <tr><td>{@code get_binned_counts}, {@code get_binned_label}</td><td>{@code Binning.counts(stars)}, {@code
 *     Binning.meanLabel(stars)}</td></tr>
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
