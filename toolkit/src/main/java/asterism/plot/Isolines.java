package asterism.plot;

import java.awt.geom.Path2D;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of equal value on a rectangular grid by marching squares, joined into open or closed lines.
 *
 * <p>Values stand at the nodes; between two nodes they are interpolated linearly, and a saddle is decided by the mean of its
 * four nodes. A cell with a NaN has no line.
 */
final class Isolines {

    private Isolines() {}

    /** One line; closed where its last point is its first. */
    static final class Isoline {
        private final double[] xy;

        Isoline(double[] xy) {
            this.xy = xy;
        }

        int size() {
            return xy.length / 2;
        }

        double x(int i) {
            return xy[2 * i];
        }

        double y(int i) {
            return xy[2 * i + 1];
        }

        boolean isClosed() {
            int n = size();
            return n > 2 && x(0) == x(n - 1) && y(0) == y(n - 1);
        }

        void appendTo(Path2D path) {
            path.moveTo(x(0), y(0));
            for (int i = 1; i < size(); i++) {
                path.lineTo(x(i), y(i));
            }
            if (isClosed()) {
                path.closePath();
            }
        }
    }

    /**
     * All lines at one level.
     *
     * @param z [y.length x x.length], row-major. Not modified.
     */
    static List<Isoline> at(double level, double[] z, double[] x, double[] y) {
        int columns = x.length;
        // an edge of the grid is named by its lower node: 2 k along the row, 2 k + 1 along the column
        var links = new int[4 * z.length]; // two neighbours of each edge, -1 for none
        Arrays.fill(links, -1);
        for (int r = 0; r + 1 < y.length; r++) {
            for (int c = 0; c + 1 < columns; c++) {
                int k = r * columns + c;
                double a = z[k];
                double b = z[k + 1];
                double d = z[k + columns];
                double e = z[k + columns + 1];
                double mean = (a + b + d + e) / 4;
                if (Double.isNaN(mean)) {
                    continue;
                }
                int cell = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (e >= level ? 4 : 0) | (d >= level ? 8 : 0);
                int bottom = 2 * k;
                int left = 2 * k + 1;
                int right = 2 * (k + 1) + 1;
                int top = 2 * (k + columns);
                switch (cell) {
                    case 1, 14 -> join(links, left, bottom);
                    case 2, 13 -> join(links, bottom, right);
                    case 3, 12 -> join(links, left, right);
                    case 4, 11 -> join(links, right, top);
                    case 6, 9 -> join(links, bottom, top);
                    case 7, 8 -> join(links, left, top);
                    case 5, 10 -> {
                        boolean highMiddle = mean >= level;
                        if ((cell == 5) == highMiddle) {
                            join(links, left, top);
                            join(links, bottom, right);
                        } else {
                            join(links, left, bottom);
                            join(links, right, top);
                        }
                    }
                    default -> {}
                }
            }
        }
        return chains(links, level, z, x, y);
    }

    private static void join(int[] links, int a, int b) {
        links[links[2 * a] < 0 ? 2 * a : 2 * a + 1] = b;
        links[links[2 * b] < 0 ? 2 * b : 2 * b + 1] = a;
    }

    private static List<Isoline> chains(int[] links, double level, double[] z, double[] x, double[] y) {
        var lines = new ArrayList<Isoline>();
        var done = new boolean[links.length / 2];
        for (int start = 0; start < done.length; start++) {
            if (done[start] || links[2 * start] < 0) {
                continue;
            }
            done[start] = true;
            var chain = new ArrayDeque<Integer>();
            chain.add(start);
            boolean closed = follow(links, done, chain, start, true);
            if (!closed) {
                follow(links, done, chain, start, false);
            }
            var xy = new double[2 * chain.size() + (closed ? 2 : 0)];
            int i = 0;
            for (int edge : chain) {
                point(edge, level, z, x, y, xy, i++);
            }
            if (closed) {
                xy[2 * i] = xy[0];
                xy[2 * i + 1] = xy[1];
            }
            lines.add(new Isoline(xy));
        }
        return lines;
    }

    /** Walks from the start to one of its two neighbours and on; true where the walk comes back. */
    private static boolean follow(int[] links, boolean[] done, ArrayDeque<Integer> chain, int start, boolean forward) {
        int previous = start;
        int at = links[forward ? 2 * start : 2 * start + 1];
        while (at >= 0) {
            if (at == start) {
                return true;
            }
            done[at] = true;
            if (forward) {
                chain.addLast(at);
            } else {
                chain.addFirst(at);
            }
            int on = links[2 * at] == previous ? links[2 * at + 1] : links[2 * at];
            previous = at;
            at = on;
        }
        return false;
    }

    private static void point(int edge, double level, double[] z, double[] x, double[] y, double[] xy, int i) {
        int k = edge / 2;
        int c = k % x.length;
        int r = k / x.length;
        boolean along = edge % 2 == 0;
        double from = z[k];
        double to = z[along ? k + 1 : k + x.length];
        double f = from == to ? 0.5 : (level - from) / (to - from);
        xy[2 * i] = along ? x[c] + f * (x[c + 1] - x[c]) : x[c];
        xy[2 * i + 1] = along ? y[r] : y[r] + f * (y[r + 1] - y[r]);
    }
}
