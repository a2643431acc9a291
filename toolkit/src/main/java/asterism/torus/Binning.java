package asterism.torus;

import static asterism.torus.Arguments.require;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Pixels of the plane of height and vertical velocity: counts stars, or averages their labels, in each of them.
 *
 * <p>A pixel holds its lower edges; the last pixel of an axis holds its upper edge too. A mean label has the error
 * <pre>
 * s / sqrt(n)                              without errors of the single labels, where it is the plain mean
 * sqrt(1 / sum_i (1 / e_i^2) + s^2 / n)    with errors e_i, where it is the mean with weights 1 / e_i^2
 * </pre>
 * with s the scatter of labels within a pixel. It is taken from the pixels with more than {@link #scatterFrom} stars (128): the
 * mean of their standard deviations, or with errors the mean of the maximum-likelihood intrinsic scatters of up to 16 of the
 * fullest; or it is given by {@link #scatter}. {@code get_binned_counts} and {@code get_binned_label} of the Python package.
 * Immutable.
 *
 * <pre>{@code
 * Binning.of(Length.range(kpc(-1.2), kpc(1.2), 41), Velocity.range(kmPerS(-70), kmPerS(70), 41)).meanLabel(stars)
 * }</pre>
 */
public final class Binning implements Displayable {

    private static final int MOST_PIXELS = 16;

    private final double[] posEdges; // kpc
    private final double[] velEdges; // kpc/Myr
    private final int scatterFrom;
    private final OptionalDouble scatter;

    private Binning(double[] posEdges, double[] velEdges, int scatterFrom, OptionalDouble scatter) {
        this.posEdges = posEdges;
        this.velEdges = velEdges;
        this.scatterFrom = scatterFrom;
        this.scatter = scatter;
    }

    /** Pixels between these edges, at least 2 on each axis, increasing. */
    public static Binning of(Length posEdges, Velocity velEdges) {
        requireEdges("heights", posEdges.inKpc(), "kpc");
        requireEdges("velocities", velEdges.inKmPerS(), "km/s");
        return new Binning(posEdges.inKpc(), velEdges.inKpcPerMyr(), 128, OptionalDouble.empty());
    }

    private static void requireEdges(String what, double[] edges, String unit) {
        require(
                edges.length >= 2,
                "binning: the " + what + " need at least 2 edges, got " + edges.length + "; n + 1 edges make n pixels");
        for (int i = 0; i < edges.length; i++) {
            require(
                    Double.isFinite(edges[i]) && (i == 0 || edges[i] > edges[i - 1]),
                    "binning: the edges of the " + what + " must be finite and increase, but edge " + i + " = "
                            + edges[i] + " " + unit
                            + (i == 0 ? "" : " follows " + edges[i - 1] + " " + unit) + "; sort them");
        }
    }

    /** The same with the scatter of labels within a pixel given, 0 or above, in the unit of the labels. */
    public Binning scatter(double s) {
        require(s >= 0 && Double.isFinite(s), "scatter(s): a standard deviation of 0 or above is needed, got " + s);
        return new Binning(posEdges, velEdges, scatterFrom, OptionalDouble.of(s));
    }

    /** The same with the scatter of labels taken from the pixels with more than this number of stars, at least 1. */
    public Binning scatterFrom(int stars) {
        require(stars >= 1, "scatterFrom(stars): at least 1 is needed, got " + stars);
        return new Binning(posEdges, velEdges, stars, OptionalDouble.empty());
    }

    /** Edges of the pixels in height, [nPos + 1]. */
    public Length posEdges() {
        return Length.ofKpc(posEdges);
    }

    /** Edges of the pixels in velocity, [nVel + 1]. */
    public Velocity velEdges() {
        return Velocity.ofKpcPerMyr(velEdges);
    }

    /** Pixels on the axis of heights. */
    public int nPos() {
        return posEdges.length - 1;
    }

    /** Pixels on the axis of velocities. */
    public int nVel() {
        return velEdges.length - 1;
    }

    /** The pixels, without data. */
    BinnedData pixels() {
        return BinnedData.grid(Length.ofKpc(centers(posEdges)), Velocity.ofKpcPerMyr(centers(velEdges)));
    }

    private static double[] centers(double[] edges) {
        double[] out = new double[edges.length - 1];
        for (int i = 0; i < out.length; i++) {
            out[i] = 0.5 * (edges[i] + edges[i + 1]);
        }
        return out;
    }

    /** The number of stars in each pixel. */
    public BinnedData counts(Stars stars) {
        var members = Members.of(this, stars, i -> true);
        members.requireStars("counts(stars)");
        return pixels().counts(members.counts());
    }

    /** The mean label of the stars in each pixel, its error, and the number of stars with a label; NaN where there is none. */
    public BinnedData meanLabel(Stars stars) {
        require(stars.hasLabel(), "meanLabel(stars): the stars have no label; give it with .label(...)");
        double[] label = stars.label();
        double[] sigma = stars.labelErr();
        var members = Members.of(
                this, stars, i -> Double.isFinite(label[i]) && (sigma.length == 0 || Double.isFinite(sigma[i])));
        members.requireStars("meanLabel(stars)");
        double s = scatter.orElseGet(() -> scatter(members, label, sigma));
        int n = members.size();
        double[] mean = new double[n];
        double[] error = new double[n];
        for (int pixel = 0; pixel < n; pixel++) {
            int[] which = members.of(pixel);
            double weights = 0;
            double sum = 0;
            for (int i : which) {
                double w = sigma.length == 0 ? 1 : 1 / (sigma[i] * sigma[i]);
                weights += w;
                sum += w * label[i];
            }
            double noise = sigma.length == 0 ? 0 : 1 / weights;
            mean[pixel] = which.length == 0 ? Double.NaN : sum / weights;
            error[pixel] = which.length == 0 ? Double.NaN : Math.sqrt(noise + s * s / which.length);
        }
        return pixels().label(mean, error).counts(members.counts());
    }

    private double scatter(Members members, double[] label, double[] sigma) {
        int[] full = members.fullest(scatterFrom);
        require(
                full.length > 0,
                "meanLabel(stars): the scatter of the labels cannot be told, no pixel has more than " + scatterFrom
                        + " stars (the fullest has " + members.most()
                        + "); take larger pixels, .scatterFrom(fewer), or give it with .scatter(s)");
        if (sigma.length == 0) {
            double s = Arrays.stream(full)
                    .mapToDouble(pixel -> Scatter.plain(label, members.of(pixel)))
                    .average()
                    .getAsDouble();
            require(
                    s > 1e-12 * Math.abs(label[members.of(full[0])[0]]),
                    "meanLabel(stars): the stars of a pixel all have the same label, so that its error cannot be told; check the "
                            + "column of the label, or give the scatter with .scatter(s)");
            return s;
        }
        return Arrays.stream(full)
                .limit(MOST_PIXELS)
                .mapToDouble(pixel -> Scatter.intrinsic(label, sigma, members.of(pixel)))
                .average()
                .getAsDouble();
    }

    @Override
    public Card card() {
        return Card.of("Pixels: " + nVel() + " x " + nPos() + " (velocities x heights)")
                .row("edges in height", posEdges().toString())
                .row("edges in velocity", velEdges().toString())
                .row(
                        "scatter of labels in a pixel",
                        scatter.isPresent()
                                ? Numbers.significant(scatter.getAsDouble(), 4)
                                : "from the pixels with more than " + scatterFrom + " stars");
    }

    @Override
    public String toString() {
        return toText();
    }
}
