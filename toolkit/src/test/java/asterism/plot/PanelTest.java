package asterism.plot;

import static asterism.plot.Plots.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PanelTest {

    private static final double[] X = {1, 10, 100};
    private static final double[] Y = {2, -3, 4};

    @Test
    void dataThatALogarithmicAxisCannotShowAreRefusedInEitherOrder() {
        var message = "points 'disk': 1 of 3 y values are zero or negative and cannot stand on a logarithmic axis; use"
                + " Axis.linear(...) or leave them out";
        assertThatThrownBy(() -> panel().y(Axis.log("flux")).add(points(X, Y).name("disk")))
                .hasMessage(message);
        assertThatThrownBy(() -> panel().add(points(X, Y).name("disk")).y(Axis.log("flux")))
                .hasMessage(message);
    }

    @Test
    void aCurveMayRunOffALogarithmicAxisButNotBeOffItAltogether() {
        assertThat(panel().y(Axis.log("")).add(line(X, Y)).toPng(1)).isNotEmpty();
        assertThatThrownBy(
                        () -> panel().y(Axis.log("")).add(line(X, new double[3]).name("dust")))
                .hasMessageStartingWith("line 'dust': none of its 3 y values is above zero");
    }

    @Test
    void nanIsRefusedWithTheNameOfTheSeries() {
        assertThatThrownBy(() ->
                        panel().add(line(X, new double[] {1, Double.NaN, 2}).name("model")))
                .hasMessage("line 'model': 1 of 3 y values are NaN or infinite; leave them out before plotting");
        assertThatThrownBy(() -> points(X, Y).yError(new double[] {1, -1, 1}))
                .hasMessageContaining("y errors must be finite and at least 0");
    }

    @Test
    void lengthsMustAgree() {
        assertThatThrownBy(() -> line(X, new double[2]))
                .hasMessage("x and y of a line must have the same length, got 3 and 2");
        assertThatThrownBy(() -> line(new double[0], new double[0])).hasMessageContaining("nothing to draw");
        assertThatThrownBy(() -> steps(X, Y)).hasMessageContaining("got 2 and 3");
    }

    @Test
    void marksKeepACopyOfTheirData() {
        var y = Y.clone();
        var panel = panel().add(line(X, y));
        var before = panel.toSvg();
        y[1] = 1000;
        assertThat(panel.toSvg()).isEqualTo(before);
    }

    /** The lower panel of a column has more ticks, with wider labels, than its share of the height lets one expect. */
    @Test
    void theLabelOfALowPanelIsNotCutOff() {
        double[] x = {-1, 1};
        var above = panel().x(Axis.linear("z")).y(Axis.linear("a")).add(line(x, new double[] {3, -3}));
        var below = panel().x(Axis.linear("z")).y(Axis.linear("error")).add(line(x, new double[] {0.27, -0.25}));
        var svg = PanelGrid.column(above, below)
                .heights(2.2, 1)
                .sharedX()
                .size(640, 520)
                .toSvg();
        var turned = Pattern.compile("translate\\(([-0-9.]+),[-0-9.]+\\) rotate\\(-90\\)\"[^>]*>error<")
                .matcher(SvgText.of(svg));
        assertThat(turned.find()).isTrue();
        assertThat(Double.parseDouble(turned.group(1))).isGreaterThan(PanelPainter.LABEL_SIZE / 2); // its middle line
    }

    @Test
    void aWitherLeavesTheOriginalAlone() {
        var line = line(X, Y);
        var red = line.color("red").width(3).dashed().name("a");
        assertThat(line.look).isEqualTo(Look.PLAIN);
        assertThat(red.look.name()).isEqualTo("a");
    }

    @Test
    void anAxisOfALineThatTouchesZeroBeginsWhereItIsSaidTo() {
        var x = Scale.linear(0, 1);
        double[] at = {0, 1};
        double[] y = {0, 5};
        var free = panel().add(line(at, y));
        assertThat(PanelPainter.yScale(java.util.List.of(free), x).lo()).isZero();
        var said = panel().y(Axis.linear("y").range(-1, 6)).add(line(at, y));
        assertThat(PanelPainter.yScale(java.util.List.of(said), x).lo()).isEqualTo(-1);
    }

    @Test
    void rangesFollowWhatIsSeen() {
        var x = PanelPainter.xScale(
                java.util.List.of(panel().add(line(X, Y)).x(Axis.linear("").to(20))));
        var y = PanelPainter.yScale(java.util.List.of(panel().add(line(X, Y))), x);
        assertThat(x.hi()).isEqualTo(20);
        assertThat(y.hi()).isLessThan(4); // the point at x = 100 is not seen
    }

    @Test
    void errorBarsBelowZeroDoNotStretchALogarithmicAxis() {
        var panel =
                panel().y(Axis.log("")).add(points(X, new double[] {1, 2, 3}).yError(new double[] {0.1, 5, 0.1}));
        var x = PanelPainter.xScale(java.util.List.of(panel));
        assertThat(PanelPainter.yScale(java.util.List.of(panel), x).lo()).isGreaterThan(0.3);
    }

    @Test
    void sharedAxesAreLabelledOnce() {
        var top =
                panel().x(Axis.log("\\lambda [\\mu m]")).y(Axis.linear("flux")).add(line(X, Y));
        var below = panel().x(Axis.log("\\lambda [\\mu m]"))
                .y(Axis.linear("residual"))
                .add(points(X, Y));
        var svg = PanelGrid.column(top, below).heights(3, 1).sharedX().toSvg();
        assertThat(svg.split("\u03bb", -1)).hasSize(2);
        assertThat(svg).contains(">flux<", ">residual<");
        assertThatThrownBy(() -> PanelGrid.column(top, below).heights(1))
                .hasMessage("a grid of 2 rows needs 2 positive numbers for their relative sizes, got [1.0]");
    }

    @Test
    void theLegendStandsWhereNothingIs() {
        var rising = panel().add(line(new double[] {0, 1}, new double[] {0, 1}).name("rising"));
        var falling = panel().add(line(new double[] {0, 1}, new double[] {1, 0}).name("falling"));
        assertThat(xOf(rising.toSvg(), "rising")).isLessThan(rising.width() / 2.0);
        assertThat(xOf(falling.toSvg(), "falling")).isGreaterThan(falling.width() / 2.0);
    }

    @Test
    void aHistogramCountsEveryValue() {
        var panel = panel().add(histogram(new double[] {1, 1, 2, 5}, 4));
        var extent = Extent.unbounded(false, false);
        panel.marks().get(0).visit(extent);
        assertThat(extent.xMin).isEqualTo(1);
        assertThat(extent.xMax).isEqualTo(5);
        assertThat(extent.yMax).isEqualTo(2);
        assertThat(panel().add(histogram(new double[] {3, 3}, 10)).toPng(1)).isNotEmpty();
    }

    @Test
    void anImageHasRowZeroAtTheBottomAndGrayWhereNothingWasMeasured() {
        var panel = panel().legend(Place.NONE)
                .size(200, 200)
                .add(heatMap(new double[][] {{0, 0}, {1, Double.NaN}}).colors(ColorMap.GRAY));
        var image = Export.decode(panel.toPng(1));
        assertThat(image.getRGB(60, 150) & 255).isLessThan(5);
        assertThat(image.getRGB(60, 50) & 255).isGreaterThan(250);
        assertThat(image.getRGB(150, 50) & 255).isBetween(0xe0, 0xf0);
        assertThatThrownBy(() -> heatMap(new double[][] {{1, 2}, {1}})).hasMessageContaining("row 1 has 1 pixels");
    }

    @Test
    void anUpperAxisFollowsItsFunction() {
        var panel = panel().x(Axis.log("\\lambda").range(1, 1000))
                .y(Axis.linear(""))
                .add(line(new double[] {1, 1000}, new double[] {0, 1}));
        assertThat(panel.top(Axis.log("\\nu"), l -> 3e14 / l).toSvg()).contains("\u03bd", ">12<", ">14<");
        assertThatThrownBy(() -> panel.top(Axis.log("\\nu"), l -> -l).toSvg()).hasMessageContaining("top axis");
    }

    @Test
    void aColorIsACssNameOrACode() {
        assertThat(Colors.of("DarkOrange")).isEqualTo(Colors.of("#ff8c00"));
        assertThat(Colors.of("#fff")).isEqualTo(java.awt.Color.WHITE);
        assertThat(Colors.of("#00000080").getAlpha()).isEqualTo(128);
        assertThatThrownBy(() -> Colors.of("octarine"))
                .hasMessage("unknown color 'octarine': use a CSS name such as \"darkorange\" or a code such as"
                        + " \"#d55e00\"");
    }

    private static double xOf(String svg, String word) {
        var texts = SvgText.parse(svg).getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            var text = (org.w3c.dom.Element) texts.item(i);
            if (text.getTextContent().contains(word)) {
                return Double.parseDouble(text.getAttribute("x"));
            }
        }
        throw new AssertionError("no text " + word);
    }
}
