package asterism.display;

import java.util.List;

/** A card as plain text with aligned columns. */
final class CardText {

    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    CardText(Card card) {
        write(card, "");
    }

    String text() {
        return out.toString().stripTrailing();
    }

    private void write(Card card, String indent) {
        out.append(indent).append(card.title()).append('\n');
        for (var warning : card.warnings()) {
            out.append(indent).append("! ").append(warning).append('\n');
        }
        int labelWidth = card.parts().stream()
                .filter(Card.Row.class::isInstance)
                .mapToInt(p -> plain(((Card.Row) p).label()).length())
                .max()
                .orElse(0);
        for (var part : card.parts()) {
            if (part instanceof Card.Row row) {
                var label = plain(row.label());
                out.append(indent)
                        .append(INDENT)
                        .append(label)
                        .append(" ".repeat(labelWidth - label.length() + 2))
                        .append(plain(row.value()))
                        .append('\n');
            } else if (part instanceof Card.Note note) {
                out.append(indent).append(INDENT).append(plain(note.text())).append('\n');
            } else if (part instanceof Card.Table table) {
                table(table, indent + INDENT);
            } else if (part instanceof Card.Section section) {
                write(section.card(), indent + INDENT);
            } else if (part instanceof Card.Details details) {
                write(details.card(), indent + INDENT);
            }
        }
    }

    private void table(Card.Table table, String indent) {
        int n = table.header().size();
        int[] width = new int[n];
        for (int c = 0; c < n; c++) {
            width[c] = plain(table.header().get(c)).length();
            for (var row : table.rows()) {
                width[c] = Math.max(width[c], plain(row.get(c)).length());
            }
        }
        line(table.header(), width, indent);
        for (var row : table.rows()) {
            line(row, width, indent);
        }
    }

    private void line(List<String> cells, int[] width, String indent) {
        var line = new StringBuilder(indent);
        for (int c = 0; c < width.length; c++) {
            var cell = plain(cells.get(c));
            var pad = " ".repeat(width[c] - cell.length());
            boolean right = c > 0;
            line.append(right ? pad + cell : cell + pad).append(c + 1 < width.length ? "  " : "");
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static String plain(String markup) {
        return Markup.isMarkup(markup) ? Markup.toText(markup) : markup;
    }
}
