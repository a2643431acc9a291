package asterism.torus;

import asterism.plot.Axis;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Plots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The label function and the distortions with their bands. */
final class FunctionFigure {

    private static final int POINTS = 200;

    private final TorusModel model;
    private final List<TorusParameters> line; // the best one; empty: the median of the draws
    private final List<TorusParameters> draws;

    /** Line and bands from draws. */
    FunctionFigure(TorusModel model, List<TorusParameters> draws) {
        this(model, List.of(), draws, 2);
    }

    /** Bands from draws about the best parameters; values that are NaN in the draws, of which nothing is known, stay best. */
    FunctionFigure(TorusModel model, TorusParameters best, List<TorusParameters> draws) {
        this(
                model,
                List.of(best),
                draws.stream().map(d -> filled(model, d, best)).toList(),
                2);
    }

    private FunctionFigure(TorusModel model, List<TorusParameters> line, List<TorusParameters> draws, int atLeast) {
        if (draws.size() < atLeast) {
            throw new IllegalArgumentException(
                    "functionPlot: bands need at least " + atLeast + " draws, got " + draws.size());
        }
        this.model = model;
        this.line = line;
        this.draws = draws;
    }

    private static TorusParameters filled(TorusModel model, TorusParameters draw, TorusParameters best) {
        double[] x = draw.toArray();
        double[] b = best.toArray();
        Arrays.setAll(x, k -> Double.isNaN(x[k]) ? b[k] : x[k]);
        return model.parameters(x);
    }

    PanelGrid grid() {
        var panels = new ArrayList<Panel>();
        double[] labelKnots = model.labelKnots();
        double[] r = radii(labelKnots);
        panels.add(panel(r, labelKnots, p -> model.labelFunction(r, p), "r", "label f(r)"));
        for (int m : model.orders()) {
            double[] knots = model.eKnots(m);
            double[] rE = radii(knots);
            panels.add(panel(rE, knots, p -> model.eFunction(m, rE, p), "r_e", "e_" + m + "(r_e)"));
        }
        int columns = Math.min(3, panels.size());
        int rows = (panels.size() + columns - 1) / columns;
        return PanelGrid.of(columns, panels).size(360 * columns, 310 * rows);
    }

    private static double[] radii(double[] knots) {
        double last = knots[knots.length - 1];
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> knots[0] + (last - knots[0]) * i / (POINTS - 1))
                .toArray();
    }

    private Panel panel(
            double[] r, double[] knots, Function<TorusParameters, double[]> function, String x, String name) {
        var curves = Curves.of(draws.stream().map(function).toList());
        double[] center = line.isEmpty() ? curves.quantile(0.5) : function.apply(line.get(0));
        var panel = Plots.panel()
                .x(Axis.linear(x + " [kpc (rad/Myr)^{1/2}]").range(r[0], r[r.length - 1]))
                .y(Axis.linear(name));
        for (double knot : knots) {
            panel = panel.add(Plots.vertical(knot).color("gray").opacity(0.5).dotted());
        }
        return panel.addAll(curves.bands(r, "dodgerblue"))
                .add(Plots.line(r, center).color("dodgerblue").width(2));
    }
}
