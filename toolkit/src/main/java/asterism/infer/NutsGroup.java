package asterism.infer;

import asterism.io.Hdf5Reader;
import asterism.io.Hdf5Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The state of a {@link Nuts} run in a chain file, group {@code nuts}: one row of each dataset for each chain. */
final class NutsGroup {

    private static final String GROUP = "nuts";

    private NutsGroup() {}

    static void write(Hdf5Writer out, NutsState state) {
        var tuning = state.tuning();
        out.number(GROUP, "warm_up", tuning.warmUp())
                .real(GROUP, "target_acceptance", tuning.targetAcceptance())
                .number(GROUP, "max_tree_depth", tuning.maxTreeDepth())
                .number(GROUP, "dense", tuning.dense() ? 1 : 0)
                .doubles(GROUP, "softness", state.softness());
        var chains = state.chains();
        rows(out, "position", chains, NutsState.Chain::position);
        rows(out, "metric", chains, NutsState.Chain::metric);
        rows(out, "dual_averaging", chains, NutsState.Chain::steering);
        rows(out, "step_size", chains, c -> new double[] {c.stepSize()});
        rows(out, "counters", chains, c -> new double[] {c.steps(), c.fresh() ? 1 : 0});
    }

    private static void rows(
            Hdf5Writer out, String name, List<NutsState.Chain> chains, Function<NutsState.Chain, double[]> row) {
        int width = row.apply(chains.get(0)).length;
        out.doubles(
                GROUP,
                name,
                new int[] {chains.size(), width},
                (c, to) -> System.arraycopy(row.apply(chains.get(c)), 0, to, 0, width));
    }

    static NutsState read(Hdf5Reader in) {
        var tuning = new NutsState.Tuning(
                in.number(GROUP, "warm_up").intValue(),
                in.number(GROUP, "target_acceptance").doubleValue(),
                in.number(GROUP, "max_tree_depth").intValue(),
                in.number(GROUP, "dense").intValue() != 0);
        var positions = rows(in, "position");
        var metrics = rows(in, "metric");
        var steering = rows(in, "dual_averaging");
        var sizes = rows(in, "step_size");
        var counters = rows(in, "counters");
        var chains = new ArrayList<NutsState.Chain>();
        for (int c = 0; c < positions.size(); c++) {
            double[] n = counters.get(c);
            chains.add(new NutsState.Chain(
                    (int) n[0], n[1] != 0, sizes.get(c)[0], positions.get(c), metrics.get(c), steering.get(c)));
        }
        return new NutsState(tuning, in.doubles(GROUP + "/softness"), List.copyOf(chains));
    }

    private static List<double[]> rows(Hdf5Reader in, String name) {
        var path = GROUP + "/" + name;
        int[] size = in.dimensions(path);
        double[] flat = in.doubles(path);
        var out = new ArrayList<double[]>();
        for (int c = 0; c < size[0]; c++) {
            out.add(java.util.Arrays.copyOfRange(flat, c * size[1], (c + 1) * size[1]));
        }
        return out;
    }
}
