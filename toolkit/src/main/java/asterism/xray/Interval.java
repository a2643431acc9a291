package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;

/**
 * An intensity with bounds.
 *
 * @param label   source, or {@code bkg:} and the obsid
 * @param mode    most probable value, in the unit
 * @param lower   lower bound
 * @param upper   upper bound
 * @param content probability inside, in (0, 1)
 * @param unit    unit of the three, such as {@code photon cm-2 s-1}
 */
public record Interval(String label, double mode, double lower, double upper, double content, String unit)
        implements Displayable {

    /** Upper minus lower bound. */
    public double width() {
        return upper - lower;
    }

    @Override
    public Card card() {
        return Card.of(label)
                .row("mode", Numbers.significant(mode, 4) + " " + unit)
                .row(
                        Numbers.percent(content) + " interval",
                        "[" + Numbers.significant(lower, 4) + ", " + Numbers.significant(upper, 4) + "] " + unit);
    }

    @Override
    public String toString() {
        return label + ": " + Numbers.significant(mode, 4) + " [" + Numbers.significant(lower, 4) + ", "
                + Numbers.significant(upper, 4) + "] " + unit + ", " + Numbers.percent(content);
    }
}
