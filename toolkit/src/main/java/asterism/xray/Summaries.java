package asterism.xray;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** From a solution to the values of a catalogue; see {@link Summary}. Thread-safe; what was computed once is kept. */
final class Summaries {

    private final Solution solution;
    private final AperturePhotometry settings;
    private final Map<Integer, Seen> seen = new ConcurrentHashMap<>();

    /** What a summary looks at: the density, its mode and its interval. */
    record Seen(Marginal density, double mode, double lower, double upper) {}

    Summaries(Solution solution, AperturePhotometry settings) {
        this.solution = solution;
        this.settings = settings;
    }

    Solution solution() {
        return solution;
    }

    /** Density, mode and interval of a column. */
    Seen of(int column) {
        return seen.computeIfAbsent(column, this::look);
    }

    private Seen look(int column) {
        var density = density(column);
        double[] bounds = density.shortest(settings.content());
        return new Seen(density, density.mode(), bounds[0], bounds[1]);
    }

    private Marginal density(int column) {
        var marginal = solution.marginal(column);
        if (settings.summary() == Summary.EXACT) {
            return marginal;
        }
        return marginal instanceof LegendreMarginal exact
                ? KernelDensity.ofMarginal(exact, settings.bandwidthFactor(), settings.gridPoints())
                : KernelDensity.ofDraws(solution.draws(column), settings.bandwidthFactor(), settings.gridPoints());
    }

    /**
     * The intensity of a column.
     *
     * @param floor  value and upper bound below which there is no value
     * @param common flags of all columns
     */
    Intensity intensity(int column, String label, String unit, double floor, Set<Flag> common) {
        var marginal = solution.marginal(column);
        var s = of(column);
        boolean exact = settings.summary() == Summary.EXACT;
        boolean limit = exact ? s.mode() <= 0 : s.lower() <= 0;
        double upper = limit && exact ? marginal.quantile(settings.content()) : s.upper();
        boolean faint = !limit
                && (s.mode() < floor || upper < floor || (settings.floorIncludesLowerBound() && s.lower() < floor));
        var flags = EnumSet.noneOf(Flag.class);
        flags.addAll(common);
        if (exact && !(marginal instanceof LegendreMarginal)) {
            flags.add(Flag.ESTIMATED);
        }
        if (!limit && s.lower() <= 0) {
            flags.add(Flag.LOWER_BOUND_AT_ZERO);
        }
        return new Intensity(
                label,
                unit,
                faint ? Status.NULL : limit ? Status.UPPER_LIMIT : Status.OK,
                faint ? Optional.of(Reason.FLUX_BELOW_FLOOR) : Optional.empty(),
                flags,
                faint ? Double.NaN : limit ? 0 : s.mode(),
                faint ? Double.NaN : limit ? 0 : s.lower(),
                faint ? Double.NaN : upper,
                s.mode(),
                marginal.mean(),
                marginal.sd(),
                marginal.quantile(0.5),
                marginal.quantile(0.95),
                marginal.quantile(0.9987));
    }

    /** A background that was held at its value: nothing is known of its bounds. */
    static Intensity held(String label, String unit, double value, Set<Flag> common) {
        double n = Double.NaN;
        return new Intensity(
                label, unit, Status.OK, Optional.empty(), common, value, n, n, value, value, 0, value, n, n);
    }
}
