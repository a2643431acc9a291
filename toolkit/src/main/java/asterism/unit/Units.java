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
}
