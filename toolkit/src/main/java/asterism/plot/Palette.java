package asterism.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * An image in 64 colors, which makes the PNG of a drawing three times smaller; by median cut on colors of six bits a channel.
 * White stays white. An image of data in many colors keeps them all.
 */
final class Palette {

    private static final int COLORS = 64;

    private static final int BITS = 6;
    private static final int BINS = 1 << (3 * BITS);

    /** Root mean square error per channel, over what is not white, above which a palette is too small. */
    private static final double TOLERATED = 3.6;

    private Palette() {}

    /** Bins of similar colors, to become one color. */
    private static final class Box {
        final int[] bins;
        final long[] count;
        final int axis;
        final long spread;

        Box(int[] bins, long[] count) {
            this.bins = bins;
            this.count = count;
            int widest = 0;
            int longest = -1;
            for (int channel = 0; channel < 3; channel++) {
                int min = Integer.MAX_VALUE;
                int max = -1;
                for (int bin : bins) {
                    int v = channel(bin, channel);
                    min = Math.min(min, v);
                    max = Math.max(max, v);
                }
                if (max - min > longest) {
                    longest = max - min;
                    widest = channel;
                }
            }
            long pixels = 0;
            for (int bin : bins) {
                pixels += count[bin];
            }
            axis = widest;
            spread = bins.length < 2 ? 0 : (long) (longest * longest * Math.sqrt((double) pixels));
        }

        List<Box> halves() {
            var sorted = Arrays.stream(bins)
                    .boxed()
                    .sorted((a, b) -> channel(a, axis) - channel(b, axis))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int min = channel(sorted[0], axis);
            int max = channel(sorted[sorted.length - 1], axis);
            int cut = 1;
            while (cut < sorted.length - 1 && 2 * channel(sorted[cut], axis) <= min + max) {
                cut++;
            }
            return List.of(
                    new Box(Arrays.copyOfRange(sorted, 0, cut), count),
                    new Box(Arrays.copyOfRange(sorted, cut, sorted.length), count));
        }
    }

    /** The image with a palette, or the image itself where that would be seen. */
    static BufferedImage indexed(BufferedImage image) {
        int w = image.getWidth();
        int h = image.getHeight();
        var rgb = image.getRGB(0, 0, w, h, null, 0, w);
        var count = new long[BINS];
        var sums = new long[3 * BINS];
        for (int pixel : rgb) {
            int bin = bin(pixel);
            count[bin]++;
            sums[3 * bin] += (pixel >> 16) & 255;
            sums[3 * bin + 1] += (pixel >> 8) & 255;
            sums[3 * bin + 2] += pixel & 255;
        }
        var palette = new int[COLORS];
        var index = index(count, sums, palette);
        return error(rgb, palette, index) <= TOLERATED ? paint(rgb, w, h, palette, index) : image;
    }

    /** Chooses the palette; gives each bin's place in it. */
    private static byte[] index(long[] count, long[] sums, int[] outPalette) {
        int white = bin(0xffffff);
        int[] used = java.util.stream.IntStream.range(0, BINS)
                .filter(b -> count[b] > 0 && b != white)
                .toArray();
        var queue = new PriorityQueue<Box>((a, b) -> Long.compare(b.spread, a.spread));
        if (used.length > 0) {
            queue.add(new Box(used, count));
        }
        var boxes = new ArrayList<Box>();
        while (!queue.isEmpty() && queue.size() + boxes.size() < outPalette.length - 1) {
            var box = queue.remove();
            if (box.bins.length < 2) {
                boxes.add(box);
            } else {
                queue.addAll(box.halves());
            }
        }
        boxes.addAll(queue);
        var index = new byte[BINS];
        outPalette[0] = 0xffffff;
        for (int i = 0; i < boxes.size(); i++) {
            outPalette[i + 1] = mean(boxes.get(i), count, sums);
            for (int bin : boxes.get(i).bins) {
                index[bin] = (byte) (i + 1);
            }
        }
        return index;
    }

    private static BufferedImage paint(int[] rgb, int w, int h, int[] palette, byte[] index) {
        var colors = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        var out = new BufferedImage(w, h, BufferedImage.TYPE_BYTE_INDEXED, colors);
        var line = new byte[w];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                line[x] = index[bin(rgb[y * w + x])];
            }
            out.getRaster().setDataElements(0, y, w, 1, line);
        }
        return out;
    }

    /** Root mean square error per channel of the pixels that are not white. */
    private static double error(int[] rgb, int[] palette, byte[] index) {
        double error = 0;
        long colored = 1;
        for (int pixel : rgb) {
            colored += (pixel & 0xffffff) == 0xffffff ? 0 : 1;
            int own = palette[index[bin(pixel)] & 255];
            for (int shift = 0; shift <= 16; shift += 8) {
                double d = ((pixel >> shift) & 255) - ((own >> shift) & 255);
                error += d * d;
            }
        }
        return Math.sqrt(error / (3.0 * colored));
    }

    private static int mean(Box box, long[] count, long[] sums) {
        var total = new long[3];
        long n = 0;
        for (int bin : box.bins) {
            n += count[bin];
            for (int k = 0; k < 3; k++) {
                total[k] += sums[3 * bin + k];
            }
        }
        return (int) (total[0] / n) << 16 | (int) (total[1] / n) << 8 | (int) (total[2] / n);
    }

    private static int bin(int rgb) {
        int drop = 8 - BITS;
        return ((rgb >> 16 & 255) >> drop) << (2 * BITS) | ((rgb >> 8 & 255) >> drop) << BITS | (rgb & 255) >> drop;
    }

    private static int channel(int bin, int channel) {
        return (bin >> ((2 - channel) * BITS)) & ((1 << BITS) - 1);
    }
}
