package asterism.infer;

import asterism.io.Hdf5Reader;
import asterism.io.Hdf5Writer;

/** The state of a {@link Nested} run in a chain file, group {@code nested_state}: points in the unit cube. */
final class NestedGroup {

    private static final String GROUP = "nested_state";

    private NestedGroup() {}

    static void write(Hdf5Writer out, NestedState state) {
        out.number(GROUP, "live", state.live)
                .number(GROUP, "slices", state.slices)
                .number(GROUP, "batches", state.batches)
                .number(GROUP, "evaluations", state.evaluations)
                .real(GROUP, "log_x", state.logX)
                .real(GROUP, "log_z", state.logZ)
                .doubles(GROUP, "widths", state.widths)
                .doubles(GROUP, "live_points", state.points)
                .doubles(GROUP, "live_log_likelihood", state.logL)
                .doubles(GROUP, "rank_counts", state.ranks.counts());
        var dead = state.dead;
        out.doubles(GROUP, "dead_points", new int[] {dead.size(), state.nDim}, dead::point)
                .doubles(GROUP, "dead_log_likelihood", new int[] {dead.size()}, (i, row) -> row[0] = dead.logL(i))
                .doubles(GROUP, "dead_among", new int[] {dead.size()}, (i, row) -> row[0] = dead.among(i));
    }

    static NestedState read(Hdf5Reader in) {
        double[] widths = in.doubles(GROUP + "/widths");
        int nDim = widths.length - 1;
        var state = new NestedState(
                in.number(GROUP, "live").intValue(),
                nDim,
                in.number(GROUP, "slices").intValue());
        state.batches = in.number(GROUP, "batches").longValue();
        state.evaluations = in.number(GROUP, "evaluations").longValue();
        copy(widths, state.widths);
        copy(in.doubles(GROUP + "/live_points"), state.points);
        copy(in.doubles(GROUP + "/live_log_likelihood"), state.logL);
        state.ranks.restore(in.doubles(GROUP + "/rank_counts"));
        double[] points =
                in.dimensions(GROUP + "/dead_points")[0] == 0 ? new double[0] : in.doubles(GROUP + "/dead_points");
        double[] logL = points.length == 0 ? new double[0] : in.doubles(GROUP + "/dead_log_likelihood");
        double[] among = points.length == 0 ? new double[0] : in.doubles(GROUP + "/dead_among");
        for (int i = 0; i < logL.length; i++) {
            state.dead.add(points, i, logL[i], (int) among[i]);
        }
        state.logX = in.number(GROUP, "log_x").doubleValue();
        state.logZ = in.number(GROUP, "log_z").doubleValue();
        return state;
    }

    private static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
