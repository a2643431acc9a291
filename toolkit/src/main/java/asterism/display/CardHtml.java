package asterism.display;

/** A card as an HTML fragment that reads well on light and dark pages and needs no script. */
final class CardHtml {

    private static final String NUMBER =
            "[-+\u2212]?[0-9.,\u2009 ]*([eE][-+]?[0-9]+)?( ?[%\u00b1].*)?|nan|NaN|\u2013|\u2014|\u00b7|";

    private final StringBuilder out = new StringBuilder();

    CardHtml(Card card) {
        out.append("<div style=\"font-size:13px;line-height:1.45;max-width:60em\">");
        write(card, 0);
        out.append("</div>");
    }

    String html() {
        return out.toString();
    }

    private void write(Card card, int depth) {
        out.append("<div style=\"font-weight:600;margin:")
                .append(depth == 0 ? "0 0 4px" : "8px 0 2px")
                .append("\">")
                .append(html(card.title()))
                .append("</div>");
        body(card, depth);
    }

    private void body(Card card, int depth) {
        for (var warning : card.warnings()) {
            out.append("<div style=\"border-left:3px solid #d55e00;padding:2px 8px;margin:2px 0 4px\">")
                    .append(html(warning))
                    .append("</div>");
        }
        boolean inRows = false;
        for (var part : card.parts()) {
            boolean row = part instanceof Card.Row;
            if (row != inRows) {
                out.append(row ? "<table style=\"border-collapse:collapse;margin:2px 0\">" : "</table>");
                inRows = row;
            }
            if (part instanceof Card.Row r) {
                out.append(
                                "<tr style=\"background:none\"><td style=\"text-align:left;padding:1px 14px 1px 0;opacity:.7\">")
                        .append(html(r.label()))
                        .append("</td><td style=\"text-align:left;padding:1px 0\">")
                        .append(html(r.value()))
                        .append("</td></tr>");
            } else if (part instanceof Card.Note note) {
                out.append("<div style=\"margin:3px 0\">")
                        .append(html(note.text()))
                        .append("</div>");
            } else if (part instanceof Card.Table table) {
                table(table);
            } else if (part instanceof Card.Section section) {
                write(section.card(), depth + 1);
            } else if (part instanceof Card.Details details) {
                out.append("<details style=\"margin:6px 0\"><summary style=\"cursor:pointer\">")
                        .append(html(details.card().title()))
                        .append("</summary><div style=\"margin-left:14px\">");
                body(details.card(), depth + 1);
                out.append("</div></details>");
            }
        }
        if (inRows) {
            out.append("</table>");
        }
    }

    private void table(Card.Table table) {
        out.append("<table style=\"border-collapse:collapse;margin:4px 0\"><thead><tr>");
        for (int c = 0; c < table.header().size(); c++) {
            cell("th", table.header().get(c), !rightAligned(table, c), "border-bottom:1px solid #8888;");
        }
        out.append("</tr></thead><tbody>");
        for (var row : table.rows()) {
            out.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                cell("td", row.get(c), !rightAligned(table, c), "");
            }
            out.append("</tr>");
        }
        out.append("</tbody></table>");
    }

    private static boolean rightAligned(Card.Table table, int column) {
        return column > 0
                && !table.rows().isEmpty()
                && table.rows().stream().allMatch(r -> r.get(column).matches(NUMBER));
    }

    private static String html(String text) {
        return Markup.isMarkup(text) ? Markup.toHtml(text) : Markup.escape(text);
    }

    private void cell(String tag, String text, boolean left, String style) {
        out.append('<')
                .append(tag)
                .append(" style=\"padding:1px 10px 1px 0;")
                .append(style)
                .append(left ? "text-align:left" : "text-align:right")
                .append("\">")
                .append(html(text))
                .append("</")
                .append(tag)
                .append('>');
    }
}
