package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Spectra on one grid of pixels: flux divided by its continuum, inverse variances, wavelengths.
 *
 * <p>Immutable. flux and ivar are [nSpectra x nPixels]; ivar in 1/flux^2, 0 where there are no data. Where ivar is negative
 * or not a finite number, or the flux is not one although ivar is above 0, the pixel counts as one without data, and a warning
 * says how many and where.
 */
public final class Spectra implements Displayable {

    private final double[][] flux;
    private final double[][] ivar;
    private final Optional<double[]> dispersion;
    private final List<String> names;
    private final List<String> warnings;

    private Spectra(
            double[][] flux,
            double[][] ivar,
            Optional<double[]> dispersion,
            List<String> names,
            List<String> warnings) {
        this.flux = flux;
        this.ivar = ivar;
        this.dispersion = dispersion;
        this.names = names;
        this.warnings = warnings;
    }

    /**
     * Spectra.
     *
     * @param flux [nSpectra x nPixels], about 1. Not modified.
     * @param ivar [nSpectra x nPixels], 1/flux^2; 0 where there are no data. Not modified.
     */
    public static Spectra of(double[][] flux, double[][] ivar) {
        if (flux.length != ivar.length) {
            throw new IllegalArgumentException("spectra: flux has " + flux.length + " spectra, ivar " + ivar.length);
        }
        int nPixels = flux.length == 0 ? 0 : flux[0].length;
        var outFlux = new double[flux.length][];
        var outIvar = new double[flux.length][];
        var unusable = new ArrayList<String>();
        for (int n = 0; n < flux.length; n++) {
            if (flux[n].length != nPixels || ivar[n].length != nPixels) {
                throw new IllegalArgumentException("spectra: spectrum " + n + " has " + flux[n].length
                        + " pixels of flux and " + ivar[n].length + " of ivar, but spectrum 0 has " + nPixels
                        + "; all must be on one grid of wavelengths");
            }
            outFlux[n] = flux[n].clone();
            outIvar[n] = ivar[n].clone();
            clean(n, outFlux[n], outIvar[n], unusable);
        }
        var warnings = unusable.isEmpty()
                ? List.<String>of()
                : List.of(unusable.size() + " pixels count as without data: " + LabelScaling.few(unusable));
        var names = IntStream.range(0, flux.length).mapToObj(Integer::toString).toList();
        return new Spectra(outFlux, outIvar, Optional.empty(), names, warnings);
    }

    /**
     * Spectra in tables: a row for each spectrum and a column of numbers for each pixel. Where all of these columns are named by a
     * number, those are the wavelengths [Angstrom]; a column of text holds the names of the spectra.
     */
    public static Spectra of(Table flux, Table ivar) {
        return SpectraFile.of(flux, ivar);
    }

    /**
     * Reads a FITS file with images FLUX and IVAR or ERROR (1 sigma; not above 0 for pixels without data), a row for each spectrum.
     * Wavelengths come from an image WAVELENGTH of one row, or from the axis: CRVAL1, CDELT1, and CTYPE1 = LOG-LINEAR or DC-FLAG = 1
     * for a logarithmic one.
     *
     * @throws java.io.UncheckedIOException where the file cannot be read
     * @throws IllegalArgumentException     where an image is missing or of another shape; the message says what there is
     */
    public static Spectra read(Path file) {
        return SpectraFile.read(List.of(file));
    }

    /** As {@link #read(Path)}. */
    public static Spectra read(String file) {
        return read(Path.of(file));
    }

    /** As {@link #read(Path)}, of many files on one grid of wavelengths, such as one for each star; the files name spectra that have no names. */
    public static Spectra read(List<Path> files) {
        return SpectraFile.read(files);
    }

    /**
     * As {@link #read(Path)}, where the images have no names or other ones.
     *
     * @param fluxHdu  HDU of the flux, counted from 0; 1 in APOGEE's files of single stars
     * @param errorHdu HDU of the errors, 1 sigma; 2 in APOGEE's files of single stars
     */
    public static Spectra read(Path file, int fluxHdu, int errorHdu) {
        return SpectraFile.read(file, fluxHdu, errorHdu);
    }

    /** Writes these spectra as a FITS file that {@link #read(Path)} reads, with their names, and gives them back. */
    public Spectra save(Path file) {
        SpectraFile.write(file, this);
        return this;
    }

    /** As {@link #save(Path)}. */
    public Spectra save(String file) {
        return save(Path.of(file));
    }

    private static void clean(int spectrum, double[] flux, double[] ivar, List<String> outUnusable) {
        for (int j = 0; j < flux.length; j++) {
            boolean known = ivar[j] >= 0 && ivar[j] < Double.POSITIVE_INFINITY;
            if (!known || (ivar[j] > 0 && !Double.isFinite(flux[j]))) {
                outUnusable.add("ivar " + Numbers.significant(ivar[j], 4) + ", flux " + Numbers.significant(flux[j], 4)
                        + " in spectrum " + spectrum + ", pixel " + j);
                ivar[j] = 0;
            }
        }
    }

    /** These spectra with the wavelengths of their pixels, [nPixels], Angstrom, ascending. Not modified. */
    public Spectra dispersion(double... wavelengths) {
        if (wavelengths.length != nPixels()) {
            throw new IllegalArgumentException(
                    "spectra: " + wavelengths.length + " wavelengths, but " + nPixels() + " pixels");
        }
        for (int j = 0; j < wavelengths.length; j++) {
            if (!Double.isFinite(wavelengths[j]) || (j > 0 && !(wavelengths[j] > wavelengths[j - 1]))) {
                throw new IllegalArgumentException(
                        "spectra: wavelengths must be finite and ascend, but pixel " + j + " has " + wavelengths[j]);
            }
        }
        return new Spectra(flux, ivar, Optional.of(wavelengths.clone()), names, warnings);
    }

    /** These spectra with names; without them they are counted from 0. */
    public Spectra names(List<String> names) {
        if (names.size() != flux.length) {
            throw new IllegalArgumentException("spectra: " + names.size() + " names, but " + flux.length + " spectra");
        }
        return new Spectra(flux, ivar, dispersion, List.copyOf(names), warnings);
    }

    /** Some of the spectra, in the order given. */
    public Spectra select(int... spectra) {
        return new Spectra(
                Arrays.stream(spectra).mapToObj(n -> flux[n]).toArray(double[][]::new),
                Arrays.stream(spectra).mapToObj(n -> ivar[n]).toArray(double[][]::new),
                dispersion,
                Arrays.stream(spectra).mapToObj(names::get).toList(),
                warnings);
    }

    /** Number of spectra. */
    public int size() {
        return flux.length;
    }

    /** Number of pixels of each. */
    public int nPixels() {
        return flux.length == 0 ? 0 : flux[0].length;
    }

    /** Flux of one spectrum, [nPixels], a copy; not a number where there are no data, perhaps. */
    public double[] flux(int spectrum) {
        return flux[spectrum].clone();
    }

    /** Inverse variances of one spectrum, [nPixels], 1/flux^2, a copy. */
    public double[] ivar(int spectrum) {
        return ivar[spectrum].clone();
    }

    /** Wavelengths of the pixels, [nPixels], Angstrom, a copy; empty where none were given. */
    public Optional<double[]> dispersion() {
        return dispersion.map(double[]::clone);
    }

    /**
     * Which pixels lie inside some regions of wavelengths, such as lines of an element: a mask for {@link Cannon#censor}, or its
     * opposite.
     *
     * @param regions [nRegions][2], first and last wavelength, Angstrom, both with them; -infinity or infinity for an open end
     * @return [nPixels], true inside any of the regions
     */
    public boolean[] inRegions(double[]... regions) {
        double[] w = dispersion.orElseThrow(() -> new IllegalArgumentException(
                "regions of wavelengths need the wavelengths of the pixels: add them with dispersion(...)"));
        var out = new boolean[w.length];
        for (var region : regions) {
            if (region.length != 2 || !(region[0] <= region[1])) {
                throw new IllegalArgumentException(
                        "a region is two wavelengths, the first not above the second, got " + Arrays.toString(region));
            }
            for (int j = 0; j < w.length; j++) {
                out[j] |= w[j] >= region[0] && w[j] <= region[1];
            }
        }
        return out;
    }

    /** Names of the spectra. */
    public List<String> names() {
        return names;
    }

    /** Whether the spectra have names, and are not just counted. */
    boolean hasNames() {
        return IntStream.range(0, names.size()).anyMatch(n -> !names.get(n).equals(Integer.toString(n)));
    }

    /** What was wrong with the data, in words. */
    public List<String> warnings() {
        return warnings;
    }

    /** The flux itself, for this package: not to be written to. */
    double[][] fluxRows() {
        return flux;
    }

    /** The inverse variances themselves, for this package: not to be written to. */
    double[][] ivarRows() {
        return ivar;
    }

    /** Median of flux / error over the pixels with data; NaN where there are none. */
    public double signalToNoise(int spectrum) {
        double[] snr = IntStream.range(0, nPixels())
                .filter(j -> ivar[spectrum][j] > 0)
                .mapToDouble(j -> flux[spectrum][j] * Math.sqrt(ivar[spectrum][j]))
                .sorted()
                .toArray();
        return snr.length == 0 ? Double.NaN : LabelScaling.percentile(snr, 50);
    }

    @Override
    public Card card() {
        var card = Card.of(toString());
        for (var warning : warnings) {
            card = card.warning(warning);
        }
        double[] snr = IntStream.range(0, size())
                .mapToDouble(this::signalToNoise)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (snr.length > 0) {
            card = card.row(
                    "S/N per pixel",
                    Numbers.significant(snr[0], 3) + " to " + Numbers.significant(snr[snr.length - 1], 3) + ", median "
                            + Numbers.significant(LabelScaling.percentile(snr, 50), 3));
        }
        long dead = Arrays.stream(ivar)
                .flatMapToDouble(Arrays::stream)
                .filter(w -> w == 0)
                .count();
        if (nPixels() > 0 && size() > 0) {
            card = card.row(
                    "without data", Numbers.significant(100.0 * dead / ((double) size() * nPixels()), 3) + " %");
        }
        if (dispersion.isPresent()) {
            double[] w = dispersion.get();
            card = card.row(
                    "wavelengths",
                    Numbers.significant(w[0], 6) + " to " + Numbers.significant(w[w.length - 1], 6) + " Angstrom");
        }
        return card;
    }

    @Override
    public String toString() {
        return number(size()) + " of " + nPixels() + " pixels";
    }

    /** So many spectra, in words. */
    static String number(int n) {
        return n == 1 ? "1 spectrum" : n + " spectra";
    }
}
