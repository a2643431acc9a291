package asterism.math;

/** A function of n variables to be made small, with its gradient. */
public interface Objective {

    /** Number of variables. */
    int dimension();

    /**
     * Value and gradient at a point.
     *
     * @param x           [dimension]. Not modified.
     * @param outGradient [dimension]. Overwritten.
     * @return the value; +infinity or NaN where the function is not defined: the search then stays away
     */
    double evaluate(double[] x, double[] outGradient);
}
