package asterism.xray;

import asterism.data.PhotometryMatrix;
import asterism.display.Card;
import asterism.display.Displayable;
import asterism.param.ModelException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is to be measured from what: observations, the sources that are wanted, and the bounds of the priors.
 *
 * <p>Sources are known by key. In an observation or a stack it is the region's label; for a master source it is the master's
 * name where the region is linked to exactly one, else {@code stack.region}. The first appearance decides the order of the
 * columns, which influences nothing.
 *
 * <p>Immutable.
 */
public final class Problem implements Displayable {

    private final Level level;
    private final List<ObsidInput> all;
    private final Set<Integer> excluded;
    private final List<String> targets;
    private final Map<MasterAssociation.Member, String> links;
    private final PriorBounds bounds;

    private Problem(
            Level level,
            List<ObsidInput> all,
            Set<Integer> excluded,
            List<String> targets,
            Map<MasterAssociation.Member, String> links,
            PriorBounds bounds) {
        this.level = level;
        this.all = List.copyOf(all);
        this.excluded = Set.copyOf(excluded);
        this.targets = List.copyOf(targets);
        this.links = links;
        this.bounds = bounds;
    }

    /** All sources of a bundle in all of its observations. */
    public static Problem of(Bundle bundle) {
        var inputs = bundle.inputs();
        return new Problem(
                inputs.size() == 1 ? Level.OBSID : Level.STACK,
                inputs.stream().filter(i -> i.nRegions() > 0).toList(),
                Set.of(),
                List.of(),
                Map.of(),
                PriorBounds.standard());
    }

    /** All sources of a bundle in one of its observations. */
    public static Problem of(ObsidInput input) {
        return of(Bundle.of(List.of(input)));
    }

    /**
     * One source of the master catalogue: every observation of every bundle that has a detection linked to it. The other
     * members of these bundles are fitted along; bundles of the neighbors are not pulled in.
     *
     * @param master       the source that is wanted
     * @param associations all links; a detection linked to two masters counts as not linked
     * @param inputs       all observations of all stacks; those of other bundles are left out
     */
    public static Problem master(String master, List<MasterAssociation> associations, List<ObsidInput> inputs) {
        var links = uniqueLinks(associations);
        var bundles = inputs.stream()
                .filter(i -> i.regions().stream()
                        .anyMatch(r -> master.equals(links.get(new MasterAssociation.Member(i.stack(), r)))))
                .map(Problem::bundleKey)
                .collect(Collectors.toSet());
        return new Problem(
                Level.MASTER,
                inputs.stream().filter(i -> bundles.contains(bundleKey(i))).toList(),
                Set.of(),
                List.of(master),
                links,
                PriorBounds.standard());
    }

    private static List<String> bundleKey(ObsidInput input) {
        return List.of(input.stack(), input.bundle());
    }

    private static Map<MasterAssociation.Member, String> uniqueLinks(List<MasterAssociation> associations) {
        var links = new LinkedHashMap<MasterAssociation.Member, String>();
        var ambiguous = new HashSet<MasterAssociation.Member>();
        for (var association : associations) {
            for (var member : new LinkedHashSet<>(association.members())) {
                if (links.putIfAbsent(member, association.master()) != null) {
                    ambiguous.add(member);
                }
            }
        }
        ambiguous.forEach(links::remove);
        return links;
    }

    /** This problem with some of its observations only: a Bayesian block. */
    public Problem only(Collection<Integer> obsids) {
        var others = new HashSet<>(excluded);
        all.stream().map(ObsidInput::obsid).filter(o -> !obsids.contains(o)).forEach(others::add);
        return new Problem(level, all, others, targets, links, bounds);
    }

    /** This problem without some of its observations. */
    public Problem excluding(Collection<Integer> obsids) {
        var others = new HashSet<>(excluded);
        others.addAll(obsids);
        return new Problem(level, all, others, targets, links, bounds);
    }

    /** This problem with the sources that are wanted; without, all of them are. */
    public Problem targets(String... sources) {
        return new Problem(level, all, excluded, List.of(sources), links, bounds);
    }

    /** This problem with other bounds of the priors. */
    public Problem bounds(PriorBounds other) {
        return new Problem(level, all, excluded, targets, links, other);
    }

    /** What is combined. */
    public Level level() {
        return level;
    }

    /** The observations that take part. */
    public List<ObsidInput> inputs() {
        return all.stream().filter(i -> !excluded.contains(i.obsid())).toList();
    }

    /** The observations that were given, those that are excluded with them. */
    List<ObsidInput> given() {
        return all;
    }

    /** All that its answer depends on, to the last bit. */
    String content() {
        var text = new StringBuilder(id()).append(bounds.changed()).append(targets);
        for (var input : inputs()) {
            text.append(input.content())
                    .append(input.regions().stream().map(r -> key(input, r)).toList());
        }
        return text.toString();
    }

    /** The sources that are wanted; empty where all are. */
    public List<String> targets() {
        return targets;
    }

    /** Bounds of the priors. */
    public PriorBounds bounds() {
        return bounds;
    }

    /** A name that says all of it: level, what, band, apertures, unit. */
    public String id() {
        var what = level == Level.MASTER
                ? String.join("+", targets)
                : all.isEmpty()
                        ? "nothing"
                        : all.get(0).stack() + "/" + all.get(0).bundle()
                                + (level == Level.OBSID ? "/" + all.get(0).obsid() : "");
        var blocks = excluded.isEmpty()
                ? ""
                : " of "
                        + inputs().stream()
                                .map(i -> Integer.toString(i.obsid()))
                                .collect(Collectors.joining("+"));
        var how = all.isEmpty()
                ? ""
                : " " + all.get(0).band().letter() + " " + all.get(0).apertureType() + " "
                        + all.get(0).unit().name();
        return level + " " + what + blocks + how;
    }

    /** The key of a region: what its column is called. */
    String key(ObsidInput input, String region) {
        if (level != Level.MASTER) {
            return region;
        }
        var master = links.get(new MasterAssociation.Member(input.stack(), region));
        return master == null ? input.stack() + "." + region : master;
    }

    /** Everything that is wrong or remarkable about it, errors first. */
    public List<Finding> findings() {
        return new Assembly(this).findings();
    }

    /** The augmented photometry matrix. */
    public PhotometryMatrix matrix() {
        return assemble().matrix();
    }

    /**
     * The problem in numbers.
     *
     * @throws ModelException where something is wrong with the input; the message lists all of it
     */
    AssembledProblem assemble() {
        var assembly = new Assembly(this);
        var errors = new ArrayList<String>();
        assembly.errors().forEach(f -> errors.add(f.message()));
        return assembly.problem()
                .orElseThrow(() -> new ModelException(
                        "aperture photometry of " + id() + " is not possible: " + String.join("; ", errors)));
    }

    @Override
    public Card card() {
        var assembly = new Assembly(this);
        var card = Card.of("Aperture photometry, " + id());
        for (var finding : assembly.findings()) {
            card = card.warning(finding.message());
        }
        return assembly.problem().isPresent()
                ? card.section(assembly.problem().get().matrix().card())
                : card;
    }

    @Override
    public String toString() {
        return id();
    }
}
