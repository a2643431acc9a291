package asterism.sed;

import asterism.display.Numbers;
import asterism.param.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Over which values the parameters of a model will vary: what tables are made for when a {@link Sed} is bound.
 *
 * <p>A parameter that is not mentioned varies over its whole interval. A fixed one makes evaluation faster.
 */
public final class SedRange {

    private static final SedRange EVERYTHING = new SedRange(Map.of());

    private record Interval(double lower, double upper) {}

    private final Map<Parameter, Interval> intervals;

    private SedRange(Map<Parameter, Interval> intervals) {
        this.intervals = intervals;
    }

    /** Every parameter varies over the whole interval on which the model is defined. */
    public static SedRange everything() {
        return EVERYTHING;
    }

    /** Held at a value; later the value in parameter vectors is not read. */
    public SedRange fix(Parameter p, double value) {
        return with(p, value, value);
    }

    /**
     * Varies between two values; outside them band luminosities are NaN.
     *
     * @throws IllegalArgumentException where the interval is empty or leaves the model's
     */
    public SedRange vary(Parameter p, double lower, double upper) {
        return with(p, lower, upper);
    }

    private SedRange with(Parameter p, double lower, double upper) {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    "range of " + p.name() + ": needs lower <= upper, got " + Numbers.interval(lower, upper));
        }
        if (lower < p.lower() || upper > p.upper()) {
            throw new IllegalArgumentException(p.name() + " = "
                    + (lower == upper ? Numbers.significant(lower, 6) : Numbers.interval(lower, upper))
                    + " reaches outside the model's range " + Numbers.interval(p.lower(), p.upper()));
        }
        var more = new LinkedHashMap<>(intervals);
        more.put(p, new Interval(lower, upper));
        return new SedRange(more);
    }

    /** Smallest value. */
    public double lower(Parameter p) {
        var interval = find(p);
        return interval == null ? p.lower() : interval.lower;
    }

    /** Largest value. */
    public double upper(Parameter p) {
        var interval = find(p);
        return interval == null ? p.upper() : interval.upper;
    }

    /** Whether the parameter is held at one value. */
    public boolean isFixed(Parameter p) {
        return lower(p) == upper(p);
    }

    private @org.jspecify.annotations.Nullable Interval find(Parameter p) {
        var own = intervals.get(p);
        if (own != null) {
            return own;
        }
        for (var entry : intervals.entrySet()) {
            if (entry.getKey().covers(p)) {
                return entry.getValue();
            }
        }
        return null;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        intervals.forEach((p, i) -> text.append(text.length() == 0 ? "" : ", ")
                .append(p.name())
                .append(
                        i.lower == i.upper
                                ? " = " + Numbers.significant(i.lower, 6)
                                : " in " + Numbers.interval(i.lower, i.upper)));
        return text.length() == 0 ? "everything" : text.toString();
    }
}
