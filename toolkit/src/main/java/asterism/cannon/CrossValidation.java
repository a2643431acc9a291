package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.infer.Progress;
import asterism.random.RandomStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final Optional<Path> checkpoint;

    private CrossValidation(Cannon cannon, int folds, long seed, double[] strengths, Optional<Path> checkpoint) {
        this.cannon = cannon;
        this.folds = folds;
        this.seed = seed;
        this.strengths = strengths;
        this.checkpoint = checkpoint;
    }

    /** Cross-validation of a model in 5 folds, over strengths from 0 to 10 000; all else is trained as the model says. */
    public static CrossValidation of(Cannon cannon) {
        return new CrossValidation(cannon, Math.min(5, cannon.training().size()), 0, STRENGTHS, Optional.empty());
    }

    /** This cross-validation in so many folds, 2 to the number of stars. */
    public CrossValidation folds(int folds) {
        if (folds < 2 || folds > cannon.training().size()) {
            throw new IllegalArgumentException("cross-validation in " + folds + " folds: "
                    + cannon.training().size() + " stars can be dealt into 2 to "
                    + cannon.training().size());
        }
        return new CrossValidation(cannon, folds, seed, strengths, checkpoint);
    }

    /** This cross-validation with other folds. */
    public CrossValidation seed(long seed) {
        return new CrossValidation(cannon, folds, seed, strengths, checkpoint);
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
                Arrays.stream(strengths).sorted().distinct().toArray(),
                checkpoint);
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

    /** A file that keeps the folds that are done: after an interruption, the cross-validation goes on from it. */
    public CrossValidation checkpoint(String file) {
        return checkpoint(Path.of(file));
    }

    /** As {@link #checkpoint(String)}. */
    public CrossValidation checkpoint(Path file) {
        return new CrossValidation(cannon, folds, seed, strengths, Optional.of(file));
    }

    /**
     * Trains folds x strengths models and scores each on the stars that it has not seen.
     *
     * @throws CancellationException where the user interrupted it
     */
    public CrossValidated train() {
        var training = cannon.training();
        int nStars = training.size();
        int nPixels = training.spectra().nPixels();
        int width = nStars + nPixels + 1; // of one strength: scores of stars and of pixels, zeros
        var rows = new FoldRows(strengths.length * width, Arrays.toString(strengths));
        eachFold("cross-validation", rows, strengths.length, (fold, outRow, step) -> {
            var rest = cannon.training(training.select(others(fold)));
            var models = new ArrayList<TrainedCannon>();
            for (double strength : strengths) {
                models.add(rest.regularization(strength).train());
                step.run();
            }
            var held = new HeldOut(training, fold, models);
            for (int k = 0; k < strengths.length; k++) {
                held.add(models.get(k), outRow, k * width, k * width + nStars);
                outRow[(k + 1) * width - 1] = models.get(k).sparsity();
            }
        });
        var score = new double[strengths.length][];
        var pixelScore = new double[strengths.length][];
        var zeros = new double[strengths.length];
        for (int k = 0; k < strengths.length; k++) {
            double[] all = rows.sum(k * width, (k + 1) * width);
            score[k] = Arrays.copyOf(all, nStars);
            pixelScore[k] = Arrays.copyOfRange(all, nStars, nStars + nPixels);
            zeros[k] = all[width - 1] / folds;
        }
        return new CrossValidated(cannon, strengths, score, pixelScore, zeros);
    }

    /** What is done with one fold. */
    private interface FoldWork {
        void accept(int[] fold, double[] outRow, Runnable step);
    }

    /** Does every fold that is not done, keeps each in the checkpoint, and stops where the user interrupts. */
    private void eachFold(String what, FoldRows rows, int stepsOfOne, FoldWork work) {
        var keeper = checkpoint.map(file -> KeptRows.open(file, rows));
        var deal = deal();
        try (var progress = Progress.begin(what, (long) folds * stepsOfOne)) {
            for (int f = 0; f < folds; f++) {
                if (rows.isDone(f)) {
                    continue;
                }
                var steps = new AtomicInteger(f * stepsOfOne);
                var row = new double[rows.width()];
                work.accept(deal.get(f), row, () -> requireGoingOn(progress.update(steps.incrementAndGet(), "")));
                rows.restore(f, row);
                keeper.ifPresent(KeptRows::save);
            }
        } catch (CancellationException e) {
            throw interrupted(rows, e);
        }
    }

    private CancellationException interrupted(FoldRows rows, CancellationException cause) {
        long done = IntStream.range(0, folds).filter(rows::isDone).count();
        var out = new CancellationException(
                "the cross-validation was interrupted after " + done + " of " + folds + " folds; "
                        + checkpoint
                                .map(file -> "they are in " + file + ": do the same again to go on from there")
                                .orElse("with checkpoint(\"folds.h5\") it could go on from there"));
        out.initCause(cause);
        return out;
    }

    /** The numbers that come from each fold. */
    private final class FoldRows implements KeptRows.Work {
        private final double[][] rows = new double[folds][];
        private final int width;
        private final String settings;

        FoldRows(int width, String settings) {
            this.width = width;
            this.settings = settings;
        }

        /** The sums over the folds, in their order, of some numbers. */
        double[] sum(int from, int to) {
            var out = new double[to - from];
            for (var row : rows) {
                for (int i = from; i < to; i++) {
                    out[i - from] += row[i];
                }
            }
            return out;
        }

        @Override
        public int size() {
            return folds;
        }

        @Override
        public int width() {
            return width;
        }

        @Override
        @SuppressWarnings("NullAway") // an array begins with nulls, which stand for what is not done
        public boolean isDone(int fold) {
            return rows[fold] != null;
        }

        @Override
        public void keep(int fold, double[] outNumbers) {
            System.arraycopy(rows[fold], 0, outNumbers, 0, width);
        }

        @Override
        public void restore(int fold, double[] numbers) {
            rows[fold] = numbers.clone();
        }

        @Override
        public String fingerprint() {
            return cannon.fingerprint() + "/" + folds + "/" + seed + "/" + settings;
        }
    }

    private static void requireGoingOn(boolean interrupted) {
        if (interrupted) {
            throw new CancellationException("interrupted");
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
        void add(TrainedCannon model, double[] outScores, int firstStar, int firstPixel) {
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
                        outScores[firstStar + n] += deviance;
                        outScores[firstPixel + j] += deviance;
                    }
                }
            }
        }
    }

    /**
     * Labels of all training stars, each from a model that was trained without it, beside the known ones. The regularization is
     * that of the model. A checkpoint must be another file than that of {@link #train}.
     *
     * @throws CancellationException where the user interrupted it
     */
    public OneToOne oneToOne() {
        var training = cannon.training();
        var names = cannon.vectorizer().labels();
        var inferred = new double[training.size()][];
        var errors = new double[training.size()][names.size()];
        var rows = new FoldRows(2 * names.size() * training.size(), "one to one");
        eachFold("labels of stars held out", rows, 1, (fold, outRow, step) -> {
            var found = cannon.training(training.select(others(fold)))
                    .train()
                    .labels(training.spectra().select(fold));
            for (int k = 0; k < fold.length; k++) {
                double[] labels = found.labels().star(k);
                double[][] covariance = found.covariance(k);
                for (int l = 0; l < names.size(); l++) {
                    outRow[2 * (fold[k] * names.size() + l)] = labels[l];
                    outRow[2 * (fold[k] * names.size() + l) + 1] = Math.sqrt(covariance[l][l]);
                }
            }
            step.run();
        });
        double[] all = rows.sum(0, rows.width());
        for (int n = 0; n < inferred.length; n++) {
            inferred[n] = new double[names.size()];
            for (int l = 0; l < names.size(); l++) {
                inferred[n][l] = all[2 * (n * names.size() + l)];
                errors[n][l] = all[2 * (n * names.size() + l) + 1];
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
