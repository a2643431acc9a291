package asterism.region;

import asterism.display.Card;
import asterism.display.Numbers;
import asterism.infer.Fit;
import asterism.infer.GradientLogDensity;
import asterism.infer.InferenceData;
import asterism.infer.LogDensity;
import asterism.infer.PointwiseLogLikelihood;
import asterism.infer.Posterior;
import asterism.infer.PriorTransform;
import asterism.infer.Samples;
import asterism.param.ModelException;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;
import asterism.sed.BoundSed;
import asterism.sed.Sed;
import asterism.sed.SedRange;
import asterism.sed.SedSpectra;
import asterism.sed.SedSpectrum;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A region model bound to its data. */
final class RegionPosterior implements Posterior {

    private static final int HANDED_OVER = 20_000; // draws with pointwise numbers in a file, at most

    private final RegionModel model;
    private final List<Measurement> measurements;
    private final List<String> bands;
    private final double lnuPerMillijansky;
    private final List<Sed> seds;
    private final JointPrior prior;
    private final JointLikelihood likelihood;
    private final List<BoundSed> bound;
    private final @Nullable SedSpectra[] spectra;

    private RegionPosterior(RegionModel model) {
        this.model = model;
        this.measurements = model.data().measurements();
        this.bands = measuredBands(model);
        this.seds = model.regions().stream().map(model::sed).toList();
        this.lnuPerMillijansky = seds.get(0).distance().lnuPerMillijansky();
        this.prior = JointPrior.resolve(regionParameters(model), model.hasPublishedPriors());
        this.likelihood = new JointLikelihood(
                measurements,
                model.regions(),
                bands,
                lnuPerMillijansky,
                model::modelErrorOf,
                model.hasCommonCalibration(),
                model.hasLogDeterminant());
        var all = new ArrayList<BoundSed>();
        for (int r = 0; r < seds.size(); r++) {
            all.add(seds.get(r).bind(bands, range(r)));
        }
        this.bound = List.copyOf(all);
        this.spectra = new SedSpectra[seds.size()];
    }

    /**
     * Binds.
     *
     * @throws ModelException where anything is missing or does not fit
     */
    static RegionPosterior of(RegionModel model) {
        var problems = new ArrayList<String>();
        collect(problems, () -> model.data().measurements());
        for (var region : model.regions()) {
            collect(problems, () -> model.sed(region));
        }
        if (problems.isEmpty()) {
            agreement(model, problems);
            collect(problems, () -> JointPrior.resolve(regionParameters(model), model.hasPublishedPriors()));
            collect(problems, () -> model.sed(model.regions().get(0)).filters().get(measuredBands(model)));
        }
        if (!problems.isEmpty()) {
            throw new ModelException(String.join("\n", problems));
        }
        return new RegionPosterior(model);
    }

    private static void collect(List<String> problems, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private static List<RegionParameters> regionParameters(RegionModel model) {
        return model.regions().stream()
                .map(name -> new RegionParameters(name, model.sed(name).parameters(), model.sed(name)::treatment))
                .toList();
    }

    private static List<String> measuredBands(RegionModel model) {
        return model.data().measurements().stream()
                .map(Measurement::band)
                .distinct()
                .toList();
    }

    /** The regions are parts of one galaxy seen by one set of filters. */
    private static void agreement(RegionModel model, List<String> problems) {
        var first = model.regions().get(0);
        var one = model.sed(first);
        for (var region : model.regions()) {
            var other = model.sed(region);
            if (!other.distance().equals(one.distance())) {
                problems.add("region '" + first + "' is at " + one.distance() + ", region '" + region + "' at "
                        + other.distance() + "; regions of one galaxy need the same .at(...)");
            }
            for (var band : model.data().bands()) {
                if (one.filters().has(band)
                        && other.filters().has(band)
                        && one.filters().get(band).pivotWavelength()
                                != other.filters().get(band).pivotWavelength()) {
                    problems.add("regions '" + first + "' and '" + region + "' have different filters '" + band
                            + "'; give both models the same one");
                }
            }
        }
    }

    private SedRange range(int region) {
        var range = SedRange.everything();
        var parameters = seds.get(region).parameters();
        for (int k = 0; k < parameters.size(); k++) {
            double[] ends = prior.range(region, k);
            range = ends[0] == ends[1]
                    ? range.fix(parameters.get(k), ends[0])
                    : range.vary(parameters.get(k), ends[0], ends[1]);
        }
        return range;
    }

    @Override
    public String toString() {
        return "posterior of " + Text.count(prior.dimension(), "parameter") + " given "
                + Text.count(measurements.size(), "datum").replace("datums", "data") + " of "
                + String.join(", ", model.regions());
    }

    @Override
    public ParameterSpace space() {
        return prior.space();
    }

    @Override
    public GradientLogDensity logDensity() {
        return new Density(
                prior, likelihood, bound.stream().map(BoundSed::fork).toArray(BoundSed[]::new), bands.size());
    }

    @Override
    public Optional<PriorTransform> priorTransform() {
        return Optional.of(new PriorTransform() {
            @Override
            public double apply(double[] unit, double[] outTheta) {
                return prior.transform(unit, outTheta);
            }

            @Override
            public double logMass() {
                return prior.logMass();
            }

            @Override
            public LogDensity logLikelihood() {
                return new RegionLikelihood(
                        prior, likelihood, bound.stream().map(BoundSed::fork).toArray(BoundSed[]::new), bands.size());
            }
        });
    }

    @Override
    public Optional<PointwiseLogLikelihood> pointwise() {
        var names = likelihood.terms();
        return Optional.of(new PointwiseLogLikelihood() {
            @Override
            public List<String> terms() {
                return names;
            }

            @Override
            public void evaluate(double[] theta, double[] outTerms) {
                likelihood.terms(luminosities(theta), outTerms);
            }

            @Override
            public boolean isNormalized() {
                return model.hasLogDeterminant();
            }
        });
    }

    @Override
    public void drawPrior(RandomStream random, double[] outTheta) {
        prior.draw(random, outTheta);
    }

    @Override
    public double[] lower() {
        return prior.lower();
    }

    @Override
    public double[] upper() {
        return prior.upper();
    }

    @Override
    public String fingerprint() {
        var text = new StringBuilder();
        for (int r = 0; r < seds.size(); r++) {
            var sed = seds.get(r);
            text.append(model.regions().get(r)).append('\n').append(sed).append('\n');
            text.append(sed.library().provenance()).append(sed.published()).append('\n');
            for (int k = 0; k < sed.parameters().size(); k++) {
                text.append(sed.parameters().get(k).name()).append(' ');
                text.append(prior.treatment(r, k)).append('\n');
            }
        }
        for (var m : measurements) {
            text.append(m.label())
                    .append(' ')
                    .append(m.flux())
                    .append(' ')
                    .append(m.error())
                    .append(' ');
            text.append(m.calibration()).append(m.isLimit()).append(' ').append(new TreeMap<>(m.weights()));
            m.weights().keySet().stream().sorted().forEach(r -> text.append(' ')
                    .append(model.modelErrorOf(r, m.band())));
            text.append('\n');
        }
        text.append(model.hasCommonCalibration())
                .append(model.hasLogDeterminant())
                .append(model.hasPublishedPriors());
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public Card provenance() {
        var card = model.card();
        var sources =
                seds.stream().map(s -> s.library().provenance()).distinct().toList();
        for (var source : sources) {
            card = card.row("library", source);
        }
        return card;
    }

    int dataCount() {
        return measurements.size();
    }

    double logPosterior(double[] theta) {
        requireLength(theta);
        double[] out = new double[1];
        logDensity().evaluate(theta, 1, out);
        return out[0];
    }

    double logPrior(double[] theta) {
        requireLength(theta);
        return prior.logDensity(theta, 0);
    }

    double logLikelihood(double[] theta) {
        return likelihood.logLikelihood(luminosities(theta));
    }

    private void requireLength(double[] theta) {
        if (theta.length != prior.dimension()) {
            throw new IllegalArgumentException("theta has " + theta.length + " values, the model has "
                    + prior.dimension() + " free parameters: " + String.join(", ", space().names()));
        }
    }

    /** [nRegions x nBands], Lsun/Hz. */
    private double[] luminosities(double[] theta) {
        double[] full = full(theta);
        double[] lnu = new double[seds.size() * bands.size()];
        for (int r = 0; r < seds.size(); r++) {
            bound.get(r).fork().bands(full, prior.offset(r), lnu, r * bands.size());
        }
        return lnu;
    }

    private double[] full(double[] theta) {
        requireLength(theta);
        double[] full = prior.template();
        prior.fill(theta, 0, full);
        return full;
    }

    double[] parameters(int region, double[] theta) {
        int from = prior.offset(region);
        return Arrays.copyOfRange(
                full(theta), from, from + seds.get(region).parameters().size());
    }

    SedSpectrum spectrum(int region, double[] theta) {
        double[] p = parameters(region, theta);
        return spectra(region).at(p);
    }

    private synchronized SedSpectra spectra(int region) {
        var found = spectra[region];
        if (found == null) {
            found = seds.get(region).spectra();
            spectra[region] = found;
        }
        return found;
    }

    List<Prediction> predictions(double[] theta) {
        double[] lnu = luminosities(theta);
        var out = new ArrayList<Prediction>();
        for (var m : measurements) {
            double flux = 0;
            double error = 0;
            for (Map.Entry<String, Double> seen : m.weights().entrySet()) {
                double part = seen.getValue()
                        * lnu[model.regions().indexOf(seen.getKey()) * bands.size() + bands.indexOf(m.band())]
                        / lnuPerMillijansky;
                flux += part;
                error += part * model.modelErrorOf(seen.getKey(), m.band());
            }
            out.add(new Prediction(m, flux, Math.abs(error)));
        }
        return out;
    }

    RegionPhotometry simulate(double[] theta, RandomStream random) {
        double[] lnu = luminosities(theta);
        for (double l : lnu) {
            if (!Double.isFinite(l)) {
                throw new IllegalArgumentException("simulate: the model is not finite at theta; is a parameter outside"
                        + " its range? explain(theta) says");
            }
        }
        var items = likelihood.itemise(lnu);
        double[] fluxes = likelihood.draw(items, random);
        var drawn = new HashMap<Measurement, Measurement>();
        for (int i = 0; i < fluxes.length; i++) {
            var m = items.get(i).measurement();
            drawn.put(m, replica(m, fluxes[i] / lnuPerMillijansky));
        }
        return RegionPhotometry.of(
                model.regions(),
                model.data().bands(),
                measurements.stream().map(m -> require(drawn.get(m))).toList());
    }

    private static Measurement require(@Nullable Measurement m) {
        return Objects.requireNonNull(m);
    }

    /** The datum with another flux and the error it had; what comes out above a limit would have been measured. */
    private Measurement replica(Measurement m, double flux) {
        boolean isLimit = m.isLimit() && flux < m.flux();
        boolean common = model.hasCommonCalibration() && !m.isLimit();
        return new Measurement(
                m.source(),
                m.band(),
                isLimit ? m.flux() : flux,
                common ? m.error() : m.sigma(), // a calibration error in mJy stays what it was
                common ? m.calibration() : Optional.empty(),
                isLimit,
                m.weights());
    }

    InferenceData inferenceData(Fit fit) {
        requireOwn(fit.samples());
        var data = fit.inferenceData();
        data = data.thin(Math.max(1, (data.size() + HANDED_OVER - 1) / HANDED_OVER));
        var ordered = likelihood.measurements();
        var labels = ordered.stream().map(Measurement::label).toList();
        var random = RandomStream.of(1);
        var terms = pointwise().orElseThrow();
        return data.with(
                        "log_likelihood",
                        "flux",
                        terms.terms().equals(labels) ? "datum" : "part",
                        terms.terms(),
                        terms::at)
                .with("posterior_predictive", "flux", "datum", labels, theta -> Arrays.stream(
                                likelihood.draw(likelihood.itemise(luminosities(theta)), random))
                        .map(f -> f / lnuPerMillijansky)
                        .toArray())
                .with("observed_data", "flux", "datum", labels, numbers(ordered, Measurement::flux), "mJy")
                .with("observed_data", "sigma", "datum", labels, numbers(ordered, Measurement::sigma), "mJy")
                .with("observed_data", "is_limit", "datum", labels, numbers(ordered, m -> m.isLimit() ? 1 : 0), "");
    }

    private static double[] numbers(List<Measurement> all, ToDoubleFunction<Measurement> what) {
        return all.stream().mapToDouble(what).toArray();
    }

    PredictiveCheck check(Samples samples, int draws, long seed) {
        requireOwn(samples);
        double[][] thetas = new double[Math.min(draws, samples.size())][];
        for (int d = 0; d < thetas.length; d++) {
            thetas[d] = Arrays.copyOf(
                    samples.draw((int) ((d + 0.5) * samples.size() / thetas.length)), space().dimension());
        }
        return new Replicas(model, likelihood, lnuPerMillijansky)
                .check(thetas, this::luminosities, RandomStream.of(seed));
    }

    List<Derived> derived(double[] theta) {
        double[] full = full(theta);
        var out = new ArrayList<Derived>();
        for (int r = 0; r < seds.size(); r++) {
            out.add(Derived.of(model.regions().get(r), bound.get(r).fork(), full, prior.offset(r)));
        }
        return out;
    }

    private void requireOwn(Samples samples) {
        var names = samples.names();
        int nDim = space().dimension();
        if (names.size() < nDim || !names.subList(0, nDim).equals(space().names())) {
            throw new IllegalArgumentException(
                    "these samples have the parameters " + String.join(", ", names) + "; the model has "
                            + String.join(", ", space().names()) + "; give samples of this model's own fit");
        }
    }

    DerivedSummary derived(Samples samples) {
        requireOwn(samples);
        int nDim = space().dimension();
        var forks = bound.stream().map(BoundSed::fork).toList();
        var draws = new ArrayList<List<Derived>>();
        double[] theta = new double[nDim];
        double[] full = prior.template();
        for (int i = 0; i < samples.size(); i++) {
            for (int j = 0; j < nDim; j++) {
                theta[j] = samples.get(i, j);
            }
            prior.fill(theta, 0, full);
            var regions = new ArrayList<Derived>();
            for (int r = 0; r < forks.size(); r++) {
                regions.add(Derived.of(model.regions().get(r), forks.get(r), full, prior.offset(r)));
            }
            draws.add(regions);
        }
        return new DerivedSummary(draws, model.regions());
    }

    Explanation explain(double[] theta) {
        requireLength(theta);
        var terms = new ArrayList<Explanation.Term>();
        for (int j = 0; j < prior.dimension(); j++) {
            boolean inside = theta[j] >= prior.lower()[j] && theta[j] <= prior.upper()[j];
            terms.add(new Explanation.Term(
                    "prior",
                    space().axis(j).path(),
                    inside ? prior.term(j, theta) : Double.NEGATIVE_INFINITY,
                    0,
                    Text.number(theta[j], 6) + " under " + prior.prior(j)
                            + (inside
                                    ? ""
                                    : ", outside [" + Text.number(prior.lower()[j], 6) + ", "
                                            + Text.number(prior.upper()[j], 6) + "]")));
        }
        boolean possible = terms.stream().allMatch(t -> t.value() > Double.NEGATIVE_INFINITY);
        if (possible) {
            var items = likelihood.itemise(luminosities(theta));
            for (var item : items) {
                terms.add(term(item));
            }
            for (var item : likelihood.calibrationItems(items)) {
                terms.add(new Explanation.Term(
                        "calibration", item.band(), item.logLikelihood(), item.chi2(), "one factor, integrated out"));
            }
        }
        return new Explanation(terms, measurements.size());
    }

    private Explanation.Term term(JointLikelihood.Item item) {
        var m = item.measurement();
        double unit = 1 / lnuPerMillijansky;
        return new Explanation.Term(
                m.source(),
                m.band(),
                item.logLikelihood(),
                item.chi2(),
                Text.number(item.model() * unit) + " for " + (m.isLimit() ? "< " : "")
                        + Numbers.measured(m.flux(), item.sigma() * unit) + " mJy, " + Text.number(item.residual(), 3)
                        + " \u03c3");
    }

    /** Prior and likelihood on arrays, with a workspace. */
    private static final class Density implements GradientLogDensity {

        private final JointPrior prior;
        private final JointLikelihood likelihood;
        private final BoundSed[] seds;
        private final int nBands;
        private final double[] full;
        private final double[] lnu;
        private final double[] lnuGradient; // [nRegions x nBands]
        private final double[] fullGradient;

        Density(JointPrior prior, JointLikelihood likelihood, BoundSed[] seds, int nBands) {
            this.prior = prior;
            this.likelihood = likelihood;
            this.seds = seds;
            this.nBands = nBands;
            this.full = prior.template();
            this.lnu = new double[seds.length * nBands];
            this.lnuGradient = new double[lnu.length];
            this.fullGradient = new double[full.length];
        }

        @Override
        public int dimension() {
            return prior.dimension();
        }

        @Override
        public boolean hasJumps() {
            return Arrays.stream(seds).anyMatch(BoundSed::hasJumps);
        }

        @Override
        public void evaluate(double[] theta, int n, double[] outLogP) {
            int nDim = prior.dimension();
            requireShapes(theta, n, outLogP);
            for (int i = 0; i < n; i++) {
                double logP = prior.logDensity(theta, i * nDim);
                if (logP > Double.NEGATIVE_INFINITY) {
                    prior.fill(theta, i * nDim, full);
                    for (int r = 0; r < seds.length; r++) {
                        seds[r].bands(full, prior.offset(r), lnu, r * nBands);
                    }
                    logP += likelihood.logLikelihood(lnu);
                }
                outLogP[i] = logP;
            }
        }

        @Override
        public void evaluateWithGradient(double[] theta, int n, double[] outLogP, double[] outGradient) {
            int nDim = prior.dimension();
            requireShapes(theta, n, outLogP);
            if (outGradient.length < n * nDim) {
                throw new IllegalArgumentException("evaluateWithGradient: outGradient has " + outGradient.length
                        + " numbers, needed are " + n + " x " + nDim);
            }
            for (int i = 0; i < n; i++) {
                double logP = prior.logDensityWithGradient(theta, i * nDim, outGradient, i * nDim);
                if (logP > Double.NEGATIVE_INFINITY) {
                    prior.fill(theta, i * nDim, full);
                    logP += likelihoodWithGradient();
                    if (logP > Double.NEGATIVE_INFINITY) {
                        prior.addGradient(fullGradient, outGradient, i * nDim);
                    } else {
                        Arrays.fill(outGradient, i * nDim, (i + 1) * nDim, 0);
                    }
                }
                outLogP[i] = logP;
            }
        }

        /** ln L of the full vector; its gradient into {@link #fullGradient}. */
        private double likelihoodWithGradient() {
            for (int r = 0; r < seds.length; r++) {
                seds[r].bandsToPullBack(full, prior.offset(r), lnu, r * nBands);
            }
            double logL = likelihood.logLikelihoodWithGradient(lnu, lnuGradient);
            for (int r = 0; r < seds.length; r++) {
                int from = prior.offset(r);
                seds[r].pullBack(full, from, lnuGradient, r * nBands, fullGradient, from);
            }
            return logL;
        }

        private void requireShapes(double[] theta, int n, double[] outLogP) {
            int nDim = prior.dimension();
            if (theta.length < n * nDim || outLogP.length < n) {
                throw new IllegalArgumentException("evaluate: theta has " + theta.length + " numbers and outLogP "
                        + outLogP.length + ", needed are " + n + " x " + nDim + " and " + n);
            }
        }

        @Override
        public GradientLogDensity fork() {
            var forks = new BoundSed[seds.length];
            for (int r = 0; r < seds.length; r++) {
                forks[r] = seds[r].fork();
            }
            return new Density(prior, likelihood, forks, nBands);
        }
    }
}
