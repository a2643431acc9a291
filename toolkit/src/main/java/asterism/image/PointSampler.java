package asterism.image;

import asterism.math.GaussLegendre;
import java.util.Arrays;

/**
 * A star of flux 1 anywhere within a pixel, with its derivatives by x and y, not to be convolved any more.
 *
 * <p>Of a formula, the integral over each pixel; of a stamp, sums of the stamp's cells times sinc functions of the distance,
 * one for rows and one for columns: the interpolation that is exact where the stamp holds no frequency above the cells' own.
 */
final class PointSampler {

    private static final GaussLegendre NEAR = GaussLegendre.of(8);
    private static final GaussLegendre FAR = GaussLegendre.of(3);
    private static final double REACH = 8; // pixels, within which the finer rule is used; at least

    private PointSampler() {}

    /**
     * Integrates a formula over pixels.
     *
     * @param grid the pixels of the window
     * @param out  [3][height x width]: flux per pixel, its derivatives by x and y. Overwritten.
     */
    static void formula(Psf psf, double reach, PixelGrid grid, double x, double y, double[][] out) {
        double near = Math.max(reach, REACH * grid.scale());
        for (int j = 0; j < grid.height(); j++) {
            for (int i = 0; i < grid.width(); i++) {
                double distance = Math.hypot(grid.x(i + 0.5, j + 0.5) - x, grid.y(i + 0.5, j + 0.5) - y);
                pixel(psf, distance < near ? NEAR : FAR, grid, i, j, x, y, out);
            }
        }
    }

    private static void pixel(
            Psf psf, GaussLegendre rule, PixelGrid grid, int i, int j, double x, double y, double[][] out) {
        double flux = 0;
        double byX = 0;
        double byY = 0;
        for (int b = 0; b < rule.size(); b++) {
            double v = j + (1 + rule.node(b)) / 2;
            for (int a = 0; a < rule.size(); a++) {
                double u = i + (1 + rule.node(a)) / 2;
                double w = rule.weight(a) * rule.weight(b) / 4;
                double dx = grid.x(u, v) - x;
                double dy = grid.y(u, v) - y;
                double r2 = dx * dx + dy * dy;
                double slope = -2 * w * psf.densitySlope(r2);
                flux += w * psf.density(r2);
                byX += slope * dx;
                byY += slope * dy;
            }
        }
        int k = j * grid.width() + i;
        out[0][k] = flux * grid.area();
        out[1][k] = byX * grid.area();
        out[2][k] = byY * grid.area();
    }

    /** As {@link #formula}, of a stamp. */
    static void stamp(PsfStamp stamp, PixelGrid grid, double x, double y, double[][] out) {
        var cells = grid.finer(stamp.upscale());
        double u = cells.u(x, y) - 0.5; // in cells, 0 at the center of the first
        double v = cells.v(x, y) - 0.5;
        double[][] alongX = sinc(cells.width(), stamp.width(), u);
        double[][] alongY = sinc(cells.height(), stamp.height(), v);
        double[] value = product(stamp, cells, alongX[0], alongY[0]);
        double[] byU = product(stamp, cells, alongX[1], alongY[0]);
        double[] byV = product(stamp, cells, alongX[0], alongY[1]);
        Arrays.fill(out[0], 0, grid.size(), 0);
        Arrays.fill(out[1], 0, grid.size(), 0);
        Arrays.fill(out[2], 0, grid.size(), 0);
        double du = cells.u(x + 1, y) - cells.u(x, y); // d(u, v)/d(x, y) is constant
        double dv = cells.v(x + 1, y) - cells.v(x, y);
        double eu = cells.u(x, y + 1) - cells.u(x, y);
        double ev = cells.v(x, y + 1) - cells.v(x, y);
        for (int j = 0; j < cells.height(); j++) {
            for (int i = 0; i < cells.width(); i++) {
                int from = j * cells.width() + i;
                int to = j / stamp.upscale() * grid.width() + i / stamp.upscale();
                out[0][to] += value[from];
                out[1][to] += byU[from] * du + byV[from] * dv;
                out[2][to] += byU[from] * eu + byV[from] * ev;
            }
        }
    }

    /** Shares [2][n x side] of the stamp's lines in each cell of a line, and their derivatives by the star's place. */
    private static double[][] sinc(int n, int side, double place) {
        double[][] out = new double[2][n * side];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < side; a++) {
                double t = Math.PI * (i - place - (a - side / 2));
                boolean small = Math.abs(t) < 1e-4;
                out[0][i * side + a] = small ? 1 - t * t / 6 : Math.sin(t) / t;
                out[1][i * side + a] = -Math.PI * (small ? -t / 3 : (Math.cos(t) - Math.sin(t) / t) / t);
            }
        }
        return out;
    }

    /** Sums of alongX times stamp times alongY. */
    private static double[] product(PsfStamp stamp, PixelGrid cells, double[] alongX, double[] alongY) {
        int w = stamp.width();
        int h = stamp.height();
        double[] rows = new double[h * cells.width()];
        for (int b = 0; b < h; b++) {
            for (int i = 0; i < cells.width(); i++) {
                double total = 0;
                for (int a = 0; a < w; a++) {
                    total += alongX[i * w + a] * stamp.cells()[b * w + a];
                }
                rows[b * cells.width() + i] = total;
            }
        }
        double[] out = new double[cells.size()];
        for (int j = 0; j < cells.height(); j++) {
            for (int b = 0; b < h; b++) {
                double share = alongY[j * h + b];
                for (int i = 0; i < cells.width(); i++) {
                    out[j * cells.width() + i] += share * rows[b * cells.width() + i];
                }
            }
        }
        return out;
    }
}
