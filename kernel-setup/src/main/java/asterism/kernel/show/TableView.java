package asterism.kernel.show;

import asterism.display.Markup;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table as text and HTML: its first and last rows, its shape, numbers to the right. */
final class TableView {

    private static final int MAX_ROWS = 20;
    private static final int HEAD = 12;
    private static final int TAIL = 5;
    private static final int MAX_COLUMNS = 24;
    private static final int MAX_CELL = 60;
    private static final String GAP = "\u22ee";

    private final Table table;
    private final List<Column<?>> columns;
    /** Rows that are shown; -1 stands for those left out. */
    private final List<Integer> rows = new ArrayList<>();

    private TableView(Table table) {
        this.table = table;
        this.columns = table.columns().subList(0, Math.min(MAX_COLUMNS, table.columnCount()));
        int n = table.rowCount();
        for (int r = 0; r < n; r++) {
            if (n > MAX_ROWS && r == HEAD) {
                rows.add(-1);
                r = n - TAIL;
            }
            rows.add(r);
        }
    }

    static MimeBundle bundle(Table table) {
        var view = new TableView(table);
        return MimeBundle.html(view.text(), view.html());
    }

    private String html() {
        var out = new StringBuilder("<table style=\"border-collapse:collapse;font-size:13px\">");
        out.append(
                        "<caption style=\"caption-side:bottom;text-align:left;white-space:nowrap;opacity:.7;padding-top:4px\">")
                .append(Markup.escape(caption()))
                .append("</caption><thead><tr>");
        for (var column : columns) {
            cell(out, "th", column.name(), isNumber(column), "border-bottom:1px solid #8888;");
        }
        out.append("</tr></thead><tbody>");
        for (int row : rows) {
            out.append("<tr>");
            for (var column : columns) {
                cell(out, "td", value(column, row), isNumber(column), "");
            }
            out.append("</tr>");
        }
        return out.append("</tbody></table>").toString();
    }

    private static void cell(StringBuilder out, String tag, String text, boolean right, String style) {
        out.append('<').append(tag).append(" style=\"padding:1px 10px 1px 0;");
        out.append(style).append("text-align:").append(right ? "right" : "left").append("\">");
        out.append(Markup.escape(text)).append("</").append(tag).append('>');
    }

    private String text() {
        var out = new StringBuilder();
        int[] width = new int[columns.size()];
        for (int c = 0; c < width.length; c++) {
            width[c] = columns.get(c).name().length();
            for (int row : rows) {
                width[c] = Math.max(width[c], value(columns.get(c), row).length());
            }
        }
        line(out, width, -2);
        rows.forEach(row -> line(out, width, row));
        return out.append(caption()).toString();
    }

    private void line(StringBuilder out, int[] width, int row) {
        var line = new StringBuilder();
        for (int c = 0; c < width.length; c++) {
            var column = columns.get(c);
            var cell = row == -2 ? column.name() : value(column, row);
            var pad = " ".repeat(width[c] - cell.length());
            line.append(isNumber(column) ? pad + cell : cell + pad).append("  ");
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private String caption() {
        var name = table.name() == null || table.name().isBlank() ? "" : table.name() + ": ";
        int hidden = table.columnCount() - columns.size();
        return name
                + table.rowCount()
                + (table.rowCount() == 1 ? " row x " : " rows x ")
                + table.columnCount()
                + (table.columnCount() == 1 ? " column" : " columns")
                + (hidden > 0 ? " (" + hidden + " not shown)" : "");
    }

    private static boolean isNumber(Column<?> column) {
        return column.type().name().matches("DOUBLE|FLOAT|INTEGER|LONG|SHORT");
    }

    private static String value(Column<?> column, int row) {
        if (row < 0) {
            return GAP;
        }
        if (column.isMissing(row)) {
            return "";
        }
        var value = column.get(row);
        var text = value instanceof Double || value instanceof Float
                ? formatted(column, row, ((Number) value).doubleValue())
                : String.valueOf(value);
        return text.length() > MAX_CELL ? text.substring(0, MAX_CELL - 1) + "\u2026" : text;
    }

    /** As the column's own format says where it has one, else with seven digits. */
    private static String formatted(Column<?> column, int row, double value) {
        var shown = column.getString(row);
        boolean ownFormat =
                !shown.equals(DoubleColumn.create("", new double[] {value}).getString(0));
        return ownFormat ? shown : ArrayText.number(value);
    }
}
