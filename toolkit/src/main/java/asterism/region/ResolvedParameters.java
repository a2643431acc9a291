package asterism.region;

import asterism.display.Suggestion;
import asterism.param.InRegion;
import asterism.param.ModelException;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import asterism.prior.Fixed;
import asterism.prior.Normal;
import asterism.prior.Prior;
import asterism.prior.Tied;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was said about the parameters of all regions, put together: which are sampled, what each connection and tie hangs on,
 * and where the others get their values from. Names become positions here, and everything that does not fit is reported.
 */
final class ResolvedParameters {

    private static final double LEAST_MASS = 1e-6; // of a Gaussian prior inside the model's range

    final List<RegionParameters> regions;
    final boolean published;
    private final List<String> problems = new ArrayList<>();
    final int[] offset;
    private final int length;
    private final List<InRegion> all = new ArrayList<>(); // every entry of the full vector
    private final List<Optional<Prior>> said = new ArrayList<>();
    final double[] template;
    final List<Integer> copyTo = new ArrayList<>();
    final List<Integer> copyFrom = new ArrayList<>();
    private final List<Integer> axes = new ArrayList<>(); // positions of the sampled entries
    final List<Prior> axisPriors = new ArrayList<>();
    final List<Double> axisLower = new ArrayList<>();
    final List<Double> axisUpper = new ArrayList<>();
    final List<Integer> axisTarget = new ArrayList<>();
    final List<Double> axisTargetValue = new ArrayList<>();

    ResolvedParameters(List<RegionParameters> regions, boolean published) {
        this.regions = regions;
        this.published = published;
        this.offset = new int[regions.size()];
        int n = 0;
        for (int r = 0; r < regions.size(); r++) {
            offset[r] = n;
            n += regions.get(r).parameters().size();
        }
        this.length = n;
        this.template = new double[n];
        read();
        int[] target = targets();
        fail();
        requireNoLoop(target);
        fail();
        assign(target);
        fail();
    }

    private void fail() {
        if (!problems.isEmpty()) {
            throw new ModelException(String.join("\n", problems));
        }
    }

    ParameterSpace space() {
        return ParameterSpace.of(axes.stream().map(all::get).toList());
    }

    private void read() {
        for (var region : regions) {
            var missing = new ArrayList<String>();
            for (var parameter : region.parameters()) {
                var here = parameter.in(region.region());
                var prior = region.treatment().apply(parameter);
                all.add(here);
                said.add(prior);
                if (prior.isEmpty()) {
                    missing.add(parameter.name());
                }
            }
            if (!missing.isEmpty()) {
                problems.add("region '" + region.region() + "' cannot be sampled: " + String.join(", ", missing)
                        + (missing.size() == 1 ? " has" : " have")
                        + " no prior and no value; use .prior(...), .fix(...) or .tie(...)");
            }
        }
    }

    /** Position of what each entry hangs on or is tied to; -1 where it stands alone. */
    private int[] targets() {
        int[] target = new int[length];
        Arrays.fill(target, -1);
        for (int i = 0; i < length; i++) {
            var named = said.get(i).flatMap(ResolvedParameters::targetOf);
            if (named.isPresent()) {
                target[i] = find(all.get(i), named.get());
            }
        }
        return target;
    }

    private static Optional<InRegion> targetOf(Prior prior) {
        if (prior instanceof Prior.Connection connection) {
            return Optional.of(connection.target());
        }
        return prior instanceof Tied tied ? Optional.of(tied.target()) : Optional.empty();
    }

    private int find(InRegion from, InRegion wanted) {
        // a vector hangs on a vector bin by bin; no region named means the same one
        var region = wanted.region().isEmpty() ? from.region() : wanted.region();
        var name = wanted.parameter().name();
        if (wanted.parameter().isVector()) {
            int bar = from.parameter().name().lastIndexOf('_');
            name += bar < 0 ? "" : from.parameter().name().substring(bar);
        }
        for (int i = 0; i < length; i++) {
            if (all.get(i).region().equals(region)
                    && all.get(i).parameter().name().equals(name)) {
                return i;
            }
        }
        var names = regions.stream().map(RegionParameters::region).toList();
        if (!names.contains(region)) {
            problems.add("connection of " + from.path() + ": no region '" + region + "'; there are "
                    + String.join(", ", names) + Suggestion.hint(region, names));
        } else {
            var there = regions.get(names.indexOf(region)).parameters().stream()
                    .map(Parameter::name)
                    .toList();
            problems.add("connection of " + from.path() + ": region '" + region + "' has no parameter '" + name
                    + "'; it has " + String.join(", ", there) + Suggestion.hint(name, there));
        }
        return -1;
    }

    private void requireNoLoop(int[] target) {
        boolean[] done = new boolean[length];
        for (int start = 0; start < length; start++) {
            var path = new ArrayList<Integer>();
            int i = start;
            while (i >= 0 && !done[i] && !path.contains(i)) {
                path.add(i);
                i = target[i];
            }
            if (i >= 0 && path.contains(i)) {
                var loop = new ArrayList<String>();
                path.subList(path.indexOf(i), path.size())
                        .forEach(k -> loop.add(all.get(k).path()));
                loop.add(all.get(i).path());
                problems.add("connection loop: " + String.join(" -> ", loop) + "; give one of them a prior of its own");
            }
            path.forEach(k -> done[k] = true);
        }
    }

    private void assign(int[] target) {
        int[] axisOf = new int[length];
        Arrays.fill(axisOf, -1);
        for (int i = 0; i < length; i++) {
            if (isSampled(i)) {
                axisOf[i] = axes.size();
                axes.add(i);
            }
        }
        for (int i : axes) {
            addAxis(i, target, axisOf);
        }
        for (int i = 0; i < length; i++) {
            int root = root(i, target);
            var parameter = all.get(i).parameter();
            if (axisOf[root] >= 0) {
                copyTo.add(i);
                copyFrom.add(axisOf[root]);
                if (root != i) {
                    narrow(axisOf[root], i);
                }
            } else {
                template[i] = fixedValue(root);
                if (!(template[i] >= parameter.lower() && template[i] <= parameter.upper())) {
                    problems.add("value " + Text.number(template[i], 8) + " of "
                            + all.get(i).path() + " is outside the model's range " + interval(parameter));
                }
            }
        }
        for (int j = 0; j < axes.size(); j++) {
            if (!(axisLower.get(j) < axisUpper.get(j))) {
                problems.add("prior " + axisPriors.get(j) + " of "
                        + all.get(axes.get(j)).path()
                        + " leaves no room inside the ranges of the model and of what is tied to it");
            }
        }
    }

    private boolean isSampled(int i) {
        return said.get(i)
                .filter(p -> p instanceof Prior.Marginal || p instanceof Prior.Connection)
                .isPresent();
    }

    private double fixedValue(int i) {
        return said.get(i).orElseThrow() instanceof Fixed fixed ? fixed.value() : Double.NaN;
    }

    /** Follows ties to the entry that has a value of its own. */
    private int root(int i, int[] target) {
        int at = i;
        while (said.get(at).orElseThrow() instanceof Tied) {
            at = target[at];
        }
        return at;
    }

    private void addAxis(int i, int[] target, int[] axisOf) {
        var parameter = all.get(i).parameter();
        var prior = said.get(i).orElseThrow();
        axisPriors.add(prior);
        if (prior instanceof Prior.Marginal marginal) {
            // a Gaussian has no end of its own and is cut; a prior with ends must keep inside the range
            boolean fits = marginal instanceof Normal
                    || marginal.upper() <= parameter.lower()
                    || marginal.lower() >= parameter.upper()
                    || (marginal.lower() >= parameter.lower() && marginal.upper() <= parameter.upper());
            if (!fits) {
                problems.add("prior " + prior + " for " + all.get(i).path() + " reaches outside the model's range "
                        + interval(parameter) + " (" + parameter.description() + ")");
            }
            if (marginal.cdf(parameter.upper()) - marginal.cdf(parameter.lower()) < LEAST_MASS) {
                problems.add("prior " + prior + " for " + all.get(i).path() + " lies outside the model's range "
                        + interval(parameter) + " (" + parameter.description() + ")");
            }
            axisLower.add(Math.max(marginal.lower(), parameter.lower()));
            axisUpper.add(Math.min(marginal.upper(), parameter.upper()));
            axisTarget.add(-1);
            axisTargetValue.add(0.0);
            return;
        }
        axisLower.add(parameter.lower());
        axisUpper.add(parameter.upper());
        int root = root(target[i], target);
        axisTarget.add(axisOf[root]);
        axisTargetValue.add(axisOf[root] < 0 ? fixedValue(root) : 0.0);
    }

    /** What is tied to an axis must be in its own range too. */
    private void narrow(int axis, int tied) {
        var own = all.get(tied).parameter();
        if (axisLower.get(axis) < own.lower() || axisUpper.get(axis) > own.upper()) {
            var prior = axisPriors.get(axis);
            if (!(prior instanceof Normal || prior instanceof Prior.Connection)) {
                problems.add(
                        "prior " + prior + " for " + all.get(axes.get(axis)).path()
                                + " reaches outside the range " + interval(own) + " of "
                                + all.get(tied).path()
                                + ", which is tied to it");
            }
        }
        axisLower.set(axis, Math.max(axisLower.get(axis), own.lower()));
        axisUpper.set(axis, Math.min(axisUpper.get(axis), own.upper()));
    }

    private static String interval(Parameter parameter) {
        return "[" + Text.number(parameter.lower(), 8) + ", " + Text.number(parameter.upper(), 8) + "]";
    }

    int[] drawOrder() {
        var order = new ArrayList<Integer>();
        for (int j = 0; j < axes.size(); j++) {
            visit(j, order);
        }
        return order.stream().mapToInt(j -> j).toArray();
    }

    private void visit(int j, List<Integer> order) {
        if (!order.contains(j)) {
            if (axisTarget.get(j) >= 0) {
                visit(axisTarget.get(j), order);
            }
            order.add(j);
        }
    }

    int[] groups() {
        int[] group = new int[axes.size()];
        Arrays.fill(group, -1);
        int next = 0;
        for (int j : drawOrder()) {
            int on = axisTarget.get(j);
            group[j] = on >= 0 ? group[on] : next++;
        }
        return group;
    }
}
