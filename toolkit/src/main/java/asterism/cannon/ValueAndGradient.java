package asterism.cannon;

/** A function of the coefficients with its gradient. Immutable. */
public final class ValueAndGradient {

    private final double value;
    private final double[] gradient;

    ValueAndGradient(double value, double[] gradient) {
        this.value = value;
        this.gradient = gradient;
    }

    /** The value. */
    public double value() {
        return value;
    }

    /** The gradient, [nTerms]. */
    public double[] gradient() {
        return gradient.clone();
    }

    @Override
    public String toString() {
        return value + ", gradient " + java.util.Arrays.toString(gradient);
    }
}
