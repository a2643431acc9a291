package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import asterism.io.Columns;
import asterism.io.FitsTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What came of many problems: intensities with bounds, upper limits, and for everything without a value the reason.
 *
 * <pre>{@code
 * var catalogue = Catalogue.run(bundles);
 * catalogue.table()
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Catalogue implements Displayable {

    private final List<CatalogueEntry> entries;
    private final int wanted;
    private final String photometry;
    private final int solvedNow;
    private final int threads;
    private final double seconds;

    Catalogue(List<CatalogueEntry> entries, int wanted, String photometry, int solvedNow, int threads, double seconds) {
        this.entries = List.copyOf(entries);
        this.wanted = wanted;
        this.photometry = photometry;
        this.solvedNow = solvedNow;
        this.threads = threads;
        this.seconds = seconds;
    }

    /** Solves all bundles exactly on all cores; {@link CatalogueRun} has other engines, a file, and other levels. */
    public static Catalogue run(List<Bundle> bundles) {
        return CatalogueRun.of(bundles.stream().map(Bundle::problem).toList()).run();
    }

    /**
     * Reads the file of a run; of a run that is not finished, what it has, and {@link #isComplete} says so.
     *
     * @throws java.io.UncheckedIOException where the file cannot be read
     */
    public static Catalogue read(Path file) {
        var content = CatalogueFile.read(file);
        return new Catalogue(
                content.entries(),
                content.problems(),
                content.photometry() + ", read from " + file.getFileName(),
                0,
                0,
                0);
    }

    /** As {@link #read(Path)}. */
    public static Catalogue read(String file) {
        return read(Path.of(file));
    }

    /** What came of each problem, in the order in which they were given. */
    public List<CatalogueEntry> entries() {
        return entries;
    }

    /** Whether all problems were reached; false after an interrupt. */
    public boolean isComplete() {
        return entries.size() == wanted;
    }

    /** Problems solved per second by this run, on all of its threads; NaN where it solved none. */
    public double problemsPerSecond() {
        return solvedNow > 0 && seconds > 0 ? solvedNow / seconds : Double.NaN;
    }

    /** One source of one problem. */
    record Row(CatalogueEntry entry, Intensity intensity) {
        /** What finds the same source in another catalogue. */
        String key() {
            return entry.problem() + " " + intensity.label();
        }
    }

    List<Row> sources() {
        return entries.stream()
                .flatMap(e -> e.sources().stream().map(i -> new Row(e, i)))
                .toList();
    }

    private List<Row> backgrounds() {
        return entries.stream()
                .flatMap(e -> e.backgrounds().stream().map(i -> new Row(e, i)))
                .toList();
    }

    /**
     * The entry of a problem.
     *
     * @throws IllegalArgumentException where there is none
     */
    public CatalogueEntry entry(String problem) {
        return entries.stream()
                .filter(e -> e.problem().equals(problem))
                .findFirst()
                .orElseThrow(() -> {
                    var names = entries.stream().map(CatalogueEntry::problem).toList();
                    return new IllegalArgumentException("no problem '" + problem + "' in this catalogue of "
                            + entries.size() + Suggestion.hint(problem, names));
                });
    }

    /** The sources as a Tablesaw table, one row each; an empty cell where there is no value, and the reason beside it. */
    public Table table() {
        return table("sources", sources());
    }

    /** The backgrounds as a Tablesaw table, one row for each problem and observation. */
    public Table backgroundTable() {
        return table("backgrounds", backgrounds());
    }

    private static Table table(String name, List<Row> rows) {
        var table = Table.create(name);
        text(table, rows, "problem", r -> r.entry.problem());
        text(table, rows, "source", r -> r.intensity.label());
        text(table, rows, "level", r -> r.entry.level().toString());
        text(table, rows, "band", r -> r.entry.band().letter());
        text(table, rows, "aperture", r -> r.entry.aperture().toString());
        text(table, rows, "unit", r -> r.intensity.unit());
        text(table, rows, "status", r -> r.intensity.status().toString());
        number(table, rows, "value", r -> r.intensity.value());
        number(table, rows, "lolim", r -> r.intensity.lower());
        number(table, rows, "hilim", r -> r.intensity.upper());
        text(table, rows, "reason", r -> r.intensity.reason().map(Enum::name).orElse(""));
        text(table, rows, "flags", r -> r.intensity.flags().stream()
                .sorted()
                .map(Enum::name)
                .collect(Collectors.joining(" ")));
        number(table, rows, "mode_raw", r -> r.intensity.modeRaw());
        number(table, rows, "mean", r -> r.intensity.mean());
        number(table, rows, "sd", r -> r.intensity.sd());
        number(table, rows, "median", r -> r.intensity.median());
        number(table, rows, "limit_95", r -> r.intensity.limit95());
        number(table, rows, "limit_9987", r -> r.intensity.limit9987());
        text(table, rows, "obsids", r -> join(r.entry.obsids()));
        text(table, rows, "excluded", r -> join(r.entry.excluded()));
        text(table, rows, "engine", r -> r.entry.engine().map(Enum::name).orElse(""));
        number(table, rows, "r_hat", r -> r.entry.rHat());
        number(table, rows, "ess", r -> r.entry.ess());
        text(table, rows, "attempts", r -> String.join("; ", r.entry.attempts()));
        text(table, rows, "detail", r -> r.entry.detail());
        return table;
    }

    private static String join(List<Integer> obsids) {
        return obsids.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static void text(Table table, List<Row> rows, String name, Function<Row, String> value) {
        table.addColumns(StringColumn.create(name, rows.stream().map(value).toList()));
    }

    private static void number(Table table, List<Row> rows, String name, ToDoubleFunction<Row> value) {
        table.addColumns(
                DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray()));
    }

    /**
     * The sources in the catalogue's columns: one row for each source, {@code photflux_aper_b}, {@code
     * photflux_aper_lolim_b}, {@code photflux_aper_hilim_b}; {@code aper90} for the apertures of 90 %, {@code _avg} for
     * averages over observations. An empty cell where there is no value. A source that was measured twice in the same way has
     * two rows.
     */
    public Table catalogueTable() {
        var bySource = new LinkedHashMap<String, List<Map<String, Double>>>();
        var columns = new LinkedHashSet<String>();
        for (var row : sources()) {
            var value = columnName(row.entry, "");
            var cells = cellsWithout(value, bySource.computeIfAbsent(sourceName(row), s -> new ArrayList<>()));
            cells.put(value, row.intensity.value());
            cells.put(columnName(row.entry, "_lolim"), row.intensity.lower());
            cells.put(columnName(row.entry, "_hilim"), row.intensity.upper());
            columns.addAll(cells.keySet());
        }
        var names = new ArrayList<String>();
        var rows = new ArrayList<Map<String, Double>>();
        bySource.forEach((name, all) -> all.forEach(cells -> {
            names.add(name);
            rows.add(cells);
        }));
        var table = Table.create("catalogue", StringColumn.create("source", names));
        for (var column : columns) {
            table.addColumns(DoubleColumn.create(
                    column,
                    rows.stream()
                            .mapToDouble(c -> c.getOrDefault(column, Double.NaN))
                            .toArray()));
        }
        return table;
    }

    /** The first row of a source in which a column is still empty; a new one where there is none. */
    private static Map<String, Double> cellsWithout(String column, List<Map<String, Double>> rows) {
        for (var row : rows) {
            if (!row.containsKey(column)) {
                return row;
            }
        }
        rows.add(new LinkedHashMap<>());
        return rows.get(rows.size() - 1);
    }

    // "OBSID S1/B1/1575 b DETECT PHOTON_FLUX" without what the column names say
    private static String sourceName(Row row) {
        var e = row.entry;
        var problem = e.problem();
        var how = " " + e.band().letter() + " " + e.aperture() + " " + e.unit().name();
        var what = problem.endsWith(how) ? problem.substring(0, problem.length() - how.length()) : problem;
        return what.substring(what.indexOf(' ') + 1) + (e.level() == Level.MASTER ? "" : "/" + row.intensity.label());
    }

    static String columnName(CatalogueEntry e, String bound) {
        return e.unit().catalogueColumn() + e.aperture().suffix() + (e.level() == Level.OBSID ? "" : "_avg") + bound
                + "_" + e.band().letter();
    }

    /** Writes the sources as a FITS table, {@link #table()} column by column. */
    public Catalogue save(Path fits) {
        FitsTables.write(
                fits,
                "SOURCES",
                List.of(
                        "Bayesian aperture photometry: " + photometry,
                        "no value: NaN, and the reason in column reason"),
                Columns.of(table()));
        return this;
    }

    /** As {@link #save(Path)}. */
    public Catalogue save(String fits) {
        return save(Path.of(fits));
    }

    /** How far this catalogue is from a reference, source by source. */
    public CatalogueComparison compare(Catalogue reference) {
        return CatalogueComparison.of(reference.table(), table());
    }

    /**
     * How far this catalogue is from a reference table.
     *
     * @param reference columns {@code source}, {@code value}, {@code lolim}, {@code hilim} (empty or NaN without a value) and,
     *                  where names of sources are not unique, {@code problem}
     */
    public CatalogueComparison compare(Table reference) {
        return CatalogueComparison.of(reference, table());
    }

    @Override
    public Card card() {
        var status = new EnumMap<Status, Integer>(Status.class);
        var reasons = new EnumMap<Reason, Integer>(Reason.class);
        var flags = new EnumMap<Flag, Integer>(Flag.class);
        for (var row : sources()) {
            status.merge(row.intensity.status(), 1, Integer::sum);
            row.intensity.reason().ifPresent(r -> reasons.merge(r, 1, Integer::sum));
            row.intensity.flags().forEach(f -> flags.merge(f, 1, Integer::sum));
        }
        var card = Card.of(
                "Catalogue of " + entries.size() + " problems, " + sources().size() + " sources");
        if (!isComplete()) {
            card = card.warning("stopped after " + entries.size() + " of " + wanted
                    + " problems; run again with the same file to go on");
        }
        card = card.row("photometry", photometry);
        for (var s : EnumSet.allOf(Status.class)) {
            if (status.containsKey(s)) {
                card = card.row(words(s), Integer.toString(status.get(s)));
            }
        }
        for (var e : reasons.entrySet()) {
            card = card.row("no value: " + e.getKey().words(), Integer.toString(e.getValue()));
        }
        for (var e : flags.entrySet()) {
            card = card.row("flag: " + e.getKey().words(), Integer.toString(e.getValue()));
        }
        if (solvedNow > 0) {
            card = card.row(
                    "time",
                    Numbers.significant(seconds, 3) + " s on " + threads + (threads == 1 ? " thread" : " threads")
                            + ", " + Numbers.significant(problemsPerSecond(), 2) + " problems/s");
        }
        return unsolved(card);
    }

    private static String words(Status status) {
        return switch (status) {
            case OK -> "values with bounds";
            case UPPER_LIMIT -> "upper limits";
            case NULL -> "without a value";
        };
    }

    private Card unsolved(Card card) {
        var rows = new ArrayList<List<String>>();
        for (var e : entries) {
            if (!e.detail().isEmpty()) {
                rows.add(List.of(e.problem(), e.detail()));
            }
        }
        return rows.isEmpty()
                ? card
                : card.details(Card.of(
                                rows.size() == 1
                                        ? "1 problem without a value"
                                        : rows.size() + " problems without a value")
                        .table(List.of("problem", "why"), rows.subList(0, Math.min(rows.size(), 100))));
    }

    @Override
    public String toString() {
        return "catalogue of " + entries.size() + " problems, " + sources().size() + " sources";
    }
}
