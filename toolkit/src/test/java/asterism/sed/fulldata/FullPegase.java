package asterism.sed.fulldata;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One PEGASE single burst of one metallicity on its native grids, per Msun formed (Kroupa 2001 initial mass function).
 *
 * <p>Index rules: {@code lnu[w * nAges + a]}, {@code lines[l * nAges + a]}.
 */
public final class FullPegase {

    /** The metallicities there are files for. */
    public static final List<Double> METALLICITIES = List.of(0.001, 0.004, 0.008, 0.013, 0.016, 0.020, 0.050, 0.100);

    /** Ages [nAges], yr. */
    public final double[] age;
    /** Wavelengths [nWave], um, increasing. */
    public final double[] wave;
    /** Luminosity density [nWave x nAges], Lsun/Hz. */
    public final double[] lnu;
    /** Surviving mass [nAges], Msun: living stars and remnants as the published code counts them. */
    public final double[] mstars;
    /** Bolometric luminosity [nAges], Lsun. */
    public final double[] lbol;
    /** Ionising photons [nAges], 1/s. */
    public final double[] nlyc;
    /** Line wavelengths [nLines], um. */
    public final double[] lineWave;
    /** Line luminosities [nLines x nAges], Lsun. */
    public final double[] lines;

    private FullPegase(IdlSave save) {
        age = save.doubles("TIME");
        wave = save.doubles("WAVE");
        lnu = save.doubles("LNU");
        mstars = save.doubles("MSTARS");
        lbol = save.doubles("LBOL");
        nlyc = save.doubles("NLYC");
        lineWave = save.doubles("WLINES");
        lines = save.doubles("L_LINES");
        int nAges = save.integer("NTIME");
        if (age.length != nAges || wave.length != save.integer("NWAVE") || lnu.length != nAges * wave.length) {
            throw new IllegalArgumentException("array lengths disagree: " + age.length + " ages, " + wave.length
                    + " wavelengths, " + lnu.length + " luminosities");
        }
    }

    /** Reads a population with or without nebular emission from the folder {@code model-data}. */
    public static FullPegase read(Path modelData, double metallicity, boolean nebular) {
        var name = String.format(Locale.ROOT, "Kroupa01_Z%.3f%s_spec.idl", metallicity, nebular ? "_nebular" : "");
        return new FullPegase(
                IdlSave.read(modelData.resolve("models/PEGASE/legacy/Kroupa01").resolve(name)));
    }
}
