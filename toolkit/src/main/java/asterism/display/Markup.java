package asterism.display;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The small part of TeX that labels are written in: {@code \tau}, {@code _x}, {@code _{xyz}}, {@code ^x},
 * {@code ^{xyz}}. Everything else stands for itself, so plain text is valid markup.
 */
public final class Markup {

    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("alpha", "\u03b1"),
            Map.entry("beta", "\u03b2"),
            Map.entry("gamma", "\u03b3"),
            Map.entry("delta", "\u03b4"),
            Map.entry("epsilon", "\u03b5"),
            Map.entry("theta", "\u03b8"),
            Map.entry("kappa", "\u03ba"),
            Map.entry("lambda", "\u03bb"),
            Map.entry("mu", "\u03bc"),
            Map.entry("nu", "\u03bd"),
            Map.entry("pi", "\u03c0"),
            Map.entry("rho", "\u03c1"),
            Map.entry("sigma", "\u03c3"),
            Map.entry("tau", "\u03c4"),
            Map.entry("phi", "\u03c6"),
            Map.entry("chi", "\u03c7"),
            Map.entry("psi", "\u03c8"),
            Map.entry("omega", "\u03c9"),
            Map.entry("Gamma", "\u0393"),
            Map.entry("Delta", "\u0394"),
            Map.entry("Lambda", "\u039b"),
            Map.entry("Sigma", "\u03a3"),
            Map.entry("Psi", "\u03a8"),
            Map.entry("Omega", "\u03a9"),
            Map.entry("odot", "\u2299"),
            Map.entry("times", "\u00d7"),
            Map.entry("pm", "\u00b1"),
            Map.entry("cdot", "\u00b7"),
            Map.entry("AA", "\u00c5"));

    private static final Pattern MARKUP = Pattern.compile("\\\\[A-Za-z]|[_^]\\{");

    private Markup() {}

    /** A run of text on one level. */
    public enum Level {
        /** On the line. */
        BASE,
        /** Lowered and smaller. */
        SUB,
        /** Raised and smaller. */
        SUPER
    }

    /** Receives the runs of a label from left to right. */
    @FunctionalInterface
    public interface Sink {
        /** One run of text, symbols already replaced by their Unicode characters. */
        void run(String text, Level level);
    }

    /** Reads a label and gives its runs to the sink. A brace that is not closed ends at the end of the label. */
    public static void parse(String label, Sink sink) {
        var base = new StringBuilder();
        int i = 0;
        while (i < label.length()) {
            char c = label.charAt(i);
            boolean script = (c == '_' || c == '^') && i + 1 < label.length() && i > 0;
            if (script) {
                if (base.length() > 0) {
                    sink.run(base.toString(), Level.BASE);
                    base.setLength(0);
                }
                int end;
                String inner;
                if (label.charAt(i + 1) == '{') {
                    int close = label.indexOf('}', i + 2);
                    end = close < 0 ? label.length() : close + 1;
                    inner = label.substring(i + 2, close < 0 ? label.length() : close);
                } else if (label.charAt(i + 1) == '\\') {
                    end = symbolEnd(label, i + 2);
                    inner = label.substring(i + 1, end);
                } else {
                    end = i + 2;
                    inner = label.substring(i + 1, i + 2);
                }
                sink.run(
                        c == '_' ? symbols(inner) : symbols(inner).replace('-', '\u2212'),
                        c == '_' ? Level.SUB : Level.SUPER);
                i = end;
            } else if (c == '\\') {
                int end = symbolEnd(label, i + 1);
                base.append(symbols(label.substring(i, end)));
                i = end;
                if (i + 1 < label.length() && label.charAt(i) == ' ' && Character.isLetter(label.charAt(i + 1))) {
                    i++; // the blank that ends a control word, as in TeX
                }
            } else {
                base.append(c);
                i++;
            }
        }
        if (base.length() > 0) {
            sink.run(base.toString(), Level.BASE);
        }
    }

    /** The label in one line of plain text: {@code \tau_{V}} gives "tau" as its Greek letter, then "_V". */
    public static String toText(String label) {
        var out = new StringBuilder();
        parse(label, (text, level) -> {
            switch (level) {
                case BASE -> out.append(text);
                case SUB -> out.append('_').append(text);
                case SUPER -> out.append('^').append(text);
            }
        });
        return out.toString();
    }

    /** The label as HTML, escaped, with {@code <sub>} and {@code <sup>}. */
    public static String toHtml(String label) {
        var out = new StringBuilder();
        parse(label, (text, level) -> {
            switch (level) {
                case BASE -> out.append(escape(text));
                case SUB -> out.append("<sub>").append(escape(text)).append("</sub>");
                case SUPER -> out.append("<sup>").append(escape(text)).append("</sup>");
            }
        });
        return out.toString();
    }

    /**
     * Whether a text uses markup beyond doubt: a symbol, or a sub- or superscript in braces. Texts in which an underscore
     * may be just that ({@code SDSS_r}) are read as markup only then.
     */
    public static boolean isMarkup(String text) {
        return MARKUP.matcher(text).find();
    }

    /** A unit as it is printed: {@code Msun/yr} with the sign of the Sun, {@code cm-2} with its power raised. */
    public static String unit(String unit) {
        return unit.replaceAll("\\b([MLZR])sun\\b", "$1_{\\\\odot}")
                .replaceAll("\\bum\\b", "\u03bcm")
                .replaceAll("(?<=[A-Za-z}])([-+]?[0-9]+)\\b", "^{$1}");
    }

    /** Plain text made safe inside HTML. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static int symbolEnd(String label, int from) {
        int end = from;
        while (end < label.length() && Character.isLetter(label.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String symbols(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == '\\') {
                int end = symbolEnd(text, i + 1);
                var name = text.substring(i + 1, end);
                out.append(SYMBOLS.getOrDefault(name, name));
                i = Math.max(end, i + 1);
            } else {
                out.append(text.charAt(i));
                i++;
            }
        }
        return out.toString();
    }
}
