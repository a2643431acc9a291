package asterism.plot;

import java.awt.Color;
import java.awt.geom.Rectangle2D;

/** A line of text at a point of the axes or in a corner of the panel; it has a white edge so that curves do not cut it. */
public final class Note extends Mark {

    private final String text;
    private final double x;
    private final double y;
    private final Place place;
    private final double size;
    private final boolean upwards;

    private Note(String text, double x, double y, Place place, double size, boolean upwards, Look look) {
        super(look);
        this.text = text;
        this.x = x;
        this.y = y;
        this.place = place;
        this.size = size;
        this.upwards = upwards;
    }

    static Note of(String text) {
        return new Note(text, Double.NaN, Double.NaN, Place.TOP_LEFT, 12, false, Look.PLAIN.color(Colors.INK));
    }

    /** This text centered just above a point of the axes. */
    public Note at(double x, double y) {
        return new Note(text, x, y, Place.NONE, size, upwards, look);
    }

    /** This text in a corner of the panel. */
    public Note in(Place place) {
        return new Note(text, Double.NaN, Double.NaN, place, size, upwards, look);
    }

    /** This text in another color: a CSS name or a hexadecimal code. */
    public Note color(String color) {
        return new Note(text, x, y, place, size, upwards, look.color(color));
    }

    /** This text with a height in pixels; 12 is the default. */
    public Note size(double pixels) {
        if (!(pixels > 0 && pixels <= 200)) {
            throw new IllegalArgumentException("the size of a text must be in (0, 200] pixels, got " + pixels);
        }
        return new Note(text, x, y, place, pixels, upwards, look);
    }

    /** This text reading upwards. */
    public Note upwards() {
        return new Note(text, x, y, place, size, true, look);
    }

    @Override
    String kind() {
        return "text '" + text + "'";
    }

    @Override
    void visit(PointSink sink) {
        if (place == Place.NONE) {
            sink.see(x, y);
        }
    }

    @Override
    void check(boolean logX, boolean logY) {
        if (place == Place.NONE) {
            finite("x", x);
            finite("y", y);
        }
    }

    @Override
    void draw(Sketch s) {
        var label = Label.of(text, size);
        var g = s.g();
        g.setColor(s.color());
        if (place == Place.NONE) {
            if (upwards) {
                label.drawUpwards(g, s.px(x), s.py(y) - label.width() / 2 - 5);
            } else {
                label.drawHalo(g, s.px(x), s.py(y) - 5, 0.5, Color.WHITE);
            }
            return;
        }
        var f = s.frame();
        double margin = 9;
        double at = f.getX() + margin + place.right * (f.getWidth() - 2 * margin);
        double baseline = f.getY() + margin + 0.8 * size + place.down * (f.getHeight() - 2 * margin - size);
        label.drawHalo(g, at, baseline, place.right, Color.WHITE);
    }

    @Override
    void drawKey(Sketch s, Rectangle2D box) {}
}
