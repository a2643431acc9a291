package asterism.cannon;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.Arrays;
import java.util.List;

/** Spectra divided by their continua, and the continua. Immutable. */
public final class NormalizedSpectra implements Displayable {

    private final Spectra spectra;
    private final double[][] continuum;
    private final double[][][] amplitudes;
    private final double[][] condition;
    private final List<String> warnings;

    NormalizedSpectra(
            Spectra spectra,
            double[][] continuum,
            double[][][] amplitudes,
            double[][] condition,
            List<String> warnings) {
        this.spectra = spectra;
        this.continuum = continuum;
        this.amplitudes = amplitudes;
        this.condition = condition;
        this.warnings = List.copyOf(warnings);
    }

    /** Flux over continuum, ivar times continuum squared; 1 and 0 where there are no data. */
    public Spectra spectra() {
        return spectra;
    }

    /** The continuum of one spectrum, [nPixels], in the unit of its flux; 1 outside all regions. */
    public double[] continuum(int spectrum) {
        return continuum[spectrum].clone();
    }

    /**
     * The amplitudes of one region of a spectrum: constant, cosine, sine, cosine, ...; in the unit of the flux. Empty where the
     * region has no continuum pixel with data.
     */
    public double[] amplitudes(int spectrum, int region) {
        return amplitudes[spectrum][region].clone();
    }

    /**
     * The condition number of the normal equations of one region of a spectrum; near 1e6 the ridge decides about some
     * amplitudes, because the region is much shorter than the sines. NaN where there was nothing to fit.
     */
    public double condition(int spectrum, int region) {
        return condition[spectrum][region];
    }

    /** What was left out, in words. */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Card card() {
        var card = Card.of(toString());
        for (var warning : warnings) {
            card = card.warning(warning);
        }
        double worst = Arrays.stream(condition)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        return card.row("condition number", "up to " + Numbers.significant(worst, 3))
                .section(spectra.card());
    }

    @Override
    public String toString() {
        return spectra.size() + " spectra divided by their continua";
    }
}
