package asterism.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A JSON value of a reference file. {@code null} and the text "Infinity" are the numbers that JSON cannot write. */
final class Json {

    private static final Object NULL = new Object();

    private final Object value;

    private Json(Object value) {
        this.value = value;
    }

    /** Reads a resource of this package. */
    static Json resource(String name) {
        try (var in = Objects.requireNonNull(Json.class.getResourceAsStream(name), name)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Json parse(String text) {
        return new Json(new Parser(text).value());
    }

    boolean has(String key) {
        return value instanceof Map<?, ?> map && map.containsKey(key) && map.get(key) != NULL;
    }

    boolean isNull() {
        return value == NULL;
    }

    boolean isNumber() {
        return value instanceof Double;
    }

    Json get(String key) {
        return new Json(Objects.requireNonNull(((Map<?, ?>) value).get(key), key));
    }

    List<Json> list() {
        return ((List<?>) value)
                .stream().map(v -> new Json(Objects.requireNonNull(v))).toList();
    }

    String text() {
        return value == NULL ? "" : value.toString();
    }

    List<String> texts() {
        return list().stream().map(Json::text).toList();
    }

    double number() {
        if (value == NULL) {
            return Double.NaN;
        }
        return value instanceof Double d ? d : Double.parseDouble(value.toString());
    }

    int integer() {
        return (int) number();
    }

    boolean truth() {
        return (Boolean) value;
    }

    double[] numbers() {
        return list().stream().mapToDouble(Json::number).toArray();
    }

    double[][] matrix() {
        return list().stream().map(Json::numbers).toArray(double[][]::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        Object value() {
            return switch (next()) {
                case '{' -> object();
                case '[' -> array();
                case '"' -> string();
                case 't' -> word("true", true);
                case 'f' -> word("false", false);
                case 'n' -> word("null", NULL);
                default -> number();
            };
        }

        private Object word(String word, Object value) {
            at += word.length();
            return value;
        }

        private Double number() {
            int begin = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return Double.valueOf(text.substring(begin, at));
        }

        private String string() {
            int end = text.indexOf('"', at + 1); // no escapes in the reference files
            var string = text.substring(at + 1, end);
            at = end + 1;
            return string;
        }

        private List<Object> array() {
            var list = new ArrayList<>();
            at++;
            while (next() != ']') {
                list.add(value());
                if (next() == ',') {
                    at++;
                }
            }
            at++;
            return list;
        }

        private Map<String, Object> object() {
            var map = new LinkedHashMap<String, Object>();
            at++;
            while (next() != '}') {
                next();
                var key = string();
                next();
                at++; // the colon
                map.put(key, value());
                if (next() == ',') {
                    at++;
                }
            }
            at++;
            return map;
        }
    }
}
