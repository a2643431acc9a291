package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * A trained model: the coefficients theta and the scatter s2 of every pixel, and how labels become terms.
 *
 * <p>Immutable. {@link #predict(Labels)} gives spectra of labels, {@link #labels(Spectra)} labels of
 * spectra. A pixel about which the training
 * set says nothing has theta = [1, 0, ...] and s2 = infinity; the test step leaves it out.
 */
public final class TrainedCannon implements Displayable {

    private final Vectorizer vectorizer;
    private final LabelScaling scaling;
    private final double[][] theta;
    private final double[] s2;
    private final Optional<double[]> dispersion;
    private final Optional<Labels> trainingLabels;
    private final List<String> warnings;
    private final double[][] covariance; // of theta, [nPixels][nPairs]; without pixels where it is not known

    private TrainedCannon(
            Vectorizer vectorizer,
            LabelScaling scaling,
            double[][] theta,
            double[] s2,
            Optional<double[]> dispersion,
            Optional<Labels> trainingLabels,
            List<String> warnings,
            double[][] covariance) {
        this.vectorizer = vectorizer;
        this.scaling = scaling;
        this.theta = theta;
        this.s2 = s2;
        this.dispersion = dispersion;
        this.trainingLabels = trainingLabels;
        this.warnings = List.copyOf(warnings);
        this.covariance = covariance;
    }

    /**
     * A model from its numbers.
     *
     * @param theta [nPixels x nTerms]. Not modified.
     * @param s2    [nPixels], flux^2, not negative; infinity for a pixel that is not to be used. Not modified.
     */
    public static TrainedCannon of(Vectorizer vectorizer, LabelScaling scaling, double[][] theta, double[] s2) {
        if (theta.length != s2.length) {
            throw new IllegalArgumentException(
                    "trained model: theta of " + theta.length + " pixels, but s2 of " + s2.length);
        }
        if (scaling.size() != vectorizer.labels().size()) {
            throw new IllegalArgumentException("trained model: a scaling of " + scaling.size()
                    + " labels, but the terms have the labels " + vectorizer.labels());
        }
        for (int j = 0; j < theta.length; j++) {
            if (theta[j].length != vectorizer.size()) {
                throw new IllegalArgumentException("trained model: theta of pixel " + j + " has " + theta[j].length
                        + " numbers, but there are " + vectorizer.size() + " terms: " + vectorizer.text());
            }
            if (!(s2[j] >= 0) || !Arrays.stream(theta[j]).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("trained model: pixel " + j
                        + " needs finite theta and s2 not below 0, got " + Arrays.toString(theta[j]) + " and " + s2[j]);
            }
        }
        return new TrainedCannon(
                vectorizer,
                scaling,
                Arrays.stream(theta).map(double[]::clone).toArray(double[][]::new),
                s2.clone(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new double[0][]);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws java.io.UncheckedIOException where the file is missing, damaged, no such model, or of another version; the message
     *                                      names it
     */
    public static TrainedCannon read(Path file) {
        return ModelFile.read(file);
    }

    /** As {@link #read(Path)}. */
    public static TrainedCannon read(String file) {
        return read(Path.of(file));
    }

    /** Writes this model as an HDF5 file, all or nothing, and gives it back. */
    public TrainedCannon save(Path file) {
        ModelFile.write(file, this);
        return this;
    }

    /** As {@link #save(Path)}. */
    public TrainedCannon save(String file) {
        return save(Path.of(file));
    }

    /** This model with the wavelengths of its pixels, [nPixels], Angstrom. Not modified. */
    public TrainedCannon dispersion(double... wavelengths) {
        if (wavelengths.length != nPixels()) {
            throw new IllegalArgumentException(
                    "trained model: " + wavelengths.length + " wavelengths, but " + nPixels() + " pixels");
        }
        return new TrainedCannon(
                vectorizer, scaling, theta, s2, Optional.of(wavelengths.clone()), trainingLabels, warnings, covariance);
    }

    /** This model with the labels of the stars that it was trained on: the hull inside which it interpolates. */
    public TrainedCannon trainingLabels(Labels labels) {
        return new TrainedCannon(
                vectorizer,
                scaling,
                theta,
                s2,
                dispersion,
                Optional.of(labels.only(vectorizer.labels().toArray(String[]::new))),
                warnings,
                covariance);
    }

    /** This model with more to be said about it. */
    TrainedCannon warnings(List<String> more) {
        return new TrainedCannon(vectorizer, scaling, theta, s2, dispersion, trainingLabels, more, covariance);
    }

    /** This model with the covariances of its coefficients, [nPixels][nPairs], of a pair k, l at k (k + 1) / 2 + l. */
    TrainedCannon coefficientCovariance(double[][] packed) {
        return new TrainedCannon(vectorizer, scaling, theta, s2, dispersion, trainingLabels, warnings, packed);
    }

    /** [nPixels][nPairs], or without pixels: not to be written to. */
    double[][] covarianceRows() {
        return covariance;
    }

    /** Whether labels and their errors account for the errors of the coefficients; see {@link Cannon#coefficientErrors}. */
    public boolean hasCoefficientErrors() {
        return covariance.length > 0;
    }

    /**
     * Covariance of the coefficients of a pixel, [nTerms x nTerms], flux^2; 0 for those that are exactly 0.
     *
     * @throws IllegalArgumentException where this model was trained without them
     */
    public double[][] coefficientCovariance(int pixel) {
        if (!hasCoefficientErrors()) {
            throw new IllegalArgumentException(
                    "this model does not know the errors of its coefficients: train it with coefficientErrors()");
        }
        int nTerms = vectorizer.size();
        var out = new double[nTerms][nTerms];
        for (int k = 0; k < nTerms; k++) {
            for (int l = 0; l <= k; l++) {
                out[k][l] = covariance[pixel][Lanes.pairs(k) + l];
                out[l][k] = out[k][l];
            }
        }
        return out;
    }

    /** How labels become terms. */
    public Vectorizer vectorizer() {
        return vectorizer;
    }

    /** How labels are scaled. */
    public LabelScaling scaling() {
        return scaling;
    }

    /** Number of pixels. */
    public int nPixels() {
        return s2.length;
    }

    /** Coefficients, [nPixels x nTerms], a copy. */
    public double[][] theta() {
        return Arrays.stream(theta).map(double[]::clone).toArray(double[][]::new);
    }

    /** The coefficients of one term in all pixels, [nPixels]; terms have the names of {@link Vectorizer#terms}. */
    public double[] theta(String term) {
        int t = vectorizer.index(term);
        return Arrays.stream(theta).mapToDouble(row -> row[t]).toArray();
    }

    /** Variance of the scatter about the model, [nPixels], flux^2, a copy; infinity for pixels that are not used. */
    public double[] s2() {
        return s2.clone();
    }

    /** Scatter about the model, sqrt(s2), [nPixels]; infinity for pixels that are not used. */
    public double[] scatter() {
        return Arrays.stream(s2).map(Math::sqrt).toArray();
    }

    /** Wavelengths of the pixels, [nPixels], Angstrom; empty where the training spectra had none. */
    public Optional<double[]> dispersion() {
        return dispersion.map(double[]::clone);
    }

    /** The labels of the training stars, where they are known. */
    public Optional<Labels> trainingLabels() {
        return trainingLabels;
    }

    /** What a user should know before using this model, in words. */
    public List<String> warnings() {
        return warnings;
    }

    /** The fraction of the coefficients, without the constants and unused pixels, that are exactly 0. */
    public double sparsity() {
        long zeros = 0;
        long all = 0;
        for (int j = 0; j < s2.length; j++) {
            if (s2[j] < Double.POSITIVE_INFINITY) {
                zeros += Arrays.stream(theta[j]).skip(1).filter(c -> c == 0).count();
                all += theta[j].length - 1;
            }
        }
        return all == 0 ? 0 : (double) zeros / all;
    }

    /** The spectra of stars, [nStars x nPixels], flux without noise; labels are taken by their names. */
    public double[][] predict(Labels labels) {
        var own = labels.only(vectorizer.labels().toArray(String[]::new));
        return Arrays.stream(own.rows()).map(this::predict).toArray(double[][]::new);
    }

    /** The spectrum of one star, [nPixels]; labels in the order of the vectorizer, in their units. */
    public double[] predict(double... labels) {
        if (labels.length != scaling.size()) {
            throw new IllegalArgumentException("predict: " + labels.length + " values for the " + scaling.size()
                    + " labels " + vectorizer.labels());
        }
        double[] v = vectorizer.labelVector(scaling.scaled(labels));
        var flux = new double[nPixels()];
        for (int j = 0; j < flux.length; j++) {
            double sum = 0;
            for (int t = 0; t < v.length; t++) {
                sum += theta[j][t] * v[t];
            }
            flux[j] = sum;
        }
        return flux;
    }

    /**
     * Which stars lie in the convex hull of the training labels, [nStars]: inside it the model interpolates, outside it
     * extrapolates a polynomial. Labels are taken by their names; a star with a NaN is outside.
     *
     * @throws IllegalArgumentException where this model does not know its training labels
     */
    public boolean[] inConvexHull(Labels labels) {
        var own = labels.only(vectorizer.labels().toArray(String[]::new));
        var hull = hull();
        var inside = new boolean[own.size()];
        for (int n = 0; n < inside.length; n++) {
            inside[n] = hull.contains(scaling.scaled(own.rows()[n]));
        }
        return inside;
    }

    /** Whether one star lies in the convex hull of the training labels; labels in the order of the vectorizer. */
    public boolean inConvexHull(double... labels) {
        if (labels.length != scaling.size()) {
            throw new IllegalArgumentException(
                    "convex hull: " + labels.length + " values for the labels " + vectorizer.labels());
        }
        return hull().contains(scaling.scaled(labels));
    }

    private ConvexHull hull() {
        var known = trainingLabels.orElseThrow(() -> new IllegalArgumentException(
                "this model does not know the labels of its training stars, and so not their"
                        + " convex hull; add them with trainingLabels(...)"));
        return new ConvexHull(Arrays.stream(known.rows()).map(scaling::scaled).toArray(double[][]::new));
    }

    /** The labels of spectra with their errors, from the usual starts. */
    public InferredLabels labels(Spectra spectra) {
        return labels(spectra, LabelSearch.DEFAULT);
    }

    /**
     * The labels of spectra with their errors; every spectrum on its own.
     *
     * @throws CancellationException where the user interrupted it
     */
    public InferredLabels labels(Spectra spectra, LabelSearch search) {
        if (spectra.size() > 0 && spectra.nPixels() != nPixels()) {
            throw new IllegalArgumentException("labels: the spectra have " + spectra.nPixels()
                    + " pixels, but this model was trained on " + nPixels() + "; bring them on one grid");
        }
        var problem = new LabelProblem(this, spectra, search);
        var keeper = search.checkpoint().map(file -> KeptRows.open(file, problem));
        boolean done = search.blocks()
                .run(
                        "labels of " + Spectra.number(spectra.size()),
                        spectra.size(),
                        SpectrumSolver.LANES,
                        () -> {
                            var solver = new SpectrumSolver(problem);
                            return (from, to) -> {
                                if (!IntStream.range(from, to).allMatch(problem::isDone)) {
                                    solver.solve(from);
                                }
                            };
                        },
                        () -> keeper.ifPresent(KeptRows::saveNowAndThen));
        keeper.ifPresent(KeptRows::save);
        if (!done) {
            throw new CancellationException("the search for labels was interrupted; "
                    + search.checkpoint()
                            .map(file -> "what is done is in " + file + ": search again to go on from there")
                            .orElse("with LabelSearch.DEFAULT.checkpoint(\"labels.h5\") it could go on from there"));
        }
        return problem.result();
    }

    /** The coefficients themselves, for this package: not to be written to. */
    double[][] thetaRows() {
        return theta;
    }

    @Override
    public Card card() {
        var card = Card.of(toString());
        for (var warning : warnings) {
            card = card.warning(warning);
        }
        double[] used =
                Arrays.stream(scatter()).filter(Double::isFinite).sorted().toArray();
        card = card.row("terms", vectorizer.text()).row("pixels in use", used.length + " of " + nPixels());
        if (used.length > 0) {
            card = card.row(
                    "scatter",
                    "median " + Numbers.significant(LabelScaling.percentile(used, 50), 3) + ", greatest "
                            + Numbers.significant(used[used.length - 1], 3));
        }
        card = card.row("coefficients that are 0", Numbers.percent(sparsity()));
        return trainingLabels.isPresent() ? card.section(trainingLabels.get().card()) : card;
    }

    @Override
    public String toString() {
        return "The Cannon, trained: " + nPixels() + " pixels, " + vectorizer.size() + " terms in "
                + String.join(", ", vectorizer.labels());
    }
}
