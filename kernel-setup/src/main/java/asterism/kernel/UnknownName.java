package asterism.kernel;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What may stand where the compiler cannot find a symbol: the nearest names, or all that the type has. */
final class UnknownName {

    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(method|variable|class)\\s+(\\w+)");
    private static final int MOST = 30;

    private UnknownName() {}

    /**
     * {@code "did you mean 'steps'?"}, or {@code "there is: bind, explain, sample"}, or nothing.
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
        var name = symbol.group(2);
        boolean isMember = source.charAt(at) == '.';
        var begun = isMember ? source.substring(0, at + 1) : source.substring(0, at) + name.charAt(0);
        var names = names(analysis, begun, symbol.group(1), isMember ? "" : name);
        var near = asterism.display.Suggestion.hint(name, names);
        if (!near.isEmpty()) {
            return near.replaceFirst(" -- ", "");
        }
        return isMember && !names.isEmpty() && names.size() <= MOST ? "there is: " + String.join(", ", names) : "";
    }

    /**
     * What completion offers there, of the kind that is wanted: where a method was called, methods without their
     * brackets; where a variable was named, variables, and methods with their brackets, because leaving out {@code ()}
     * is a common slip.
     *
     * @param method the only method that may stand for a variable, or nothing for any
     */
    private static Set<String> names(SourceCodeAnalysis analysis, String begun, String kind, String method) {
        boolean wantsMethod = kind.equals("method");
        boolean wantsVariable = kind.equals("variable");
        return analysis.completionSuggestions(begun, begun.length(), new int[1]).stream()
                .map(Suggestion::continuation)
                .filter(s -> !CodeHelp.isOfAnyObject(s) && !s.startsWith("$"))
                .filter(s -> !wantsMethod || s.contains("("))
                .filter(s -> !wantsVariable || method.isEmpty() || !s.contains("(") || s.startsWith(method + "("))
                .map(s -> wantsVariable ? s.replaceFirst("\\($", "(...)") : s.replaceFirst("\\(.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
