package asterism.xray;

/**
 * How a marginal becomes a value with bounds. The two are never mixed in one result: for the same posterior the catalogue's
 * intervals are 8 % (bright) to 22 % (no counts) wider.
 */
public enum Summary {
    /**
     * The mode and the shortest interval of the true marginal. An upper limit where the density does not rise from zero:
     * then the bound is the 68 % quantile.
     */
    EXACT,

    /**
     * As the Chandra Source Catalog 2.1: mode and 68 % interval of an Epanechnikov kernel density whose half-width is the
     * rms of the draws, cut at zero. An upper limit where that interval reaches zero.
     */
    CATALOGUE
}
