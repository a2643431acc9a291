package asterism.torus;

import asterism.plot.ColorMap;
import asterism.plot.PanelGrid;

/** Data, model and residual in sigma, side by side. */
final class ResidualFigure {

    private static final double MOST_SIGMA = 4;

    private final TorusFit fit;
    private final PixelFigure pixels;

    ResidualFigure(TorusFit fit) {
        this.fit = fit;
        this.pixels = new PixelFigure(fit.data());
    }

    PanelGrid grid() {
        boolean counts = fit.likelihood() == TorusLikelihood.POISSON;
        double[] data = counts ? pixels.lnCounts() : pixels.label();
        double[] model = fit.label();
        double lo = PixelFigure.percentile(data, 0.01);
        double hi = PixelFigure.percentile(data, 0.99);
        var name = counts ? "ln (stars)" : "mean label";
        var left = pixels.axes()
                .add(pixels.image(data).range(lo, hi).colorBar(name))
                .title("data");
        var middle = pixels.axes()
                .add(pixels.image(model).range(lo, hi).colorBar(name))
                .title("model");
        var right = pixels.axes()
                .add(pixels.image(residuals(counts, model))
                        .range(-MOST_SIGMA, MOST_SIGMA)
                        .colors(ColorMap.COOLWARM)
                        .colorBar("residual [\\sigma]"))
                .title("data - model");
        return PanelGrid.row(left, middle, right).sharedY().size(1080, 340);
    }

    private double[] residuals(boolean counts, double[] model) {
        double[] label = fit.data().label();
        double[] error = fit.data().labelErr();
        double[] stars = fit.data().counts();
        double[] out = new double[model.length];
        for (int i = 0; i < out.length; i++) {
            double expected = Math.exp(model[i]);
            out[i] = counts ? (stars[i] - expected) / Math.sqrt(expected) : (label[i] - model[i]) / error[i];
        }
        return out;
    }
}
