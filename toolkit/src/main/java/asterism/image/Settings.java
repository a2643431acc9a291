package asterism.image;

import asterism.display.Numbers;
import asterism.param.InRegion;
import asterism.param.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What was said about the parameters of one part of a model, for all images or for one. Immutable. */
final class Settings {

    /** A parameter in one image, or in all where the image's name is empty. */
    record Key(Parameter parameter, String image) {}

    static final Settings NONE = new Settings(Map.of());

    private final Map<Key, Setting> settings;

    private Settings(Map<Key, Setting> settings) {
        this.settings = settings;
    }

    /** These settings with one changed. */
    Settings with(Parameter parameter, String image, UnaryOperator<Setting> change) {
        var more = new LinkedHashMap<>(settings);
        var key = new Key(parameter, image);
        more.put(key, change.apply(settings.getOrDefault(key, Setting.NONE)));
        return new Settings(Collections.unmodifiableMap(more));
    }

    /** What holds for a parameter in an image: said for the image itself, else for all; for a bin, else for its vector. */
    Setting get(Parameter parameter, String image) {
        var found = Setting.NONE;
        for (String where : image.isEmpty() ? List.of("") : List.of(image, "")) {
            found = found.or(settings.getOrDefault(new Key(parameter, where), Setting.NONE));
            for (var entry : settings.entrySet()) {
                var key = entry.getKey();
                if (key.image().equals(where)
                        && !key.parameter().equals(parameter)
                        && key.parameter().covers(parameter)) {
                    found = found.or(entry.getValue());
                }
            }
        }
        return found;
    }

    /** What was said, in the order in which it was. */
    Set<Map.Entry<Key, Setting>> entries() {
        return settings.entrySet();
    }

    static Setting.Tie tie(InRegion target, Link link) {
        return new Setting.Tie(target, link);
    }

    static void requireValue(String owner, Parameter parameter, double value) {
        if (!(value >= parameter.lower() && value <= parameter.upper()) || !Double.isFinite(value)) {
            throw new IllegalArgumentException("'" + owner + "': " + parameter.name() + " = " + value
                    + (parameter.unit().isEmpty() ? "" : " " + parameter.unit()) + " is outside of "
                    + Numbers.interval(parameter.lower(), parameter.upper())
                    + ", where the model is defined");
        }
    }

    static void requireLimits(String owner, Parameter parameter, double lower, double upper) {
        if (!(lower < upper)) {
            throw new IllegalArgumentException("'" + owner + "': the limits of " + parameter.name()
                    + " must be two numbers, the lower first; got " + lower + " and " + upper);
        }
        if (lower < parameter.lower() || upper > parameter.upper()) {
            throw new IllegalArgumentException("'" + owner + "': limits " + lower + " ... " + upper + " of "
                    + parameter.name() + " reach beyond "
                    + Numbers.interval(parameter.lower(), parameter.upper())
                    + ", where the model is defined");
        }
    }
}
