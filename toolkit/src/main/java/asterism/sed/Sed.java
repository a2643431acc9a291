package asterism.sed;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import asterism.param.InRegion;
import asterism.param.Parameter;
import asterism.prior.Fixed;
import asterism.prior.Prior;
import asterism.unit.Distance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spectral energy distribution of a galaxy or of a part of it: stars with a star formation history, dimmed by dust
 * that radiates what it absorbs.
 *
 * <p>Immutable; every method gives a new model. The parameters stand in a vector in the order of {@link #parameters()}:
 * star formation rates, metallicity, attenuation, dust. Luminosity densities are in Lsun/Hz in the observed frame.
 *
 * <pre>{@code
 * var sed = Sed.of(Pegase.kroupa(), PiecewiseSfh.bins(), Calzetti.law(), DraineLi07.dust())
 *     .at(mpc(7.3))
 *     .fix(Pegase.Z_MET, 0.02)
 *     .prior(PiecewiseSfh.PSI, uniform(0, 10));
 * }</pre>
 */
public final class Sed implements Displayable {

    private record Treatment(Parameter parameter, Prior prior) {}

    private final Pegase stars;
    private final PiecewiseSfh history;
    private final @Nullable Attenuation attenuation;
    private final @Nullable DraineLi07 dust;
    private final Distance distance;
    private final ModelLibrary library;
    private final FilterSet filters;
    private final Set<Convention> chosen;
    private final List<Treatment> treatments;

    private Sed(
            Pegase stars,
            PiecewiseSfh history,
            @Nullable Attenuation attenuation,
            @Nullable DraineLi07 dust,
            Distance distance,
            ModelLibrary library,
            FilterSet filters,
            Set<Convention> chosen,
            List<Treatment> treatments) {
        this.stars = stars;
        this.history = history;
        this.attenuation = attenuation;
        this.dust = dust;
        this.distance = distance;
        this.library = library;
        this.filters = filters;
        this.chosen = Set.copyOf(chosen);
        this.treatments = List.copyOf(treatments);
    }

    /**
     * A model of these components, in any order: stars and a star formation history, and at most one attenuation law and
     * one dust emission. Without attenuation the stars shine undimmed; dust emission needs attenuation, which feeds it.
     * It stands at 10 Mpc until {@link #at} says otherwise.
     */
    public static Sed of(SedComponent... components) {
        Pegase stars = null;
        PiecewiseSfh history = null;
        Attenuation attenuation = null;
        DraineLi07 dust = null;
        for (var c : components) {
            if (c instanceof Pegase s && stars == null) {
                stars = s;
            } else if (c instanceof PiecewiseSfh h && history == null) {
                history = h;
            } else if (c instanceof Attenuation a && attenuation == null) {
                attenuation = a;
            } else if (c instanceof DraineLi07 d && dust == null) {
                dust = d;
            } else {
                throw new IllegalArgumentException("Sed.of(...): '" + c.name()
                        + "' has no place; a model has stars, a star formation history, at most one attenuation law"
                        + " and one dust emission");
            }
        }
        if (stars == null || history == null) {
            throw new IllegalArgumentException("Sed.of(...) needs "
                    + (stars == null ? "stars, Pegase.kroupa()" : "")
                    + (stars == null && history == null ? ", and " : "")
                    + (history == null ? "a star formation history, PiecewiseSfh.bins()" : ""));
        }
        if (dust != null && attenuation == null) {
            throw new IllegalArgumentException("Sed.of(...): '" + dust.name()
                    + "' radiates what an attenuation law absorbs; add one, Calzetti.law()");
        }
        return new Sed(
                stars,
                history,
                attenuation,
                dust,
                Distance.ofMegaparsec(10),
                ModelLibrary.compact(),
                ModelLibrary.compact().filters(),
                Set.of(),
                List.of());
    }

    /** At a distance and redshift: {@code mpc(7.3)}, {@code redshift(0.1)}. */
    public Sed at(Distance where) {
        history.edges(where); // refuses ages older than the universe
        return new Sed(stars, history, attenuation, dust, where, library, filters, chosen, treatments);
    }

    /** With the numbers of another library, its filters included. */
    public Sed library(ModelLibrary other) {
        return new Sed(stars, history, attenuation, dust, distance, other, other.filters(), chosen, treatments);
    }

    /** With other filters to choose from. */
    public Sed filters(FilterSet set) {
        return new Sed(stars, history, attenuation, dust, distance, library, set, chosen, treatments);
    }

    /** With one more filter to choose from. */
    public Sed filter(Filter filter) {
        return filters(filters.with(filter));
    }

    /** With every convention of the published codes, to reproduce published numbers. */
    public Sed asPublished() {
        return asPublished(Convention.values());
    }

    /** With the named published conventions, in addition to those already chosen. */
    public Sed asPublished(Convention... which) {
        var more = EnumSet.noneOf(Convention.class);
        more.addAll(chosen);
        more.addAll(List.of(which));
        return new Sed(stars, history, attenuation, dust, distance, library, filters, more, treatments);
    }

    /** The published conventions in use: those of the model and those of its components. */
    public Set<Convention> published() {
        var all = EnumSet.noneOf(Convention.class);
        all.addAll(chosen);
        all.addAll(stars.published());
        all.addAll(history.published());
        if (attenuation != null) {
            all.addAll(attenuation.published());
        }
        if (dust != null) {
            all.addAll(dust.published());
        }
        return all;
    }

    boolean uses(Convention convention) {
        return published().contains(convention);
    }

    /** Holds a parameter, or every bin of a vector parameter, at a value. */
    public Sed fix(Parameter p, double value) {
        return prior(p, new Fixed(value));
    }

    /** Makes a parameter equal to that of another region. */
    public Sed tie(Parameter p, InRegion other) {
        return prior(p, Prior.tiedTo(other));
    }

    /**
     * Says what is believed about a parameter, or about each bin of a vector parameter, before the data. What is said
     * last counts.
     *
     * @throws IllegalArgumentException where the model has no such parameter or the prior leaves its range
     */
    public Sed prior(Parameter p, Prior prior) {
        requireParameter(p);
        requireInside(p, prior);
        var more = new ArrayList<>(treatments);
        more.add(new Treatment(p, prior));
        return new Sed(stars, history, attenuation, dust, distance, library, filters, chosen, more);
    }

    private void requireParameter(Parameter p) {
        for (var own : declared()) {
            if (own.covers(p)) {
                if (p.isVector() == own.isVector() || parameters().contains(p)) {
                    return;
                }
                throw new IllegalArgumentException("this model has no parameter '" + p.name() + "': it has "
                        + binCount() + " age bins, " + own.name() + "_1 to " + own.name() + "_" + binCount());
            }
        }
        var names = parameters().stream().map(Parameter::name).toList();
        throw new IllegalArgumentException("this model has no parameter '" + p.name() + "'; it has "
                + String.join(", ", names) + Suggestion.hint(p.name(), names));
    }

    private static void requireInside(Parameter p, Prior prior) {
        double lo = Double.NEGATIVE_INFINITY;
        double hi = Double.POSITIVE_INFINITY;
        if (prior instanceof Fixed f) {
            lo = f.value();
            hi = f.value();
        } else if (prior instanceof Prior.Marginal m) {
            // an unbounded prior is cut off at the model's range
            lo = m.lower() == Double.NEGATIVE_INFINITY ? p.lower() : m.lower();
            hi = m.upper() == Double.POSITIVE_INFINITY ? p.upper() : m.upper();
        } else {
            return;
        }
        if (lo < p.lower() || hi > p.upper()) {
            var range = Numbers.interval(p.lower(), p.upper());
            throw new IllegalArgumentException((prior instanceof Fixed ? "value" : "prior") + " "
                    + prior.toString().replaceFirst("^= ", "") + " for "
                    + p.name() + " reaches outside the model's range " + range + " (" + p.description()
                    + "); give one inside");
        }
    }

    private List<Parameter> declared() {
        var all = new ArrayList<Parameter>();
        all.addAll(history.parameters());
        all.addAll(stars.parameters());
        if (attenuation != null) {
            all.addAll(attenuation.parameters());
        }
        if (dust != null) {
            all.addAll(dust.parameters());
        }
        return all;
    }

    /**
     * All parameters, scalars, in the order in which they stand in a vector: psi_1 ... psi_n, zMet, those of the
     * attenuation, those of the dust.
     */
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>();
        for (var p : declared()) {
            all.addAll(p.isVector() ? p.bins(binCount()) : List.of(p));
        }
        return List.copyOf(all);
    }

    /** What has been said about a parameter; empty where nothing has. */
    public Optional<Prior> treatment(Parameter p) {
        for (int i = treatments.size() - 1; i >= 0; i--) {
            if (treatments.get(i).parameter().covers(p)) {
                return Optional.of(treatments.get(i).prior());
            }
        }
        return Optional.empty();
    }

    /**
     * The range of every parameter as the priors give it: fixed values, bounded priors, else the whole interval.
     */
    public SedRange range() {
        var range = SedRange.everything();
        for (var p : parameters()) {
            var prior = treatment(p).orElse(null);
            if (prior instanceof Fixed f) {
                range = range.fix(p, f.value());
            } else if (prior instanceof Prior.Marginal m) {
                range = range.vary(p, Math.max(p.lower(), m.lower()), Math.min(p.upper(), m.upper()));
            }
        }
        return range;
    }

    /**
     * The model made ready to give the luminosity densities of bands many times.
     *
     * @param filterLabels bands, in the order of the result; may be empty
     * @param range        over which values the parameters will vary
     * @throws IllegalArgumentException for an unknown filter, or one that sees less than 95 % of its light inside the
     *                                  model's wavelengths
     */
    public BoundSed bind(List<String> filterLabels, SedRange range) {
        return BoundSed.bind(this, filters.get(filterLabels), range);
    }

    /** As {@link #bind(List, SedRange)}, over the ranges that the priors give. */
    public BoundSed bind(List<String> filterLabels) {
        return bind(filterLabels, range());
    }

    /** The model made ready to give spectra on the default wavelengths, 1200 per model from 0.0912 to 1000 um. */
    public SedSpectra spectra() {
        return SedSpectra.bind(this, SedSpectra.defaultWavelengths(this));
    }

    /** The model made ready to give spectra on rest wavelengths [um, increasing]. */
    public SedSpectra spectra(double... restMicron) {
        return SedSpectra.bind(this, restMicron);
    }

    /**
     * The spectrum with its components at one parameter vector.
     *
     * @param p [nParameters], in the order of {@link #parameters()}. Not modified.
     */
    public SedSpectrum spectrum(double[] p) {
        return spectra().at(p);
    }

    /** The stars. */
    public Pegase stars() {
        return stars;
    }

    /** The star formation history. */
    public PiecewiseSfh history() {
        return history;
    }

    /** The attenuation law, if there is one. */
    public Optional<Attenuation> attenuation() {
        return Optional.ofNullable(attenuation);
    }

    /** The dust emission, if there is one. */
    public Optional<DraineLi07> dust() {
        return Optional.ofNullable(dust);
    }

    /** Where the galaxy is; with the published minimum of 10 Mpc where that convention is on. */
    public Distance distance() {
        if (uses(Convention.MINIMUM_DISTANCE) && !distance.isMeasured() && distance.megaparsec() < 10) {
            return new Distance(10, distance.redshift(), distance.cosmology(), false);
        }
        return distance;
    }

    /** The library that the numbers come from. */
    public ModelLibrary library() {
        return library;
    }

    /** The filters to choose from. */
    public FilterSet filters() {
        return filters;
    }

    /** Edges of the age bins, [nBins + 1], yr. */
    public double[] ageEdges() {
        return history.edges(distance);
    }

    private int binCount() {
        return history.edges(distance).length - 1;
    }

    /** The law as the conventions want it. */
    @Nullable
    Attenuation effectiveAttenuation() {
        if (attenuation instanceof ModifiedCalzetti m) {
            return m.asPublished(chosen.toArray(new Convention[0]));
        }
        return attenuation;
    }

    @Override
    public Card card() {
        var rows = new ArrayList<List<String>>();
        for (var p : parameters()) {
            rows.add(List.of(
                    p.latex(),
                    p.name(),
                    p.unit(),
                    Numbers.interval(p.lower(), p.upper()),
                    treatment(p).map(Prior::toString).orElse("-")));
        }
        var edges = ageEdges();
        var card = Card.of("SED model")
                .row("stars", stars.name())
                .row(
                        "history",
                        "constant star formation rate in " + binCount() + " age bins, edges "
                                + String.join(
                                        ", ",
                                        Arrays.stream(edges)
                                                .mapToObj(x -> Numbers.significant(x, 6))
                                                .toList())
                                + " yr")
                .row("attenuation", attenuation == null ? "none" : attenuation.name())
                .row("dust emission", dust == null ? "none" : dust.name())
                .row("distance", distance().toString())
                .row("library", library.provenance())
                .table(List.of("", "parameter", "unit", "model range", "prior"), rows);
        return conventions().map(card::section).orElse(card);
    }

    /** The published conventions in use with their effects; empty where everything is correct. */
    public Optional<Card> conventions() {
        var used = relevantConventions();
        if (used.isEmpty()) {
            return Optional.empty();
        }
        var rows = new ArrayList<List<String>>();
        for (var c : used) {
            rows.add(List.of(c.title(), c.published(), c.correct(), c.effect()));
        }
        return Optional.of(Card.of("Published conventions in use")
                .table(List.of("choice", "as published (in use)", "correct", "effect of the published one"), rows));
    }

    /** Of the published conventions in use, those that matter to this model's components. */
    public Set<Convention> relevantConventions() {
        var used = EnumSet.noneOf(Convention.class);
        used.addAll(published());
        if (dust == null) {
            used.removeAll(Set.of(Convention.DUST_MIXING, Convention.PAH_NODES, Convention.U_INTEGRAL));
        }
        if (!(attenuation instanceof ModifiedCalzetti)) {
            used.removeAll(Set.of(Convention.BIRTH_CLOUDS, Convention.BUMP_RANGE));
        }
        if (!stars.isNebular()) {
            used.remove(Convention.LINE_PLACEMENT);
        }
        if (distance.isMeasured()) {
            used.remove(Convention.MINIMUM_DISTANCE);
        }
        return used;
    }

    @Override
    public String toString() {
        return "Sed(" + stars + "; " + history + "; " + (attenuation == null ? "no attenuation" : attenuation) + "; "
                + (dust == null ? "no dust emission" : dust) + "; " + distance() + ")";
    }
}
