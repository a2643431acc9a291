package asterism.plot;

import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Element;

/** Puts images into an SVG document as PNG by the JDK's own writer; Batik's would need three more of its jars. */
final class EmbeddedImages extends DefaultImageHandler {

    @Override
    public void handleHREF(Image image, Element element, SVGGeneratorContext context) {
        var copy = new BufferedImage(image.getWidth(null), image.getHeight(null), BufferedImage.TYPE_INT_ARGB);
        copy.createGraphics().drawImage(image, 0, 0, null);
        handleHREF((RenderedImage) copy, element, context);
    }

    @Override
    public void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var data = Base64.getEncoder().encodeToString(bytes.toByteArray());
        element.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", "data:image/png;base64," + data);
    }

    @Override
    public void handleHREF(RenderableImage image, Element element, SVGGeneratorContext context) {
        handleHREF(image.createDefaultRendering(), element, context);
    }
}
