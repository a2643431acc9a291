package asterism.plot;

import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/** Lines of equal value of an image; row 0 is the lowest, as in FITS, and values stand at the pixels' centers. */
public final class Contours extends Mark {

    private final Grid2 grid;
    private final double[] levels;

    private Contours(Grid2 grid, double[] levels, Look look) {
        super(look);
        this.grid = grid;
        this.levels = levels;
    }

    static Contours of(double[][] values) {
        var grid = Grid2.of("contours", values);
        double lo = Arrays.stream(grid.z).filter(Double::isFinite).min().orElse(0);
        double hi = Arrays.stream(grid.z).filter(Double::isFinite).max().orElse(1);
        var levels = new double[5];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = lo + (i + 1) * (hi - lo) / (levels.length + 1);
        }
        return new Contours(grid, levels, Look.PLAIN.width(1.2));
    }

    /** These contours between two x: the outer edges of the first and last column. */
    public Contours x(double first, double last) {
        return new Contours(grid.x(first, last), levels, look);
    }

    /** These contours between two y: the outer edges of the lowest and highest row. */
    public Contours y(double first, double last) {
        return new Contours(grid.y(first, last), levels, look);
    }

    /** These contours at the given values; without it at five between the smallest and the largest. */
    public Contours levels(double... levels) {
        if (levels.length == 0 || !Arrays.stream(levels).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "contours: levels must be finite and at least one, got " + Arrays.toString(levels));
        }
        return new Contours(grid, levels.clone(), look);
    }

    /** These contours in another color: a CSS name or a hexadecimal code. */
    public Contours color(String color) {
        return new Contours(grid, levels, look.color(color));
    }

    /** These contours with an opacity between 0 and 1. */
    public Contours opacity(double opacity) {
        return new Contours(grid, levels, look.opacity(opacity));
    }

    /** These contours with a line width in pixels. */
    public Contours width(double pixels) {
        return new Contours(grid, levels, look.width(pixels));
    }

    /** These contours dashed. */
    public Contours dashed() {
        return new Contours(grid, levels, look.dash(Look.Dash.DASHED));
    }

    /** These contours with a name in the legend. */
    public Contours name(String name) {
        return new Contours(grid, levels, look.name(name));
    }

    @Override
    String kind() {
        return "contours";
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
        var x = new double[grid.columns];
        var y = new double[grid.rows];
        Arrays.setAll(x, i -> s.px(grid.centerX(i)));
        Arrays.setAll(y, i -> s.py(grid.centerY(i)));
        s.g().setColor(s.color());
        s.g().setStroke(look.stroke());
        for (double level : levels) {
            var path = new Path2D.Double();
            for (var line : Isolines.at(level, grid.z, x, y)) {
                line.appendTo(path);
            }
            s.g().draw(path);
        }
    }

    @Override
    void drawKey(Sketch s, Rectangle2D box) {
        s.g().setColor(s.color());
        s.g().setStroke(look.stroke());
        s.g().draw(new Line2D.Double(box.getX(), box.getCenterY(), box.getMaxX(), box.getCenterY()));
    }
}
