package asterism.image;

/**
 * Brightness against the elliptical radius R, of amplitude 1, with derivatives. Not thread-safe: holds the parameters.
 */
interface RadialProfile {

    double[] SMOOTH = {};

    /** Takes its parameters from p, beginning at {@code from}. */
    void set(double[] p, int from);

    /**
     * Brightness at n radii.
     *
     * @param r   [n] above 0, arcsec. Not modified.
     * @param out [n]. Overwritten.
     */
    void values(double[] r, int n, double[] out);

    /**
     * Brightness and derivatives at n radii.
     *
     * @param r   [n] above 0, arcsec. Not modified.
     * @param out [2 + nShape][n]: brightness I, dI/dR, dI/dp_k. Overwritten, where {@link #depends} says that it depends.
     */
    void derivatives(double[] r, int n, double[][] out);

    /** Whether dI/dp_k is not 0 at all the radii for which derivatives were asked last. */
    default boolean depends(int k) {
        return true;
    }

    /** The radii above 0 where a derivative by R jumps, ascending, arcsec. Not to be modified. */
    default double[] kinks() {
        return SMOOTH;
    }
}
