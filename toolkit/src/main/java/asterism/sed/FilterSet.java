package asterism.sed;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.display.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Filters by label. */
public final class FilterSet implements Displayable {

    private static final String OTHER_NAMES =
            "Rename bands with .rename(from, to), or give their curves with Filter.read";
    private static final String OTHER_CURVES = " and .filter(...) on the model";

    private final Map<String, Filter> filters;

    private FilterSet(Map<String, Filter> filters) {
        this.filters = filters;
    }

    /** A set of these filters. */
    public static FilterSet of(Collection<Filter> filters) {
        var map = new LinkedHashMap<String, Filter>();
        for (var f : filters) {
            if (map.put(f.label(), f) != null) {
                throw new IllegalArgumentException("two filters have the label '" + f.label() + "'");
            }
        }
        return new FilterSet(map);
    }

    /** The 46 filters shipped with the toolkit. */
    public static FilterSet standard() {
        return ModelLibrary.compact().filters();
    }

    /** This set with one more filter; a filter of the same label is replaced. */
    public FilterSet with(Filter filter) {
        var map = new LinkedHashMap<>(filters);
        map.put(filter.label(), filter);
        return new FilterSet(map);
    }

    /**
     * The filter of a label.
     *
     * @throws IllegalArgumentException where there is none; the message offers the nearest labels
     */
    public Filter get(String label) {
        var filter = filters.get(label);
        if (filter == null) {
            throw new IllegalArgumentException("no filter '" + label + "'; did you mean "
                    + String.join(", ", Suggestion.nearest(label, filters.keySet(), 3))
                    + "? " + OTHER_NAMES + "(\"" + label + "\", file)" + OTHER_CURVES);
        }
        return filter;
    }

    /**
     * The filters of labels, in their order.
     *
     * @throws IllegalArgumentException where labels are unknown (all of them are named) or one stands twice
     */
    public List<Filter> get(List<String> labels) {
        var unknown = labels.stream().filter(l -> !filters.containsKey(l)).toList();
        if (unknown.size() > 1) {
            var text = new StringBuilder("no filters for the bands ");
            for (var label : unknown) {
                text.append(unknown.indexOf(label) == 0 ? "" : ", ")
                        .append("'")
                        .append(label)
                        .append("' (nearest: ")
                        .append(Suggestion.nearest(label, filters.keySet(), 1).get(0))
                        .append(")");
            }
            throw new IllegalArgumentException(text.append(". ")
                    .append(OTHER_NAMES)
                    .append("(label, file)")
                    .append(OTHER_CURVES)
                    .toString());
        }
        var all = new ArrayList<Filter>();
        for (var label : labels) {
            var filter = get(label);
            if (all.contains(filter)) {
                throw new IllegalArgumentException("band '" + label + "' stands twice");
            }
            all.add(filter);
        }
        return List.copyOf(all);
    }

    /** Whether there is a filter of this label. */
    public boolean has(String label) {
        return filters.containsKey(label);
    }

    /** All labels, in order. */
    public List<String> labels() {
        return List.copyOf(filters.keySet());
    }

    /** Number of filters. */
    public int size() {
        return filters.size();
    }

    @Override
    public Card card() {
        var rows = filters.values().stream()
                .map(f -> List.of(
                        f.label(),
                        Numbers.significant(f.pivotWavelength(), 6),
                        Numbers.significant(f.shortest(), 6),
                        Numbers.significant(f.longest(), 6)))
                .toList();
        return Card.of(size() + " filters").table(List.of("label", "pivot [um]", "from [um]", "to [um]"), rows);
    }

    @Override
    public String toString() {
        return size() + " filters: " + labels();
    }
}
