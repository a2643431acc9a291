package asterism.xray;

import asterism.data.PhotometryMatrix;
import asterism.display.Card;
import asterism.display.Displayable;
import java.util.ArrayList;
import java.util.List;

/**
 * Sources that have to be fitted together, because their apertures or the wings of their PSFs overlap, in all observations of
 * one stack. Each observation keeps its own background.
 *
 * <p>Immutable.
 */
public final class Bundle implements Displayable {

    private final List<ObsidInput> inputs;

    private Bundle(List<ObsidInput> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    /**
     * The bundle of these observations; a source of the same name is the same source.
     *
     * @throws IllegalArgumentException where an observation is not complete; the message says what is missing
     */
    public static Bundle of(Observation first, Observation... more) {
        var inputs = new ArrayList<ObsidInput>();
        inputs.add(first.input());
        for (var observation : more) {
            inputs.add(observation.input());
        }
        var stack = inputs.get(0).stack();
        return new Bundle(inputs.stream().map(i -> i.stack(stack)).toList());
    }

    /** The bundle of these inputs, all of one stack. Wrong numbers are found when it is solved. */
    public static Bundle of(List<ObsidInput> inputs) {
        return new Bundle(inputs);
    }

    /** Its observations. */
    public List<ObsidInput> inputs() {
        return inputs;
    }

    /** Its name: stack and bundle. */
    public String name() {
        return inputs.isEmpty()
                ? "empty bundle"
                : inputs.get(0).stack() + "/" + inputs.get(0).bundle();
    }

    /** Its problem: all of its sources in all of its observations. */
    public Problem problem() {
        return Problem.of(this);
    }

    /** The augmented photometry matrix: apertures by sources and backgrounds. */
    public PhotometryMatrix matrix() {
        return problem().matrix();
    }

    @Override
    public Card card() {
        var card = Card.of(
                "Bundle " + name() + ": " + inputs.size() + (inputs.size() == 1 ? " observation" : " observations"));
        for (var finding : problem().findings()) {
            card = card.warning(finding.message());
        }
        for (var input : inputs) {
            card = card.section(input.card());
        }
        return card;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bundle b && inputs.equals(b.inputs);
    }

    @Override
    public int hashCode() {
        return inputs.hashCode();
    }

    @Override
    public String toString() {
        return "bundle " + name() + ", " + inputs.size() + " observations";
    }
}
