package asterism.torus;

/** A regularizer bound to a model, on plain vectors of parameters. Not thread-safe. */
interface Penalty {

    /**
     * The penalty P at theta.
     *
     * @param theta       [nDim]. Not modified.
     * @param outGradient [nDim]. Overwritten.
     * @param outHessian  [nDim x nDim]; of length 0 where it is not needed. Overwritten.
     */
    double evaluate(double[] theta, double[] outGradient, double[] outHessian);

    /** The penalty of a model; 0 where it has none. */
    static Penalty of(TorusModel model) {
        if (model.regularizer().isEmpty()) {
            return (theta, outGradient, outHessian) -> {
                java.util.Arrays.fill(outGradient, 0);
                java.util.Arrays.fill(outHessian, 0);
                return 0;
            };
        }
        var regularizer = model.regularizer().get();
        regularizer.validate(model);
        return regularizer instanceof SplineRegularizer spline
                ? new SplinePenalty(model, spline)
                : new UserPenalty(model, regularizer);
    }
}
