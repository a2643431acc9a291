package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The posterior of all intensities of a problem: of each source and each obsid's background, with the values that go into
 * a catalogue, how they were found and what was tried before.
 *
 * <pre>{@code
 * bundle.posterior().interval("S1", 0.68)
 * }</pre>
 *
 * <p>Immutable and thread-safe; marginals of backgrounds are computed when they are first asked for.
 */
public final class AperturePosterior implements Displayable {

    private final String title;
    private final String unit;
    private final String areaUnit;
    private final AperturePhotometry settings;
    private final List<String> sources;
    private final List<String> backgrounds;
    private final List<Integer> columns; // of the problem: sources that are wanted, then backgrounds
    private final Optional<Summaries> summaries;
    private final double floor;
    private final double[] frozen; // intensities of the backgrounds where they were held, [nBackgrounds] or [0]
    private final Optional<Reason> reason;
    private final String detail;
    private final Set<Flag> flags;
    private final List<Attempt> attempts;
    private final Map<Integer, Intensity> intensities = new ConcurrentHashMap<>();

    AperturePosterior(
            String title,
            String unit,
            AperturePhotometry settings,
            List<String> sources,
            List<String> backgrounds,
            List<Integer> columns,
            Optional<Summaries> summaries,
            double[] frozen,
            double floor,
            Optional<Reason> reason,
            String detail,
            Set<Flag> flags,
            List<Attempt> attempts) {
        this.title = title;
        this.unit = unit;
        this.areaUnit = unit + " per area";
        this.settings = settings;
        this.sources = List.copyOf(sources);
        this.backgrounds = List.copyOf(backgrounds);
        this.columns = List.copyOf(columns);
        this.summaries = summaries;
        this.floor = floor;
        this.frozen = frozen;
        this.reason = reason;
        this.detail = detail;
        this.flags = flags.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(flags));
        this.attempts = List.copyOf(attempts);
    }

    /** What was measured. */
    public String title() {
        return title;
    }

    /** Unit of the sources' intensities. */
    public String unit() {
        return unit;
    }

    /** Engine, summary and their settings. */
    public AperturePhotometry settings() {
        return settings;
    }

    /** Labels of the sources. */
    public List<String> sources() {
        return sources;
    }

    /** Labels of the backgrounds of the obsids that were used: {@code bkg:1575}. */
    public List<String> backgrounds() {
        return backgrounds;
    }

    /** Why there is no value for any source; empty if there are values. */
    public Optional<Reason> reason() {
        return reason;
    }

    /** The reason in a sentence with numbers; empty if there are values. */
    public String detail() {
        return detail;
    }

    /** What a user should know of all values. */
    public Set<Flag> flags() {
        return flags;
    }

    /** All rungs of the ladder that were tried, in order; the last one gave the result. */
    public List<Attempt> attempts() {
        return attempts;
    }

    /** Obsids left out by the ladder. */
    public List<Integer> excluded() {
        return attempts.isEmpty()
                ? List.of()
                : attempts.get(attempts.size() - 1).excluded();
    }

    /** Who found it; empty where nobody did. */
    public Optional<Engine> engine() {
        return summaries.map(s -> s.solution().engine());
    }

    /** How that went. */
    public EngineReport report() {
        return summaries.map(s -> s.solution().report()).orElse(EngineReport.NONE);
    }

    /** Natural log of the evidence: the Poisson likelihood averaged over the prior; empty if the engine has none. */
    public OptionalDouble logEvidence() {
        return summaries.isPresent() ? summaries.get().solution().logEvidence() : OptionalDouble.empty();
    }

    /** The intensity of a source or background as it goes into a catalogue. */
    public Intensity intensity(String label) {
        return intensity(column(label));
    }

    private Intensity intensity(int column) {
        return intensities.computeIfAbsent(column, this::summarize);
    }

    private Intensity summarize(int column) {
        boolean source = column < sources.size();
        var label = label(column);
        var u = source ? unit : areaUnit;
        if (summaries.isEmpty()) {
            return Intensity.none(label, u, reason.orElse(Reason.ENGINE_FAILED), flags);
        }
        return isFrozen(column)
                ? Summaries.held(label, u, frozen[column - sources.size()], flags)
                : summaries.get().intensity(columns.get(column), label, u, source ? floor : 0, flags);
    }

    private boolean isFrozen(int column) {
        return column >= sources.size() && frozen.length > 0;
    }

    /** The intensities of all sources. */
    public List<Intensity> intensities() {
        var list = new ArrayList<Intensity>();
        for (int j = 0; j < sources.size(); j++) {
            list.add(intensity(j));
        }
        return list;
    }

    /** The background intensities of all obsids, per unit area. */
    public List<Intensity> backgroundIntensities() {
        var list = new ArrayList<Intensity>();
        for (int k = 0; k < backgrounds.size(); k++) {
            list.add(intensity(sources.size() + k));
        }
        return list;
    }

    /**
     * The marginal that the summary looks at: the true one, or under {@link Summary#CATALOGUE} the kernel density.
     *
     * @param label a source or background that was not frozen
     */
    public Marginal marginal(String label) {
        int column = column(label);
        return solved(label, s -> s.of(columns.get(column)).density());
    }

    private <T> T solved(String label, java.util.function.Function<Summaries, T> question) {
        if (summaries.isEmpty()) {
            throw new IllegalStateException(title + " has no posterior: "
                    + reason.map(Reason::words).orElse("") + (detail.isEmpty() ? "" : ": " + detail)
                    + "; look at attempts()");
        }
        if (isFrozen(column(label))) {
            throw new IllegalStateException(
                    "'" + label + "' of " + title + " was held at B / Omega and has no density; look at attempts()");
        }
        return question.apply(summaries.get());
    }

    /**
     * Mode and the interval that holds a probability, as the summary defines them.
     *
     * @param content in (0, 1), for example 0.68
     */
    public Interval interval(String label, double content) {
        if (!(content > 0 && content < 1)) {
            throw new IllegalArgumentException(
                    "interval of '" + label + "': the probability inside must be in (0, 1), got "
                            + Numbers.exact(content) + (content >= 1 && content < 100 ? "; 68 % is 0.68" : ""));
        }
        var marginal = marginal(label);
        double[] bounds = marginal.shortest(content);
        return new Interval(
                label,
                marginal.mode(),
                bounds[0],
                bounds[1],
                content,
                column(label) < sources.size() ? unit : areaUnit);
    }

    /** Draws of a source or background, [n], chain by chain; empty where the engine makes none. */
    public double[] draws(String label) {
        int column = column(label);
        return solved(label, s -> s.solution().draws(columns.get(column)));
    }

    private String label(int column) {
        return column < sources.size() ? sources.get(column) : backgrounds.get(column - sources.size());
    }

    private int column(String label) {
        int source = sources.indexOf(label);
        int background = backgrounds.indexOf(label);
        if (source < 0 && background < 0) {
            var all = new ArrayList<>(sources);
            all.addAll(backgrounds);
            throw new IllegalArgumentException(
                    "no source or background '" + label + "'; there are " + all + Suggestion.hint(label, all));
        }
        return source >= 0 ? source : sources.size() + background;
    }

    /** One row per source and background: values, bounds, moments, status, reason, flags. */
    public Table table() {
        var rows = new ArrayList<>(intensities());
        rows.addAll(backgroundIntensities());
        Map<String, IntFunction<Double>> numbers = new LinkedHashMap<>();
        numbers.put("value", i -> rows.get(i).value());
        numbers.put("lolim", i -> rows.get(i).lower());
        numbers.put("hilim", i -> rows.get(i).upper());
        numbers.put("mode_raw", i -> rows.get(i).modeRaw());
        numbers.put("mean", i -> rows.get(i).mean());
        numbers.put("sd", i -> rows.get(i).sd());
        numbers.put("median", i -> rows.get(i).median());
        numbers.put("limit_95", i -> rows.get(i).limit95());
        numbers.put("limit_99.87", i -> rows.get(i).limit9987());
        var table = Table.create(
                title,
                StringColumn.create("component", rows.stream().map(Intensity::label)),
                StringColumn.create("status", rows.stream().map(r -> r.status().toString())),
                StringColumn.create(
                        "reason",
                        rows.stream().map(r -> r.reason().map(Reason::toString).orElse(""))));
        numbers.forEach((name, value) -> {
            var column = DoubleColumn.create(name);
            for (int i = 0; i < rows.size(); i++) {
                column.append(value.apply(i));
            }
            table.addColumns(column);
        });
        table.addColumns(
                StringColumn.create(
                        "flags",
                        rows.stream()
                                .map(r -> String.join(
                                        " ",
                                        r.flags().stream()
                                                .map(Flag::toString)
                                                .sorted()
                                                .toList()))),
                StringColumn.create("unit", rows.stream().map(Intensity::unit)));
        return table;
    }

    @Override
    public Card card() {
        var card = Card.of(title);
        if (reason.isPresent()) {
            card = card.warning("no value: " + reason.get().words() + (detail.isEmpty() ? "" : ": " + detail));
        }
        for (var flag : flags) {
            card = card.warning(flag.words());
        }
        card = card.row("engine", engine().map(Engine::words).orElse("none"))
                .row("summary", settings.summary() + ", " + Numbers.percent(settings.content()));
        var rows = new ArrayList<List<String>>();
        var all = new ArrayList<>(intensities());
        all.addAll(backgroundIntensities());
        for (var i : all) {
            rows.add(List.of(i.label(), i.words(), number(i.mean()), number(i.sd()), number(i.limit95()), i.unit()));
        }
        card = card.table(List.of("component", "mode [bounds]", "mean", "sd", "95 % limit", "unit"), rows);
        if (logEvidence().isPresent()) {
            card = card.row("ln evidence", Numbers.significant(logEvidence().getAsDouble(), 8));
        }
        if (attempts.size() > 1) {
            var tried = Card.of("What was tried");
            for (int i = 0; i < attempts.size(); i++) {
                tried = tried.row(Integer.toString(i + 1), attempts.get(i).toString());
            }
            card = card.details(tried);
        }
        return summaries.isPresent() ? card.details(report().card()) : card;
    }

    private static String number(double x) {
        return Double.isNaN(x) ? "" : Numbers.significant(x, 4);
    }

    @Override
    public String toString() {
        return title + ": " + intensities();
    }
}
