package asterism.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * One pair of axes and what is drawn on it. It is a figure by itself and a part of a {@link PanelGrid}.
 *
 * <pre>{@code
 * panel()
 *     .x(Axis.log("\\lambda [\\mu m]"))
 *     .y(Axis.log("\\nu L_\\nu [L_\\odot]"))
 *     .add(line(wavelength, model).name("model"))
 *     .add(points(bands, flux).yError(error).name("data"))
 * }</pre>
 *
 * <p>Marks are drawn in the order in which they are added. Immutable: every method gives a new panel.
 */
public final class Panel implements Figure {

    private static final Panel EMPTY =
            new Panel(Axis.linear(""), Axis.linear(""), Optional.empty(), List.of(), "", Place.BEST, false, 720, 460);

    private final Axis x;
    private final Axis y;
    private final Optional<TopAxis> top;
    private final List<Mark> marks;
    private final String title;
    private final Place legend;
    private final boolean equalUnits;
    private final int width;
    private final int height;

    /** A second scale for x along the upper edge. */
    record TopAxis(Axis axis, DoubleUnaryOperator fromX) {}

    private Panel(
            Axis x,
            Axis y,
            Optional<TopAxis> top,
            List<Mark> marks,
            String title,
            Place legend,
            boolean equalUnits,
            int width,
            int height) {
        this.x = x;
        this.y = y;
        this.top = top;
        this.marks = List.copyOf(marks);
        this.title = title;
        this.legend = legend;
        this.equalUnits = equalUnits;
        this.width = width;
        this.height = height;
        for (var mark : marks) {
            mark.check(x.isLog(), y.isLog());
        }
    }

    static Panel empty() {
        return EMPTY;
    }

    /** This panel with another x axis. */
    public Panel x(Axis axis) {
        return new Panel(axis, y, top, marks, title, legend, equalUnits, width, height);
    }

    /** This panel with another y axis. */
    public Panel y(Axis axis) {
        return new Panel(x, axis, top, marks, title, legend, equalUnits, width, height);
    }

    /**
     * This panel with a second scale for x along its upper edge, such as frequency above wavelength.
     *
     * @param fromX strictly increasing or decreasing over the x shown
     */
    public Panel top(Axis axis, DoubleUnaryOperator fromX) {
        return new Panel(x, y, Optional.of(new TopAxis(axis, fromX)), marks, title, legend, equalUnits, width, height);
    }

    /**
     * This panel with one more mark, in front of the others.
     *
     * @throws IllegalArgumentException where the mark has NaN values, or values that a logarithmic axis cannot show
     */
    public Panel add(Mark mark) {
        var more = new ArrayList<>(marks);
        more.add(mark);
        return new Panel(x, y, top, more, title, legend, equalUnits, width, height);
    }

    /** This panel with more marks, in front of the others. */
    public Panel addAll(List<? extends Mark> others) {
        var more = new ArrayList<>(marks);
        more.addAll(others);
        return new Panel(x, y, top, more, title, legend, equalUnits, width, height);
    }

    /** This panel with a title above it. */
    public Panel title(String title) {
        return new Panel(x, y, top, marks, title, legend, equalUnits, width, height);
    }

    /** This panel with its legend elsewhere; by default it stands where it hides least. */
    public Panel legend(Place place) {
        return new Panel(x, y, top, marks, title, place, equalUnits, width, height);
    }

    /** This panel with one unit of x as long as one unit of y, as for images and maps. */
    public Panel equalUnits() {
        return new Panel(x, y, top, marks, title, legend, true, width, height);
    }

    /** This panel with another size in CSS pixels; a grid overrides it. */
    public Panel size(int width, int height) {
        Sizes.check(width, height);
        return new Panel(x, y, top, marks, title, legend, equalUnits, width, height);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void paint(Graphics2D g) {
        var painter = PanelPainter.of(this);
        var outer = new Rectangle2D.Double(0, 0, width, height);
        painter.paint(g, painter.insets(width, height).inside(outer));
    }

    /** The x axis. */
    public Axis x() {
        return x;
    }

    /** The y axis. */
    public Axis y() {
        return y;
    }

    Optional<TopAxis> top() {
        return top;
    }

    List<Mark> marks() {
        return marks;
    }

    String title() {
        return title;
    }

    Place legend() {
        return legend;
    }

    boolean hasEqualUnits() {
        return equalUnits;
    }

    @Override
    public String toString() {
        return "panel of " + marks.size() + " marks, x: " + x + ", y: " + y;
    }
}
