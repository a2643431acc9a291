package asterism.infer;

/**
 * Other coordinates y of a posterior's parameters theta, in which it is rounder than in theta itself: samplers that follow gradients
 * walk in them, and give their draws in theta. The choice changes how fast a sampler is, never what it draws.
 *
 * <p>One to one and smooth wherever the density does not vanish. Immutable: used by several threads at once.
 */
public interface Coordinates {

    /** Smallest value of each coordinate, [nDim]; may be -infinity. */
    double[] lower();

    /** Largest value of each coordinate, [nDim]; may be +infinity. */
    double[] upper();

    /**
     * From parameters to coordinates.
     *
     * @param theta [nDim]. Not modified.
     * @param outY  [nDim]. Overwritten.
     */
    void toCoordinates(double[] theta, double[] outY);

    /**
     * From coordinates to parameters.
     *
     * @param y        [nDim]. Not modified.
     * @param outTheta [nDim]. Overwritten.
     * @return ln |d theta / d y|
     */
    double toParameters(double[] y, double[] outTheta);

    /**
     * From a gradient in the parameters to that in the coordinates.
     *
     * @param theta       where, [nDim]. Not modified.
     * @param gradient    d ln p / d theta, [nDim]. Not modified.
     * @param outGradient d (ln p + ln |d theta / d y|) / dy, [nDim]. Overwritten.
     */
    void pullBack(double[] theta, double[] gradient, double[] outGradient);
}
