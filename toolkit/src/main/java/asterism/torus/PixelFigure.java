package asterism.torus;

import asterism.math.Quantiles;
import asterism.plot.Axis;
import asterism.plot.HeatMap;
import asterism.plot.Panel;
import asterism.plot.Plots;
import java.util.Arrays;

/** Numbers in the pixels of binned data, as an image: heights in kpc, velocities in km/s. */
final class PixelFigure {

    private final BinnedData data;
    private final double[] z; // edges of the outermost pixels, kpc
    private final double[] v; // km/s

    PixelFigure(BinnedData data) {
        if (data.nVel() < 2 || data.nPos() < 2) {
            throw new IllegalArgumentException(
                    "an image needs a grid of at least 2 x 2 pixels, got " + data.nVel() + " x " + data.nPos()
                            + "; make the data by Binning or BinnedData.grid(...), not as a list of pixels");
        }
        this.data = data;
        double[] pos = data.pos().inKpc();
        double[] vel = data.vel().inKmPerS();
        this.z = edges(pos[0], pos[data.nPos() - 1], data.nPos());
        this.v = edges(vel[0], vel[vel.length - 1], data.nVel());
    }

    private static double[] edges(double first, double last, int n) {
        double half = 0.5 * (last - first) / (n - 1);
        return new double[] {first - half, last + half};
    }

    /** Lowest and highest height, kpc. */
    double[] z() {
        return z;
    }

    /** Lowest and highest velocity, km/s. */
    double[] v() {
        return v;
    }

    /** An image of one number for each pixel; NaN is left gray. */
    HeatMap image(double[] values) {
        double[][] rows = new double[data.nVel()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * data.nPos(), (i + 1) * data.nPos());
        }
        return Plots.heatMap(rows).x(z[0], z[1]).y(v[0], v[1]);
    }

    /** A panel with the axes of the plane. */
    Panel axes() {
        return Plots.panel()
                .x(Axis.linear("z [kpc]").range(z[0], z[1]))
                .y(Axis.linear("v_z [km/s]").range(v[0], v[1]))
                .size(560, 460);
    }

    /** Labels, or ln of counts where there are none; NaN where a pixel is empty. */
    double[] values() {
        return data.hasLabel() ? label() : lnCounts();
    }

    /** What {@link #values} are, for a color bar. */
    String name() {
        return data.hasLabel() ? "mean label" : "ln (stars)";
    }

    double[] label() {
        return data.label();
    }

    double[] lnCounts() {
        data.requireCounts("pixelPlot(data)");
        return Arrays.stream(data.counts())
                .map(n -> n > 0 ? Math.log(n) : Double.NaN)
                .toArray();
    }

    Panel panel() {
        return axes().add(image(values())
                .range(percentile(values(), 0.01), percentile(values(), 0.99))
                .colorBar(name()));
    }

    /** A percentile of the finite ones of some values; the extreme ones of a few stars would else take all colors. */
    static double percentile(double[] values, double p) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        double at = Quantiles.ofSorted(sorted, p)[0];
        return sorted[0] == sorted[sorted.length - 1] ? at + (p - 0.5) : at;
    }
}
