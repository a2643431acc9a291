package asterism.image;

import asterism.display.Numbers;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * How a tied parameter follows another one: equal to it, a linear function of it, or any smooth function.
 *
 * <p>{@code Link.plus(-0.4)} ties the log brightness of an exposure whose zero point is 1 mag brighter. Immutable.
 */
public final class Link {

    /** The two are the same number. */
    public static final Link EQUAL = new Link(1, 0, Optional.empty());

    private static final double STEP = 1e-3; // relative; Richardson's difference is good to about its fourth power

    private final double factor;
    private final double offset;
    private final Optional<DoubleUnaryOperator> function;

    private Link(double factor, double offset, Optional<DoubleUnaryOperator> function) {
        this.factor = factor;
        this.offset = offset;
        this.function = function;
    }

    /** The other value plus a constant. */
    public static Link plus(double constant) {
        return linear(1, constant);
    }

    /** The other value times a constant. */
    public static Link times(double constant) {
        return linear(constant, 0);
    }

    /** factor times the other value plus a constant. */
    public static Link linear(double factor, double constant) {
        if (!Double.isFinite(factor) || !Double.isFinite(constant)) {
            throw new IllegalArgumentException(
                    "a link needs two finite numbers, got factor " + factor + " and constant " + constant);
        }
        return new Link(factor, constant, Optional.empty());
    }

    /** Any smooth function of the other value. It cannot be saved. */
    public static Link function(DoubleUnaryOperator function) {
        return new Link(1, 0, Optional.of(function));
    }

    /** The value that follows from the other one. */
    public double apply(double value) {
        return function.isPresent() ? function.get().applyAsDouble(value) : factor * value + offset;
    }

    /** The derivative of the one by the other; of a function by differences, good to about 1e-10. */
    double slope(double value) {
        if (function.isEmpty()) {
            return factor;
        }
        double h = STEP * Math.max(1, Math.abs(value));
        return (4 * difference(value, h / 2) - difference(value, h)) / 3;
    }

    private double difference(double value, double h) {
        return (apply(value + h) - apply(value - h)) / (2 * h);
    }

    /** This link after another one: this(other(value)). */
    Link after(Link other) {
        if (function.isEmpty() && other.function.isEmpty()) {
            return linear(factor * other.factor, factor * other.offset + offset);
        }
        return function(v -> apply(other.apply(v)));
    }

    /** Whether this is factor times value plus constant, which can be saved. */
    boolean isLinear() {
        return function.isEmpty();
    }

    /** The factor of a linear link. */
    double factor() {
        return factor;
    }

    /** The constant of a linear link. */
    double offset() {
        return offset;
    }

    @Override
    public String toString() {
        if (function.isPresent()) {
            return "function of";
        }
        String times = factor == 1 ? "" : Numbers.significant(factor, 6) + " x ";
        return offset == 0
                ? (factor == 1 ? "equal to" : times.strip())
                : String.format(Locale.ROOT, "%s%s plus", times, Numbers.significant(offset, 6));
    }
}
