package asterism.torus;

import asterism.math.Gaussian;
import asterism.math.Quantiles;
import asterism.plot.Mark;
import asterism.plot.Plots;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/** Draws of a curve, sorted at each of its points. */
final class Curves {

    private final double[][] sorted; // [nPoints][nDraws]

    private Curves(double[][] sorted) {
        this.sorted = sorted;
    }

    /** Of draws, each [nPoints]. */
    static Curves of(List<double[]> draws) {
        double[][] sorted = new double[draws.get(0).length][draws.size()];
        for (int d = 0; d < draws.size(); d++) {
            double[] draw = draws.get(d);
            for (int i = 0; i < draw.length; i++) {
                sorted[i][d] = draw[i];
            }
        }
        for (double[] at : sorted) {
            Arrays.sort(at);
        }
        return new Curves(sorted);
    }

    /** The p-quantile at each point. */
    double[] quantile(double p) {
        return Arrays.stream(sorted)
                .mapToDouble(at -> Quantiles.ofSorted(at, p)[0])
                .toArray();
    }

    /** The 68 and 95 % bands: between the quantiles of 1 and 2 sigma. */
    List<Mark> bands(double[] x, String color) {
        return bands(x, this::quantile, color);
    }

    /** The 68 and 95 % bands of a curve whose quantiles are known. */
    static List<Mark> bands(double[] x, DoubleFunction<double[]> quantile, String color) {
        return List.of(
                Plots.band(x, quantile.apply(Gaussian.cdf(-2)), quantile.apply(Gaussian.cdf(2)))
                        .color(color)
                        .opacity(0.22),
                Plots.band(x, quantile.apply(Gaussian.cdf(-1)), quantile.apply(Gaussian.cdf(1)))
                        .color(color)
                        .opacity(0.38));
    }
}
