package asterism.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import asterism.kernel.show.Imports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The snippets in the toolkit's Javadoc compile as cells of a notebook: with its imports, and with names that stand for
 * what the text around them has.
 */
class JavadocSnippetsTest {

    private static final Path SOURCES =
            Path.of(System.getProperty("asterism.root", "..")).resolve("toolkit/src/main/java");
    private static final Pattern SNIPPET = Pattern.compile("<pre>\\{@code\\s(.*?)}</pre>", Pattern.DOTALL);

    /** Values that snippets take for granted; nothing is run on them. */
    private static final List<String> GIVEN = List.of(
            "Photometry whole = null, inner = null;",
            "RegionPhotometry data = null;",
            "Sed center = null, disk = null;",
            "Fit fit = null;",
            "Samples s = null;",
            "Panel spectrum = null, residuals = null;",
            "Objective objective = null;",
            "double[] lower = null, upper = null, start = null;",
            "double[] wavelength = null, model = null, bands = null, flux = null, error = null;");

    /** The same for the snippets of one package. */
    private static final Map<String, List<String>> GIVEN_IN = Map.of(
            "cannon",
                    List.of(
                            "TrainingSet stars = null, training = null;",
                            "Spectra spectra = null;",
                            "int[] pixels = {};"),
            "image", List.of("Target r = null, w1 = null, nuv = null;"),
            "torus",
                    List.of(
                            "BinnedData data = null;",
                            "Stars stars = null;",
                            "Regularizer smooth = null;",
                            "Length pos = null;",
                            "Velocity vel = null;",
                            "double[] meanMgFe = null, error = null, n = null;"),
            "xray", List.of("Bundle bundle = null;", "List<Bundle> bundles = null;", "List<Problem> problems = null;"));

    private static final Session session = new Session();

    @BeforeAll
    static void start() {
        session.importAll(Imports.statements());
    }

    @AfterAll
    static void end() {
        session.close();
    }

    @TestFactory
    Stream<DynamicTest> everySnippetCompiles() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var file : sources()) {
            var found = SNIPPET.matcher(Files.readString(file)).results().toList();
            for (int i = 0; i < found.size(); i++) {
                var code = code(found.get(i));
                tests.add(DynamicTest.dynamicTest(
                        SOURCES.relativize(file) + " " + (i + 1),
                        () -> assertThat(errors(code, given(file))).isEmpty()));
            }
        }
        assertThat(tests).as("snippets below " + SOURCES.toAbsolutePath()).hasSizeGreaterThan(5);
        return tests.stream();
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    private static List<String> given(Path file) {
        var folder = SOURCES.relativize(file).getName(1).toString();
        return Stream.concat(GIVEN.stream(), GIVEN_IN.getOrDefault(folder, List.of()).stream())
                .toList();
    }

    private static String code(MatchResult snippet) {
        return snippet.group(1)
                .lines()
                .map(line -> line.replaceFirst("^ *\\* ?", ""))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** What the compiler says of a snippet; empty where it compiles. That it fails on values that are null does not matter. */
    private static List<String> errors(String code, List<String> given) {
        var shell = session.shell();
        given.forEach(shell::eval);
        var out = new ArrayList<String>();
        var rest = code;
        while (!rest.isBlank()) {
            var next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (next.source() == null || next.source().isBlank()) {
                out.add("incomplete: " + rest);
                break;
            }
            for (var event : shell.eval(next.source())) {
                if (event.status() == Snippet.Status.REJECTED) {
                    out.addAll(messages(shell, event.snippet()));
                }
            }
            rest = next.remaining();
        }
        return out;
    }

    private static List<String> messages(JShell shell, Snippet snippet) {
        return shell.diagnostics(snippet)
                .map(d -> d.getMessage(Locale.ROOT) + " in " + snippet.source())
                .toList();
    }
}
