package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import java.util.List;
import java.util.Locale;

/**
 * The evidence of a model: Z, the integral of likelihood times normalised prior, and the weighted points it was summed
 * from.
 *
 * <p>Two models of the same data compare by the difference of their log Z: 1 is hardly worth mentioning, 5 is strong.
 * Their priors count: a prior ten times wider than needed costs ln 10 = 2.3.
 */
public final class Evidence implements Displayable {

    static final String NOT_NORMALIZED =
            "its likelihood is no normalised density of the data (a factor is left out), so that"
                    + " neither its log Z nor its elpd compares with another model";

    private final Summary summary;
    private final Samples points;
    private final double[] weights;
    private final List<String> warnings;

    /** On an array that nobody writes to any more. */
    Evidence(Summary summary, Samples points, double[] weights) {
        this(summary, points, weights, List.of());
    }

    private Evidence(Summary summary, Samples points, double[] weights, List<String> warnings) {
        this.summary = summary;
        this.points = points;
        this.weights = weights;
        this.warnings = List.copyOf(warnings);
    }

    /** This with what speaks against it. */
    Evidence with(List<String> words) {
        return new Evidence(summary, points, weights, words);
    }

    /**
     * The numbers.
     *
     * @param logZ         natural log of the evidence
     * @param error        its standard deviation over the unknown shrinkage of the prior volume
     * @param information  H, the Kullback-Leibler divergence of the posterior from the prior, nats
     * @param live         live points
     * @param evaluations  likelihood evaluations
     * @param remaining    part of Z that was in the live points when the run ended
     * @param rankP        probability that ranks of new points among the live ones are as uneven as they were, when all is well
     * @param logPriorMass ln of the integral of the prior as it was written, by which Z was divided
     * @param normalized   as {@link PointwiseLogLikelihood#isNormalized}
     */
    record Summary(
            double logZ,
            double error,
            double information,
            int live,
            long evaluations,
            double remaining,
            double rankP,
            double logPriorMass,
            boolean normalized) {}

    Summary summary() {
        return summary;
    }

    /** Natural log of the evidence, of the normalised prior. */
    public double logZ() {
        return summary.logZ;
    }

    /** Standard deviation of {@link #logZ}: what the volumes of the likelihood's contours leave unknown. */
    public double error() {
        return summary.error;
    }

    /** Information H, nats: how many e-foldings the posterior is smaller than the prior. */
    public double information() {
        return summary.information;
    }

    /** Number of live points. */
    public int live() {
        return summary.live;
    }

    /** Likelihood evaluations that it took. */
    public long evaluations() {
        return summary.evaluations;
    }

    /** Part of the evidence that was still in the live points when the run ended; it is counted. */
    public double remaining() {
        return summary.remaining;
    }

    /**
     * Test of the run: new points must have uniform ranks among the live ones (Fowlie, Handley and Su 2020). The
     * probability of ranks at least as uneven when they do; near 0 the walks were too short.
     */
    public double rankP() {
        return summary.rankP;
    }

    /** ln of the integral of the prior as it is written: not 0 where a range cuts a connection. log Z is divided by it. */
    public double logPriorMass() {
        return summary.logPriorMass;
    }

    /** Whether the likelihood is a normalised density of the data: only then log Z compares with that of another model. */
    public boolean isNormalized() {
        return summary.normalized;
    }

    /** Every point that died, in the order of likelihood, one step each; its {@code logP} is the log likelihood. */
    public Samples points() {
        return points;
    }

    /** Posterior weight of each of {@link #points}; the sum is 1. */
    public double[] weights() {
        return weights.clone();
    }

    /** What speaks against trusting the evidence, in words; empty where nothing does. */
    public List<String> warnings() {
        return warnings;
    }

    /** Number of equally weighted draws that the weighted points are worth: 1 / sum of squared weights. */
    public double effectiveDraws() {
        double squares = 0;
        for (double w : weights) {
            squares += w * w;
        }
        return 1 / squares;
    }

    @Override
    public Card card() {
        var card = Card.of("log Z = " + words());
        for (var warning : warnings) {
            card = card.warning(warning);
        }
        card = card.row("information", String.format(Locale.ROOT, "%.1f nats", information()))
                .row("live points", Digits.count(live()))
                .row(
                        "points",
                        Digits.count(points.size()) + ", worth " + Digits.count(Math.round(effectiveDraws()))
                                + " equal ones")
                .row("likelihoods", Digits.count(evaluations()))
                .row("left at the end", String.format(Locale.ROOT, "%.2g of Z", remaining()))
                .row("ranks of new points", String.format(Locale.ROOT, "p = %.2g", rankP()));
        return logPriorMass() == 0
                ? card
                : card.note(String.format(
                        Locale.ROOT,
                        "the prior as written integrates to exp(%.4f) over the allowed ranges; log Z is that of the prior"
                                + " normalised there",
                        logPriorMass()));
    }

    /** {@code -31.27 ± 0.14}. */
    String words() {
        return Digits.near(logZ(), error()) + " \u00b1 " + Digits.near(error(), error());
    }

    @Override
    public String toString() {
        return toText();
    }
}
