package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds of the uniform priors, by column of the matrix: a source's label, or {@code bkg:1575} for the background of obsid
 * 1575. What is not named has the catalogue's, from 0 to {@link IntensityUnit#sourceUpper} or
 * {@link IntensityUnit#backgroundUpper}.
 *
 * <p>Immutable. A bound that makes no sense is found when the problem is validated.
 */
public final class PriorBounds implements Displayable {

    private static final PriorBounds STANDARD = new PriorBounds(Map.of());

    private final Map<String, Double> upper;

    private PriorBounds(Map<String, Double> upper) {
        this.upper = upper;
    }

    /** The catalogue's bounds (Primini 2022, Table 1). */
    public static PriorBounds standard() {
        return STANDARD;
    }

    /** These bounds with another upper bound of one column, in the unit of its intensity. */
    public PriorBounds upper(String column, double bound) {
        var more = new LinkedHashMap<>(upper);
        more.put(column, bound);
        return new PriorBounds(more);
    }

    /** The bounds that differ from the catalogue's, by column. */
    public Map<String, Double> changed() {
        return Collections.unmodifiableMap(upper);
    }

    double source(String column, IntensityUnit unit) {
        return upper.getOrDefault(column, unit.sourceUpper());
    }

    double background(String column, IntensityUnit unit, Instrument instrument) {
        return upper.getOrDefault(column, unit.backgroundUpper(instrument));
    }

    @Override
    public Card card() {
        var card = Card.of("Uniform priors from 0 up to");
        for (var e : upper.entrySet()) {
            card = card.row(e.getKey(), Numbers.significant(e.getValue(), 4));
        }
        return card.row(upper.isEmpty() ? "all" : "others", "the catalogue's bounds of the unit");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PriorBounds o && upper.equals(o.upper);
    }

    @Override
    public int hashCode() {
        return upper.hashCode();
    }

    @Override
    public String toString() {
        return upper.isEmpty() ? "the catalogue's bounds" : "the catalogue's bounds except " + upper;
    }
}
