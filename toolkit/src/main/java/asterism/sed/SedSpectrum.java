package asterism.sed;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.unit.Constants;

/**
 * The spectrum of a model at one parameter vector with its components.
 *
 * <p>Arrays have [nWave] places, luminosity densities are in Lsun/Hz in the observed frame. The light of an emission line
 * stands in the two wavelengths next to it, so that the trapezoid rule over frequency gives its luminosity.
 */
public final class SedSpectrum implements Displayable {

    private final double redshift;
    private final double[] wave;
    private final double[] unattenuated;
    private final double[] attenuated;
    private final double[] dust;
    private final double absorbed;

    SedSpectrum(
            double redshift,
            double[] wave,
            double[] unattenuated,
            double[] attenuated,
            double[] dust,
            double absorbed) {
        this.redshift = redshift;
        this.wave = wave;
        this.unattenuated = unattenuated;
        this.attenuated = attenuated;
        this.dust = dust;
        this.absorbed = absorbed;
    }

    /** Number of wavelengths, nWave. */
    public int size() {
        return wave.length;
    }

    /** Observed wavelengths, um, increasing; a copy. */
    public double[] wavelength() {
        return wave.clone();
    }

    /** Observed frequencies, Hz. */
    public double[] frequency() {
        var nu = new double[wave.length];
        for (int i = 0; i < nu.length; i++) {
            nu[i] = Constants.LIGHT_SPEED_MICRON / wave[i];
        }
        return nu;
    }

    /** Stars and gas before attenuation, Lsun/Hz; a copy. */
    public double[] unattenuated() {
        return unattenuated.clone();
    }

    /** Stars and gas after attenuation, Lsun/Hz; a copy. */
    public double[] attenuated() {
        return attenuated.clone();
    }

    /** Dust emission, Lsun/Hz; a copy. */
    public double[] dust() {
        return dust.clone();
    }

    /** What is seen: attenuated stars and dust emission, Lsun/Hz. */
    public double[] total() {
        var sum = attenuated.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += dust[i];
        }
        return sum;
    }

    /** nu L_nu [Lsun] of luminosity densities [nWave, Lsun/Hz] on this spectrum's wavelengths, for plots. */
    public double[] nuLnu(double[] lnu) {
        if (lnu.length != wave.length) {
            throw new IllegalArgumentException("nuLnu: " + lnu.length + " values for " + wave.length + " wavelengths");
        }
        var out = new double[lnu.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = lnu[i] * Constants.LIGHT_SPEED_MICRON / wave[i];
        }
        return out;
    }

    /** Power that the dust absorbs and radiates, Lsun. */
    public double absorbedLuminosity() {
        return absorbed;
    }

    /** Redshift of the model. */
    public double redshift() {
        return redshift;
    }

    @Override
    public Card card() {
        return Card.of("Spectrum")
                .row(
                        "wavelengths",
                        size() + " from " + Numbers.significant(wave[0], 6) + " to "
                                + Numbers.significant(wave[wave.length - 1], 6) + " um (observed)")
                .row("redshift", Numbers.significant(redshift, 6))
                .row("starlight before attenuation", Numbers.significant(power(unattenuated), 6) + " Lsun")
                .row("starlight after attenuation", Numbers.significant(power(attenuated), 6) + " Lsun")
                .row("absorbed by dust", Numbers.significant(absorbed, 6) + " Lsun")
                .row("radiated by dust", Numbers.significant(power(dust), 6) + " Lsun");
    }

    private double power(double[] lnu) {
        double sum = 0;
        for (int i = 0; i + 1 < wave.length; i++) {
            sum += 0.5
                    * (lnu[i] + lnu[i + 1])
                    * (Constants.LIGHT_SPEED_MICRON / wave[i] - Constants.LIGHT_SPEED_MICRON / wave[i + 1]);
        }
        return sum;
    }

    @Override
    public String toString() {
        return "SedSpectrum(" + size() + " wavelengths, " + Numbers.significant(wave[0], 6) + " to "
                + Numbers.significant(wave[wave.length - 1], 6) + " um)";
    }
}
