package asterism.infer;

import asterism.io.Hdf5Reader;
import asterism.io.Hdf5Writer;
import asterism.param.ParameterSpace;
import java.util.List;
import java.util.Optional;

/**
 * The evidence in a chain file, group {@code nested}: datasets {@code points} [n, nDim], {@code log_likelihood} [n] and
 * {@code weights} [n] (sum 1) of all points that died, the numbers of {@link Evidence.Summary} as attributes.
 */
final class EvidenceGroup {

    private static final String GROUP = "nested";

    /** An attribute of this group and of that of leave-one-out, where the likelihood is not normalised. */
    static final String NOT_NORMALIZED = "not_normalized";

    private EvidenceGroup() {}

    static void write(Hdf5Writer out, Evidence evidence) {
        var points = evidence.points();
        int nDim = points.dimension();
        var summary = evidence.summary();
        out.doubles(GROUP, "points", new int[] {points.steps(), nDim}, (i, row) -> {
                    for (int k = 0; k < nDim; k++) {
                        row[k] = points.get(i, k);
                    }
                })
                .doubles(GROUP, "log_likelihood", points.logP())
                .doubles(GROUP, "weights", evidence.weights())
                .real(GROUP, "log_z", summary.logZ())
                .real(GROUP, "log_z_error", summary.error())
                .real(GROUP, "information", summary.information())
                .number(GROUP, "live_points", summary.live())
                .number(GROUP, "evaluations", summary.evaluations())
                .real(GROUP, "remaining", summary.remaining())
                .real(GROUP, "rank_p", summary.rankP())
                .real(GROUP, "log_prior_mass", summary.logPriorMass())
                .text(GROUP, "warnings", String.join("\n", evidence.warnings()));
        if (!summary.normalized()) {
            out.number(GROUP, NOT_NORMALIZED, 1);
        }
    }

    static Optional<Evidence> read(Hdf5Reader in, ParameterSpace space) {
        if (!in.has(GROUP)) {
            return Optional.empty();
        }
        double[] logL = in.doubles(GROUP + "/log_likelihood");
        double[] weights = in.doubles(GROUP + "/weights");
        double[] points = in.doubles(GROUP + "/points");
        if (weights.length != logL.length || points.length != logL.length * space.dimension()) {
            throw in.foreign("'nested' has " + logL.length + " likelihoods, " + weights.length + " weights and "
                    + points.length + " coordinates of points in " + space.dimension() + " dimensions");
        }
        var summary = new Evidence.Summary(
                in.number(GROUP, "log_z").doubleValue(),
                in.number(GROUP, "log_z_error").doubleValue(),
                in.number(GROUP, "information").doubleValue(),
                in.number(GROUP, "live_points").intValue(),
                in.number(GROUP, "evaluations").longValue(),
                in.number(GROUP, "remaining").doubleValue(),
                in.number(GROUP, "rank_p").doubleValue(),
                in.number(GROUP, "log_prior_mass").doubleValue(),
                in.attribute(GROUP, NOT_NORMALIZED).isEmpty());
        var warnings = in.text(GROUP, "warnings");
        return Optional.of(new Evidence(summary, Samples.of(space, logL.length, 1, points, logL), weights)
                .with(warnings.isEmpty() ? List.of() : warnings.lines().toList()));
    }
}
