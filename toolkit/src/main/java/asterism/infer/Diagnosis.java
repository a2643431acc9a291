package asterism.infer;

import asterism.param.InRegion;

/**
 * What the samples say about one parameter and how well they know it.
 *
 * @param axis    which parameter
 * @param mean    posterior mean
 * @param sd      posterior standard deviation
 * @param q16     16 % quantile
 * @param median  50 % quantile
 * @param q84     84 % quantile
 * @param rHat    rank-normalised split R-hat, the larger of plain and folded (Vehtari et al. 2021); 1 is perfect
 * @param essBulk effective number of independent draws for the middle of the distribution
 * @param essTail the same for its 5 and 95 % quantiles
 * @param tau     integrated autocorrelation time, steps
 * @param mcse    Monte Carlo standard error of the mean
 */
public record Diagnosis(
        InRegion axis,
        double mean,
        double sd,
        double q16,
        double median,
        double q84,
        double rHat,
        double essBulk,
        double essTail,
        double tau,
        double mcse) {

    @Override
    public String toString() {
        return axis.path() + " = " + Digits.near(median, q84 - q16) + " (+" + Digits.near(q84 - median, q84 - q16)
                + " -" + Digits.near(median - q16, q84 - q16) + "), R-hat " + Digits.near(rHat, 1) + ", ESS "
                + Math.round(essBulk) + ", tau " + Math.round(tau) + " steps";
    }
}
