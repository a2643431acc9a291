package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One aperture of one observation: the counts in it, its area, and which fraction of each source's light falls into it.
 *
 * <pre>{@code
 * aperture("source").counts(42).psfFraction("S1", 0.91).area(28.3)
 * }</pre>
 *
 * <p>A source that is not named puts nothing into the aperture. Immutable.
 */
public final class Aperture implements Displayable {

    private final String label;
    private final OptionalLong counts;
    private final Map<String, Double> psfFractions;
    private final OptionalDouble area;
    private final OptionalDouble factor;

    private Aperture(
            String label,
            OptionalLong counts,
            Map<String, Double> psfFractions,
            OptionalDouble area,
            OptionalDouble factor) {
        this.label = label;
        this.counts = counts;
        this.psfFractions = psfFractions;
        this.area = area;
        this.factor = factor;
    }

    /** An aperture without numbers; its label is what rows of the matrix are called. */
    public static Aperture aperture(String label) {
        if (label.isBlank()) {
            throw new IllegalArgumentException("aperture: its label is empty; give it a name such as \"source\"");
        }
        return new Aperture(label, OptionalLong.empty(), Map.of(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** This aperture with the counts in it, 0 or more, source and background together. */
    public Aperture counts(long counts) {
        if (counts < 0) {
            throw new IllegalArgumentException("aperture '" + label + "': counts must not be negative, got " + counts);
        }
        return new Aperture(label, OptionalLong.of(counts), psfFractions, area, factor);
    }

    /** This aperture with the fraction, 0 to 1, of a source's light that falls into it. */
    public Aperture psfFraction(String source, double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("aperture '" + label + "': PSF fraction of source '" + source
                    + "' must be in [0, 1], got " + fraction);
        }
        var more = new LinkedHashMap<>(psfFractions);
        more.put(source, fraction);
        return new Aperture(label, counts, more, area, factor);
    }

    /** This aperture with its area, above 0, arcsec2 (or any unit that all apertures of the problem share). */
    public Aperture area(double area) {
        if (!(area > 0) || Double.isInfinite(area)) {
            throw new IllegalArgumentException(
                    "aperture '" + label + "': area must be finite and above 0, got " + area + " arcsec2");
        }
        return new Aperture(label, counts, psfFractions, OptionalDouble.of(area), factor);
    }

    /**
     * This aperture with an exposure factor of its own, relative to that of the observation: 0.8 where vignetting or a chip
     * gap leaves 80 % of it. Without it the factor is 1.
     */
    public Aperture relativeExposure(double factor) {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException(
                    "aperture '" + label + "': relative exposure must be finite and not negative, got " + factor);
        }
        return new Aperture(label, counts, psfFractions, area, OptionalDouble.of(factor));
    }

    /** The label. */
    public String label() {
        return label;
    }

    /** The counts, if they are given. */
    public OptionalLong counts() {
        return counts;
    }

    /** PSF fractions by source. */
    public Map<String, Double> psfFractions() {
        return Collections.unmodifiableMap(psfFractions);
    }

    /** The area, if it is given. */
    public OptionalDouble area() {
        return area;
    }

    /** The exposure factor relative to the observation's; 1 without one. */
    public double relativeExposure() {
        return factor.orElse(1);
    }

    @Override
    public Card card() {
        var card = Card.of("Aperture '" + label + "'")
                .row("counts", counts.isPresent() ? Long.toString(counts.getAsLong()) : "not given");
        for (var e : psfFractions.entrySet()) {
            card = card.row("PSF fraction of " + e.getKey(), Numbers.exact(e.getValue()));
        }
        card = card.row("area", area.isPresent() ? Numbers.exact(area.getAsDouble()) + " arcsec2" : "not given");
        return factor.isPresent() ? card.row("relative exposure", Numbers.exact(factor.getAsDouble())) : card;
    }

    @Override
    public String toString() {
        return "aperture '" + label + "'" + (counts.isPresent() ? ", " + counts.getAsLong() + " counts" : "");
    }
}
