package asterism.unit;

/** The verbs that name a unit in a notebook. */
public final class Units {

    private Units() {}

    /** A luminosity distance in Mpc, with z = 0; add {@code .redshift(z)} where it is known as well. */
    public static Distance mpc(double megaparsec) {
        return Distance.ofMegaparsec(megaparsec);
    }

    /** A redshift; the luminosity distance follows from the cosmology. */
    public static Distance redshift(double z) {
        return Distance.ofRedshift(z);
    }

    /** Lengths in kpc: {@code kpc(0.3)}, {@code kpc(-1, 0, 1)}. */
    public static Length kpc(double... values) {
        return Length.ofKpc(values);
    }

    /** Lengths in pc: {@code pc(300)}. */
    public static Length pc(double... values) {
        return Length.of(values, "pc");
    }

    /** Velocities in km/s: {@code kmPerS(20)}. */
    public static Velocity kmPerS(double... values) {
        return Velocity.ofKmPerS(values);
    }

    /** Velocities in kpc/Myr. */
    public static Velocity kpcPerMyr(double... values) {
        return Velocity.ofKpcPerMyr(values);
    }
}
