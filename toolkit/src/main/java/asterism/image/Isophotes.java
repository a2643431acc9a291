package asterism.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rings of equal elliptical radius about a center: what an image says of a galaxy's profile, without any model of it. */
final class Isophotes {

    private static final double STEP = 0.1; // width of a ring over its radius
    private static final int FEW = 10; // pixels; with fewer their scatter says nothing

    /**
     * The mean of one ring.
     *
     * @param radius mean elliptical radius of its pixels, arcsec
     * @param mean   mean brightness, flux/arcsec2
     * @param error  of the mean, from the variances, flux/arcsec2
     */
    record Ring(double radius, double mean, double error) {}

    /**
     * The median of one ring.
     *
     * @param radius  mean elliptical radius of its pixels, arcsec
     * @param median  median brightness, flux/arcsec2
     * @param scatter of the median: (84 % - 16 %)/(2 sqrt(N)), or the error of the mean where the ring has few pixels
     */
    record MedianRing(double radius, double median, double scatter) {}

    private final double area;
    private final int[] count; // pixels of each ring
    private final double[] radius; // sums over the pixels of each ring
    private final double[] sum;
    private final double[] variance;
    private final double[] flux; // of the pixels, in their order
    private final int[] ringOf;
    private int pixels;

    private Isophotes(double area, int rings, int most) {
        this.area = area;
        count = new int[rings];
        radius = new double[rings];
        sum = new double[rings];
        variance = new double[rings];
        flux = new double[most];
        ringOf = new int[most];
    }

    /**
     * Rings from the center outwards, each two pixels or 10 % of its radius wide, whichever is more; the first one pixel.
     *
     * @param flux     [size of the grid], sky subtracted where that is wanted. Not modified.
     * @param variance [size of the grid]. Not modified.
     * @param ignore   [size of the grid]. Not modified.
     * @param ellipse  x, y, q, PA of the rings
     * @param farthest largest radius, arcsec
     */
    static Isophotes of(
            double[] flux,
            double[] variance,
            boolean[] ignore,
            PixelGrid grid,
            Window window,
            double[] ellipse,
            double farthest) {
        double[] limit = edges(grid.scale(), farthest);
        int n = limit.length - 1;
        var rings = new Isophotes(grid.area(), n, window.size());
        double[] r = new double[window.width()];
        for (int j = window.j0(); j < window.j1(); j++) {
            radii(grid, ellipse, window, j, r);
            for (int i = 0; i < r.length; i++) {
                int at = j * grid.width() + window.i0() + i;
                if (!ignore[at] && r[i] < limit[n]) {
                    int ring = Arrays.binarySearch(limit, r[i]);
                    rings.add(ring >= 0 ? ring : -ring - 2, r[i], flux[at], variance[at]);
                }
            }
        }
        return rings;
    }

    private static double[] edges(double pixel, double farthest) {
        var edges = new ArrayList<Double>(List.of(0.0, pixel));
        while (edges.get(edges.size() - 1) < farthest) {
            double last = edges.get(edges.size() - 1);
            edges.add(last + Math.max((last < 10 * pixel ? 1 : 2) * pixel, STEP * last));
        }
        return edges.stream().mapToDouble(e -> e).toArray();
    }

    /**
     * The elliptical radii of the middles of a row's pixels within a window, arcsec.
     *
     * @param ellipse x, y, q, PA
     * @param out     [width of the window]. Overwritten.
     */
    static void radii(PixelGrid grid, double[] ellipse, Window window, int row, double[] out) {
        double ex = -Math.sin(ellipse[3]);
        double ey = Math.cos(ellipse[3]);
        for (int i = 0; i < window.width(); i++) {
            double dx = grid.x(window.i0() + i + 0.5, row + 0.5) - ellipse[0];
            double dy = grid.y(window.i0() + i + 0.5, row + 0.5) - ellipse[1];
            double a = dx * ex + dy * ey;
            double b = (dx * ey - dy * ex) / ellipse[2];
            out[i] = Math.sqrt(a * a + b * b);
        }
    }

    private void add(int ring, double r, double pixelFlux, double pixelVariance) {
        count[ring]++;
        radius[ring] += r;
        sum[ring] += pixelFlux;
        variance[ring] += pixelVariance;
        flux[pixels] = pixelFlux;
        ringOf[pixels++] = ring;
    }

    /** The rings that have pixels, with their means. */
    List<Ring> means() {
        var out = new ArrayList<Ring>();
        for (int k = 0; k < count.length; k++) {
            if (count[k] > 0) {
                out.add(new Ring(radius[k] / count[k], sum[k] / count[k] / area, error(k)));
            }
        }
        return out;
    }

    private double error(int ring) {
        return Math.sqrt(variance[ring]) / count[ring] / area;
    }

    /** The rings that have pixels, with their medians. */
    List<MedianRing> medians() {
        double[][] sorted = new double[count.length][];
        int[] size = new int[count.length];
        for (int k = 0; k < count.length; k++) {
            sorted[k] = new double[count[k]];
        }
        for (int p = 0; p < pixels; p++) {
            sorted[ringOf[p]][size[ringOf[p]]++] = flux[p];
        }
        var out = new ArrayList<MedianRing>();
        for (int k = 0; k < count.length; k++) {
            if (count[k] > 0) {
                Arrays.sort(sorted[k]);
                double scatter =
                        (quantile(sorted[k], 0.84) - quantile(sorted[k], 0.16)) / (2 * Math.sqrt(count[k])) / area;
                out.add(new MedianRing(
                        radius[k] / count[k], quantile(sorted[k], 0.5) / area, count[k] < FEW ? error(k) : scatter));
            }
        }
        return out;
    }

    /** A quantile of sorted numbers, between neighbors in proportion. */
    static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int i = (int) Math.min(at, sorted.length - 1.0);
        int next = Math.min(i + 1, sorted.length - 1);
        return sorted[i] + (at - i) * (sorted[next] - sorted[i]);
    }
}
