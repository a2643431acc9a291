package asterism.xray;

/**
 * What the intensity of a source is measured in. A background has the same unit per unit of aperture area.
 *
 * <p>The unit is made by the factor that an aperture's PSF fractions and area are multiplied with; upper bounds of the
 * uniform priors are those of the catalogue (Primini 2022, Table 1).
 */
public enum IntensityUnit {
    /** Energy flux, erg cm-2 s-1: the factor is the exposure map (cm2 s) divided by the mean photon energy (erg). */
    ENERGY_FLUX("erg cm-2 s-1", "erg cm^{-2} s^{-1}", "flux_aper", 1e-8, 1e-12),
    /** Photon flux, photon cm-2 s-1: the factor is the exposure map, cm2 s. */
    PHOTON_FLUX("photon cm-2 s-1", "photon cm^{-2} s^{-1}", "photflux_aper", 1e-2, 1e-6),
    /** Count rate, count s-1: the factor is the live time, s. */
    COUNT_RATE("count s-1", "count s^{-1}", "src_rate_aper", 10, 1e-3),
    /** Net counts: the factor is 1, or each observation's share of the whole exposure. */
    NET_COUNTS("count", "count", "src_cnts_aper", 1e6, 10);

    private static final double HRC_BACKGROUND_ENERGY_FLUX = 1e-13;

    private final String symbol;
    private final String markup;
    private final String catalogueColumn;
    private final double sourceUpper;
    private final double backgroundUpper;

    IntensityUnit(String symbol, String markup, String catalogueColumn, double sourceUpper, double backgroundUpper) {
        this.symbol = symbol;
        this.markup = markup;
        this.catalogueColumn = catalogueColumn;
        this.sourceUpper = sourceUpper;
        this.backgroundUpper = backgroundUpper;
    }

    /** As text, {@code photon cm-2 s-1}. */
    public String symbol() {
        return symbol;
    }

    /** For labels of axes, in the markup of {@link asterism.display.Markup}. */
    public String markup() {
        return markup;
    }

    /** The stem of the catalogue's column names, {@code photflux_aper}. */
    public String catalogueColumn() {
        return catalogueColumn;
    }

    /** Upper bound of a source's uniform prior, in this unit. */
    public double sourceUpper() {
        return sourceUpper;
    }

    /** Upper bound of a background's uniform prior, in this unit per unit of area; that of an HRC energy flux is smaller. */
    public double backgroundUpper(Instrument instrument) {
        return this == ENERGY_FLUX && instrument == Instrument.HRC ? HRC_BACKGROUND_ENERGY_FLUX : backgroundUpper;
    }

    @Override
    public String toString() {
        return symbol;
    }
}
