package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One observation as its observer describes it: exposure, effective area, and apertures, the last of which is the
 * background's.
 *
 * <pre>{@code
 * obsid(1575).exposure(37_664).effectiveArea(340)
 *     .with(aperture("source").counts(42).psfFraction("S1", 0.91).area(28.3))
 *     .with(aperture("background").counts(310).psfFraction("S1", 0.06).area(905))
 * }</pre>
 *
 * <p>What is given decides the unit of the intensities: exposure and effective area, photon flux; exposure alone, count
 * rate; neither, net counts. Immutable.
 */
public final class Observation implements Displayable {

    private final int obsid;
    private final Instrument instrument;
    private final OptionalDouble exposure;
    private final OptionalDouble effectiveArea;
    private final OptionalDouble photonEnergy;
    private final List<Aperture> apertures;

    private Observation(
            int obsid,
            Instrument instrument,
            OptionalDouble exposure,
            OptionalDouble effectiveArea,
            OptionalDouble photonEnergy,
            List<Aperture> apertures) {
        this.obsid = obsid;
        this.instrument = instrument;
        this.exposure = exposure;
        this.effectiveArea = effectiveArea;
        this.photonEnergy = photonEnergy;
        this.apertures = List.copyOf(apertures);
    }

    /** An observation without apertures, of ACIS. */
    public static Observation obsid(int obsid) {
        return new Observation(
                obsid,
                Instrument.ACIS,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of());
    }

    /** This observation with its live time, s. */
    public Observation exposure(double seconds) {
        return new Observation(
                obsid, instrument, positive("exposure", seconds, "s"), effectiveArea, photonEnergy, apertures);
    }

    /** This observation with its effective area, cm2: intensities become photon fluxes. */
    public Observation effectiveArea(double cm2) {
        return new Observation(
                obsid, instrument, exposure, positive("effective area", cm2, "cm2"), photonEnergy, apertures);
    }

    /** This observation with the mean energy of a photon of the band, erg: intensities become energy fluxes. */
    public Observation photonEnergy(double erg) {
        return new Observation(
                obsid, instrument, exposure, effectiveArea, positive("mean photon energy", erg, "erg"), apertures);
    }

    /** This observation by another camera. */
    public Observation instrument(Instrument instrument) {
        return new Observation(obsid, instrument, exposure, effectiveArea, photonEnergy, apertures);
    }

    /** This observation with one more aperture; the background's comes last. */
    public Observation with(Aperture aperture) {
        if (apertures.stream().anyMatch(a -> a.label().equals(aperture.label()))) {
            throw new IllegalArgumentException(
                    "obsid " + obsid + ": aperture '" + aperture.label() + "' stands twice; give each its own label");
        }
        var more = new ArrayList<>(apertures);
        more.add(aperture);
        return new Observation(obsid, instrument, exposure, effectiveArea, photonEnergy, more);
    }

    private OptionalDouble positive(String what, double value, String unit) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "obsid " + obsid + ": " + what + " must be finite and above 0, got " + value + " " + unit);
        }
        return OptionalDouble.of(value);
    }

    /** Its number. */
    public int obsid() {
        return obsid;
    }

    /** Its apertures; the last is the background's. */
    public List<Aperture> apertures() {
        return apertures;
    }

    /** The unit that follows from what is given. */
    public IntensityUnit unit() {
        if (exposure.isEmpty()) {
            return IntensityUnit.NET_COUNTS;
        }
        if (effectiveArea.isEmpty()) {
            return IntensityUnit.COUNT_RATE;
        }
        return photonEnergy.isPresent() ? IntensityUnit.ENERGY_FLUX : IntensityUnit.PHOTON_FLUX;
    }

    /**
     * The numbers of this observation: PSF fractions and areas times exposure and effective area.
     *
     * @throws IllegalArgumentException where something is missing; the message lists all of it
     */
    public ObsidInput input() {
        var missing = missing();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("obsid " + obsid + " is not complete: " + String.join("; ", missing));
        }
        var sources = new LinkedHashSet<String>();
        apertures.forEach(a -> sources.addAll(a.psfFractions().keySet()));
        var regions = List.copyOf(sources);
        double factor = exposure.orElse(1) * effectiveArea.orElse(1) / photonEnergy.orElse(1);
        double[][] response = new double[apertures.size()][regions.size() + 1];
        double[] counts = new double[apertures.size()];
        for (int i = 0; i < counts.length; i++) {
            var aperture = apertures.get(i);
            double scale = factor * aperture.relativeExposure();
            for (int j = 0; j < regions.size(); j++) {
                response[i][j] = scale * aperture.psfFractions().getOrDefault(regions.get(j), 0.0);
            }
            response[i][regions.size()] = scale * aperture.area().orElseThrow();
            counts[i] = aperture.counts().orElseThrow();
        }
        var input = ObsidInput.of(obsid, unit(), regions, response, counts)
                .instrument(instrument)
                .band(instrument == Instrument.HRC ? EnergyBand.WIDE : EnergyBand.BROAD)
                .rows(apertures.stream().map(Aperture::label).toList());
        return exposure.isPresent() ? input.exposure(exposure.getAsDouble()) : input;
    }

    private List<String> missing() {
        var missing = new ArrayList<String>();
        if (effectiveArea.isPresent() && exposure.isEmpty()) {
            missing.add("an effective area needs an exposure; use .exposure(seconds)");
        }
        if (photonEnergy.isPresent() && effectiveArea.isEmpty()) {
            missing.add("a photon energy needs an effective area; use .effectiveArea(cm2)");
        }
        if (apertures.stream().allMatch(a -> a.psfFractions().isEmpty())) {
            missing.add("no aperture sees a source; use aperture(...).psfFraction(\"S1\", 0.9)");
        }
        for (var a : apertures) {
            if (a.counts().isEmpty()) {
                missing.add("aperture '" + a.label() + "' has no counts; use .counts(n)");
            }
            if (a.area().isEmpty()) {
                missing.add("aperture '" + a.label() + "' has no area; use .area(arcsec2)");
            }
        }
        return missing;
    }

    @Override
    public Card card() {
        var sources = new LinkedHashSet<String>();
        apertures.forEach(a -> sources.addAll(a.psfFractions().keySet()));
        var header = new ArrayList<String>(List.of("aperture", "counts"));
        sources.forEach(s -> header.add("PSF fraction of " + s));
        header.add("area [arcsec2]");
        var rows = new ArrayList<List<String>>();
        for (var a : apertures) {
            var row = new ArrayList<String>();
            row.add(a.label());
            row.add(a.counts().isPresent() ? Long.toString(a.counts().getAsLong()) : "?");
            sources.forEach(s -> row.add(Numbers.exact(a.psfFractions().getOrDefault(s, 0.0))));
            row.add(a.area().isPresent() ? Numbers.exact(a.area().getAsDouble()) : "?");
            rows.add(row);
        }
        var card = Card.of("Obsid " + obsid + ", " + instrument);
        if (exposure.isPresent()) {
            card = card.row("exposure", Numbers.exact(exposure.getAsDouble()) + " s");
        }
        if (effectiveArea.isPresent()) {
            card = card.row("effective area", Numbers.exact(effectiveArea.getAsDouble()) + " cm2");
        }
        return card.row("intensities in", unit().symbol()).table(header, rows);
    }

    @Override
    public String toString() {
        return "obsid " + obsid + ", " + apertures.size() + " apertures, " + unit();
    }
}
