package asterism.infer;

import java.util.List;

/**
 * The log likelihood term by term: what leave-one-out comparison and posterior predictive checks need.
 *
 * <p>A term is what is left out at once: a datum, or data that are not independent given the parameters. Not thread-safe.
 */
public interface PointwiseLogLikelihood {

    /** Names of the terms: {@code center FUV}. */
    List<String> terms();

    /**
     * The terms at one parameter vector.
     *
     * @param theta    [nDim]. Not modified.
     * @param outTerms [terms]; their sum is the log likelihood. Overwritten.
     */
    void evaluate(double[] theta, double[] outTerms);

    /**
     * Whether each term is the log of a normalised density of what it names. Where a factor is left out, as in exp(-chi^2 / 2),
     * neither evidence nor leave-one-out compares with another model.
     */
    default boolean isNormalized() {
        return true;
    }

    /** The terms at one parameter vector, [terms]. */
    default double[] at(double[] theta) {
        double[] out = new double[terms().size()];
        evaluate(theta, out);
        return out;
    }
}
