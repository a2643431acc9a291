package asterism.image;

import asterism.data.Wcs;
import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An image to be fitted: data, variance, mask, PSF and zero point on its own pixels.
 *
 * <p>Arrays are row-major with row 0 at the bottom: pixel (i, j), column i and row j, is {@code [j * width + i]}. Data that
 * are NaN or infinite are masked. Immutable: every method gives a new target.
 */
public final class Target implements Displayable {

    private final String name;
    private final PixelGrid grid;
    private final double[] data;
    private final double[] variance;
    private final boolean[] mask;
    private final Optional<Psf> psf;
    private final OptionalDouble zeropoint;
    private final Optional<Wcs> wcs;

    private Target(
            String name,
            PixelGrid grid,
            double[] data,
            double[] variance,
            boolean[] mask,
            Optional<Psf> psf,
            OptionalDouble zeropoint,
            Optional<Wcs> wcs) {
        this.name = name;
        this.grid = grid;
        this.data = data;
        this.variance = variance;
        this.mask = mask;
        this.psf = psf;
        this.zeropoint = zeropoint;
        this.wcs = wcs;
    }

    /**
     * An image with variance 1 in all pixels, nothing masked but what is not a number, no PSF and no zero point.
     *
     * @param name the image's or band's name: {@code r}
     * @param data [height x width], row-major, in the image's unit of flux per pixel. Not modified.
     */
    public static Target of(String name, PixelGrid grid, double[] data) {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException("an image needs a name without '/', got '" + name + "'");
        }
        requireLength(name, grid, "data", data.length);
        boolean[] mask = new boolean[data.length];
        for (int k = 0; k < data.length; k++) {
            mask[k] = !Double.isFinite(data[k]);
        }
        double[] ones = new double[data.length];
        Arrays.fill(ones, 1);
        return new Target(
                name, grid, data.clone(), ones, mask, Optional.empty(), OptionalDouble.empty(), Optional.empty());
    }

    /** An image of zeros, on which a model can be simulated. */
    public static Target blank(String name, PixelGrid grid) {
        return of(name, grid, new double[grid.size()]);
    }

    /** As {@link #of(String, PixelGrid, double[])}, from rows [height][width]. */
    public static Target of(String name, PixelGrid grid, double[][] rows) {
        if (rows.length != grid.height()) {
            throw new IllegalArgumentException(
                    "image '" + name + "': " + rows.length + " rows of data, but the grid has " + grid.height());
        }
        double[] data = new double[grid.size()];
        for (int j = 0; j < rows.length; j++) {
            if (rows[j].length != grid.width()) {
                throw new IllegalArgumentException("image '" + name + "': row " + j + " has " + rows[j].length
                        + " pixels, but the grid has " + grid.width() + " columns");
            }
            System.arraycopy(rows[j], 0, data, j * grid.width(), grid.width());
        }
        return of(name, grid, data);
    }

    /**
     * Reads an image from a FITS file: {@code "galaxy.fits"}, or of several images {@code "galaxy.fits[SCI]"},
     * {@code "galaxy.fits[1]"}, of a cube {@code "galaxy.fits[0][2]"}.
     *
     * <p>Its place comes from a TAN or TAN-SIP world coordinate system, with x towards West and y towards North in arcsec from the
     * reference point, or from the cards PM1_1 ... PM2_2 (pixel matrix, arcsec) and ORIGX, ORIGY (outer corner of pixel
     * (0, 0)). The zero point is that of ZEROPT, MAGZERO or MAGZP. Further extensions give what belongs to the image: VARIANCE
     * (VAR), WEIGHT (IVAR, INVVAR), SIGMA (ERR, RMS); MASK (DQ), where all but 0 is masked; PSF with the card UPSCALE.
     * Of a file with several images the name of the image is added: VARIANCE_r. Pixels that are NaN are masked.
     *
     * @throws java.io.UncheckedIOException where the file is missing or damaged
     * @throws IllegalArgumentException     where it does not hold what is asked for; the message names file and value
     */
    public static Target read(String name, String file) {
        return TargetFile.read(name, file, Optional.empty());
    }

    /** As {@link #read(String, String)}. */
    public static Target read(String name, Path file) {
        return read(name, file.toString());
    }

    /** As {@link #read(String, String)}, on a grid that is given instead of the file's own. */
    public static Target read(String name, String file, PixelGrid grid) {
        return TargetFile.read(name, file, Optional.of(grid));
    }

    /** Writes data, variance, mask and a measured PSF to a FITS file that {@link #read(String, String)} reads. */
    public Target save(String file) {
        TargetFile.save(this, Path.of(file));
        return this;
    }

    /** This target, whose grid is that of a world coordinate system. */
    Target wcs(Wcs sky) {
        return new Target(name, grid, data, variance, mask, psf, zeropoint, Optional.of(sky));
    }

    /** The world coordinate system of the file it was read from, if that has one. */
    public Optional<Wcs> wcs() {
        return wcs;
    }

    /**
     * This target on the plane that touches the sky at the other's reference point, as a joint model needs it; the same one
     * where either has no world coordinate system.
     */
    Target onPlaneOf(Target other) {
        if (wcs.isEmpty() || other.wcs.isEmpty()) {
            return this;
        }
        var sky = wcs.get();
        var plane = TargetFile.plane(name, sky, other.wcs.get(), grid.width(), grid.height());
        return new Target(name, plane, data, variance, mask, psf, zeropoint, wcs);
    }

    /** This target under another name. */
    public Target name(String other) {
        var renamed = of(other, grid, data);
        return new Target(renamed.name, grid, data, variance, mask, psf, zeropoint, wcs);
    }

    /** This target with one variance for all pixels, flux2. */
    public Target variance(double value) {
        double[] all = new double[data.length];
        Arrays.fill(all, value);
        return variance(all);
    }

    /**
     * This target with a variance for each pixel. Pixels with no finite variance above 0 must be masked first.
     *
     * @param values [height x width], row-major, flux2. Not modified.
     */
    public Target variance(double[] values) {
        requireLength(name, grid, "variance", values.length);
        for (int k = 0; k < values.length; k++) {
            if (!mask[k] && (!(values[k] > 0) || !Double.isFinite(values[k]))) {
                throw new IllegalArgumentException("image '" + name + "': the variance of pixel ("
                        + k % grid.width() + ", " + k / grid.width() + ") is " + values[k]
                        + ", but it must be above 0; mask such pixels before the variance is given");
            }
        }
        return new Target(name, grid, data, values.clone(), mask, psf, zeropoint, wcs);
    }

    /**
     * This target with one weight for each pixel, the inverse of its variance; pixels of weight 0 are masked.
     *
     * @param values [height x width], row-major, flux-2. Not modified.
     */
    public Target weight(double[] values) {
        requireLength(name, grid, "weight", values.length);
        double[] inverse = new double[values.length];
        boolean[] zero = new boolean[values.length];
        for (int k = 0; k < values.length; k++) {
            if (!mask[k] && (!(values[k] >= 0) || !Double.isFinite(values[k]))) {
                throw new IllegalArgumentException(
                        "image '" + name + "': the weight of pixel (" + k % grid.width() + ", " + k / grid.width()
                                + ") is " + values[k] + ", but it must be above 0, or 0 for a pixel to be ignored");
            }
            zero[k] = values[k] == 0;
            inverse[k] = zero[k] ? 1 : 1 / values[k];
        }
        return mask(zero).variance(inverse);
    }

    /**
     * This target with more pixels masked; those that are no numbers stay so.
     *
     * @param values [height x width], row-major, true where a pixel is to be ignored. Not modified.
     */
    public Target mask(boolean[] values) {
        requireLength(name, grid, "mask", values.length);
        boolean[] both = mask.clone();
        for (int k = 0; k < both.length; k++) {
            both[k] |= values[k];
        }
        return new Target(name, grid, data, variance, both, psf, zeropoint, wcs);
    }

    /** This target with a PSF, which every model of it is then convolved with. */
    public Target psf(Psf other) {
        return new Target(name, grid, data, variance, mask, Optional.of(other), zeropoint, wcs);
    }

    /** This target without a PSF. */
    public Target withoutPsf() {
        return new Target(name, grid, data, variance, mask, Optional.empty(), zeropoint, wcs);
    }

    /** This target with a zero point: mag = -2.5 log10(flux) + zero point. It is used in figures, never in a fit. */
    public Target zeropoint(double magnitude) {
        if (!Double.isFinite(magnitude)) {
            throw new IllegalArgumentException(
                    "image '" + name + "': the zero point must be a finite number of mag, got " + magnitude);
        }
        return new Target(name, grid, data, variance, mask, psf, OptionalDouble.of(magnitude), wcs);
    }

    /** This target with other data on the same pixels; variance, mask, PSF and zero point stay. */
    public Target data(double[] values) {
        var other = of(name, grid, values);
        return new Target(name, grid, other.data, variance, mask, psf, zeropoint, wcs).mask(other.mask);
    }

    /** This target on a grid of the same shape somewhere else. */
    public Target grid(PixelGrid other) {
        if (other.width() != grid.width() || other.height() != grid.height()) {
            throw new IllegalArgumentException("image '" + name + "' has " + grid.width() + " x " + grid.height()
                    + " pixels, but the other grid has " + other.width() + " x " + other.height());
        }
        return new Target(name, other, data, variance, mask, psf, zeropoint, Optional.empty());
    }

    /** The image's or band's name. */
    public String name() {
        return name;
    }

    /** Where its pixels lie. */
    public PixelGrid grid() {
        return grid;
    }

    /** The value of pixel (i, j), column i and row j. */
    public double data(int i, int j) {
        return data[index(i, j)];
    }

    /** The variance of pixel (i, j). */
    public double variance(int i, int j) {
        return variance[index(i, j)];
    }

    /** Whether pixel (i, j) is ignored. */
    public boolean isMasked(int i, int j) {
        return mask[index(i, j)];
    }

    private int index(int i, int j) {
        if (i < 0 || i >= grid.width() || j < 0 || j >= grid.height()) {
            throw new IllegalArgumentException("image '" + name + "': no pixel (" + i + ", " + j + ") in "
                    + grid.width() + " columns and " + grid.height() + " rows");
        }
        return j * grid.width() + i;
    }

    /** The PSF, where one was given. */
    public Optional<Psf> psf() {
        return psf;
    }

    /** The zero point, mag, where one was given. */
    public OptionalDouble zeropoint() {
        return zeropoint;
    }

    /** A copy of the data, [height x width], row-major. */
    public double[] toArray() {
        return data.clone();
    }

    /** The data themselves, not to be modified. */
    double[] rawData() {
        return data;
    }

    /** The variances themselves, not to be modified. */
    double[] rawVariance() {
        return variance;
    }

    /** The mask itself, not to be modified. */
    boolean[] rawMask() {
        return mask;
    }

    /** Number of masked pixels. */
    public int masked() {
        int n = 0;
        for (boolean m : mask) {
            n += m ? 1 : 0;
        }
        return n;
    }

    private static void requireLength(String name, PixelGrid grid, String what, int length) {
        if (length != grid.size()) {
            throw new IllegalArgumentException("image '" + name + "': the " + what + " has " + length
                    + " pixels, but the grid has " + grid.width() + " x " + grid.height() + " = " + grid.size());
        }
    }

    @Override
    public Card card() {
        var card = Card.of("Target '" + name + "'")
                .row("pixels", grid.toString())
                .row("masked", "" + masked())
                .row("PSF", psf.map(Psf::toString).orElse("none"));
        card = wcs.isPresent() ? card.row("sky", wcs.get().toString()) : card;
        return zeropoint.isPresent()
                ? card.row("zero point", Numbers.significant(zeropoint.getAsDouble(), 6) + " mag")
                : card;
    }

    @Override
    public String toString() {
        return "Target '" + name + "': " + grid;
    }
}
