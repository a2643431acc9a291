package asterism.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rings of equal elliptical radius about a center: what an image says of a galaxy's profile, without any model of it. */
final class Isophotes {

    private static final double STEP = 0.1; // width of a ring over its radius
    private static final int FEW = 10; // pixels; with fewer their scatter says nothing

    /**
     * One ring.
     *
     * @param radius  mean elliptical radius of its pixels, arcsec
     * @param mean    mean brightness, flux/arcsec2
     * @param median  median brightness, flux/arcsec2
     * @param error   of the mean, from the variances, flux/arcsec2
     * @param scatter of the median: (84 % - 16 %)/(2 sqrt(N)), or the error where the ring has few pixels
     * @param pixels  their number
     */
    record Ring(double radius, double mean, double median, double error, double scatter, int pixels) {}

    private Isophotes() {}

    /**
     * Rings from the center outwards, each two pixels or 10 % of its radius wide, whichever is more; the first one pixel.
     *
     * @param flux     [size of the grid], sky subtracted where that is wanted. Not modified.
     * @param variance [size of the grid]. Not modified.
     * @param ignore   [size of the grid]. Not modified.
     * @param ellipse  x, y, q, PA of the rings
     * @param farthest largest radius, arcsec
     */
    static List<Ring> of(
            double[] flux,
            double[] variance,
            boolean[] ignore,
            PixelGrid grid,
            Window window,
            double[] ellipse,
            double farthest) {
        double pixel = grid.scale();
        var edges = new ArrayList<Double>(List.of(0.0, pixel));
        while (edges.get(edges.size() - 1) < farthest) {
            double last = edges.get(edges.size() - 1);
            edges.add(last + Math.max((last < 10 * pixel ? 1 : 2) * pixel, STEP * last));
        }
        int n = edges.size() - 1;
        double[] limit = edges.stream().mapToDouble(e -> e).toArray();
        var pixels = new ArrayList<List<double[]>>();
        for (int k = 0; k < n; k++) {
            pixels.add(new ArrayList<>());
        }
        for (int j = window.j0(); j < window.j1(); j++) {
            for (int i = window.i0(); i < window.i1(); i++) {
                int at = j * grid.width() + i;
                double r = radius(grid, ellipse, i + 0.5, j + 0.5);
                if (!ignore[at] && r < limit[n]) {
                    int ring = Arrays.binarySearch(limit, r);
                    pixels.get(ring >= 0 ? ring : -ring - 2).add(new double[] {r, flux[at], variance[at]});
                }
            }
        }
        return pixels.stream()
                .filter(p -> !p.isEmpty())
                .map(p -> ring(p, grid.area()))
                .toList();
    }

    /** The elliptical radius of the point (u, v) of an image, arcsec. */
    static double radius(PixelGrid grid, double[] ellipse, double u, double v) {
        double dx = grid.x(u, v) - ellipse[0];
        double dy = grid.y(u, v) - ellipse[1];
        double ex = -Math.sin(ellipse[3]);
        double ey = Math.cos(ellipse[3]);
        return Math.hypot(dx * ex + dy * ey, (dx * ey - dy * ex) / ellipse[2]);
    }

    private static Ring ring(List<double[]> pixels, double area) {
        int n = pixels.size();
        double r = 0;
        double sum = 0;
        double variance = 0;
        double[] sorted = new double[n];
        for (int k = 0; k < n; k++) {
            r += pixels.get(k)[0];
            sum += pixels.get(k)[1];
            variance += pixels.get(k)[2];
            sorted[k] = pixels.get(k)[1];
        }
        Arrays.sort(sorted);
        double error = Math.sqrt(variance) / n / area;
        double scatter =
                n < FEW ? error : (quantile(sorted, 0.84) - quantile(sorted, 0.16)) / (2 * Math.sqrt(n)) / area;
        return new Ring(r / n, sum / n / area, quantile(sorted, 0.5) / area, error, scatter, n);
    }

    /** A quantile of sorted numbers, between neighbors in proportion. */
    static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int i = (int) Math.min(at, sorted.length - 1.0);
        int next = Math.min(i + 1, sorted.length - 1);
        return sorted[i] + (at - i) * (sorted[next] - sorted[i]);
    }
}
