package asterism.sed;

/**
 * The attenuated stars of a bound model: band luminosity densities and absorbed power.
 *
 * <p>Results have {@code stride} places: nBands luminosity densities [Lsun/Hz], the absorbed power [Lsun] at index
 * nBands, and padding that is 0.
 */
abstract class StellarKernel {

    /**
     * Evaluates.
     *
     * @param p   the parameter vector begins at {@code offset}. Not modified.
     * @param out [stride]. Overwritten.
     * @return whether the parameters lie in the bound range; otherwise {@code out} means nothing
     */
    abstract boolean evaluate(double[] p, int offset, double[] out);

    /**
     * Evaluates with derivatives.
     *
     * @param p           the parameter vector begins at {@code offset}. Not modified.
     * @param out         [stride]. Overwritten.
     * @param outJacobian [nParameters x stride], row-major: d out / d parameter for star formation rates, metallicity
     *                    and attenuation. These rows are overwritten, those of fixed parameters with 0.
     * @return whether the parameters lie in the bound range
     */
    abstract boolean evaluateWithGradient(double[] p, int offset, double[] out, double[] outJacobian);

    /** The same kernel with a workspace of its own; tables are shared. */
    abstract StellarKernel fork();
}
