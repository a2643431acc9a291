package asterism.kernel;

import asterism.display.Suggestion;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;

/** What may stand where the compiler cannot find a symbol: the nearest names, or all that the type has. */
final class UnknownName {

    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(?:method|variable|class)\\s+(\\w+)");
    private static final Set<String> OF_ANY_OBJECT =
            Set.of("equals", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait", "class");
    private static final int MOST = 30;

    private UnknownName() {}

    /**
     * {@code " -- did you mean 'steps'?"}, or {@code "there is: bind, explain, sample"}, or nothing.
     *
     * @param source     the statement
     * @param diagnostic what the compiler says of it
     */
    static String hint(SourceCodeAnalysis analysis, String source, Diag diagnostic) {
        var symbol = SYMBOL.matcher(diagnostic.getMessage(Locale.ENGLISH));
        int at = (int) diagnostic.getPosition();
        if (!symbol.find() || at < 0 || at >= source.length()) {
            return "";
        }
        var name = symbol.group(1);
        boolean isMember = source.charAt(at) == '.';
        var names = isMember
                ? names(analysis, source.substring(0, at + 1))
                : names(analysis, source.substring(0, at) + name.charAt(0));
        var near = Suggestion.hint(name, names);
        if (!near.isEmpty()) {
            return near.strip();
        }
        return isMember && !names.isEmpty() && names.size() <= MOST ? "there is: " + String.join(", ", names) : "";
    }

    /** What completion offers there, without parentheses. */
    private static Set<String> names(SourceCodeAnalysis analysis, String begun) {
        return analysis.completionSuggestions(begun, begun.length(), new int[1]).stream()
                .map(s -> s.continuation().replaceAll("\\(.*", ""))
                .filter(s -> !OF_ANY_OBJECT.contains(s) && !s.startsWith("$"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
