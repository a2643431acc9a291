package asterism.kernel.show;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.plot.Figure;
import java.awt.Graphics2D;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class RenderersTest {

    private static String text(Object value) {
        return Renderers.bundle(value).text();
    }

    @Test
    void arraysShowShapeHeadAndTail() {
        assertThat(text(new double[] {1, 0.1 + 0.2, 1e-31, Double.NaN}))
                .isEqualTo("double[4] {1.0, 0.3, 1.0e-31, NaN}");
        assertThat(text(new int[0])).isEqualTo("int[0] {}");
        assertThat(text(new int[100])).isEqualTo("int[100] {0, 0, 0, 0, 0, 0, 0, 0, ..., 0, 0, 0}");
        assertThat(text(new int[][] {{1}, {2, 3}})).isEqualTo("int[2][] {\n  {1},\n  {2, 3}\n}");
        assertThat(text(new double[40][3])).startsWith("double[40][3] {").contains("... 30 more rows");
        assertThat(text(new Object[] {null, "a", List.of(1)})).isEqualTo("Object[3] {null, \"a\", [1]}");
        assertThat(text(new double[2][2][2])).startsWith("double[2][2][] {");
    }

    @Test
    void numbersKeepSevenDigits() {
        assertThat(ArrayText.number(Math.PI)).isEqualTo("3.141593");
        assertThat(ArrayText.number(-1234567.891)).isEqualTo("-1234568");
        assertThat(ArrayText.number(6.02214076e23)).isEqualTo("6.022141e23");
        assertThat(ArrayText.number(1.23456789e-9)).isEqualTo("1.234568e-9");
        assertThat(ArrayText.number(3.25e8)).isEqualTo("3.25e8");
        assertThat(ArrayText.number(100)).isEqualTo("100.0");
        assertThat(ArrayText.number(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    }

    @Test
    void collectionsAndMapsAreShort() {
        assertThat(text(List.of())).isEqualTo("[]");
        assertThat(text(Collections.nCopies(1000, "x"))).hasSizeLessThan(120).startsWith("1000 elements [\"x\",");
        assertThat(text(new TreeMap<>(Map.of("a", 1.5)))).isEqualTo("{\"a\"=1.5}");
    }

    @Test
    void aTableIsEscapedAndLimited() {
        var table = Table.create(
                "flu<x",
                StringColumn.create("name", Collections.nCopies(100, "<b>")),
                DoubleColumn.create("y", new double[100]),
                IntColumn.create("n", new int[100]));
        table.doubleColumn("y").setMissing(0);
        var bundle = Renderers.bundle(table);
        assertThat((String) bundle.data().get("text/html"))
                .contains("&lt;b&gt;", "flu&lt;x: 100 rows x 3 columns", "text-align:right")
                .doesNotContain("<b>");
        assertThat(bundle.text().lines()).hasSize(1 + 12 + 1 + 5 + 1);
    }

    @Test
    void aColumnsOwnFormatIsKept() {
        var percent = DoubleColumn.create("p", new double[] {0.25});
        percent.setPrintFormatter(NumberColumnFormatter.percent(1));
        assertThat(text(Table.create("t", percent))).contains("25.0%");
    }

    @Test
    void anEmptyTableShowsItsColumns() {
        assertThat(text(Table.create("t", DoubleColumn.create("x"))))
                .contains("x")
                .contains("0 rows x 1 column");
    }

    @Test
    void aFigureIsAPictureOfDoubleResolution() {
        var bundle = Renderers.bundle(new Dot());
        var png = Base64.getDecoder().decode((String) bundle.data().get("image/png"));
        assertThat(java.nio.ByteBuffer.wrap(png).getInt(16)).isEqualTo(600);
        assertThat(bundle.metadata()).containsEntry("image/png", Map.of("width", 300, "height", 200));
        assertThat(bundle.text()).isEqualTo("figure, 300 x 200 pixels");
        assertThat((String) Notebook.svg(new Dot()).data().get("text/html"))
                .startsWith("<img width=\"300\" height=\"200\" src=\"data:image/svg+xml;base64,");
    }

    @Test
    void nothingThatARendererThrowsComesThrough() {
        Displayable bad = () -> {
            throw new NoClassDefFoundError("some/Library");
        };
        assertThat(text(bad)).contains("could not be shown", "some/Library");
        assertThat(text(new Unprintable())).contains("Unprintable", "could not be shown");
    }

    @Test
    void everyBundleHasPlainText() {
        for (var value : List.of(1, "a", new int[1], Card.of("c"), new Dot(), Notebook.html("<b>x</b>"))) {
            assertThat(Renderers.bundle(value).data()).containsKey("text/plain");
        }
        assertThat(Notebook.html("<b>x</b>").text()).isEqualTo("x");
    }

    static final class Dot implements Figure {
        @Override
        public int width() {
            return 300;
        }

        @Override
        public int height() {
            return 200;
        }

        @Override
        public void paint(Graphics2D g) {
            g.fillOval(100, 50, 100, 100);
        }
    }

    static final class Unprintable {
        @Override
        public String toString() {
            throw new InternalError("font");
        }
    }
}
