package asterism.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Local maxima of an image smoothed by a few pixels: where overlapping objects have their centers. */
final class Peaks {

    private static final double SMOOTHING = 2; // sigma, pixels
    private static final double SIGNIFICANCE = 8; // sigma of the smoothed noise
    private static final int APART = 4; // pixels on each side within which a peak is the highest

    private Peaks() {}

    /** The peaks in a window, u and v, the brightest first. */
    static List<double[]> find(double[] flux, double[] variance, boolean[] ignore, int width, Window window) {
        int reach = (int) Math.ceil(3 * SMOOTHING);
        double[] ratio = new double[window.size()];
        double[] smooth = new double[window.size()];
        for (int j = window.j0(); j < window.j1(); j++) {
            for (int i = window.i0(); i < window.i1(); i++) {
                double sum = 0;
                double norm = 0;
                double noise = 0;
                for (int b = Math.max(window.j0(), j - reach); b < Math.min(window.j1(), j + reach + 1); b++) {
                    for (int a = Math.max(window.i0(), i - reach); a < Math.min(window.i1(), i + reach + 1); a++) {
                        int k = b * width + a;
                        double d2 = (a - i) * (a - i) + (b - j) * (b - j);
                        double w = ignore[k] ? 0 : Math.exp(-d2 / (2 * SMOOTHING * SMOOTHING));
                        sum += w > 0 ? w * flux[k] : 0;
                        noise += w > 0 ? w * w * variance[k] : 0;
                        norm += w;
                    }
                }
                int at = (j - window.j0()) * window.width() + i - window.i0();
                smooth[at] = norm > 0 ? sum / norm : 0;
                ratio[at] = noise > 0 ? sum / Math.sqrt(noise) : 0;
            }
        }
        var found = new ArrayList<double[]>();
        for (int at = 0; at < smooth.length; at++) {
            if (ratio[at] > SIGNIFICANCE && isHighest(smooth, window, at)) {
                int i = at % window.width() + window.i0();
                int j = at / window.width() + window.j0();
                found.add(new double[] {i + 0.5, j + 0.5, smooth[at]});
            }
        }
        found.sort(Comparator.comparingDouble(p -> -p[2]));
        return found;
    }

    private static boolean isHighest(double[] smooth, Window window, int at) {
        int i = at % window.width();
        int j = at / window.width();
        for (int b = Math.max(0, j - APART); b <= Math.min(window.height() - 1, j + APART); b++) {
            for (int a = Math.max(0, i - APART); a <= Math.min(window.width() - 1, i + APART); a++) {
                int other = b * window.width() + a;
                if (smooth[other] > smooth[at] || (smooth[other] == smooth[at] && other < at)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * One of the brightest peaks for each place: as many as there are places, assigned so that all together are nearest;
     * the place itself where there are too few peaks.
     */
    static List<double[]> nearest(List<double[]> peaks, List<double[]> places) {
        var left = new ArrayList<>(peaks.subList(0, Math.min(peaks.size(), places.size())));
        var out = new ArrayList<double[]>(places);
        var open = new ArrayList<Integer>();
        for (int k = 0; k < places.size(); k++) {
            open.add(k);
        }
        while (!left.isEmpty() && !open.isEmpty()) {
            int bestPeak = 0;
            int bestPlace = open.get(0);
            double least = Double.POSITIVE_INFINITY;
            for (int p = 0; p < left.size(); p++) {
                for (int k : open) {
                    double d = Math.hypot(left.get(p)[0] - places.get(k)[0], left.get(p)[1] - places.get(k)[1]);
                    if (d < least) {
                        least = d;
                        bestPeak = p;
                        bestPlace = k;
                    }
                }
            }
            out.set(bestPlace, left.remove(bestPeak));
            open.remove(Integer.valueOf(bestPlace));
        }
        return out;
    }
}
