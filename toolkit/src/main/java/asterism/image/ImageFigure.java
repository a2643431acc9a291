package asterism.image;

import asterism.plot.Axis;
import asterism.plot.ColorMap;
import asterism.plot.Figure;
import asterism.plot.HeatMap;
import asterism.plot.Line;
import asterism.plot.Note;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Plots;
import asterism.plot.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Figures of images on the common plane. */
final class ImageFigure {

    /** On the longer side, of an image that is turned, sheared, or has more pixels. */
    private static final int SAMPLES = 260;

    private static final int ROW = 290; // CSS pixels
    private static final int WIDTH = 980;
    private static final double SIGMAS = 5; // range of residuals
    private static final double BRIGHTEST = 0.999;
    private static final String[] COLORS = {"crimson", "royalblue", "darkorange", "seagreen", "purple", "teal"};

    private ImageFigure() {}

    static Figure targets(List<Target> targets) {
        return grid(targets.stream().map(ImageFigure::data).toList());
    }

    static Figure models(Joint joint) {
        var panels = new ArrayList<Panel>();
        var models = joint.images();
        for (int t = 0; t < models.size(); t++) {
            panels.add(surfaceBrightness(joint.targets().get(t), models.get(t)));
        }
        return grid(panels);
    }

    static Figure residuals(Joint joint, boolean inSigma) {
        var panels = new ArrayList<Panel>();
        var models = joint.images();
        for (int t = 0; t < models.size(); t++) {
            var target = joint.targets().get(t);
            double[] range = range(target);
            panels.add(panel(target, target.rawData(), target.rawMask(), range, target.name() + ": data"));
            panels.add(panel(
                    target, models.get(t).rawData(), new boolean[target.grid().size()], range, "model"));
            panels.add(residual(target, models.get(t), inSigma));
        }
        return PanelGrid.of(3, panels).size(WIDTH, 40 + ROW * models.size());
    }

    static Figure windows(Joint joint) {
        var panels = new ArrayList<Panel>();
        for (int t = 0; t < joint.targets().size(); t++) {
            var target = joint.targets().get(t);
            var panel = data(target);
            var colors = new LinkedHashMap<String, String>();
            var drawn = new HashSet<String>();
            for (var leaf : joint.layout().leaves()) {
                var name = leaf.path().replaceFirst("/.*", "");
                colors.putIfAbsent(name, COLORS[colors.size() % COLORS.length]);
                boolean whole = leaf.window().equals(target.grid().whole());
                if (leaf.image() == t && !whole && drawn.add(name + leaf.window())) {
                    panel = panel.add(outline(target.grid(), leaf.window(), colors.get(name)));
                    if (t == 0 && drawn.add(name)) {
                        boolean above = colors.size() % 2 == 0; // neighbors do not write over each other
                        panel = panel.add(
                                label(name, target.grid(), leaf.window(), above).color(colors.get(name)));
                    }
                }
            }
            panels.add(panel);
        }
        return grid(panels);
    }

    private static Line outline(PixelGrid grid, Window w, String color) {
        double[] u = {w.i0(), w.i1(), w.i1(), w.i0(), w.i0()};
        double[] v = {w.j0(), w.j0(), w.j1(), w.j1(), w.j0()};
        double[] x = new double[u.length];
        double[] y = new double[u.length];
        for (int k = 0; k < u.length; k++) {
            x[k] = grid.x(u[k], v[k]);
            y[k] = grid.y(u[k], v[k]);
        }
        return Plots.line(x, y).color(color).width(1.6);
    }

    /** A name just above the lower or the upper edge of a window. */
    private static Note label(String name, PixelGrid grid, Window w, boolean above) {
        double u = w.i0() + w.width() / 2.0;
        double v = above && w.j1() < 0.95 * grid.height() ? w.j1() : w.j0();
        return Plots.text(name).at(grid.x(u, v), grid.y(u, v)).size(11);
    }

    private static Figure grid(List<Panel> panels) {
        int columns = Math.min(3, panels.size());
        int rows = (panels.size() + columns - 1) / columns;
        return columns == 1
                ? panels.get(0).size(520, 470)
                : PanelGrid.of(columns, panels)
                        .size(columns == 2 ? 820 : WIDTH, 40 + rows * (columns == 2 ? 370 : ROW));
    }

    private static Panel data(Target target) {
        return panel(target, target.rawData(), target.rawMask(), range(target), target.name());
    }

    private static Panel panel(Target target, double[] values, boolean[] blank, double[] range, String title) {
        return frame(title)
                .add(map(target.grid(), values, blank)
                        .colors(ColorMap.PLATE)
                        .stretch(Stretch.ASINH)
                        .range(range[0], range[1]));
    }

    private static Panel residual(Target target, Target model, boolean inSigma) {
        double[] data = target.rawData();
        double[] left = new double[data.length];
        double[] size = new double[data.length];
        int n = 0;
        for (int k = 0; k < left.length; k++) {
            double sigma = Math.sqrt(target.rawVariance()[k]) / block(target.grid()); // of the mean of a block
            left[k] = (data[k] - model.rawData()[k]) / (inSigma ? sigma : 1);
            if (!target.rawMask()[k]) {
                size[n++] = Math.abs(left[k]);
            }
        }
        double[] sorted = Arrays.copyOf(size, n);
        Arrays.sort(sorted);
        double range = inSigma || n == 0 ? SIGMAS : Math.max(Isophotes.quantile(sorted, BRIGHTEST), Double.MIN_NORMAL);
        return frame("data - model")
                .add(map(target.grid(), left, target.rawMask())
                        .colors(ColorMap.COOLWARM)
                        .range(-range, range)
                        .colorBar(inSigma ? "(data - model) / \\sigma" : "data - model [flux]"));
    }

    private static Panel surfaceBrightness(Target target, Target model) {
        var brightness = brightness(target);
        double[] values = new double[model.rawData().length];
        var positive = new ArrayList<Double>();
        for (int k = 0; k < values.length; k++) {
            double flux = model.rawData()[k];
            values[k] = flux > 0 ? brightness.applyAsDouble(flux / target.grid().area()) : Double.NaN;
            if (flux > 0) {
                positive.add(values[k]);
            }
        }
        double[] sorted = positive.stream().mapToDouble(v -> v).sorted().toArray();
        if (sorted.length == 0) {
            return frame(target.name() + ": no light");
        }
        boolean mag = target.zeropoint().isPresent();
        double lo = mag ? sorted[0] : Math.max(sorted[0], sorted[sorted.length - 1] - 4);
        double hi = mag ? Math.min(sorted[sorted.length - 1], sorted[0] + 10) : sorted[sorted.length - 1];
        return frame(target.name())
                .add(map(target.grid(), values, new boolean[values.length])
                        .colors(mag ? ColorMap.GRAY : ColorMap.PLATE) // bright is dark, as in the other figures
                        .range(lo, hi > lo ? hi : lo + 1)
                        .colorBar(label(target)));
    }

    /** From flux/arcsec2 to what figures show. */
    static ToDoubleFunction<Double> brightness(Target target) {
        return target.zeropoint().isPresent()
                ? b -> -2.5 * Math.log10(b) + target.zeropoint().getAsDouble()
                : Math::log10;
    }

    static String label(Target target) {
        return target.zeropoint().isPresent() ? "\\mu [mag arcsec^{-2}]" : "log_{10} brightness [flux arcsec^{-2}]";
    }

    private static Panel frame(String title) {
        return Plots.panel()
                .x(Axis.linear("x [arcsec]"))
                .y(Axis.linear("y [arcsec]"))
                .equalUnits()
                .title(title);
    }

    /** From two sigma below the median to the brightest thousandth. */
    private static double[] range(Target target) {
        double[] values = new double[target.grid().size()];
        int n = 0;
        for (int k = 0; k < values.length; k++) {
            if (!target.rawMask()[k]) {
                values[n++] = target.rawData()[k];
            }
        }
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        if (n == 0) {
            return new double[] {0, 1};
        }
        double sky = Isophotes.quantile(sorted, 0.5);
        double noise = (sky - Isophotes.quantile(sorted, 0.16));
        double lo = sky - 2 * noise;
        double hi = Math.max(Isophotes.quantile(sorted, BRIGHTEST), sky + 5 * noise);
        return new double[] {lo, hi > lo ? hi : lo + 1};
    }

    /** The pixels of a plain image as they are; one that is turned or sheared as the nearest pixels of a finer raster. */
    private static HeatMap map(PixelGrid grid, double[] values, boolean[] blank) {
        return isPlain(grid) ? plain(grid, values, blank) : sampled(grid, values, blank);
    }

    /** Of an image with more pixels than a panel has, means of blocks. */
    private static HeatMap plain(PixelGrid grid, double[] values, boolean[] blank) {
        int block = block(grid);
        int columns = (grid.width() + block - 1) / block;
        int rows = (grid.height() + block - 1) / block;
        double[][] sum = new double[rows][columns];
        int[][] count = new int[rows][columns];
        for (int k = 0; k < values.length; k++) {
            if (!blank[k] && !Double.isNaN(values[k])) {
                sum[k / grid.width() / block][k % grid.width() / block] += values[k];
                count[k / grid.width() / block][k % grid.width() / block]++;
            }
        }
        for (int j = 0; j < rows; j++) {
            for (int i = 0; i < columns; i++) {
                sum[j][i] = count[j][i] == 0 ? Double.NaN : sum[j][i] / count[j][i];
            }
        }
        return Plots.heatMap(sum).x(grid.x(0, 0), grid.x(columns * block, 0)).y(grid.y(0, 0), grid.y(0, rows * block));
    }

    /** Pixels on each side of a block that becomes one pixel of the figure. */
    private static int block(PixelGrid grid) {
        return isPlain(grid) ? (Math.max(grid.width(), grid.height()) + SAMPLES - 1) / SAMPLES : 1;
    }

    private static boolean isPlain(PixelGrid grid) {
        return grid.p12() == 0 && grid.p21() == 0 && grid.p11() > 0 && grid.p22() > 0;
    }

    private static HeatMap sampled(PixelGrid grid, double[] values, boolean[] blank) {
        double x0 = Double.POSITIVE_INFINITY;
        double x1 = Double.NEGATIVE_INFINITY;
        double y0 = Double.POSITIVE_INFINITY;
        double y1 = Double.NEGATIVE_INFINITY;
        for (double u : new double[] {0, grid.width()}) {
            for (double v : new double[] {0, grid.height()}) {
                x0 = Math.min(x0, grid.x(u, v));
                x1 = Math.max(x1, grid.x(u, v));
                y0 = Math.min(y0, grid.y(u, v));
                y1 = Math.max(y1, grid.y(u, v));
            }
        }
        double step = Math.max(x1 - x0, y1 - y0) / SAMPLES;
        int columns = (int) Math.ceil((x1 - x0) / step);
        int rows = (int) Math.ceil((y1 - y0) / step);
        double[][] out = new double[rows][columns];
        for (int j = 0; j < rows; j++) {
            for (int i = 0; i < columns; i++) {
                double x = x0 + (i + 0.5) * step;
                double y = y0 + (j + 0.5) * step;
                int a = (int) Math.floor(grid.u(x, y));
                int b = (int) Math.floor(grid.v(x, y));
                boolean inside = a >= 0 && a < grid.width() && b >= 0 && b < grid.height();
                int k = b * grid.width() + a;
                out[j][i] = inside && !blank[k] ? values[k] : Double.NaN;
            }
        }
        return Plots.heatMap(out).x(x0, x0 + columns * step).y(y0, y0 + rows * step);
    }
}
