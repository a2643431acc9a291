package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The intensity of one source or background as it goes into a catalogue.
 *
 * @param label     source, or {@code bkg:} and the obsid
 * @param unit      of all values
 * @param status    what kind of value this is
 * @param reason    why there is no value; empty unless the status is {@link Status#NULL}
 * @param flags     what a user should know
 * @param value     mode; 0 for an upper limit, NaN (an empty cell) without a value
 * @param lower     lower bound of the interval; 0 for an upper limit, NaN without a value
 * @param upper     upper bound of the interval, NaN without a value
 * @param modeRaw   mode of the summary's density, also where the value is an upper limit or withheld; NaN if never computed
 * @param mean      mean of the posterior
 * @param sd        its standard deviation
 * @param median    its median
 * @param limit95   one-sided upper limit of 95 %
 * @param limit9987 one-sided upper limit of 99.87 % (3 sigma)
 */
public record Intensity(
        String label,
        String unit,
        Status status,
        Optional<Reason> reason,
        Set<Flag> flags,
        double value,
        double lower,
        double upper,
        double modeRaw,
        double mean,
        double sd,
        double median,
        double limit95,
        double limit9987)
        implements Displayable {

    public Intensity {
        if ((status == Status.NULL) != reason.isPresent()) {
            throw new IllegalArgumentException(label + ": there is a reason exactly where there is no value");
        }
        flags = flags.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(flags));
    }

    /** Without a value, and without anything that could stand in for one. */
    static Intensity none(String label, String unit, Reason reason, Set<Flag> flags) {
        double n = Double.NaN;
        return new Intensity(label, unit, Status.NULL, Optional.of(reason), flags, n, n, n, n, n, n, n, n, n);
    }

    /** Whether there is a value or an upper limit. */
    public boolean hasValue() {
        return status != Status.NULL;
    }

    @Override
    public Card card() {
        var card = Card.of(label).row("status", status.toString());
        if (reason.isPresent()) {
            card = card.warning("no value: " + reason.get().words());
        }
        for (var flag : flags) {
            card = card.warning(flag.words());
        }
        if (status == Status.OK) {
            card = card.row("value", Numbers.significant(value, 4) + " " + unit)
                    .row("bounds", "[" + Numbers.significant(lower, 4) + ", " + Numbers.significant(upper, 4) + "]");
        } else if (status == Status.UPPER_LIMIT) {
            card = card.row("upper limit", Numbers.significant(upper, 4) + " " + unit);
        }
        return Double.isNaN(mean)
                ? card
                : card.row("mean, sd", Numbers.significant(mean, 4) + ", " + Numbers.significant(sd, 4))
                        .row("median", Numbers.significant(median, 4))
                        .row(
                                "one-sided limits 95 %, 99.87 %",
                                Numbers.significant(limit95, 4) + ", " + Numbers.significant(limit9987, 4));
    }

    /** Value and bounds in one line: {@code 2.111e-14 [2.017e-14, 2.207e-14]}, {@code < 3.1e-16}, or the reason. */
    public String words() {
        return switch (status) {
            case OK ->
                Numbers.significant(value, 4) + " [" + Numbers.significant(lower, 4) + ", "
                        + Numbers.significant(upper, 4) + "]";
            case UPPER_LIMIT -> "< " + Numbers.significant(upper, 4);
            case NULL -> reason.map(Reason::words).orElse("");
        };
    }

    @Override
    public String toString() {
        return label + ": " + words() + " " + unit
                + flags.stream()
                        .map(Flag::toString)
                        .collect(Collectors.joining(", ", flags.isEmpty() ? "" : " (", flags.isEmpty() ? "" : ")"));
    }
}
