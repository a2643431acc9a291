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
                .doubles(GROUP, "start_variances", state.variances());
        var chains = state.chains();
        rows(out, "position", chains, NutsState.Chain::position);
        rows(out, "covariance", chains, NutsState.Chain::covariance);
        rows(out, "window_mean", chains, c -> c.learnt().mean());
        rows(out, "window_moment", chains, c -> c.learnt().moment());
        rows(out, "counters", chains, c -> new double[] {
            c.steps(), c.begun() ? 1 : 0, c.learnt().draws(), c.learnt().count()
        });
        rows(out, "step_size", chains, c -> new double[] {
            c.stepSize(), c.learnt().mu(), c.learnt().error(), c.learnt().logAverage()
        });
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
        var covariances = rows(in, "covariance");
        var means = rows(in, "window_mean");
        var moments = rows(in, "window_moment");
        var counters = rows(in, "counters");
        var sizes = rows(in, "step_size");
        var chains = new ArrayList<NutsState.Chain>();
        for (int c = 0; c < positions.size(); c++) {
            double[] n = counters.get(c);
            double[] e = sizes.get(c);
            var learnt = new WarmUp.Learnt(means.get(c), moments.get(c), (int) n[2], (int) n[3], e[1], e[2], e[3]);
            chains.add(new NutsState.Chain((int) n[0], n[1] != 0, e[0], positions.get(c), covariances.get(c), learnt));
        }
        return new NutsState(tuning, in.doubles(GROUP + "/start_variances"), List.copyOf(chains));
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
