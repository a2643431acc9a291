package asterism.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Commands to the kernel: lines that begin with %, cells that begin with %%. */
final class Magics {

    static final List<String> LINE = List.of("maven", "jars", "classpath", "time", "load", "lsmagic");
    static final List<String> CELL = List.of("time");
    private static final Pattern COMMAND = Pattern.compile("%+(\\w*)\\s*(.*)", Pattern.DOTALL);

    private final Session session;
    private final Set<String> added = new TreeSet<>();

    Magics(Session session) {
        this.session = session;
    }

    /** Whether a line magic that we know begins at that index. */
    static boolean beginsAt(String text, int at) {
        return at < text.length()
                && text.charAt(at) == '%'
                && LINE.stream()
                        .anyMatch(name -> text.startsWith(name, at + 1)
                                && (at + 1 + name.length() == text.length()
                                        || Character.isWhitespace(text.charAt(at + 1 + name.length()))));
    }

    /** Runs a cell that begins with %%. */
    @Nullable
    Object cell(String code, int cell) throws CellFailure {
        int end = code.indexOf('\n');
        var first = end < 0 ? code : code.substring(0, end);
        var name = name(first);
        if (!name.equals("time")) {
            throw unknown("%%" + name);
        }
        // an empty first line keeps the numbers of the others
        return timed(() -> session.run(end < 0 ? "" : code.substring(end), cell));
    }

    /** Runs a line that begins with %. */
    @Nullable
    Object line(Statement statement, int cell) throws CellFailure {
        var name = name(statement.source());
        var rest = rest(statement.source());
        switch (name) {
            case "maven" -> maven(words(rest));
            case "jars", "classpath" -> classpath(name, words(rest));
            case "time" -> {
                return timed(() -> session.run(rest, cell));
            }
            case "load" -> {
                return session.run(read(rest), cell);
            }
            case "lsmagic" ->
                System.out.println(LINE.stream().map(n -> "%" + n).collect(Collectors.joining("  "))
                        + "  "
                        + CELL.stream().map(n -> "%%" + n).collect(Collectors.joining("  ")));
            default -> throw unknown("%" + name);
        }
        return null;
    }

    static String name(String command) {
        var parts = COMMAND.matcher(command);
        return parts.matches() ? parts.group(1) : "";
    }

    static String rest(String command) {
        var parts = COMMAND.matcher(command);
        return parts.matches() ? parts.group(2).strip() : "";
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(w -> !w.isEmpty()).toList();
    }

    private static CellFailure unknown(String command) {
        return failure("there is no command " + command + "; there are "
                + LINE.stream().map(n -> "%" + n).collect(Collectors.joining(", ")) + " and %%time");
    }

    private static CellFailure failure(String message) {
        return new CellFailure("MagicError", message, List.of("\033[1;31mMagicError\033[0m: " + message));
    }

    /** Something that gives a value or fails as a cell does. */
    @FunctionalInterface
    private interface Work {
        @Nullable
        Object run() throws CellFailure;
    }

    private static @Nullable Object timed(Work work) throws CellFailure {
        long begin = System.nanoTime();
        try {
            return work.run();
        } finally {
            double seconds = 1e-9 * (System.nanoTime() - begin);
            System.out.println(String.format(
                    Locale.ROOT, seconds < 1 ? "%.0f ms" : "%.2f s", seconds < 1 ? 1e3 * seconds : seconds));
        }
    }

    private static String read(String file) throws CellFailure {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw failure("%load: cannot read '" + file + "' (" + e.getClass().getSimpleName()
                    + "); it is looked for in " + Path.of("").toAbsolutePath());
        }
    }

    private void classpath(String name, List<String> patterns) throws CellFailure {
        if (patterns.isEmpty()) {
            throw failure("%" + name + " wants files, directories or patterns: %" + name + " lib/*.jar");
        }
        for (var pattern : patterns) {
            var files = files(pattern);
            if (files.isEmpty()) {
                throw failure("%" + name + ": nothing matches '" + pattern + "'; it is looked for in "
                        + Path.of("").toAbsolutePath());
            }
            files.forEach(this::add);
        }
    }

    private void add(Path file) {
        var path = file.toAbsolutePath().normalize().toString();
        if (added.add(path)) {
            session.addToClasspath(path);
        }
    }

    /** The files that a path with * and ? in its last part stands for, sorted. */
    static List<Path> files(String pattern) throws CellFailure {
        int slash = Math.max(pattern.lastIndexOf('/'), pattern.lastIndexOf(File.separatorChar));
        var directory = slash < 0 ? "." : pattern.substring(0, slash + 1);
        var last = pattern.substring(slash + 1);
        try {
            if (!last.contains("*") && !last.contains("?")) {
                var file = Path.of(pattern);
                return Files.exists(file) ? List.of(file) : List.of();
            }
            var matcher = FileSystems.getDefault().getPathMatcher("glob:" + last);
            try (var all = Files.list(Path.of(directory))) {
                return all.filter(f -> matcher.matches(f.getFileName()))
                        .sorted()
                        .toList();
            }
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }

    private void maven(List<String> coordinates) throws CellFailure {
        if (coordinates.isEmpty() || !coordinates.stream().allMatch(c -> c.matches("[\\w.-]+(:[\\w.-]+){2,4}"))) {
            throw failure("%maven wants group:artifact:version, got '" + String.join(" ", coordinates) + "'");
        }
        try {
            var jars = new Maven().resolve(coordinates);
            var known = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(p -> Path.of(p).getFileName())
                    .collect(Collectors.toSet());
            var fresh = new ArrayList<Path>();
            for (var jar : jars) {
                if (!known.contains(jar.getFileName()) && !added.contains(jar.toString())) {
                    fresh.add(jar);
                    add(jar);
                }
            }
            System.out.println("added " + fresh.size() + (fresh.size() == 1 ? " jar" : " jars")
                    + (fresh.isEmpty() ? ": all is there already" : ""));
        } catch (IOException e) {
            throw failure("%maven: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("%maven was stopped");
        }
    }
}
