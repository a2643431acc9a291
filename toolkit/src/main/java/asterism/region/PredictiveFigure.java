package asterism.region;

import asterism.plot.Axis;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Plots;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** For each source a panel: measured fluxes and the ranges of the replicated ones, over the replicated median. */
final class PredictiveFigure {

    private static final String SUSPECT = "#c0202a";
    private static final String REPLICATED = "#8a8a8a";

    private final RegionModel model;
    private final PredictiveCheck check;

    PredictiveFigure(RegionModel model, PredictiveCheck check) {
        this.model = model;
        this.check = check;
    }

    PanelGrid grid() {
        var sources = check.data().stream()
                .map(d -> d.measurement().source())
                .distinct()
                .toList();
        var panels = sources.stream().map(this::panel).toArray(Panel[]::new);
        return PanelGrid.column(panels).sharedX().size(860, 80 + 190 * panels.length);
    }

    private Panel panel(String source) {
        var color = new RegionColors(model.regions()).of(source);
        var suspects = check.suspects().stream().map(PredictiveCheck.Part::name).toList();
        var data = check.data().stream()
                .filter(d -> d.measurement().source().equals(source) && d.median() > 0)
                .toList();
        var limits = data.stream().filter(d -> d.measurement().isLimit()).toList();
        var good = data.stream()
                .filter(d -> !d.measurement().isLimit()
                        && !suspects.contains(d.measurement().band()))
                .toList();
        var bad = data.stream()
                .filter(d -> !d.measurement().isLimit()
                        && suspects.contains(d.measurement().band()))
                .toList();
        var panel = Plots.panel()
                .x(Axis.log("wavelength [\\mu m]"))
                .y(Axis.linear(source + ", F / replicated"))
                .add(Plots.horizontal(1).color("#777777").width(0.8));
        for (var d : data) {
            panel = panel.add(bar(d, 1.035, d.low95(), d.high95(), 0.3))
                    .add(bar(d, 1.035, d.low68(), d.high68(), 0.55));
        }
        if (!good.isEmpty()) {
            panel = panel.add(
                    Plots.points(micron(good), over(good)).color(color).size(6).name("measured"));
        }
        if (!bad.isEmpty()) {
            panel = panel.add(
                    Plots.points(micron(bad), over(bad)).color(SUSPECT).size(8).name("measured, does not fit"));
        }
        if (!limits.isEmpty()) {
            panel = panel.add(Plots.upperLimits(micron(limits), over(limits)).color(color));
        }
        return panel;
    }

    private asterism.plot.Band bar(
            PredictiveCheck.Replicated d, double width, double low, double high, double opacity) {
        double x = wavelength(d);
        double[] ends = {x / width, x * width};
        double[] lows = {low / d.median(), low / d.median()};
        double[] highs = {high / d.median(), high / d.median()};
        return Plots.band(ends, lows, highs).color(REPLICATED).opacity(opacity);
    }

    private double[] micron(List<PredictiveCheck.Replicated> data) {
        return values(data, this::wavelength);
    }

    private static double[] over(List<PredictiveCheck.Replicated> data) {
        return values(data, d -> d.measurement().flux() / d.median());
    }

    private static double[] values(
            List<PredictiveCheck.Replicated> data, ToDoubleFunction<PredictiveCheck.Replicated> value) {
        return data.stream().mapToDouble(value).toArray();
    }

    private double wavelength(PredictiveCheck.Replicated d) {
        var m = d.measurement();
        return model.sed(m.weights().keySet().iterator().next())
                .filters()
                .get(m.band())
                .pivotWavelength();
    }
}
