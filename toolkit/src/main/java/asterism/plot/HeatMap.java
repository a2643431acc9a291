package asterism.plot;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/**
 * An image: numbers in pixels of equal size, drawn in the colors of a map; row 0 is the lowest, as in FITS.
 *
 * <p>NaN pixels are light gray: "not measured" looks like no value.
 */
public final class HeatMap extends Mark {

    private static final Color BLANK = new Color(0xe8, 0xe8, 0xe8);

    private final Grid2 grid;
    private final ColorMap colors;
    private final Stretch stretch;
    private final double lo;
    private final double hi;
    private final String bar;

    private HeatMap(Grid2 grid, ColorMap colors, Stretch stretch, double lo, double hi, String bar, Look look) {
        super(look);
        this.grid = grid;
        this.colors = colors;
        this.stretch = stretch;
        this.lo = lo;
        this.hi = hi;
        this.bar = bar;
    }

    static HeatMap of(double[][] values) {
        var grid = Grid2.of("image", values);
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (double v : grid.z) {
            if (Double.isFinite(v)) {
                lo = Math.min(lo, v);
                hi = Math.max(hi, v);
            }
        }
        if (!(lo <= hi)) {
            throw new IllegalArgumentException("image: all pixels are NaN or infinite, there is nothing to draw");
        }
        return new HeatMap(grid, ColorMap.VIRIDIS, Stretch.LINEAR, lo, hi > lo ? hi : lo + 1, "", Look.PLAIN);
    }

    /** This image between two x: the outer edges of its first and last column. */
    public HeatMap x(double first, double last) {
        return new HeatMap(grid.x(first, last), colors, stretch, lo, hi, bar, look);
    }

    /** This image between two y: the outer edges of its lowest and highest row. */
    public HeatMap y(double first, double last) {
        return new HeatMap(grid.y(first, last), colors, stretch, lo, hi, bar, look);
    }

    /** This image in the colors of another map. */
    public HeatMap colors(ColorMap colors) {
        return new HeatMap(grid, colors, stretch, lo, hi, bar, look);
    }

    /** This image with another stretch. */
    public HeatMap stretch(Stretch stretch) {
        return new HeatMap(grid, colors, stretch, lo, hi, bar, look);
    }

    /** This image with the first color at lo and the last at hi; without it the range of the pixels. */
    public HeatMap range(double lo, double hi) {
        if (!(lo < hi) || Double.isInfinite(lo) || Double.isInfinite(hi)) {
            throw new IllegalArgumentException("image: range(lo, hi) needs finite lo < hi, got " + lo + ", " + hi);
        }
        return new HeatMap(grid, colors, stretch, lo, hi, bar, look);
    }

    /** This image with a bar of its colors at the panel's right side. */
    public HeatMap colorBar(String label) {
        return new HeatMap(grid, colors, stretch, lo, hi, label.isEmpty() ? " " : label, look);
    }

    String barLabel() {
        return bar;
    }

    Color colorAt(double fraction) {
        return colors.at(fraction);
    }

    /** Place of a value on the bar, 0 to 1. */
    double fraction(double value) {
        return stretch.fraction(value, lo, hi);
    }

    /** Labelled values of the bar. */
    Ticks barTicks(double length) {
        double floor = stretch.value(0, lo, hi);
        boolean log = stretch == Stretch.LOG || (stretch == Stretch.ASINH && lo > 0 && hi / lo > 100);
        var scale = new Scale(log, floor, hi, false);
        return Ticks.of(scale, (int) Math.max(2, length / 32), ticks -> {
            for (int i = 1; i < ticks.size(); i++) {
                double gap =
                        fraction(ticks.get(i).at()) - fraction(ticks.get(i - 1).at());
                if (gap * length < 14) {
                    return false;
                }
            }
            return true;
        });
    }

    @Override
    String kind() {
        return "image";
    }

    @Override
    boolean takesColor() {
        return false;
    }

    @Override
    void visit(PointSink sink) {
        grid.visit(sink);
    }

    @Override
    void check(boolean logX, boolean logY) {
        Grid2.needsLinearAxes(title(), logX, logY);
    }

    @Override
    void draw(Sketch s) {
        var image = new BufferedImage(grid.columns, grid.rows, BufferedImage.TYPE_INT_RGB);
        var palette = new int[256];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = colors.at(i / 255.0).getRGB();
        }
        for (int row = 0; row < grid.rows; row++) {
            for (int column = 0; column < grid.columns; column++) {
                double v = grid.z[row * grid.columns + column];
                double f = Math.min(Math.max(fraction(v), 0), 1);
                int rgb = Double.isNaN(v) ? BLANK.getRGB() : palette[(int) Math.round(255 * f)];
                image.setRGB(column, grid.rows - 1 - row, rgb);
            }
        }
        var g = s.g();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        double left = s.px(grid.xLo);
        double top = s.py(grid.yHi);
        var place = new AffineTransform(
                (s.px(grid.xHi) - left) / grid.columns, 0, 0, (s.py(grid.yLo) - top) / grid.rows, left, top);
        g.drawImage(image, place, null);
    }

    @Override
    void drawKey(Sketch s, Rectangle2D box) {
        s.g().setColor(colors.at(0.5));
        s.g().fill(box);
    }
}
