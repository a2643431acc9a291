package asterism.cannon;

import asterism.plot.Axis;
import asterism.plot.Line;
import asterism.plot.Plots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where the pixels of a spectrum stand: at their wavelengths, or at their numbers where there are none. */
final class PixelAxis {

    private static final double GAP = 1.5; // of the usual distance of pixels: between detectors

    private final double[] x;
    private final boolean hasWavelengths;
    private final double step;

    PixelAxis(Optional<double[]> dispersion, int nPixels) {
        x = dispersion.orElseGet(
                () -> IntStream.range(0, nPixels).asDoubleStream().toArray());
        hasWavelengths = dispersion.isPresent();
        double[] steps = IntStream.range(1, x.length)
                .mapToDouble(j -> x[j] - x[j - 1])
                .sorted()
                .toArray();
        step = steps.length == 0 ? 1 : steps[steps.length / 2];
    }

    double[] x() {
        return x;
    }

    double first() {
        return x[0];
    }

    double last() {
        return x[x.length - 1];
    }

    Axis axis() {
        return Axis.linear(hasWavelengths ? "wavelength [\\AA]" : "pixel")
                .range(first(), Math.max(last(), first() + 1e-9));
    }

    /** A line through the finite values, in pieces: it does not cross gaps or pixels without a value. */
    List<Line> lines(double[] y) {
        return lines(y, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** As {@link #lines(double[])}, of the pixels between two positions. */
    List<Line> lines(double[] y, double from, double to) {
        var out = new ArrayList<Line>();
        int begin = 0;
        for (int j = 0; j <= y.length; j++) {
            boolean ends = j == y.length
                    || !Double.isFinite(y[j])
                    || x[j] < from
                    || x[j] > to
                    || (j > begin && x[j] - x[j - 1] > GAP * step);
            if (ends) {
                if (j > begin + 1) {
                    out.add(Plots.line(Arrays.copyOfRange(x, begin, j), Arrays.copyOfRange(y, begin, j)));
                }
                begin = j < y.length && Double.isFinite(y[j]) && x[j] >= from && x[j] <= to ? j : j + 1;
            }
        }
        return out;
    }
}
