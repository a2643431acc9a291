package asterism.image;

import asterism.display.Suggestion;
import asterism.param.InRegion;
import asterism.param.ModelException;
import asterism.param.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A joint model taken apart: the free parameters, each once, and the leaves, a component in one image each, with what
 * each of their parameters is: a free one, one that follows from a free one, or a constant.
 */
final class Layout {

    /** A free parameter. */
    record Free(InRegion axis, double lower, double upper, boolean cyclic, double start) {}

    /** Where a leaf's parameter comes from: link(theta[free]), or a constant where free is -1. */
    record Slot(int free, double constant, Link link) {
        double value(double[] theta) {
            return free < 0 ? constant : link.apply(theta[free]);
        }

        /** d value / d theta[free]. */
        double slope(double[] theta) {
            return free < 0 ? 0 : link.slope(theta[free]);
        }
    }

    /** A component in one image. */
    record Leaf(String path, Component component, int image, Window window, Light light, List<Slot> slots) {}

    /** A parameter of the model before it is known whether it is free. */
    private record Node(InRegion axis, Setting setting) {}

    private record Place(String path, List<Group> groups, List<String> groupPaths, Component component) {}

    private record LeafNodes(Leaf leaf, List<Node> nodes) {}

    private final List<Target> targets;
    private final boolean published;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> freeIndex = new LinkedHashMap<>();
    private final List<Free> free = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<String> unused = new ArrayList<>();

    /**
     * Takes a model apart.
     *
     * @param published whether galaxies are drawn as the published code does
     */
    Layout(List<Target> targets, List<Member> members, boolean published) {
        this.targets = targets;
        this.published = published;
        var found = new ArrayList<LeafNodes>();
        for (var place : places(members)) {
            found.addAll(leavesOf(place));
        }
        for (var each : found) {
            var slots = new ArrayList<Slot>();
            for (var node : each.nodes()) {
                slots.add(slot(node, new LinkedHashSet<>()));
            }
            var leaf = each.leaf();
            leaves.add(new Leaf(
                    leaf.path(), leaf.component(), leaf.image(), leaf.window(), leaf.light(), List.copyOf(slots)));
        }
    }

    private Layout(Layout whole, Predicate<Leaf> which) {
        targets = whole.targets;
        published = whole.published;
        free.addAll(whole.free);
        whole.leaves.stream().filter(which).forEach(leaves::add);
    }

    /** Some of the leaves, with the same free parameters. */
    Layout only(Predicate<Leaf> which) {
        return new Layout(this, which);
    }

    List<Free> free() {
        return free;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** What was said of images that are not there, or in which the component is not seen: path/image/parameter. */
    List<String> unused() {
        return unused;
    }

    /** All components with the groups around them, in order. */
    private static List<Place> places(List<Member> members) {
        var out = new ArrayList<Place>();
        for (var m : members) {
            collect(m, "", List.of(), List.of(), out);
        }
        return out;
    }

    private static void collect(
            Member member, String prefix, List<Group> groups, List<String> groupPaths, List<Place> out) {
        String path = prefix.isEmpty() ? member.name() : prefix + "/" + member.name();
        if (member instanceof Component c) {
            out.add(new Place(path, groups, groupPaths, c));
        } else if (member instanceof Group g) {
            var outer = new ArrayList<>(groups);
            outer.add(g);
            var outerPaths = new ArrayList<>(groupPaths);
            outerPaths.add(path);
            int before = out.size();
            for (var m : g.members()) {
                collect(m, path, outer, outerPaths, out);
            }
            requireShared(g, path, out.subList(before, out.size()));
        }
    }

    /** A group has members, and what it shares some of them have. */
    private static void requireShared(Group group, String path, List<Place> inside) {
        if (inside.isEmpty()) {
            throw new ModelException("group '" + path + "' has no members; add one: .add(Sersic.of(\"galaxy\"))");
        }
        for (var p : group.shared()) {
            var vocabulary = inside.stream()
                    .flatMap(place -> place.component().light().vocabulary().stream())
                    .distinct()
                    .toList();
            if (vocabulary.stream().noneMatch(v -> p.covers(v) || v.covers(p))) {
                throw new ModelException("group '" + path + "' shares '" + p.name()
                        + "', which none of its members has; they have "
                        + vocabulary.stream().map(Parameter::name).toList());
            }
        }
    }

    /** What was said of one image belongs to a value of its own there; where the image is not in this model, it is noted. */
    private void requireOwnValues(Place place, List<Integer> images) {
        var component = place.component();
        var names = images.stream().map(i -> targets.get(i).name()).toList();
        for (var entry : component.settings().entries()) {
            var p = entry.getKey().parameter();
            String image = entry.getKey().image();
            if (image.isEmpty()) {
                continue;
            }
            if (!names.contains(image)) {
                unused.add(place.path() + "/" + image + "/" + p.name());
                continue;
            }
            boolean shared =
                    place.groups().stream().anyMatch(g -> g.shared().stream().anyMatch(s -> s.covers(p)));
            if (names.size() > 1 && (shared || !component.isPerBand(p))) {
                throw new ModelException("'" + place.path() + "': " + p.name() + " was set in image '" + image
                        + "', but it is one number for all images; "
                        + (shared
                                ? "its group shares it: set it there, or for all images"
                                : "give each image its own with .perBand(...), or set it for all images"));
            }
        }
    }

    private List<LeafNodes> leavesOf(Place place) {
        var component = place.component();
        var images = images(component);
        requireOwnValues(place, images);
        var seen = component.light().seenIn(targets.get(images.get(0)).grid(), window(place, images.get(0)));
        var light = published && seen instanceof EllipticalLight e ? e.asPublished() : seen;
        var nodesOf = images.stream().map(i -> new ArrayList<Node>()).toList();
        for (var p : light.parameters()) {
            for (int k = 0; k < images.size(); k++) {
                nodesOf.get(k).add(node(place, p, targets.get(images.get(k)).name()));
            }
        }
        var out = new ArrayList<LeafNodes>();
        for (int k = 0; k < images.size(); k++) {
            int image = images.get(k);
            var leaf = new Leaf(place.path(), component, image, window(place, image), light, List.of());
            out.add(new LeafNodes(leaf, nodesOf.get(k)));
        }
        return out;
    }

    private List<Integer> images(Component component) {
        var names = targets.stream().map(Target::name).toList();
        if (component.images().isEmpty()) {
            return IntStream.range(0, names.size()).boxed().toList();
        }
        var out = new ArrayList<Integer>();
        for (var name : component.images()) {
            requireImage(component.name(), name, names);
            out.add(names.indexOf(name));
        }
        return out;
    }

    private static void requireImage(String owner, String name, List<String> names) {
        if (!names.contains(name)) {
            throw new ModelException("'" + owner + "' asks for an image '" + name + "', but the images are " + names
                    + Suggestion.hint(name, names));
        }
    }

    private Window window(Place place, int image) {
        var target = targets.get(image);
        var names = targets.stream().map(Target::name).toList();
        @Nullable Window given = place.component().windows().get(target.name());
        for (var name : place.component().windows().keySet()) {
            requireImage(place.component().name(), name, names);
        }
        for (int g = place.groups().size() - 1; g >= 0; g--) {
            var group = place.groups().get(g);
            for (var name : group.windows().keySet()) {
                requireImage(group.name(), name, names);
            }
            if (given == null) {
                given = group.windows().get(target.name());
            }
        }
        if (given == null) {
            return target.grid().whole();
        }
        if (!target.grid().whole().contains(given)) {
            throw new ModelException("'" + place.path() + "': window " + given + " reaches beyond image '"
                    + target.name() + "', which has columns [0, "
                    + target.grid().width() + ") and rows [0, " + target.grid().height() + ")");
        }
        return given;
    }

    /** The parameter p of a component in an image: shared by a group, of its own in the image, or one for all images. */
    private Node node(Place place, Parameter p, String image) {
        var component = place.component();
        var own = component.settings().get(p, image);
        for (int g = 0; g < place.groups().size(); g++) {
            if (place.groups().get(g).shared().stream().anyMatch(s -> s.covers(p))) {
                var axis = p.in(place.groupPaths().get(g));
                var setting = Setting.NONE;
                for (var group : place.groups().subList(g, place.groups().size())) {
                    setting = setting.or(group.settings().get(p, ""));
                }
                return remember(new Node(axis, setting.or(own)));
            }
        }
        String region = component.isPerBand(p) ? place.path() + "/" + image : place.path();
        var setting = component.isLocked() ? own.lock(true) : own;
        return remember(new Node(p.in(region), setting));
    }

    private Node remember(Node node) {
        return nodes.merge(
                node.axis().path(),
                node,
                (old, more) -> new Node(old.axis(), old.setting().or(more.setting())));
    }

    private Slot slot(Node mentioned, Set<String> way) {
        var node = nodes.get(mentioned.axis().path());
        if (node == null) {
            throw new AssertionError(mentioned.axis().path());
        }
        String path = node.axis().path();
        if (!way.add(path)) {
            throw new ModelException(
                    "links in a circle: " + String.join(" -> ", way) + " -> " + path + "; leave one of them free");
        }
        var tie = node.setting().tie();
        if (tie.isPresent()) {
            var target = nodes.get(tie.get().target().path());
            if (target == null) {
                throw new ModelException(
                        "'" + path + "' is tied to '" + tie.get().target().path()
                                + "', which is no parameter of this model; there are " + nodes.keySet()
                                + Suggestion.hint(tie.get().target().path(), nodes.keySet()));
            }
            var slot = slot(target, way);
            var link = tie.get().link();
            return slot.free() < 0
                    ? new Slot(-1, link.apply(slot.constant()), Link.EQUAL)
                    : new Slot(slot.free(), 0, link.after(slot.link()));
        }
        double value = node.setting().value().orElse(Double.NaN);
        if (node.setting().isLocked() && !Double.isNaN(value)) {
            return new Slot(-1, value, Link.EQUAL);
        }
        return new Slot(freeIndex.computeIfAbsent(path, x -> addFree(node, value)), 0, Link.EQUAL);
    }

    private int addFree(Node node, double start) {
        var p = node.axis().parameter();
        var s = node.setting();
        double lower = s.lower().orElse(p.lower());
        double upper = s.upper().orElse(p.upper());
        boolean cyclic = Ellipse.isCyclic(p) && lower == p.lower() && upper == p.upper();
        if (start < lower || start > upper) {
            throw new ModelException("'" + node.axis().path() + "' starts at " + start + ", outside of its limits "
                    + lower + " ... " + upper);
        }
        free.add(new Free(node.axis(), lower, upper, cyclic, start));
        return free.size() - 1;
    }
}
