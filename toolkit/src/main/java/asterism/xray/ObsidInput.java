package asterism.xray;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * One bundle of sources in one observation, in numbers: counts C and response F of its apertures.
 *
 * <p>With n regions there is one row for each region's source aperture, in the order of the regions, and last the row of
 * the common background aperture; a fluent {@link Observation} may have other apertures, the last is the background's. Column
 * j &lt; n of F is the response to the source of region j, column n the aperture areas:
 *
 * <pre>
 *   F[i][j] = PSF fraction of source j in aperture i * factor of aperture i
 *   F[i][n] = area of aperture i * factor of aperture i
 * </pre>
 *
 * with the factor of the {@link IntensityUnit}. A region outside the observation's valid field has neither row nor column.
 *
 * <p>Immutable; arrays are copied. The numbers may be wrong, as files sometimes are: {@link Problem#findings} says so before
 * anything is computed.
 */
public final class ObsidInput implements Displayable {

    private final Origin origin;
    private final List<String> regions;
    private final List<String> rows;
    private final double[][] response;
    private final double[] counts;

    /** Where the numbers come from and what they measure. */
    private record Origin(
            int obsid,
            String stack,
            String bundle,
            Instrument instrument,
            EnergyBand band,
            ApertureType apertureType,
            IntensityUnit unit,
            OptionalDouble exposure) {}

    /** An origin while one part of it is changed. */
    private static final class Draft {
        final int obsid;
        String stack;
        String bundle;
        Instrument instrument;
        EnergyBand band;
        ApertureType apertureType;
        IntensityUnit unit;
        OptionalDouble exposure;

        Draft(Origin of) {
            this.obsid = of.obsid;
            this.stack = of.stack;
            this.bundle = of.bundle;
            this.instrument = of.instrument;
            this.band = of.band;
            this.apertureType = of.apertureType;
            this.unit = of.unit;
            this.exposure = of.exposure;
        }

        Origin done() {
            return new Origin(obsid, stack, bundle, instrument, band, apertureType, unit, exposure);
        }
    }

    private ObsidInput(Origin origin, List<String> regions, List<String> rows, double[][] response, double[] counts) {
        this.origin = origin;
        this.regions = List.copyOf(regions);
        this.rows = List.copyOf(rows);
        this.response = response;
        this.counts = counts;
    }

    /**
     * The input of ACIS in the broad band and detection apertures; withers change that.
     *
     * @param regions  labels of the n regions, unique within their stack
     * @param response F, [(n + 1) x (n + 1)], counts per unit of intensity. Not modified.
     * @param counts   C, [n + 1]. Not modified.
     */
    public static ObsidInput of(
            int obsid, IntensityUnit unit, List<String> regions, double[][] response, double[] counts) {
        double[][] copy = new double[response.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = response[i].clone();
        }
        var origin = new Origin(
                obsid,
                ownStack(obsid),
                "B1",
                Instrument.ACIS,
                EnergyBand.BROAD,
                ApertureType.DETECT,
                unit,
                OptionalDouble.empty());
        return new ObsidInput(origin, regions, List.of(), copy, counts.clone());
    }

    private static String ownStack(int obsid) {
        return "S" + obsid;
    }

    /** Whether it is in a stack by itself, as it is until another one is given. */
    boolean hasOwnStack() {
        return stack().equals(ownStack(obsid()));
    }

    /** This input in another stack; without, it is in one by itself. */
    public ObsidInput stack(String stack) {
        return with(d -> d.stack = stack);
    }

    /** This input as a part of another bundle of its stack. */
    public ObsidInput bundle(String bundle) {
        return with(d -> d.bundle = bundle);
    }

    /** This input by another camera. */
    public ObsidInput instrument(Instrument instrument) {
        return with(d -> d.instrument = instrument);
    }

    /** This input in another energy band. */
    public ObsidInput band(EnergyBand band) {
        return with(d -> d.band = band);
    }

    /** This input with apertures of another type. */
    public ObsidInput apertureType(ApertureType type) {
        return with(d -> d.apertureType = type);
    }

    /** This input in another unit; the matrix stays as it is. */
    public ObsidInput unit(IntensityUnit unit) {
        return with(d -> d.unit = unit);
    }

    /** This input with the live time of its observation, s; only a warning about net counts looks at it. */
    public ObsidInput exposure(double seconds) {
        return with(d -> d.exposure = OptionalDouble.of(seconds));
    }

    /** This input with other labels of its apertures. */
    ObsidInput rows(List<String> labels) {
        return new ObsidInput(origin, regions, labels, response, counts);
    }

    private ObsidInput with(Consumer<Draft> change) {
        var draft = new Draft(origin);
        change.accept(draft);
        return new ObsidInput(draft.done(), regions, rows, response, counts);
    }

    /** Number of the observation. */
    public int obsid() {
        return origin.obsid;
    }

    /** The stack it belongs to. */
    public String stack() {
        return origin.stack;
    }

    /** The bundle of that stack. */
    public String bundle() {
        return origin.bundle;
    }

    /** The camera. */
    public Instrument instrument() {
        return origin.instrument;
    }

    /** The energy band. */
    public EnergyBand band() {
        return origin.band;
    }

    /** The type of its apertures. */
    public ApertureType apertureType() {
        return origin.apertureType;
    }

    /** The unit of the intensities. */
    public IntensityUnit unit() {
        return origin.unit;
    }

    /** Live time, s, where it is known. */
    public OptionalDouble exposure() {
        return origin.exposure;
    }

    /** Labels of the regions, in the order of the columns of F. */
    public List<String> regions() {
        return regions;
    }

    /** Labels of the apertures, in the order of the rows of F: those of the regions, then {@code bkg}, if not named otherwise. */
    public List<String> rows() {
        if (isNamed()) {
            return rows;
        }
        var labels = new ArrayList<String>();
        for (int i = 0; i < response.length; i++) {
            labels.add(rowLabel(i));
        }
        return labels;
    }

    /** F, a copy; a row may have a wrong length where the input is wrong. */
    public double[][] response() {
        double[][] copy = new double[response.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = response[i].clone();
        }
        return copy;
    }

    /** C, a copy. */
    public double[] counts() {
        return counts.clone();
    }

    /** Whether its apertures have names of their own, and need not be one for each region and one of the background. */
    boolean isNamed() {
        return !rows.isEmpty();
    }

    String rowLabel(int i) {
        if (isNamed()) {
            return rows.get(i);
        }
        return i == response.length - 1 ? "bkg" : i < regions.size() ? regions.get(i) : "aperture " + (i + 1);
    }

    int nRows() {
        return response.length;
    }

    int nRegions() {
        return regions.size();
    }

    int nCounts() {
        return counts.length;
    }

    int rowLength(int row) {
        return response[row].length;
    }

    double response(int row, int column) {
        return response[row][column];
    }

    double area(int row) {
        return response[row][regions.size()];
    }

    double counts(int row) {
        return counts[row];
    }

    /** Everything of it, to the last bit. */
    String content() {
        return origin + regions.toString() + rows() + Arrays.deepToString(response) + Arrays.toString(counts);
    }

    @Override
    public Card card() {
        var header = new ArrayList<String>(List.of("aperture", "counts"));
        header.addAll(regions);
        header.add("area");
        var table = new ArrayList<List<String>>();
        for (int i = 0; i < Math.min(response.length, counts.length); i++) {
            var row = new ArrayList<String>(List.of(rowLabel(i), Numbers.exact(counts[i])));
            for (int j = 0; j < header.size() - 2; j++) {
                row.add(j < response[i].length ? Numbers.significant(response[i][j], 4) : "missing");
            }
            table.add(row);
        }
        return Card.of("Obsid " + obsid() + ", stack " + stack() + ", bundle " + bundle())
                .row("instrument", instrument() + ", band " + band().letter() + ", " + apertureType())
                .row("matrix in", "counts per " + unit().symbol())
                .table(header, table);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObsidInput o
                && origin.equals(o.origin)
                && regions.equals(o.regions)
                && rows.equals(o.rows)
                && Arrays.deepEquals(response, o.response)
                && Arrays.equals(counts, o.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, regions, Arrays.deepHashCode(response), Arrays.hashCode(counts));
    }

    @Override
    public String toString() {
        return "obsid " + obsid() + ", " + stack() + "/" + bundle() + ", regions " + regions;
    }
}
