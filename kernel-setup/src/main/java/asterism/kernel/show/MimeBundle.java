package asterism.kernel.show;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing in several formats; the front end shows the richest that it can. There is always {@code text/plain}.
 *
 * @param data     content by mime type; pictures in base64
 * @param metadata by mime type, such as the size of a picture in CSS pixels
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {

    static final String TEXT = "text/plain";
    static final String HTML = "text/html";
    static final String PNG = "image/png";

    /** Copies, keeping the order. */
    public MimeBundle {
        data = new LinkedHashMap<>(data);
        metadata = new LinkedHashMap<>(metadata);
    }

    /** Plain text alone. */
    public static MimeBundle text(String text) {
        return new MimeBundle(Map.of(TEXT, text), Map.of());
    }

    /** Plain text with an HTML form. */
    public static MimeBundle html(String text, String html) {
        return of(HTML, html, text);
    }

    /** Content of one mime type with plain text for those who cannot show it. */
    public static MimeBundle of(String mime, String content, String text) {
        var data = new LinkedHashMap<String, Object>();
        data.put(mime, content);
        data.put(TEXT, text);
        return new MimeBundle(data, Map.of());
    }

    /** The plain text. */
    public String text() {
        return String.valueOf(data.getOrDefault(TEXT, ""));
    }

    @Override
    public String toString() {
        return text();
    }
}
