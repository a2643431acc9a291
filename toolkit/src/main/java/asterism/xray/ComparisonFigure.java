package asterism.xray;

import asterism.display.Numbers;
import asterism.plot.Axis;
import asterism.plot.Mark;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Plots;
import asterism.plot.Points;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** A catalogue against its reference, and the distribution of the statistic f. */
final class ComparisonFigure {

    private static final String USUAL = "#0072b2";
    private static final String LIMIT = "#888888";
    private static final String OUTLIER = "#d00000";
    private static final int MOST_WITH_BARS = 300;
    private static final int BINS = 40;

    private final CatalogueComparison comparison;
    private final double[] f;

    ComparisonFigure(CatalogueComparison comparison) {
        this.comparison = comparison;
        this.f = comparison.f();
        if (Arrays.stream(f).allMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "comparison of catalogues: no source has a value in both; nothing to draw");
        }
    }

    PanelGrid grid() {
        var upper = Plots.panel()
                .x(Axis.log("reference"))
                .y(Axis.log("this catalogue"))
                .addAll(values());
        var lower = Plots.panel()
                .x(Axis.log("reference (upper limits: their bound)"))
                .y(Axis.log("f"))
                .addAll(statistics())
                .add(Plots.horizontal(1).dashed().color("#444444"));
        return PanelGrid.column(upper, lower).heights(3, 1.3).sharedX().size(680, 620);
    }

    private List<Mark> values() {
        var marks = new ArrayList<Mark>();
        var fine = pick(i -> isDetection(i) && f[i] <= 1);
        var far = pick(i -> isDetection(i) && f[i] > 1);
        var limits = pick(i -> isLimit(i) && f[i] <= 1);
        var farLimits = pick(i -> isLimit(i) && f[i] > 1);
        double[] ends = ends();
        marks.add(Plots.line(ends, ends).color("#444444").width(1));
        add(marks, fine, USUAL, "values, f \u2264 1 (" + fine.size() + ")");
        add(marks, far, OUTLIER, "values, f > 1 (" + far.size() + ")");
        addLimits(marks, limits, LIMIT, "upper limits, f \u2264 1 (" + limits.size() + ")");
        addLimits(marks, farLimits, OUTLIER, "upper limits, f > 1 (" + farLimits.size() + ")");
        return marks;
    }

    private boolean isDetection(int i) {
        return comparison.reference(i)[0] > 0 && comparison.compared(i)[0] > 0;
    }

    /** An upper limit in one of the two: drawn at the bounds. */
    private boolean isLimit(int i) {
        return !Double.isNaN(f[i]) && !isDetection(i);
    }

    private List<Integer> pick(IntPredicate wanted) {
        return IntStream.range(0, f.length)
                .filter(i -> !Double.isNaN(f[i]) && wanted.test(i))
                .boxed()
                .toList();
    }

    private void add(List<Mark> marks, List<Integer> which, String color, String name) {
        if (which.isEmpty()) {
            return;
        }
        var points = Plots.points(at(which, i -> comparison.reference(i)[0]), at(which, i -> comparison
                        .compared(i)[0]))
                .color(color)
                .size(isCrowded(which, color) ? 2 : 5)
                .name(name);
        marks.add(isCrowded(which, color) ? points : withBars(points, which));
    }

    /** Whether there are too many for bars and large dots; outliers are counted by themselves. */
    private boolean isCrowded(List<Integer> which, String color) {
        return (color.equals(OUTLIER) ? which.size() : f.length) > MOST_WITH_BARS;
    }

    private Points withBars(Points points, List<Integer> which) {
        return points.xError(
                        at(which, i -> comparison.reference(i)[0] - comparison.reference(i)[1]),
                        at(which, i -> comparison.reference(i)[2] - comparison.reference(i)[0]))
                .yError(
                        at(which, i -> comparison.compared(i)[0] - comparison.compared(i)[1]),
                        at(which, i -> comparison.compared(i)[2] - comparison.compared(i)[0]));
    }

    private void addLimits(List<Mark> marks, List<Integer> which, String color, String name) {
        if (!which.isEmpty()) {
            double[] x = at(which, i -> comparison.reference(i)[2]);
            double[] y = at(which, i -> comparison.compared(i)[2]);
            var points = isCrowded(which, color) ? Plots.points(x, y).size(2.5) : Plots.upperLimits(x, y);
            marks.add(points.color(color).opacity(0.6).name(name));
        }
    }

    private static double[] at(List<Integer> which, IntToDoubleFunction value) {
        return which.stream().mapToInt(Integer::intValue).mapToDouble(value).toArray();
    }

    /** The smallest and the largest number of the diagram. */
    private double[] ends() {
        double lo = Double.POSITIVE_INFINITY;
        double hi = 0;
        for (int i = 0; i < f.length; i++) {
            if (Double.isNaN(f[i])) {
                continue;
            }
            double x = abscissa(i);
            lo = Math.min(lo, x);
            hi = Math.max(hi, x);
        }
        return new double[] {lo, hi};
    }

    private double abscissa(int i) {
        return isDetection(i) ? comparison.reference(i)[0] : comparison.reference(i)[2];
    }

    private List<Mark> statistics() {
        var marks = new ArrayList<Mark>();
        addStatistic(marks, pick(i -> isDetection(i) && f[i] <= 1), USUAL);
        addStatistic(marks, pick(i -> isLimit(i) && f[i] <= 1), LIMIT);
        addStatistic(marks, pick(i -> f[i] > 1), OUTLIER);
        return marks;
    }

    private void addStatistic(List<Mark> marks, List<Integer> which, String color) {
        if (!which.isEmpty()) {
            marks.add(Plots.points(at(which, this::abscissa), at(which, i -> Math.max(f[i], 1e-4)))
                    .color(color)
                    .size(isCrowded(which, color) ? 2 : 5)
                    .opacity(0.6));
        }
    }

    /** Histograms of f in bins of equal width of its logarithm. */
    Panel distribution() {
        double lo = Double.POSITIVE_INFINITY;
        double hi = 0;
        for (double x : f) {
            if (x > 0) {
                lo = Math.min(lo, x);
                hi = Math.max(hi, x);
            }
        }
        lo = Math.max(lo, 1e-4);
        hi = Math.max(hi, 2);
        double[] edges = new double[BINS + 1];
        for (int b = 0; b <= BINS; b++) {
            edges[b] = lo * Math.pow(hi / lo, b / (double) BINS);
        }
        var panel =
                Plots.panel().x(Axis.log("f")).y(Axis.linear("sources").from(0)).size(640, 380);
        panel = histogram(panel, edges, i -> comparison.reference(i)[0] > 0, USUAL, comparison.detections());
        panel = histogram(panel, edges, i -> comparison.reference(i)[0] == 0, "#e69f00", comparison.upperLimits());
        return panel.add(Plots.vertical(1).dashed().color("#444444"));
    }

    private Panel histogram(
            Panel panel, double[] edges, IntPredicate belongs, String color, CatalogueComparison.Sample sample) {
        if (sample.compared() == 0) {
            return panel;
        }
        double[] counts = new double[BINS];
        for (int i : pick(belongs)) {
            double at = Math.log(Math.max(f[i], edges[0]) / edges[0]) / Math.log(edges[BINS] / edges[0]) * BINS;
            counts[(int) Math.min(BINS - 1, at)]++;
        }
        return panel.add(Plots.steps(edges, counts)
                .color(color)
                .filled()
                .name(sample.sample() + ": median " + Numbers.significant(sample.median(), 2)));
    }
}
