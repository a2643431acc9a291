package asterism.torus;

import asterism.plot.Panel;
import asterism.plot.Plots;
import asterism.unit.Length;
import asterism.unit.Velocity;

/** The fitted orbits as contours over the data. */
final class OrbitFigure {

    private static final int FINE = 161;
    private static final int ORBITS = 6;

    private final TorusFit fit;
    private final PixelFigure pixels;

    OrbitFigure(TorusFit fit) {
        this.fit = fit;
        this.pixels = new PixelFigure(fit.data());
    }

    Panel panel() {
        double[] z = pixels.z();
        double[] v = pixels.v();
        var centers = BinnedData.grid(
                Length.range(Length.ofKpc(center(z, 0)), Length.ofKpc(center(z, FINE - 1)), FINE),
                Velocity.range(Velocity.ofKmPerS(center(v, 0)), Velocity.ofKmPerS(center(v, FINE - 1)), FINE));
        double[] r = fit.model().radius(centers.pos(), centers.vel(), fit.parameters());
        double[][] rows = new double[FINE][FINE];
        for (int i = 0; i < r.length; i++) {
            rows[i / FINE][i % FINE] = r[i];
        }
        double[] values = pixels.values();
        var image = pixels.image(values)
                .range(PixelFigure.percentile(values, 0.01), PixelFigure.percentile(values, 0.99))
                .colorBar(pixels.name());
        var orbits = Plots.contours(rows)
                .x(z[0], z[1])
                .y(v[0], v[1])
                .levels(levels())
                .color("white")
                .width(1.6);
        return pixels.axes().add(image).add(orbits);
    }

    private static double center(double[] edges, int i) {
        return edges[0] + (edges[1] - edges[0]) * (i + 0.5) / FINE;
    }

    /** r of the orbits that turn at equal steps of height above the mid-plane, the last one near the edge of the data. */
    private double[] levels() {
        double middle = fit.parameters().pos0().single();
        double most = 0.97 * Math.min(pixels.z()[1] - middle, middle - pixels.z()[0]);
        double[] tops = new double[ORBITS];
        for (int i = 0; i < ORBITS; i++) {
            tops[i] = middle + most * (i + 1) / ORBITS;
        }
        return fit.model().radius(Length.ofKpc(tops), fit.parameters().vel0(), fit.parameters());
    }
}
