package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One solved problem of a catalogue: its sources, its backgrounds, and how they were found.
 *
 * @param problem     level and what was combined, {@link Problem#id}
 * @param level       what was combined
 * @param obsids      observations that were given
 * @param excluded    those of them that the failure ladder left out
 * @param band        energy band
 * @param aperture    type of the apertures
 * @param unit        of the sources' intensities
 * @param sources     the wanted sources; without a value where the problem could not be solved
 * @param backgrounds one for each observation that was used; empty in a run of sources only
 * @param engine      who solved it; empty where nobody could
 * @param rHat        largest R-hat of its draws; NaN without draws
 * @param ess         smallest effective sample size; NaN without draws
 * @param divergences divergent trajectories
 * @param attempts    rungs of the failure ladder, in order, in words
 * @param detail      why there are no values, in a sentence; empty if there are
 */
public record CatalogueEntry(
        String problem,
        Level level,
        List<Integer> obsids,
        List<Integer> excluded,
        EnergyBand band,
        ApertureType aperture,
        IntensityUnit unit,
        List<Intensity> sources,
        List<Intensity> backgrounds,
        Optional<Engine> engine,
        double rHat,
        double ess,
        int divergences,
        List<String> attempts,
        String detail)
        implements Displayable {

    /** Copies the lists. */
    public CatalogueEntry {
        obsids = List.copyOf(obsids);
        excluded = List.copyOf(excluded);
        sources = List.copyOf(sources);
        backgrounds = List.copyOf(backgrounds);
        attempts = List.copyOf(attempts);
    }

    /** What came of a problem. */
    static CatalogueEntry of(Problem problem, AperturePosterior posterior, boolean withBackgrounds) {
        var wanted = wanted(problem);
        var sources = new ArrayList<Intensity>();
        for (var label : wanted) {
            sources.add(
                    posterior.sources().contains(label)
                            ? posterior.intensity(label)
                            : Intensity.none(
                                    label,
                                    posterior.unit(),
                                    posterior.reason().orElse(Reason.NO_VALID_OBSID),
                                    posterior.flags()));
        }
        var report = posterior.report();
        return new CatalogueEntry(
                problem.id(),
                problem.level(),
                obsids(problem),
                posterior.excluded(),
                band(problem),
                aperture(problem),
                unit(problem),
                sources,
                withBackgrounds ? posterior.backgroundIntensities() : List.of(),
                posterior.engine(),
                report.rHat(),
                report.bulkEss(),
                report.divergences(),
                posterior.attempts().stream().map(Attempt::toString).toList(),
                posterior.detail());
    }

    /** A problem that could not be solved at all. */
    static CatalogueEntry failed(Problem problem, Reason reason, String detail) {
        var unit = unit(problem);
        return new CatalogueEntry(
                problem.id(),
                problem.level(),
                obsids(problem),
                List.of(),
                band(problem),
                aperture(problem),
                unit,
                wanted(problem).stream()
                        .map(label -> Intensity.none(label, unit.symbol(), reason, Set.of()))
                        .toList(),
                List.of(),
                Optional.empty(),
                Double.NaN,
                Double.NaN,
                0,
                List.of(),
                detail);
    }

    /** The sources that are asked for, by name, also where the input is wrong; one without a name where there is none. */
    private static List<String> wanted(Problem problem) {
        if (!problem.targets().isEmpty()) {
            return problem.targets();
        }
        var labels = new LinkedHashSet<String>();
        for (var input : problem.given()) {
            input.regions().forEach(r -> labels.add(problem.key(input, r)));
        }
        return labels.isEmpty() ? List.of("(no source)") : List.copyOf(labels);
    }

    private static List<Integer> obsids(Problem problem) {
        return problem.inputs().stream().map(ObsidInput::obsid).toList();
    }

    private static EnergyBand band(Problem problem) {
        return problem.given().isEmpty()
                ? EnergyBand.BROAD
                : problem.given().get(0).band();
    }

    private static ApertureType aperture(Problem problem) {
        return problem.given().isEmpty()
                ? ApertureType.DETECT
                : problem.given().get(0).apertureType();
    }

    private static IntensityUnit unit(Problem problem) {
        return problem.given().isEmpty()
                ? IntensityUnit.PHOTON_FLUX
                : problem.given().get(0).unit();
    }

    /** Whether there are values. */
    public boolean isSolved() {
        return engine.isPresent() && detail.isEmpty();
    }

    @Override
    public Card card() {
        var rows = new ArrayList<List<String>>();
        for (var s : sources) {
            rows.add(List.of(s.label(), s.status().toString(), s.words()));
        }
        for (var b : backgrounds) {
            rows.add(List.of(b.label(), b.status().toString(), b.words()));
        }
        var card = Card.of(problem);
        if (!detail.isEmpty()) {
            card = card.warning(detail);
        }
        card = card.row("engine", engine.map(Engine::words).orElse("none"));
        if (!Double.isNaN(rHat)) {
            card = card.row("R-hat, ESS", Numbers.significant(rHat, 4) + ", " + Math.round(ess));
        }
        if (!excluded.isEmpty()) {
            card = card.row("obsids left out", excluded.toString());
        }
        if (attempts.size() > 1) {
            card = card.row("attempts", String.join(", then ", attempts));
        }
        return card.table(List.of("intensity", "status", unit.symbol()), rows);
    }

    @Override
    public String toString() {
        return problem + ": " + sources.size() + (sources.size() == 1 ? " source" : " sources")
                + (detail.isEmpty() ? "" : ", " + detail);
    }
}
