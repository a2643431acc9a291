package asterism.image;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import asterism.infer.Fit;
import asterism.infer.Sampler;
import asterism.param.ModelException;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One model of several images: what is in the sky, once, and how each image sees it.
 *
 * <pre>{@code
 * Joint.of(r, w1, nuv)
 *     .add(Sersic.of("LEDA 41136").perBand(Sersic.I_E))
 *     .add(FlatSky.of("sky").perBand(FlatSky.I_0))
 * }</pre>
 *
 * <p>Free parameters are named {@code part/parameter}, or {@code part/image/parameter} where each image has its own value;
 * a shared parameter appears once, under the group that shares it. Immutable: every method gives a new model.
 */
public final class Joint implements Displayable {

    private final List<Target> targets;
    private final List<Member> members;
    private final boolean published;
    private @Nullable Layout layout;

    private Joint(List<Target> targets, List<Member> members, boolean published) {
        this.targets = targets;
        this.members = members;
        this.published = published;
    }

    /**
     * A model without parts of these images, each under a name of its own. Images with world coordinates are put onto the
     * plane that touches the sky at the reference point of the first.
     */
    public static Joint of(Target... targets) {
        if (targets.length == 0) {
            throw new IllegalArgumentException("a joint model needs at least one image: Joint.of(target)");
        }
        var names = new ArrayList<String>();
        for (var t : targets) {
            if (names.contains(t.name())) {
                throw new IllegalArgumentException("two images are called '" + t.name()
                        + "'; give one of them another name: target.name(\"" + t.name() + " 2\")");
            }
            names.add(t.name());
        }
        return new Joint(
                Arrays.stream(targets).map(t -> t.onPlaneOf(targets[0])).toList(), List.of(), false);
    }

    /**
     * This model with one more part.
     *
     * @throws IllegalArgumentException where a part of that name is there already
     */
    public Joint add(Member member) {
        return new Joint(targets, Group.joined("this model", members, member), published);
    }

    /** This model with a part instead of the one that has its name. */
    public Joint replace(Member member) {
        var names = members.stream().map(Member::name).toList();
        if (!names.contains(member.name())) {
            throw new IllegalArgumentException("no part '" + member.name() + "' in this model; it has " + names
                    + Suggestion.hint(member.name(), names));
        }
        return new Joint(
                targets,
                members.stream()
                        .map(m -> m.name().equals(member.name()) ? member : m)
                        .toList(),
                published);
    }

    /**
     * This model drawn and fitted as by AutoProf 0.8.0, the program of the method's tutorial, to see what its defects do.
     *
     * <p>Differences from the default: galaxies are sampled at a few points of each pixel, their center being one of them,
     * instead of integrated; the PSF is moved by a fraction of a pixel with a Lanczos kernel; a Gaussian's flux is too large by
     * 1/q; and a fit ends with "success" when chi2 changes by 1e-4 of itself. For a galaxy with a cusp (n = 4)
     * that is 10 000 above the minimum of chi2, with n wrong by 95 of its errors. Limits are mapped to infinity, so a
     * parameter never arrives at one. Starts come from the data as for any other model; point sources and skies stay as they
     * are. {@link JointFit} says how far chi2 could still fall, in the published image.
     */
    public Joint asPublished() {
        return new Joint(targets, members, true);
    }

    /** Whether it is drawn and fitted as published. */
    boolean isPublished() {
        return published;
    }

    /** This model of other images, in the same order. */
    public Joint targets(Target... others) {
        return new Joint(of(others).targets, members, published);
    }

    /** The images, in order. */
    public List<Target> targets() {
        return targets;
    }

    /** An image by its name. */
    public Target target(String name) {
        var names = targets.stream().map(Target::name).toList();
        int i = names.indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException(
                    "no image '" + name + "' in this model; it has " + names + Suggestion.hint(name, names));
        }
        return targets.get(i);
    }

    /** The parts, in order. */
    public List<Member> members() {
        return members;
    }

    /** The free parameters in the order of theta. */
    public ParameterSpace space() {
        return ParameterSpace.of(layout().free().stream().map(Layout.Free::axis).toList());
    }

    /** The values from which the free parameters start, [nDim]; NaN where the data are to tell. */
    public double[] start() {
        return layout().free().stream().mapToDouble(Layout.Free::start).toArray();
    }

    /** Lower limits of the free parameters, [nDim]. */
    public double[] lower() {
        return layout().free().stream().mapToDouble(Layout.Free::lower).toArray();
    }

    /** Upper limits of the free parameters, [nDim]. */
    public double[] upper() {
        return layout().free().stream().mapToDouble(Layout.Free::upper).toArray();
    }

    /**
     * This model with these values for its free parameters, from which a fit then starts. Where a value is NaN, nothing
     * changes.
     *
     * @param theta [nDim], in the order of {@link #space()}. Not modified.
     */
    public Joint start(double[] theta) {
        var free = layout().free();
        if (theta.length != free.size()) {
            throw new IllegalArgumentException("this model has " + free.size() + " free parameters, got " + theta.length
                    + " values; their order is that of space()");
        }
        var values = new LinkedHashMap<String, Double>();
        for (int i = 0; i < theta.length; i++) {
            if (!Double.isNaN(theta[i])) {
                values.put(free.get(i).axis().path(), theta[i]);
            }
        }
        return start(values);
    }

    /** This model with one value from which a free parameter starts, by its name {@code LEDA 41136/r/Ie}. */
    public Joint start(String name, double value) {
        space().index(name);
        return start(Map.of(name, value));
    }

    private Joint start(Map<String, Double> values) {
        return new Joint(
                targets, members.stream().map(m -> moved(m, "", values)).toList(), published);
    }

    private static Member moved(Member member, String prefix, Map<String, Double> values) {
        String path = prefix.isEmpty() ? member.name() : prefix + "/" + member.name();
        if (member instanceof Group group) {
            var settings = group.settings();
            for (var p : group.shared()) {
                settings = moved(settings, p, "", path, values);
            }
            return group.settings(settings)
                    .members(group.members().stream()
                            .map(m -> moved(m, path, values))
                            .toList());
        }
        var component = (Component) member;
        var settings = component.settings();
        for (var entry : values.entrySet()) {
            settings = moved(settings, component, path, entry.getKey(), entry.getValue());
        }
        return component.settings(settings);
    }

    private static Settings moved(
            Settings settings, Parameter p, String image, String path, Map<String, Double> values) {
        var value = values.get(p.in(path).path());
        return value == null ? settings : settings.with(p, image, s -> s.moved(value));
    }

    /** A value named path/parameter or path/image/parameter, where it belongs to this component. */
    private static Settings moved(Settings settings, Component component, String path, String name, double value) {
        if (!name.startsWith(path + "/")) {
            return settings;
        }
        String rest = name.substring(path.length() + 1);
        int slash = rest.lastIndexOf('/');
        String image = slash < 0 ? "" : rest.substring(0, slash);
        String parameter = rest.substring(slash + 1);
        for (var p : component.light().vocabulary()) {
            if (p.name().equals(parameter)) {
                return settings.with(p, image, s -> s.moved(value));
            }
            if (p.isVector() && parameter.matches(p.name() + "_[1-9][0-9]*")) {
                var bin = p.bin(Integer.parseInt(parameter.substring(p.name().length() + 1)));
                return settings.with(bin, image, s -> s.moved(value));
            }
        }
        return settings;
    }

    /**
     * Writes this model as YAML: parts, windows, values, limits and links, but not the images.
     *
     * @return this model
     * @throws java.io.UncheckedIOException where the file cannot be written
     * @throws ModelException               where a parameter is linked by a function, or a profile is one, which no file can
     *                                      hold
     */
    public Joint save(String file) {
        JointFile.save(this, Path.of(file));
        return this;
    }

    /**
     * Reads a model that {@link #save} wrote; its image is then the same to the last bit.
     *
     * @param targets the images, under the names that they had
     * @throws IllegalArgumentException where the file is not such a model; the message names file, line and key
     */
    public static Joint read(String file, Target... targets) {
        return JointFile.read(Path.of(file), targets);
    }

    /**
     * The model's images with the values it starts from: targets that hold the model instead of the data, each component in
     * its window.
     *
     * @throws ModelException where a parameter has no value yet
     */
    public List<Target> images() {
        return images(complete());
    }

    /** As {@link #images()} for values theta [nDim] of the free parameters. */
    public List<Target> images(double[] theta) {
        try (var scene = scene(1)) {
            scene.chi2(theta);
            var out = new ArrayList<Target>();
            for (int t = 0; t < targets.size(); t++) {
                out.add(targets.get(t).data(scene.model(t).clone()));
            }
            return out;
        }
    }

    /** Sum of ((data - model)/sigma)^2 over all pixels that count, for values theta [nDim] of the free parameters. */
    public double chi2(double[] theta) {
        try (var scene = scene(1)) {
            return scene.chi2(theta);
        }
    }

    /** Fits the model with {@link LevenbergMarquardt#standard()}. */
    public JointFit fit() {
        return fit(LevenbergMarquardt.standard());
    }

    /**
     * Fits the model. Where starting values were given and the fit from there is doubtful (no minimum found, chi2 too high for the
     * noise, or parameters at limits or hardly constrained), a second one begins from the images alone; the better is
     * returned, and its message says so where it is the second. {@link LevenbergMarquardt#onlyFromGivenStart()} leaves it out.
     *
     * @throws ModelException where a parameter has no value to start from
     */
    public JointFit fit(LevenbergMarquardt settings) {
        var fit = JointFit.of(fromData(), settings);
        boolean given = Arrays.stream(start()).anyMatch(v -> !Double.isNaN(v));
        return given
                        && settings.again()
                        && fit.isDoubtful()
                        && !Thread.currentThread().isInterrupted()
                ? fit.orBetter(anew(settings))
                : fit;
    }

    /** A fit from the images alone; empty where they do not tell where to start. */
    private Optional<JointFit> anew(LevenbergMarquardt settings) {
        try {
            return Optional.of(
                    JointFit.of(best(FirstGuess.candidates(this, true), new boolean[start().length]), settings));
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    /**
     * This model of images as they could have been measured if it were the truth: the model's images with Gaussian noise of
     * their variances. Masks stay.
     *
     * @throws ModelException where a parameter has no value
     */
    public Joint simulate(long seed) {
        var random = RandomStream.of(seed);
        var drawn = new ArrayList<Target>();
        for (var image : images()) {
            var noise = random.split(drawn.size());
            double[] data = image.toArray();
            for (int k = 0; k < data.length; k++) {
                data[k] += Math.sqrt(image.rawVariance()[k]) * noise.nextGaussian();
            }
            drawn.add(image.data(data));
        }
        return targets(drawn.toArray(Target[]::new));
    }

    /**
     * Samples the posterior of the free parameters, with {@code nuts()}, {@code ensemble()} or {@code nested()}: Gaussian
     * noise in every pixel, priors flat between the limits. The model is fitted first; where a limit is infinite, the prior ends
     * 30 errors from the best fit, on which nothing but the evidence depends. To compare models by evidence, give every
     * parameter two limits.
     *
     * @throws ModelException where the images do not constrain a parameter that has no limits
     */
    public Fit sample(Sampler sampler) {
        return sampler.run(JointPosterior.about(fit()));
    }

    /**
     * This model with values for all free parameters that were given none, read off the images: from second moments under a
     * Gaussian weight, isophotes, and brightnesses solved exactly. {@link #fit()} begins so; what was given stays.
     *
     * @throws ModelException where a parameter can neither be read off the images nor was given
     */
    public Joint fromData() {
        double[] start = start();
        if (Arrays.stream(start).noneMatch(Double::isNaN)) {
            return this;
        }
        boolean[] given = new boolean[start.length];
        for (int k = 0; k < given.length; k++) {
            given[k] = !Double.isNaN(start[k]);
        }
        return best(FirstGuess.candidates(this, false), given);
    }

    /**
     * This model started from the one of these with the lowest chi2.
     *
     * @param given [nDim], whether a value was given and is kept. Not modified.
     */
    private Joint best(List<double[]> candidates, boolean[] given) {
        double[] best = candidates.get(0);
        double least = Double.POSITIVE_INFINITY;
        try (var scene = scene(1)) {
            for (double[] candidate : candidates) {
                scene.render(candidate, false);
                double chi2 = scene.solveStart(candidate, given);
                if (chi2 < least || Double.isInfinite(least)) {
                    least = chi2;
                    best = candidate;
                }
            }
        }
        return start(best);
    }

    /** As {@link #images()}, of some of the leaves only. */
    List<Target> images(Predicate<Layout.Leaf> which) {
        try (var scene = new Scene(layout().only(which), targets, 1)) {
            scene.chi2(complete());
            var out = new ArrayList<Target>();
            for (int t = 0; t < targets.size(); t++) {
                out.add(targets.get(t).data(scene.model(t).clone()));
            }
            return out;
        }
    }

    /** The model bound to its images, with so many threads of its own; to be closed. */
    Scene scene(int threads) {
        return new Scene(layout(), targets, threads);
    }

    /** The starting values, all of which must be known. */
    private double[] complete() {
        var missing = layout().free().stream()
                .filter(f -> Double.isNaN(f.start()))
                .map(f -> f.axis().path())
                .toList();
        if (!missing.isEmpty()) {
            throw new ModelException("no value yet for " + String.join(", ", missing)
                    + "; give it with .start(parameter, value), or fit the model, which takes it from the data");
        }
        return start();
    }

    /** The model taken apart, once. */
    Layout layout() {
        var known = layout;
        if (known == null) {
            if (members.isEmpty()) {
                throw new ModelException("this model has no parts; add one: .add(Sersic.of(\"galaxy\"))");
            }
            known = new Layout(targets, members, published);
            layout = known;
        }
        return known;
    }

    @Override
    public Card card() {
        var card = Card.of("Joint model of " + targets.size() + (targets.size() == 1 ? " image" : " images"))
                .table(
                        List.of("image", "pixels", "masked", "PSF"),
                        targets.stream()
                                .map(t -> List.of(
                                        t.name(),
                                        t.grid().toString(),
                                        "" + t.masked(),
                                        t.psf().map(Psf::toString).orElse("none")))
                                .toList());
        if (published) {
            card = card.row("drawn and fitted", "as published: sampled, with a moved PSF (AutoProf 0.8.0)");
        }
        if (members.isEmpty()) {
            return card.warning("no parts yet: add(Sersic.of(\"galaxy\"))");
        }
        if (!layout().unused().isEmpty()) {
            card = card.warning("set, but not used, since the part is seen in no image of that name: "
                    + String.join(", ", layout().unused()));
        }
        var rows = new ArrayList<List<String>>();
        for (var f : layout().free()) {
            rows.add(List.of(
                    f.axis().path(),
                    Double.isNaN(f.start()) ? "from the data" : Numbers.significant(f.start(), 6),
                    Numbers.interval(f.lower(), f.upper()),
                    f.axis().parameter().unit(),
                    f.axis().parameter().description()));
        }
        card = card.table(List.of("free parameter", "start", "limits", "unit", "meaning"), rows);
        for (var m : members) {
            card = card.details(m.card());
        }
        return card;
    }

    @Override
    public String toString() {
        return toText();
    }
}
