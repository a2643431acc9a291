package asterism.xray;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One rung of the failure ladder: what was tried and how it went.
 *
 * @param step     what was changed against the plain problem
 * @param engine   who solved it, or tried to
 * @param upper    upper bounds of the priors, one per column (sources, then backgrounds)
 * @param excluded obsids left out, in the order they were
 * @param pegged   columns that ran into their bound
 * @param failure  what went wrong; empty if nothing did
 * @param report   diagnostics of the engine
 */
public record Attempt(
        Step step,
        Engine engine,
        List<Double> upper,
        List<Integer> excluded,
        List<String> pegged,
        String failure,
        EngineReport report) {

    /** The rungs, in the order in which they are tried. */
    public enum Step {
        /** All parameters free under the priors of the table. */
        BASE("full problem"),
        /** Backgrounds held at B / Omega. */
        FROZEN_BACKGROUND("backgrounds frozen"),
        /** Background bounds divided by 10. */
        BACKGROUND_BOUND_LOWERED("background bounds / 10"),
        /** Bounds of the pegged columns multiplied by 10. */
        PRIOR_X10("pegged bounds x 10"),
        /** Obsids whose backgrounds stay pegged left out. */
        EXCLUDE_OBSID("obsid left out");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        /** The rung in words. */
        public String words() {
            return words;
        }
    }

    public Attempt {
        upper = List.copyOf(upper);
        excluded = List.copyOf(excluded);
        pegged = List.copyOf(pegged);
    }

    /** Whether an engine gave a posterior. */
    public boolean isSolved() {
        return failure.isEmpty();
    }

    @Override
    public String toString() {
        return step.words() + " by " + engine.words() + (isSolved() ? "" : ": " + failure)
                + (pegged.isEmpty() ? "" : "; pegged: " + pegged.stream().collect(Collectors.joining(", ")));
    }
}
