package asterism.plot;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/**
 * Something drawn in a {@link Panel}: a line, points, a band, an image, a note.
 *
 * <p>Marks are made by the verbs of {@link Plots}; they copy their data and never change.
 */
public abstract sealed class Mark permits Line, Points, Band, HeatMap, Contours, Rule, Span, Note {

    final Look look;

    Mark(Look look) {
        this.look = look;
    }

    /** What it is called in a message: {@code line 'disk'}. */
    final String title() {
        return kind() + (look.name().isEmpty() ? "" : " '" + look.name() + "'");
    }

    abstract String kind();

    /** Gives every point that the axes should show. */
    abstract void visit(PointSink sink);

    /** Draws itself, clipped to the panel. */
    abstract void draw(Sketch sketch);

    /** Draws what stands for it in a legend, in the middle of the box. */
    abstract void drawKey(Sketch sketch, Rectangle2D box);

    /** Refuses NaN, and what a logarithmic axis cannot show. */
    abstract void check(boolean logX, boolean logY);

    /** Whether it uses up a color of the cycle. */
    boolean takesColor() {
        return look.color() == null;
    }

    final Color color(Color next) {
        var own = look.color();
        return Colors.alpha(own == null ? next : own, look.opacity());
    }

    final void finite(String axis, double... values) {
        long bad = Arrays.stream(values).filter(v -> !Double.isFinite(v)).count();
        if (bad > 0) {
            throw new IllegalArgumentException(title() + ": " + bad + " of " + values.length + " " + axis
                    + " values are NaN or infinite; leave them out before plotting");
        }
    }

    final void positive(String axis, double... values) {
        long bad = Arrays.stream(values).filter(v -> v <= 0).count();
        if (bad > 0) {
            throw new IllegalArgumentException(title() + ": " + bad + " of " + values.length + " " + axis
                    + " values are zero or negative and cannot stand on a logarithmic axis; use Axis.linear(...) or leave"
                    + " them out");
        }
    }

    /** A curve may run off a logarithmic axis, but not be off it altogether. */
    final void somewherePositive(String axis, double... values) {
        if (Arrays.stream(values).noneMatch(v -> v > 0)) {
            throw new IllegalArgumentException(title() + ": none of its " + values.length + " " + axis
                    + " values is above zero, so it cannot be seen on a logarithmic axis; use Axis.linear(...)");
        }
    }

    static void sameLength(String what, int a, int b) {
        if (a != b) {
            throw new IllegalArgumentException(what + " must have the same length, got " + a + " and " + b);
        }
        if (a == 0) {
            throw new IllegalArgumentException(what + " are empty: there is nothing to draw");
        }
    }
}
