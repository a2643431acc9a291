package asterism.region;

import asterism.display.Numbers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One datum of several regions: a flux in a band, and how much it sees of each region.
 *
 * @param source      where the flux was measured: a region's name, {@code total}, or the name given to the measurement
 * @param band        label of the filter
 * @param flux        mJy; the limit where {@code isLimit}
 * @param error       statistical error, mJy; 0 where only the calibration is uncertain
 * @param calibration calibration error as a fraction of the flux, if there is one
 * @param isLimit     whether the flux is known only to be below {@code flux}
 * @param weights     the regions seen and the fraction seen of each; regions that are not seen are not listed
 */
public record Measurement(
        String source,
        String band,
        double flux,
        double error,
        Optional<Double> calibration,
        boolean isLimit,
        Map<String, Double> weights) {

    public Measurement {
        var seen = new LinkedHashMap<String, Double>();
        weights.forEach((region, weight) -> {
            if (weight != 0) {
                seen.put(region, weight);
            }
        });
        weights = java.util.Collections.unmodifiableMap(seen);
    }

    /** {@code SDSS_g:center}. */
    public String label() {
        return band + ":" + source;
    }

    /** Total error, mJy: statistical and calibration in quadrature. */
    public double sigma() {
        return Math.hypot(error, calibration.orElse(0.0) * flux);
    }

    /** Fraction of a region's light that is seen; 0 for a region that is not. */
    public double weight(String region) {
        return weights.getOrDefault(region, 0.0);
    }

    /** Whether exactly one region is seen, wholly. */
    public boolean isResolved() {
        return weights.size() == 1 && weights.values().iterator().next() == 1;
    }

    @Override
    public String toString() {
        return label() + (isLimit ? " < " : " = ") + Numbers.measured(flux, sigma()) + " mJy";
    }
}
