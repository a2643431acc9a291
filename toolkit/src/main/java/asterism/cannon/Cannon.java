package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.param.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * The Cannon, described: reference stars, the terms of the model, and how it is to be trained.
 *
 * <p>Immutable; each method gives a changed copy. {@link #train} gives the {@link TrainedCannon}.
 *
 * <pre>{@code
 * var model = Cannon.of(stars).regularization(100).train();
 * model.labels(spectra)
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1088/0004-637X/808/1/16">Ness et al. 2015</a> for the model
 * @see <a href="https://arxiv.org/abs/1603.03040">Casey et al. 2016</a> for regularization, censoring and bounds
 */
public final class Cannon implements Displayable {

    private final TrainingSet training;
    private final Vectorizer vectorizer;
    private final double[] regularization; // one for all pixels, or one for each
    private final Map<String, double[]> bounds; // by term
    private final Map<String, boolean[]> censors; // by label
    private final boolean published;
    private final boolean withErrors;
    private final Blocks blocks;
    private final Optional<Path> checkpoint;

    private Cannon(
            TrainingSet training,
            Vectorizer vectorizer,
            double[] regularization,
            Map<String, double[]> bounds,
            Map<String, boolean[]> censors,
            boolean published,
            boolean withErrors,
            Blocks blocks,
            Optional<Path> checkpoint) {
        this.training = training;
        this.vectorizer = vectorizer;
        this.regularization = regularization;
        this.bounds = bounds;
        this.censors = censors;
        this.published = published;
        this.withErrors = withErrors;
        this.blocks = blocks;
        this.checkpoint = checkpoint;
    }

    /** A model quadratic in all labels of these reference stars, without regularization. */
    public static Cannon of(TrainingSet training) {
        return new Cannon(
                training,
                Vectorizer.polynomial(training.labels().names(), 2),
                new double[] {0},
                Map.of(),
                Map.of(),
                false,
                false,
                Blocks.onAllProcessors(),
                Optional.empty());
    }

    /** A model quadratic in all labels of these reference stars, without regularization. */
    public static Cannon of(Labels labels, Spectra spectra) {
        return of(TrainingSet.of(labels, spectra));
    }

    /** This model with other reference stars, such as a fold of a cross-validation, and without a checkpoint, which is of these. */
    public Cannon training(TrainingSet stars) {
        vectorizer.labels().forEach(stars.labels()::index);
        requirePixels(stars.spectra().nPixels(), training.spectra().nPixels());
        return new Cannon(
                stars, vectorizer, regularization, bounds, censors, published, withErrors, blocks, Optional.empty());
    }

    private static void requirePixels(int given, int wanted) {
        if (given != wanted) {
            throw new IllegalArgumentException("the other stars have " + given + " pixels, these " + wanted);
        }
    }

    /** This model with other terms; their labels must be in the training set. Bounds and censoring stay. */
    public Cannon vectorizer(Vectorizer terms) {
        terms.labels().forEach(training.labels()::index);
        bounds.keySet().forEach(terms::index);
        censors.keySet().forEach(label -> requireLabel(terms, label));
        return new Cannon(training, terms, regularization, bounds, censors, published, withErrors, blocks, checkpoint);
    }

    /**
     * The strength Lambda of the L1 regularization in all pixels: chi-squared + Lambda sum |theta_k| is minimized, the constant
     * is not penalized. Default 0. The papers use about 1000.
     */
    public Cannon regularization(double lambda) {
        return regularized(new double[] {lambda});
    }

    /** The strength of the regularization in each pixel, [nPixels]. Not modified. */
    public Cannon regularization(double[] lambdas) {
        if (lambdas.length != training.spectra().nPixels()) {
            throw new IllegalArgumentException("regularization of " + lambdas.length + " pixels, but the spectra have "
                    + training.spectra().nPixels());
        }
        return regularized(lambdas.clone());
    }

    private Cannon regularized(double[] lambdas) {
        for (int j = 0; j < lambdas.length; j++) {
            if (!(lambdas[j] >= 0) || Double.isInfinite(lambdas[j])) {
                throw new IllegalArgumentException("regularization" + (lambdas.length == 1 ? "" : " of pixel " + j)
                        + " must be a finite number not below 0, got " + lambdas[j]);
            }
        }
        return new Cannon(training, vectorizer, lambdas, bounds, censors, published, withErrors, blocks, checkpoint);
    }

    /**
     * Keeps the coefficients of a term inside bounds in all pixels.
     *
     * @param term  such as {@code FEH} or {@code TEFF^2}
     * @param least may be -infinity
     * @param most  not below least; may be infinity
     */
    public Cannon bounds(String term, double least, double most) {
        int t = vectorizer.index(term);
        if (!(least <= most)) {
            throw new IllegalArgumentException(
                    "bounds(\"" + term + "\", " + least + ", " + most + "): the first must not be above the second");
        }
        var more = new TreeMap<>(bounds);
        more.put(vectorizer.terms().get(t), new double[] {least, most});
        return new Cannon(
                training, vectorizer, regularization, more, censors, published, withErrors, blocks, checkpoint);
    }

    /**
     * Censors a label: the terms with it are left out in some pixels.
     *
     * @param label such as {@code FEH}
     * @param mask  [nPixels], true where the label must NOT be used. Not modified.
     */
    public Cannon censor(String label, boolean... mask) {
        requireLabel(vectorizer, label);
        if (mask.length != training.spectra().nPixels()) {
            throw new IllegalArgumentException("censor(\"" + label + "\"): a mask of " + mask.length
                    + " pixels, but the spectra have " + training.spectra().nPixels());
        }
        var more = new TreeMap<>(censors);
        more.put(label, mask.clone());
        return new Cannon(
                training, vectorizer, regularization, bounds, more, published, withErrors, blocks, checkpoint);
    }

    private static void requireLabel(Vectorizer terms, String label) {
        if (!terms.labels().contains(label)) {
            throw new IllegalArgumentException("no term has the label '" + label + "'; labels are " + terms.labels()
                    + asterism.display.Suggestion.hint(label, terms.labels()));
        }
    }

    /**
     * The published training: coefficients without scatter in their weights, scatter by the rule that the median of the squared
     * deviations is 1 (biased low), pixels of a mean ivar below 1 left out.
     */
    public Cannon asPublished() {
        return new Cannon(training, vectorizer, regularization, bounds, censors, true, withErrors, blocks, checkpoint);
    }

    /**
     * Keeps the covariances of the coefficients, so that labels and their errors account for them. Noise of the coefficients makes the
     * model look more sensitive to the labels than it is; this draws labels to one side and makes their errors too small, the more the
     * fewer stars train and the more pixels there are without information. To first order, and for coefficients that are not penalized:
     * under an L1 penalty pulls stay 1.2 to 1.3 wide in the example of the notebook. A model that was trained without this warns where
     * its stars are too few. Takes nTerms (nTerms + 1) / 2 numbers for every pixel.
     */
    public Cannon coefficientErrors() {
        return new Cannon(training, vectorizer, regularization, bounds, censors, published, true, blocks, checkpoint);
    }

    /** Number of threads; the answer does not depend on it. Default: all processors. */
    public Cannon threads(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("threads(" + n + "): at least 1");
        }
        return blocks(new Blocks(n));
    }

    /** This model with its pixels trained by other threads. */
    Cannon blocks(Blocks other) {
        return new Cannon(
                training, vectorizer, regularization, bounds, censors, published, withErrors, other, checkpoint);
    }

    /** A file that keeps the pixels that are done: after an interruption, training goes on from it. */
    public Cannon checkpoint(String file) {
        return checkpoint(Path.of(file));
    }

    /** A file that keeps the pixels that are done: after an interruption, training goes on from it. */
    public Cannon checkpoint(Path file) {
        return new Cannon(
                training,
                vectorizer,
                regularization,
                bounds,
                censors,
                published,
                withErrors,
                blocks,
                Optional.of(file));
    }

    /** The reference stars. */
    public TrainingSet training() {
        return training;
    }

    /** The terms. */
    public Vectorizer vectorizer() {
        return vectorizer;
    }

    /**
     * Trains: every pixel on its own.
     *
     * @throws ModelException         where these stars cannot determine these terms in any pixel
     * @throws CancellationException where the user interrupted it
     */
    public TrainedCannon train() {
        var labels = training.labels().only(vectorizer.labels().toArray(String[]::new));
        var scaling = LabelScaling.of(labels);
        var warnings = new ArrayList<>(training.warnings());
        var problem = problem(labels, scaling, warnings);
        train(problem);
        warnings.addAll(findings(problem));
        if (!withErrors) {
            double[][] scaled =
                    Arrays.stream(labels.rows()).map(scaling::scaled).toArray(double[][]::new);
            new PullForecast(problem, vectorizer).warning(scaled).ifPresent(warnings::add);
        }
        var trained = TrainedCannon.of(vectorizer, scaling, problem.theta(), problem.s2())
                .trainingLabels(labels)
                .warnings(warnings);
        trained = problem.hasErrors() ? trained.coefficientCovariance(problem.covariance()) : trained;
        return training.spectra().dispersion().map(trained::dispersion).orElse(trained);
    }

    private TrainingProblem problem(Labels labels, LabelScaling scaling, List<String> outWarnings) {
        requireStars();
        var design = vectorizer.designMatrix(
                Arrays.stream(labels.rows()).map(scaling::scaled).toArray(double[][]::new));
        var lower = filled(Double.NEGATIVE_INFINITY);
        var upper = filled(Double.POSITIVE_INFINITY);
        bounds.forEach((term, range) -> {
            lower[vectorizer.index(term)] = range[0];
            upper[vectorizer.index(term)] = range[1];
        });
        leaveOutUndefined(design, lower, upper, outWarnings);
        return new TrainingProblem(
                training.spectra(),
                design,
                regularization,
                lower,
                upper,
                TrainingProblem.censoredTerms(
                        vectorizer, censors, training.spectra().nPixels()),
                published,
                withErrors);
    }

    /** What another training hardly has: of stars, terms, regularization, bounds, censoring. */
    String fingerprint() {
        var labels = training.labels().only(vectorizer.labels().toArray(String[]::new));
        return problem(labels, LabelScaling.of(labels), new ArrayList<>()).fingerprint();
    }

    private double[] filled(double value) {
        var out = new double[vectorizer.size()];
        Arrays.fill(out, value);
        return out;
    }

    private void requireStars() {
        boolean free = Arrays.stream(regularization).anyMatch(lambda -> lambda == 0);
        if (free && training.size() < vectorizer.size()) {
            throw new ModelException(training.size() + " stars cannot determine the " + vectorizer.size()
                    + " coefficients of a pixel (" + vectorizer.text() + "); use more stars, fewer terms ("
                    + "vectorizer(Vectorizer.polynomial(labels, 1)) has "
                    + (vectorizer.labels().size() + 1) + "), or regularization(...)");
        }
    }

    /** A term that is not a number for any star is left out; for some stars only it is refused. */
    private void leaveOutUndefined(double[][] design, double[] lower, double[] upper, List<String> outWarnings) {
        for (int t = 0; t < vectorizer.size(); t++) {
            int column = t;
            var undefined = IntStream.range(0, design.length)
                    .filter(n -> !Double.isFinite(design[n][column]))
                    .boxed()
                    .toList();
            var term = vectorizer.terms().get(t);
            if (!undefined.isEmpty() && undefined.size() < design.length) {
                throw new ModelException("term '" + term + "' is not a finite number for " + undefined.size() + " of "
                        + design.length + " training stars (stars " + LabelScaling.few(undefined)
                        + "): scaled labels are negative below the median and may be 0; use whole positive powers");
            }
            if (!undefined.isEmpty()) {
                outWarnings.add("term '" + term + "' is not a finite number for any training star: left out");
                lower[t] = 0;
                upper[t] = 0;
                Arrays.stream(design).forEach(row -> row[column] = 0);
            }
        }
    }

    private void train(TrainingProblem problem) {
        var keeper = checkpoint.map(file -> KeptRows.open(file, problem));
        boolean done = blocks.run(
                "training The Cannon",
                problem.nPixels(),
                PixelTrainer.lanes(problem),
                () -> {
                    var trainer = new PixelTrainer(problem);
                    return (from, to) -> {
                        if (!IntStream.range(from, to).allMatch(problem::isDone)) {
                            trainer.train(from);
                        }
                    };
                },
                () -> keeper.ifPresent(KeptRows::saveNowAndThen));
        keeper.ifPresent(KeptRows::save);
        if (!done) {
            throw new CancellationException("training was interrupted after " + solved(problem) + " of "
                    + problem.nPixels() + " pixels; "
                    + checkpoint
                            .map(file -> "they are in " + file + ": train again to go on from there")
                            .orElse("with checkpoint(\"training.h5\") it could go on from there"));
        }
    }

    private static long solved(TrainingProblem problem) {
        return IntStream.range(0, problem.nPixels()).filter(problem::isDone).count();
    }

    private List<String> findings(TrainingProblem problem) {
        var out = new ArrayList<String>();
        say(
                out,
                problem,
                TrainingProblem.NO_DATA,
                published
                        ? "have a mean ivar below 1 and are not used"
                        : "have data of no more stars than coefficients and are not used");
        say(
                out,
                problem,
                TrainingProblem.SINGULAR,
                "are not used: the stars with data there do not determine all coefficients; use fewer terms or"
                        + " regularization(...)");
        say(out, problem, TrainingProblem.NOT_CONVERGED, "have a scatter that has not settled");
        return out;
    }

    private static void say(List<String> out, TrainingProblem problem, int state, String what) {
        var pixels = IntStream.range(0, problem.nPixels())
                .filter(j -> problem.state(j) == state)
                .boxed()
                .toList();
        if (!pixels.isEmpty()) {
            out.add(pixels.size() + " of " + problem.nPixels() + " pixels " + what + ": pixels "
                    + LabelScaling.few(pixels));
        }
    }

    @Override
    public Card card() {
        var card = Card.of("The Cannon, to be trained").row("terms", vectorizer.text());
        double[] sorted = Arrays.stream(regularization).sorted().toArray();
        card = card.row(
                "regularization \\Lambda",
                sorted[0] == sorted[sorted.length - 1]
                        ? Numbers.significant(sorted[0], 4)
                        : Numbers.significant(sorted[0], 4) + " to "
                                + Numbers.significant(sorted[sorted.length - 1], 4));
        for (var entry : bounds.entrySet()) {
            card = card.row("bounds of " + entry.getKey(), Numbers.interval(entry.getValue()[0], entry.getValue()[1]));
        }
        for (var entry : censors.entrySet()) {
            int count = 0;
            for (boolean censored : entry.getValue()) {
                count += censored ? 1 : 0;
            }
            card = card.row(entry.getKey() + " not used in", count + " pixels");
        }
        card = card.row("scatter", published ? "published rule of the median" : "restricted maximum likelihood");
        return card.section(training.card());
    }

    @Override
    public String toString() {
        return "The Cannon, to be trained on " + training.size() + " stars: " + vectorizer.text();
    }
}
