package asterism.image;

/**
 * Brightness against the elliptical radius R, of amplitude 1, with derivatives. Not thread-safe: holds the parameters.
 */
interface RadialProfile {

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
     * @param out [2 + nShape][n]: brightness I, dI/dR, dI/dp_k. Overwritten.
     */
    void derivatives(double[] r, int n, double[][] out);

    /** Whether all derivatives by R are continuous for R above 0; quadrature may then rely on it. */
    default boolean isSmooth() {
        return true;
    }
}
