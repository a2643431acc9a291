package asterism.kernel;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Says whether a piece of a cell is Java at all, whatever its names mean: only the parser is asked. */
final class Syntax {

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    /** Whether the source is neither statements, an expression, members nor an import. */
    boolean isBroken(String source) {
        return !source.startsWith("import ")
                && Stream.of("class C{void m(){%s\n;}}", "class C{Object o=(%s\n);}", "class C{%s\n}")
                        .noneMatch(frame -> parses(frame.replace("%s", source)));
    }

    private boolean parses(String unit) {
        var problems = new DiagnosticCollector<JavaFileObject>();
        var task = (JavacTask)
                compiler.getTask(null, null, problems, List.of(), null, List.of(new SourceText("C.java", unit)));
        try {
            task.parse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return problems.getDiagnostics().stream().noneMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
    }
}
