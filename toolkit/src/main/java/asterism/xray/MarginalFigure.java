package asterism.xray;

import asterism.plot.Axis;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Plots;
import java.util.ArrayList;
import java.util.List;

/** One panel for each intensity: its density, its value and its bounds. */
final class MarginalFigure {

    private static final int POINTS = 400;
    private static final List<String> COLORS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7");

    private final List<AperturePosterior> posteriors;

    MarginalFigure(AperturePosterior first, AperturePosterior... others) {
        var all = new ArrayList<AperturePosterior>();
        all.add(first);
        for (var other : others) {
            if (!other.sources().equals(first.sources())) {
                throw new IllegalArgumentException("marginals: posteriors of different problems, one has the sources "
                        + first.sources() + ", another " + other.sources() + "; draw them apart");
            }
            all.add(other);
        }
        for (var posterior : all) {
            if (posterior.reason().isPresent()) {
                throw new IllegalArgumentException(
                        "marginals: this posterior has nothing to draw, " + posterior.detail());
            }
        }
        posteriors = List.copyOf(all);
    }

    PanelGrid grid() {
        var panels = new ArrayList<Panel>();
        int n = labels().size();
        int columns = Math.min(n, n == 4 ? 2 : 3);
        for (var label : labels()) {
            panels.add(panel(label, panels.size() % columns == 0, panels.isEmpty() && posteriors.size() > 1));
        }
        int rows = (panels.size() + columns - 1) / columns;
        return PanelGrid.of(columns, panels).size(Math.min(940, 60 + 330 * columns), 270 * rows);
    }

    /** Sources, then the backgrounds that were not held. */
    private List<String> labels() {
        var first = posteriors.get(0);
        var labels = new ArrayList<>(first.sources());
        for (var b : first.backgrounds()) {
            boolean frozen = posteriors.stream()
                    .anyMatch(p -> p.flags().contains(Flag.BACKGROUND_FROZEN)
                            || !p.backgrounds().contains(b));
            if (!frozen) {
                labels.add(b);
            }
        }
        return labels;
    }

    private Panel panel(String label, boolean first, boolean named) {
        double hi = posteriors.stream()
                .mapToDouble(p -> p.marginal(label).quantile(0.9995))
                .max()
                .orElseThrow();
        double lo = posteriors.stream()
                .mapToDouble(p -> p.marginal(label).quantile(0.0005))
                .min()
                .orElseThrow();
        lo = lo < 0.1 * hi ? 0 : lo;
        double unit = decade(hi);
        var factor = unit == 1 ? "" : "10^{" + Math.round(Math.log10(unit)) + "} ";
        var panel = Plots.panel()
                .title(label)
                .x(Axis.linear("[" + factor
                                + markup(posteriors.get(0).intensity(label).unit()) + "]")
                        .range(lo / unit, hi / unit))
                .y(Axis.linear(first ? "density" : "").from(0));
        for (int k = 0; k < posteriors.size(); k++) {
            panel = draw(panel, posteriors.get(k), label, lo, hi, unit, k, named);
        }
        return panel;
    }

    private static double decade(double hi) {
        double exponent = Math.floor(Math.log10(hi));
        return Math.abs(exponent) <= 2 ? 1 : Math.pow(10, exponent);
    }

    private static Panel draw(
            Panel panel, AperturePosterior p, String label, double lo, double hi, double unit, int k, boolean named) {
        var marginal = p.marginal(label);
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double at = lo + (hi - lo) * i / (POINTS - 1);
            x[i] = at / unit;
            y[i] = marginal.density(at) * unit;
        }
        var color = COLORS.get(k % COLORS.size());
        var line = Plots.line(x, y).color(color);
        line = named
                ? line.name(p.settings().summary() + ", "
                        + p.engine().map(Engine::words).orElse(""))
                : line;
        var intensity = p.intensity(label);
        if (intensity.hasValue()) {
            panel = panel.add(
                    Plots.xSpan(Math.max(lo, intensity.lower()) / unit, Math.min(hi, intensity.upper()) / unit)
                            .color(color)
                            .opacity(0.15));
        }
        panel = panel.add(line);
        return intensity.hasValue()
                ? panel.add(
                        Plots.vertical(intensity.value() / unit).color(color).dashed())
                : panel;
    }

    /** {@code photon cm-2 s-1} with its powers raised. */
    static String markup(String unit) {
        return unit.replace(" per area", " / area").replaceAll("(cm|s)(-\\d)", "$1^{$2}");
    }
}
