package asterism.plot;

import static asterism.plot.Plots.band;
import static asterism.plot.Plots.horizontal;
import static asterism.plot.Plots.line;
import static asterism.plot.Plots.panel;
import static asterism.plot.Plots.points;
import static asterism.plot.Plots.upperLimits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** A small drawing against an approved one: shapes within a pixel, words exactly, positions of words not at all. */
class DrawingNonRegressionTest {

    private static final String APPROVED = "/asterism/plot/spectrum-and-residuals.txt";

    @Test
    void aSpectrumWithResidualsIsDrawnAsApproved() throws IOException {
        var x = new double[] {0.1, 1, 10, 100};
        var above = panel().x(Axis.log("\\lambda [\\mu m]"))
                .y(Axis.log("\\nu L_\\nu [L_\\odot]"))
                .add(band(x, new double[] {1e7, 1e9, 1e8, 1e9}, new double[] {2e7, 2e9, 2e8, 2e9}))
                .add(line(x, new double[] {1.5e7, 1.5e9, 1.5e8, 1.5e9}).name("model"))
                .add(points(x, new double[] {1e7, 1.6e9, 1e8, 2e9})
                        .yError(new double[] {3e6, 1e8, 3e7, 4e8})
                        .name("data"))
                .add(upperLimits(new double[] {500}, new double[] {3e8}).name("limit"));
        var below = panel().y(Axis.linear("residual [\\sigma]").range(-3, 3))
                .add(horizontal(0))
                .add(points(x, new double[] {-1.5, 0.8, -1.2, 1}));
        var drawn = drawing(PanelGrid.column(above, below)
                .heights(2, 1)
                .sharedX()
                .size(500, 400)
                .toSvg());
        compare(drawn);
    }

    private static void compare(List<String> drawn) throws IOException {
        var copy = Path.of("target", "spectrum-and-residuals.txt");
        Files.createDirectories(copy.toAbsolutePath().getParent());
        Files.write(copy, drawn);
        List<String> approved;
        try (var in = DrawingNonRegressionTest.class.getResourceAsStream(APPROVED)) {
            approved = in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(l -> !l.startsWith("#"))
                            .toList();
        }
        if (approved.size() != drawn.size()) {
            fail("%d marks were drawn, %d are approved; see %s", drawn.size(), approved.size(), copy.toAbsolutePath());
        }
        for (int i = 0; i < drawn.size(); i++) {
            var mine = drawn.get(i).split(" ", -1);
            var theirs = approved.get(i).split(" ", -1);
            assertThat(mine).as("line %d of %s", i + 1, copy.toAbsolutePath()).hasSameSizeAs(theirs);
            for (int k = 0; k < mine.length; k++) {
                if (!mine[0].equals("text") && theirs[k].matches("-?[0-9]+")) {
                    assertThat(Integer.parseInt(mine[k]))
                            .as("line %d of %s", i + 1, copy.toAbsolutePath())
                            .isCloseTo(Integer.parseInt(theirs[k]), within(1));
                } else {
                    assertThat(mine[k])
                            .as("line %d of %s", i + 1, copy.toAbsolutePath())
                            .isEqualTo(theirs[k]);
                }
            }
        }
    }

    /** One line for each mark: its kind and its numbers, rounded to pixels. */
    private static List<String> drawing(String svg) {
        var lines = new ArrayList<String>();
        var all = SvgText.parse(svg).getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            var e = (Element) all.item(i);
            if (e.getParentNode() instanceof Element up && up.getTagName().equals("clipPath")) {
                continue;
            }
            switch (e.getTagName()) {
                case "text" -> lines.add("text " + e.getTextContent());
                case "path" -> lines.add("path " + rounded(e.getAttribute("d")));
                case "line" -> lines.add("line " + attributes(e, "x1", "y1", "x2", "y2"));
                case "rect" -> lines.add("rect " + attributes(e, "x", "y", "width", "height"));
                case "circle" -> lines.add("circle " + attributes(e, "cx", "cy", "r"));
                default -> {}
            }
        }
        return lines;
    }

    private static String attributes(Element e, String... names) {
        var words = new ArrayList<String>();
        for (var name : names) {
            words.add(rounded(e.getAttribute(name)));
        }
        return String.join(" ", words);
    }

    private static String rounded(String numbers) {
        var words = new ArrayList<String>();
        for (var word : numbers.replaceAll("([A-Za-z])", " $1 ").strip().split("[ ,]+")) {
            words.add(word.matches("[A-Za-z]") ? word : Long.toString(Math.round(Double.parseDouble(word))));
        }
        return String.join(" ", words);
    }
}
