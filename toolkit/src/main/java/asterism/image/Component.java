package asterism.image;

import asterism.display.Card;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import asterism.param.InRegion;
import asterism.param.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One source of light, seen in one or several images: a galaxy, a star, the sky.
 *
 * <pre>{@code
 * Sersic.of("LEDA 41136").perBand(Sersic.I_E).start(Sersic.R_E, 12).limits(Sersic.N, 0.5, 6)
 * }</pre>
 *
 * <p>A parameter has one value for all images unless {@link #perBand} says otherwise. One without a starting value gets it
 * from the data. Immutable: every method gives a new component.
 */
public final class Component implements Member {

    private final String name;
    private final Light light;
    private final Set<Parameter> perBand;
    private final List<String> images;
    private final Map<String, Window> windows;
    private final Settings settings;
    private final boolean locked;

    private Component(
            String name,
            Light light,
            Set<Parameter> perBand,
            List<String> images,
            Map<String, Window> windows,
            Settings settings,
            boolean locked) {
        this.name = name;
        this.light = light;
        this.perBand = perBand;
        this.images = images;
        this.windows = windows;
        this.settings = settings;
        this.locked = locked;
    }

    static Component of(String name, Light light) {
        return new Component(Member.checked(name), light, Set.of(), List.of(), Map.of(), Settings.NONE, false);
    }

    /** This component under another name. */
    public Component name(String other) {
        return new Component(Member.checked(other), light, perBand, images, windows, settings, locked);
    }

    /** This component with a value of its own in each image for these parameters. */
    public Component perBand(Parameter... parameters) {
        var more = new LinkedHashSet<>(perBand);
        for (var p : parameters) {
            requireOwn(p);
            more.add(p);
        }
        return new Component(name, light, Collections.unmodifiableSet(more), images, windows, settings, locked);
    }

    /** This component in some of the images only, by their names. */
    public Component in(String... names) {
        return new Component(name, light, perBand, List.of(names), windows, settings, locked);
    }

    /**
     * This component evaluated in a part of an image only: columns i0 ... i1 - 1, rows j0 ... j1 - 1.
     *
     * @param image the image's name
     */
    public Component window(String image, int i0, int i1, int j0, int j1) {
        return window(image, new Window(i0, i1, j0, j1));
    }

    /** As {@link #window(String, int, int, int, int)}. */
    public Component window(String image, Window window) {
        var more = new LinkedHashMap<>(windows);
        more.put(image, window);
        return new Component(name, light, perBand, images, Collections.unmodifiableMap(more), settings, locked);
    }

    /** This component with a value from which a free parameter starts. */
    public Component start(Parameter parameter, double value) {
        requireValue(parameter, value);
        return with(parameter, "", s -> s.start(value));
    }

    /** As {@link #start(Parameter, double)} in one image, of a parameter that is {@link #perBand}. */
    public Component startIn(String image, Parameter parameter, double value) {
        requireValue(parameter, value);
        return with(parameter, image, s -> s.start(value));
    }

    /** This component with a parameter held at a value. */
    public Component fix(Parameter parameter, double value) {
        requireValue(parameter, value);
        return with(parameter, "", s -> s.fixed(value));
    }

    /** As {@link #fix(Parameter, double)} in one image, of a parameter that is {@link #perBand}. */
    public Component fixIn(String image, Parameter parameter, double value) {
        requireValue(parameter, value);
        return with(parameter, image, s -> s.fixed(value));
    }

    /** This component with parameters held at the values they have, or get from the data. */
    public Component lock(Parameter... parameters) {
        var result = this;
        for (var p : parameters) {
            result = result.with(p, "", s -> s.lock(true));
        }
        return result;
    }

    /** This component with parameters free again. */
    public Component unlock(Parameter... parameters) {
        var result = this;
        for (var p : parameters) {
            result = result.with(p, "", s -> s.lock(false));
        }
        return result;
    }

    /** This component with all its own parameters held where they are; it stays in the image. */
    public Component locked() {
        return new Component(name, light, perBand, images, windows, settings, true);
    }

    /** This component with narrower limits of a parameter than those within which the model is defined. */
    public Component limits(Parameter parameter, double lower, double upper) {
        requireOwn(parameter);
        Settings.requireLimits(name, parameter, lower, upper);
        return with(parameter, "", s -> s.limits(lower, upper));
    }

    /** This component with a parameter that is the same number as another one: {@code Sersic.Q.in("disk")}. */
    public Component tie(Parameter parameter, InRegion target) {
        return tie(parameter, target, Link.EQUAL);
    }

    /** This component with a parameter that follows from another one. */
    public Component tie(Parameter parameter, InRegion target, Link link) {
        return with(parameter, "", s -> s.tied(Settings.tie(target, link)));
    }

    /** As {@link #tie(Parameter, InRegion, Link)} in one image, of a parameter that is {@link #perBand}. */
    public Component tieIn(String image, Parameter parameter, InRegion target, Link link) {
        return with(parameter, image, s -> s.tied(Settings.tie(target, link)));
    }

    private Component with(Parameter parameter, String image, UnaryOperator<Setting> change) {
        requireOwn(parameter);
        return settings(settings.with(parameter, image, change));
    }

    Component settings(Settings other) {
        return new Component(name, light, perBand, images, windows, other, locked);
    }

    private void requireValue(Parameter parameter, double value) {
        requireOwn(parameter);
        Settings.requireValue(name, parameter, value);
    }

    private void requireOwn(Parameter parameter) {
        if (light.vocabulary().stream().noneMatch(p -> p.covers(parameter))) {
            var names = light.vocabulary().stream().map(Parameter::name).toList();
            throw new IllegalArgumentException("'" + name + "' is a " + light.kind() + " model and has no parameter '"
                    + parameter.name() + "'; it has " + names + Suggestion.hint(parameter.name(), names));
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** What kind of model this is: {@code sersic}. */
    public String kind() {
        return light.kind();
    }

    /** The images it is seen in, by name; empty for all. */
    public List<String> images() {
        return images;
    }

    /** Its window in an image, where one was given. */
    public Optional<Window> window(String image) {
        return Optional.ofNullable(windows.get(image));
    }

    /** All windows that were given, by the image's name. */
    public Map<String, Window> windows() {
        return windows;
    }

    /** Whether a parameter has a value of its own in each image. */
    public boolean isPerBand(Parameter parameter) {
        return perBand.stream().anyMatch(p -> p.covers(parameter));
    }

    /** The parameters with a value of their own in each image. */
    Set<Parameter> perBand() {
        return perBand;
    }

    /** Whether all its parameters are held. */
    boolean isLocked() {
        return locked;
    }

    Light light() {
        return light;
    }

    Settings settings() {
        return settings;
    }

    /** This component with its light known in full, where it depends on the window. */
    Component light(Light other) {
        return new Component(name, other, perBand, images, windows, settings, locked);
    }

    @Override
    public Card card() {
        var rows = new ArrayList<List<String>>();
        for (var p : light.vocabulary()) {
            var s = settings.get(p, "");
            String value = s.value().isPresent() ? Numbers.significant(s.value().getAsDouble(), 6) : "from the data";
            rows.add(List.of(
                    p.name(),
                    s.tie().map(t -> t.link() + " " + t.target()).orElse(value),
                    p.unit(),
                    locked || s.isLocked() ? "held" : isPerBand(p) ? "per band" : "one for all images",
                    p.description()));
        }
        var card = Card.of(name + ": " + light.kind() + " model");
        if (!images.isEmpty()) {
            card = card.row("images", String.join(", ", images));
        }
        if (!windows.isEmpty()) {
            card = card.row("windows", windows.toString());
        }
        return card.table(List.of("parameter", "start", "unit", "", "meaning"), rows);
    }

    @Override
    public String toString() {
        return name + ": " + light.kind() + (images.isEmpty() ? "" : " in " + images);
    }
}
