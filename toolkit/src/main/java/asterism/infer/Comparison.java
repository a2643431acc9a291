package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Two models of the same data, side by side: by evidence, where both fits have one, and by leave-one-out prediction, where
 * both models give their likelihood term by term.
 *
 * <p>The two answer different questions. The evidence asks which model with its prior foresaw the data; it changes with the
 * width of priors. Leave-one-out asks which fitted model predicts a datum it has not seen.
 */
public final class Comparison implements Displayable {

    private final Fit a;
    private final Fit b;
    private final Optional<Loo> looA;
    private final Optional<Loo> looB;

    private Comparison(Fit a, Fit b, Optional<Loo> looA, Optional<Loo> looB) {
        this.a = a;
        this.b = b;
        this.looA = looA;
        this.looB = looB;
    }

    static Comparison of(Fit a, Fit b) {
        var looA = a.loo();
        var looB = b.loo();
        if ((a.evidence().isEmpty() || b.evidence().isEmpty()) && (looA.isEmpty() || looB.isEmpty())) {
            throw new IllegalArgumentException(
                    "compare(a, b) needs the evidence of both fits (sample with nested()), or of both the likelihood term by"
                            + " term (fits that a model sampled have it, also when they were saved; a checkpoint has not)");
        }
        if (looA.isPresent()
                && looB.isPresent()
                && !looA.get().terms().equals(looB.get().terms())) {
            throw new IllegalArgumentException("compare(a, b): the fits are not of the same data: the terms are "
                    + looA.get().terms() + " and " + looB.get().terms());
        }
        return new Comparison(a, b, looA, looB);
    }

    /** ln of the Bayes factor, log Z of the first less that of the second; empty where a fit has no evidence. */
    public Optional<Double> logBayesFactor() {
        return a.evidence().flatMap(x -> b.evidence().map(y -> x.logZ() - y.logZ()));
    }

    /** Its standard deviation. */
    public Optional<Double> logBayesFactorError() {
        return a.evidence().flatMap(x -> b.evidence().map(y -> Math.hypot(x.error(), y.error())));
    }

    /** Expected log predictive density of the first less that of the second; empty where a model has no terms. */
    public Optional<Double> elpdDifference() {
        return looA.flatMap(x -> looB.map(y -> x.elpd() - y.elpd()));
    }

    /** Its standard error, from the differences term by term: much smaller than those of the two. */
    public Optional<Double> elpdDifferenceError() {
        return looA.flatMap(x -> looB.map(y -> {
            double[] p = x.pointwise();
            double[] q = y.pointwise();
            for (int t = 0; t < p.length; t++) {
                p[t] -= q[t];
            }
            return Loo.error(p);
        }));
    }

    /** Which model a difference speaks for, where both likelihoods are normalised. */
    private static String verdict(double difference, double error, boolean comparable) {
        if (!comparable) {
            return "not comparable";
        }
        if (!(Math.abs(difference) > 2 * error)) {
            return "cannot tell";
        }
        double size = Math.abs(difference);
        return (size < 1 ? "hardly " : size < 2.5 ? "weakly " : size < 5 ? "clearly " : "strongly ")
                + (difference > 0 ? "the first" : "the second");
    }

    private static String pair(double value, double error) {
        return String.format(Locale.ROOT, "%.2f \u00b1 %.2f", value, error);
    }

    private static List<String> warnings(Fit fit, Optional<Loo> loo) {
        return loo.map(Loo::warnings)
                .orElseGet(() -> fit.evidence().filter(z -> !z.isNormalized()).isPresent()
                        ? List.of(Evidence.NOT_NORMALIZED)
                        : List.of());
    }

    @Override
    public Card card() {
        var card = Card.of(
                "Comparison: " + a.provenance().title() + " / " + b.provenance().title());
        for (var fit : List.of(a, b)) {
            if (!fit.converged()) {
                card = card.warning((fit == a ? "the first" : "the second") + " fit is not to be trusted: "
                        + fit.warnings().get(0));
            }
        }
        for (var warning : warnings(a, looA)) {
            card = card.warning("the first: " + warning);
        }
        for (var warning : warnings(b, looB)) {
            card = card.warning("the second: " + warning);
        }
        var rows = new ArrayList<List<String>>();
        if (a.evidence().isPresent() && b.evidence().isPresent()) {
            double difference = logBayesFactor().orElseThrow();
            double error = logBayesFactorError().orElseThrow();
            rows.add(List.of(
                    "log Z",
                    a.evidence().get().words(),
                    b.evidence().get().words(),
                    pair(difference, error),
                    verdict(
                            difference,
                            error,
                            a.evidence().get().isNormalized()
                                    && b.evidence().get().isNormalized())));
        }
        if (looA.isPresent() && looB.isPresent()) {
            double difference = elpdDifference().orElseThrow();
            double error = elpdDifferenceError().orElseThrow();
            rows.add(List.of(
                    "elpd (PSIS-LOO)",
                    looA.get().words(),
                    looB.get().words(),
                    pair(difference, error),
                    verdict(
                            difference,
                            error,
                            looA.get().isNormalized() && looB.get().isNormalized())));
            rows.add(List.of(
                    "effective parameters",
                    String.format(Locale.ROOT, "%.1f", looA.get().effectiveParameters()),
                    String.format(Locale.ROOT, "%.1f", looB.get().effectiveParameters()),
                    "",
                    ""));
        }
        return card.table(List.of("by", "first", "second", "difference", "favors"), rows);
    }

    @Override
    public String toString() {
        return toText();
    }
}
