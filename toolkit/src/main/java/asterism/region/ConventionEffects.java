package asterism.region;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.infer.Fit;
import asterism.infer.Progress;
import asterism.infer.Sampler;
import asterism.infer.Samples;
import asterism.param.Parameter;
import asterism.plot.Axis;
import asterism.plot.Figure;
import asterism.plot.Panel;
import asterism.plot.PanelGrid;
import asterism.plot.Plots;
import asterism.sed.Convention;
import asterism.sed.Sed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What each convention of the published code does to a result: the model is fitted with the right formulas, then with each
 * published convention alone, then with all of them.
 *
 * <p>The shift of a parameter is given in units of its posterior standard deviation under the right formulas.
 */
public final class ConventionEffects implements Displayable {

    private static final String RIGHT = "right";
    private static final int SHOWN = 3;
    private static final String ALL = "all, as published";

    private final Map<String, Samples> fits;
    private final List<String> notConverged;

    private ConventionEffects(Map<String, Samples> fits, List<String> notConverged) {
        this.fits = fits;
        this.notConverged = notConverged;
    }

    /**
     * Fits the model once for every convention that it uses, all with the same sampler.
     *
     * @param model right by default: without any published convention
     * @throws IllegalArgumentException where the model has published conventions in force already
     */
    public static ConventionEffects of(RegionModel model, Sampler sampler) {
        if (!model.conventions().isEmpty()) {
            throw new IllegalArgumentException(
                    "effects of conventions are measured from the right formulas; this model has"
                            + " published ones in force: " + String.join("; ", model.conventions()));
        }
        var variants = variants(model);
        var fits = new LinkedHashMap<String, Samples>();
        var notConverged = new ArrayList<String>();
        try (var progress =
                Progress.begin("fitting with " + variants.size() + " sets of conventions", variants.size())) {
            for (var variant : variants.entrySet()) {
                if (progress.update(fits.size(), variant.getKey())) {
                    break;
                }
                Fit fit = variant.getValue().sample(sampler);
                fits.put(variant.getKey(), fit.samples());
                if (!fit.converged()) {
                    notConverged.add(variant.getKey());
                }
            }
            progress.update(fits.size(), "");
        }
        return new ConventionEffects(fits, notConverged);
    }

    private static Map<String, RegionModel> variants(RegionModel model) {
        var published = model.asPublished();
        var used = new LinkedHashSet<Convention>();
        model.regions().forEach(r -> used.addAll(published.sed(r).relevantConventions()));
        var variants = new LinkedHashMap<String, RegionModel>();
        variants.put(RIGHT, model);
        for (var convention : used) {
            variants.put(convention.title(), with(model, sed -> sed.asPublished(convention)));
        }
        variants.put("no determinant", model.logDeterminant(false));
        variants.put("narrow connections", model.publishedPriors());
        variants.put(ALL, published);
        return variants;
    }

    private static RegionModel with(RegionModel model, Function<Sed, Sed> change) {
        var changed = model;
        for (var region : model.regions()) {
            changed = changed.region(region, change.apply(model.sed(region)));
        }
        return changed;
    }

    /** The sets of conventions, the right one first. */
    public List<String> names() {
        return List.copyOf(fits.keySet());
    }

    /** The samples under one set of conventions. */
    public Samples samples(String name) {
        var samples = fits.get(name);
        if (samples == null) {
            throw new IllegalArgumentException("no set of conventions '" + name + "'; there are " + names());
        }
        return samples;
    }

    /** How far a convention moves the median of a parameter such as {@code disk/psi_3}, in its standard deviations. */
    public double shift(String convention, String parameter) {
        var right = samples(RIGHT);
        return (samples(convention).median(parameter) - right.median(parameter)) / right.sd(parameter);
    }

    /**
     * One panel for each bin of a vector parameter, or one for a scalar: median and 16 to 84 % under every convention; the
     * shade is the right result.
     */
    public Figure plot(String region, Parameter parameter) {
        var inRegion = samples(RIGHT).region(region);
        var panels = new ArrayList<Panel>();
        for (int i = 0; i < inRegion.dimension(); i++) {
            var p = inRegion.space().axis(i).parameter();
            if (parameter.covers(p)) {
                panels.add(panel(region, p, inRegion.names().get(i)));
            }
        }
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("region '" + region + "' has no sampled parameter " + parameter.name()
                    + "; it has " + inRegion.names());
        }
        return PanelGrid.row(panels.toArray(Panel[]::new))
                .sharedY()
                .title(region)
                .size(150 + 175 * panels.size(), 100 + 24 * fits.size());
    }

    private Panel panel(String region, Parameter parameter, String name) {
        int n = fits.size();
        var x = new double[n];
        var y = new double[n];
        var minus = new double[n];
        var plus = new double[n];
        var axis = Axis.linear("").range(-0.7, n - 0.3).inverted();
        int i = 0;
        for (var fit : fits.entrySet()) {
            var samples = fit.getValue().region(region);
            x[i] = samples.median(name);
            minus[i] = x[i] - samples.quantile(name, 0.16);
            plus[i] = samples.quantile(name, 0.84) - x[i];
            y[i] = i;
            axis = axis.tick(i, fit.getKey());
            i++;
        }
        return Plots.panel()
                .x(Axis.linear(parameter.labelWithUnit()))
                .y(axis)
                .add(Plots.xSpan(x[0] - minus[0], x[0] + plus[0])
                        .color("#0072b2")
                        .opacity(0.12))
                .add(Plots.vertical(x[0]).color("#0072b2").width(0.8))
                .add(Plots.points(x, y).xError(minus, plus).color("#222222").size(5));
    }

    @Override
    public Card card() {
        var right = samples(RIGHT);
        var card = Card.of("What each published convention does: shifts of medians in standard deviations");
        if (!notConverged.isEmpty()) {
            card = card.warning(
                    "not converged: " + String.join(", ", notConverged) + "; their shifts may be noise: sample longer");
        }
        var rows = new ArrayList<List<String>>();
        fits.keySet().stream().skip(1).forEach(convention -> rows.add(List.of(convention, largest(convention))));
        return card.table(List.of("convention", "the " + SHOWN + " largest shifts"), rows)
                .note("from " + right.size() + " samples each");
    }

    private String largest(String convention) {
        return samples(RIGHT).names().stream()
                .sorted(Comparator.comparingDouble((String name) -> -Math.abs(shift(convention, name))))
                .limit(SHOWN)
                .map(name -> name + " " + signed(shift(convention, name)))
                .collect(Collectors.joining(", "));
    }

    /** All shifts: a row for each convention, a column for each parameter. */
    public Table table() {
        var conventions = names().subList(1, fits.size());
        var table =
                Table.create("shifts of medians, standard deviations", StringColumn.create("convention", conventions));
        for (var name : samples(RIGHT).names()) {
            table.addColumns(DoubleColumn.create(
                    name, conventions.stream().mapToDouble(c -> shift(c, name)).toArray()));
        }
        return table;
    }

    private static String signed(double shift) {
        long hundredths = Math.round(100 * shift);
        var digits = Math.abs(hundredths) / 100 + "." + String.format(Locale.ROOT, "%02d", Math.abs(hundredths) % 100);
        return hundredths == 0 ? "0.00" : (hundredths < 0 ? "\u2212" : "+") + digits;
    }

    @Override
    public String toString() {
        return "effects of " + Math.max(0, fits.size() - 2) + " published conventions";
    }
}
