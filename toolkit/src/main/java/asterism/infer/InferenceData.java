package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.io.Hdf5Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * A fit as ArviZ users know it: {@code arviz.from_netcdf(file)} opens what {@link #save} writes.
 *
 * <p>The file is netCDF-4 (HDF5 with named dimensions) with the groups {@code posterior} (a variable for each parameter),
 * {@code sample_stats} ({@code lp}, the log posterior; of {@link Samplers#nuts()} also {@code energy}, {@code diverging},
 * {@code tree_depth}, {@code n_steps}, {@code step_size}, {@code acceptance_rate}), and, where a model adds them,
 * {@code log_likelihood}, {@code posterior_predictive} and {@code observed_data}. Dimensions are {@code chain} (walkers of an ensemble), {@code draw}
 * (stored steps, burn-in left out) and what the model adds. A slash would make a group, so {@code disk/qPAH} is the variable
 * {@code disk.qPAH}: {@code idata.posterior["disk.qPAH"]}. Units are attributes; model, priors, data hash, seed, versions and
 * libraries are attributes of {@code posterior}.
 *
 * <p>Immutable. Numbers that a model adds are computed while the file is written.
 */
public final class InferenceData implements Displayable {

    private static final String STATISTICS = "sample_stats";

    /** Numbers for each draw: given theta [nDim], values [n]. */
    private record PerDraw(
            String group, String name, String dimension, List<String> labels, UnaryOperator<double[]> of) {}

    private record Constant(
            String group, String name, String dimension, List<String> labels, List<Double> values, String unit) {}

    private final Run run;
    private final Samples samples;
    private final int first; // stored step of the run that is draw 0
    private final int stride; // stored steps of the run between two draws
    private final boolean converged;
    private final List<PerDraw> perDraw;
    private final List<Constant> constants;

    private InferenceData(
            Run run,
            Samples samples,
            int first,
            int stride,
            boolean converged,
            List<PerDraw> perDraw,
            List<Constant> constants) {
        this.run = run;
        this.samples = samples;
        this.first = first;
        this.stride = stride;
        this.converged = converged;
        this.perDraw = List.copyOf(perDraw);
        this.constants = List.copyOf(constants);
    }

    /** The stored steps of a run from the first one kept on. */
    static InferenceData of(Run run, int first, boolean converged) {
        return new InferenceData(run, run.chain().burnIn(first), first, 1, converged, List.of(), List.of());
    }

    /** This with every n-th stored step only: pointwise numbers of a long chain make large files. */
    public InferenceData thin(int n) {
        return new InferenceData(run, samples.thin(n), first, stride * n, converged, perDraw, constants);
    }

    /** Number of draws of all chains. */
    public int size() {
        return samples.size();
    }

    /**
     * This with a variable that has values for each draw: [chain, draw, n].
     *
     * @param group     {@code log_likelihood}, {@code posterior_predictive}, ...
     * @param name      of the variable
     * @param dimension name of its last dimension
     * @param labels    of the last dimension, n of them
     * @param of        given theta [nDim], values [n]; called in the order of the draws of one chain after the other
     */
    public InferenceData with(
            String group, String name, String dimension, List<String> labels, UnaryOperator<double[]> of) {
        var more = new ArrayList<>(perDraw);
        more.add(new PerDraw(group, name, dimension, List.copyOf(labels), of));
        return new InferenceData(run, samples, first, stride, converged, more, constants);
    }

    /**
     * This with a variable that is the same for all draws: [n], in the group {@code observed_data} or another one.
     *
     * @param values [n]. Copied.
     */
    public InferenceData with(
            String group, String name, String dimension, List<String> labels, double[] values, String unit) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(
                    group + "/" + name + " has " + values.length + " values and " + labels.size() + " labels");
        }
        var more = new ArrayList<>(constants);
        more.add(new Constant(
                group,
                name,
                dimension,
                List.copyOf(labels),
                java.util.Arrays.stream(values).boxed().toList(),
                unit));
        return new InferenceData(run, samples, first, stride, converged, perDraw, more);
    }

    /**
     * Writes the file, all or nothing; by custom its name ends in {@code .nc}.
     *
     * @return this
     */
    public InferenceData save(Path file) {
        var variables = variables();
        int chains = samples.walkers();
        int draws = samples.steps();
        try (var out = Hdf5Writer.create(file)) {
            axes(out, "posterior");
            for (int k = 0; k < variables.size(); k++) {
                var parameter = samples.space().axes().get(k).parameter();
                int column = k;
                out.doubles("posterior", variables.get(k), new int[] {chains, draws}, (chain, row) -> {
                            for (int i = 0; i < draws; i++) {
                                row[i] = samples.get(i, chain, column);
                            }
                        })
                        .dimensions("posterior", variables.get(k), "chain", "draw")
                        .text("posterior/" + variables.get(k), "units", parameter.unit())
                        .text("posterior/" + variables.get(k), "long_name", parameter.description())
                        .text("posterior/" + variables.get(k), "latex", parameter.latex())
                        .text(
                                "posterior/" + variables.get(k),
                                "parameter",
                                samples.names().get(k));
            }
            provenance(out);
            statistics(out);
            extras(out);
            out.commit();
        }
        return this;
    }

    /** As {@link #save(Path)}. */
    public InferenceData save(String file) {
        return save(Path.of(file));
    }

    private List<String> variables() {
        var of = new LinkedHashMap<String, String>();
        for (var name : samples.names()) {
            var other = of.put(name.replace('/', '.'), name);
            if (other != null || name.equals("chain") || name.equals("draw")) {
                throw new IllegalArgumentException("'" + name + "' cannot be the variable '" + name.replace('/', '.')
                        + "' of a netCDF file: " + (other == null ? "this is a dimension" : "'" + other + "' is it too")
                        + "; give the region or the parameter another name");
            }
        }
        return List.copyOf(of.keySet());
    }

    private void axes(Hdf5Writer out, String group) {
        out.longs(group, "chain", LongStream.range(0, samples.walkers()).toArray())
                .scale(group, "chain")
                .longs(group, "draw", LongStream.range(0, samples.steps()).toArray())
                .scale(group, "draw");
    }

    private void provenance(Hdf5Writer out) {
        var settings = run.settings();
        out.text("posterior", "inference_library", "asterism")
                .text("posterior", "inference_library_version", run.version())
                .text("posterior", "method", run.method())
                .text("posterior", "moves", settings.moves())
                .text("posterior", "start", settings.start())
                .number("posterior", "seed", settings.seed())
                .number("posterior", "steps", run.steps())
                .number("posterior", "thin", run.thin())
                .number("posterior", "tuning_steps", Math.max(0, run.steps() - (long) samples.steps() * run.thin()))
                .real("posterior", "sampling_time", run.seconds())
                .number("posterior", "converged", converged ? 1 : 0)
                .number("posterior", "interrupted", run.interrupted() ? 1 : 0)
                .text("posterior", "notes", String.join("\n", run.notes()))
                .text("posterior", "fingerprint", run.fingerprint())
                .text("posterior", "provenance", run.provenance().toText());
        run.evidence().ifPresent(z -> out.real("posterior", "log_evidence", z.logZ())
                .real("posterior", "log_evidence_error", z.error()));
    }

    // ---- sample_stats --------------------------------------------------------------------------------------------

    /** A number for each draw, of (draw, chain). */
    @FunctionalInterface
    private interface Statistic {
        double of(int draw, int chain);
    }

    /** Writes one kind of dataset: {@link Hdf5Writer#doubles}, {@link Hdf5Writer#longs}, {@link Hdf5Writer#booleans}. */
    @FunctionalInterface
    private interface Write {
        Hdf5Writer write(String group, String name, int[] dimensions, Hdf5Writer.Rows rows);
    }

    private void statistics(Hdf5Writer out) {
        axes(out, STATISTICS);
        int chains = samples.walkers();
        statistic(out::doubles, "lp", "log posterior, up to a constant", (i, c) -> samples.logP(i * chains + c));
        var trajectories = run.trajectories();
        if (trajectories.isPresent()) {
            trajectories(out, trajectories.get());
        }
    }

    /** The names of ArviZ's schema; of Stan's they are energy__, divergent__, treedepth__, n_leapfrog__, ... */
    private void trajectories(Hdf5Writer out, Trajectories t) {
        statistic(
                out::doubles,
                "energy",
                "minus the log density in free coordinates plus the kinetic energy",
                (i, c) -> t.energy(step(i), c));
        statistic(
                out::booleans,
                "diverging",
                "whether the energy was off by more than 1000",
                (i, c) -> t.isDivergent(step(i), c) ? 1 : 0);
        statistic(
                out::booleans,
                "reached_max_treedepth",
                "whether the trajectory was cut at " + t.maxTreeDepth() + " doublings",
                (i, c) -> t.treeDepth(step(i), c) >= t.maxTreeDepth() ? 1 : 0);
        statistic(out::longs, "tree_depth", "doublings of the trajectory", (i, c) -> t.treeDepth(step(i), c));
        statistic(out::longs, "n_steps", "leapfrog steps, each a gradient", (i, c) -> t.gradients(step(i), c));
        statistic(out::doubles, "step_size", "in units of the metric", (i, c) -> t.stepSize(c));
        statistic(
                out::doubles,
                "acceptance_rate",
                "mean acceptance probability over the trajectory",
                (i, c) -> t.acceptance(step(i), c));
    }

    private int step(int draw) {
        return first + draw * stride;
    }

    private void statistic(Write kind, String name, String words, Statistic value) {
        kind.write(STATISTICS, name, new int[] {samples.walkers(), samples.steps()}, (chain, row) -> {
                    for (int i = 0; i < row.length; i++) {
                        row[i] = value.of(i, chain);
                    }
                })
                .dimensions(STATISTICS, name, "chain", "draw")
                .text(STATISTICS + "/" + name, "long_name", words);
    }

    // ---- what a model adds ---------------------------------------------------------------------------------------

    private void extras(Hdf5Writer out) {
        var groups = new ArrayList<Map.Entry<String, String>>();
        for (var extra : perDraw) {
            if (groups.stream().noneMatch(g -> g.getKey().equals(extra.group()))) {
                axes(out, extra.group());
            }
            labels(out, groups, extra.group(), extra.dimension(), extra.labels());
            int n = extra.labels().size();
            int draws = samples.steps();
            // a row of the file is a chain; it is filled draw by draw
            out.doubles(extra.group(), extra.name(), new int[] {samples.walkers(), draws, n}, (chain, row) -> {
                        for (int i = 0; i < draws; i++) {
                            double[] values = extra.of().apply(samples.draw(i * samples.walkers() + chain));
                            System.arraycopy(values, 0, row, i * n, n);
                        }
                    })
                    .dimensions(extra.group(), extra.name(), "chain", "draw", extra.dimension());
        }
        for (var constant : constants) {
            labels(out, groups, constant.group(), constant.dimension(), constant.labels());
            out.doubles(
                            constant.group(),
                            constant.name(),
                            constant.values().stream().mapToDouble(v -> v).toArray())
                    .dimensions(constant.group(), constant.name(), constant.dimension())
                    .text(constant.group() + "/" + constant.name(), "units", constant.unit());
        }
    }

    private static void labels(
            Hdf5Writer out, List<Map.Entry<String, String>> done, String group, String dimension, List<String> labels) {
        var key = Map.entry(group, dimension);
        if (!done.contains(key)) {
            done.add(key);
            out.words(group, dimension, labels.toArray(String[]::new)).scale(group, dimension);
        }
    }

    @Override
    public Card card() {
        var card = Card.of("Inference data for ArviZ");
        if (!converged) {
            card = card.warning("the fit did not converge");
        }
        card = card.row("posterior", samples.dimension() + " variables: " + String.join(", ", variables()))
                .row(
                        STATISTICS,
                        run.trajectories().isPresent()
                                ? "lp, energy, diverging, reached_max_treedepth, tree_depth, n_steps, step_size,"
                                        + " acceptance_rate"
                                : "lp");
        for (var extra : perDraw) {
            card = card.row(extra.group(), extra.name() + " [chain, draw, " + extra.dimension() + "]");
        }
        for (var constant : constants) {
            card = card.row(constant.group(), constant.name() + " [" + constant.dimension() + "]");
        }
        return card.row("size", samples.walkers() + " chains of " + Digits.count(samples.steps()) + " draws");
    }

    @Override
    public String toString() {
        return toText();
    }
}
