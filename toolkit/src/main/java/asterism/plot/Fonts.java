package asterism.plot;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The typeface of all figures, DejaVu Sans, shipped with the toolkit so that a figure looks the same on every machine. */
final class Fonts {

    static final String REGULAR_FILE = "DejaVuSans.ttf";
    static final String BOLD_FILE = "DejaVuSans-Bold.ttf";

    /** Metrics that do not depend on where a figure is drawn: anti-aliased, with fractional advances. */
    static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    private static final Font REGULAR = load(REGULAR_FILE);
    private static final Font BOLD = load(BOLD_FILE);
    private static final Font FALLBACK = new Font(Font.SANS_SERIF, Font.PLAIN, 1);

    private Fonts() {}

    /** The font in which a text is drawn: ours, or the system's where ours lacks a character. */
    static Font of(String text, double size, boolean bold) {
        var ours = bold ? BOLD : REGULAR;
        var font = ours.canDisplayUpTo(text) < 0 ? ours : FALLBACK;
        return font.deriveFont(bold ? Font.BOLD : Font.PLAIN, (float) size);
    }

    static InputStream stream(String file) {
        var in = Fonts.class.getResourceAsStream(file);
        if (in == null) {
            throw new IllegalStateException("the font " + file + " is missing from the toolkit's jar");
        }
        return in;
    }

    private static Font load(String file) {
        try (var in = stream(file)) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font " + file + " in the toolkit's jar is damaged", e);
        }
    }
}
