package asterism.infer;

import asterism.math.Gaussian;

/**
 * What a rank becomes before R-hat and ESS are computed: z = Phi^-1((rank - 3/8) / (S + 1/4)), equation 14 of Vehtari et
 * al. (2021). They depend on the number of draws only, so that one table serves all parameters.
 */
final class NormalScores {

    private final double[] score; // of the value at each place of the sorted list, [S]

    private NormalScores(double[] score) {
        this.score = score;
    }

    /** Scores of so many draws. */
    static NormalScores of(int size) {
        double[] score = new double[size];
        for (int i = 0; i < (size + 1) / 2; i++) {
            score[i] = quantile(i + 1, size);
            score[size - 1 - i] = -score[i];
        }
        return new NormalScores(score);
    }

    private static double quantile(double rank, int size) {
        return Gaussian.quantile((rank - 0.375) / (size + 0.25));
    }

    int size() {
        return score.length;
    }

    /** The score that equal values share at these places of the sorted list, the first place being 0: that of their mean rank. */
    double ofPlaces(int first, int last) {
        return (first + last) % 2 == 0 ? score[(first + last) / 2] : quantile(0.5 * (first + last) + 1, score.length);
    }
}
