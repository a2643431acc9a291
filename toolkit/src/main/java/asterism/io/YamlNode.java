package asterism.io;

import asterism.display.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value in a YAML file that knows where it stands: a map, a list, or a text, number or truth value.
 *
 * <p>Each way of asking checks what is there; where it is something else, the error names the file, the line and the key.
 * Immutable.
 */
public final class YamlNode {

    private static final Pattern NUMBER = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private final String file;
    private final String key;
    private final Node node;
    private final Map<String, Node> entries;

    YamlNode(String file, String key, Node node) {
        this.file = file;
        this.key = key;
        this.node = node;
        this.entries = node instanceof MappingNode map ? entries(map) : Map.of();
    }

    private Map<String, Node> entries(MappingNode map) {
        var found = new LinkedHashMap<String, Node>();
        for (var entry : map.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                throw new YamlNode(file, key, entry.getKeyNode()).problem("a key must be a text, got a list or a map");
            }
            if (found.put(name.getValue(), entry.getValueNode()) != null) {
                throw new IllegalArgumentException(
                        at(name) + "key '" + name.getValue() + "' stands twice; remove one of them");
            }
        }
        return found;
    }

    private String at(Node where) {
        return file
                + where.getStartMark().map(m -> ", line " + (m.getLine() + 1)).orElse("") + ": ";
    }

    /** The file's name. */
    public String file() {
        return file;
    }

    /** The key under which it stands; for an item of a list that of the list; empty for the whole file. */
    public String key() {
        return key;
    }

    /** Whether this is a map. */
    public boolean isMap() {
        return node instanceof MappingNode;
    }

    /** Whether this is a list. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether this can be read as a number. */
    public boolean isNumber() {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && NUMBER.matcher(scalar.getValue()).matches();
    }

    /** The keys of a map, in the file's order. */
    public Set<String> keys() {
        requireMap();
        return java.util.Collections.unmodifiableSet(entries.keySet());
    }

    /** The value of a key, if the map has it. */
    public Optional<YamlNode> find(String name) {
        requireMap();
        return Optional.ofNullable(entries.get(name)).map(value -> new YamlNode(file, name, value));
    }

    /** The value of a key of a map. */
    public YamlNode get(String name) {
        return find(name)
                .orElseThrow(() -> problem("the key '" + name + "' is missing; there are "
                        + String.join(", ", entries.keySet()) + Suggestion.hint(name, entries.keySet())));
    }

    /** This map, in which no keys may stand but these: a misspelt key is an error and not ignored. */
    public YamlNode only(String... allowed) {
        requireMap();
        for (var entry : entries.entrySet()) {
            if (!List.of(allowed).contains(entry.getKey())) {
                throw new YamlNode(file, entry.getKey(), entry.getValue())
                        .problem("there is no such key here; allowed are " + String.join(", ", allowed)
                                + Suggestion.hint(entry.getKey(), List.of(allowed)));
            }
        }
        return this;
    }

    /** The items of a list. */
    public List<YamlNode> items() {
        if (!(node instanceof SequenceNode list)) {
            throw problem("a list is needed here, got " + describe());
        }
        var items = new ArrayList<YamlNode>();
        for (var item : list.getValue()) {
            items.add(new YamlNode(file, key, item));
        }
        return items;
    }

    /** The items of a list of so many. */
    public List<YamlNode> items(int number) {
        var items = items();
        if (items.size() != number) {
            throw problem("a list of " + number + " is needed here, got " + items.size());
        }
        return items;
    }

    /** A number; {@code .inf} and {@code -.inf} are numbers, {@code .nan} is not. */
    public double number() {
        if (!isNumber()) {
            throw problem("a number is needed here, got " + describe());
        }
        var text = ((ScalarNode) node).getValue();
        var lower = text.toLowerCase(java.util.Locale.ROOT);
        if (lower.endsWith("nan")) {
            throw problem("a number is needed here, got " + text);
        }
        if (lower.endsWith("inf")) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(text);
    }

    /** A finite number. */
    public double finite() {
        double value = number();
        if (Double.isInfinite(value)) {
            throw problem("a finite number is needed here, got " + describe());
        }
        return value;
    }

    /** A whole number. */
    public int whole() {
        double value = number();
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw problem("a whole number is needed here, got " + describe());
        }
        return (int) value;
    }

    /** A list of finite numbers. */
    public double[] numbers() {
        return items().stream().mapToDouble(YamlNode::finite).toArray();
    }

    /** A truth value: {@code true} or {@code false}. */
    public boolean truth() {
        if (node instanceof ScalarNode scalar
                && scalar.isPlain()
                && List.of("true", "false").contains(scalar.getValue())) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        throw problem("true or false is needed here, got " + describe());
    }

    /** A text; a number counts as the text it is written as. */
    public String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw problem("a text is needed here, got " + describe());
    }

    /** A text that is one of these. */
    public String oneOf(Collection<String> allowed) {
        var text = text();
        if (!allowed.contains(text)) {
            throw problem("'" + text + "' is not known; there are " + String.join(", ", allowed)
                    + Suggestion.hint(text, allowed));
        }
        return text;
    }

    private void requireMap() {
        if (!isMap()) {
            throw problem("a map (key: value) is needed here, got " + describe());
        }
    }

    private String describe() {
        return node instanceof ScalarNode scalar
                ? "'"
                        + (scalar.getValue().length() > 40
                                ? scalar.getValue().substring(0, 40) + "..."
                                : scalar.getValue())
                        + "'"
                : isMap() ? "a map" : "a list";
    }

    /** An error about this value: file, line, key, and what is wrong with it. */
    public IllegalArgumentException problem(String what) {
        return new IllegalArgumentException(at(node) + (key.isEmpty() ? "" : "'" + key + "': ") + what);
    }

    @Override
    public String toString() {
        return at(node) + (key.isEmpty() ? "" : key + " = ") + describe();
    }
}
