package asterism.region;

import asterism.display.Card;
import asterism.display.Displayable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A posterior predictive check: could the fitted model have given these data?
 *
 * <p>For each of the posterior's draws theta, data are drawn with the noise of data and model, and
 * <pre>
 * p = fraction of draws with chi2(replicated, theta) &gt;= chi2(measured, theta)
 * </pre>
 * (Gelman, Meng and Stern 1996), for all data together, for each source and for each band. A p near 0 says that the data
 * are further from the model than its own noise explains, near 1 that they are nearer: errors are too large. Because the
 * model was fitted to the same data, p of a right model is nearer to 0.5 than a uniform number: the check seldom gives a
 * false alarm. Upper limits take no part in chi2.
 *
 * @param overall all data together
 * @param sources each source of measurements: regions, sums
 * @param bands   each band, over all sources
 * @param data    each datum with the range of its replicas
 * @param draws   how many posterior draws were used
 */
public record PredictiveCheck(Part overall, List<Part> sources, List<Part> bands, List<Replicated> data, int draws)
        implements Displayable {

    static final int DRAWS = 2000;
    private static final double ALPHA = 0.05;

    public PredictiveCheck {
        sources = List.copyOf(sources);
        bands = List.copyOf(bands);
        data = List.copyOf(data);
    }

    /**
     * The check of some of the data.
     *
     * @param name       of the source or band
     * @param count      how many data
     * @param chi2       of the measured fluxes, mean over the draws
     * @param replicated chi2 of the replicated fluxes, mean over the draws
     * @param p          fraction of draws in which the replica is at least as far from the model as the data
     */
    public record Part(String name, int count, double chi2, double replicated, double p) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: chi2 %.1f, replicated %.1f for %d data, p = %.3f",
                    name,
                    chi2,
                    replicated,
                    count,
                    p);
        }
    }

    /**
     * One datum and its replicas, mJy.
     *
     * @param measurement what was measured
     * @param low95       2.5 % quantile of the replicated fluxes
     * @param low68       16 %
     * @param median      50 %
     * @param high68      84 %
     * @param high95      97.5 %
     */
    public record Replicated(
            Measurement measurement, double low95, double low68, double median, double high68, double high95) {

        @Override
        public String toString() {
            return measurement + ", replicated " + Text.number(median) + " (" + Text.number(low95) + " to "
                    + Text.number(high95) + ") mJy";
        }
    }

    /** p of all data together. */
    public double p() {
        return overall.p();
    }

    /** The check of one source. */
    public Part source(String name) {
        return find(sources, "source", name);
    }

    /** The check of one band. */
    public Part band(String name) {
        return find(bands, "band", name);
    }

    private static Part find(List<Part> parts, String what, String name) {
        var names = parts.stream().map(Part::name).toList();
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + what + " '" + name
                        + "' with a measured flux in this check; it has " + names
                        + asterism.display.Suggestion.hint(name, names)));
    }

    /**
     * Bands that stand out, the worst first: p below 0.05 after correction for the number of bands (Bonferroni), and chi2
     * larger than its replicas'.
     */
    public List<Part> suspects() {
        return bands.stream()
                .filter(part -> part.p() <= ALPHA / bands.size())
                .sorted(java.util.Comparator.comparingDouble(Part::p)
                        .thenComparingDouble(part -> -part.chi2() / part.replicated()))
                .toList();
    }

    /** What is wrong, in words; empty where the model could have given these data. */
    public List<String> warnings() {
        var out = new ArrayList<String>();
        if (overall.p() < ALPHA / 2) {
            out.add("the data are further from the model than its noise explains: " + pText(overall.p())
                    + ", \\chi^2 = " + one(overall.chi2()) + " where the model gives " + one(overall.replicated()));
        } else if (overall.p() > 1 - ALPHA / 2) {
            out.add("the data are nearer to the model than its noise allows: " + pText(overall.p())
                    + "; errors or model error are too large");
        }
        for (var band : suspects()) {
            out.add("band " + band.name() + " does not fit: " + pText(band.p()) + "; " + ratios(band.name())
                    + "; look at its photometry, its units, or the model there");
        }
        return out;
    }

    private String ratios(String band) {
        var texts = new ArrayList<String>();
        for (var d : data) {
            if (d.measurement().band().equals(band) && !d.measurement().isLimit()) {
                texts.add(d.measurement().source() + " is "
                        + Text.number(d.measurement().flux() / d.median(), 3) + " times the replicated median");
            }
        }
        return String.join(", ", texts);
    }

    private String pText(double p) {
        return p == 0 ? "p < " + Text.number(1.0 / draws, 2) : "p = " + Text.number(p, 2);
    }

    private static String one(double x) {
        return String.format(Locale.ROOT, "%.1f", x);
    }

    @Override
    public Card card() {
        var warnings = warnings();
        var card = Card.of(
                warnings.isEmpty()
                        ? "Predictive check: the model could have given these data"
                        : "Predictive check: the model does not give these data");
        for (var warning : warnings) {
            card = card.warning(warning);
        }
        var rows = new ArrayList<List<String>>();
        rows.add(row("all", overall));
        sources.forEach(part -> rows.add(row("source " + part.name(), part)));
        bands.forEach(part -> rows.add(row(part.name(), part)));
        return card.table(List.of("data", "number", "\\chi^2", "\\chi^2 replicated", "p"), rows)
                .note(
                        draws
                                + " draws of equal weight; p is the fraction of replicated data at least as far from the model");
    }

    private static List<String> row(String name, Part part) {
        return List.of(
                name,
                Integer.toString(part.count()),
                one(part.chi2()),
                one(part.replicated()),
                String.format(Locale.ROOT, "%.3f", part.p()));
    }

    @Override
    public String toString() {
        return toText();
    }
}
