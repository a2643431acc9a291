package asterism.plot;

import asterism.infer.Samples;
import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The draws of one posterior as a corner plot keeps them: copies, at most 200 000 spread evenly over the chain. */
final class Cloud {

    private static final int MOST = 200_000;

    final String name;
    final Color color;
    private final Map<String, double[]> columns;
    private final Map<String, String> labels;

    private Cloud(String name, Color color, Map<String, double[]> columns, Map<String, String> labels) {
        this.name = name;
        this.color = color;
        this.columns = columns;
        this.labels = labels;
    }

    static Cloud of(Samples samples, Color color) {
        if (samples.size() == 0 || samples.dimension() == 0) {
            throw new IllegalArgumentException("corner: these samples are empty (" + samples.size() + " draws of "
                    + samples.dimension() + " parameters); take fewer steps off in burnIn(...) or thin(...)");
        }
        var columns = new LinkedHashMap<String, double[]>();
        var labels = new LinkedHashMap<String, String>();
        List<String> names = samples.names();
        for (int k = 0; k < names.size(); k++) {
            columns.put(names.get(k), thinned(names.get(k), samples.column(k)));
            var axis = samples.space().axis(k);
            var label = axis.parameter().labelWithUnit();
            labels.put(names.get(k), axis.region().isEmpty() ? label : axis.region() + " " + label);
        }
        return new Cloud(samples.title(), color, columns, labels);
    }

    private static double[] thinned(String name, double[] all) {
        int n = Math.min(all.length, MOST);
        var kept = new double[n];
        for (int i = 0; i < n; i++) {
            kept[i] = all[(int) ((i + 0.5) * all.length / n)];
            if (!Double.isFinite(kept[i])) {
                throw new IllegalArgumentException("corner: parameter '" + name
                        + "' has NaN or infinite draws; leave them out, or look where its function is not defined");
            }
        }
        return kept;
    }

    Cloud named(String other) {
        return new Cloud(other, color, columns, labels);
    }

    List<String> parameters() {
        return List.copyOf(columns.keySet());
    }

    boolean has(String parameter) {
        return columns.containsKey(parameter);
    }

    /** The draws themselves; not to be written to. */
    double[] draws(String parameter) {
        var draws = columns.get(parameter);
        if (draws == null) {
            throw new IllegalArgumentException("corner: no parameter '" + parameter + "'; there are " + parameters());
        }
        return draws;
    }

    String label(String parameter) {
        return labels.getOrDefault(parameter, parameter);
    }
}
