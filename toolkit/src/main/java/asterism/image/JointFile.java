package asterism.image;

import asterism.io.Yaml;
import asterism.io.YamlNode;
import asterism.param.InRegion;
import asterism.param.ModelException;
import asterism.param.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Joint models as plain YAML: names, kinds, windows, values, limits and links; the images are not saved.
 *
 * <p>What is shared is written as shared, what is per band as per band, and a link as the name that it points to. So what is
 * one number stays one number. Parts stand in a list and keep their order.
 */
final class JointFile {

    private static final int VERSION = 1;
    private static final String FORMAT = "asterism joint image model";
    private static final List<String> KINDS = List.of(
            "sersic", "spline", "exponential", "gaussian", "moffat", "nuker", "flat sky", "plane sky", "point source");

    private JointFile() {}

    // ---- writing

    static void save(Joint joint, Path file) {
        Yaml.write(file, values(joint));
    }

    static Map<String, Object> values(Joint joint) {
        var out = new LinkedHashMap<String, Object>();
        out.put("format", FORMAT);
        out.put("version", VERSION);
        if (joint.isPublished()) {
            out.put("published", true);
        }
        out.put("images", joint.targets().stream().map(Target::name).toList());
        out.put("parts", joint.members().stream().map(JointFile::values).toList());
        return out;
    }

    private static Map<String, Object> values(Member member) {
        var out = new LinkedHashMap<String, Object>();
        if (member instanceof Group group) {
            out.put("group", group.name());
            putNames(out, "shared", group.shared().stream().map(Parameter::name).toList());
            putWindows(out, group.windows());
            putSettings(out, group.name(), group.settings());
            out.put("parts", group.members().stream().map(JointFile::values).toList());
            return out;
        }
        var component = (Component) member;
        if (!KINDS.contains(component.kind())) {
            throw new ModelException("'" + component.name()
                    + "' has a profile of its own, a function, which cannot be written to a file; save the model"
                    + " without it, and add it again after loading");
        }
        out.put("name", component.name());
        out.put("kind", component.kind());
        if (component.light() instanceof EllipticalLight light && !light.knots().isEmpty()) {
            out.put("knots", light.knots());
        }
        putNames(out, "images", component.images());
        putNames(
                out,
                "per_band",
                component.perBand().stream().map(Parameter::name).toList());
        if (component.isLocked()) {
            out.put("locked", true);
        }
        putWindows(out, component.windows());
        putSettings(out, component.name(), component.settings());
        return out;
    }

    private static void putNames(Map<String, Object> out, String key, List<String> names) {
        if (!names.isEmpty()) {
            out.put(key, names);
        }
    }

    private static void putWindows(Map<String, Object> out, Map<String, Window> windows) {
        var all = new LinkedHashMap<String, Object>();
        windows.forEach((image, w) -> all.put(image, List.of(List.of(w.i0(), w.i1()), List.of(w.j0(), w.j1()))));
        if (!all.isEmpty()) {
            out.put("windows", all);
        }
    }

    private static void putSettings(Map<String, Object> out, String owner, Settings settings) {
        var all = new ArrayList<Map<String, Object>>();
        for (var entry : settings.entries()) {
            var one = new LinkedHashMap<String, Object>();
            one.put("name", entry.getKey().parameter().name());
            if (!entry.getKey().image().isEmpty()) {
                one.put("image", entry.getKey().image());
            }
            var s = entry.getValue();
            s.value().ifPresent(v -> one.put("value", v));
            if (s.lower().isPresent() || s.upper().isPresent()) {
                one.put(
                        "limits",
                        List.of(
                                s.lower().orElse(Double.NEGATIVE_INFINITY),
                                s.upper().orElse(Double.POSITIVE_INFINITY)));
            }
            s.locked().ifPresent(l -> one.put("locked", l));
            s.tie().ifPresent(t -> one.put("link", link(owner, entry.getKey().parameter(), t)));
            if (!entry.getKey().parameter().unit().isEmpty()) {
                one.put("unit", entry.getKey().parameter().unit());
            }
            all.add(one);
        }
        if (!all.isEmpty()) {
            out.put("parameters", all);
        }
    }

    private static Map<String, Object> link(String owner, Parameter parameter, Setting.Tie tie) {
        if (!tie.link().isLinear()) {
            throw new ModelException("'" + owner + "/" + parameter.name()
                    + "' is linked by a function, which cannot be written to a file; use Link.linear, or set it again"
                    + " after loading");
        }
        var out = new LinkedHashMap<String, Object>();
        out.put("to", tie.target().path());
        out.put("factor", tie.link().factor());
        out.put("plus", tie.link().offset());
        return out;
    }

    // ---- reading

    static Joint read(Path file, Target... targets) {
        var root = Yaml.read(file);
        return joint(root, targets);
    }

    static Joint joint(YamlNode root, Target... targets) {
        root.only("format", "version", "published", "images", "parts");
        root.get("format").oneOf(List.of(FORMAT));
        if (root.get("version").whole() != VERSION) {
            throw root.get("version")
                    .problem("this program reads version " + VERSION + ", got "
                            + root.get("version").text());
        }
        var given = List.of(targets).stream().map(Target::name).toList();
        var wanted = root.get("images").items().stream().map(YamlNode::text).toList();
        if (!given.equals(wanted)) {
            throw root.get("images")
                    .problem("the model was saved for the images " + wanted + ", in this order; got " + given
                            + "; give targets of these names");
        }
        var joint = Joint.of(targets);
        joint = root.find("published").map(YamlNode::truth).orElse(false) ? joint.asPublished() : joint;
        for (var part : root.get("parts").items()) {
            joint = add(part, joint);
        }
        requireWhole(root, joint);
        return joint;
    }

    private static Joint add(YamlNode part, Joint joint) {
        var member = member(part);
        try {
            return joint.add(member);
        } catch (IllegalArgumentException e) {
            throw part.problem(String.valueOf(e.getMessage()));
        }
    }

    /** Windows, images and links are checked where the whole model is known. */
    private static void requireWhole(YamlNode root, Joint joint) {
        try {
            joint.layout();
        } catch (IllegalArgumentException e) {
            throw root.get("parts").problem(String.valueOf(e.getMessage()));
        }
    }

    private static Member member(YamlNode part) {
        return part.find("group").isPresent() ? group(part) : component(part);
    }

    private static Group group(YamlNode node) {
        node.only("group", "shared", "windows", "parameters", "parts");
        var group = checked(node.get("group"), () -> Group.of(node.get("group").text()));
        var members = new ArrayList<Member>();
        for (var part : node.get("parts").items()) {
            var member = member(part);
            checked(part, () -> Group.joined("group '" + node.get("group").text() + "'", members, member));
            members.add(member);
        }
        var vocabulary = vocabulary(members);
        for (var name : names(node, "shared")) {
            group = group.shared(parameter(name, vocabulary));
        }
        group = group.members(List.copyOf(members)).settings(settings(node, vocabulary));
        for (var window : windows(node).entrySet()) {
            group = group.window(window.getKey(), window.getValue());
        }
        return group;
    }

    private static List<Parameter> vocabulary(List<Member> members) {
        var all = new LinkedHashSet<Parameter>();
        for (var m : members) {
            if (m instanceof Group g) {
                all.addAll(vocabulary(g.members()));
            } else {
                all.addAll(((Component) m).light().vocabulary());
            }
        }
        return List.copyOf(all);
    }

    private static Component component(YamlNode node) {
        node.only("name", "kind", "knots", "images", "per_band", "locked", "windows", "parameters");
        var component = checked(node.get("name"), () -> bare(node));
        var vocabulary = component.light().vocabulary();
        var images = names(node, "images").stream().map(YamlNode::text).toArray(String[]::new);
        component = images.length == 0 ? component : component.in(images);
        for (var name : names(node, "per_band")) {
            component = component.perBand(parameter(name, vocabulary));
        }
        for (var window : windows(node).entrySet()) {
            component = component.window(window.getKey(), window.getValue());
        }
        component = component.settings(settings(node, vocabulary));
        return node.find("locked").map(YamlNode::truth).orElse(false) ? component.locked() : component;
    }

    private static Component bare(YamlNode node) {
        var name = node.get("name").text();
        var kind = node.get("kind");
        var knots = node.find("knots");
        if (knots.isPresent() && !kind.text().equals("spline")) {
            throw knots.get().problem("only a spline has knots, this is '" + kind.text() + "'");
        }
        return switch (kind.oneOf(KINDS)) {
            case "sersic" -> Sersic.of(name);
            case "spline" ->
                knots.isPresent()
                        ? checked(knots.get(), () -> Spline.of(name, knots.get().numbers()))
                        : Spline.of(name);
            case "exponential" -> Exponential.of(name);
            case "gaussian" -> GaussianEllipse.of(name);
            case "moffat" -> Moffat.of(name);
            case "nuker" -> Nuker.of(name);
            case "flat sky" -> FlatSky.of(name);
            case "plane sky" -> PlaneSky.of(name);
            case "point source" -> PointSource.of(name);
            default -> throw new AssertionError(kind);
        };
    }

    private static List<YamlNode> names(YamlNode node, String key) {
        return node.find(key).map(YamlNode::items).orElse(List.of());
    }

    private static Map<String, Window> windows(YamlNode node) {
        var out = new LinkedHashMap<String, Window>();
        node.find("windows").ifPresent(all -> {
            for (var image : all.keys()) {
                var sides = all.get(image).items(2);
                var columns = sides.get(0).items(2);
                var rows = sides.get(1).items(2);
                out.put(
                        image,
                        checked(
                                all.get(image),
                                () -> new Window(
                                        columns.get(0).whole(),
                                        columns.get(1).whole(),
                                        rows.get(0).whole(),
                                        rows.get(1).whole())));
            }
        });
        return out;
    }

    private static Settings settings(YamlNode node, List<Parameter> vocabulary) {
        var settings = Settings.NONE;
        for (var one : names(node, "parameters")) {
            one.only("name", "image", "value", "limits", "locked", "link", "unit");
            var parameter = parameter(one.get("name"), vocabulary);
            var image = one.find("image").map(YamlNode::text).orElse("");
            var setting = setting(one, parameter);
            settings = settings.with(parameter, image, before -> {
                if (!before.equals(Setting.NONE)) {
                    throw one.get("name").problem("'" + parameter.name() + "' stands twice; remove one of them");
                }
                return setting;
            });
        }
        return settings;
    }

    private static Setting setting(YamlNode one, Parameter parameter) {
        one.find("unit").ifPresent(unit -> unit.oneOf(List.of(parameter.unit())));
        var value = OptionalDouble.empty();
        var given = one.find("value");
        if (given.isPresent()) {
            double v = given.get().finite();
            checked(given.get(), () -> {
                Settings.requireValue("", parameter, v);
                return v;
            });
            value = OptionalDouble.of(v);
        }
        var lower = OptionalDouble.empty();
        var upper = OptionalDouble.empty();
        var limits = one.find("limits");
        if (limits.isPresent()) {
            double lo = limits.get().items(2).get(0).number();
            double hi = limits.get().items(2).get(1).number();
            checked(limits.get(), () -> {
                Settings.requireLimits("", parameter, lo, hi);
                return lo;
            });
            lower = OptionalDouble.of(lo);
            upper = OptionalDouble.of(hi);
        }
        var locked = one.find("locked").map(YamlNode::truth);
        var tie = one.find("link").map(link -> {
            link.only("to", "factor", "plus");
            double factor = link.find("factor").map(YamlNode::finite).orElse(1.0);
            double plus = link.find("plus").map(YamlNode::finite).orElse(0.0);
            var to = link.get("to").text();
            int slash = to.lastIndexOf('/');
            if (slash < 1) {
                throw link.get("to").problem("'" + to + "' is no name of a parameter: part/parameter");
            }
            return new Setting.Tie(
                    new InRegion(named(link.get("to"), to.substring(slash + 1), parameter), to.substring(0, slash)),
                    factor == 1 && plus == 0 ? Link.EQUAL : Link.linear(factor, plus));
        });
        return new Setting(value, lower, upper, locked, tie);
    }

    /** The target of a link is known by its name alone; its other fields are those of the parameter that is linked. */
    private static Parameter named(YamlNode node, String name, Parameter like) {
        return checked(
                node,
                () -> Parameter.of(name, like.latex(), like.unit(), like.description(), like.lower(), like.upper()));
    }

    private static Parameter parameter(YamlNode name, List<Parameter> vocabulary) {
        for (var p : vocabulary) {
            if (p.name().equals(name.text())) {
                return p;
            }
            if (p.isVector() && name.text().matches(p.name() + "_[1-9][0-9]{0,3}")) {
                return p.bin(Integer.parseInt(name.text().substring(p.name().length() + 1)));
            }
        }
        name.oneOf(vocabulary.stream().map(Parameter::name).toList());
        throw new AssertionError(name);
    }

    private static <T> T checked(YamlNode node, java.util.function.Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            var message = String.valueOf(e.getMessage());
            throw message.startsWith(node.file() + ", line") ? e : node.problem(message.replaceFirst("^'': ", ""));
        }
    }
}
