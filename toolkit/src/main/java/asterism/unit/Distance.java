package asterism.unit;

import asterism.display.Numbers;

/**
 * Where a galaxy is: its luminosity distance and its redshift.
 *
 * <p>The distance turns fluxes into luminosities; the redshift shifts the model through the filters and limits the ages
 * of stars. Nearby the two are known independently: {@code mpc(7.3)} alone means z = 0, {@code mpc(7.3).redshift(0.00219)}
 * gives both, {@code redshift(0.1)} computes the distance from the cosmology.
 *
 * @param megaparsec luminosity distance, Mpc
 * @param redshift   z, 0 or above
 * @param cosmology  gives the age of the universe, and the distance where only a redshift was given
 * @param isMeasured whether the distance was given; otherwise it follows from the redshift
 */
public record Distance(double megaparsec, double redshift, Cosmology cosmology, boolean isMeasured) {

    public Distance {
        if (!(redshift >= 0) || !Double.isFinite(redshift)) {
            throw new IllegalArgumentException("distance: a redshift must be 0 or above, got " + redshift
                    + "; for a galaxy that approaches us give its distance alone, mpc(0.78)");
        }
        if (!(megaparsec > 0) || !Double.isFinite(megaparsec)) {
            throw new IllegalArgumentException(
                    redshift == 0 && !isMeasured
                            ? "redshift(0) has no distance; give it, mpc(7.3), or both, mpc(7.3).redshift(0.0022)"
                            : "distance: mpc(distance) must be above 0 Mpc, got " + megaparsec);
        }
    }

    /** At this luminosity distance [Mpc]; z = 0 until {@link #redshift(double)} says otherwise. */
    public static Distance ofMegaparsec(double megaparsec) {
        return new Distance(megaparsec, 0, Cosmology.DEFAULT, true);
    }

    /** At this redshift, at the distance that the cosmology gives. */
    public static Distance ofRedshift(double z) {
        return new Distance(distanceAt(z, Cosmology.DEFAULT), z, Cosmology.DEFAULT, false);
    }

    /** The same measured distance with its redshift; a distance that came from a redshift is computed anew. */
    public Distance redshift(double z) {
        return new Distance(isMeasured ? megaparsec : distanceAt(z, cosmology), z, cosmology, isMeasured);
    }

    /** In another cosmology; a distance that came from a redshift is computed anew. */
    public Distance cosmology(Cosmology other) {
        return new Distance(isMeasured ? megaparsec : distanceAt(redshift, other), redshift, other, isMeasured);
    }

    private static double distanceAt(double z, Cosmology cosmology) {
        return z >= 0 ? cosmology.luminosityDistance(z) : Double.NaN;
    }

    /** Age of the universe at this redshift, yr. */
    public double universeAge() {
        return cosmology.age(redshift);
    }

    /**
     * Luminosity density [Lsun/Hz, observed frame] of a source of 1 mJy: 4 pi D^2 / Lsun. There is no factor of 1 + z
     * in it: that stands in the model.
     */
    public double lnuPerMillijansky() {
        double cm = megaparsec * Constants.MEGAPARSEC;
        return 4 * Math.PI * cm * cm * Constants.MILLIJANSKY / Constants.IAU_2015_SOLAR_LUMINOSITY;
    }

    @Override
    public String toString() {
        return Numbers.significant(megaparsec, 6) + " Mpc, z = " + Numbers.significant(redshift, 6)
                + (isMeasured ? "" : " (" + cosmology + ")");
    }
}
