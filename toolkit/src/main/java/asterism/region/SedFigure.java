package asterism.region;

import asterism.infer.Fit;
import asterism.plot.Axis;
import asterism.plot.Line;
import asterism.plot.Mark;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Place;
import asterism.plot.Plots;
import asterism.sed.SedSpectra;
import asterism.sed.SedSpectrum;
import asterism.unit.Constants;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Spectra with data in one panel, and below it a panel of residuals for every view: what measurements of one name see, be
 * it a region or a sum of regions.
 */
final class SedFigure {

    private static final int DRAWS = 200;
    private static final double BELOW = 0.1; // how far below the faintest datum the frame reaches
    private static final double ABOVE = 50; // and above the brightest, so that the legend hides nothing

    /** What is seen of each region, and the name under which it was measured. */
    private record View(String source, Map<String, Double> weights) {}

    private final RegionModel model;
    private final double[] best;
    private final double[][] draws;
    private final List<Prediction> predictions;
    private final RegionColors colors;
    private final Map<String, SedSpectra> spectra = new LinkedHashMap<>();
    private final Map<String, double[][]> totals = new LinkedHashMap<>();
    private final double[] wave;

    SedFigure(RegionModel model, Fit fit) {
        this.model = model;
        this.best = fit.best().theta();
        this.draws = fit.samples().draws(DRAWS);
        this.predictions = model.predictions(best);
        this.colors = new RegionColors(model.regions());
        this.wave = at(model.regions().get(0), best).wavelength();
    }

    PanelGrid grid() {
        var views = predictions.stream()
                .map(p -> new View(p.measurement().source(), p.measurement().weights()))
                .distinct()
                .toList();
        var panels = new ArrayList<Panel>();
        panels.add(spectra(views));
        views.forEach(view -> panels.add(residuals(view)));
        var heights = new double[panels.size()];
        Arrays.fill(heights, 1);
        heights[0] = 4.5;
        return PanelGrid.column(panels.toArray(Panel[]::new))
                .heights(heights)
                .sharedX()
                .size(860, 440 + 85 * views.size());
    }

    private List<Prediction> seenBy(View view) {
        return predictions.stream()
                .filter(p -> p.measurement().source().equals(view.source())
                        && p.measurement().weights().equals(view.weights()))
                .toList();
    }

    private Panel spectra(List<View> views) {
        var lines = new ArrayList<Mark>();
        var data = new ArrayList<Mark>();
        double faintest = Double.POSITIVE_INFINITY;
        double brightest = 0;
        views.stream().filter(view -> view.weights().size() > 1).forEach(view -> lines.addAll(lines(view)));
        views.stream().filter(view -> view.weights().size() == 1).forEach(view -> lines.addAll(lines(view)));
        lines.add(key("stars, unattenuated").dotted());
        lines.add(key("dust").dashed());
        for (var view : views) {
            var dots = new Dots();
            for (var p : seenBy(view)) {
                var m = p.measurement();
                double micron = micron(m);
                double nuLnu = Constants.LIGHT_SPEED_MICRON / micron * lnuPerMillijansky();
                dots.add(micron, m.flux() * nuLnu, m.sigma() * nuLnu, m.isLimit());
                faintest = m.flux() > 0 ? Math.min(faintest, m.flux() * nuLnu) : faintest;
                brightest = Math.max(brightest, m.flux() * nuLnu);
            }
            data.addAll(dots.marks(colors.of(view.source()), ""));
        }
        return Plots.panel()
                .x(wavelengthAxis())
                .y(Axis.log("\\nu L_\\nu [L_{\\odot}]").range(BELOW * faintest, ABOVE * brightest))
                .addAll(lines)
                .addAll(data)
                .legend(Place.TOP_RIGHT);
    }

    /** A line that is only there for the legend: all its points are one, far outside. */
    private Line key(String name) {
        var nowhere = new double[] {wave[0], wave[0]};
        return Plots.line(nowhere, nowhere).color("#666666").width(0.9).name(name);
    }

    private List<Mark> lines(View view) {
        var color = colors.of(view.source());
        var range = CurveQuantiles.of(totals(view));
        var lines = new ArrayList<Mark>();
        lines.add(Plots.band(wave, range.low(), range.high()).color(color));
        if (view.weights().size() == 1) {
            lines.add(Plots.line(wave, nuLnu(view, best, SedSpectrum::unattenuated))
                    .color(color)
                    .width(0.8)
                    .dotted());
            lines.add(Plots.line(wave, nuLnu(view, best, SedSpectrum::dust))
                    .color(color)
                    .width(0.9)
                    .dashed());
        }
        lines.add(Plots.line(wave, nuLnu(view, best, SedSpectrum::total))
                .color(color)
                .width(1.5)
                .name(view.source()));
        return lines;
    }

    private Axis wavelengthAxis() {
        return Axis.log("wavelength [\\mu m]").range(wave[0], wave[wave.length - 1]);
    }

    private Panel residuals(View view) {
        var data = seenBy(view);
        var x = data.stream().mapToDouble(p -> micron(p.measurement())).toArray();
        var y = data.stream().mapToDouble(Prediction::residual).toArray();
        var one = new double[x.length];
        Arrays.fill(one, 1);
        double reach = Math.max(3.2, 1.2 + Arrays.stream(y).map(Math::abs).max().orElse(0));
        return Plots.panel()
                .x(wavelengthAxis())
                .y(Axis.linear(view.source() + " [\\sigma]")
                        .range(-reach, reach)
                        .tick(-2, "\u22122")
                        .tick(0, "0")
                        .tick(2, "2"))
                .add(Plots.ySpan(-1, 1).color("#999999").opacity(0.15))
                .add(Plots.horizontal(0).color("#777777").width(0.8))
                .add(Plots.points(x, y).yError(one).color(colors.of(view.source())));
    }

    private double micron(Measurement m) {
        return model.sed(m.weights().keySet().iterator().next())
                .filters()
                .get(m.band())
                .pivotWavelength();
    }

    private double lnuPerMillijansky() {
        return model.sed(model.regions().get(0)).distance().lnuPerMillijansky();
    }

    /** Curves of the posterior, [nDraws][nWave]. */
    private double[][] totals(View view) {
        var sum = new double[draws.length][wave.length];
        view.weights().forEach((region, weight) -> {
            var curves = totals.computeIfAbsent(region, r -> Arrays.stream(draws)
                    .map(theta -> nuLnu(r, theta, SedSpectrum::total))
                    .toArray(double[][]::new));
            for (int d = 0; d < sum.length; d++) {
                add(weight, curves[d], sum[d]);
            }
        });
        return sum;
    }

    private double[] nuLnu(View view, double[] theta, Function<SedSpectrum, double[]> part) {
        var sum = new double[wave.length];
        view.weights().forEach((region, weight) -> add(weight, nuLnu(region, theta, part), sum));
        return sum;
    }

    private double[] nuLnu(String region, double[] theta, Function<SedSpectrum, double[]> part) {
        var spectrum = at(region, theta);
        return spectrum.nuLnu(part.apply(spectrum));
    }

    private SedSpectrum at(String region, double[] theta) {
        return spectra.computeIfAbsent(region, r -> model.sed(r).spectra()).at(model.parameters(region, theta));
    }

    private static void add(double weight, double[] curve, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * curve[i];
        }
    }
}
