package asterism.sed;

/**
 * Emission of dust heated by starlight of one intensity, per hydrogen atom, on a grid of intensity and PAH fraction.
 *
 * <p>Index u runs over {@link #intensities()}, q over {@link #pahFractions()}. Luminosities share one arbitrary unit,
 * {@link #unitErgPerHydrogen()} erg/s per H atom.
 */
public interface DustGrid {

    /** Starlight intensities U in units of the local one, increasing. A copy. */
    double[] intensities();

    /** PAH mass fractions, increasing. A copy. */
    double[] pahFractions();

    /** Rest wavelengths [um] of the spectra's nodes, increasing. A copy. */
    double[] wavelengths();

    /**
     * Luminosity density, unit/Hz; 0 outside the nodes.
     *
     * @param micron [n], rest wavelengths, um, increasing. Not modified.
     * @return [n]
     */
    double[] lnu(int u, int q, double[] micron);

    /** Luminosity over all wavelengths as the published codes integrate it, unit. */
    double publishedBolometric(int u, int q);

    /** erg s-1 per hydrogen atom in one unit of luminosity. */
    double unitErgPerHydrogen();

    /** Mass of dust per mass of hydrogen of a grain model. */
    double dustToHydrogen(int q);
}
