package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * How well models of different regularization predict stars that they have not seen.
 *
 * <p>The score is -2 ln of the probability of the held-out spectra, the sum of r^2 / variance + ln variance with the variance
 * 1/ivar + s2: less is better, and a model cannot improve it by claiming a larger scatter. Only differences mean something; the
 * error of a difference comes from its spread over the stars. Immutable.
 */
public final class CrossValidated implements Displayable {

    private final Cannon cannon;
    private final double[] strengths;
    private final double[][] score; // [nStrengths x nStars]
    private final double[][] pixelScore; // [nStrengths x nPixels]
    private final double[] zeros;

    CrossValidated(Cannon cannon, double[] strengths, double[][] score, double[][] pixelScore, double[] zeros) {
        this.cannon = cannon;
        this.strengths = strengths.clone();
        this.score = score;
        this.pixelScore = pixelScore;
        this.zeros = zeros;
    }

    /** The strengths, ascending. */
    public double[] strengths() {
        return strengths.clone();
    }

    /** The score of every strength minus that of the best, [nStrengths]: 0 for the best one, positive for the others. */
    public double[] differences() {
        int best = bestIndex();
        return IntStream.range(0, strengths.length)
                .mapToDouble(k -> total(k) - total(best))
                .toArray();
    }

    /** The standard error of {@link #differences}, from their spread over the stars, [nStrengths]. */
    public double[] errors() {
        int best = bestIndex();
        int n = score[best].length;
        return Arrays.stream(score)
                .mapToDouble(row -> {
                    double[] d = IntStream.range(0, n)
                            .mapToDouble(i -> row[i] - score[best][i])
                            .toArray();
                    double mean = Arrays.stream(d).sum() / n;
                    double sum =
                            Arrays.stream(d).map(x -> (x - mean) * (x - mean)).sum();
                    return Math.sqrt(sum / (n - 1) * n);
                })
                .toArray();
    }

    private double total(int strength) {
        return Arrays.stream(score[strength]).sum();
    }

    private int bestIndex() {
        return IntStream.range(0, strengths.length)
                .reduce((a, b) -> total(b) < total(a) ? b : a)
                .orElseThrow();
    }

    /** The strength that predicts the held-out spectra best. */
    public double best() {
        return strengths[bestIndex()];
    }

    /** The greatest strength whose score is within one standard error of the best: the sparsest model that is as good. */
    public double sparsest() {
        double[] differences = differences();
        double[] errors = errors();
        int k = strengths.length - 1;
        while (k > bestIndex() && differences[k] > errors[k]) {
            k--;
        }
        return strengths[k];
    }

    /** The best strength of every pixel on its own, [nPixels], to be given to {@link Cannon#regularization(double[])}. */
    public double[] bestPerPixel() {
        return IntStream.range(0, pixelScore[0].length)
                .mapToDouble(j -> strengths[
                        IntStream.range(0, strengths.length)
                                .reduce((a, b) -> pixelScore[b][j] < pixelScore[a][j] ? b : a)
                                .orElseThrow()])
                .toArray();
    }

    /** The fraction of coefficients that are exactly 0, mean over the folds, [nStrengths]. */
    public double[] sparsity() {
        return zeros.clone();
    }

    /** The model trained on all stars with the best strength. */
    public TrainedCannon train() {
        return cannon.regularization(best()).train();
    }

    /** A row for each strength: score minus the best, its error, fraction of zeros. */
    public Table table() {
        return Table.create(
                "cross-validation",
                DoubleColumn.create("strength", strengths),
                DoubleColumn.create("score - best", differences()),
                DoubleColumn.create("error", errors()),
                DoubleColumn.create("zeros", zeros));
    }

    @Override
    public Card card() {
        double[] differences = differences();
        double[] errors = errors();
        var rows = new ArrayList<List<String>>();
        for (int k = 0; k < strengths.length; k++) {
            rows.add(List.of(
                    Numbers.exact(strengths[k]),
                    Numbers.significant(differences[k], 4),
                    k == bestIndex() ? "" : Numbers.significant(errors[k], 2),
                    Numbers.percent(zeros[k])));
        }
        var card = Card.of(toString());
        if (strengths.length > 1 && best() == strengths[strengths.length - 1]) {
            card = card.warning(
                    "the best strength is the greatest that was tried; try greater ones with strengths(...)");
        }
        return card.row("best", Numbers.exact(best()))
                .row("sparsest that is as good", Numbers.exact(sparsest()))
                .table(List.of("strength", "score - best", "error", "coefficients that are 0"), rows)
                .note("The score is -2 ln probability of the spectra that were held out; less is better.");
    }

    @Override
    public String toString() {
        return "cross-validation: best strength " + Numbers.exact(best()) + ", sparsest that is as good "
                + Numbers.exact(sparsest());
    }
}
