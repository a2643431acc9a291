package asterism.infer;

/**
 * The prior of a posterior as a map from the unit cube: what nested sampling needs beside the likelihood.
 *
 * <p>A point u, uniform in the unit cube, becomes a parameter vector theta inside the hard bounds. Parameters that hang
 * on another one are made after it, each by its quantile function <em>given</em> the target's value and cut at the
 * bounds. Where a bound cuts such a connection, the image of the cube has not quite the density of the prior: the map
 * then gives the logarithm of the ratio, and nothing is lost,
 * <pre>
 * integral of L(theta) prior(theta) dtheta = integral over the cube of L(theta(u)) exp(logWeight(u)) du.
 * </pre>
 *
 * <p>Immutable: may be shared by threads.
 */
public interface PriorTransform {

    /**
     * Maps a point of the cube.
     *
     * @param unit     [nDim], each in (0, 1). Not modified.
     * @param outTheta [nDim]. Overwritten.
     * @return logWeight: ln of prior(theta) over the density of the image; 0 where the map is exact, -infinity where the
     *     prior vanishes
     */
    double apply(double[] unit, double[] outTheta);

    /**
     * Natural log of the integral of the prior over everything it allows: 0 for a normalised prior. The evidence is
     * divided by it, so that log Z is that of the normalised prior.
     */
    double logMass();

    /** Log likelihood alone: the log posterior without the prior. A new instance or a shared one. */
    LogDensity logLikelihood();
}
