package asterism.sed;

import java.util.List;

/**
 * Populations of single age and metallicity, per Msun formed.
 *
 * <p>Index z runs over {@link #metallicities()}, age over {@link #ages()}, node over {@link #wavelengths()}. Spectra are
 * linear in wavelength between the nodes and 0 outside them, linear in age between the ages.
 */
public interface StellarGrid {

    /** Mass fractions of metals, increasing. A copy. */
    double[] metallicities();

    /** Ages, yr, increasing from 0. A copy. */
    double[] ages();

    /** Rest wavelengths, um, increasing. A copy. */
    double[] wavelengths();

    /** Luminosity density of stars and gas without emission lines, Lsun/Hz per Msun formed. */
    double lnu(int z, int age, int node);

    /** The emission lines. */
    List<EmissionLine> lines();

    /** Luminosity of a line, Lsun per Msun formed. */
    double line(int z, int age, int line);

    /** Mass in stars that still live, and in remnants, per Msun formed. */
    double survivingMass(int z, int age);

    /** Bolometric luminosity, Lsun per Msun formed. */
    double bolometric(int z, int age);

    /** Photons that ionize hydrogen, s-1 per Msun formed. */
    double ionizingPhotons(int z, int age);
}
