package asterism.torus;

import java.util.function.ToDoubleBiFunction;

/** A user's penalty without a gradient: differences of fourth order take its place. */
record DifferencedRegularizer(ToDoubleBiFunction<TorusModel, TorusParameters> function) implements Regularizer {

    private static final double STEP = 1e-3; // error about step^4 and 1e-16 / step, relative

    @Override
    public double evaluate(TorusModel model, TorusParameters parameters, double[] outGradient) {
        double[] theta = parameters.toArray();
        for (int k = 0; k < theta.length; k++) {
            double h = STEP * Math.max(0.1, Math.abs(theta[k]));
            double near = at(model, theta, k, h) - at(model, theta, k, -h);
            double far = at(model, theta, k, 2 * h) - at(model, theta, k, -2 * h);
            outGradient[k] = (8 * near - far) / (12 * h);
        }
        return function.applyAsDouble(model, parameters);
    }

    private double at(TorusModel model, double[] theta, int k, double h) {
        double[] moved = theta.clone();
        moved[k] += h;
        return function.applyAsDouble(model, model.parameters(moved));
    }
}
