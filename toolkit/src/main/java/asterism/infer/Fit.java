package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a sampler found: the samples, how they were made, and whether they can be trusted.
 *
 * <p>Immutable. The burn-in is left out of {@link #samples()} but kept in {@link #chain()}. The first thing a fit shows
 * are its warnings, in words.
 */
public final class Fit implements Displayable {

    private final Run run;
    private final Verdict verdict;
    private final Optional<PointwiseLogLikelihood> pointwise;
    private final Optional<Loo> saved; // leave-one-out as it was when the fit was saved

    private Fit(Run run, Verdict verdict, Optional<PointwiseLogLikelihood> pointwise, Optional<Loo> saved) {
        this.run = run;
        this.verdict = verdict;
        this.pointwise = pointwise;
        this.saved = saved;
    }

    /** A fit; of a run with evidence the draws are independent. */
    static Fit of(Run run) {
        var verdict = run.evidence()
                .map(z -> Verdict.ofEqualDraws(run.chain(), z.warnings()))
                .orElseGet(() -> Verdict.of(run, run.burnIn()));
        return new Fit(run, verdict, Optional.empty(), Optional.empty());
    }

    /** This fit of a model that gives its likelihood term by term: {@link #loo} then works. */
    public Fit with(PointwiseLogLikelihood likelihood) {
        return new Fit(run, verdict, Optional.of(likelihood), Optional.empty());
    }

    /**
     * How well the model predicts each datum from the others; computed anew at each call, or as it was when the fit was
     * saved. Empty where the model does not give its likelihood term by term, of a checkpoint, and of a fit that was read
     * and given another burn-in.
     */
    public Optional<Loo> loo() {
        return saved.or(() -> pointwise.map(p -> {
            synchronized (p) { // its workspace
                return Loo.of(this, p);
            }
        }));
    }

    /** The evidence, where the sampler found it: {@link Samplers#nested()} does. */
    public Optional<Evidence> evidence() {
        return run.evidence();
    }

    /** Reads what {@link #save} or a checkpoint wrote. */
    public static Fit read(Path file) {
        var fit = of(ChainFile.read(file));
        return new Fit(fit.run, fit.verdict, Optional.empty(), ChainFile.readLoo(file));
    }

    /** As {@link #read(Path)}. */
    public static Fit read(String file) {
        return read(Path.of(file));
    }

    /**
     * Writes an HDF5 file that {@code emcee.backends.HDFBackend} opens, with parameter names, units, seed, version and
     * provenance as attributes; with the evidence and its weighted points where there are any, and leave-one-out where the
     * model gives its likelihood term by term.
     *
     * @return this fit
     */
    public Fit save(Path file) {
        ChainFile.write(file, run, looIfItWorks());
        return this;
    }

    /** A chain is saved whether or not its draws allow leave-one-out. */
    private Optional<Loo> looIfItWorks() {
        try {
            return loo();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // loo() says why
        }
    }

    /** As {@link #save(Path)}. */
    public Fit save(String file) {
        return save(Path.of(file));
    }

    /**
     * This fit in the layout that ArviZ users expect; {@code fit.inferenceData().save("fit.nc")}. A region model adds the
     * data and their log likelihoods: {@code model.inferenceData(fit)}.
     */
    public InferenceData inferenceData() {
        return InferenceData.of(run, verdict.burnInRows(), converged());
    }

    /**
     * Writes a file that {@code arviz.from_netcdf} opens: {@link InferenceData}. It cannot be gone on with; use {@link #save}
     * for that.
     *
     * @return this fit
     */
    public Fit saveArviz(Path file) {
        inferenceData().save(file);
        return this;
    }

    /** As {@link #saveArviz(Path)}. */
    public Fit saveArviz(String file) {
        return saveArviz(Path.of(file));
    }

    /** The draws without the burn-in. */
    public Samples samples() {
        return run.chain().burnIn(verdict.burnInRows());
    }

    /** All stored steps, with the burn-in. */
    public Samples chain() {
        return run.chain();
    }

    /** This fit with another burn-in, steps. */
    public Fit burnIn(int steps) {
        if (evidence().isPresent()) {
            throw new IllegalArgumentException(
                    "burnIn(" + steps + "): the draws of nested sampling have no burn-in; use samples() as they are");
        }
        if (steps < 0 || steps >= run.steps()) {
            throw new IllegalArgumentException(
                    "burnIn(" + steps + "): the chain has " + run.steps() + " steps; give 0 ... " + (run.steps() - 1));
        }
        return new Fit(run, Verdict.of(run, steps), pointwise, Optional.empty());
    }

    /** Steps left out at the beginning. */
    public int burnIn() {
        return verdict.burnInRows() * run.thin();
    }

    /** Steps done, with the burn-in. */
    public int steps() {
        return run.steps();
    }

    /** Steps between two stored ones. */
    public int thin() {
        return run.thin();
    }

    /** The best point that the sampler saw, stored or not. */
    public Point best() {
        return run.best();
    }

    /** Accepted fraction of all proposals. */
    public double acceptance() {
        double sum = 0;
        for (double a : acceptances()) {
            sum += a;
        }
        return sum / run.accepted().length;
    }

    /** Accepted fraction of each walker, [nWalkers]. */
    public double[] acceptances() {
        double[] out = new double[run.accepted().length];
        for (int w = 0; w < out.length; w++) {
            out[w] = run.accepted()[w] / (double) Math.max(1, run.steps());
        }
        return out;
    }

    /** How the trajectories went, where the sampler was {@link Samplers#nuts()}. */
    public Optional<Trajectories> trajectories() {
        return run.trajectories();
    }

    /** Wall time of the sampling, s. */
    public double seconds() {
        return run.seconds();
    }

    /** The seed: with the same model and settings it gives the same chain. */
    public long seed() {
        return run.settings().seed();
    }

    /** Whether the user ended the run before its last step. */
    public boolean interrupted() {
        return run.interrupted();
    }

    /** Whether nothing speaks against trusting the samples. */
    public boolean converged() {
        return verdict.converged();
    }

    /** What speaks against trusting the samples, in words, the gravest first; empty when converged. */
    public List<String> warnings() {
        return verdict.warnings();
    }

    /** What happened during the run, in words. */
    public List<String> notes() {
        return run.notes();
    }

    /** What the samples say about each parameter, in the order of the space. */
    public List<Diagnosis> diagnostics() {
        return verdict.diagnoses();
    }

    /** What the samples say about one parameter, by its name {@code disk/qPAH}. */
    public Diagnosis diagnosis(String name) {
        return verdict.diagnoses().get(run.chain().space().index(name));
    }

    /** Integrated autocorrelation time of a parameter, steps. */
    public double tau(String name) {
        return diagnosis(name).tau();
    }

    /** The longest autocorrelation time of any parameter, steps. */
    public double tau() {
        return verdict.longest().tau();
    }

    /** Rank-normalised split R-hat of a parameter. */
    public double rHat(String name) {
        return diagnosis(name).rHat();
    }

    /** The largest R-hat of any parameter. */
    public double rHat() {
        return verdict.diagnoses().stream().mapToDouble(Diagnosis::rHat).max().orElse(Double.NaN);
    }

    /** Effective sample size of a parameter, the smaller of bulk and tail. */
    public double ess(String name) {
        return Math.min(diagnosis(name).essBulk(), diagnosis(name).essTail());
    }

    /** The smallest effective sample size of any parameter. */
    public double ess() {
        return verdict.diagnoses().stream()
                .mapToDouble(d -> Math.min(d.essBulk(), d.essTail()))
                .min()
                .orElse(Double.NaN);
    }

    /** SHA-256 of the model, its priors and the data that were fitted. */
    public String fingerprint() {
        return run.fingerprint();
    }

    /** What was fitted to what, and where the numbers come from. */
    public Card provenance() {
        return run.provenance();
    }

    /** Version of the toolkit that made the chain. */
    public String version() {
        return run.version();
    }

    /** The diagnostics as a table, one row per parameter. */
    public Table table() {
        var d = verdict.diagnoses();
        return Table.create(
                "fit",
                StringColumn.create("parameter", d.stream().map(x -> x.axis().path())),
                StringColumn.create(
                        "unit", d.stream().map(x -> x.axis().parameter().unit())),
                column("mean", d.stream().mapToDouble(Diagnosis::mean).toArray()),
                column("sd", d.stream().mapToDouble(Diagnosis::sd).toArray()),
                column("q16", d.stream().mapToDouble(Diagnosis::q16).toArray()),
                column("median", d.stream().mapToDouble(Diagnosis::median).toArray()),
                column("q84", d.stream().mapToDouble(Diagnosis::q84).toArray()),
                column("rHat", d.stream().mapToDouble(Diagnosis::rHat).toArray()),
                column("essBulk", d.stream().mapToDouble(Diagnosis::essBulk).toArray()),
                column("essTail", d.stream().mapToDouble(Diagnosis::essTail).toArray()),
                column("tau", d.stream().mapToDouble(Diagnosis::tau).toArray()),
                column("mcse", d.stream().mapToDouble(Diagnosis::mcse).toArray()));
    }

    private static DoubleColumn column(String name, double[] values) {
        return DoubleColumn.create(name, values);
    }

    private Card chainRows(Card card) {
        var longest = verdict.longest();
        return card.row(
                        "run",
                        run.method() + ", " + Digits.count(run.steps()) + " steps"
                                + (run.thin() > 1 ? ", every " + run.thin() + "th kept" : "") + ", seed " + seed())
                .row("burn-in", verdict.burnInWords())
                .row(
                        "time",
                        String.format(
                                Locale.ROOT,
                                "%s s, acceptance %.2f",
                                Digits.significant(run.seconds(), 3),
                                acceptance()))
                .row(
                        "autocorrelation",
                        "tau = " + Digits.significant(longest.tau(), 3) + " steps at most ("
                                + longest.axis().path() + "); the chain is "
                                + Math.round(verdict.lengthInTau()) + " times as long");
    }

    private Card nestedRows(Card card, Evidence found) {
        return card.row("log Z", found.words())
                .row("run", run.method() + ", seed " + seed())
                .row("information", String.format(Locale.ROOT, "%.1f nats", found.information()))
                .row(
                        "draws",
                        Digits.count(run.chain().size()) + " of equal weight, from "
                                + Digits.count(found.points().size()) + " weighted points")
                .row(
                        "time",
                        Digits.significant(run.seconds(), 3) + " s, " + Digits.count(found.evaluations())
                                + " likelihoods")
                .row("ranks of new points", String.format(Locale.ROOT, "p = %.2g", found.rankP()));
    }

    @Override
    public Card card() {
        var card = Card.of(
                converged()
                        ? "Fit: converged"
                        : run.interrupted() ? "Fit: interrupted, not converged" : "Fit: not converged");
        for (var warning : verdict.warnings()) {
            card = card.warning(warning);
        }
        var evidence = evidence();
        card = evidence.isPresent() ? nestedRows(card, evidence.get()) : chainRows(card);
        card = card.row("best", "log posterior " + Digits.near(run.best().logP(), 1));
        var trajectories = run.trajectories();
        if (trajectories.isPresent()) {
            card = card.row("trajectories", trajectories.get().words());
        }
        var ending = run.ending();
        if (ending.isPresent()) {
            card = card.row("end", ending.get().words());
        }
        for (var note : run.notes()) {
            card = card.note(note);
        }
        var rows = new ArrayList<List<String>>();
        for (var d : verdict.diagnoses()) {
            double scale = d.q84() - d.q16();
            rows.add(List.of(
                    d.axis().path(),
                    Digits.near(d.median(), scale),
                    Digits.near(d.q16(), scale),
                    Digits.near(d.q84(), scale),
                    Digits.near(d.mean(), scale),
                    d.axis().parameter().unit(),
                    Double.isFinite(d.rHat()) ? String.format(Locale.ROOT, "%.3f", d.rHat()) : "–",
                    Digits.count(Math.round(d.essBulk())),
                    Digits.count(Math.round(d.essTail())),
                    Digits.significant(d.tau(), 3)));
        }
        return card.table(
                        List.of(
                                "parameter",
                                "median",
                                "16 %",
                                "84 %",
                                "mean",
                                "unit",
                                "R-hat",
                                "ESS bulk",
                                "ESS tail",
                                "tau"),
                        rows)
                .details(run.provenance());
    }

    @Override
    public String toString() {
        return toText();
    }
}
