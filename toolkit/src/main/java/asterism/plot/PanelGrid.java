package asterism.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Panels in rows and columns whose frames stand in line; on request they share their x or y axes.
 *
 * <pre>{@code
 * PanelGrid.column(spectrum, residuals).heights(3, 1).sharedX()
 * }</pre>
 */
public final class PanelGrid implements Figure {

    private static final double SHARED_GAP = 7;
    private static final double GAP = 8;
    private static final double TITLE = 30;

    private final List<Panel> panels;
    private final int columns;
    private final double[] widths;
    private final double[] heights;
    private final boolean sharedX;
    private final boolean sharedY;
    private final String title;
    private final int width;
    private final int height;

    private PanelGrid(
            List<Panel> panels,
            int columns,
            double[] widths,
            double[] heights,
            boolean sharedX,
            boolean sharedY,
            String title,
            int width,
            int height) {
        this.panels = List.copyOf(panels);
        this.columns = columns;
        this.widths = widths;
        this.heights = heights;
        this.sharedX = sharedX;
        this.sharedY = sharedY;
        this.title = title;
        this.width = width;
        this.height = height;
    }

    /** Panels below each other. */
    public static PanelGrid column(Panel... panels) {
        return of(1, List.of(panels)).size(760, Math.min(1200, 140 + 240 * panels.length));
    }

    /** Panels beside each other. */
    public static PanelGrid row(Panel... panels) {
        return of(Math.max(1, panels.length), List.of(panels)).size(900, panels.length > 2 ? 330 : 420);
    }

    /** Panels in rows of so many columns, from the upper left; the last row may be shorter. */
    public static PanelGrid of(int columns, List<Panel> panels) {
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("a grid needs at least one panel");
        }
        if (columns < 1) {
            throw new IllegalArgumentException("a grid has at least one column, got " + columns);
        }
        int rows = (panels.size() + columns - 1) / columns;
        return new PanelGrid(
                panels, columns, ones(columns), ones(rows), false, false, "", 900, Math.min(1400, 60 + 260 * rows));
    }

    /** This grid with rows of these relative heights. */
    public PanelGrid heights(double... relative) {
        return new PanelGrid(
                panels, columns, widths, shares("row", relative, rows()), sharedX, sharedY, title, width, height);
    }

    /** This grid with columns of these relative widths. */
    public PanelGrid widths(double... relative) {
        return new PanelGrid(
                panels, columns, shares("column", relative, columns), heights, sharedX, sharedY, title, width, height);
    }

    /** This grid with one x scale for each column, labelled at its lowest panel; the highest panel's axis decides. */
    public PanelGrid sharedX() {
        return new PanelGrid(panels, columns, widths, heights, true, sharedY, title, width, height);
    }

    /** This grid with one y scale for each row, labelled at its first panel, whose axis decides. */
    public PanelGrid sharedY() {
        return new PanelGrid(panels, columns, widths, heights, sharedX, true, title, width, height);
    }

    /** This grid with a title above all panels. */
    public PanelGrid title(String title) {
        return new PanelGrid(panels, columns, widths, heights, sharedX, sharedY, title, width, height);
    }

    /** This grid with another size in CSS pixels. */
    public PanelGrid size(int width, int height) {
        Sizes.check(width, height);
        return new PanelGrid(panels, columns, widths, heights, sharedX, sharedY, title, width, height);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    private int rows() {
        return heights.length;
    }

    @Override
    public void paint(Graphics2D g) {
        var painters = painters();
        int n = painters.size();
        double cellWidth = (double) width / columns;
        double cellHeight = (double) height / rows();
        var insets = new Insets[n];
        for (int i = 0; i < n; i++) {
            insets[i] = painters.get(i)
                    .insets(cellWidth * columns * widths[i % columns], cellHeight * rows() * heights[i / columns]);
        }
        var left = new double[columns];
        var right = new double[columns];
        var top = new double[rows()];
        var bottom = new double[rows()];
        for (int i = 0; i < n; i++) {
            int c = i % columns;
            int r = i / columns;
            double bar = painters.get(i).barWidth(height * heights[r]);
            right[c] = Math.max(right[c], c == columns - 1 || !sharedY ? insets[i].right() : bar + SHARED_GAP / 2);
            boolean titled =
                    !panels.get(i).title().isEmpty() || panels.get(i).top().isPresent();
            top[r] = Math.max(top[r], r == 0 || !sharedX || titled ? insets[i].top() : SHARED_GAP / 2);
            bottom[r] = Math.max(bottom[r], isLowest(i) || !sharedX ? insets[i].bottom() : SHARED_GAP / 2);
        }
        double titleRoom = title.isEmpty() ? 0 : TITLE;
        double gapX = sharedY ? 0 : GAP;
        double gapY = sharedX ? 0 : GAP;
        double insideY = height - titleRoom - sum(top) - sum(bottom) - gapY * (rows() - 1);
        for (int i = 0; i < n; i++) {
            int c = i % columns;
            boolean labelled = c == 0 || !sharedY;
            left[c] =
                    Math.max(left[c], labelled ? painters.get(i).left(insideY * heights[i / columns]) : SHARED_GAP / 2);
        }
        double insideX = width - sum(left) - sum(right) - gapX * (columns - 1);
        if (insideX < 20 * columns || insideY < 20 * rows()) {
            throw new IllegalArgumentException("a grid of " + rows() + " x " + columns + " panels has no room in "
                    + width + " x " + height + " pixels; use size(width, height)");
        }
        double y = titleRoom;
        for (int r = 0; r < rows(); r++) {
            double x = 0;
            double h = insideY * heights[r];
            for (int c = 0; c < columns && r * columns + c < n; c++) {
                double w = insideX * widths[c];
                painters.get(r * columns + c).paint(g, new Rectangle2D.Double(x + left[c], y + top[r], w, h));
                x += left[c] + w + right[c] + gapX;
            }
            y += top[r] + h + bottom[r] + gapY;
        }
        if (!title.isEmpty()) {
            g.setColor(Colors.INK);
            Label.bold(title, 16).draw(g, width / 2.0, 21, 0.5);
        }
    }

    private boolean isLowest(int i) {
        return i + columns >= panels.size();
    }

    private List<PanelPainter> painters() {
        var painters = new ArrayList<PanelPainter>();
        var xScales = new Scale[panels.size()];
        for (int i = 0; i < panels.size(); i++) {
            xScales[i] = PanelPainter.xScale(sharedX ? inColumn(i % columns) : List.of(panels.get(i)));
        }
        for (int i = 0; i < panels.size(); i++) {
            var y = PanelPainter.yScale(sharedY ? inRow(i / columns) : List.of(panels.get(i)), xScales[i]);
            painters.add(new PanelPainter(
                    panels.get(i), xScales[i], y, !sharedX || isLowest(i), !sharedY || i % columns == 0));
        }
        return painters;
    }

    private List<Panel> inColumn(int column) {
        var found = new ArrayList<Panel>();
        for (int i = column; i < panels.size(); i += columns) {
            found.add(panels.get(i));
        }
        return found;
    }

    private List<Panel> inRow(int row) {
        return panels.subList(row * columns, Math.min(panels.size(), (row + 1) * columns));
    }

    private static double[] ones(int n) {
        var shares = new double[n];
        Arrays.fill(shares, 1.0 / n);
        return shares;
    }

    private static double[] shares(String what, double[] relative, int n) {
        if (relative.length != n || !Arrays.stream(relative).allMatch(v -> v > 0 && v < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a grid of " + n + " " + what + "s needs " + n
                    + " positive numbers for their relative sizes, got " + Arrays.toString(relative));
        }
        double sum = sum(relative);
        return Arrays.stream(relative).map(v -> v / sum).toArray();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    @Override
    public String toString() {
        return "grid of " + panels.size() + " panels in " + columns + " columns";
    }
}
