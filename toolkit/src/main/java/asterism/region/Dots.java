package asterism.region;

import asterism.plot.Mark;
import asterism.plot.Plots;
import java.util.ArrayList;
import java.util.List;

/** Data of one source on logarithmic axes: points with errors, and arrows for limits and for what is not above zero. */
final class Dots {

    private static final double WITHIN = 2; // sigma: where the arrow of a flux below zero begins

    private record Dot(double x, double y, double sigma) {}

    private final List<Dot> measured = new ArrayList<>();
    private final List<Dot> limits = new ArrayList<>();

    /** Adds a datum: x above 0, y and sigma in one unit. */
    void add(double x, double y, double sigma, boolean isLimit) {
        if (isLimit) {
            limits.add(new Dot(x, y, 0));
        } else if (y > 0) {
            measured.add(new Dot(x, y, sigma));
        } else if (y + WITHIN * sigma > 0) {
            limits.add(new Dot(x, y + WITHIN * sigma, 0));
        }
    }

    /** The marks; only the first of them has the name, so that a legend has one line for a source. */
    List<Mark> marks(String color, String name) {
        var marks = new ArrayList<Mark>();
        if (!measured.isEmpty()) {
            marks.add(Plots.points(xs(measured), ys(measured))
                    .yError(measured.stream().mapToDouble(Dot::sigma).toArray())
                    .color(color)
                    .name(name));
        }
        if (!limits.isEmpty()) {
            var arrows = Plots.upperLimits(xs(limits), ys(limits)).color(color);
            marks.add(measured.isEmpty() ? arrows.name(name) : arrows);
        }
        return marks;
    }

    private static double[] xs(List<Dot> dots) {
        return dots.stream().mapToDouble(Dot::x).toArray();
    }

    private static double[] ys(List<Dot> dots) {
        return dots.stream().mapToDouble(Dot::y).toArray();
    }
}
