package asterism.kernel.show;

import asterism.display.Displayable;
import asterism.plot.Figure;
import java.awt.image.BufferedImage;
import java.util.Collection;
import java.util.Map;
import org.knowm.xchart.internal.chartpart.IChart;
import tech.tablesaw.api.Table;

/**
 * What every kind of value looks like.
 *
 * <p>Never throws: a renderer that fails, be it with an {@link Error} (a missing library, a font that cannot be read),
 * gives the value's text with a note of what went wrong.
 */
public final class Renderers {

    private Renderers() {}

    /** Whether a value has a form of its own here; others are shown by their {@code toString}. */
    public static boolean knows(Object value) {
        return value instanceof MimeBundle
                || value instanceof Figure
                || value instanceof Displayable
                || value.getClass().isArray()
                || value instanceof Collection
                || value instanceof Map
                || value instanceof BufferedImage
                || isTable(value)
                || isChart(value);
    }

    /** The value in every format that it has. */
    public static MimeBundle bundle(Object value) {
        try {
            return unguarded(value);
        } catch (Throwable e) {
            return failed(value, e);
        }
    }

    private static MimeBundle unguarded(Object value) {
        if (value instanceof MimeBundle bundle) {
            return bundle;
        }
        if (value instanceof Figure figure) {
            return Pictures.png(figure);
        }
        if (value instanceof Displayable shown) {
            return MimeBundle.html(shown.toText(), shown.toHtml());
        }
        if (value.getClass().isArray()) {
            return MimeBundle.text(ArrayText.ofArray(value));
        }
        if (value instanceof Collection<?> all) {
            return MimeBundle.text(ArrayText.ofCollection(all));
        }
        if (value instanceof Map<?, ?> map) {
            return MimeBundle.text(ArrayText.ofMap(map));
        }
        if (value instanceof BufferedImage image) {
            return Pictures.png(image);
        }
        if (isTable(value)) {
            return TableView.bundle((Table) value);
        }
        if (isChart(value)) {
            return Pictures.png((IChart) value);
        }
        return MimeBundle.text(ArrayText.shorten(String.valueOf(value)));
    }

    private static boolean isTable(Object value) {
        return isNamed(value, "tech.tablesaw.api.Table") && value instanceof Table;
    }

    /** By name first, so that a value of another kind does not load the charting library. */
    private static boolean isChart(Object value) {
        return !value.getClass().getName().startsWith("java.") && value instanceof IChart;
    }

    private static boolean isNamed(Object value, String name) {
        for (Class<?> c = value.getClass(); c != null; c = c.getSuperclass()) {
            if (c.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** What is shown of a value whose renderer failed. */
    public static MimeBundle failed(Object value, Throwable e) {
        var type = value.getClass().getName();
        String text;
        try {
            text = ArrayText.shorten(String.valueOf(value));
        } catch (Throwable again) {
            text = type;
        }
        return MimeBundle.text(text + "\n(could not be shown: " + reason(e) + ")");
    }

    private static String reason(Throwable e) {
        try {
            return String.valueOf(e);
        } catch (Throwable again) {
            return e.getClass().getName();
        }
    }
}
