package asterism.image;

import asterism.display.Card;
import asterism.param.InRegion;
import asterism.param.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Several parts of a model under one name, with the parameters that they share: an object that is a spline in one image
 * and a Sersic model in another, or a cluster of such objects.
 *
 * <pre>{@code
 * Group.of("LEDA 1").add(Spline.of("r light").in("r")).add(Sersic.of("W1 light").in("W1"))
 *     .shared(Ellipse.X, Ellipse.Y, Ellipse.Q, Ellipse.PA)
 * }</pre>
 *
 * <p>A shared parameter is one number and appears once among the free parameters; what the group says of it holds, and where
 * it says nothing, what its members say. Everything else of the members is left as it is. Immutable: every method gives a new group.
 */
public final class Group implements Member {

    private final String name;
    private final List<Member> members;
    private final Set<Parameter> shared;
    private final Map<String, Window> windows;
    private final Settings settings;

    private Group(
            String name, List<Member> members, Set<Parameter> shared, Map<String, Window> windows, Settings settings) {
        this.name = name;
        this.members = members;
        this.shared = shared;
        this.windows = windows;
        this.settings = settings;
    }

    /** An empty group. */
    public static Group of(String name) {
        return new Group(Member.checked(name), List.of(), Set.of(), Map.of(), Settings.NONE);
    }

    /** This group under another name. */
    public Group name(String other) {
        return new Group(Member.checked(other), members, shared, windows, settings);
    }

    /** This group with one more part. */
    public Group add(Member member) {
        return members(joined("group '" + name + "'", members, member));
    }

    /** The members with one more, whose name must be new. */
    static List<Member> joined(String owner, List<Member> members, Member member) {
        if (members.stream().anyMatch(m -> m.name().equals(member.name()))) {
            throw new IllegalArgumentException(owner + " already has a part '" + member.name()
                    + "'; give every part a name of its own: .name(\"" + member.name() + " 2\")");
        }
        var more = new ArrayList<>(members);
        more.add(member);
        return List.copyOf(more);
    }

    Group members(List<Member> others) {
        return new Group(name, others, shared, windows, settings);
    }

    /** This group with parameters that are one number for all its members that have them, in all images. */
    public Group shared(Parameter... parameters) {
        var more = new LinkedHashSet<>(shared);
        Collections.addAll(more, parameters);
        return new Group(name, members, Collections.unmodifiableSet(more), windows, settings);
    }

    /** This group with a window in an image for all members that have none of their own. */
    public Group window(String image, int i0, int i1, int j0, int j1) {
        return window(image, new Window(i0, i1, j0, j1));
    }

    /** As {@link #window(String, int, int, int, int)}. */
    public Group window(String image, Window window) {
        var more = new LinkedHashMap<>(windows);
        more.put(image, window);
        return new Group(name, members, shared, Collections.unmodifiableMap(more), settings);
    }

    /** This group with a value from which a shared parameter starts. */
    public Group start(Parameter parameter, double value) {
        Settings.requireValue(name, parameter, value);
        return with(parameter, s -> s.start(value));
    }

    /** This group with a shared parameter held at a value. */
    public Group fix(Parameter parameter, double value) {
        Settings.requireValue(name, parameter, value);
        return with(parameter, s -> s.fixed(value));
    }

    /** This group with shared parameters held at the values they have, or get from the data. */
    public Group lock(Parameter... parameters) {
        var result = this;
        for (var p : parameters) {
            result = result.with(p, s -> s.lock(true));
        }
        return result;
    }

    /** This group with narrower limits of a shared parameter. */
    public Group limits(Parameter parameter, double lower, double upper) {
        Settings.requireLimits(name, parameter, lower, upper);
        return with(parameter, s -> s.limits(lower, upper));
    }

    /** This group with a shared parameter that is the same number as another one. */
    public Group tie(Parameter parameter, InRegion target) {
        return tie(parameter, target, Link.EQUAL);
    }

    /** This group with a shared parameter that follows from another one. */
    public Group tie(Parameter parameter, InRegion target, Link link) {
        return with(parameter, s -> s.tied(Settings.tie(target, link)));
    }

    private Group with(Parameter parameter, UnaryOperator<Setting> change) {
        if (!shared.contains(parameter)) {
            throw new IllegalArgumentException("group '" + name + "' does not share '" + parameter.name()
                    + "'; say .shared(...) with it first, or set it on the member that has it");
        }
        return settings(settings.with(parameter, "", change));
    }

    Group settings(Settings other) {
        return new Group(name, members, shared, windows, other);
    }

    @Override
    public String name() {
        return name;
    }

    /** Its parts, in order. */
    public List<Member> members() {
        return members;
    }

    /** The parameters that are one number for all members. */
    public Set<Parameter> shared() {
        return shared;
    }

    /** The windows for members that have none of their own, by the image's name. */
    public Map<String, Window> windows() {
        return windows;
    }

    Settings settings() {
        return settings;
    }

    @Override
    public Card card() {
        var card = Card.of(name + ": group of " + members.size());
        if (!shared.isEmpty()) {
            card = card.row(
                    "shared",
                    String.join(", ", shared.stream().map(Parameter::name).toList()));
        }
        for (var m : members) {
            card = card.section(m.card());
        }
        return card;
    }

    @Override
    public String toString() {
        return name + ": group of " + members.stream().map(Member::name).toList();
    }
}
