package asterism.plot;

import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a test wants to know of an SVG document. */
final class SvgText {

    private static final Pattern SIZE = Pattern.compile("font-size:([0-9.]+)");

    private SvgText() {}

    static Document parse(String svg) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
    }

    /** The document without the blanks that a formatter may change. */
    static String of(String svg) {
        return svg.replaceAll("\\s+", " ");
    }

    /** Pairs of horizontal numbers of tick labels that run into each other. */
    static List<String> overlaps(String svg) {
        var boxes = new ArrayList<Rectangle2D>();
        var words = new ArrayList<String>();
        var texts = parse(svg).getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            var text = (Element) texts.item(i);
            if (isTurned(text) || !text.getTextContent().strip().matches("[\u22120-9.]+")) {
                continue;
            }
            var word = text.getTextContent().strip();
            double size = size(text);
            double x = Double.parseDouble(text.getAttribute("x"));
            double y = Double.parseDouble(text.getAttribute("y"));
            double width = Fonts.of(word, size, false)
                    .getStringBounds(word, Fonts.METRICS)
                    .getWidth();
            boxes.add(new Rectangle2D.Double(x + 0.5, y - 0.7 * size, width - 1, 0.7 * size));
            words.add(word + " at " + Math.round(x) + ", " + Math.round(y));
        }
        var found = new ArrayList<String>();
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                if (boxes.get(i).intersects(boxes.get(j))) {
                    found.add(words.get(i) + " and " + words.get(j));
                }
            }
        }
        return found;
    }

    private static boolean isTurned(Element element) {
        for (var node = element.getParentNode(); node instanceof Element up; node = up.getParentNode()) {
            if (up.hasAttribute("transform")) {
                return true;
            }
        }
        return element.hasAttribute("transform");
    }

    private static double size(Element element) {
        for (org.w3c.dom.Node node = element; node instanceof Element up; node = up.getParentNode()) {
            var match = SIZE.matcher(up.getAttribute("style"));
            if (match.find()) {
                return Double.parseDouble(match.group(1));
            }
        }
        return 12;
    }
}
