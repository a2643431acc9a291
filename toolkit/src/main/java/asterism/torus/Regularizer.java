package asterism.torus;

import java.util.function.ToDoubleBiFunction;

/**
 * A penalty P on the parameters that is taken from the log likelihood: what is believed of the orbits before the data.
 *
 * <p>{@link SplineRegularizer} is the usual one. A function of one's own is made with {@link #of} or {@link #withGradient}.
 */
public interface Regularizer {

    /**
     * The penalty and its gradient.
     *
     * @param parameters  of the model
     * @param outGradient [nDim], dP / dtheta in the order of {@link TorusParameters#toArray()}. Overwritten.
     * @return P; 0 for none, the larger the less believed
     */
    double evaluate(TorusModel model, TorusParameters parameters, double[] outGradient);

    /**
     * Refuses a model that this regularizer cannot judge.
     *
     * @throws IllegalArgumentException where a setting is missing; the message names it
     */
    default void validate(TorusModel model) {}

    /** The penalty alone. */
    default double penalty(TorusModel model, TorusParameters parameters) {
        return evaluate(model, parameters, new double[model.dimension()]);
    }

    /** A function of one's own with its gradient. */
    static Regularizer withGradient(Regularizer function) {
        return function;
    }

    /**
     * A function of one's own; its gradient is taken by central differences, extrapolated to fourth order. Use {@link
     * #withGradient} where the gradient is known: it is faster and has all digits.
     */
    static Regularizer of(ToDoubleBiFunction<TorusModel, TorusParameters> function) {
        return new DifferencedRegularizer(function);
    }
}
