package asterism.kernel;

/** A documentation comment as plain text. */
final class JavadocText {

    private static final String LINK = "\\{@(?:link|linkplain|value)";

    private static final int WIDTH = 72;

    private JavadocText() {}

    static String of(String javadoc) {
        boolean isLaidOut = javadoc.contains("<pre") || javadoc.contains("<table");
        // a new line of the source is none of the text
        var text = isLaidOut ? javadoc : javadoc.replaceAll("(?<=\\S)[ \\t]*\\n[ \\t]*(?=[^\\s@])", " ");
        return text.replaceAll(LINK + "\\s+[^\\s}(]+(?:\\([^)]*\\))?\\s+([^}]+)}", "$1") // a link with words of its own
                .replaceAll(LINK + "\\s+#([^}]*)}", "$1")
                .replaceAll(LINK + "\\s+([^}#]*)#([^}]*)}", "$1.$2")
                .replaceAll("\\{@\\w+\\s*([^}]*)}", "$1")
                .replaceAll("(?m)^[ \\t]*@param\\s+(\\S+)\\s+", "$1: ")
                .replaceAll("(?m)^[ \\t]*@return\\s+", "gives: ")
                .replaceAll("(?m)^[ \\t]*@(throws|see)\\s+", "$1 ")
                .replaceAll("(?i)<(p|/p|br|ul|/ul|ol|/ol|pre|/pre|table|/table|tr|h\\d|/h\\d)\\b[^>]*>", "\n")
                .replaceAll("(?i)<li\\b[^>]*>", "\n- ")
                .replaceAll("</?[a-zA-Z][^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .lines()
                .map(line -> isLaidOut ? line.strip() : filled(line))
                .reduce(
                        "",
                        (all, line) ->
                                line.isEmpty() && (all.isEmpty() || all.endsWith("\n\n")) ? all : all + line + "\n")
                .strip();
    }

    /** A paragraph in lines of its own: a front end that is narrower than the source would break them in words. */
    private static String filled(String line) {
        return line.strip().replaceAll("(.{1," + WIDTH + "})(?: +|$)", "$1\n").strip();
    }
}
