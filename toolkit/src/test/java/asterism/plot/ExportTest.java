package asterism.plot;

import static asterism.plot.Plots.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
