package asterism.region;

import asterism.display.Card;
import asterism.display.Displayable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A log posterior taken apart: what each prior and each datum contributes. The terms add up to the total.
 */
public final class Explanation implements Displayable {

    /**
     * One term of the sum.
     *
     * @param part   {@code prior}, or the source of a datum: a region, {@code total}, {@code calibration}
     * @param name   a parameter's path, or a band
     * @param value  the term itself
     * @param chi2   its chi-square; 0 for a prior and for an upper limit
     * @param detail what it comes from, in words
     */
    public record Term(String part, String name, double value, double chi2, String detail) {}

    private static final String PRIOR = "prior";

    private final List<Term> terms;
    private final int nData;

    Explanation(List<Term> terms, int nData) {
        this.terms = List.copyOf(terms);
        this.nData = nData;
    }

    /** All terms: priors first, then data by band. */
    public List<Term> terms() {
        return terms;
    }

    /** The log posterior, up to the evidence: the sum of all terms. */
    public double total() {
        return isOutside() ? Double.NEGATIVE_INFINITY : logPrior() + logLikelihood();
    }

    /** Where the prior vanishes the model is not asked: there are no terms of the data. */
    private boolean isOutside() {
        return logPrior() == Double.NEGATIVE_INFINITY;
    }

    /** Sum of the priors' terms. */
    public double logPrior() {
        return terms.stream()
                .filter(t -> t.part().equals(PRIOR))
                .mapToDouble(Term::value)
                .sum();
    }

    /** Sum of the data's terms; NaN where the prior vanishes. */
    public double logLikelihood() {
        return isOutside()
                ? Double.NaN
                : terms.stream()
                        .filter(t -> !t.part().equals(PRIOR))
                        .mapToDouble(Term::value)
                        .sum();
    }

    /** Chi-square of all measured fluxes; NaN where the prior vanishes. */
    public double chi2() {
        return isOutside() ? Double.NaN : terms.stream().mapToDouble(Term::chi2).sum();
    }

    /** Chi-square of each source of data: regions, sums, and the calibration where it is common. */
    public Map<String, Double> chi2BySource() {
        var out = new LinkedHashMap<String, Double>();
        terms.stream().filter(t -> !t.part().equals(PRIOR)).forEach(t -> out.merge(t.part(), t.chi2(), Double::sum));
        return out;
    }

    /** As a Tablesaw table: part, name, term, chi2, detail. */
    public Table table() {
        return Table.create(
                "log posterior",
                StringColumn.create("part", terms.stream().map(Term::part).toList()),
                StringColumn.create("name", terms.stream().map(Term::name).toList()),
                DoubleColumn.create(
                        "term", terms.stream().mapToDouble(Term::value).toArray()),
                DoubleColumn.create(
                        "chi2", terms.stream().mapToDouble(Term::chi2).toArray()),
                StringColumn.create("detail", terms.stream().map(Term::detail).toList()));
    }

    @Override
    public Card card() {
        var card = Card.of("log posterior = " + Text.number(total(), 7)).row("log prior", Text.number(logPrior(), 7));
        if (isOutside()) {
            return card.note("where the prior vanishes the model is not computed")
                    .section(section("priors", true));
        }
        card = card.row("log likelihood", Text.number(logLikelihood(), 7))
                .row("\\chi^2", Text.number(chi2(), 6) + " for " + nData + " data");
        for (var source : chi2BySource().entrySet()) {
            card = card.row("\u2003of " + source.getKey(), Text.number(source.getValue(), 6));
        }
        return card.section(section("priors", true)).section(section("data", false));
    }

    private Card section(String title, boolean priors) {
        var rows = new ArrayList<List<String>>();
        for (var t : terms) {
            if (t.part().equals(PRIOR) == priors) {
                rows.add(
                        priors
                                ? List.of(t.name(), t.detail(), Text.number(t.value(), 5))
                                : List.of(
                                        t.part(),
                                        t.name(),
                                        t.detail(),
                                        Text.number(t.chi2()),
                                        Text.number(t.value(), 5)));
            }
        }
        return Card.of(title)
                .table(
                        priors
                                ? List.of("parameter", "value and prior", "term")
                                : List.of("source", "band", "model and data", "\\chi^2", "term"),
                        rows);
    }

    @Override
    public String toString() {
        return "log posterior " + Text.number(total(), 7) + ", chi2 " + Text.number(chi2(), 6);
    }
}
