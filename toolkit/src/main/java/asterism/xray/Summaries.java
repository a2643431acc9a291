package asterism.xray;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** From a posterior to the values of a catalogue; see {@link Summary}. */
final class Summaries {

    private Summaries() {}

    /** The density that the chosen summary looks at. */
    static Marginal density(Solution solution, int column, AperturePhotometry settings) {
        var marginal = solution.marginal(column);
        if (settings.summary() == Summary.EXACT) {
            return marginal;
        }
        double[] draws = solution.draws(column);
        return draws.length > 0
                ? KernelDensity.ofDraws(draws, settings.bandwidthFactor(), settings.gridPoints())
                : KernelDensity.ofMarginal(
                        (LegendreMarginal) marginal, settings.bandwidthFactor(), settings.gridPoints());
    }

    /** The intensity of a column. */
    static Intensity of(
            String label,
            String unit,
            Solution solution,
            int column,
            AperturePhotometry settings,
            Optional<Reason> withheld,
            Set<Flag> common) {
        var marginal = solution.marginal(column);
        var seen = settings.summary() == Summary.EXACT ? marginal : density(solution, column, settings);
        double mode = seen.mode();
        double[] bounds = seen.shortest(settings.content());
        boolean limit = settings.summary() == Summary.EXACT ? mode <= 0 : bounds[0] <= 0;
        var flags = EnumSet.noneOf(Flag.class);
        flags.addAll(common);
        if (settings.summary() == Summary.EXACT && solution.isEstimated()) {
            flags.add(Flag.ESTIMATED);
        }
        if (!limit && bounds[0] <= 0) {
            flags.add(Flag.LOWER_BOUND_AT_ZERO);
        }
        double upper = limit && settings.summary() == Summary.EXACT ? marginal.quantile(settings.content()) : bounds[1];
        boolean none = withheld.isPresent();
        return new Intensity(
                label,
                unit,
                none ? Status.NULL : limit ? Status.UPPER_LIMIT : Status.OK,
                withheld,
                flags,
                none ? Double.NaN : limit ? 0 : mode,
                none ? Double.NaN : limit ? 0 : bounds[0],
                none ? Double.NaN : upper,
                mode,
                marginal.mean(),
                marginal.sd(),
                marginal.quantile(0.5),
                marginal.quantile(0.95),
                marginal.quantile(0.9987));
    }

    /** A background that was held at its value. */
    static Intensity held(String label, String unit, double value, Set<Flag> common) {
        double n = Double.NaN;
        return new Intensity(
                label, unit, Status.OK, Optional.empty(), common, value, value, value, value, value, 0, value, n, n);
    }
}
