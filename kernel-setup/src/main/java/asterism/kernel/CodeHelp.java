package asterism.kernel;

import asterism.kernel.show.Imports;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Answers about code that is being written: what could come next, what a name is, whether a cell is finished. */
final class CodeHelp {

    private static final int MAX_SUGGESTIONS = 400;
    private static final Set<String> OF_ANY_OBJECT =
            Set.of("equals", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait", "class");

    private final Session session;
    private final ToolkitDocs toolkit = new ToolkitDocs(Imports.toolkitPackages());

    CodeHelp(Session session) {
        this.session = session;
    }

    /** The content of a complete_reply. */
    Map<String, Object> completions(String code, int cursor) {
        int at = Math.min(offset(code, cursor), code.length());
        int lineBegin = code.lastIndexOf('\n', at - 1) + 1;
        var line = code.substring(lineBegin, at);
        if (line.matches("\\s*%%?\\w*")) {
            return magics(code, lineBegin + line.indexOf('%'), at);
        }
        int begin = lastStatement(code.substring(0, at));
        int[] anchor = {0};
        var found = session.analysis().completionSuggestions(code.substring(begin, at), at - begin, anchor);
        int shift = begin;
        if (found.isEmpty() && begin > 0) { // perhaps a name declared above in the same cell, which has not run yet
            found = session.analysis().completionSuggestions("{" + code.substring(0, at), at + 1, anchor);
            shift = -1;
        }
        // those of the type that is wanted here first, those that every object has last
        var order =
                Comparator.<Suggestion>comparingInt(s -> isOfAnyObject(s.continuation()) ? 2 : s.matchesType() ? 0 : 1);
        var names = found.stream()
                .sorted(order)
                .map(Suggestion::continuation)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        names.removeIf(name -> name.startsWith("$"));
        return matches(
                names.stream().limit(MAX_SUGGESTIONS).toList(),
                position(code, found.isEmpty() ? at : shift + anchor[0]),
                position(code, at));
    }

    /** Whether a suggestion is a method that every object has. */
    static boolean isOfAnyObject(String suggestion) {
        return OF_ANY_OBJECT.contains(suggestion.replaceFirst("\\(.*", ""));
    }

    private static Map<String, Object> magics(String code, int begin, int at) {
        var typed = code.substring(begin, at);
        var all = new ArrayList<String>();
        Magics.LINE.forEach(name -> all.add("%" + name));
        if (begin == 0) {
            Magics.CELL.forEach(name -> all.add("%%" + name));
        }
        all.removeIf(name -> !name.startsWith(typed));
        return matches(all, position(code, begin), position(code, at));
    }

    private static Map<String, Object> matches(List<String> names, int from, int to) {
        return Map.of("status", "ok", "matches", names, "cursor_start", from, "cursor_end", to, "metadata", Map.of());
    }

    /** Jupyter counts code points, Java counts UTF-16 units. */
    private static int offset(String code, int codePoints) {
        return code.offsetByCodePoints(0, Math.min(codePoints, code.codePointCount(0, code.length())));
    }

    private static int position(String code, int offset) {
        return code.codePointCount(0, Math.min(Math.max(offset, 0), code.length()));
    }

    /** Where the last statement begins: everything before it is complete. */
    private int lastStatement(String code) {
        int begin = Statement.skipBlank(code, 0);
        while (true) {
            var rest = code.substring(begin);
            var info = session.analysis().analyzeCompletion(rest);
            if (!info.completeness().isComplete()
                    || info.remaining() == null
                    || info.remaining().isBlank()) {
                return begin;
            }
            begin = Statement.skipBlank(code, code.length() - info.remaining().length());
        }
    }

    /** The content of an inspect_reply: signatures and documentation of what stands at the cursor. */
    Map<String, Object> inspection(String code, int cursor) {
        int at = offset(code, cursor);
        var text = variable(code, at);
        for (int place : places(code, at)) {
            if (text.isEmpty()) {
                text = documentation(code, place);
            }
        }
        return Map.of(
                "status",
                "ok",
                "found",
                !text.isEmpty(),
                "data",
                text.isEmpty() ? Map.of() : Map.of("text/plain", text),
                "metadata",
                Map.of());
    }

    /** The cursor itself, the end of the name it is in, and just inside the bracket that follows or precedes it. */
    private static List<Integer> places(String code, int at) {
        var places = new LinkedHashSet<Integer>();
        int end = at;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        if (end < code.length() && code.charAt(end) == '(') {
            places.add(end + 1);
        }
        places.add(at);
        places.add(end);
        if (at > 0 && code.charAt(at - 1) == '(') {
            places.add(at - 1);
        }
        return List.copyOf(places);
    }

    private String documentation(String code, int at) {
        var before = code.substring(0, Math.min(at, code.length()));
        int begin = lastStatement(before);
        var found = session.analysis().documentation(before.substring(begin), before.length() - begin, true);
        var parts = new LinkedHashMap<String, String>();
        found.forEach(d -> parts.putIfAbsent(
                d.signature(), JavadocText.of(d.javadoc() == null ? toolkit.of(d.signature()) : d.javadoc())));
        return parts.entrySet().stream()
                .map(e -> tidy(e.getKey())
                        + (e.getValue().isEmpty() ? "" : "\n" + e.getValue().indent(4)))
                .collect(Collectors.joining("\n"));
    }

    /** JShell's {@code DraineLi07.Q_PAH:asterism.param.Parameter} is {@code Parameter DraineLi07.Q_PAH}. */
    private static String tidy(String signature) {
        return signature.replaceFirst("^([\\w.]+):(?:asterism\\.\\w+\\.)?(.+)$", "$2 $1");
    }

    /** {@code double x} where the cursor stands on a variable of the session. */
    private String variable(String code, int at) {
        int begin = at;
        while (begin > 0 && Character.isJavaIdentifierPart(code.charAt(begin - 1))) {
            begin--;
        }
        int end = at;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        var name = code.substring(begin, end);
        boolean member = begin > 0 && code.charAt(begin - 1) == '.';
        return member || name.isEmpty()
                ? ""
                : session.shell()
                        .variables()
                        .filter(v -> v.name().equals(name))
                        .map(v -> v.typeName() + " " + v.name())
                        .findFirst()
                        .orElse("");
    }

    /** The content of an is_complete_reply. */
    Map<String, Object> completeness(String code) {
        if (code.startsWith("%%")) {
            return Map.of("status", code.endsWith("\n") ? "complete" : "incomplete", "indent", "");
        }
        var statements = Statement.split(code, session.analysis());
        if (statements.stream().anyMatch(s -> !s.isComplete())) {
            return Map.of("status", "incomplete", "indent", indent(code));
        }
        boolean broken = statements.stream()
                .filter(s -> !s.isMagic())
                .anyMatch(s -> session.isBroken(s)
                        || session.analysis().analyzeCompletion(s.source()).completeness() == Completeness.UNKNOWN);
        return Map.of("status", broken ? "invalid" : "complete");
    }

    /** As the last line, and one step more where a brace is open. */
    private static String indent(String code) {
        var last = code.substring(code.lastIndexOf('\n') + 1);
        var indent = last.substring(0, last.length() - last.stripLeading().length());
        return last.stripTrailing().matches(".*[{(]$") ? indent + "    " : indent;
    }
}
