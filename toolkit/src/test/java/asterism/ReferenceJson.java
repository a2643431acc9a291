package asterism;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A value in a JSON file of reference numbers. Numbers that JSON cannot write stand there as {@code null} (NaN) or as text
 * ("Infinity"). JSON is a part of YAML, whose reader the toolkit has anyway.
 *
 * @param value a map, a list, a text, a number, a truth value, or nothing
 */
public record ReferenceJson(@Nullable Object value) {

    /** Reads a resource that lies beside a class. */
    public static ReferenceJson resource(Class<?> beside, String name) {
        try (var in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file of the shared reference set of a science: {@code shared("image", "expected.json")}. */
    public static ReferenceJson shared(String science, String name) {
        try {
            return parse(Files.readString(Shared.path("reference", science, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReferenceJson parse(String text) {
        var settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        return new ReferenceJson(new Load(settings).loadFromString(text.replace('\t', ' ')));
    }

    /** The value under a key, or under a key in a key. */
    public ReferenceJson get(String... path) {
        var at = this;
        for (var key : path) {
            if (!at.map().containsKey(key)) {
                throw new IllegalArgumentException("no " + Arrays.toString(path) + " among " + at.keys());
            }
            at = new ReferenceJson(at.map().get(key));
        }
        return at;
    }

    /** Whether there is a value under a key, and not nothing. */
    public boolean has(String key) {
        return map().get(key) != null;
    }

    /** The keys, in their order. */
    public List<String> keys() {
        return map().keySet().stream().map(Object::toString).toList();
    }

    private Map<?, ?> map() {
        return (Map<?, ?>) required();
    }

    private Object required() {
        return Objects.requireNonNull(value, "there is nothing here");
    }

    /** Whether there is nothing: {@code null}. */
    public boolean isNull() {
        return value == null;
    }

    /** Whether it is a number. */
    public boolean isNumber() {
        return value instanceof Number;
    }

    /** Whether it is a list. */
    public boolean isList() {
        return value instanceof List;
    }

    /** The members of a list. */
    public List<ReferenceJson> list() {
        return ((List<?>) required()).stream().map(ReferenceJson::new).toList();
    }

    /** A text, or another scalar as text; nothing is "". */
    public String text() {
        return value == null ? "" : value.toString();
    }

    /** A list of texts. */
    public List<String> texts() {
        return list().stream().map(ReferenceJson::text).toList();
    }

    /** A number; nothing is NaN. */
    public double number() {
        if (value == null) {
            return Double.NaN;
        }
        return value instanceof Number n ? n.doubleValue() : Double.parseDouble(value.toString());
    }

    /** A whole number. */
    public int integer() {
        return ((Number) required()).intValue();
    }

    /** A truth value. */
    public boolean truth() {
        return (Boolean) required();
    }

    /** A list of numbers. */
    public double[] numbers() {
        return list().stream().mapToDouble(ReferenceJson::number).toArray();
    }

    /** A list of lists of numbers. */
    public double[][] rows() {
        return list().stream().map(ReferenceJson::numbers).toArray(double[][]::new);
    }

    @Override
    public String toString() {
        return text();
    }
}
