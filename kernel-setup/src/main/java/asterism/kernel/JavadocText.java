package asterism.kernel;

/** A documentation comment as plain text. */
final class JavadocText {

    private JavadocText() {}

    static String of(String javadoc) {
        return javadoc.replaceAll("\\{@(?:code|literal|link|linkplain|value)\\s+([^}]*)}", "$1")
                .replaceAll("\\{@\\w+\\s*([^}]*)}", "$1")
                .replaceAll("(?i)<(p|/p|br|ul|/ul|ol|/ol|pre|/pre|table|/table|tr|h\\d|/h\\d)\\b[^>]*>", "\n")
                .replaceAll("(?i)<li\\b[^>]*>", "\n- ")
                .replaceAll("</?[a-zA-Z][^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .lines()
                .map(String::strip)
                .reduce(
                        "",
                        (all, line) ->
                                line.isEmpty() && (all.isEmpty() || all.endsWith("\n\n")) ? all : all + line + "\n")
                .strip();
    }
}
