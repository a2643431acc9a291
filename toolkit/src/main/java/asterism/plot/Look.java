package asterism.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import org.jspecify.annotations.Nullable;

/** How a mark is drawn; without a color the panel gives it the next one of the cycle. */
record Look(@Nullable Color color, double opacity, double width, Dash dash, String name) {

    enum Dash {
        SOLID,
        DASHED,
        DOTTED
    }

    static final Look PLAIN = new Look(null, 1, 1.6, Dash.SOLID, "");

    Look color(Color color) {
        return new Look(color, opacity, width, dash, name);
    }

    Look color(String color) {
        return color(Colors.of(color));
    }

    Look opacity(double opacity) {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("opacity must be in [0, 1], got " + opacity);
        }
        return new Look(color, opacity, width, dash, name);
    }

    Look width(double width) {
        if (!(width > 0 && width <= 100)) {
            throw new IllegalArgumentException("a line's width must be in (0, 100] pixels, got " + width);
        }
        return new Look(color, opacity, width, dash, name);
    }

    Look dash(Dash dash) {
        return new Look(color, opacity, width, dash, name);
    }

    Look name(String name) {
        return new Look(color, opacity, width, dash, name);
    }

    BasicStroke stroke() {
        float w = (float) width;
        return switch (dash) {
            case SOLID -> new BasicStroke(w, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
            case DASHED ->
                new BasicStroke(
                        w, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {3.5f * w + 1, 2 * w + 1}, 0);
            case DOTTED ->
                new BasicStroke(
                        w, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, new float[] {0.1f, 2 * w + 0.5f}, 0);
        };
    }
}
