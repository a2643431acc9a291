package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;

/**
 * The Cannon, described: reference stars, the terms of the model, and how it is to be trained.
 *
 * <p>Immutable; each method gives a changed copy.
 */
public final class Cannon implements Displayable {

    private final TrainingSet training;
    private final Vectorizer vectorizer;

    private Cannon(TrainingSet training, Vectorizer vectorizer) {
        this.training = training;
        this.vectorizer = vectorizer;
    }

    /** A model quadratic in all labels of these reference stars. */
    public static Cannon of(TrainingSet training) {
        return new Cannon(training, Vectorizer.polynomial(training.labels().names(), 2));
    }

    /** A model quadratic in all labels of these reference stars. */
    public static Cannon of(Labels labels, Spectra spectra) {
        return of(TrainingSet.of(labels, spectra));
    }

    /** This model with other terms; its labels must be in the training set. */
    public Cannon vectorizer(Vectorizer terms) {
        terms.labels().forEach(training.labels()::index);
        return new Cannon(training, terms);
    }

    /** The reference stars. */
    public TrainingSet training() {
        return training;
    }

    /** The terms. */
    public Vectorizer vectorizer() {
        return vectorizer;
    }

    @Override
    public Card card() {
        return Card.of("The Cannon, to be trained")
                .row("terms", vectorizer.text())
                .section(training.card());
    }

    @Override
    public String toString() {
        return "The Cannon, to be trained on " + training.size() + " stars: " + vectorizer.text();
    }
}
