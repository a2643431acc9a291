package asterism.plot;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/** Writes a figure as PNG, SVG and PDF. */
final class Export {

    private static final double CSS_DPI = 96;
    private static final double PRINT_DPI = 300;
    private static final double POINTS_PER_PIXEL = 0.75;

    /** What a figure of a notebook may weigh. */
    private static final int NOTEBOOK_BYTES = 200_000;

    /** Sizes of palettes, the richest first. */
    private static final int[] COLORS = {256, 128, 64, 48, 40};

    /** Typefaces of the same widths come first, for machines that lack DejaVu. */
    private static final String SVG_FONTS = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', sans-serif";

    private Export() {}

    static byte[] png(Figure figure, double scale) {
        if (!(scale > 0) || scale * Math.max(figure.width(), figure.height()) > 30_000) {
            throw new IllegalArgumentException(
                    "scale of a PNG must be above 0 and give at most 30000 pixels a side, got " + scale + " for "
                            + figure.width() + " x " + figure.height());
        }
        int width = (int) Math.round(scale * figure.width());
        int height = (int) Math.round(scale * figure.height());
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        try {
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, width, height);
            g.scale(scale, scale);
            figure.paint(prepared(g));
        } finally {
            g.dispose();
        }
        return png(image, scale * CSS_DPI);
    }

    /** In as many colors as fit into the size of a figure for a notebook; larger ones keep what they have. */
    private static byte[] png(BufferedImage image, double dpi) {
        var palette = new Palette(image);
        Optional<byte[]> richest = Optional.empty();
        for (int colors : COLORS) {
            var png = palette.image(colors).map(indexed -> Png.encode(indexed, dpi));
            if (png.isPresent() && png.get().length < NOTEBOOK_BYTES) {
                return png.get();
            }
            richest = richest.or(() -> png);
        }
        return richest.orElseGet(() -> Png.encode(image, dpi));
    }

    static String svg(Figure figure) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            var document = factory.newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
            var context = SVGGeneratorContext.createDefault(document);
            context.setComment("Asterism");
            context.setPrecision(2);
            context.setImageHandler(new EmbeddedImages());
            var g = new SVGGraphics2D(context, false);
            g.setSVGCanvasSize(new Dimension(figure.width(), figure.height()));
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, figure.width(), figure.height());
            figure.paint(prepared(g));
            var root = g.getRoot();
            root.setAttribute("viewBox", "0 0 " + figure.width() + " " + figure.height());
            var out = new StringWriter();
            g.stream(root, out, true, false);
            var text = out.toString();
            return text.substring(text.indexOf("<svg"))
                    .replace("font-family:&apos;DejaVu Sans&apos;", "font-family:" + SVG_FONTS)
                    .replace("font-family:'DejaVu Sans'", "font-family:" + SVG_FONTS)
                    .replace("image-rendering:optimizeSpeed", "image-rendering:pixelated");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] pdf(Figure figure) {
        float width = (float) (POINTS_PER_PIXEL * figure.width());
        float height = (float) (POINTS_PER_PIXEL * figure.height());
        try (var document = new PDDocument();
                var fonts = new PdfBoxGraphics2DFontTextDrawer()) {
            fonts.registerFont("DejaVu Sans", Fonts.stream(Fonts.REGULAR_FILE));
            fonts.registerFont("DejaVu Sans Bold", Fonts.stream(Fonts.BOLD_FILE));
            var page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            var g = new PdfBoxGraphics2D(document, figure.width(), figure.height());
            g.setFontTextDrawer(fonts);
            figure.paint(prepared(g));
            g.dispose();
            try (var content = new PDPageContentStream(document, page)) {
                content.transform(Matrix.getScaleInstance((float) POINTS_PER_PIXEL, (float) POINTS_PER_PIXEL));
                content.drawForm(g.getXFormObject());
            }
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("this figure cannot be written as PDF: " + e.getMessage(), e);
        }
    }

    static void save(Figure figure, Path file) {
        var name = String.valueOf(file.getFileName());
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!name.contains(".") || !List.of("png", "svg", "pdf").contains(ending)) {
            throw new IllegalArgumentException(
                    "a figure is saved as .png, .svg or .pdf; the ending of '" + name + "' is none of these");
        }
        var bytes =
                switch (ending) {
                    case "svg" -> figure.toSvg().getBytes(StandardCharsets.UTF_8);
                    case "pdf" -> figure.toPdf();
                    default -> figure.toPng(PRINT_DPI / CSS_DPI);
                };
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the figure to '" + file.toAbsolutePath() + "': " + e.getMessage(), e);
        }
    }

    private static Graphics2D prepared(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        return g;
    }

    static BufferedImage decode(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
