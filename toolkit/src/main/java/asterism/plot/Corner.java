package asterism.plot;

import asterism.infer.Samples;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * One or several posteriors, every parameter against every other: smoothed densities with lines that enclose the share of
 * draws of 1, 1.5 and 2 sigma in two dimensions, 1 - exp(-k^2/2), and single draws outside; on the diagonal each parameter
 * alone, with its median and its 16 and 84 % quantiles.
 *
 * <pre>{@code
 * corner().add(s.region("center"), "darkorange").add(s.region("disk"), "dodgerblue")
 * }</pre>
 *
 * <p>Curves on the diagonal have the same height. A posterior that ends at a hard bound is drawn with a hard edge. The
 * corner keeps a copy of at most 200 000 draws, evenly spread over the chain. Immutable: every method gives a new corner.
 */
public final class Corner implements Figure {

    private static final Corner EMPTY = new Corner(
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            new Options(1, List.of(1.0, 1.5, 2.0), List.of(0.16, 0.5, 0.84), false, true, "", 0, 0));

    private final List<Cloud> clouds;
    private final List<String> selected;
    private final Map<String, ParameterAxis> axes;
    private final Map<String, Double> truths;
    private final Options options;

    /** How one parameter's axis departs from the default. */
    record ParameterAxis(String label, double lo, double hi, boolean log) {
        static final ParameterAxis DEFAULT = new ParameterAxis("", Double.NaN, Double.NaN, false);
    }

    /** What holds for all panels. */
    record Options(
            double smoothing,
            List<Double> sigmas,
            List<Double> quantiles,
            boolean steps,
            boolean points,
            String title,
            int width,
            int height) {}

    private Corner(
            List<Cloud> clouds,
            List<String> selected,
            Map<String, ParameterAxis> axes,
            Map<String, Double> truths,
            Options options) {
        this.clouds = List.copyOf(clouds);
        this.selected = List.copyOf(selected);
        this.axes = Map.copyOf(axes);
        this.truths = Map.copyOf(truths);
        this.options = options;
    }

    static Corner empty() {
        return EMPTY;
    }

    /** This corner with one more posterior, in the next color of the color-blind-safe cycle. */
    public Corner add(Samples samples) {
        return add(samples, Colors.of(Colors.cycle(clouds.size())));
    }

    /**
     * This corner with one more posterior.
     *
     * @param color a CSS name such as {@code "darkorange"}, or a hexadecimal code
     * @throws IllegalArgumentException where there are no draws, or NaN among them
     */
    public Corner add(Samples samples, String color) {
        return add(samples, Colors.of(color));
    }

    private Corner add(Samples samples, Color color) {
        var more = new ArrayList<>(clouds);
        more.add(Cloud.of(samples, color));
        return new Corner(more, selected, axes, truths, options);
    }

    /** This corner with names for its posteriors, in the order in which they were added; by default their regions. */
    public Corner names(String... names) {
        if (names.length != clouds.size()) {
            throw new IllegalArgumentException(
                    "corner: " + names.length + " names for " + clouds.size() + " posteriors; give one for each");
        }
        var named = new ArrayList<Cloud>();
        for (int i = 0; i < names.length; i++) {
            named.add(clouds.get(i).named(names[i]));
        }
        return new Corner(named, selected, axes, truths, options);
    }

    /** This corner with these parameters only, in this order. */
    public Corner select(String... parameters) {
        for (var parameter : parameters) {
            known(parameter);
        }
        return new Corner(clouds, List.of(parameters), axes, truths, options);
    }

    /** This corner with another label for a parameter, in the markup of {@link asterism.display.Markup}. */
    public Corner label(String parameter, String label) {
        var a = axis(parameter);
        return axis(parameter, new ParameterAxis(label, a.lo, a.hi, a.log));
    }

    /** This corner with a parameter shown from lo to hi; by default from the 0.2 to the 99.8 % quantile and a margin. */
    public Corner range(String parameter, double lo, double hi) {
        if (!(lo < hi) || Double.isInfinite(lo) || Double.isInfinite(hi)) {
            throw new IllegalArgumentException(
                    "corner: the range of '" + parameter + "' needs finite lo < hi, got " + lo + ", " + hi);
        }
        var a = axis(parameter);
        return axis(parameter, new ParameterAxis(a.label, lo, hi, a.log));
    }

    /** This corner with logarithmic axes for these parameters; their densities are per unit of the logarithm. */
    public Corner log(String... parameters) {
        var corner = this;
        for (var parameter : parameters) {
            for (var cloud : clouds) {
                if (cloud.has(parameter)
                        && Arrays.stream(cloud.draws(parameter)).anyMatch(v -> v <= 0)) {
                    throw new IllegalArgumentException("corner: '" + parameter + "' of '" + cloud.name
                            + "' has draws that are zero or negative and cannot stand on a logarithmic axis; leave it"
                            + " linear");
                }
            }
            var a = corner.axis(parameter);
            corner = corner.axis(parameter, new ParameterAxis(a.label, a.lo, a.hi, true));
        }
        return corner;
    }

    /** This corner with a known true value marked by lines. */
    public Corner truth(String parameter, double value) {
        known(parameter);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "corner: the true value of '" + parameter + "' must be finite, got " + value);
        }
        var more = new LinkedHashMap<>(truths);
        more.put(parameter, value);
        return new Corner(clouds, selected, axes, more, options);
    }

    /** This corner with wider (above 1) or narrower (below 1) kernels. */
    public Corner smoothing(double factor) {
        if (!(factor > 0 && factor <= 100)) {
            throw new IllegalArgumentException(
                    "corner: smoothing must be in (0, 100], 1 is the default, got " + factor);
        }
        var o = options;
        return with(new Options(factor, o.sigmas, o.quantiles, o.steps, o.points, o.title, o.width, o.height));
    }

    /** This corner with contours that enclose 1 - exp(-k^2/2) of the draws, for each of these k, ascending. */
    public Corner sigmas(double... k) {
        for (int i = 0; i < k.length; i++) {
            if (!(k[i] > (i == 0 ? 0 : k[i - 1]) && k[i] < 6)) {
                throw new IllegalArgumentException(
                        "corner: sigmas must ascend between 0 and 6, got " + Arrays.toString(k));
            }
        }
        var o = options;
        return with(new Options(o.smoothing, boxed(k), o.quantiles, o.steps, o.points, o.title, o.width, o.height));
    }

    /** This corner with these three quantiles on the diagonal and in the titles: lower, middle, upper. */
    public Corner quantiles(double... p) {
        if (p.length != 3 || !(p[0] > 0 && p[0] < p[1] && p[1] < p[2] && p[2] < 1)) {
            throw new IllegalArgumentException(
                    "corner: quantiles must be three ascending numbers between 0 and 1, got " + Arrays.toString(p));
        }
        var o = options;
        return with(new Options(o.smoothing, o.sigmas, boxed(p), o.steps, o.points, o.title, o.width, o.height));
    }

    /** This corner with histograms on the diagonal, not smooth curves. */
    public Corner histograms() {
        var o = options;
        return with(new Options(o.smoothing, o.sigmas, o.quantiles, true, o.points, o.title, o.width, o.height));
    }

    /** This corner without the single draws outside the last contour. */
    public Corner withoutPoints() {
        var o = options;
        return with(new Options(o.smoothing, o.sigmas, o.quantiles, o.steps, false, o.title, o.width, o.height));
    }

    /** This corner with a title. */
    public Corner title(String title) {
        var o = options;
        return with(new Options(o.smoothing, o.sigmas, o.quantiles, o.steps, o.points, title, o.width, o.height));
    }

    /** This corner with another size in CSS pixels; by default it grows with the number of parameters up to 940. */
    public Corner size(int width, int height) {
        Sizes.check(width, height);
        var o = options;
        return with(new Options(o.smoothing, o.sigmas, o.quantiles, o.steps, o.points, o.title, width, height));
    }

    /** The names of the parameters shown, in order. */
    public List<String> parameters() {
        if (!selected.isEmpty()) {
            return selected;
        }
        var all = new LinkedHashSet<String>();
        clouds.forEach(cloud -> all.addAll(cloud.parameters()));
        return List.copyOf(all);
    }

    @Override
    public int width() {
        return options.width > 0 ? options.width : natural();
    }

    @Override
    public int height() {
        return options.height > 0 ? options.height : natural();
    }

    private int natural() {
        int n = Math.max(1, parameters().size());
        return n <= 9 ? Math.min(940, 120 + 165 * n) : Math.min(1600, 940 + 60 * (n - 9));
    }

    @Override
    public void paint(Graphics2D g) {
        new CornerPainter(this).paint(g);
    }

    List<Cloud> clouds() {
        return clouds;
    }

    Options options() {
        return options;
    }

    Map<String, Double> truths() {
        return truths;
    }

    ParameterAxis axis(String parameter) {
        return axes.getOrDefault(parameter, ParameterAxis.DEFAULT);
    }

    private Corner axis(String parameter, ParameterAxis axis) {
        known(parameter);
        var more = new LinkedHashMap<>(axes);
        more.put(parameter, axis);
        return new Corner(clouds, selected, more, truths, options);
    }

    private Corner with(Options changed) {
        return new Corner(clouds, selected, axes, truths, changed);
    }

    private void known(String parameter) {
        if (clouds.stream().noneMatch(cloud -> cloud.has(parameter))) {
            var all = new LinkedHashSet<String>();
            clouds.forEach(cloud -> all.addAll(cloud.parameters()));
            throw new IllegalArgumentException("corner: no parameter '" + parameter + "'"
                    + (clouds.isEmpty() ? "; add(samples) first" : "; there are " + all));
        }
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    @Override
    public String toString() {
        return "corner of " + clouds.size() + " posteriors in " + parameters();
    }
}
