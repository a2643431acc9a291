package asterism.kernel;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The documentation comments of the toolkit, by the signatures that JShell gives. JShell reads comments only from the
 * sources of the JDK; those of the toolkit are in the kernel's jar, in the folder {@value #FOLDER}.
 */
final class ToolkitDocs {

    private static final String FOLDER = "/toolkit-sources/";
    private static final Pattern METHOD = Pattern.compile("(?:.*\\s)?([\\w.]+)\\(([^()]*)\\)");
    private static final Pattern FIELD = Pattern.compile("([\\w.]+):.*");
    private static final Pattern TYPE = Pattern.compile("[\\w.]+");

    private final Collection<String> packages;
    private final Map<String, Map<String, String>> comments = new HashMap<>(); // by file, then by member

    /** The documentation of these packages. */
    ToolkitDocs(Collection<String> packages) {
        this.packages = List.copyOf(packages);
    }

    /**
     * The comment as it stands in the source; empty where there is none.
     *
     * @param signature as JShell writes it: {@code Prior Prior.uniform(double lo, double hi)}, {@code
     *                  DraineLi07.Q_PAH:asterism.param.Parameter}, {@code asterism.sed.DraineLi07}
     */
    String of(String signature) {
        var plain = signature.replaceAll("<[^<>]*>", "").replaceAll("<[^<>]*>", ""); // no type arguments
        var method = METHOD.matcher(plain);
        if (method.matches()) {
            return ofMember(method.group(1), "(" + parameterNames(method.group(2)) + ")");
        }
        var field = FIELD.matcher(plain);
        if (field.matches()) {
            return ofMember(field.group(1), "");
        }
        return TYPE.matcher(plain).matches() ? ofType(plain) : "";
    }

    /** The last word of each parameter: {@code "double lo, double hi"} is {@code "lo,hi"}. */
    private static String parameterNames(String parameters) {
        return Stream.of(parameters.split(","))
                .map(p -> p.strip().replaceFirst(".*\\s", ""))
                .collect(Collectors.joining(","));
    }

    /** A member by its class's name and its own; for a constructor the name of the class is all there is. */
    private String ofMember(String path, String parameters) {
        int dot = path.lastIndexOf('.');
        var owner = dot < 0 ? path : path.substring(0, dot);
        var member = owner.substring(owner.lastIndexOf('.') + 1) + "." + (dot < 0 ? "<init>" : path.substring(dot + 1));
        var top = owner.contains(".") ? owner.substring(0, owner.indexOf('.')) : owner;
        for (var name : packages) {
            var all = comments(name.replace('.', '/') + "/" + top + ".java");
            var found = all.getOrDefault(member + parameters, onlyOne(all, member, parameters));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    /** Java 25 may leave out the names of parameters: then the only method of this name with as many of them. */
    private static String onlyOne(Map<String, String> all, String member, String parameters) {
        var same = all.keySet().stream()
                .filter(key -> key.startsWith(member + "(") && count(key) == count(parameters))
                .toList();
        return same.size() == 1 ? all.getOrDefault(same.get(0), "") : "";
    }

    /** How many parameters {@code (a,b)} has. */
    private static long count(String parameters) {
        return parameters.endsWith("()")
                ? 0
                : 1 + parameters.chars().filter(c -> c == ',').count();
    }

    private String ofType(String type) {
        var simple = type.substring(type.lastIndexOf('.') + 1);
        return packages.stream()
                .filter(name -> type.startsWith(name + "."))
                .map(name -> {
                    var top = type.substring(name.length() + 1).replaceFirst("\\..*", "");
                    return comments(name.replace('.', '/') + "/" + top + ".java")
                            .getOrDefault(simple, "");
                })
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Map<String, String> comments(String file) {
        return comments.computeIfAbsent(file, ToolkitDocs::parse);
    }

    private static Map<String, String> parse(String file) {
        try (var in = ToolkitDocs.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                return Map.of();
            }
            var unit = new SourceText(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            var compiler = ToolProvider.getSystemJavaCompiler();
            var task = (JavacTask) compiler.getTask(null, null, problem -> {}, List.of(), null, List.of(unit));
            var collector = new Collector(DocTrees.instance(task));
            task.parse().forEach(tree -> collector.scan(new TreePath(tree), null));
            return collector.found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes through a file; members are called {@code Class.name} and, for methods, {@code Class.name(a,b)}. */
    private static final class Collector extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private static final Pattern COMPONENT = Pattern.compile("(?s)@param\\s+(\\w+)\\s+(.*?)(?=\\n\\s*@|$)");

        private final DocTrees trees;
        private final Map<String, String> found = new HashMap<>();
        private String owner = "";

        Collector(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
            var outer = owner;
            owner = tree.getSimpleName().toString();
            keep(owner);
            if (tree.getKind() == Tree.Kind.RECORD) { // its accessors are documented in the record's own comment
                var components = COMPONENT.matcher(found.getOrDefault(owner, ""));
                while (components.find()) {
                    found.putIfAbsent(owner + "." + components.group(1) + "()", components.group(2));
                }
            }
            super.visitClass(tree, null);
            owner = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
            keep(owner + "." + tree.getName() + "("
                    + tree.getParameters().stream().map(VariableTree::getName).collect(Collectors.joining(",")) + ")");
            return null;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
            keep(owner + "." + tree.getName());
            return null;
        }

        private void keep(String name) {
            var comment = trees.getDocComment(getCurrentPath());
            if (comment != null) {
                found.put(name, comment.strip());
            }
        }
    }
}
