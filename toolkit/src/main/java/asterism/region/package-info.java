/**
 * Several regions of one galaxy, fitted together: some data see one region, some only the sum.
 *
 * <p>Start with {@link asterism.region.RegionPhotometry#ofTotal} for the data, {@link asterism.region.RegionModel#of} for
 * the model, and {@link asterism.region.RegionPlots} for the figures. Regions have names; a parameter of a region is
 * {@code center/qPAH}.
 *
 * <p>Units: measured fluxes and those of {@link asterism.region.Prediction} in mJy, luminosity densities in Lsun/Hz
 * (observed frame), rates in Msun/yr, masses in Msun; theta [nDim] has the order of {@code model.space()}. No datum is
 * dropped without being listed. Nothing accepts or returns {@code null}.
 */
@NullMarked
package asterism.region;

import org.jspecify.annotations.NullMarked;
