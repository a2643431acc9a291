package asterism.image;

import java.util.Arrays;

/**
 * A galaxy as AutoProf 0.8.0 draws it: sampled instead of integrated, and seen through a PSF that is moved by interpolation.
 * This is what {@link Joint#asPublished} shows and fits; {@link EllipseSampler} is the right one.
 *
 * <p>Under a PSF the raster is moved by a fraction of a cell, so that the center of the galaxy is a sample. Cells whose
 * five-point Laplacian exceeds 1e-3 of the brightest sample are sampled at 3 x 3 points; of these the ones whose Laplacian is
 * positive again, down to cells of 1/27. So the cell of the center itself, whose Laplacian is negative, is sampled at 3 x 3
 * points and no more: a cusp comes out too bright. The stamp is then moved back with a Lanczos kernel, which
 * misplaces it by up to 0.03 cells.
 */
final class PublishedImage {

    private static final double CURVED = 1e-3; // of the brightest sample: the published 1e-2 of a tenth of it
    private static final int DEEPEST = 3;
    private static final int SUB = 3; // cells on each side of one that is split
    private static final int LANCZOS = 3;

    /** Added to |a| and |b|, arcsec; the losses of the published program are met with this value. */
    private static final double SOFTENING = 2e-8;

    private static final double ROUNDING = 1e-12; // arcsec

    private final PixelGrid cells;
    private final PsfStamp stamp;
    private final int width; // of the window in cells
    private final int height;
    private final boolean blurred;
    private final RadialProfile profile;
    private final int shapes;

    private double[] p = new double[0];
    private double originU; // cells by which the raster is moved
    private double originV;
    private double brightest;
    private double[] r = new double[0];
    private double[] a = new double[0];
    private double[] b = new double[0];
    private double[][] byProfile = new double[0][0];
    private final double[][][] split; // [DEEPEST][1 + shapes][9]
    private final double[] sum;

    /**
     * A galaxy in the cells of a window, with the border that a PSF needs.
     *
     * @param stamp the PSF, or a stamp of one cell where there is none
     */
    PublishedImage(EllipticalLight light, PixelGrid cells, PsfStamp stamp) {
        this.cells = cells;
        this.stamp = stamp;
        width = cells.width() - 2 * (stamp.width() / 2);
        height = cells.height() - 2 * (stamp.height() / 2);
        blurred = stamp.cells().length > 1;
        profile = light.profile().get();
        shapes = light.shapeParameters();
        split = new double[DEEPEST][1 + shapes][SUB * SUB];
        sum = new double[1 + shapes];
    }

    /**
     * Renders flux per cell at amplitude 1, seen through the PSF, and its derivatives.
     *
     * @param p   [nParameters], of which the scaling brightness is not used. Not modified.
     * @param out [1 + shapes][cells] or, without derivatives, [1][cells]; the first width x height numbers are those of the
     *            window. Overwritten.
     */
    void render(double[] p, boolean derivatives, double[][] out, Convolution.Workspace space) {
        this.p = p;
        profile.set(p, EllipticalLight.ELLIPSE);
        originU = blurred ? fraction(cells.u(p[0], p[1])) : 0;
        originV = blurred ? fraction(cells.v(p[0], p[1])) : 0;
        int images = derivatives ? 1 + shapes : 1;
        sample(derivatives, out);
        double[] center = out[0].clone();
        brightest = Arrays.stream(center).limit(cells.size()).max().orElse(0);
        for (int j = 0; j < cells.height(); j++) {
            for (int i = 0; i < cells.width(); i++) {
                if (Math.abs(laplacian(center, cells.width(), cells.height(), i, j)) > CURVED * brightest) {
                    Arrays.fill(sum, 0);
                    split(i, j, 1, derivatives, 1);
                    for (int c = 0; c < images; c++) {
                        out[c][j * cells.width() + i] = sum[c];
                    }
                }
            }
        }
        for (int c = 0; c < images; c++) {
            for (int k = 0; k < cells.size(); k++) {
                out[c][k] *= cells.area();
            }
        }
        if (blurred) {
            var psf = new Convolution(moved(stamp, originU, originV), width, height);
            for (int c = 0; c < images; c += 2) {
                psf.apply(out[c], out[Math.min(c + 1, images - 1)], space);
            }
        }
    }

    /** How far a place is from the middle of the nearest cell, cells. */
    private static double fraction(double place) {
        double cell = place - 0.5;
        return cell - Math.rint(cell);
    }

    private void sample(boolean derivatives, double[][] out) {
        for (int j = 0; j < cells.height(); j++) {
            reserve(cells.width());
            for (int i = 0; i < cells.width(); i++) {
                place(i, i + 0.5, j + 0.5);
            }
            evaluate(cells.width(), derivatives, out, j * cells.width());
        }
    }

    private void reserve(int n) {
        if (r.length < n) {
            r = new double[n];
            a = new double[n];
            b = new double[n];
            byProfile = new double[2 + shapes - EllipticalLight.ELLIPSE][n];
        }
    }

    /** Puts point k at the place (u, v) of the raster: its coordinates along the axes, and the softened radius. */
    private void place(int k, double u, double v) {
        double dx = cells.x(u + originU, v + originV) - p[0];
        double dy = cells.y(u + originU, v + originV) - p[1];
        double ex = -Math.sin(p[EllipticalLight.PA]);
        double ey = Math.cos(p[EllipticalLight.PA]);
        a[k] = dx * ex + dy * ey;
        b[k] = (dx * ey - dy * ex) / p[EllipticalLight.Q];
        r[k] = Math.hypot(Math.abs(a[k]) + SOFTENING, Math.abs(b[k]) + SOFTENING);
    }

    /** Brightness at the first n points, and its derivatives at those points. */
    private void evaluate(int n, boolean derivatives, double[][] out, int at) {
        if (!derivatives) {
            profile.values(r, n, byProfile[0]);
            System.arraycopy(byProfile[0], 0, out[0], at, n);
            return;
        }
        profile.derivatives(r, n, byProfile);
        double q = p[EllipticalLight.Q];
        double ex = -Math.sin(p[EllipticalLight.PA]);
        double ey = Math.cos(p[EllipticalLight.PA]);
        for (int k = 0; k < n; k++) {
            double slope = byProfile[1][k] / r[k];
            double byA = slope * (a[k] + SOFTENING * sign(a[k]));
            double byB = slope * (b[k] + SOFTENING * sign(b[k]));
            out[0][at + k] = byProfile[0][k];
            out[1][at + k] = -byA * ex - byB * ey / q;
            out[2][at + k] = -byA * ey + byB * ex / q;
            out[3][at + k] = -byB * b[k] / q;
            out[4][at + k] = -byA * b[k] * q + byB * a[k] / q;
        }
        for (int c = EllipticalLight.ELLIPSE; c < shapes; c++) {
            System.arraycopy(byProfile[2 + c - EllipticalLight.ELLIPSE], 0, out[1 + c], at, n);
        }
    }

    /** The sign, or 0 where only rounding keeps a sample off the center. */
    private static double sign(double x) {
        return Math.abs(x) < ROUNDING ? 0 : Math.signum(x);
    }

    /** Adds the mean over a cell of this side with the corner (u, v), sampled at 3 x 3 points, times its area, to the sum. */
    private void split(double u, double v, double side, boolean derivatives, int depth) {
        double third = side / SUB;
        reserve(SUB * SUB);
        for (int k = 0; k < SUB * SUB; k++) {
            place(k, u + third * (k % SUB + 0.5), v + third * (k / SUB + 0.5));
        }
        double[][] values = split[depth - 1];
        evaluate(SUB * SUB, derivatives, values, 0);
        double share = third * third;
        for (int k = 0; k < SUB * SUB; k++) {
            double curved = share * laplacian(values[0], SUB, SUB, k % SUB, k / SUB);
            if (depth < DEEPEST && curved > CURVED * brightest) {
                split(u + third * (k % SUB), v + third * (k / SUB), third, derivatives, depth + 1);
            } else {
                for (int c = 0; c < (derivatives ? 1 + shapes : 1); c++) {
                    sum[c] += share * values[c][k];
                }
            }
        }
    }

    /** The sum of the four neighbors less four times the value; there is nothing outside. */
    private static double laplacian(double[] image, int width, int height, int i, int j) {
        int k = j * width + i;
        return (i > 0 ? image[k - 1] : 0)
                + (i < width - 1 ? image[k + 1] : 0)
                + (j > 0 ? image[k - width] : 0)
                + (j < height - 1 ? image[k + width] : 0)
                - 4 * image[k];
    }

    /** The stamp moved by (u, v) cells with a Lanczos kernel of order 3, and normalized. */
    static PsfStamp moved(PsfStamp stamp, double u, double v) {
        double[] alongX = lanczos(u);
        double[] alongY = lanczos(v);
        double[] cells = new double[stamp.cells().length];
        double total = 0;
        for (int j = 0; j < stamp.height(); j++) {
            for (int i = 0; i < stamp.width(); i++) {
                double value = 0;
                for (int y = Math.max(-LANCZOS, j - stamp.height() + 1); y <= Math.min(LANCZOS, j); y++) {
                    for (int x = Math.max(-LANCZOS, i - stamp.width() + 1); x <= Math.min(LANCZOS, i); x++) {
                        value += alongX[LANCZOS + x]
                                * alongY[LANCZOS + y]
                                * stamp.cells()[(j - y) * stamp.width() + i - x];
                    }
                }
                cells[j * stamp.width() + i] = value;
                total += value;
            }
        }
        for (int k = 0; k < cells.length; k++) {
            cells[k] /= total;
        }
        return new PsfStamp(stamp.width(), stamp.height(), stamp.upscale(), cells);
    }

    /** The kernel at -3 ... 3 cells, of sum 1. It is not cut to zero beyond three cells from where it is moved to. */
    private static double[] lanczos(double shift) {
        double[] out = new double[2 * LANCZOS + 1];
        for (int k = 0; k < out.length; k++) {
            double x = k - LANCZOS - shift;
            out[k] = sinc(x) * sinc(x / LANCZOS);
        }
        double total = Arrays.stream(out).sum();
        return Arrays.stream(out).map(w -> w / total).toArray();
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
