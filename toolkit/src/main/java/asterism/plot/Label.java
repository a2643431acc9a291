package asterism.plot;

import asterism.display.Markup;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of text set with real sub- and superscripts, measured independently of where it is drawn.
 *
 * <p>A subscript and a superscript that follow each other stand above each other, so that <code>0.47_{-0.03}^{+0.03}</code>
 * reads as it does in print.
 */
final class Label {

    private static final double SCRIPT = 0.72;
    private static final double RAISE = 0.40;
    private static final double LOWER = 0.20;

    private final List<Run> runs;
    private final double size;
    private final double width;

    private record Run(String text, Font font, double x, double up) {}

    private Label(List<Run> runs, double size, double width) {
        this.runs = runs;
        this.size = size;
        this.width = width;
    }

    static Label of(String markup, double size) {
        return of(markup, size, false);
    }

    static Label bold(String markup, double size) {
        return of(markup, size, true);
    }

    private static Label of(String markup, double size, boolean bold) {
        var setter = new Setter(size, bold);
        Markup.parse(markup, setter);
        return new Label(setter.runs, size, setter.x);
    }

    double width() {
        return width;
    }

    /** Height of a line of this size; scripts included. */
    double height() {
        return 1.25 * size;
    }

    /** Draws with the given point of the text at (x, y): align 0 = left end, 0.5 = middle, 1 = right end. */
    void draw(Graphics2D g, double x, double baseline, double align) {
        double left = x - align * width;
        for (var run : runs) {
            g.setFont(run.font);
            g.drawString(run.text, (float) (left + run.x), (float) (baseline - run.up));
        }
    }

    /** Draws with the middle of its capitals at height y. */
    void drawMiddle(Graphics2D g, double x, double y, double align) {
        draw(g, x, y + 0.36 * size, align);
    }

    /** Draws reading upwards, centred on (x, y). */
    void drawUpwards(Graphics2D g, double x, double y) {
        var before = g.getTransform();
        g.translate(x, y);
        g.rotate(-Math.PI / 2);
        draw(g, 0, 0.36 * size, 0.5);
        g.setTransform(before);
    }

    /** A white edge behind the letters, for text on top of curves. */
    void drawHalo(Graphics2D g, double x, double baseline, double align, Color halo) {
        var ink = g.getColor();
        g.setColor(halo);
        for (int dx = -1; dx <= 1; dx++) {
            for (int dy = -1; dy <= 1; dy++) {
                if (dx != 0 || dy != 0) {
                    draw(g, x + 1.2 * dx, baseline + 1.2 * dy, align);
                }
            }
        }
        g.setColor(ink);
        draw(g, x, baseline, align);
    }

    /** Sets runs one after the other; two scripts of opposite kind share their left end. */
    private static final class Setter implements Markup.Sink {

        private final List<Run> runs = new ArrayList<>();
        private final double size;
        private final boolean bold;
        private double x;
        private double scriptStart;
        private Markup.Level before = Markup.Level.BASE;

        Setter(double size, boolean bold) {
            this.size = size;
            this.bold = bold;
        }

        @Override
        public void run(String raw, Markup.Level level) {
            boolean script = level != Markup.Level.BASE;
            var text = script ? raw.replaceFirst("^-(?=[0-9])", "\u2212") : raw;
            var font = Fonts.of(text, script ? SCRIPT * size : size, bold);
            double advance = font.getStringBounds(text, Fonts.METRICS).getWidth();
            boolean stacked = script && before != Markup.Level.BASE && before != level;
            double from = stacked ? scriptStart : x;
            double up =
                    switch (level) {
                        case BASE -> 0;
                        case SUB -> -LOWER * size;
                        case SUPER -> RAISE * size;
                    };
            runs.add(new Run(text, font, from, up));
            if (!stacked) {
                scriptStart = x;
            }
            x = Math.max(x, from + advance);
            before = stacked ? Markup.Level.BASE : level;
        }
    }
}
