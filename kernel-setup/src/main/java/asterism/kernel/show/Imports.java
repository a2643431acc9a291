package asterism.kernel.show;

import asterism.display.Displayable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The imports a notebook begins with: every public package of the toolkit, as it is found on the class path, the verbs
 * of its entry classes, and what of Java and Tablesaw a notebook needs.
 */
public final class Imports {

    private static final String LIST = "imports.txt";

    private Imports() {}

    /** Import statements; all of them compile. */
    public static List<String> statements() {
        var classes = toolkitClasses();
        var statements = new ArrayList<String>();
        try (var in = Imports.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("the kernel jar has no " + LIST);
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .filter(Imports::exists)
                    .map(line -> "import " + line + ";")
                    .forEach(statements::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        packages(classes).forEach(name -> statements.add("import " + name + ".*;"));
        entryClasses(classes).forEach(name -> statements.add("import static " + name + ".*;"));
        return statements;
    }

    /** The public packages of the toolkit. */
    public static Set<String> toolkitPackages() {
        return packages(toolkitClasses());
    }

    /** Packages with at least one class, without what is internal. */
    static Set<String> packages(Collection<String> classes) {
        return classes.stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Classes of verbs by their names: {@code Samplers}, {@code Units}, {@code RegionPlots}. */
    static List<String> entryClasses(Collection<String> classes) {
        return classes.stream()
                .filter(name -> name.matches(".*\\.([A-Z]\\w*Plots|Plots|Samplers|Units|Optimizers|Optimisers)"))
                .sorted()
                .toList();
    }

    /** Whether the class of an import is there; an import on demand from the JDK always is. */
    private static boolean exists(String imported) {
        if (imported.startsWith("java.")) {
            return true;
        }
        var name = imported.replaceFirst("^static ", "").replaceFirst("\\.(\\*|[a-z]\\w*)$", "");
        return Imports.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null;
    }

    /** Names of the top-level classes in the toolkit's jar or directory, without the internal ones. */
    private static List<String> toolkitClasses() {
        try {
            var where = Path.of(Displayable.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (var files = Files.isDirectory(where)
                    ? Files.walk(where).map(f -> where.relativize(f).toString().replace('\\', '/'))
                    : jarEntries(where)) {
                return files.filter(Imports::isPublicName)
                        .map(f -> f.substring(0, f.length() - ".class".length()).replace('/', '.'))
                        .toList();
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the toolkit's classes cannot be listed: " + e.getMessage(), e);
        }
    }

    private static Stream<String> jarEntries(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile(), false)) {
            return file.stream().map(e -> e.getName()).toList().stream();
        }
    }

    private static boolean isPublicName(String file) {
        return file.startsWith("asterism/")
                && file.endsWith(".class")
                && !file.contains("$")
                && !file.contains("/internal/")
                && !file.endsWith("package-info.class")
                && file.indexOf('/', "asterism/".length()) > 0;
    }
}
