package asterism.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** The inside of a panel while it is drawn: where a value stands in pixels, and the color of the mark at hand. */
record Sketch(Graphics2D g, Rectangle2D frame, Scale x, Scale y, Color color) {

    double px(double value) {
        return frame.getX() + x.at(value) * frame.getWidth();
    }

    double py(double value) {
        return frame.getMaxY() - y.at(value) * frame.getHeight();
    }

    Sketch color(Color color) {
        return new Sketch(g, frame, x, y, color);
    }
}
