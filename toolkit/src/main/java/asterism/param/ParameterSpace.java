package asterism.param;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Suggestion;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The sampled parameters in the order in which they stand in a vector theta [nDim].
 *
 * <p>All are scalars; a vector parameter appears as its bins.
 */
public final class ParameterSpace implements Displayable {

    private final List<InRegion> axes;

    private ParameterSpace(List<InRegion> axes) {
        this.axes = List.copyOf(axes);
    }

    /**
     * A space with these axes.
     *
     * @throws IllegalArgumentException where an axis is a vector or stands twice
     */
    public static ParameterSpace of(List<InRegion> axes) {
        var seen = new HashSet<String>();
        for (var axis : axes) {
            if (axis.parameter().isVector()) {
                throw new IllegalArgumentException(
                        "parameter space: '" + axis.path() + "' is a vector; give its bins one by one");
            }
            if (!seen.add(axis.path())) {
                throw new IllegalArgumentException("parameter space: '" + axis.path() + "' stands twice");
            }
        }
        return new ParameterSpace(axes);
    }

    /** Number of sampled parameters, nDim. */
    public int dimension() {
        return axes.size();
    }

    /** All axes, in order. */
    public List<InRegion> axes() {
        return axes;
    }

    /** Axis i, counted from 0. */
    public InRegion axis(int i) {
        return axes.get(i);
    }

    /** The names {@code region/parameter} in order: what tables, files and messages show. */
    public List<String> names() {
        return axes.stream().map(InRegion::path).toList();
    }

    /** The regions, in the order in which they first appear. */
    public List<String> regions() {
        return List.copyOf(
                new LinkedHashSet<>(axes.stream().map(InRegion::region).toList()));
    }

    /** Position of a parameter in theta, if it is sampled. */
    public Optional<Integer> find(InRegion which) {
        int i = axes.indexOf(which);
        return i < 0 ? Optional.empty() : Optional.of(i);
    }

    /**
     * Position of a name such as {@code disk/qPAH} in theta.
     *
     * @throws IllegalArgumentException where there is none; the message lists what there is
     */
    public int index(String name) {
        int i = names().indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException("no sampled parameter '" + name + "'; there are "
                    + String.join(", ", names()) + Suggestion.hint(name, names()));
        }
        return i;
    }

    @Override
    public Card card() {
        return Card.of(dimension() == 1 ? "1 sampled parameter" : dimension() + " sampled parameters")
                .table(
                        List.of("theta", "name", "label", "unit", "meaning"),
                        IntStream.range(0, dimension())
                                .mapToObj(i -> List.of(
                                        "" + i,
                                        axis(i).path(),
                                        axis(i).parameter().latex(),
                                        axis(i).parameter().unit(),
                                        axis(i).parameter().description()))
                                .toList());
    }

    @Override
    public String toString() {
        return names().toString();
    }
}
