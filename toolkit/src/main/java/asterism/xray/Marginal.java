package asterism.xray;

/**
 * The posterior of one intensity, all others integrated out. It is log-concave, so it has one mode and its
 * highest-density region is one interval. Values are in the unit of the problem, densities in its inverse.
 *
 * <p>Thread-safe.
 */
public interface Marginal {

    /** Where the density begins: 0, or where it is negligible below. */
    double lower();

    /** Where the density ends: the prior's upper bound, or where it is negligible above. */
    double upper();

    /** Probability density; 0 outside the range. */
    double density(double x);

    /** Probability below x. */
    double cumulative(double x);

    /** Where the probability below is p, in [0, 1]. */
    double quantile(double p);

    /** Mean. */
    double mean();

    /** Standard deviation. */
    double sd();

    /** Most probable value. */
    double mode();

    /** The shortest interval that holds this probability, in (0, 1): lower and upper bound. */
    double[] shortest(double content);
}
