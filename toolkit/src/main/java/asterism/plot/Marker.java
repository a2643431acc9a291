package asterism.plot;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The shape of a data point. */
public enum Marker {
    /** A disk. */
    CIRCLE,
    /** A square. */
    SQUARE,
    /** A square on its corner. */
    DIAMOND,
    /** A triangle that points upwards. */
    TRIANGLE,
    /** A very small disk, for many points. */
    DOT;

    Shape at(double x, double y, double size) {
        double r = size / 2;
        return switch (this) {
            case CIRCLE -> new Ellipse2D.Double(x - r, y - r, size, size);
            case DOT -> new Ellipse2D.Double(x - r / 3, y - r / 3, size / 3, size / 3);
            case SQUARE -> new Rectangle2D.Double(x - 0.89 * r, y - 0.89 * r, 0.89 * size, 0.89 * size);
            case DIAMOND -> polygon(x, y - 1.2 * r, x + 1.2 * r, y, x, y + 1.2 * r, x - 1.2 * r, y);
            case TRIANGLE -> polygon(x, y - 1.15 * r, x + 1.1 * r, y + 0.75 * r, x - 1.1 * r, y + 0.75 * r);
        };
    }

    private static Shape polygon(double... xy) {
        var path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }
}
