package asterism.sed;

/**
 * A choice in which the published codes (Lightning 2025 and MultiLightning) differ from the correct formula.
 *
 * <p>Every choice is correct by default. {@code asPublished()} on a model or a component switches all of its choices to
 * the published ones, {@code asPublished(Convention...)} only the named ones; the model's card says which are in use.
 */
public enum Convention {
    /** How the two parts of the dust emission are weighted. */
    DUST_MIXING(
            "dust mixture",
            "(1 - gamma) L(uMin) + gamma L(power law)",
            "L(uMin) + gamma L(power law)",
            "a published gamma g is g / (1 + g); 24 um down to -8 %, PACS 160 up to +39 %"),
    /** The PAH fractions of the seven dust models. */
    PAH_NODES(
            "q_{PAH} of the dust models",
            "0.0047, 0.0112, 0.0177, 0.0250, 0.0319, 0.0390, 0.0458",
            "0.0047, 0.0120, 0.0177, 0.0250, 0.0319, 0.0390, 0.0470",
            "PAH features up to 7 % too faint"),
    /** The integral of the dust emission over the starlight intensity U. */
    U_INTEGRAL(
            "integral over U",
            "exact power law, dust spectra linear in U between 30 models, partial first and last cell",
            "trapezoid rule on the 29 models without U = 2, cut at the first model not below uMin",
            "mean U off by -40 to +22 %, steps where uMin crosses a model; 24 um down to -25 %, PACS 160 up to +38 %"),
    /** Where the light of emission lines goes. */
    LINE_PLACEMENT(
            "emission lines",
            "all of the light at the line's wavelength",
            "one pixel of the library, sampled on 1200 points",
            "H alpha counted 2.1 times, [N II] 6583 lost; of young stars SDSS r +23 %, SDSS z +93 %"),
    /** What a band averages. */
    BAND_WEIGHT(
            "band average",
            "int T L_nu dnu / int T dnu (dnu/nu for photon counters)",
            "int T L_nu dlambda / int T dlambda",
            "some percent, up to 23 % in GALEX NUV and PACS 160 where the spectrum is steep"),
    /** How the spectra are integrated over an age bin. */
    AGE_QUADRATURE(
            "integral over an age bin",
            "exact",
            "101 samples, the last one lost where 100 (w/100) rounds above w",
            "oldest default bin -1.1 % in mass, -0.8 to -1.8 % in light"),
    /** From where on starlight heats dust. */
    HEATING_RANGE(
            "absorbed power", "from 0.0912 um", "from 0.1 um", "absorbed power up to 9 % low, most for young stars"),
    /** The wavelengths on which everything is integrated. */
    WAVELENGTH_GRID(
            "wavelengths",
            "every node of spectra, filters and attenuation; Gauss-Legendre between them",
            "1200 logarithmic points from 0.1 to 1000 um, trapezoid rule",
            "single bands off by up to 1 %"),
    /** Which stars sit behind the birth clouds of the modified Calzetti law. */
    BIRTH_CLOUDS("birth clouds", "dim the youngest age bin", "dim stars of all ages", "tauBC dims old stars"),
    /** Where the 2175 A bump of the modified Calzetti law acts. */
    BUMP_RANGE(
            "2175 A bump",
            "only where the law itself acts, 0.0912 to 2.2 um",
            "at all wavelengths",
            "a little attenuation of the ionizing light and beyond 2.2 um"),
    /** The distance of a galaxy known only by a small redshift. */
    MINIMUM_DISTANCE(
            "distance from a redshift",
            "as the cosmology gives it",
            "10 Mpc at least",
            "luminosities 22 times too high at z = 0.0005");

    private final String title;
    private final String correct;
    private final String published;
    private final String effect;

    Convention(String title, String correct, String published, String effect) {
        this.title = title;
        this.correct = correct;
        this.published = published;
        this.effect = effect;
    }

    /** What the choice is about. */
    public String title() {
        return title;
    }

    /** The default. */
    public String correct() {
        return correct;
    }

    /** What the published codes do. */
    public String published() {
        return published;
    }

    /** What the published choice does to the result. */
    public String effect() {
        return effect;
    }
}
