package asterism.torus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which stars lie in which pixel: stars sorted by pixel, row-major [nVel x nPos]. */
final class Members {

    private final int[] star; // [stars in any pixel], those of one pixel together
    private final int[] from; // [nPixels + 1]
    private final int all;

    private Members(int[] star, int[] from, int all) {
        this.star = star;
        this.from = from;
        this.all = all;
    }

    /** Of the stars that a test admits, by their number. */
    static Members of(Binning binning, Stars stars, IntPredicate admits) {
        double[] posEdges = binning.posEdges().inKpc();
        double[] velEdges = binning.velEdges().inKpcPerMyr();
        double[] pos = stars.pos().inKpc();
        double[] vel = stars.vel().inKpcPerMyr();
        int nPos = binning.nPos();
        int[] pixel = new int[stars.size()];
        int[] from = new int[binning.nVel() * nPos + 1];
        for (int i = 0; i < pixel.length; i++) {
            int column = bin(posEdges, pos[i]);
            int row = bin(velEdges, vel[i]);
            pixel[i] = column < 0 || row < 0 || !admits.test(i) ? -1 : row * nPos + column;
            if (pixel[i] >= 0) {
                from[pixel[i] + 1]++;
            }
        }
        Arrays.parallelPrefix(from, Integer::sum);
        int[] next = from.clone();
        int[] star = new int[from[from.length - 1]];
        for (int i = 0; i < pixel.length; i++) {
            if (pixel[i] >= 0) {
                star[next[pixel[i]]++] = i;
            }
        }
        return new Members(star, from, stars.size());
    }

    /** The interval that holds x, the last one with its upper edge; -1 where there is none. */
    private static int bin(double[] edges, double x) {
        int n = edges.length - 1;
        if (!(x >= edges[0] && x <= edges[n])) {
            return -1;
        }
        int at = Arrays.binarySearch(edges, x);
        return Math.min(at >= 0 ? at : -at - 2, n - 1);
    }

    /** Number of pixels. */
    int size() {
        return from.length - 1;
    }

    /** The stars of a pixel, by their number. */
    int[] of(int pixel) {
        return Arrays.copyOfRange(star, from[pixel], from[pixel + 1]);
    }

    private int count(int pixel) {
        return from[pixel + 1] - from[pixel];
    }

    /** Number of stars in each pixel. */
    double[] counts() {
        return IntStream.range(0, size()).mapToDouble(this::count).toArray();
    }

    /** Stars in the fullest pixel. */
    int most() {
        return IntStream.range(0, size()).map(this::count).max().orElse(0);
    }

    /** The pixels with more than this number of stars, the fullest first. */
    int[] fullest(int moreThan) {
        return IntStream.range(0, size())
                .filter(pixel -> count(pixel) > moreThan)
                .boxed()
                .sorted(Comparator.comparingInt(this::count).reversed())
                .mapToInt(pixel -> pixel)
                .toArray();
    }

    /** Refuses pixels that hold no star at all. */
    void requireStars(String where) {
        if (star.length == 0) {
            throw new IllegalArgumentException(where + ": none of the " + all
                    + " stars lies within the edges of the pixels with what is asked for; "
                    + "compare the units and ranges of stars and edges");
        }
    }
}
