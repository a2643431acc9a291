package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;

/**
 * How an engine went. What an engine has not is NaN (or 0 for counts).
 *
 * @param chains      independent chains
 * @param draws       kept draws of all chains together
 * @param rHat        largest rank-normalised split R-hat of all parameters
 * @param bulkEss     smallest effective sample size of the means
 * @param tailEss     smallest effective sample size of the 5 % and 95 % quantiles
 * @param divergences trajectories whose energy error exceeded 1000
 * @param stepSize    geometric mean of the chains' step sizes
 * @param leapfrogs   mean number of gradients per kept draw
 * @param eBfmi       smallest energy Bayesian fraction of missing information
 * @param kHat        Pareto k-hat of the importance weights
 * @param evaluations densities computed, warm-up included
 * @param error       largest estimated error of a marginal, in units of its peak (exact integration)
 * @param seed        that all draws follow from
 */
public record EngineReport(
        int chains,
        int draws,
        double rHat,
        double bulkEss,
        double tailEss,
        int divergences,
        double stepSize,
        double leapfrogs,
        double eBfmi,
        double kHat,
        long evaluations,
        double error,
        long seed)
        implements Displayable {

    private static final double N = Double.NaN;

    /** Of an engine that did nothing. */
    static final EngineReport NONE = new EngineReport(0, 0, N, N, N, 0, N, N, N, N, 0, N, 0);

    /** Of a numerical integration. */
    static EngineReport ofIntegration(long evaluations, double error) {
        return new EngineReport(0, 0, N, N, N, 0, N, N, N, N, evaluations, error, 0);
    }

    /** Whether draws exist and are to be doubted: R-hat above 1.01, effective sample size below 400, any divergence. */
    public boolean isDoubtful() {
        return draws > 0 && (rHat > 1.01 || bulkEss < 400 || divergences > 0);
    }

    @Override
    public Card card() {
        var card = Card.of("How the engine went").row("densities computed", Long.toString(evaluations));
        if (!Double.isNaN(error)) {
            card = card.row("estimated error of a density", Numbers.significant(error, 2) + " of its peak");
        }
        if (draws > 0) {
            card = card.row("chains, draws", chains + ", " + draws)
                    .row("R-hat, at most", Numbers.significant(rHat, 4))
                    .row("ESS bulk, tail, at least", (int) bulkEss + ", " + (int) tailEss)
                    .row("seed", Long.toString(seed));
        }
        if (!Double.isNaN(stepSize)) {
            card = card.row("step size", Numbers.significant(stepSize, 3))
                    .row("gradients per draw", Numbers.significant(leapfrogs, 3))
                    .row("divergences", Integer.toString(divergences))
                    .row("E-BFMI, at least", Numbers.significant(eBfmi, 3));
        }
        return Double.isNaN(kHat) ? card : card.row("Pareto k-hat", Numbers.significant(kHat, 3));
    }

    @Override
    public String toString() {
        return draws > 0
                ? draws + " draws, R-hat " + Numbers.significant(rHat, 4) + ", ESS " + (int) bulkEss
                : evaluations + " densities";
    }
}
