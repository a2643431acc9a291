package asterism.torus;

import asterism.display.Numbers;
import asterism.plot.Axis;
import asterism.plot.ColorMap;
import asterism.plot.Panel;
import asterism.plot.Plots;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The density of stars in angle and sqrt(2 J), over its mean along each orbit: nothing where stars are mixed, slanted stripes
 * where a disturbance winds up, since stars of small action turn faster.
 */
final class SpiralFigure {

    private static final int ANGLES = 36;
    private static final int ORBITS = 24;

    private final double[] angle;
    private final double[] radius; // sqrt(2 J)
    private final double most; // 95 % of the stars are within

    SpiralFigure(OrbitTable orbits) {
        double[] j = orbits.action();
        double[] theta = orbits.angle();
        int[] known = IntStream.range(0, j.length)
                .filter(i -> Double.isFinite(j[i]) && Double.isFinite(theta[i]))
                .toArray();
        if (known.length < ANGLES * ORBITS) {
            throw new IllegalArgumentException("spiralPlot: at least " + ANGLES * ORBITS
                    + " stars with action and angle are needed, one for each pixel, got " + known.length);
        }
        this.angle = Arrays.stream(known).mapToDouble(i -> theta[i]).toArray();
        this.radius = Arrays.stream(known).mapToDouble(i -> Math.sqrt(2 * j[i])).toArray();
        this.most = PixelFigure.percentile(radius, 0.95);
    }

    /** Relative overdensity, [ORBITS][ANGLES]; NaN where an orbit has no star. */
    double[][] contrast() {
        double[][] n = new double[ORBITS][ANGLES];
        for (int i = 0; i < angle.length; i++) {
            int row = (int) (radius[i] / most * ORBITS);
            int column = (int) Math.floor((angle[i] + Math.PI) / (2 * Math.PI) * ANGLES);
            if (row < ORBITS) {
                n[row][Math.min(column, ANGLES - 1)]++;
            }
        }
        for (double[] row : n) {
            double mean = Arrays.stream(row).sum() / ANGLES;
            Arrays.setAll(row, k -> mean > 0 ? row[k] / mean - 1 : Double.NaN);
        }
        return n;
    }

    Panel panel() {
        var angles = Axis.linear("angle \\theta [deg]").range(-180, 180);
        for (int degrees = -180; degrees <= 180; degrees += 60) {
            angles = angles.tick(degrees, Numbers.exact(degrees).replace('-', '\u2212'));
        }
        return Plots.panel()
                .x(angles)
                .y(Axis.linear("(2 J)^{1/2} [kpc (rad/Myr)^{1/2}]").range(0, most))
                .size(620, 420)
                .add(Plots.heatMap(contrast())
                        .x(-180, 180)
                        .y(0, most)
                        .range(-0.5, 0.5)
                        .colors(ColorMap.COOLWARM)
                        .colorBar("stars over the mean of the orbit - 1"));
    }
}
