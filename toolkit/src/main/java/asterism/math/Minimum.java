package asterism.math;

/** Where a minimisation ended, and why. */
public final class Minimum {

    /** Why a minimisation ended. */
    public enum Reason {
        /** The projected gradient is as small as was asked for. */
        SMALL_GRADIENT("the projected gradient vanishes", true),
        /** The last step made the function smaller by less than was asked for. */
        SMALL_DECREASE("the function decreases no more", true),
        /** The number of iterations is used up. */
        ITERATIONS("the iterations were used up", false),
        /** No smaller value was found along a direction of descent. */
        LINE_SEARCH("no smaller value was found along a direction of descent: the gradient is wrong or noisy", false),
        /** The function is not a finite number at the start. */
        START("the function is not a finite number at the start", false);

        private final String words;
        private final boolean converged;

        Reason(String words, boolean converged) {
            this.words = words;
            this.converged = converged;
        }

        /** The reason as a sentence without its full stop. */
        public String words() {
            return words;
        }
    }

    private final double[] x;
    private final double value;
    private final double[] gradient;
    private final double projectedGradient;
    private final int iterations;
    private final int evaluations;
    private final Reason reason;

    Minimum(
            double[] x,
            double value,
            double[] gradient,
            double projectedGradient,
            int iterations,
            int evaluations,
            Reason reason) {
        this.x = x.clone();
        this.value = value;
        this.gradient = gradient.clone();
        this.projectedGradient = projectedGradient;
        this.iterations = iterations;
        this.evaluations = evaluations;
        this.reason = reason;
    }

    /** The best point, inside the bounds, [n]. */
    public double[] x() {
        return x.clone();
    }

    /** The function there. */
    public double value() {
        return value;
    }

    /** Its gradient there, [n]; components that push against a bound do not vanish. */
    public double[] gradient() {
        return gradient.clone();
    }

    /** Largest component of the gradient that does not push against a bound. */
    public double projectedGradient() {
        return projectedGradient;
    }

    /** Steps made. */
    public int iterations() {
        return iterations;
    }

    /** Evaluations of the function with its gradient. */
    public int evaluations() {
        return evaluations;
    }

    /** Why it ended. */
    public Reason reason() {
        return reason;
    }

    /** Whether this is a minimum as far as was asked for. */
    public boolean converged() {
        return reason.converged;
    }

    @Override
    public String toString() {
        return (converged() ? "minimum " : "no minimum, ") + value + " after " + iterations + " iterations and "
                + evaluations + " evaluations: " + reason.words();
    }
}
