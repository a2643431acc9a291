package asterism.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The colors of an image, from which it can be painted again in few: that makes the PNG of a drawing three times smaller.
 *
 * <p>The colors, in bins of six bits a channel, are cut into boxes at the mean of the channel that varies most, always the box
 * with the largest sum of squared errors next. White stays white.
 *
 * @see <a href="https://doi.org/10.1016/B978-0-08-050754-5.50035-9">Wu 1991, Graphics Gems II</a>, of which this is the
 *     simple form
 */
final class Palette {

    /**
     * Root mean square error per channel, of 255, over what is not white, up to which nobody sees it in the edges of lines
     * and letters.
     */
    private static final double TOLERATED = 6.5;

    private static final int BITS = 6;
    private static final int BINS = 1 << (3 * BITS);
    private static final int WHITE = 0xffffff;

    private final int[] rgb;
    private final int width;
    private final long[] count = new long[BINS];
    private final long[] sums = new long[3 * BINS]; // [bin * 3 + channel]
    private final long[] squares = new long[3 * BINS];

    /** Counts the colors. */
    Palette(BufferedImage image) {
        width = image.getWidth();
        rgb = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        for (int pixel : rgb) {
            int bin = bin(pixel);
            count[bin]++;
            for (int k = 0; k < 3; k++) {
                int v = channel(pixel, k);
                sums[3 * bin + k] += v;
                squares[3 * bin + k] += v * v;
            }
        }
    }

    /** The image in so many colors at most, 2 to 256; empty where the loss would be seen. */
    Optional<BufferedImage> image(int colors) {
        var boxes = boxes(colors - 1);
        return error(boxes) <= TOLERATED ? Optional.of(paint(boxes)) : Optional.empty();
    }

    /** Bins of similar colors, to become one color. */
    private final class Box {
        final int[] bins;
        final long pixels;
        final double[] mean = new double[3];
        final double error; // sum over pixels and channels of the squared difference from the mean
        final int widest; // the channel with most of it

        Box(int[] bins) {
            this.bins = bins;
            pixels = Arrays.stream(bins).mapToLong(bin -> count[bin]).sum();
            double total = 0;
            double most = -1;
            int widest = 0;
            for (int k = 0; k < 3; k++) {
                double sum = 0;
                double square = 0;
                for (int bin : bins) {
                    sum += sums[3 * bin + k];
                    square += squares[3 * bin + k];
                }
                mean[k] = sum / pixels;
                double error = square - sum * mean[k];
                total += error;
                if (error > most) {
                    most = error;
                    widest = k;
                }
            }
            this.error = total;
            this.widest = widest;
        }

        /** Both sides of the mean; where the bins are too coarse to lie on both, the first bin and the others. */
        List<Box> halves() {
            var below = Arrays.stream(bins).filter(this::isBelow).toArray();
            var above = Arrays.stream(bins).filter(bin -> !isBelow(bin)).toArray();
            if (below.length == 0 || above.length == 0) {
                below = Arrays.copyOf(bins, 1);
                above = Arrays.copyOfRange(bins, 1, bins.length);
            }
            return List.of(new Box(below), new Box(above));
        }

        private boolean isBelow(int bin) {
            return sums[3 * bin + widest] < mean[widest] * count[bin];
        }

        int rgb() {
            return (int) Math.round(mean[0]) << 16 | (int) Math.round(mean[1]) << 8 | (int) Math.round(mean[2]);
        }
    }

    /** All colors but white in so many boxes, or fewer where there are not so many bins. */
    private List<Box> boxes(int most) {
        int[] used = IntStream.range(0, BINS)
                .filter(bin -> count[bin] > 0 && bin != bin(WHITE))
                .toArray();
        var done = new ArrayList<Box>();
        var queue = new PriorityQueue<Box>(Comparator.comparingDouble(box -> -box.error));
        if (used.length > 0) {
            queue.add(new Box(used));
        }
        while (!queue.isEmpty() && done.size() + queue.size() < most) {
            var worst = queue.remove();
            if (worst.bins.length > 1) {
                queue.addAll(worst.halves());
            } else {
                done.add(worst);
            }
        }
        done.addAll(queue);
        return done;
    }

    /** Root mean square error per channel of the pixels that are not white. */
    private double error(List<Box> boxes) {
        double error = boxes.stream().mapToDouble(box -> box.error).sum();
        long pixels = boxes.stream().mapToLong(box -> box.pixels).sum();
        return pixels == 0 ? 0 : Math.sqrt(error / (3.0 * pixels));
    }

    private BufferedImage paint(List<Box> boxes) {
        var palette = new int[boxes.size() + 1];
        var index = new byte[BINS];
        palette[0] = WHITE;
        for (int i = 0; i < boxes.size(); i++) {
            palette[i + 1] = boxes.get(i).rgb();
            for (int bin : boxes.get(i).bins) {
                index[bin] = (byte) (i + 1);
            }
        }
        var colors = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        int height = rgb.length / width;
        var out = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, colors);
        var line = new byte[width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                line[x] = index[bin(rgb[y * width + x])];
            }
            out.getRaster().setDataElements(0, y, width, 1, line);
        }
        return out;
    }

    private static int bin(int rgb) {
        int drop = 8 - BITS;
        return (channel(rgb, 0) >> drop) << (2 * BITS) | (channel(rgb, 1) >> drop) << BITS | channel(rgb, 2) >> drop;
    }

    /** Red, green or blue, 0 to 255. */
    private static int channel(int rgb, int k) {
        return (rgb >> (16 - 8 * k)) & 255;
    }
}
