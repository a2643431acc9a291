package asterism.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** The state of a notebook: everything its cells have declared, and the way to run one more. Used by one thread. */
final class Session implements AutoCloseable {

    /** Where a snippet stands: the number of its cell and its first line there. */
    record Place(int cell, Statement statement) {}

    private final Engine engine = new Engine();
    private final JShell shell;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<Integer, String> cells = new HashMap<>();
    private final Magics magics;
    private final Syntax syntax = new Syntax();

    Session() {
        shell = JShell.builder()
                .executionEngine(engine.provider(), Map.of())
                .compilerOptions("-parameters", "-g")
                .build();
        magics = new Magics(this);
    }

    /** Begins with imports; one that does not compile is left out. */
    void importAll(List<String> statements) {
        statements.forEach(shell::eval);
    }

    SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    JShell shell() {
        return shell;
    }

    /** Asks the running cell to stop; see {@link Engine#interrupt}. */
    Engine engine() {
        return engine;
    }

    /** Adds a jar or a directory to what cells can use. */
    void addToClasspath(String path) {
        shell.addToClasspath(path);
    }

    /**
     * Runs a cell.
     *
     * @param code what stands in it
     * @param cell its number, for messages
     * @return the value of its last expression; null where it ends otherwise or the value is null
     */
    @Nullable
    Object run(String code, int cell) throws CellFailure {
        cells.put(cell, code);
        if (code.startsWith("%%")) {
            return magics.cell(code, cell);
        }
        var statements = Statement.split(code, analysis());
        if (statements.size() > 1) {
            for (var statement : statements) {
                refuseSyntaxErrors(statement, cell);
            }
        }
        Object last = null;
        for (var statement : statements) {
            last = statement.isMagic() ? magics.line(statement, cell) : run(statement, cell);
        }
        return last;
    }

    /** A cell with a syntax error anywhere runs not at all, rather than up to there. */
    private void refuseSyntaxErrors(Statement statement, int cell) throws CellFailure {
        if (!statement.isMagic() && (!statement.isComplete() || isBroken(statement))) {
            run(statement, cell);
        }
    }

    /** Whether a statement is no Java at all, whatever its names mean. */
    boolean isBroken(Statement statement) {
        return syntax.isBroken(statement.source());
    }

    private @Nullable Object run(Statement statement, int cell) throws CellFailure {
        Object value = null;
        for (var event : evaluate(statement, cell)) {
            if (event.causeSnippet() == null) {
                value = isResult(event.snippet()) ? engine.value() : null;
            }
        }
        return value;
    }

    private List<SnippetEvent> evaluate(Statement statement, int cell) throws CellFailure {
        engine.forget();
        var unseen = new Place(cell, statement);
        List<SnippetEvent> events;
        try {
            events = shell.eval(statement.source());
        } catch (Throwable e) { // JShell itself failed, on an exception whose message cannot be had, say
            var thrown = engine.thrown();
            throw new Failures(places, cells).other(thrown == null ? e : thrown);
        }
        for (var event : events) {
            if (event.causeSnippet() == null) {
                places.put(event.snippet().id(), unseen);
                check(event, unseen);
            }
        }
        sayWhatWasDropped(events);
        return events;
    }

    private void check(SnippetEvent event, Place place) throws CellFailure {
        var failures = new Failures(places, cells);
        if (event.status() == Snippet.Status.REJECTED) {
            var source = place.statement().source();
            throw failures.compile(
                    place,
                    shell.diagnostics(event.snippet()).collect(Collectors.toList()),
                    diagnostic -> UnknownName.hint(analysis(), source, diagnostic));
        }
        JShellException exception = event.exception();
        if (exception instanceof UnresolvedReferenceException unresolved) {
            throw failures.unresolved(
                    place,
                    shell.unresolvedDependencies(unresolved.getSnippet()).collect(Collectors.toList()),
                    unresolved);
        }
        var thrown = engine.thrown();
        if (exception instanceof EvalException translated && thrown != null) {
            throw failures.thrown(thrown, translated);
        }
        if (exception != null) {
            throw failures.other(exception);
        }
    }

    /** JShell drops variables of a redefined class without a word; a word is better. */
    private static void sayWhatWasDropped(List<SnippetEvent> events) {
        var dropped = new ArrayList<String>();
        String type = "";
        for (var event : events) {
            if (event.snippet() instanceof TypeDeclSnippet t && event.causeSnippet() == null) {
                type = t.name();
            }
            if (event.snippet() instanceof VarSnippet v
                    && event.causeSnippet() != null
                    && event.previousStatus().isActive()
                    && event.status() != Snippet.Status.OVERWRITTEN
                    && !v.name().startsWith("$")) {
                dropped.add(v.name());
            }
        }
        if (!dropped.isEmpty() && !type.isEmpty()) {
            System.err.println(type + " was redefined; variables of the old " + type + " are gone: "
                    + String.join(", ", dropped) + ". Run the cells that make them again.");
        }
    }

    /** Whether a snippet is an expression whose value should be shown: no declaration, no assignment, no statement. */
    private static boolean isResult(Snippet snippet) {
        return snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                || snippet.subKind() == Snippet.SubKind.VAR_VALUE_SUBKIND
                || snippet.subKind() == Snippet.SubKind.OTHER_EXPRESSION_SUBKIND;
    }

    /** Evaluates code of ours rather than of a cell: an import, a user expression. */
    @Nullable
    Object evaluate(String code) throws CellFailure {
        return run(code, 0);
    }

    @Override
    public void close() {
        shell.close();
    }
}
