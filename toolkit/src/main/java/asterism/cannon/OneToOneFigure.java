package asterism.cannon;

import asterism.display.Numbers;
import asterism.plot.Axis;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Place;
import asterism.plot.Plots;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Inferred against known labels, and their pulls. */
final class OneToOneFigure {

    private static final String INK = "#2a5d8a";
    private static final int MOST_COLUMNS = 3;
    private static final double WIDEST_PULL = 4;
    private static final int BINS = 24;

    private final OneToOne comparison;

    OneToOneFigure(OneToOne comparison) {
        if (comparison.size() == 0) {
            throw new IllegalArgumentException("one-to-one plot: none of the " + comparison.unanswered()
                    + " stars has both known and inferred labels");
        }
        this.comparison = comparison;
    }

    PanelGrid grid() {
        return grid(comparison.names().stream().map(this::panel).toArray(Panel[]::new));
    }

    PanelGrid pulls() {
        return grid(comparison.names().stream().map(this::pullPanel).toArray(Panel[]::new));
    }

    private static PanelGrid grid(Panel... panels) {
        int columns = Math.min(MOST_COLUMNS, panels.length);
        int rows = (panels.length + columns - 1) / columns;
        return PanelGrid.of(columns, Arrays.asList(panels)).size(60 + 300 * columns, 40 + 300 * rows);
    }

    private Panel panel(String label) {
        double[] known = comparison.known(label);
        double[] inferred = comparison.inferred(label);
        double low = Math.min(min(known), min(inferred));
        double high = Math.max(max(known), max(inferred));
        double margin = low == high ? 1 : 0.06 * (high - low);
        double[] ends = {low - margin, high + margin};
        var panel = Plots.panel()
                .x(Axis.linear(label + ", known").range(ends[0], ends[1]))
                .y(Axis.linear(label + ", inferred").range(ends[0], ends[1]))
                .legend(Place.NONE)
                .add(Plots.line(ends, ends).color("#999999").width(1));
        var points = Plots.points(known, inferred).color(INK).size(4).opacity(0.6);
        double[] errors = comparison.errors(label);
        if (Arrays.stream(errors).allMatch(Double::isFinite)) {
            points = points.yError(errors);
        }
        return panel.add(points)
                .add(Plots.text("bias " + Numbers.significant(comparison.bias(label), 2))
                        .in(Place.TOP_LEFT))
                .add(Plots.text("rms " + Numbers.significant(comparison.rms(label), 2))
                        .in(Place.BOTTOM_RIGHT));
    }

    private Panel pullPanel(String label) {
        double[] edges = IntStream.rangeClosed(0, BINS)
                .mapToDouble(b -> WIDEST_PULL * (2.0 * b / BINS - 1))
                .toArray();
        double width = edges[1] - edges[0];
        var density = new double[BINS];
        for (double pull : comparison.pulls(label)) {
            int bin = (int) Math.floor((pull + WIDEST_PULL) / width);
            if (bin >= 0 && bin < BINS) {
                density[bin] += 1 / (width * comparison.size());
            }
        }
        double[] x = IntStream.rangeClosed(0, 100)
                .mapToDouble(k -> WIDEST_PULL * (k / 50.0 - 1))
                .toArray();
        double[] gaussian = Arrays.stream(x)
                .map(z -> Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI))
                .toArray();
        double highest = Math.max(0.4, max(density));
        return Plots.panel()
                .x(Axis.linear(label + ", pull").range(-WIDEST_PULL, WIDEST_PULL))
                .y(Axis.linear("density").range(0, 1.25 * highest))
                .legend(Place.NONE)
                .add(Plots.steps(edges, density).color(INK).width(1.5))
                .add(Plots.line(x, gaussian).color("#d1495b"))
                .add(Plots.text("width " + Numbers.significant(comparison.pullWidth(label), 3))
                        .in(Place.TOP_LEFT));
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
