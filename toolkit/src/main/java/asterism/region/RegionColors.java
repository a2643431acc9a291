package asterism.region;

import java.util.List;

/** One color for each region, the same in every figure; ink for what sees several regions. */
final class RegionColors {

    private static final List<String> CYCLE =
            List.of("darkorange", "dodgerblue", "#009e73", "#cc79a7", "#5b4fa2", "#b8860b", "#d55e00", "#56b4e9");
    private static final String SUM = "#222222";

    private final List<String> regions;

    RegionColors(List<String> regions) {
        this.regions = regions;
    }

    /** The color of a region by its name; every other source is a sum. */
    String of(String source) {
        int i = regions.indexOf(source);
        return i < 0 ? SUM : CYCLE.get(i % CYCLE.size());
    }
}
