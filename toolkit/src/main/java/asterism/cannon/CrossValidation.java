package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.infer.Progress;
import asterism.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cross-validation of The Cannon: the training stars are dealt into folds, and each fold is predicted by a model that was
 * trained on the others. It chooses the strength of the regularization (Casey et al. 2016, section 3) and gives labels of the
 * training stars that no model has seen.
 *
 * <pre>{@code
 * CrossValidation.of(Cannon.of(training)).folds(5).strengths(0, 10, 100, 1000).train()
 * }</pre>
 *
 * <p>Immutable. The same seed gives the same folds and, since training does not depend on the number of threads, the same answer.
 */
public final class CrossValidation implements Displayable {

    private static final double[] STRENGTHS = {0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000};

    private final Cannon cannon;
    private final int folds;
    private final long seed;
    private final double[] strengths;

    private CrossValidation(Cannon cannon, int folds, long seed, double[] strengths) {
        this.cannon = cannon;
        this.folds = folds;
        this.seed = seed;
        this.strengths = strengths;
    }

    /** Cross-validation of a model in 5 folds, over strengths from 0 to 10 000; all else is trained as the model says. */
    public static CrossValidation of(Cannon cannon) {
        return new CrossValidation(cannon, Math.min(5, cannon.training().size()), 0, STRENGTHS);
    }

    /** This cross-validation in so many folds, 2 to the number of stars. */
    public CrossValidation folds(int folds) {
        if (folds < 2 || folds > cannon.training().size()) {
            throw new IllegalArgumentException("cross-validation in " + folds + " folds: "
                    + cannon.training().size() + " stars can be dealt into 2 to "
                    + cannon.training().size());
        }
        return new CrossValidation(cannon, folds, seed, strengths);
    }

    /** This cross-validation with other folds. */
    public CrossValidation seed(long seed) {
        return new CrossValidation(cannon, folds, seed, strengths);
    }

    /** This cross-validation over these strengths of the regularization, each 0 or more. */
    public CrossValidation strengths(double... strengths) {
        if (strengths.length == 0) {
            throw new IllegalArgumentException("cross-validation: strengths() needs at least one strength");
        }
        for (double strength : strengths) {
            if (!(strength >= 0) || Double.isInfinite(strength)) {
                throw new IllegalArgumentException(
                        "cross-validation: a strength must be a finite number of 0 or more, got " + strength);
            }
        }
        return new CrossValidation(
                cannon,
                folds,
                seed,
                Arrays.stream(strengths).sorted().distinct().toArray());
    }

    /** The stars of every fold, counted from 0, each in ascending order. */
    public List<int[]> deal() {
        int n = cannon.training().size();
        var random = RandomStream.of(seed);
        int[] order = IntStream.range(0, n).toArray();
        for (int k = n - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int star = order[k];
            order[k] = order[other];
            order[other] = star;
        }
        return IntStream.range(0, folds)
                .mapToObj(f -> IntStream.range(0, n)
                        .filter(k -> k % folds == f)
                        .map(k -> order[k])
                        .sorted()
                        .toArray())
                .toList();
    }

    private int[] others(int[] fold) {
        var out = IntStream.range(0, cannon.training().size()).boxed().collect(Collectors.toSet());
        Arrays.stream(fold).forEach(out::remove);
        return out.stream().mapToInt(n -> n).sorted().toArray();
    }

    /**
     * Trains folds x strengths models and scores each on the stars that it has not seen.
     *
     * @throws CancellationException where the user interrupted it
     */
    public CrossValidated train() {
        var training = cannon.training();
        var score = new double[strengths.length][training.size()];
        var pixelScore = new double[strengths.length][training.spectra().nPixels()];
        var zeros = new double[strengths.length];
        int done = 0;
        try (var progress = Progress.begin("cross-validation", (long) folds * strengths.length)) {
            for (int[] fold : deal()) {
                var rest = cannon.training(training.select(others(fold)));
                var models = new ArrayList<TrainedCannon>();
                for (double strength : strengths) {
                    models.add(rest.regularization(strength).train());
                    requireGoingOn(progress.update(++done, ""));
                }
                var held = new HeldOut(training, fold, models);
                for (int k = 0; k < strengths.length; k++) {
                    held.add(models.get(k), score[k], pixelScore[k]);
                    zeros[k] += models.get(k).sparsity() / folds;
                }
            }
        }
        return new CrossValidated(cannon, strengths, score, pixelScore, zeros);
    }

    private static void requireGoingOn(boolean interrupted) {
        if (interrupted) {
            throw new CancellationException("the cross-validation was interrupted; what was done is lost");
        }
    }

    /** Stars that no model of one fold has seen, and the pixels that all of these models can predict. */
    private static final class HeldOut {
        private final TrainingSet training;
        private final int[] stars;
        private final boolean[] usable;

        HeldOut(TrainingSet training, int[] stars, List<TrainedCannon> models) {
            this.training = training;
            this.stars = stars;
            usable = new boolean[training.spectra().nPixels()];
            Arrays.fill(usable, true);
            for (var model : models) {
                double[] s2 = model.s2();
                for (int j = 0; j < usable.length; j++) {
                    usable[j] &= s2[j] < Double.POSITIVE_INFINITY;
                }
            }
        }

        /** -2 ln of the probability of each star's spectrum: r^2 / variance + ln variance, summed over the pixels. */
        void add(TrainedCannon model, double[] outScore, double[] outPixelScore) {
            double[] s2 = model.s2();
            for (int n : stars) {
                double[] predicted = model.predict(training.labels().select(n))[0];
                double[] flux = training.spectra().fluxRows()[n];
                double[] ivar = training.spectra().ivarRows()[n];
                for (int j = 0; j < flux.length; j++) {
                    if (usable[j] && ivar[j] > 0) {
                        double variance = 1 / ivar[j] + s2[j];
                        double r = flux[j] - predicted[j];
                        double deviance = r * r / variance + Math.log(variance);
                        outScore[n] += deviance;
                        outPixelScore[j] += deviance;
                    }
                }
            }
        }
    }

    /**
     * Labels of all training stars, each from a model that was trained without it, beside the known ones. The regularization is
     * that of the model.
     */
    public OneToOne oneToOne() {
        var training = cannon.training();
        var names = cannon.vectorizer().labels();
        var inferred = new double[training.size()][];
        var errors = new double[training.size()][names.size()];
        int done = 0;
        try (var progress = Progress.begin("labels of stars held out", folds)) {
            for (int[] fold : deal()) {
                var found = cannon.training(training.select(others(fold)))
                        .train()
                        .labels(training.spectra().select(fold));
                for (int k = 0; k < fold.length; k++) {
                    inferred[fold[k]] = found.labels().star(k);
                    for (int l = 0; l < names.size(); l++) {
                        errors[fold[k]][l] = Math.sqrt(found.covariance(k)[l][l]);
                    }
                }
                requireGoingOn(progress.update(++done, ""));
            }
        }
        return OneToOne.of(training.labels(), Labels.of(names, inferred), errors);
    }

    @Override
    public Card card() {
        return Card.of(toString())
                .row(
                        "strengths",
                        Arrays.stream(strengths).mapToObj(Numbers::exact).collect(Collectors.joining(", ")))
                .row("seed", Long.toString(seed))
                .section(cannon.card());
    }

    @Override
    public String toString() {
        return "cross-validation in " + folds + " folds over " + strengths.length + " strengths";
    }
}
