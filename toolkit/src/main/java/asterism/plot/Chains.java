package asterism.plot;

import asterism.display.Markup;
import asterism.infer.Fit;
import asterism.infer.Samples;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The traces of all walkers: a column for each region, a row for each parameter, the log posterior below. The burn-in is
 * shaded, the running median is drawn in black, and walkers that are stuck are drawn in vermilion and named.
 *
 * <p>Along the steps a pixel shows every value between the smallest and the largest that a walker took there, so that no
 * excursion is hidden; the darker, the more walkers. Ranges are those of the steps after the burn-in. The figure keeps
 * these envelopes, not the chain.
 */
public final class Chains implements Figure {

    private static final int WIDTH = 900;
    private static final int ROW = 60;
    private static final int FIXED = 178;

    private final List<String> regions;
    private final List<String> parameters;
    private final Map<String, Trace> traces;
    private final Map<String, String> labels;
    private final Map<String, String> units;
    private final Trace logP;
    private final Steps steps;
    private final int[] stuck;
    private final int width;
    private final int height;

    /** Steps of the sampler, those of the burn-in, and how many lie between two stored ones. */
    record Steps(int stored, int burnIn, int thin) {}

    private Chains(
            List<String> regions,
            List<String> parameters,
            Map<String, Trace> traces,
            Map<String, String> labels,
            Map<String, String> units,
            Trace logP,
            Steps steps,
            int[] stuck,
            int width,
            int height) {
        this.regions = List.copyOf(regions);
        this.parameters = List.copyOf(parameters);
        this.traces = Map.copyOf(traces);
        this.labels = Map.copyOf(labels);
        this.units = Map.copyOf(units);
        this.logP = logP;
        this.steps = steps;
        this.stuck = stuck;
        this.width = width;
        this.height = height;
    }

    static Chains of(Fit fit) {
        int burnIn = fit.burnIn() / fit.thin();
        return of(
                fit.chain(),
                new Steps(fit.chain().steps(), burnIn, fit.thin()),
                fit.samples().stuckWalkers());
    }

    static Chains of(Samples samples) {
        if (samples.size() == 0) {
            throw new IllegalArgumentException("chains: these samples are empty; take fewer steps off in burnIn(...)");
        }
        return of(samples, new Steps(samples.steps(), 0, 1), samples.stuckWalkers());
    }

    private static Chains of(Samples samples, Steps steps, int[] stuck) {
        var traces = new LinkedHashMap<String, Trace>();
        var labels = new LinkedHashMap<String, String>();
        var units = new LinkedHashMap<String, String>();
        var parameters = new LinkedHashSet<String>();
        for (int k = 0; k < samples.dimension(); k++) {
            int column = k;
            var axis = samples.space().axis(k);
            var name = axis.parameter().name();
            parameters.add(name);
            labels.putIfAbsent(name, axis.parameter().latex());
            units.putIfAbsent(name, Markup.unit(axis.parameter().unit()));
            traces.put(
                    axis.path(),
                    new Trace(
                            w -> samples.walker(w, column), steps.stored, samples.walkers(), steps.burnIn, new int[0]));
        }
        var logP =
                new Trace(w -> samples.logPOfWalker(w), steps.stored, samples.walkers(), steps.burnIn, stuck.clone());
        int height = FIXED + (ROW + 5) * parameters.size();
        return new Chains(
                samples.regions(),
                List.copyOf(parameters),
                traces,
                labels,
                units,
                logP,
                steps,
                stuck.clone(),
                WIDTH,
                height);
    }

    /** This figure with these parameters only, named without their region, in this order. */
    public Chains select(String... names) {
        for (var name : names) {
            if (!labels.containsKey(name)) {
                throw new IllegalArgumentException("chains: no parameter '" + name + "'; there are " + labels.keySet()
                        + " (without the region's name)");
            }
        }
        int rows = new LinkedHashSet<>(Arrays.asList(names)).size();
        return new Chains(
                regions, List.of(names), traces, labels, units, logP, steps, stuck, width, FIXED + (ROW + 5) * rows);
    }

    /** This figure with another size in CSS pixels. */
    public Chains size(int width, int height) {
        Sizes.check(width, height);
        return new Chains(regions, parameters, traces, labels, units, logP, steps, stuck, width, height);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    /** Numbers of the walkers that are marked as stuck. */
    public List<Integer> stuckWalkers() {
        var list = new ArrayList<Integer>();
        for (int w : stuck) {
            list.add(w);
        }
        return list;
    }

    @Override
    public void paint(Graphics2D g) {
        new ChainsPainter(this).paint(g);
    }

    List<String> regions() {
        return regions;
    }

    List<String> parameters() {
        return parameters;
    }

    Map<String, Trace> traces() {
        return traces;
    }

    String label(String parameter) {
        return labels.getOrDefault(parameter, parameter);
    }

    String unit(String parameter) {
        return units.getOrDefault(parameter, "");
    }

    Trace logP() {
        return logP;
    }

    Steps steps() {
        return steps;
    }

    @Override
    public String toString() {
        return "chains of " + logP.walkers + " walkers x " + steps.stored * steps.thin + " steps in " + traces.keySet();
    }
}
