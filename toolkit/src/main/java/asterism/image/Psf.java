package asterism.image;

import java.util.Locale;

/**
 * How an image shows a point: a formula that is cut to a stamp for each image, or a measured stamp.
 *
 * <p>A stamp has odd sides; the star sits in the middle of its middle cell, cells lie along the image's pixels and are
 * as large as a pixel, or smaller by the factor {@link #upscale}. It is normalized to the sum 1 and holds the light per
 * cell: of a formula the mean of 4 x 4 points in each cell. Immutable.
 */
public final class Psf {

    private enum Form {
        GAUSSIAN,
        MOFFAT,
        STAMP
    }

    private static final double SIGMA_PER_FWHM = 1 / 2.355; // the tutorial's rounding of 2 sqrt(2 ln 2)
    private static final double GAUSSIAN_REACH = 2.5; // half width of a stamp in FWHM: 5.9 sigma, 3e-8 of the peak
    private static final double MOFFAT_REACH = 8; // FWHM
    private static final int POINTS = 4; // per side of a cell

    private final Form form;
    private final double fwhm;
    private final double beta;
    private final int width;
    private final int height;
    private final double[] cells;
    private final int upscale;

    private Psf(Form form, double fwhm, double beta, int width, int height, double[] cells, int upscale) {
        this.form = form;
        this.fwhm = fwhm;
        this.beta = beta;
        this.width = width;
        this.height = height;
        this.cells = cells;
        this.upscale = upscale;
    }

    /**
     * A circular Gaussian.
     *
     * @param fwhm full width at half maximum, arcsec; sigma = FWHM/2.355
     */
    public static Psf gaussian(double fwhm) {
        requireWidth(fwhm);
        return new Psf(Form.GAUSSIAN, fwhm, 0, 0, 0, new double[0], 1);
    }

    /**
     * A circular Moffat profile (1 + (r/a)^2)^-beta.
     *
     * @param fwhm full width at half maximum, arcsec
     * @param beta how fast the wings fall, above 1
     */
    public static Psf moffat(double fwhm, double beta) {
        requireWidth(fwhm);
        if (!(beta > 1) || !Double.isFinite(beta)) {
            throw new IllegalArgumentException(
                    "the beta of a Moffat PSF must be above 1, got " + beta + "; at 1 and below its light is infinite");
        }
        return new Psf(Form.MOFFAT, fwhm, beta, 0, 0, new double[0], 1);
    }

    /**
     * A measured stamp.
     *
     * @param rows [height][width], row 0 at the bottom, odd sides; any scale. Not modified.
     */
    public static Psf stamp(double[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        double[] cells = new double[rows.length * width];
        for (int j = 0; j < rows.length; j++) {
            if (rows[j].length != width) {
                throw new IllegalArgumentException(
                        "PSF stamp: row " + j + " has " + rows[j].length + " cells, row 0 has " + width);
            }
            System.arraycopy(rows[j], 0, cells, j * width, width);
        }
        return stamp(width, rows.length, cells);
    }

    /**
     * As {@link #stamp(double[][])}, row after row.
     *
     * @param cells [height x width], row-major. Not modified.
     */
    public static Psf stamp(int width, int height, double[] cells) {
        if (width % 2 == 0 || height % 2 == 0) {
            throw new IllegalArgumentException("a PSF stamp needs odd sides, so that the star has a middle cell; got "
                    + width + " x " + height + " cells; cut or pad one row or column");
        }
        if (cells.length != width * height) {
            throw new IllegalArgumentException("PSF stamp: " + width + " x " + height + " cells need " + width * height
                    + " numbers, got " + cells.length);
        }
        return new Psf(Form.STAMP, 0, 0, width, height, normalized(cells), 1);
    }

    /**
     * This PSF with a stamp of so many cells on each side.
     *
     * @param side an odd number
     */
    public Psf size(int side) {
        if (form == Form.STAMP) {
            throw new IllegalArgumentException("a measured stamp of " + width + " x " + height
                    + " cells keeps its size; cut it before it is given");
        }
        if (side < 1 || side % 2 == 0) {
            throw new IllegalArgumentException("the side of a PSF stamp must be an odd number of cells, got " + side);
        }
        return new Psf(form, fwhm, beta, side, side, cells, upscale);
    }

    /**
     * This PSF on cells smaller than the image's pixels: models are then rendered and convolved on cells of that size and
     * summed up to pixels afterwards.
     *
     * @param factor cells on each side of a pixel, 1 to 16
     */
    public Psf upscale(int factor) {
        if (factor < 1 || factor > 16) {
            throw new IllegalArgumentException(
                    "a pixel is split into 1 to 16 cells of the PSF on each side, got " + factor);
        }
        return new Psf(form, fwhm, beta, width, height, cells, factor);
    }

    /** Cells on each side of a pixel. */
    public int upscale() {
        return upscale;
    }

    /** The stamp on the pixels of an image. */
    PsfStamp on(PixelGrid grid) {
        if (form == Form.STAMP) {
            return new PsfStamp(width, height, upscale, cells);
        }
        var cell = grid.finer(upscale);
        double reach = (form == Form.GAUSSIAN ? GAUSSIAN_REACH : MOFFAT_REACH) * fwhm;
        int w = width > 0 ? width : 2 * (int) Math.ceil(reach / cell.scale()) + 1;
        double[] stamp = new double[w * w];
        for (int j = 0; j < w; j++) {
            for (int i = 0; i < w; i++) {
                stamp[j * w + i] = cellMean(cell, i - w / 2, j - w / 2);
            }
        }
        return new PsfStamp(w, w, upscale, normalized(stamp));
    }

    private double cellMean(PixelGrid cell, int i, int j) {
        double sum = 0;
        for (int a = 0; a < POINTS; a++) {
            for (int b = 0; b < POINTS; b++) {
                double u = i - 0.5 + (a + 0.5) / POINTS;
                double v = j - 0.5 + (b + 0.5) / POINTS;
                double x = cell.p11() * u + cell.p12() * v;
                double y = cell.p21() * u + cell.p22() * v;
                sum += density(x * x + y * y);
            }
        }
        return sum;
    }

    /** Full width at half maximum of a formula, arcsec. */
    double fwhm() {
        return fwhm;
    }

    /** Whether the PSF is a formula, known at every point. */
    boolean isFormula() {
        return form != Form.STAMP;
    }

    /** A star's light of flux 1 per arcsec2, of a formula, at the squared distance r2, arcsec2. */
    double density(double r2) {
        if (form == Form.GAUSSIAN) {
            double s2 = square(fwhm * SIGMA_PER_FWHM);
            return Math.exp(-r2 / (2 * s2)) / (2 * Math.PI * s2);
        }
        double a2 = moffatRadius2();
        return (beta - 1) / (Math.PI * a2) * Math.pow(1 + r2 / a2, -beta);
    }

    /** d density / d r2. */
    double densitySlope(double r2) {
        if (form == Form.GAUSSIAN) {
            return -density(r2) / (2 * square(fwhm * SIGMA_PER_FWHM));
        }
        return -density(r2) * beta / (moffatRadius2() + r2);
    }

    private double moffatRadius2() {
        return square(fwhm / 2) / (Math.pow(2, 1 / beta) - 1);
    }

    private static double square(double x) {
        return x * x;
    }

    private static void requireWidth(double fwhm) {
        if (!(fwhm > 0) || !Double.isFinite(fwhm)) {
            throw new IllegalArgumentException("the FWHM of a PSF must be above 0 arcsec, got " + fwhm);
        }
    }

    private static double[] normalized(double[] cells) {
        double sum = 0;
        for (double c : cells) {
            sum += c;
        }
        if (!(sum > 0) || !Double.isFinite(sum)) {
            throw new IllegalArgumentException("the cells of a PSF stamp must have a finite sum above 0, got " + sum
                    + "; subtract the right sky and replace NaN");
        }
        double[] out = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            out[i] = cells[i] / sum;
        }
        return out;
    }

    @Override
    public String toString() {
        String cell = upscale == 1 ? "" : ", cells of 1/" + upscale + " pixel";
        return switch (form) {
            case GAUSSIAN -> String.format(Locale.ROOT, "Gaussian of FWHM %.4g\"%s", fwhm, cell);
            case MOFFAT -> String.format(Locale.ROOT, "Moffat of FWHM %.4g\", beta %.3g%s", fwhm, beta, cell);
            case STAMP -> "stamp of " + width + " x " + height + " cells" + cell;
        };
    }
}
