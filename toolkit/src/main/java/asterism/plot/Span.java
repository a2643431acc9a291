package asterism.plot;

import java.awt.geom.Rectangle2D;

/** A shaded strip across the whole panel between two x or two y. */
public final class Span extends Mark {

    private static final Look SHADE = Look.PLAIN.color(Colors.FRAME).opacity(0.12);

    private final boolean horizontal;
    private final double lo;
    private final double hi;

    private Span(boolean horizontal, double lo, double hi, Look look) {
        super(look);
        this.horizontal = horizontal;
        this.lo = lo;
        this.hi = hi;
    }

    static Span x(double lo, double hi) {
        return new Span(false, lo, hi, SHADE);
    }

    static Span y(double lo, double hi) {
        return new Span(true, lo, hi, SHADE);
    }

    /** This strip in another color: a CSS name or a hexadecimal code. */
    public Span color(String color) {
        return new Span(horizontal, lo, hi, look.color(color));
    }

    /** This strip with an opacity between 0 and 1; 0.12 is the default. */
    public Span opacity(double opacity) {
        return new Span(horizontal, lo, hi, look.opacity(opacity));
    }

    /** This strip with a name in the legend. */
    public Span name(String name) {
        return new Span(horizontal, lo, hi, look.name(name));
    }

    @Override
    String kind() {
        return "span";
    }

    @Override
    void visit(PointSink sink) {
        sink.see(horizontal ? Double.NaN : lo, horizontal ? lo : Double.NaN);
        sink.see(horizontal ? Double.NaN : hi, horizontal ? hi : Double.NaN);
    }

    @Override
    void check(boolean logX, boolean logY) {
        finite(horizontal ? "y" : "x", lo, hi);
    }

    @Override
    void draw(Sketch s) {
        var f = s.frame();
        s.g().setColor(s.color());
        s.g().fill(
                        horizontal
                                ? box(f.getX(), s.py(lo), f.getMaxX(), s.py(hi))
                                : box(s.px(lo), f.getY(), s.px(hi), f.getMaxY()));
    }

    private static Rectangle2D box(double x1, double y1, double x2, double y2) {
        var box = new Rectangle2D.Double();
        box.setFrameFromDiagonal(x1, y1, x2, y2);
        return box;
    }

    @Override
    void drawKey(Sketch s, Rectangle2D box) {
        s.g().setColor(s.color());
        s.g().fill(box);
    }
}
