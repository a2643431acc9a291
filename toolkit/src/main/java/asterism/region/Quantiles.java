package asterism.region;

import java.util.Arrays;

/** The 16, 50 and 84 % quantiles of every element of a curve over posterior draws. */
final class Quantiles {

    private final double[][] sorted; // [nPoints][nDraws]

    private Quantiles(double[][] sorted) {
        this.sorted = sorted;
    }

    /** Of curves [nDraws][nPoints]. Not modified. */
    static Quantiles of(double[][] curves) {
        var sorted = new double[curves[0].length][curves.length];
        for (int d = 0; d < curves.length; d++) {
            for (int i = 0; i < sorted.length; i++) {
                sorted[i][d] = curves[d][i];
            }
        }
        for (var row : sorted) {
            Arrays.sort(row);
        }
        return new Quantiles(sorted);
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
        var out = new double[sorted.length];
        for (int i = 0; i < out.length; i++) {
            double place = p * (sorted[i].length - 1);
            int below = (int) place;
            int above = Math.min(below + 1, sorted[i].length - 1);
            out[i] = sorted[i][below] + (place - below) * (sorted[i][above] - sorted[i][below]);
        }
        return out;
    }
}
