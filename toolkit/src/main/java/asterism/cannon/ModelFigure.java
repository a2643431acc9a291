package asterism.cannon;

import asterism.plot.Axis;
import asterism.plot.ColorMap;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Place;
import asterism.plot.Plots;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a trained model is made of, against wavelength. */
final class ModelFigure {

    private static final String INK = "#2a5d8a";
    private static final int BINS = 120;

    private final TrainedCannon model;
    private final PixelAxis pixels;
    private final double[] s2;

    ModelFigure(TrainedCannon model) {
        this.model = model;
        this.pixels = new PixelAxis(model.dispersion(), model.nPixels());
        this.s2 = model.s2();
    }

    PanelGrid theta(List<String> named) {
        var terms = named.isEmpty() ? model.vectorizer().terms() : named;
        int shown = named.isEmpty() ? 1 + model.vectorizer().labels().size() : terms.size();
        var panels = new ArrayList<Panel>();
        for (var term : terms.subList(0, Math.min(shown, terms.size()))) {
            double[] theta = used(model.theta(term));
            var panel = Plots.panel()
                    .x(pixels.axis())
                    .y(Axis.linear(term.equals("1") ? "constant" : "\\theta (" + term.replace("*", " ") + ")"));
            if (!term.equals("1")) {
                panel = panel.add(Plots.horizontal(0).color("#999999").width(0.8));
            }
            for (var line : pixels.lines(theta)) {
                panel = panel.add(line.color(INK).width(0.9));
            }
            panels.add(panel);
        }
        return PanelGrid.column(panels.toArray(Panel[]::new)).sharedX().size(860, 80 + 130 * panels.size());
    }

    private double[] used(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(j -> s2[j] < Double.POSITIVE_INFINITY ? values[j] : Double.NaN)
                .toArray();
    }

    Panel scatter() {
        var panel = Plots.panel()
                .x(pixels.axis())
                .y(Axis.linear("scatter s [flux]").from(0))
                .size(860, 300);
        for (var line : pixels.lines(used(model.scatter()))) {
            panel = panel.add(line.color(INK).width(0.9));
        }
        return panel;
    }

    PanelGrid sparsity() {
        int nTerms = model.vectorizer().size();
        int bins = Math.min(BINS, model.nPixels());
        double width = Math.max(pixels.last() - pixels.first(), 1e-9) / bins;
        var present = new double[nTerms][bins];
        var count = new double[bins];
        for (int j = 0; j < model.nPixels(); j++) {
            if (s2[j] < Double.POSITIVE_INFINITY) {
                int bin = Math.min(bins - 1, (int) ((pixels.x()[j] - pixels.first()) / width));
                count[bin]++;
                for (int t = 0; t < nTerms; t++) {
                    present[t][bin] += model.thetaRows()[j][t] != 0 ? 1 : 0;
                }
            }
        }
        var axis = Axis.linear("");
        var map = new double[nTerms - 1][bins];
        var total = new double[bins];
        for (int t = 1; t < nTerms; t++) {
            axis = axis.tick(
                    nTerms - 1.5 - (t - 1), model.vectorizer().terms().get(t).replace("*", " "));
            for (int b = 0; b < bins; b++) {
                map[nTerms - 1 - t][b] = count[b] == 0 ? Double.NaN : present[t][b] / count[b];
                total[b] += count[b] == 0 ? 0 : present[t][b] / count[b];
            }
        }
        double[] edges = IntStream.rangeClosed(0, bins)
                .mapToDouble(b -> pixels.first() + b * width)
                .toArray();
        var number = Plots.panel()
                .x(pixels.axis())
                .y(Axis.linear("terms per pixel").range(0, Math.max(1, nTerms - 1)))
                .add(Plots.steps(edges, total).color(INK));
        var where = Plots.panel()
                .x(pixels.axis())
                .y(axis.range(0, nTerms - 1))
                .legend(Place.NONE)
                .add(Plots.heatMap(map)
                        .x(pixels.first(), pixels.last())
                        .y(0, nTerms - 1)
                        .range(0, 1)
                        .colors(ColorMap.PLATE)
                        .colorBar("fraction that is not 0"));
        return PanelGrid.column(number, where).heights(1, 2.2).sharedX().size(860, 460);
    }
}
