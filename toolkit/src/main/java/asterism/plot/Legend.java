package asterism.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/** The names of a panel's marks, in a corner. */
final class Legend {

    private static final double SIZE = 12;
    private static final double LINE = 17;
    private static final double KEY = 22;
    private static final double PAD = 7;
    private static final double MARGIN = 9;
    private static final List<Place> TRIED =
            List.of(Place.TOP_RIGHT, Place.TOP_LEFT, Place.BOTTOM_RIGHT, Place.BOTTOM_LEFT, Place.TOP, Place.BOTTOM);

    private final List<Key> keys;

    record Key(Mark mark, Color color) {}

    Legend(List<Key> keys) {
        this.keys = keys;
    }

    void draw(Sketch s, Place wish, List<Mark> marks) {
        var box = box(s.frame(), wish == Place.BEST ? best(s, marks) : wish);
        Graphics2D g = s.g();
        var paper = new RoundRectangle2D.Double(box.getX(), box.getY(), box.getWidth(), box.getHeight(), 6, 6);
        g.setColor(new Color(255, 255, 255, 215));
        g.fill(paper);
        g.setColor(new Color(0xdd, 0xdd, 0xdd));
        g.setStroke(new BasicStroke(0.8f));
        g.draw(paper);
        for (int i = 0; i < keys.size(); i++) {
            double middle = box.getY() + PAD + (i + 0.5) * LINE;
            var key = keys.get(i);
            key.mark.drawKey(s.color(key.color), new Rectangle2D.Double(box.getX() + PAD, middle - 5, KEY, 10));
            g.setColor(Colors.INK);
            Label.of(key.mark.look.name(), SIZE).drawMiddle(g, box.getX() + PAD + KEY + 7, middle, 0);
        }
    }

    private Rectangle2D box(Rectangle2D frame, Place place) {
        double widest = 0;
        for (var key : keys) {
            widest = Math.max(widest, Label.of(key.mark.look.name(), SIZE).width());
        }
        double w = 2 * PAD + KEY + 7 + widest;
        double h = 2 * PAD + keys.size() * LINE;
        double x = frame.getX() + MARGIN + place.right * (frame.getWidth() - 2 * MARGIN - w);
        double y = frame.getY() + MARGIN + place.down * (frame.getHeight() - 2 * MARGIN - h);
        return new Rectangle2D.Double(x, y, w, h);
    }

    /** The place whose box covers the fewest points, counting those on the way between two points too. */
    private Place best(Sketch s, List<Mark> marks) {
        var best = TRIED.get(0);
        double fewest = Double.POSITIVE_INFINITY;
        for (var place : TRIED) {
            var box = box(s.frame(), place);
            var counter = new Counter(s, box);
            for (var mark : marks) {
                if (!(mark instanceof Span) && !(mark instanceof HeatMap)) {
                    counter.begin();
                    mark.visit(counter);
                    counter.add(mark instanceof Points ? 3 : 1);
                }
            }
            if (counter.total < fewest - 1e-9) {
                fewest = counter.total;
                best = place;
            }
        }
        return best;
    }

    /** Share of a mark's points that a box would hide. */
    private static final class Counter implements PointSink {
        private final Sketch s;
        private final Rectangle2D box;
        private double total;
        private int hidden;
        private int seen;
        private double lastX = Double.NaN;
        private double lastY = Double.NaN;

        Counter(Sketch s, Rectangle2D box) {
            this.s = s;
            this.box = box;
        }

        void begin() {
            hidden = 0;
            seen = 0;
            lastX = Double.NaN;
            lastY = Double.NaN;
        }

        void add(double weight) {
            total += seen == 0 ? 0 : weight * hidden / seen + (hidden > 0 ? 0.05 * weight : 0);
        }

        /** What leaves the panel is followed to its edge only. */
        private double clamp(double py) {
            return Math.min(Math.max(py, s.frame().getY() - 10), s.frame().getMaxY() + 10);
        }

        @Override
        public void see(double x, double y) {
            double px = Double.isNaN(x) ? box.getCenterX() : s.px(x);
            double py = Double.isNaN(y) ? box.getCenterY() : clamp(s.py(y));
            int steps = Double.isNaN(lastX) ? 1 : 8;
            for (int i = 1; i <= steps; i++) {
                double f = (double) i / steps;
                double ax = steps == 1 ? px : lastX + f * (px - lastX);
                double ay = steps == 1 ? py : lastY + f * (py - lastY);
                seen++;
                hidden += box.contains(ax, ay) ? 1 : 0;
            }
            lastX = px;
            lastY = py;
        }
    }
}
