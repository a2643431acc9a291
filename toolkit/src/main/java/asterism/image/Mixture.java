package asterism.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Objects that overlap, taken apart: one elliptical Gaussian for each about its peak, fitted to the light of an image by
 * expectation and maximization (the light of a pixel is divided among the Gaussians in proportion, then each takes the
 * moments of its share).
 */
final class Mixture {

    private static final int ROUNDS = 60;
    private static final double NOISE = 2; // sigma: fainter pixels are left out
    private static final double SMALLEST = 0.5; // pixels2
    private static final int PARAMETERS = 6; // weight, u, v, uu, uv, vv

    private final double[] flux;
    private final int width;
    private final List<Window> windows;
    private final double[][] gaussians;

    /**
     * Divides.
     *
     * @param flux     [pixels] without sky. Not modified.
     * @param variance [pixels]. Not modified.
     * @param ignore   [pixels]. Not modified.
     * @param width    number of columns
     * @param windows  where each object's light may be
     * @param centers  [nObjects][2] where the objects are: u, v. Not modified.
     */
    Mixture(
            double[] flux,
            double[] variance,
            boolean[] ignore,
            int width,
            List<Window> windows,
            List<double[]> centers) {
        this.flux = new double[flux.length];
        this.width = width;
        this.windows = windows;
        for (int k = 0; k < flux.length; k++) {
            boolean counts = !ignore[k] && flux[k] > NOISE * Math.sqrt(variance[k]);
            this.flux[k] = counts ? flux[k] : 0;
        }
        gaussians = new double[windows.size()][PARAMETERS];
        for (int c = 0; c < gaussians.length; c++) {
            double size = Math.min(windows.get(c).width(), windows.get(c).height()) / 8.0;
            gaussians[c] = new double[] {1, centers.get(c)[0], centers.get(c)[1], size * size, 0, size * size};
        }
        var all = windows.stream().reduce(Window::union).orElseThrow();
        for (int round = 0; round < ROUNDS; round++) {
            round(all);
        }
    }

    /** The share of one object in each pixel's light, 0 to 1, [pixels]. */
    double[] share(int object) {
        double[] share = new double[flux.length];
        double[] parts = new double[gaussians.length];
        var w = windows.get(object);
        for (int j = w.j0(); j < w.j1(); j++) {
            for (int i = w.i0(); i < w.i1(); i++) {
                double sum = parts(i, j, parts);
                share[j * width + i] = sum > 0 ? parts[object] / sum : 0;
            }
        }
        return share;
    }

    private void round(Window all) {
        double[][] sums = new double[gaussians.length][PARAMETERS];
        double[] parts = new double[gaussians.length];
        double total = 0;
        for (int j = all.j0(); j < all.j1(); j++) {
            for (int i = all.i0(); i < all.i1(); i++) {
                double f = flux[j * width + i];
                double sum = f > 0 ? parts(i, j, parts) : 0;
                if (sum > 0) {
                    total += f;
                    for (int c = 0; c < parts.length; c++) {
                        add(sums[c], f * parts[c] / sum, i + 0.5 - gaussians[c][1], j + 0.5 - gaussians[c][2]);
                    }
                }
            }
        }
        for (int c = 0; c < sums.length; c++) {
            if (sums[c][0] > 0) {
                gaussians[c] = moments(sums[c], total, gaussians[c]);
            }
        }
    }

    private static void add(double[] sums, double f, double du, double dv) {
        sums[0] += f;
        sums[3] += f * du * du;
        sums[4] += f * du * dv;
        sums[5] += f * dv * dv;
    }

    private static double[] moments(double[] sums, double total, double[] before) {
        return new double[] {
            sums[0] / total,
            before[1],
            before[2],
            Math.max(sums[3] / sums[0], SMALLEST),
            sums[4] / sums[0],
            Math.max(sums[5] / sums[0], SMALLEST)
        };
    }

    /** Density of each Gaussian at a pixel, 0 outside of its window; returns their sum. */
    private double parts(int i, int j, double[] out) {
        Arrays.fill(out, 0);
        double sum = 0;
        for (int c = 0; c < out.length; c++) {
            if (windows.get(c).contains(i, j)) {
                double[] g = gaussians[c];
                double du = i + 0.5 - g[1];
                double dv = j + 0.5 - g[2];
                double det = Math.max(g[3] * g[5] - g[4] * g[4], SMALLEST * SMALLEST);
                double r2 = (g[5] * du * du - 2 * g[4] * du * dv + g[3] * dv * dv) / det;
                out[c] = g[0] * Math.exp(-r2 / 2) / Math.sqrt(det);
                sum += out[c];
            }
        }
        return sum;
    }

    /** The sets of windows that overlap, directly or through others, as lists of positions. */
    static List<List<Integer>> overlapping(List<Window> windows) {
        var sets = new ArrayList<List<Integer>>();
        for (int k = 0; k < windows.size(); k++) {
            var joined = new ArrayList<>(List.of(k));
            for (var set : List.copyOf(sets)) {
                int at = k;
                if (set.stream().anyMatch(s -> windows.get(s).overlaps(windows.get(at)))) {
                    joined.addAll(set);
                    sets.remove(set);
                }
            }
            sets.add(joined);
        }
        return sets;
    }
}
