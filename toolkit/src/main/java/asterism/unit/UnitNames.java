package asterism.unit;

import asterism.display.Numbers;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;

/** Names of units that a user writes. */
final class UnitNames {

    private UnitNames() {}

    /** What one of this unit is in the internal unit. */
    static double scale(Map<String, Double> known, String dimension, String unit) {
        var scale = known.get(unit.replace(" ", ""));
        if (scale == null) {
            throw new IllegalArgumentException("'" + unit + "' is no unit of " + dimension
                    + " that is known here; give one of " + String.join(", ", new TreeSet<>(known.keySet())));
        }
        return scale;
    }

    /** From the smallest to the largest value, in words; empty where there is none. */
    static String span(double[] values, String unit) {
        var known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).summaryStatistics();
        return known.getCount() == 0
                ? ""
                : ", " + Numbers.significant(known.getMin(), 4) + " ... " + Numbers.significant(known.getMax(), 4) + " "
                        + unit;
    }
}
