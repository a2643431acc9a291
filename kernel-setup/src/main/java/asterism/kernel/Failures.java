package asterism.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import jdk.jshell.Diag;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages out of failures, in the user's terms: the exception itself, its causes, the line of the cell, and the
 * frames of libraries, without those of JShell and of this kernel.
 */
final class Failures {

    private static final String RED = "\033[1;31m";
    private static final String DIM = "\033[2m";
    private static final String BOLD = "\033[1m";
    private static final String PLAIN = "\033[0m";
    private static final int MAX_FRAMES = 12;
    private static final int MAX_CAUSES = 8;

    private final Map<String, Session.Place> places;
    private final Map<Integer, String> cells;

    Failures(Map<String, Session.Place> places, Map<Integer, String> cells) {
        this.places = places;
        this.cells = cells;
    }

    /**
     * A statement that the compiler refused.
     *
     * @param hint words that help with one of the diagnostics, or none
     */
    CellFailure compile(Session.Place place, List<Diag> diagnostics, Function<Diag, String> hint) {
        var errors = diagnostics.stream().filter(Diag::isError).toList();
        var lines = new ArrayList<String>();
        var first = "the compiler refused this statement without a reason";
        for (int i = 0; i < errors.size(); i++) {
            var text = tidy(errors.get(i).getMessage(Locale.ENGLISH));
            first = i == 0 ? text.lines().findFirst().orElse(text) : first;
            var help = hint.apply(errors.get(i));
            text += help.isEmpty() ? "" : "\n" + help;
            lines.add((i == 0 ? RED + "CompileError" + PLAIN + " " : "") + mark(place, errors.get(i), text));
        }
        if (errors.isEmpty()) {
            lines.add(RED + "CompileError" + PLAIN + ": " + first);
        }
        return new CellFailure("CompileError", first, lines);
    }

    /** One diagnostic: where, the line with a caret, what. */
    private static String mark(Session.Place place, Diag diagnostic, String text) {
        var source = place.statement().source();
        int from = clamp(diagnostic.getStartPosition(), source);
        int at = clamp(diagnostic.getPosition(), source);
        int to = clamp(diagnostic.getEndPosition(), source);
        int lineBegin = source.lastIndexOf('\n', at - 1) + 1;
        int lineEnd = source.indexOf('\n', at);
        lineEnd = lineEnd < 0 ? source.length() : lineEnd;
        int line = (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
        boolean isMember = at + 1 < to && source.charAt(at) == '.'; // then the name behind the dot is what is wrong
        int caretFrom = isMember ? at + 1 : Math.max(from, lineBegin);
        int carets = Math.max(1, Math.min(to, lineEnd) - caretFrom);
        var out =
                new StringBuilder("at " + where(place.cell(), place.statement().line() + line) + "\n");
        out.append("    ").append(source, lineBegin, lineEnd).append('\n');
        out.append("    ").append(blank(source.substring(lineBegin, caretFrom)));
        out.append(RED).append("^".repeat(carets)).append(PLAIN).append('\n');
        return out.append(text).toString();
    }

    private static String blank(String text) {
        return text.replaceAll("[^\t]", " ");
    }

    private static int clamp(long position, String source) {
        return (int) Math.max(0, Math.min(position, source.length()));
    }

    /** javac's words without what only javac can mean: the empty location of a cell. */
    private static String tidy(String message) {
        return message.replaceAll("\\R\\s*location: class\\s*(?=\\R|$)", "")
                .replaceAll("REPL\\.\\$JShell\\$\\w+?\\$", "")
                .stripTrailing();
    }

    private static String where(int cell, int line) {
        return BOLD + (cell > 0 ? "In[" + cell + "] line " + line : "line " + line) + PLAIN;
    }

    /** A statement that threw. */
    CellFailure thrown(Throwable real, Throwable translated) {
        if (real instanceof InterruptedException || real instanceof ThreadDeath) {
            var lines = new ArrayList<String>();
            lines.add(RED + "Interrupted" + PLAIN + ": the cell was stopped; what it had finished is kept");
            lines.addAll(frames(translated.getStackTrace()));
            return new CellFailure("Interrupted", "the cell was stopped", lines);
        }
        var lines = new ArrayList<String>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable cause = real;
        Throwable places = translated;
        var outer = new StackTraceElement[0];
        int depth = 0;
        while (cause != null && seen.add(cause) && depth++ < MAX_CAUSES) {
            lines.add(headline(cause, depth > 1));
            var trace = places != null ? places.getStackTrace() : cause.getStackTrace();
            lines.addAll(frames(withoutCommonEnd(trace, outer)));
            outer = trace;
            cause = cause.getCause();
            places = places == null ? null : places.getCause();
        }
        for (var suppressed : real.getSuppressed()) {
            lines.add(DIM + "also: " + suppressed + PLAIN);
        }
        return new CellFailure(name(real), message(real), lines);
    }

    /** The frames of a cause that do not stand already under what it caused. */
    private static StackTraceElement[] withoutCommonEnd(StackTraceElement[] trace, StackTraceElement[] outer) {
        int common = 0;
        while (common < Math.min(trace.length, outer.length)
                && trace[trace.length - 1 - common].equals(outer[outer.length - 1 - common])) {
            common++;
        }
        return Arrays.copyOf(trace, trace.length - common);
    }

    private static String headline(Throwable thrown, boolean isCause) {
        var message = message(thrown);
        return (isCause ? "caused by " : "")
                + RED
                + (isCause ? thrown.getClass().getName() : name(thrown))
                + PLAIN
                + (message.isEmpty() ? "" : ": " + message);
    }

    static String name(Throwable thrown) {
        var simple = thrown.getClass().getSimpleName();
        return simple.isEmpty() ? thrown.getClass().getName() : simple;
    }

    /** The message; never throws, whatever the exception's own method does. */
    static String message(Throwable thrown) {
        try {
            var message = thrown.getLocalizedMessage();
            return message == null ? "" : tidy(message);
        } catch (Throwable e) {
            return "(its message cannot be had: it throws " + e.getClass().getName() + ")";
        }
    }

    /** The frames a user can do something with, innermost first; the middle of a long trace is left out. */
    private List<String> frames(StackTraceElement[] trace) {
        var lines = new ArrayList<String>();
        for (var frame : trace) {
            var line = frame(frame);
            if (line != null && (lines.isEmpty() || !lines.get(lines.size() - 1).equals(line))) {
                lines.add(line);
            }
        }
        if (lines.size() > MAX_FRAMES) {
            int gone = lines.size() - MAX_FRAMES;
            var shorter = new ArrayList<>(lines.subList(0, MAX_FRAMES - 4));
            shorter.add(DIM + "    ... " + gone + " more" + PLAIN);
            shorter.addAll(lines.subList(lines.size() - 4, lines.size()));
            return shorter;
        }
        return lines;
    }

    private @Nullable String frame(StackTraceElement frame) {
        var file = frame.getFileName();
        if (file != null && file.startsWith("#")) {
            var place = places.get(file.substring(1));
            if (place == null) {
                return null;
            }
            int line = place.statement().line() + Math.max(frame.getLineNumber(), 1) - 1;
            var method = frame.getMethodName();
            var in = method.isEmpty() || method.startsWith("lambda$") || method.startsWith("do_it$")
                    ? ""
                    : " in " + method;
            var code = codeLine(place.cell(), line);
            return "    at " + where(place.cell(), line) + in + (code.isEmpty() ? "" : DIM + "    " + code + PLAIN);
        }
        var name = frame.getClassName();
        boolean hidden = name.startsWith("asterism.kernel.")
                || name.startsWith("jdk.jshell.")
                || name.startsWith("REPL.")
                || name.startsWith("jdk.internal.reflect.")
                || name.startsWith("java.lang.reflect.")
                || name.startsWith("java.lang.invoke.");
        return hidden ? null : DIM + "    at " + frame + PLAIN;
    }

    private String codeLine(int cell, int line) {
        var code = cells.get(cell);
        var text = code == null
                ? ""
                : code.lines().skip(line - 1L).findFirst().orElse("").strip();
        return text.length() > 100 ? text.substring(0, 99) + "\u2026" : text;
    }

    /** A call of a method whose body mentions something that is not declared (yet). */
    CellFailure unresolved(Session.Place place, List<String> missing, UnresolvedReferenceException e) {
        var method = places.get(e.getSnippet().id());
        var declared = method == null ? "" : " (declared in In[" + method.cell() + "])";
        var text = "this calls code" + declared + " that uses " + String.join(", ", missing)
                + ", which is not declared; run the cell that declares it";
        var lines = List.of(
                RED + "CompileError" + PLAIN + ": " + text,
                "    at " + where(place.cell(), place.statement().line()));
        return new CellFailure("CompileError", text, lines);
    }

    /** Anything else that a cell can fail with, without its lines. */
    CellFailure other(Throwable e) {
        return new CellFailure(name(e), message(e), List.of(headline(e, false)));
    }
}
