package asterism.infer;

import asterism.random.KeyedRandom;

/**
 * A way for one walker to propose its next position by those of others.
 *
 * <p>The ensemble is cut into two halves at random in each step; walkers of one half move by the positions of the other
 * half, which stand still meanwhile (Foreman-Mackey et al. 2013, section 3). A move keeps no state.
 */
public interface Move {

    /** What it is called in summaries and files: "stretch (a = 2)". */
    String name();

    /** The fewest walkers that the other half must have. */
    int fewestOthers();

    /**
     * Proposes.
     *
     * @param theta     positions of all walkers, [nWalkers x nDim], row-major. Not modified.
     * @param nDim      number of parameters
     * @param walker    which walker moves
     * @param others    numbers of the walkers of the other half at {@code from ... from + n - 1}. Not modified.
     * @param from      where the others begin
     * @param n         how many others there are
     * @param random    this walker's random numbers for this step
     * @param outTheta  where the proposal goes, at {@code offset ... offset + nDim - 1}. Overwritten.
     * @param offset    where the proposal begins
     * @return natural log of the factor that multiplies the ratio of densities in the acceptance
     */
    double propose(
            double[] theta,
            int nDim,
            int walker,
            int[] others,
            int from,
            int n,
            KeyedRandom random,
            double[] outTheta,
            int offset);
}
