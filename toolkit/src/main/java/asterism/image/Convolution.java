package asterism.image;

import asterism.math.Fourier;
import java.util.Arrays;

/**
 * Linear convolution of boxes of cells with one PSF stamp, by Fourier transform; two real images at a time, as real and
 * imaginary part of one complex one.
 *
 * <p>The input is the box with a border of half the stamp around it; only the box comes out, where the transform's period,
 * at least box + stamp - 1, lets nothing wrap around.
 */
final class Convolution {

    private static final int BATCH = 16; // lines transformed side by side: their work fits into the cache

    private final int width;
    private final int height;
    private final int nx;
    private final int ny;
    private final int left;
    private final int below;
    private final Fourier alongX;
    private final Fourier alongY;
    private final double[] kernelRe; // [ny x nx]
    private final double[] kernelIm;

    /**
     * Prepares the stamp's transform.
     *
     * @param width  columns of the box that comes out
     * @param height rows of the box that comes out
     */
    Convolution(PsfStamp stamp, int width, int height) {
        this.width = width;
        this.height = height;
        left = stamp.width() / 2;
        below = stamp.height() / 2;
        nx = Fourier.goodSize(width + 2 * left);
        ny = Fourier.goodSize(height + 2 * below);
        alongX = Fourier.of(nx);
        alongY = Fourier.of(ny);
        kernelRe = new double[nx * ny];
        kernelIm = new double[nx * ny];
        // the stamp's cell (0, 0) at (0, 0): cell (u, v) of the sum then is (u - 2 left, v - 2 below) of the box
        double scale = 1.0 / ((double) nx * ny);
        for (int j = 0; j < stamp.height(); j++) {
            for (int i = 0; i < stamp.width(); i++) {
                kernelRe[j * nx + i] = scale * stamp.cells()[j * stamp.width() + i];
            }
        }
        transform(kernelRe, kernelIm, stamp.width(), 0, ny, new Workspace(this));
    }

    /** Columns left and right of the box that the input has. */
    int left() {
        return left;
    }

    /** Rows below and above the box that the input has. */
    int below() {
        return below;
    }

    /** Arrays of one thread. */
    static final class Workspace {
        private double[] re = new double[0];
        private double[] im = new double[0];
        private double[] lineRe = new double[0];
        private double[] lineIm = new double[0];
        private double[] workRe = new double[0];
        private double[] workIm = new double[0];

        Workspace() {}

        private Workspace(Convolution c) {
            prepare(c);
        }

        private void prepare(Convolution c) {
            if (re.length < c.nx * c.ny) {
                re = new double[c.nx * c.ny];
                im = new double[c.nx * c.ny];
            }
            int lines = BATCH * Math.max(c.nx, c.ny);
            if (lineRe.length < lines) {
                lineRe = new double[lines];
                lineIm = new double[lines];
                workRe = new double[lines];
                workIm = new double[lines];
            }
        }
    }

    /**
     * Convolves two images in place.
     *
     * @param first  [(height + 2 below) x (width + 2 left)], row-major. The first height x width numbers are overwritten.
     * @param second as first, or the same array where there is only one
     */
    void apply(double[] first, double[] second, Workspace w) {
        w.prepare(this);
        int inWidth = width + 2 * left;
        int inHeight = height + 2 * below;
        boolean pair = first != second;
        Arrays.fill(w.re, 0, nx * ny, 0);
        Arrays.fill(w.im, 0, nx * ny, 0);
        for (int j = 0; j < inHeight; j++) {
            System.arraycopy(first, j * inWidth, w.re, j * nx, inWidth);
            if (pair) {
                System.arraycopy(second, j * inWidth, w.im, j * nx, inWidth);
            }
        }
        transform(w.re, w.im, inWidth, 0, ny, w);
        for (int k = 0; k < nx * ny; k++) {
            double re = w.re[k];
            double im = w.im[k];
            w.re[k] = re * kernelRe[k] - im * kernelIm[k];
            w.im[k] = re * kernelIm[k] + im * kernelRe[k];
        }
        transform(w.im, w.re, nx, 2 * below, 2 * below + height, w); // parts exchanged: the inverse
        for (int j = 0; j < height; j++) {
            int from = (j + 2 * below) * nx + 2 * left;
            System.arraycopy(w.re, from, first, j * width, width);
            if (pair) {
                System.arraycopy(w.im, from, second, j * width, width);
            }
        }
    }

    /**
     * Transforms along columns, then along rows; only what is needed.
     *
     * @param columns the first columns that are not all 0
     * @param from    first row that is wanted
     * @param to      the row after the last
     */
    private void transform(double[] re, double[] im, int columns, int from, int to, Workspace w) {
        for (int i = 0; i < columns; i += BATCH) {
            int batch = Math.min(BATCH, columns - i);
            for (int j = 0; j < ny; j++) {
                System.arraycopy(re, j * nx + i, w.lineRe, j * batch, batch);
                System.arraycopy(im, j * nx + i, w.lineIm, j * batch, batch);
            }
            alongY.transform(w.lineRe, w.lineIm, batch, w.workRe, w.workIm);
            for (int j = 0; j < ny; j++) {
                System.arraycopy(w.lineRe, j * batch, re, j * nx + i, batch);
                System.arraycopy(w.lineIm, j * batch, im, j * nx + i, batch);
            }
        }
        for (int j = from; j < to; j += BATCH) {
            int batch = Math.min(BATCH, to - j);
            toColumns(re, j, batch, w.lineRe);
            toColumns(im, j, batch, w.lineIm);
            alongX.transform(w.lineRe, w.lineIm, batch, w.workRe, w.workIm);
            toRows(w.lineRe, j, batch, re);
            toRows(w.lineIm, j, batch, im);
        }
    }

    private void toColumns(double[] image, int j, int batch, double[] out) {
        for (int b = 0; b < batch; b++) {
            int row = (j + b) * nx;
            for (int i = 0; i < nx; i++) {
                out[i * batch + b] = image[row + i];
            }
        }
    }

    private void toRows(double[] columns, int j, int batch, double[] out) {
        for (int b = 0; b < batch; b++) {
            int row = (j + b) * nx;
            for (int i = 0; i < nx; i++) {
                out[row + i] = columns[i * batch + b];
            }
        }
    }
}
