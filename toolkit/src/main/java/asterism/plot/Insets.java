package asterism.plot;

import java.awt.geom.Rectangle2D;

/** The room that labels need around a panel, in pixels. */
record Insets(double left, double top, double right, double bottom) {

    Rectangle2D inside(Rectangle2D outer) {
        return new Rectangle2D.Double(
                outer.getX() + left,
                outer.getY() + top,
                Math.max(1, outer.getWidth() - left - right),
                Math.max(1, outer.getHeight() - top - bottom));
    }
}
