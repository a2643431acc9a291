package asterism.infer;

/**
 * The natural logarithm of a density (up to a constant) on R^nDim, ready to be evaluated many times.
 *
 * <p>Bound once to data; after that an evaluation allocates nothing. <strong>Not thread-safe</strong>: each thread uses
 * its own {@link #fork()}.
 */
public interface LogDensity {

    /** Number of parameters, nDim. */
    int dimension();

    /**
     * Evaluates a batch of points.
     *
     * @param theta   [n x nDim], row-major: point i begins at {@code i * nDim}. Not modified.
     * @param n       number of points, at least 0
     * @param outLogP [n] at least; the log density, -infinity where it vanishes, never NaN. Overwritten.
     */
    void evaluate(double[] theta, int n, double[] outLogP);

    /** The same density with a workspace of its own; tables are shared. */
    LogDensity fork();
}
