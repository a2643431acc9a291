package asterism.region;

import asterism.math.Quantiles;
import java.util.Arrays;

/** The 16, 50 and 84 % quantiles of every element of a curve over posterior draws. */
final class CurveQuantiles {

    private final double[][] sorted; // [nPoints][nDraws]

    private CurveQuantiles(double[][] sorted) {
        this.sorted = sorted;
    }

    /** Of curves [nDraws][nPoints]. Not modified. */
    static CurveQuantiles of(double[][] curves) {
        var sorted = new double[curves[0].length][curves.length];
        for (int d = 0; d < curves.length; d++) {
            for (int i = 0; i < sorted.length; i++) {
                sorted[i][d] = curves[d][i];
            }
        }
        for (var row : sorted) {
            Arrays.sort(row);
        }
        return new CurveQuantiles(sorted);
    }

    double[] low() {
        return at(0.16);
    }

    double[] median() {
        return at(0.5);
    }

    double[] high() {
        return at(0.84);
    }

    private double[] at(double p) {
        return Arrays.stream(sorted)
                .mapToDouble(row -> Quantiles.ofSorted(row, p)[0])
                .toArray();
    }
}
