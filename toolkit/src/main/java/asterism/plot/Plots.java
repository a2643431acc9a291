package asterism.plot;

import asterism.infer.Fit;
import asterism.infer.Samples;

/** The verbs that make figures and what is drawn on them; a notebook imports them by name. */
public final class Plots {

    private Plots() {}

    /** A corner plot without a posterior: add samples to it. */
    public static Corner corner() {
        return Corner.empty();
    }

    /** The traces of all walkers of a fit, its burn-in shaded. */
    public static Chains chains(Fit fit) {
        return Chains.of(fit);
    }

    /** The traces of all walkers. */
    public static Chains chains(Samples samples) {
        return Chains.of(samples);
    }

    /** An empty panel with linear axes: add marks to it. */
    public static Panel panel() {
        return Panel.empty();
    }

    /** A line through points. */
    public static Line line(double[] x, double[] y) {
        return Line.through(x, y);
    }

    /**
     * Steps over bins.
     *
     * @param edges  [n + 1] edges of the bins, ascending
     * @param values [n] one value for each bin
     */
    public static Line steps(double[] edges, double[] values) {
        return Line.steps(edges, values);
    }

    /** How many of the values fall into each of so many bins of equal width between the smallest and the largest. */
    public static Line histogram(double[] values, int bins) {
        return Line.histogram(values, bins);
    }

    /** The area between two curves over the same x. */
    public static Band band(double[] x, double[] lower, double[] upper) {
        return Band.between(x, lower, upper);
    }

    /**
     * The area between two sets of steps.
     *
     * @param edges [n + 1] edges of the bins, ascending
     * @param lower [n] lower value of each bin
     * @param upper [n] upper value of each bin
     */
    public static Band stepBand(double[] edges, double[] lower, double[] upper) {
        return Band.steps(edges, lower, upper);
    }

    /** Data points. */
    public static Points points(double[] x, double[] y) {
        return Points.of(x, y);
    }

    /** Upper limits: arrows that point down from y. */
    public static Points upperLimits(double[] x, double[] y) {
        return Points.upperLimits(x, y);
    }

    /** Lower limits: arrows that point up from y. */
    public static Points lowerLimits(double[] x, double[] y) {
        return Points.lowerLimits(x, y);
    }

    /** An image: {@code values[row][column]}, row 0 at the bottom. */
    public static HeatMap heatMap(double[][] values) {
        return HeatMap.of(values);
    }

    /** Lines of equal value of {@code values[row][column]}, row 0 at the bottom. */
    public static Contours contours(double[][] values) {
        return Contours.of(values);
    }

    /** A line across the panel at one y. */
    public static Rule horizontal(double y) {
        return Rule.horizontal(y);
    }

    /** A line across the panel at one x. */
    public static Rule vertical(double x) {
        return Rule.vertical(x);
    }

    /** A shaded strip between two x. */
    public static Span xSpan(double lo, double hi) {
        return Span.x(lo, hi);
    }

    /** A shaded strip between two y. */
    public static Span ySpan(double lo, double hi) {
        return Span.y(lo, hi);
    }

    /** A line of text in the upper left corner; {@link Note#at} and {@link Note#in} put it elsewhere. */
    public static Note text(String text) {
        return Note.of(text);
    }
}
