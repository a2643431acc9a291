package asterism.region;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * What follows from the parameters, over all samples of a fit: masses, mean star formation rates, absorbed power and dust
 * mass of each region and, in the column {@code total}, of all regions together.
 *
 * @see RegionModel
 */
public final class DerivedSummary implements Displayable {

    private final List<String> regions;
    private final Map<String, double[]> sorted;
    private final Table draws;

    /**
     * Summarises.
     *
     * @param draws   [nDraws][nRegions]
     * @param regions their names
     */
    DerivedSummary(List<List<Derived>> draws, List<String> regions) {
        var columns = new ArrayList<>(regions);
        if (regions.size() > 1) {
            columns.add(RegionPhotometry.TOTAL);
        }
        this.regions = List.copyOf(columns);
        this.sorted = new LinkedHashMap<>();
        this.draws = Table.create("derived quantities");
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            for (var quantity : Derived.QUANTITIES) {
                double[] values = draws.stream()
                        .map(d -> column < d.size() ? d.get(column) : Derived.sum(d))
                        .mapToDouble(quantity.value())
                        .toArray();
                var name = columns.get(c) + "/" + quantity.name();
                this.draws.addColumns(DoubleColumn.create(name, values));
                Arrays.sort(values);
                sorted.put(name, values);
            }
        }
    }

    /** The regions, and {@code total} where there are several. */
    public List<String> regions() {
        return regions;
    }

    /** The quantities: stellarMass, massFormed, sfr10, sfr100, specificSfr, lTIR, dustMass. */
    public List<String> quantities() {
        return Derived.QUANTITIES.stream().map(Derived.Quantity::name).toList();
    }

    /** Number of samples. */
    public int size() {
        return draws.rowCount();
    }

    /** Median of a quantity; NaN where a region has no dust emission and its mass is asked for. */
    public double median(String region, String quantity) {
        return quantile(region, quantity, 0.5);
    }

    /**
     * Quantile of a quantity.
     *
     * @param p in [0, 1]
     * @throws IllegalArgumentException where there is no such region or quantity; the message lists what there is
     */
    public double quantile(String region, String quantity, double p) {
        if (!regions.contains(region)) {
            throw new IllegalArgumentException("no region '" + region + "' in these derived quantities; there are "
                    + String.join(", ", regions) + Suggestion.hint(region, regions));
        }
        if (!quantities().contains(quantity)) {
            throw new IllegalArgumentException("no derived quantity '" + quantity + "'; there are "
                    + String.join(", ", quantities()) + Suggestion.hint(quantity, quantities()));
        }
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("quantile: p must be in [0, 1], got " + p);
        }
        double[] values = sorted.getOrDefault(region + "/" + quantity, new double[0]);
        if (values.length == 0 || Double.isNaN(values[values.length - 1])) {
            return Double.NaN;
        }
        double at = p * (values.length - 1);
        int i = (int) Math.min(at, values.length - 2.0);
        return values.length == 1 ? values[0] : values[i] + (at - i) * (values[i + 1] - values[i]);
    }

    /** All draws as a Tablesaw table: a column {@code region/quantity} each; missing where a model has no dust emission. */
    public Table table() {
        return draws.copy();
    }

    @Override
    public Card card() {
        var header = new ArrayList<String>();
        header.add("quantity");
        header.addAll(regions);
        header.add("unit");
        var rows = new ArrayList<List<String>>();
        for (var quantity : Derived.QUANTITIES) {
            var row = new ArrayList<String>();
            row.add(quantity.label());
            for (var region : regions) {
                row.add(interval(region, quantity.name()));
            }
            row.add(quantity.unit());
            rows.add(row);
        }
        return Card.of("Derived quantities: median and 16 to 84 % of " + size() + " samples")
                .table(header, rows);
    }

    // 5.72 (5.16 ... 6.57) x 10^7: median and interval with one power of ten where the numbers are long
    private String interval(String region, String quantity) {
        double median = median(region, quantity);
        if (Double.isNaN(median)) {
            return "\u2013";
        }
        int power = median > 0 ? (int) Math.floor(Math.log10(median)) : 0;
        boolean isLong = power >= 4 || power < -2;
        double unit = isLong ? Math.pow(10, power) : 1;
        return Text.number(median / unit, 3) + " (" + Text.number(quantile(region, quantity, 0.16) / unit, 3)
                + " \u2026 "
                + Text.number(quantile(region, quantity, 0.84) / unit, 3) + ")"
                + (isLong ? " \u00d7 10^{" + power + "}" : "");
    }

    @Override
    public String toString() {
        return "derived quantities of " + String.join(", ", regions) + ", " + size() + " samples";
    }
}
