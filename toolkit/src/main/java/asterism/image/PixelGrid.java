package asterism.image;

import java.util.Locale;

/**
 * Where the pixels of an image lie on the tangent plane.
 *
 * <p>A point (u, v) in pixels, counted from the outer corner of pixel (0, 0), lies at
 * x = x0 + p11 u + p12 v, y = y0 + p21 u + p22 v, in arcsec.
 *
 * @param width  number of columns
 * @param height number of rows
 * @param p11    arcsec per pixel: x along a row
 * @param p12    arcsec per pixel: x along a column
 * @param p21    arcsec per pixel: y along a row
 * @param p22    arcsec per pixel: y along a column
 * @param x0     x of the outer corner of pixel (0, 0), arcsec
 * @param y0     y of the outer corner of pixel (0, 0), arcsec
 */
public record PixelGrid(int width, int height, double p11, double p12, double p21, double p22, double x0, double y0) {

    public PixelGrid {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "an image has at least one column and one row, got " + width + " x " + height);
        }
        double det = p11 * p22 - p12 * p21;
        double size = Math.max(Math.max(Math.abs(p11), Math.abs(p12)), Math.max(Math.abs(p21), Math.abs(p22)));
        if (!(Math.abs(det) > 1e-12 * size * size) || !Double.isFinite(det)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the pixel matrix ((%s, %s), (%s, %s)) arcsec/pixel has no area; give both axes a length and"
                            + " different directions",
                    p11,
                    p12,
                    p21,
                    p22));
        }
        if (!Double.isFinite(x0) || !Double.isFinite(y0)) {
            throw new IllegalArgumentException(
                    "the corner of an image must be two finite numbers in arcsec, got (" + x0 + ", " + y0 + ")");
        }
    }

    /**
     * Square pixels, not rotated, with the corner of pixel (0, 0) at (0, 0).
     *
     * @param scale side of a pixel, arcsec
     */
    public static PixelGrid of(int width, int height, double scale) {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("the pixel scale must be above 0 arcsec, got " + scale);
        }
        return new PixelGrid(width, height, scale, 0, 0, scale, 0, 0);
    }

    /** This grid with another pixel matrix, arcsec per pixel; the corner of pixel (0, 0) stays. */
    public PixelGrid matrix(double m11, double m12, double m21, double m22) {
        return new PixelGrid(width, height, m11, m12, m21, m22, x0, y0);
    }

    /** This grid with the outer corner of pixel (0, 0) at (x, y), arcsec. */
    public PixelGrid origin(double x, double y) {
        return new PixelGrid(width, height, p11, p12, p21, p22, x, y);
    }

    /** This grid with the middle of the image at (x, y), arcsec. */
    public PixelGrid center(double x, double y) {
        return origin(x - p11 * width / 2.0 - p12 * height / 2.0, y - p21 * width / 2.0 - p22 * height / 2.0);
    }

    /** This grid turned counterclockwise about its middle, rad. */
    public PixelGrid rotated(double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return matrix(c * p11 - s * p21, c * p12 - s * p22, s * p11 + c * p21, s * p12 + c * p22)
                .center(x(width / 2.0, height / 2.0), y(width / 2.0, height / 2.0));
    }

    /** x of the point (u, v), arcsec. */
    public double x(double u, double v) {
        return x0 + p11 * u + p12 * v;
    }

    /** y of the point (u, v), arcsec. */
    public double y(double u, double v) {
        return y0 + p21 * u + p22 * v;
    }

    /** Column coordinate u of the point (x, y), pixels from the outer corner. */
    public double u(double x, double y) {
        return (p22 * (x - x0) - p12 * (y - y0)) / determinant();
    }

    /** Row coordinate v of the point (x, y), pixels from the outer corner. */
    public double v(double x, double y) {
        return (p11 * (y - y0) - p21 * (x - x0)) / determinant();
    }

    private double determinant() {
        return p11 * p22 - p12 * p21;
    }

    /** Area of a pixel, arcsec2. */
    public double area() {
        return Math.abs(determinant());
    }

    /** Length of a pixel, the root of its area, arcsec. */
    public double scale() {
        return Math.sqrt(area());
    }

    /** Number of pixels, width times height. */
    public int size() {
        return width * height;
    }

    /** The window of the whole image. */
    public Window whole() {
        return new Window(0, width, 0, height);
    }

    /**
     * The window of the pixels nearest to a box on the plane, cut at the image's edge.
     *
     * @param x  x of the box's corner that lies first along rows and columns, arcsec
     * @param y  y of that corner, arcsec
     * @param dx its side along a row, arcsec
     * @param dy its side along a column, arcsec
     */
    public Window window(double x, double y, double dx, double dy) {
        double alongRow = Math.hypot(p11, p21);
        double alongColumn = Math.hypot(p12, p22);
        int i = (int) Math.round(u(x, y));
        int j = (int) Math.round(v(x, y));
        int w = (int) Math.round(dx / alongRow);
        int h = (int) Math.round(dy / alongColumn);
        return new Window(Math.max(0, i), Math.min(width, i + w), Math.max(0, j), Math.min(height, j + h));
    }

    /** The grid of a window of this one; the window may reach beyond the image. */
    PixelGrid part(Window window) {
        return new PixelGrid(
                window.width(),
                window.height(),
                p11,
                p12,
                p21,
                p22,
                x(window.i0(), window.j0()),
                y(window.i0(), window.j0()));
    }

    /** The same area in pixels smaller by k. */
    PixelGrid finer(int k) {
        return new PixelGrid(width * k, height * k, p11 / k, p12 / k, p21 / k, p22 / k, x0, y0);
    }

    @Override
    public String toString() {
        boolean plain = p12 == 0 && p21 == 0 && p11 == p22;
        return plain
                ? String.format(Locale.ROOT, "%d x %d pixels of %.4g\"", width, height, p11)
                : String.format(
                        Locale.ROOT,
                        "%d x %d pixels, matrix ((%.4g, %.4g), (%.4g, %.4g))\"",
                        width,
                        height,
                        p11,
                        p12,
                        p21,
                        p22);
    }
}
