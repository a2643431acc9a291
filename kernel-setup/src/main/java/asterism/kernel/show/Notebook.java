package asterism.kernel.show;

import asterism.plot.Figure;
import java.util.UUID;

/** The functions that every cell can call without an import. */
public final class Notebook {

    private Notebook() {}

    /**
     * Shows a value now; the last expression of a cell shows itself without it.
     *
     * @return a name for {@link #updateDisplay}
     */
    public static String display(Object value) {
        var id = UUID.randomUUID().toString();
        Host.current().display(value, id);
        return id;
    }

    /** Shows another value in the place of one that {@link #display} has shown. */
    public static void updateDisplay(String id, Object value) {
        Host.current().update(id, value);
    }

    /** Removes what this cell has shown so far. */
    public static void clearOutput() {
        Host.current().clear(false);
    }

    /** As {@link #clearOutput()}, but only when the next thing is shown if {@code wait}. */
    public static void clearOutput(boolean wait) {
        Host.current().clear(wait);
    }

    /** The figure as a drawing that stays sharp at any size, instead of as a PNG. */
    public static MimeBundle svg(Figure figure) {
        return Pictures.svg(figure);
    }

    /** HTML as it stands: {@code html("<b>bold</b>")}. */
    public static MimeBundle html(String html) {
        return MimeBundle.html(html.replaceAll("<[^>]*>", ""), html);
    }

    /** Markdown, with formulas between dollar signs. */
    public static MimeBundle markdown(String text) {
        return MimeBundle.of("text/markdown", text, text);
    }
}
