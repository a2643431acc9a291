package asterism.plot;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** A line across the whole panel at one x or one y. */
public final class Rule extends Mark {

    private static final Look THIN = Look.PLAIN.color(Colors.FRAME).width(1);

    private final boolean horizontal;
    private final double at;

    private Rule(boolean horizontal, double at, Look look) {
        super(look);
        this.horizontal = horizontal;
        this.at = at;
    }

    static Rule horizontal(double y) {
        return new Rule(true, y, THIN);
    }

    static Rule vertical(double x) {
        return new Rule(false, x, THIN);
    }

    /** This line in another color: a CSS name or a hexadecimal code. */
    public Rule color(String color) {
        return new Rule(horizontal, at, look.color(color));
    }

    /** This line with an opacity between 0 and 1. */
    public Rule opacity(double opacity) {
        return new Rule(horizontal, at, look.opacity(opacity));
    }

    /** This line with a width in pixels. */
    public Rule width(double pixels) {
        return new Rule(horizontal, at, look.width(pixels));
    }

    /** This line dashed. */
    public Rule dashed() {
        return new Rule(horizontal, at, look.dash(Look.Dash.DASHED));
    }

    /** This line dotted. */
    public Rule dotted() {
        return new Rule(horizontal, at, look.dash(Look.Dash.DOTTED));
    }

    /** This line with a name in the legend. */
    public Rule name(String name) {
        return new Rule(horizontal, at, look.name(name));
    }

    @Override
    String kind() {
        return horizontal ? "horizontal line" : "vertical line";
    }

    @Override
    void visit(PointSink sink) {
        sink.see(horizontal ? Double.NaN : at, horizontal ? at : Double.NaN);
    }

    @Override
    void check(boolean logX, boolean logY) {
        finite(horizontal ? "y" : "x", at);
        if (horizontal ? logY : logX) {
            positive(horizontal ? "y" : "x", at);
        }
    }

    @Override
    void draw(Sketch s) {
        s.g().setColor(s.color());
        s.g().setStroke(look.stroke());
        var f = s.frame();
        s.g().draw(
                        horizontal
                                ? new Line2D.Double(f.getX(), s.py(at), f.getMaxX(), s.py(at))
                                : new Line2D.Double(s.px(at), f.getY(), s.px(at), f.getMaxY()));
    }

    @Override
    void drawKey(Sketch s, Rectangle2D box) {
        s.g().setColor(s.color());
        s.g().setStroke(look.stroke());
        s.g().draw(new Line2D.Double(box.getX(), box.getCenterY(), box.getMaxX(), box.getCenterY()));
    }
}
