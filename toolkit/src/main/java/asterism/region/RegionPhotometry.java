package asterism.region;

import asterism.data.Photometry;
import asterism.data.Photometry.Datum;
import asterism.data.PhotometryMatrix;
import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import asterism.param.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Photometry of several regions of one galaxy, some of it of single regions, some of their sum.
 *
 * <p>The usual way begins with the whole galaxy and takes regions out of it:
 * <pre>{@code RegionPhotometry.ofTotal(whole).region("center", inner).remainder("disk")}</pre>
 * In a band where the center is measured, the disk is the whole minus the center; in a band where it is not, the whole
 * constrains only the sum. With more regions the rule is the same band by band: the remainder is the whole minus the
 * regions measured in that band, and it sees all regions that are not.
 *
 * <p>In general every measurement sees any combination of regions with any weights: {@link #measurement}.
 *
 * <p>A region's table without errors of its own takes the calibration errors of the whole galaxy's bands. The error of a
 * remainder is the statistical errors in quadrature, and the calibration error as the same fraction of the
 * <em>difference</em>: a band's zero point is wrong by one factor for whole and region alike. Where whole and region
 * have different calibration errors these are taken as independent.
 *
 * <p>Immutable. No datum is dropped: bands without a measurement are listed.
 */
public final class RegionPhotometry implements Displayable {

    /** Name of the measurements of the whole galaxy. */
    public static final String TOTAL = "total";

    private enum Rest {
        NONE,
        SUBTRACTED,
        SUBTRACTED_INDEPENDENT,
        UNSUBTRACTED
    }

    private record Extra(String name, Photometry photometry, Map<String, Map<String, Double>> weightsOfBand) {}

    private final Optional<Photometry> whole;
    private final List<String> regions;
    private final Map<String, Photometry> measured;
    private final Rest rest;
    private final List<Extra> extras;

    private RegionPhotometry(
            Optional<Photometry> whole,
            List<String> regions,
            Map<String, Photometry> measured,
            Rest rest,
            List<Extra> extras) {
        this.whole = whole;
        this.regions = regions;
        this.measured = measured;
        this.rest = rest;
        this.extras = extras;
    }

    /** Photometry of the whole galaxy, out of which regions are taken. */
    public static RegionPhotometry ofTotal(Photometry whole) {
        return new RegionPhotometry(Optional.of(whole), List.of(), Map.of(), Rest.NONE, List.of());
    }

    /** No photometry yet of these regions; add it with {@link #measurement}. */
    public static RegionPhotometry of(String... regions) {
        var data = new RegionPhotometry(Optional.empty(), List.of(), Map.of(), Rest.NONE, List.of());
        for (var region : regions) {
            data = data.named(region, Rest.NONE);
        }
        return data;
    }

    /**
     * Measurements as they stand, for data that were simulated: a remainder is then a measurement like any other.
     *
     * @param bands every band that was looked for, in order
     */
    static RegionPhotometry of(List<String> regions, List<String> bands, List<Measurement> measurements) {
        var bySource = measurements.stream()
                .collect(Collectors.groupingBy(
                        Measurement::source, LinkedHashMap::new, Collectors.toMap(Measurement::band, m -> m)));
        var extras = new ArrayList<Extra>();
        bySource.forEach((source, byBand) -> {
            var photometry = Photometry.of();
            var weights = new LinkedHashMap<String, Map<String, Double>>();
            for (var band : bands) {
                var m = byBand.get(band);
                if (m == null) {
                    photometry = photometry.absent(band);
                } else {
                    photometry = photometry.with(new Datum(band, m.flux(), m.error(), m.calibration(), m.isLimit()));
                    weights.put(band, m.weights());
                }
            }
            extras.add(new Extra(source, photometry, weights));
        });
        return new RegionPhotometry(Optional.empty(), regions, Map.of(), Rest.NONE, List.copyOf(extras));
    }

    /** This data with photometry of one more region alone. */
    public RegionPhotometry region(String name, Photometry photometry) {
        var data = named(name, rest);
        var more = new LinkedHashMap<>(measured);
        more.put(name, photometry);
        return new RegionPhotometry(whole, data.regions, more, rest, extras);
    }

    /**
     * This data with a region that is all the light of the whole galaxy not in the others: flux = whole - others, where
     * they are measured. Its calibration error is the same fraction of the difference as of the whole.
     */
    public RegionPhotometry remainder(String name) {
        return rest(name, Rest.SUBTRACTED);
    }

    /** As {@link #remainder}, with the calibration errors of whole and regions independent: hypot(c W, c R). */
    public RegionPhotometry remainderIndependent(String name) {
        return rest(name, Rest.SUBTRACTED_INDEPENDENT);
    }

    /**
     * This data with a region that is all the light of the whole galaxy not in the others, without subtracting: the whole
     * is fitted by the sum of all regions in every band. This keeps whole and regions independent measurements, which is
     * exact where their errors are statistical; with calibration errors use it with a common calibration
     * ({@code RegionModel.commonCalibration()}).
     */
    public RegionPhotometry unsubtracted(String name) {
        return rest(name, Rest.UNSUBTRACTED);
    }

    private RegionPhotometry rest(String name, Rest how) {
        if (whole.isEmpty()) {
            throw new IllegalArgumentException("remainder '" + name
                    + "': there is no whole to take it from; begin with RegionPhotometry.ofTotal(...)");
        }
        if (rest != Rest.NONE) {
            throw new IllegalArgumentException(
                    "remainder '" + name + "': there is one already; only one region can be what is left");
        }
        return named(name, how);
    }

    private RegionPhotometry named(String name, Rest how) {
        if (name.isBlank() || name.equals(TOTAL) || name.indexOf('/') >= 0 || name.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "a region's name must not be empty, '" + TOTAL + "', or contain '/' or ':', got '" + name + "'");
        }
        if (regions.contains(name)) {
            throw new IllegalArgumentException("region '" + name + "' stands twice");
        }
        var more = new ArrayList<>(regions);
        more.add(name);
        return new RegionPhotometry(whole, List.copyOf(more), measured, how, extras);
    }

    /**
     * This data with one more set of measurements that all see the same.
     *
     * @param name       what the measurements are called: an aperture, a slit, a beam
     * @param photometry a flux for each band
     * @param seen       which regions, and how much of each
     */
    public RegionPhotometry measurement(String name, Photometry photometry, Seen seen) {
        var weights = seen.of(regions);
        requireRegions(name, weights.keySet());
        var ofBand = new LinkedHashMap<String, Map<String, Double>>();
        photometry.labels().forEach(band -> ofBand.put(band, weights));
        return plus(new Extra(name, photometry, ofBand));
    }

    /**
     * This data with one more set of measurements, each band with weights of its own.
     *
     * @param matrix rows are the bands of the photometry, columns are regions
     */
    public RegionPhotometry measurement(String name, Photometry photometry, PhotometryMatrix matrix) {
        requireRegions(name, matrix.columns());
        var rows = new LinkedHashSet<>(matrix.rows());
        var without =
                photometry.labels().stream().filter(b -> !rows.contains(b)).toList();
        rows.removeAll(photometry.labels());
        if (!without.isEmpty() || !rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "measurement '" + name + "': photometry and matrix must have the same bands; "
                            + "without a row in the matrix: " + without + "; without photometry: " + rows);
        }
        var ofBand = new LinkedHashMap<String, Map<String, Double>>();
        for (var band : photometry.labels()) {
            var weights = new LinkedHashMap<String, Double>();
            matrix.columns().forEach(region -> weights.put(region, matrix.get(band, region)));
            ofBand.put(band, weights);
        }
        return plus(new Extra(name, photometry, ofBand));
    }

    private RegionPhotometry plus(Extra extra) {
        if (extra.name().isBlank()
                || (extra.name().equals(TOTAL) && whole.isPresent())
                || measured.containsKey(extra.name())
                || extras.stream().anyMatch(e -> e.name().equals(extra.name()))) {
            throw new IllegalArgumentException("measurement '" + extra.name() + "': this name is taken, or empty");
        }
        var more = new ArrayList<>(extras);
        more.add(extra);
        return new RegionPhotometry(whole, regions, measured, rest, List.copyOf(more));
    }

    private void requireRegions(String where, java.util.Collection<String> wanted) {
        for (var region : wanted) {
            if (!regions.contains(region)) {
                throw new IllegalArgumentException("measurement '" + where + "': no region '" + region
                        + "' in this photometry; it has " + regions + Suggestion.hint(region, regions));
            }
        }
    }

    /** The regions, in the order in which they were named. */
    public List<String> regions() {
        return regions;
    }

    /** Every band that was looked for, measured or not, in order. */
    public List<String> bands() {
        var all = new LinkedHashSet<String>();
        whole.ifPresent(w -> all.addAll(w.labels()));
        measured.values().forEach(p -> all.addAll(p.labels()));
        extras.forEach(e -> all.addAll(e.photometry().labels()));
        return List.copyOf(all);
    }

    /** Bands that were looked for and are measured nowhere. */
    public List<String> absent() {
        var present = present();
        return bands().stream().filter(b -> !present.contains(b)).toList();
    }

    private Set<String> present() {
        var present = new LinkedHashSet<String>();
        whole.ifPresent(w -> w.data().forEach(d -> present.add(d.band())));
        measured.values().forEach(p -> p.data().forEach(d -> present.add(d.band())));
        extras.forEach(e -> e.photometry().data().forEach(d -> present.add(d.band())));
        return present;
    }

    /**
     * What can be fitted: every datum with its errors and what it sees, by band.
     *
     * @throws ModelException where the data do not say what was measured; all problems are listed
     */
    public List<Measurement> measurements() {
        var problems = new ArrayList<String>();
        var found = collect(problems);
        if (!problems.isEmpty()) {
            throw new ModelException(String.join("\n", problems));
        }
        return found;
    }

    private List<Measurement> collect(List<String> problems) {
        var ofRegion = new LinkedHashMap<String, Photometry>();
        measured.forEach((region, photometry) -> ofRegion.put(
                region, whole.map(w -> photometry.inheritCalibration(w)).orElse(photometry)));

        whole.ifPresent(w -> problemsOf(TOTAL, w, problems));
        ofRegion.forEach((region, photometry) -> problemsOf(region, photometry, problems));
        extras.forEach(e -> problemsOf(e.name(), e.photometry(), problems));
        if (regions.isEmpty()) {
            problems.add("no region is named; add .region(name, photometry) or .remainder(name)");
        }
        var out = new ArrayList<Measurement>();
        var countedTwice = new LinkedHashMap<String, List<String>>();
        for (var band : bands()) {
            ofBand(band, ofRegion, out, countedTwice, problems);
            for (var extra : extras) {
                extra.photometry()
                        .datum(band)
                        .ifPresent(d -> out.add(measurement(
                                extra.name(), d, extra.weightsOfBand().getOrDefault(band, Map.of()))));
            }
        }
        countedTwice.forEach((sources, bands) -> problems.add("a total and fluxes of " + sources + " stand in "
                + String.join(", ", bands)
                + ": they would be counted twice; name what is left with .remainder(name), take"
                + " the bands out of one of them (.without(\"" + bands.get(0)
                + "\")), or give the total as .measurement(name, photometry, Seen.all()) if it was measured"
                + " independently"));
        for (var m : out) {
            if (m.weights().isEmpty()) {
                problems.add("measurement " + m.label() + " sees no region: all its weights are 0");
            }
        }
        return out;
    }

    private static void problemsOf(String name, Photometry photometry, List<String> problems) {
        try {
            photometry.requireErrors(name);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private void ofBand(
            String band,
            Map<String, Photometry> ofRegion,
            List<Measurement> out,
            Map<String, List<String>> countedTwice,
            List<String> problems) {
        var alone = new LinkedHashMap<String, Datum>();
        ofRegion.forEach((region, photometry) -> photometry.datum(band).ifPresent(d -> alone.put(region, d)));
        alone.forEach((region, d) -> out.add(measurement(region, d, Map.of(region, 1.0))));

        var total = whole.flatMap(w -> w.datum(band));
        if (total.isEmpty()) {
            return;
        }
        if (alone.isEmpty() || rest == Rest.UNSUBTRACTED) {
            out.add(measurement(TOTAL, total.get(), Seen.all().of(regions)));
        } else if (rest == Rest.NONE) {
            countedTwice
                    .computeIfAbsent(String.join(", ", alone.keySet()), sources -> new ArrayList<>())
                    .add(band);
        } else {
            remainder(total.get(), alone, problems).ifPresent(out::add);
        }
    }

    // the whole minus what is measured alone; an upper limit is not subtracted but stays in what the rest sees
    private Optional<Measurement> remainder(Datum total, Map<String, Datum> alone, List<String> problems) {
        var subtracted = new LinkedHashMap<>(alone);
        subtracted.values().removeIf(Datum::isLimit);
        var seen = new LinkedHashMap<String, Double>();
        regions.stream().filter(r -> !subtracted.containsKey(r)).forEach(r -> seen.put(r, 1.0));

        double flux = total.flux();
        double variance = total.error() * total.error();
        boolean common = rest == Rest.SUBTRACTED;
        for (var d : subtracted.values()) {
            flux -= d.flux();
            variance += d.error() * d.error();
            common &= d.calibration().equals(total.calibration());
        }
        if (!common) {
            for (var d : subtracted.values()) {
                variance += square(d.calibration().orElse(0.0) * d.flux());
            }
            variance += square(total.calibration().orElse(0.0) * total.flux());
        }
        if (!(flux > 0) && variance == 0) {
            problems.add("band '" + total.band() + "': "
                    + String.join(" + ", subtracted.keySet()) + " is as bright as the whole ("
                    + Text.number(total.flux())
                    + " mJy), so nothing is left for the remainder; check the apertures, or take"
                    + " the band out with .without(\"" + total.band() + "\")");
            return Optional.empty();
        }
        var source = seen.size() == 1
                ? seen.keySet().iterator().next()
                : subtracted.isEmpty() ? TOTAL : TOTAL + " - " + String.join(" - ", subtracted.keySet());
        return Optional.of(new Measurement(
                source,
                total.band(),
                flux,
                Math.sqrt(variance),
                common ? total.calibration() : Optional.empty(),
                total.isLimit(),
                seen));
    }

    private static double square(double x) {
        return x * x;
    }

    private static Measurement measurement(String source, Datum d, Map<String, Double> weights) {
        return new Measurement(source, d.band(), d.flux(), d.error(), d.calibration(), d.isLimit(), weights);
    }

    /** What each measurement sees of each region. */
    public PhotometryMatrix matrix() {
        var matrix = PhotometryMatrix.of(regions);
        for (var m : measurements()) {
            matrix = matrix.row(
                    m.label(), regions.stream().mapToDouble(m::weight).toArray());
        }
        return matrix;
    }

    /** As a Tablesaw table: a row per datum, with a column of weights for each region. */
    public Table table() {
        var all = measurements();
        var table = Table.create(
                "region photometry",
                StringColumn.create("band", all.stream().map(Measurement::band).toList()),
                StringColumn.create(
                        "source", all.stream().map(Measurement::source).toList()),
                DoubleColumn.create(
                        "flux [mJy]",
                        all.stream().mapToDouble(Measurement::flux).toArray()),
                DoubleColumn.create(
                        "sigma [mJy]",
                        all.stream().mapToDouble(Measurement::sigma).toArray()),
                BooleanColumn.create(
                        "limit", all.stream().map(Measurement::isLimit).toList()));
        for (var region : regions) {
            table.addColumns(DoubleColumn.create(
                    region, all.stream().mapToDouble(m -> m.weight(region)).toArray()));
        }
        return table;
    }

    @Override
    public Card card() {
        var problems = new ArrayList<String>();
        var all = collect(problems);
        var card = Card.of("Photometry of " + Text.count(regions.size(), "region") + ": " + String.join(", ", regions));
        for (var problem : problems) {
            card = card.warning(problem);
        }
        long resolved = all.stream().filter(Measurement::isResolved).count();
        card = card.row(
                "data",
                Text.count(all.size(), "flux").replace("fluxs", "fluxes") + ": " + resolved + " of single regions, "
                        + (all.size() - resolved) + " of sums");
        var sums = all.stream()
                .filter(m -> !m.isResolved())
                .map(Measurement::band)
                .distinct()
                .toList();
        if (!sums.isEmpty()) {
            card = card.row("only sums in", String.join(", ", sums));
        }
        if (!absent().isEmpty()) {
            card = card.row("not measured", String.join(", ", absent()));
        }
        return card.table(header(all), cells(all)).note("mJy, errors 1 sigma");
    }

    private static List<String> sources(List<Measurement> all) {
        return all.stream().map(Measurement::source).distinct().toList();
    }

    private static List<String> header(List<Measurement> all) {
        var header = new ArrayList<String>();
        header.add("band");
        header.addAll(sources(all));
        return header;
    }

    private static List<List<String>> cells(List<Measurement> all) {
        var ofBand =
                all.stream().collect(Collectors.groupingBy(Measurement::band, LinkedHashMap::new, Collectors.toList()));
        var sources = sources(all);
        var cells = new ArrayList<List<String>>();
        ofBand.forEach((band, data) -> {
            var row = new ArrayList<String>();
            row.add(band);
            for (var source : sources) {
                row.add(data.stream()
                        .filter(m -> m.source().equals(source))
                        .map(m -> (m.isLimit() ? "< " : "")
                                + (m.sigma() > 0
                                        ? Numbers.measured(m.flux(), m.sigma())
                                        : Text.number(m.flux()) + " (no error)"))
                        .findFirst()
                        .orElse(""));
            }
            cells.add(row);
        });
        return cells;
    }

    @Override
    public String toString() {
        return "photometry of " + String.join(", ", regions);
    }
}
