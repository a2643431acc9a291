package asterism.plot;

import static asterism.plot.Plots.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChartBuilder;

class ExportTest {

    private static final Panel PANEL = panel().x(Axis.log("\\lambda [\\mu m]"))
            .y(Axis.linear("\\nu L_\\nu"))
            .title("bold \\pm \\tau_{V} < 10^{-3}")
            .add(line(new double[] {1, 10, 1000}, new double[] {1, 3, 2}).name("A & B"));

    @Test
    void aPngHasItsSizeTimesTheScaleOnWhite() {
        var image = Export.decode(PANEL.toPng(2));
        assertThat(image.getWidth()).isEqualTo(2 * PANEL.width());
        assertThat(image.getHeight()).isEqualTo(2 * PANEL.height());
        assertThat(image.getRGB(2, 2)).isEqualTo(0xffffffff);
        assertThatThrownBy(() -> PANEL.toPng(0)).hasMessageContaining("scale of a PNG must be above 0");
    }

    /** Two posteriors of nine parameters at the resolution of a notebook; in true color some 600 kB. */
    @Test
    void aCornerOfManyShadesWeighsLessThanANotebookAllows() {
        var names = "a b c d e f g h i".split(" ");
        var one = TestSamples.gaussian(4_000, names);
        var other = TestSamples.of(400, 10, (step, walker, k, random) -> 0.5 + random.nextGaussian(), names);
        var corner = corner().add(one).add(other).names("one", "other");
        assertThat(corner.toPng(2).length).isLessThan(200_000);
    }

    /** What is seen of an image in few colors: no pixel far off, none of the flat areas off at all. */
    @Test
    void aPaletteKeepsWhatIsSeen() {
        var image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 400, 300);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int i = 0; i < 60; i++) {
            g.setColor(Colors.alpha(Colors.of(Colors.cycle(i)), 0.4));
            g.draw(new Line2D.Double(5 * i, 250, 300 + i, 3 * i));
        }
        g.setColor(Colors.of("#0072b2"));
        g.fillRect(20, 260, 100, 30);
        g.dispose();
        var indexed = new Palette(image).image(256).orElseThrow();
        double squares = 0;
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 400; x++) {
                int d = (image.getRGB(x, y) & 255) - (indexed.getRGB(x, y) & 255);
                squares += d * d;
            }
        }
        assertThat(Math.sqrt(squares / (300 * 400))).isLessThan(2);
        assertThat(indexed.getRGB(60, 275)).isEqualTo(0xff0072b2);
        assertThat(indexed.getRGB(399, 0)).isEqualTo(0xffffffff);
    }

    /** Colors all over the cube: two of them would be seen to be two. */
    @Test
    void anImageOfManyColorsKeepsThem() {
        var image = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256 * 256; i++) {
            image.setRGB(i % 256, i / 256, (i * 0x9e3779b1) >>> 8);
        }
        assertThat(new Palette(image).image(256)).isEmpty();
    }

    @Test
    void anSvgIsWellFormedAndItsTextIsText() {
        var svg = PANEL.toSvg();
        assertThat(svg).startsWith("<svg").contains("xmlns=\"http://www.w3.org/2000/svg\"", "viewBox=\"0 0 720 460\"");
        var texts = SvgText.parse(svg).getElementsByTagName("text");
        var words = new StringBuilder();
        for (int i = 0; i < texts.getLength(); i++) {
            words.append(texts.item(i).getTextContent()).append('|');
        }
        assertThat(words.toString()).contains("A & B", "\u03bb", "\u22123", "\u03bdL", "1000");
        assertThat(svg).contains("'DejaVu Sans', Verdana").contains("font-weight:bold");
    }

    @Test
    void anSvgWithAnImageIsWellFormed() {
        var svg = panel().add(heatMap(new double[][] {{1, 2}, {3, 4}}).colorBar("counts"))
                .toSvg();
        assertThat(SvgText.parse(svg).getElementsByTagName("image").getLength()).isEqualTo(1);
        assertThat(svg).contains("data:image/png;base64,", "image-rendering:pixelated");
    }

    @Test
    void aPdfHasOnePageAndItsFontsInside() throws Exception {
        try (var document = Loader.loadPDF(PANEL.toPdf())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(540f);
            assertThat(new PDFTextStripper().getText(document)).contains("\u03bb", "A & B");
            var form = document.getPage(0).getResources();
            var inner = (org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject)
                    form.getXObject(form.getXObjectNames().iterator().next());
            for (var name : inner.getResources().getFontNames()) {
                assertThat(inner.getResources().getFont(name).isEmbedded()).isTrue();
            }
        }
    }

    @Test
    void theEndingChoosesTheFormat(@TempDir Path folder) throws Exception {
        assertThat(PANEL.save(folder.resolve("a.svg"))).isSameAs(PANEL);
        PANEL.save(folder.resolve("a.PDF").toString());
        PANEL.save(folder.resolve("a.png"));
        assertThat(Files.readString(folder.resolve("a.svg"))).startsWith("<svg");
        assertThat(Files.readAllBytes(folder.resolve("a.PDF")))
                .startsWith("%PDF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(Export.decode(Files.readAllBytes(folder.resolve("a.png"))).getWidth())
                .isEqualTo(2250);
        assertThatThrownBy(() -> PANEL.save(folder.resolve("a.jpg")))
                .hasMessage("a figure is saved as .png, .svg or .pdf; the ending of 'a.jpg' is none of these");
        assertThatThrownBy(() -> PANEL.save(folder.resolve("no/such/folder/a.png")))
                .isInstanceOf(java.io.UncheckedIOException.class)
                .hasMessageContaining("cannot write the figure to");
    }

    @Test
    void anXChartChartIsAFigure() {
        var chart = new XYChartBuilder().width(400).height(300).title("a chart").build();
        chart.addSeries("s", new double[] {1, 2}, new double[] {3, 4});
        var figure = Figures.of(chart);
        assertThat(figure.width()).isEqualTo(400);
        assertThat(figure.toSvg()).startsWith("<svg");
        assertThat(figure.toPdf()).startsWith("%PDF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(Export.decode(figure.toPng(1)).getHeight()).isEqualTo(300);
    }

    @Test
    void subAndSuperscriptStandAboveEachOther() {
        double plain = Label.of("0.47", 12).width();
        double sub = Label.of("0.47_{-0.03}", 12).width();
        double both = Label.of("0.47_{-0.03}^{+0.03}", 12).width();
        assertThat(both).isEqualTo(sub).isGreaterThan(plain);
    }

    @Test
    void aLetterThatTheTypefaceLacksComesFromTheSystem() {
        assertThat(Fonts.of("\u03c4", 12, false).getFamily()).isEqualTo("DejaVu Sans");
        assertThat(Fonts.of("\u661f", 12, false).getFamily()).isNotEqualTo("DejaVu Sans");
        assertThat(panel().title("\u661f\u7fa4").toPng(1)).isNotEmpty();
    }
}
