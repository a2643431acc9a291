package asterism.kernel.show;

import asterism.plot.Figure;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.IChart;

/** Figures as pictures: PNG at double resolution by default, SVG on request. */
final class Pictures {

    /** Pixels per CSS pixel: sharp on screens of high density, and in print at notebook width. */
    private static final int SCALE = 2;

    private Pictures() {}

    static MimeBundle png(Figure figure) {
        return png(figure.toPng(SCALE), figure.width(), figure.height(), "figure");
    }

    static MimeBundle png(IChart chart) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        var image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, width, height);
        graphics.dispose();
        return png(encode(image), width, height, "chart");
    }

    static MimeBundle png(BufferedImage image) {
        return png(encode(image), image.getWidth(), image.getHeight(), "image");
    }

    private static MimeBundle png(byte[] file, int width, int height, String what) {
        var data = new LinkedHashMap<String, Object>();
        data.put(MimeBundle.PNG, Base64.getEncoder().encodeToString(file));
        data.put(MimeBundle.TEXT, size(what, width, height));
        return new MimeBundle(data, Map.of(MimeBundle.PNG, Map.of("width", width, "height", height)));
    }

    private static byte[] encode(BufferedImage image) {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Inside an {@code img}: some converters remove SVG that stands in the page by itself. */
    static MimeBundle svg(Figure figure) {
        var base64 = Base64.getEncoder().encodeToString(figure.toSvg().getBytes(StandardCharsets.UTF_8));
        var html = "<img width=\"" + figure.width() + "\" height=\"" + figure.height()
                + "\" src=\"data:image/svg+xml;base64," + base64 + "\">";
        return MimeBundle.html(size("figure", figure.width(), figure.height()), html);
    }

    private static String size(String what, int width, int height) {
        return what + ", " + width + " x " + height + " pixels";
    }
}
