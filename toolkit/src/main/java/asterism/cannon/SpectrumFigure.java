package asterism.cannon;

import asterism.display.Numbers;
import asterism.plot.Axis;
import asterism.plot.PanelGrid;
import asterism.plot.Place;
import asterism.plot.Plots;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A spectrum, its model, and what is left. */
final class SpectrumFigure {

    private static final String DATA = "#333333";
    private static final String MODEL = "#d1495b";

    private final Spectra spectra;
    private final int spectrum;
    private final String labels;
    private final PixelAxis pixels;
    private final double[] flux;
    private final double[] predicted;
    private final double[] residual;

    SpectrumFigure(TrainedCannon model, Spectra spectra, int spectrum, double... labels) {
        if (spectra.nPixels() != model.nPixels()) {
            throw new IllegalArgumentException("spectrum plot: the spectra have " + spectra.nPixels()
                    + " pixels, the model has " + model.nPixels());
        }
        if (spectrum < 0 || spectrum >= spectra.size()) {
            throw new IllegalArgumentException(
                    "spectrum plot: no spectrum " + spectrum + "; there are 0 to " + (spectra.size() - 1));
        }
        this.spectra = spectra;
        this.spectrum = spectrum;
        this.pixels = new PixelAxis(spectra.dispersion().or(model::dispersion), spectra.nPixels());
        double[] ivar = spectra.ivar(spectrum);
        double[] s2 = model.s2();
        flux = spectra.flux(spectrum);
        predicted = model.predict(labels);
        residual = new double[flux.length];
        for (int j = 0; j < flux.length; j++) {
            boolean seen = ivar[j] > 0;
            boolean known = s2[j] < Double.POSITIVE_INFINITY;
            residual[j] = seen && known ? (flux[j] - predicted[j]) / Math.sqrt(1 / ivar[j] + s2[j]) : Double.NaN;
            flux[j] = seen ? flux[j] : Double.NaN;
            predicted[j] = known ? predicted[j] : Double.NaN;
        }
        var names = model.vectorizer().labels();
        this.labels = IntStream.range(0, names.size())
                .mapToObj(l -> names.get(l) + " " + Numbers.significant(labels[l], 4))
                .collect(Collectors.joining(", "));
    }

    PanelGrid grid(double from, double to) {
        double first = Double.isNaN(from) ? pixels.first() : from;
        double last = Double.isNaN(to) ? pixels.last() : to;
        var axis = pixels.axis().range(first, last);
        var upper = Plots.panel()
                .x(axis)
                .y(Axis.linear("flux / continuum"))
                .title("spectrum " + spectra.names().get(spectrum) + ": " + labels)
                .legend(Place.BOTTOM_RIGHT);
        boolean named = false;
        for (var line : pixels.lines(flux, first, last)) {
            upper = upper.add(
                    named
                            ? line.color(DATA).width(1)
                            : line.color(DATA).width(1).name("data"));
            named = true;
        }
        named = false;
        for (var line : pixels.lines(predicted, first, last)) {
            upper = upper.add(
                    named
                            ? line.color(MODEL).width(1)
                            : line.color(MODEL).width(1).name("model"));
            named = true;
        }
        var lower = Plots.panel()
                .x(axis)
                .y(Axis.linear("residual [\\sigma]"))
                .add(Plots.ySpan(-1, 1).color("#bbbbbb"))
                .add(Plots.horizontal(0).color("#777777").width(0.8));
        for (var line : pixels.lines(residual, first, last)) {
            lower = lower.add(line.color(DATA).width(0.8));
        }
        return PanelGrid.column(upper, lower).heights(2.2, 1).sharedX().size(860, 440);
    }
}
