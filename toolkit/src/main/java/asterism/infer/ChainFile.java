package asterism.infer;

import asterism.display.Card;
import asterism.io.Hdf5Reader;
import asterism.io.Hdf5Writer;
import asterism.param.InRegion;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A run as an HDF5 file.
 *
 * <p>Group {@code mcmc} is what {@code emcee.backends.HDFBackend} (version 3) opens: datasets {@code chain} [nSteps,
 * nWalkers, nDim], {@code log_prob} [nSteps, nWalkers], {@code accepted} [nWalkers], attributes {@code version},
 * {@code nwalkers}, {@code ndim}, {@code has_blobs}, {@code iteration}. What emcee does not know is in group
 * {@code asterism}: parameters, settings, provenance and the last state. Group {@code nested} is the evidence
 * ({@link EvidenceGroup}), group {@code loo} leave-one-out, both only where they are known.
 */
final class ChainFile {

    private static final String MCMC = "mcmc";
    private static final String OURS = "asterism";
    private static final String LOO = "loo";
    private static final String[] TRAJECTORIES = {"energy", "acceptance", "tree_depth", "gradients", "divergent"};
    private static final String EMCEE_VERSION = "3.1.4";
    private static final int FORMAT = 2;

    private ChainFile() {}

    /** A run that is not over, or of which nothing more is known. */
    static void write(Path file, Run run) {
        write(file, run, Optional.empty());
    }

    static void write(Path file, Run run, Optional<Loo> loo) {
        var chain = run.chain();
        int walkers = chain.walkers();
        int nDim = chain.dimension();
        try (var out = Hdf5Writer.create(file)) {
            int[] shape = {chain.steps(), walkers, nDim};
            out.doubles(MCMC, "chain", shape, (step, row) -> {
                        for (int w = 0; w < walkers; w++) {
                            for (int k = 0; k < nDim; k++) {
                                row[w * nDim + k] = chain.get(step, w, k);
                            }
                        }
                    })
                    .doubles(MCMC, "log_prob", new int[] {chain.steps(), walkers}, (step, row) -> {
                        for (int w = 0; w < walkers; w++) {
                            row[w] = chain.logP(step * walkers + w);
                        }
                    })
                    .doubles(
                            MCMC,
                            "accepted",
                            Arrays.stream(run.accepted()).asDoubleStream().toArray())
                    .text(MCMC, "version", EMCEE_VERSION)
                    .number(MCMC, "nwalkers", walkers)
                    .number(MCMC, "ndim", nDim)
                    .number(MCMC, "has_blobs", 0)
                    .number(MCMC, "iteration", chain.steps());
            var axes = chain.space().axes();
            out.texts(MCMC, "parameter_names", chain.names().toArray(String[]::new))
                    .texts(MCMC, "parameter_units", texts(axes, a -> a.parameter()
                            .unit()));
            var settings = run.settings();
            out.number(OURS, "format", FORMAT)
                    .text(OURS, "toolkit_version", run.version())
                    .text(OURS, "fingerprint", run.fingerprint())
                    .text(OURS, "provenance", run.provenance().toText())
                    .text(OURS, "method", run.method())
                    .text(OURS, "notes", String.join("\n", run.notes()))
                    .texts(OURS, "regions", texts(axes, InRegion::region))
                    .texts(OURS, "names", texts(axes, a -> a.parameter().name()))
                    .texts(OURS, "labels", texts(axes, a -> a.parameter().latex()))
                    .texts(OURS, "units", texts(axes, a -> a.parameter().unit()))
                    .texts(OURS, "descriptions", texts(axes, a -> a.parameter().description()))
                    .reals(
                            OURS,
                            "lower",
                            axes.stream()
                                    .mapToDouble(a -> a.parameter().lower())
                                    .toArray())
                    .reals(
                            OURS,
                            "upper",
                            axes.stream()
                                    .mapToDouble(a -> a.parameter().upper())
                                    .toArray())
                    .number(OURS, "seed", settings.seed())
                    .number(OURS, "thin", settings.thin())
                    .text(OURS, "moves", settings.moves())
                    .text(OURS, "start", settings.start())
                    .number(OURS, "settle", settings.settle())
                    .number(OURS, "steps", run.steps())
                    .number(OURS, "burn_in", run.burnIn())
                    .number(OURS, "settled", run.settled())
                    .real(OURS, "seconds", run.seconds())
                    .number(OURS, "interrupted", run.interrupted() ? 1 : 0)
                    .real(OURS, "best_log_prob", run.best().logP())
                    .doubles(OURS, "best", run.best().theta());
            write(out, run.last());
            if (run.trajectories().isPresent()) {
                write(out, run.trajectories().get());
            }
            if (run.ending().isPresent()) {
                var ending = run.ending().get();
                out.text(OURS, "rule", ending.rule())
                        .number(OURS, "rule_met", ending.met() ? 1 : 0)
                        .number(OURS, "rule_steps", ending.steps())
                        .text(OURS, "rule_cause", ending.cause());
            }
            run.evidence().ifPresent(z -> EvidenceGroup.write(out, z));
            loo.ifPresent(l -> write(out, l));
            out.commit();
        }
    }

    private static void write(Hdf5Writer out, SamplerState last) {
        out.text(OURS, "sampler", last.kind().name());
        switch (last.kind()) {
            case ENSEMBLE -> {
                var state = (Run.State) last;
                out.doubles(OURS, "last_theta", state.theta()).doubles(OURS, "last_log_prob", state.logP());
            }
            case NUTS -> NutsGroup.write(out, (NutsState) last);
            case NESTED -> NestedGroup.write(out, (NestedState) last);
        }
    }

    private static SamplerState last(Hdf5Reader in) {
        return switch (kind(in)) {
            case ENSEMBLE -> new Run.State(in.doubles(OURS + "/last_theta"), in.doubles(OURS + "/last_log_prob"));
            case NUTS -> NutsGroup.read(in);
            case NESTED -> NestedGroup.read(in);
        };
    }

    private static SamplerState.Kind kind(Hdf5Reader in) {
        var name = in.text(OURS, "sampler");
        return Arrays.stream(SamplerState.Kind.values())
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow(() -> in.foreign("a run of the sampler '" + name + "', which is not known here"));
    }

    private static void write(Hdf5Writer out, Loo loo) {
        out.doubles(LOO, "elpd", loo.pointwise())
                .doubles(LOO, "pareto_k", loo.kHat())
                .words(LOO, "term", loo.terms().toArray(String[]::new))
                .real(LOO, "p_loo", loo.effectiveParameters());
        if (!loo.isNormalized()) {
            out.number(LOO, EvidenceGroup.NOT_NORMALIZED, 1);
        }
    }

    /** Leave-one-out as it was when a fit was saved. */
    static Optional<Loo> readLoo(Path file) {
        try (var in = Hdf5Reader.open(file)) {
            return in.has(LOO)
                    ? Optional.of(new Loo(
                            List.of(in.words(LOO + "/term")),
                            in.doubles(LOO + "/elpd"),
                            in.doubles(LOO + "/pareto_k"),
                            in.number(LOO, "p_loo").doubleValue(),
                            in.attribute(LOO, EvidenceGroup.NOT_NORMALIZED).isEmpty()))
                    : Optional.empty();
        }
    }

    private static void write(Hdf5Writer out, Trajectories t) {
        int n = t.steps() * t.chains();
        double[][] columns = new double[5][n];
        for (int i = 0; i < n; i++) {
            int step = i / t.chains();
            int chain = i % t.chains();
            columns[0][i] = t.energy(step, chain);
            columns[1][i] = t.acceptance(step, chain);
            columns[2][i] = t.treeDepth(step, chain);
            columns[3][i] = t.gradients(step, chain);
            columns[4][i] = t.isDivergent(step, chain) ? 1 : 0;
        }
        out.number(OURS, "warm_up", t.warmUp())
                .number(OURS, "max_tree_depth", t.maxTreeDepth())
                .doubles(OURS, "step_size", t.stepSizes());
        for (int k = 0; k < columns.length; k++) {
            out.doubles(OURS, TRAJECTORIES[k], columns[k]);
        }
    }

    private static Optional<Trajectories> trajectories(Hdf5Reader in, int chains) {
        if (!in.has(OURS + "/" + TRAJECTORIES[0])) {
            return Optional.empty();
        }
        double[][] columns = new double[TRAJECTORIES.length][];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = in.doubles(OURS + "/" + TRAJECTORIES[k]);
        }
        boolean[] divergent = new boolean[columns[4].length];
        for (int i = 0; i < divergent.length; i++) {
            divergent[i] = columns[4][i] != 0;
        }
        return Optional.of(new Trajectories(
                divergent.length / chains,
                chains,
                in.number(OURS, "warm_up").intValue(),
                in.number(OURS, "max_tree_depth").intValue(),
                in.doubles(OURS + "/step_size"),
                columns[0],
                columns[1],
                Arrays.stream(columns[2]).mapToInt(d -> (int) d).toArray(),
                Arrays.stream(columns[3]).mapToInt(d -> (int) d).toArray(),
                divergent));
    }

    private static Optional<StopRule.Ending> ending(Hdf5Reader in) {
        return in.attribute(OURS, "rule").isEmpty()
                ? Optional.empty()
                : Optional.of(new StopRule.Ending(
                        in.text(OURS, "rule"),
                        in.number(OURS, "rule_met").intValue() != 0,
                        in.number(OURS, "rule_steps").intValue(),
                        in.text(OURS, "rule_cause")));
    }

    private static String[] texts(List<InRegion> axes, java.util.function.Function<InRegion, String> what) {
        return axes.stream().map(what).toArray(String[]::new);
    }

    static Run read(Path file) {
        try (var in = Hdf5Reader.open(file)) {
            if (!in.has(OURS) || !in.has(MCMC)) {
                throw in.foreign(
                        "no chain of this toolkit (it would have the groups '" + MCMC + "' and '" + OURS + "')");
            }
            int format = in.number(OURS, "format").intValue();
            if (format != FORMAT) {
                throw in.foreign("format " + format + " of a chain, this version of the toolkit reads " + FORMAT);
            }
            var space = space(in);
            int[] size = in.dimensions(MCMC + "/chain");
            if (size.length != 3 || size[2] != space.dimension()) {
                throw in.foreign("'mcmc/chain' has the shape " + Arrays.toString(size) + ", not [steps, walkers, "
                        + space.dimension() + "]");
            }
            var chain =
                    Samples.of(space, size[0], size[1], in.doubles(MCMC + "/chain"), in.doubles(MCMC + "/log_prob"));
            var settings = new Run.Settings(
                    size[1],
                    in.number(OURS, "seed").longValue(),
                    in.number(OURS, "thin").intValue(),
                    in.text(OURS, "moves"),
                    in.text(OURS, "start"),
                    in.number(OURS, "settle").intValue());
            var notes = in.text(OURS, "notes");
            return new Run(
                    in.text(OURS, "method"),
                    settings,
                    chain,
                    settings.thin(),
                    in.number(OURS, "steps").intValue(),
                    in.number(OURS, "burn_in").intValue(),
                    in.number(OURS, "settled").intValue(),
                    Arrays.stream(in.doubles(MCMC + "/accepted"))
                            .mapToLong(Math::round)
                            .toArray(),
                    Point.of(
                            space,
                            in.doubles(OURS + "/best"),
                            in.number(OURS, "best_log_prob").doubleValue()),
                    in.number(OURS, "seconds").doubleValue(),
                    in.number(OURS, "interrupted").intValue() != 0,
                    notes.isEmpty() ? List.of() : List.of(notes.split("\n")),
                    in.text(OURS, "fingerprint"),
                    provenance(in.text(OURS, "provenance")),
                    in.text(OURS, "toolkit_version"),
                    Optional.of(file),
                    last(in),
                    trajectories(in, size[1]),
                    ending(in),
                    EvidenceGroup.read(in, space));
        }
    }

    private static ParameterSpace space(Hdf5Reader in) {
        var names = in.texts(OURS, "names");
        var regions = in.texts(OURS, "regions");
        var labels = in.texts(OURS, "labels");
        var units = in.texts(OURS, "units");
        var descriptions = in.texts(OURS, "descriptions");
        double[] lower = numbers(in, "lower");
        double[] upper = numbers(in, "upper");
        var axes = new ArrayList<InRegion>();
        for (int k = 0; k < names.length; k++) {
            axes.add(Parameter.of(names[k], labels[k], units[k], descriptions[k], lower[k], upper[k])
                    .in(regions[k]));
        }
        return ParameterSpace.of(axes);
    }

    private static double[] numbers(Hdf5Reader in, String name) {
        return in.attribute(OURS, name)
                .filter(double[].class::isInstance)
                .map(double[].class::cast)
                .orElseThrow(() -> in.foreign("no numbers '" + name + "' at '" + OURS + "'"));
    }

    /** The provenance as it was shown, line by line. */
    private static Card provenance(String text) {
        var lines = text.split("\n");
        var card = Card.of(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            card = card.note(lines[i]);
        }
        return card;
    }
}
