package asterism.torus;

import static asterism.torus.Arguments.require;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Stars counted, or their labels averaged, in pixels of the plane of position and velocity.
 *
 * <p>Arrays are [nVel x nPos], row-major: pixel (i, j) stands at {@code i * nPos + j}; any list of pixels is one row. An empty
 * pixel has a NaN label. Immutable.
 *
 * <pre>{@code
 * BinnedData.of(pos, vel).label(meanMgFe, error).counts(n)
 * }</pre>
 */
public final class BinnedData implements Displayable {

    private final int nVel;
    private final double[] pos; // kpc
    private final double[] vel; // kpc/Myr
    private final double[] label; // empty: none
    private final double[] labelErr;
    private final double[] counts; // empty: none

    private BinnedData(int nVel, double[] pos, double[] vel, double[] label, double[] labelErr, double[] counts) {
        this.nVel = nVel;
        this.pos = pos;
        this.vel = vel;
        this.label = label;
        this.labelErr = labelErr;
        this.counts = counts;
    }

    /** Pixels with these centers, of equal number, without any data yet. */
    public static BinnedData of(Length pos, Velocity vel) {
        require(pos.size() > 0, "binned data: there is no pixel; give the centers of the pixels");
        require(
                pos.size() == vel.size(),
                "binned data: each pixel needs a position and a velocity, got " + pos.size() + " positions and "
                        + vel.size() + " velocities; use grid(...) for all combinations of two axes");
        double[] none = new double[0];
        var data = new BinnedData(1, pos.inKpc(), vel.inKpcPerMyr(), none, none, none);
        data.requireFinite(data.pos, "positions");
        data.requireFinite(data.vel, "velocities");
        return data;
    }

    /** A grid: all combinations of these centers, positions running fastest. */
    public static BinnedData grid(Length pos, Velocity vel) {
        int n = pos.size() * vel.size();
        double[] z = new double[n];
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = pos.get(i % pos.size());
            v[i] = vel.get(i / pos.size());
        }
        return of(Length.ofKpc(z), Velocity.ofKpcPerMyr(v)).rows(vel.size());
    }

    private BinnedData rows(int n) {
        return new BinnedData(n, pos, vel, label, labelErr, counts);
    }

    /**
     * With the mean label in each pixel.
     *
     * @param mean  [nVel x nPos], NaN where unknown. Copied.
     * @param error its standard error, [nVel x nPos], above 0, NaN where unknown. Copied.
     */
    public BinnedData label(double[] mean, double[] error) {
        requireSize(mean, "labels");
        requireSize(error, "label errors");
        long bad = Arrays.stream(error).filter(e -> e < 0).count();
        require(
                bad == 0,
                "binned data: " + bad + " of " + error.length
                        + " label errors are below 0; an error is a standard deviation "
                        + "above 0, and NaN where a pixel has none");
        require(
                Arrays.stream(mean).noneMatch(Double::isInfinite)
                        && Arrays.stream(error).noneMatch(Double::isInfinite),
                "binned data: labels and errors must be finite, or NaN where a pixel has none; got infinity");
        return new BinnedData(nVel, pos, vel, mean.clone(), error.clone(), counts);
    }

    /**
     * With the number of stars in each pixel.
     *
     * @param stars [nVel x nPos], 0 or above; NaN where the pixel was not observed. Copied.
     */
    public BinnedData counts(double[] stars) {
        requireSize(stars, "counts");
        long bad =
                Arrays.stream(stars).filter(n -> n < 0 || Double.isInfinite(n)).count();
        require(
                bad == 0,
                "binned data: " + bad + " of " + stars.length
                        + " counts are below 0 or infinite; counts are 0 or above, and "
                        + "NaN where a pixel was not observed");
        return new BinnedData(nVel, pos, vel, label, labelErr, stars.clone());
    }

    private void requireSize(double[] values, String what) {
        require(
                values.length == pos.length,
                "binned data: there are " + pos.length + " pixels (" + nVel + " x " + nPos() + "), but " + values.length
                        + " " + what);
    }

    private void requireFinite(double[] values, String what) {
        require(
                Arrays.stream(values).allMatch(Double::isFinite),
                "binned data: the " + what
                        + " of pixel centers must be finite; an empty pixel has a NaN label, not a NaN place");
    }

    /** Number of pixels. */
    public int size() {
        return pos.length;
    }

    /** Rows of pixels, each of one velocity; 1 for a list. */
    public int nVel() {
        return nVel;
    }

    /** Pixels in a row. */
    public int nPos() {
        return pos.length / nVel;
    }

    /** Positions of the pixel centers, [nVel x nPos]. */
    public Length pos() {
        return Length.ofKpc(pos);
    }

    /** Velocities of the pixel centers, [nVel x nPos]. */
    public Velocity vel() {
        return Velocity.ofKpcPerMyr(vel);
    }

    /** Whether there are labels. */
    public boolean hasLabel() {
        return label.length > 0;
    }

    /** Whether there are counts. */
    public boolean hasCounts() {
        return counts.length > 0;
    }

    /** Mean label of each pixel, [nVel x nPos], NaN where unknown; empty where there are no labels. A copy. */
    public double[] label() {
        return label.clone();
    }

    /** Standard error of the mean label, [nVel x nPos]; empty where there are no labels. A copy. */
    public double[] labelErr() {
        return labelErr.clone();
    }

    /** Number of stars in each pixel, [nVel x nPos]; empty where they are not known. A copy. */
    public double[] counts() {
        return counts.clone();
    }

    /** The pixels whose label is known: finite, with an error above 0. The rest is left out. */
    public BinnedData withLabel() {
        requireLabel("withLabel()");
        return select(usable());
    }

    /** The pixels that a test admits, by their number in the arrays, as one row. */
    public BinnedData where(java.util.function.IntPredicate keep) {
        return select(IntStream.range(0, size()).filter(keep).toArray());
    }

    private BinnedData select(int[] which) {
        require(which.length > 0, "binned data: no pixel is left");
        return new BinnedData(
                1, take(pos, which), take(vel, which), take(label, which), take(labelErr, which), take(counts, which));
    }

    private static double[] take(double[] values, int[] which) {
        return values.length == 0
                ? values
                : Arrays.stream(which).mapToDouble(i -> values[i]).toArray();
    }

    /** Pixels with a finite label and an error above 0. */
    int[] usable() {
        return IntStream.range(0, label.length)
                .filter(i -> Double.isFinite(label[i]) && labelErr[i] > 0)
                .toArray();
    }

    /** Refuses data without one usable label. */
    void requireLabel(String where) {
        require(hasLabel(), where + ": these data have no labels; give them with .label(mean, error)");
        require(
                usable().length > 0,
                where + ": all " + size()
                        + " pixels are empty: none has a finite label with an error above 0; check the bin "
                        + "edges and units (positions " + pos() + ", velocities " + vel() + ")");
    }

    /** Refuses data without one star. */
    void requireCounts(String where) {
        require(hasCounts(), where + ": these data have no counts; give them with .counts(stars)");
        require(
                Arrays.stream(counts).anyMatch(n -> n > 0),
                where + ": all " + size() + " pixels are empty; check the bin edges and units (positions " + pos()
                        + ", velocities " + vel() + ")");
    }

    double[] posArray() {
        return pos;
    }

    double[] velArray() {
        return vel;
    }

    double[] labelArray() {
        return label;
    }

    double[] labelErrArray() {
        return labelErr;
    }

    double[] countsArray() {
        return counts;
    }

    /** A row for each pixel: pos [kpc], vel [km/s], and what is known of label, label_err, counts. */
    public Table table() {
        var table =
                Table.create("pixels", DoubleColumn.create("pos", pos), DoubleColumn.create("vel", vel().inKmPerS()));
        if (hasLabel()) {
            table.addColumns(DoubleColumn.create("label", label), DoubleColumn.create("label_err", labelErr));
        }
        if (hasCounts()) {
            table.addColumns(DoubleColumn.create("counts", counts));
        }
        return table;
    }

    @Override
    public Card card() {
        var card = Card.of("Binned stars: " + (nVel == 1 ? size() + " pixels" : nVel + " x " + nPos() + " pixels"))
                .row("positions", pos().toString())
                .row("velocities", vel().toString());
        if (hasLabel()) {
            card = card.row("label", usable().length + " pixels have one");
        }
        return hasCounts()
                ? card.row(
                        "stars",
                        String.format(
                                java.util.Locale.ROOT,
                                "%.0f",
                                Arrays.stream(counts).filter(n -> n >= 0).sum()))
                : card;
    }

    @Override
    public String toString() {
        return toText();
    }
}
