package asterism.plot;

import java.awt.geom.Path2D;

/** Paths through data points, thinned without loss where there are many points to a pixel. */
final class Polyline {

    private static final int POINTS_PER_PIXEL = 4;

    private Polyline() {}

    /**
     * The path through the points in pixels. Where x ascends and a pixel's column has many points, only the first, the
     * lowest, the highest and the last of them are kept: the picture is the same.
     */
    static Path2D path(Sketch s, double[] x, double[] y) {
        boolean thin = x.length > POINTS_PER_PIXEL * s.frame().getWidth() && ascends(x);
        var path = new Path2D.Double();
        if (!thin) {
            for (int i = 0; i < x.length; i++) {
                to(path, s.px(x[i]), s.py(y[i]));
            }
            return path;
        }
        int i = 0;
        while (i < x.length) {
            double column = Math.floor(s.px(x[i]));
            int j = i;
            int low = i;
            int high = i;
            while (j < x.length && Math.floor(s.px(x[j])) == column) {
                low = y[j] < y[low] ? j : low;
                high = y[j] > y[high] ? j : high;
                j++;
            }
            int first = Math.min(low, high);
            int second = Math.max(low, high);
            to(path, s.px(x[i]), s.py(y[i]));
            if (first > i) {
                to(path, s.px(x[first]), s.py(y[first]));
            }
            if (second > first) {
                to(path, s.px(x[second]), s.py(y[second]));
            }
            if (j - 1 > second) {
                to(path, s.px(x[j - 1]), s.py(y[j - 1]));
            }
            i = j;
        }
        return path;
    }

    private static void to(Path2D path, double x, double y) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }

    private static boolean ascends(double[] x) {
        for (int i = 1; i < x.length; i++) {
            if (x[i] < x[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
