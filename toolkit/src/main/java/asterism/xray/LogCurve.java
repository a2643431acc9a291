package asterism.xray;

/** The logarithm of a log-concave density of one variable, at many points at once. */
interface LogCurve {

    /**
     * Evaluates.
     *
     * @param x      [n], at least 0. Not modified.
     * @param outLog [n], up to a constant. Overwritten.
     */
    void log(double[] x, int n, double[] outLog);
}
