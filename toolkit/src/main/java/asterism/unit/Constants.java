package asterism.unit;

/** Physical constants; each name carries its source where there is more than one value in use. */
public final class Constants {

    /** Nominal solar luminosity, erg s-1 (IAU 2015 resolution B3). */
    public static final double IAU_2015_SOLAR_LUMINOSITY = 3.828e33;

    /** Solar mass, g: nominal GM of IAU 2015 resolution B3 over G of CODATA 2018. */
    public static final double SOLAR_MASS = 1.988409870698051e33;

    /** Megaparsec, cm (IAU 2015 resolution B2). */
    public static final double MEGAPARSEC = 3.0856775814913674e24;

    /** Speed of light, um s-1: wavelength [um] times frequency [Hz] (exact, SI). */
    public static final double LIGHT_SPEED_MICRON = 2.99792458e14;

    /** Speed of light, km s-1 (exact, SI). */
    public static final double LIGHT_SPEED_KM = 299792.458;

    /** Mass of a hydrogen atom, g (CODATA 2018). */
    public static final double HYDROGEN_MASS = 1.6735328e-24;

    /** One mJy, erg s-1 cm-2 Hz-1 (definition). */
    public static final double MILLIJANSKY = 1e-26;

    /** 1 / (1 km s-1 Mpc-1), Gyr, with the Julian year of 365.25 days. */
    public static final double HUBBLE_TIME_UNIT = 977.7922216807892;

    /** Constant of gravitation, kpc3 Msun-1 Myr-2: nominal GM of the Sun (IAU 2015 resolution B3), Julian year. */
    public static final double GRAVITY_KPC = 4.498502151469553e-12;

    private Constants() {}
}
