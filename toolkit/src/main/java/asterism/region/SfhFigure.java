package asterism.region;

import asterism.infer.Fit;
import asterism.plot.Axis;
import asterism.plot.Panel;
import asterism.plot.Plots;
import asterism.sed.PiecewiseSfh;
import java.util.Arrays;

/** Star formation histories: median and 16 to 84 % of every age bin. */
final class SfhFigure {

    private static final double YOUNGEST_YR = 1e6; // where a bin that reaches to today begins on the logarithmic axis
    private static final int DRAWS = 2000;

    private final RegionModel model;
    private final double[][] draws;

    SfhFigure(RegionModel model, Fit fit) {
        this.model = model;
        this.draws = fit.samples().draws(DRAWS);
    }

    Panel panel() {
        var colors = new RegionColors(model.regions());
        var panel = Plots.panel()
                .x(Axis.log("look-back time [yr]"))
                .y(Axis.log("star formation rate \\psi [M_{\\odot} yr^{-1}]"))
                .size(760, 440);
        for (var region : model.regions()) {
            var edges = model.sed(region).ageEdges();
            edges[0] = Math.max(edges[0], Math.min(YOUNGEST_YR, 0.1 * edges[1]));
            var rates = CurveQuantiles.of(
                    Arrays.stream(draws).map(theta -> rates(region, theta)).toArray(double[][]::new));
            panel = panel.add(Plots.stepBand(edges, rates.low(), rates.high()).color(colors.of(region)))
                    .add(Plots.steps(edges, rates.median())
                            .color(colors.of(region))
                            .width(2)
                            .name(region));
        }
        return panel;
    }

    private double[] rates(String region, double[] theta) {
        var all = model.parameters(region, theta);
        var names = model.sed(region).parameters();
        var rates = new double[model.sed(region).ageEdges().length - 1];
        for (int j = 0, i = 0; j < names.size(); j++) {
            if (PiecewiseSfh.PSI.covers(names.get(j))) {
                rates[i++] = all[j];
            }
        }
        return rates;
    }
}
