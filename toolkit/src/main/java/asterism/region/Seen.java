package asterism.region;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a measurement sees: some regions, each with the fraction of its light that is collected.
 *
 * <pre>{@code Seen.of("center", 0.9).and("disk", 0.05)}</pre>
 */
public final class Seen {

    private final Optional<Map<String, Double>> weights;

    private Seen(Optional<Map<String, Double>> weights) {
        this.weights = weights;
    }

    /** All the light of every region: what a total sees. */
    public static Seen all() {
        return new Seen(Optional.empty());
    }

    /** All the light of one region. */
    public static Seen of(String region) {
        return of(region, 1);
    }

    /** A fraction of one region's light. */
    public static Seen of(String region, double weight) {
        return new Seen(Optional.of(Map.of())).and(region, weight);
    }

    /** This and all the light of one more region. */
    public Seen and(String region) {
        return and(region, 1);
    }

    /**
     * This and a fraction of one more region's light.
     *
     * @param weight finite; usually in [0, 1]; above 1 where a measurement was scaled up, below 0 where it was subtracted
     */
    public Seen and(String region, double weight) {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("Seen.all() sees '" + region + "' already");
        }
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("weight of region '" + region + "' must be finite, got " + weight);
        }
        var more = new LinkedHashMap<>(weights.get());
        if (more.put(region, weight) != null) {
            throw new IllegalArgumentException("region '" + region + "' stands twice in what a measurement sees");
        }
        return new Seen(Optional.of(more));
    }

    /** The weights of the regions that are seen. */
    Map<String, Double> of(List<String> regions) {
        return weights.orElseGet(() -> {
            var all = new LinkedHashMap<String, Double>();
            regions.forEach(r -> all.put(r, 1.0));
            return all;
        });
    }

    @Override
    public String toString() {
        return weights.map(w -> w.entrySet().stream()
                        .map(e -> e.getValue() == 1 ? e.getKey() : e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(" + ")))
                .orElse("all regions");
    }
}
