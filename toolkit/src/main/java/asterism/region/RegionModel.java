package asterism.region;

import asterism.data.BandPattern;
import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Suggestion;
import asterism.infer.Fit;
import asterism.infer.InferenceData;
import asterism.infer.Point;
import asterism.infer.Posterior;
import asterism.infer.Sampler;
import asterism.infer.Samples;
import asterism.param.ModelException;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;
import asterism.sed.Sed;
import asterism.sed.SedSpectrum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One galaxy in several regions, each with its own spectrum, fitted to photometry of which some sees single regions and
 * some only their sum.
 *
 * <pre>{@code
 * RegionModel.of(data).region("center", center).region("disk", disk).modelError(0.10)
 * }</pre>
 *
 * <p>The likelihood is Gaussian with the variance sigma^2 + (f M)^2 of data and model error, determinant included; the
 * prior is what the regions' models say of their parameters, with the connections between regions. Immutable: every
 * method gives a new model. What is missing stands in its {@link #card()}, and in the message when it is sampled.
 */
public final class RegionModel implements Displayable {

    private record ErrorRule(Optional<String> region, BandPattern bands, double fraction) {
        boolean applies(String inRegion, String band) {
            return region.map(inRegion::equals).orElse(true) && bands.matches(band);
        }

        @Override
        public String toString() {
            return Text.percent(fraction)
                    + (bands.text().equals("*") ? "" : " in " + bands.text())
                    + region.map(r -> " of " + r).orElse("");
        }
    }

    /** What may be switched; each by itself. */
    private record Options(
            boolean commonCalibration, boolean logDeterminant, boolean publishedPriors, boolean publishedSeds) {}

    private final RegionPhotometry data;
    private final Map<String, Sed> seds;
    private final List<ErrorRule> modelErrors;
    private final Options options;
    private @Nullable RegionPosterior bound;

    private RegionModel(RegionPhotometry data, Map<String, Sed> seds, List<ErrorRule> modelErrors, Options options) {
        this.data = data;
        this.seds = seds;
        this.modelErrors = modelErrors;
        this.options = options;
    }

    /** A model of these data; its regions are those of the data. */
    public static RegionModel of(RegionPhotometry data) {
        return new RegionModel(data, Map.of(), List.of(), new Options(false, true, false, false));
    }

    /** This model with the spectrum of one region; what is said last counts. */
    public RegionModel region(String name, Sed sed) {
        requireRegion(name);
        var more = new LinkedHashMap<>(seds);
        more.put(name, sed);
        return new RegionModel(data, more, modelErrors, options);
    }

    /** This model fitted to other data. */
    public RegionModel data(RegionPhotometry other) {
        var model = new RegionModel(other, Map.of(), modelErrors, options);
        for (var entry : seds.entrySet()) {
            model = model.region(entry.getKey(), entry.getValue());
        }
        return model;
    }

    /**
     * This model with an error of its own: a fraction f of its flux, in quadrature with the errors of the data. For
     * measurements that see several regions the errors of the regions add up, as for one and the same wrong assumption.
     *
     * @param fraction 1 sigma, 0.10 for 10 %
     */
    public RegionModel modelError(double fraction) {
        return modelError("*", fraction);
    }

    /**
     * As {@link #modelError(double)} in some bands; later calls win.
     *
     * @param bands a label, the first words of labels ({@code "IRAC"}), or a pattern with {@code *} and {@code ?}
     */
    public RegionModel modelError(String bands, double fraction) {
        return plus(new ErrorRule(Optional.empty(), checked(bands), fraction));
    }

    /** As {@link #modelError(double)} in one region; later calls win. */
    public RegionModel modelErrorIn(String region, double fraction) {
        return modelErrorIn(region, "*", fraction);
    }

    /** As {@link #modelError(String, double)} in one region; later calls win. */
    public RegionModel modelErrorIn(String region, String bands, double fraction) {
        requireRegion(region);
        return plus(new ErrorRule(Optional.of(region), checked(bands), fraction));
    }

    private BandPattern checked(String bands) {
        var pattern = new BandPattern(bands);
        pattern.selectSome("modelError", data.bands());
        return pattern;
    }

    private RegionModel plus(ErrorRule rule) {
        if (!(rule.fraction() >= 0) || !(rule.fraction() < 1)) {
            throw new IllegalArgumentException(
                    "modelError(" + Text.number(rule.fraction()) + "): the fraction must be in [0, 1), 0.10 for 10 %");
        }
        var more = new ArrayList<>(modelErrors);
        more.add(rule);
        return new RegionModel(data, seds, List.copyOf(more), options);
    }

    /**
     * This model with the calibration error of a band as one unknown factor for all that was measured in it, instead of an
     * independent error of each flux. The factor is integrated out exactly.
     */
    public RegionModel commonCalibration() {
        return with(new Options(true, options.logDeterminant, options.publishedPriors, options.publishedSeds));
    }

    /**
     * Whether the likelihood has its determinant, -1/2 ln(2 pi V) for each datum; it has by default. Without it a model
     * that is far too bright costs nothing more, because its error grows with it: chi-square levels off at 1/f^2 for each
     * datum, and walkers get stuck there.
     */
    public RegionModel logDeterminant(boolean included) {
        return with(new Options(options.commonCalibration, included, options.publishedPriors, options.publishedSeds));
    }

    /**
     * This model with Gaussian priors and connections as the published code evaluates them: exp(-z^2) instead of
     * exp(-z^2 / 2), which makes them narrower by sqrt(2), and for {@code within} the density 1 / D instead of 1 / (2 D).
     */
    public RegionModel publishedPriors() {
        return with(new Options(options.commonCalibration, options.logDeterminant, true, options.publishedSeds));
    }

    /**
     * This model with every convention of the published code, to reproduce published numbers: no determinant, published
     * priors, and the published conventions of the spectra.
     */
    public RegionModel asPublished() {
        return with(new Options(options.commonCalibration, false, true, true));
    }

    private RegionModel with(Options other) {
        return new RegionModel(data, seds, modelErrors, other);
    }

    private void requireRegion(String name) {
        if (!data.regions().contains(name)) {
            throw new IllegalArgumentException("no region '" + name + "' in this photometry; it has " + data.regions()
                    + Suggestion.hint(name, data.regions()));
        }
    }

    /** The data. */
    public RegionPhotometry data() {
        return data;
    }

    /** The regions, in the order of the data. */
    public List<String> regions() {
        return data.regions();
    }

    /** The spectrum model of a region, with the conventions in force. */
    public Sed sed(String region) {
        requireRegion(region);
        var sed = seds.get(region);
        if (sed == null) {
            throw new ModelException("region '" + region + "' has no model; add .region(\"" + region + "\", sed)");
        }
        return options.publishedSeds ? sed.asPublished() : sed;
    }

    /** Model error of a region in a band, as a fraction of its flux. */
    public double modelErrorOf(String region, String band) {
        requireRegion(region);
        for (int i = modelErrors.size() - 1; i >= 0; i--) {
            if (modelErrors.get(i).applies(region, band)) {
                return modelErrors.get(i).fraction();
            }
        }
        return 0;
    }

    boolean hasCommonCalibration() {
        return options.commonCalibration;
    }

    boolean hasLogDeterminant() {
        return options.logDeterminant;
    }

    boolean hasPublishedPriors() {
        return options.publishedPriors;
    }

    /** The published conventions in force, in words; empty where everything is right by default. */
    public List<String> conventions() {
        var out = new ArrayList<String>();
        if (!options.logDeterminant) {
            out.add("likelihood without its determinant, ln L = -\\chi^2/2");
        }
        if (options.publishedPriors) {
            out.add("Gaussian priors and connections exp(-z^2), narrower by \u221a2; within: 1/D");
        }
        for (var region : seds.keySet()) {
            for (var convention : sed(region).relevantConventions()) {
                var text = "spectra: " + convention.title() + ": " + convention.published();
                if (!out.contains(text)) {
                    out.add(text);
                }
            }
        }
        return out;
    }

    /**
     * The model bound to its data: what samplers explore. It is made once and kept.
     *
     * @throws ModelException where anything is missing or does not fit; everything is listed
     */
    public Posterior bind() {
        return bound();
    }

    private synchronized RegionPosterior bound() {
        if (bound == null) {
            bound = RegionPosterior.of(this);
        }
        return bound;
    }

    /** Explores the posterior: {@code sample(ensemble().walkers(64).steps(30_000))}. */
    public Fit sample(Sampler sampler) {
        var posterior = bound();
        var fit = sampler.run(posterior);
        return posterior.pointwise().map(fit::with).orElse(fit);
    }

    /** The sampled parameters, in the order in which they stand in theta. */
    public ParameterSpace space() {
        return bound().space();
    }

    /** ln(prior x likelihood) at theta [nDim]; -infinity outside the prior. */
    public double logPosterior(double... theta) {
        return bound().logPosterior(theta);
    }

    /** ln prior at theta [nDim]; -infinity outside. */
    public double logPrior(double... theta) {
        return bound().logPrior(theta);
    }

    /** ln likelihood at theta [nDim], with its normalisation where the determinant is included; Lsun/Hz. */
    public double logLikelihood(double... theta) {
        return bound().logLikelihood(theta);
    }

    /** Chi-square of the measured fluxes at theta [nDim]; NaN where the prior vanishes. */
    public double chi2(double... theta) {
        return bound().explain(theta).chi2();
    }

    /** The log posterior at theta [nDim], term by term. */
    public Explanation explain(double... theta) {
        return bound().explain(theta);
    }

    /**
     * The log posterior at a point, term by term: {@code explain(fit.best())}.
     *
     * @throws ModelException where the point has other parameters than this model
     */
    public Explanation explain(Point point) {
        if (!point.space().names().equals(space().names())) {
            throw new ModelException("the point has " + point.space().names() + ", but this model has "
                    + space().names() + "; take a point of a fit of this model");
        }
        return explain(point.theta());
    }

    /** What the model says of every measurement at theta [nDim], in the order of the data's measurements. */
    public List<Prediction> predictions(double... theta) {
        return bound().predictions(theta);
    }

    /** The model's flux for every measurement at theta [nDim], mJy, in the order of the data's measurements. */
    public double[] predict(double... theta) {
        return predictions(theta).stream().mapToDouble(Prediction::flux).toArray();
    }

    /** All parameters of a region at theta [nDim], fixed and tied ones too, in the order of its model. */
    public double[] parameters(String region, double... theta) {
        requireRegion(region);
        return bound().parameters(regions().indexOf(region), theta);
    }

    /** The spectrum of a region at theta [nDim], with its components. */
    public SedSpectrum spectrum(String region, double... theta) {
        requireRegion(region);
        return bound().spectrum(regions().indexOf(region), theta);
    }

    /**
     * What follows from the parameters of each region: masses, mean star formation rates, absorbed power, dust mass.
     *
     * @return [nRegions], in the order of {@link #regions()}
     */
    public List<Derived> derived(double... theta) {
        return bound().derived(theta);
    }

    /**
     * What follows from the parameters, over the samples of a fit: medians and intervals of masses, star formation rates,
     * absorbed power and dust mass for each region and for all together; {@link DerivedSummary#table()} has all draws.
     *
     * @throws IllegalArgumentException where the fit has other parameters than this model
     */
    public DerivedSummary derived(Fit fit) {
        return derived(fit.samples());
    }

    /** As {@link #derived(Fit)}, for samples that have been thinned or cut. */
    public DerivedSummary derived(Samples samples) {
        return bound().derived(samples);
    }

    /**
     * Data as they could have been measured if theta were the truth: every flux drawn about the model's with the covariance
     * of the likelihood, that is with the errors in mJy that the data have and with the model error at theta.
     *
     * <p>A calibration error stays what it is in mJy, because the likelihood takes it from the measured flux; with
     * {@link #commonCalibration()} each band has one factor drawn, proportional to the model. Fluxes may be negative. Where
     * a limit was known, a draw below it gives the limit again and a draw above it a measured flux.
     *
     * @param theta [nDim], in the order of {@link #space()}. Not modified.
     */
    public RegionPhotometry simulate(double[] theta, long seed) {
        return simulate(theta, RandomStream.of(seed));
    }

    /** As {@link #simulate(double[], long)}, from a stream that is in use. */
    public RegionPhotometry simulate(double[] theta, RandomStream random) {
        return bound().simulate(theta, random);
    }

    /**
     * A fit of this model for ArviZ, with the log likelihood of every datum, replicated fluxes [mJy] and the data: {@code
     * ngc628.inferenceData(fit).save("ngc628.nc")}. Stored steps are thinned to at most 20 000 draws; of an ensemble a draw of
     * each walker.
     *
     * @throws IllegalArgumentException where the fit has other parameters than this model
     */
    public InferenceData inferenceData(Fit fit) {
        return bound().inferenceData(fit);
    }

    /**
     * Compares the data with data that the fitted model would give again: {@link PredictiveCheck}. From 2000 posterior draws,
     * each with the same weight, seed 1.
     *
     * @throws IllegalArgumentException where the fit has other parameters than this model
     */
    public PredictiveCheck predictiveCheck(Fit fit) {
        return predictiveCheck(fit.samples(), 1);
    }

    /** As {@link #predictiveCheck(Fit)}, for samples that have been thinned or cut, and with a seed of one's own. */
    public PredictiveCheck predictiveCheck(Samples samples, long seed) {
        return bound().check(samples, PredictiveCheck.DRAWS, seed);
    }

    @Override
    public Card card() {
        var card = Card.of("Model of " + Text.count(regions().size(), "region") + ": " + String.join(", ", regions()));
        Optional<RegionPosterior> ready = Optional.empty();
        try {
            ready = Optional.of(bound());
        } catch (IllegalArgumentException e) {
            for (var problem : String.valueOf(e.getMessage()).split("\n")) {
                card = card.warning(problem);
            }
        }
        if (ready.isPresent()) {
            card = card.row(
                    "fit",
                    Text.count(ready.get().dataCount(), "datum").replace("datums", "data") + ", "
                            + Text.count(ready.get().space().dimension(), "free parameter"));
        }
        card = card.row(
                        "data",
                        data.bands().size() - data.absent().size() + " bands"
                                + (data.absent().isEmpty()
                                        ? ""
                                        : "; not measured: " + String.join(", ", data.absent())))
                .row("model error", modelErrors.isEmpty() ? "none" : modelErrorText())
                .row(
                        "calibration errors",
                        options.commonCalibration
                                ? "one factor for each band, integrated out"
                                : "independent for each flux")
                .row("likelihood", options.logDeterminant ? "Gaussian, with its determinant" : "exp(-\\chi^2/2)");
        var conventions = conventions();
        for (int i = 0; i < conventions.size(); i++) {
            card = card.row(i == 0 ? "as published" : "", conventions.get(i));
        }
        return card.table(header(), rows());
    }

    private String modelErrorText() {
        var out = new ArrayList<String>();
        modelErrors.forEach(rule -> out.add(rule.toString()));
        return String.join(", then ", out);
    }

    private List<String> header() {
        var header = new ArrayList<String>();
        header.add("parameter");
        header.addAll(regions());
        header.add("unit");
        return header;
    }

    /** A row per parameter, a column per region: what each is given. */
    private List<List<String>> rows() {
        var labels = new LinkedHashMap<String, Parameter>();
        for (var region : seds.keySet()) {
            sed(region).parameters().forEach(p -> labels.putIfAbsent(p.name(), p));
        }
        var rows = new ArrayList<List<String>>();
        for (var parameter : labels.values()) {
            var row = new ArrayList<String>();
            row.add(parameter.latex());
            for (var region : regions()) {
                row.add(treatment(region, parameter));
            }
            row.add(parameter.unit());
            rows.add(row);
        }
        return rows;
    }

    private String treatment(String region, Parameter parameter) {
        if (!seds.containsKey(region) || !sed(region).parameters().contains(parameter)) {
            return "";
        }
        return sed(region).treatment(parameter).map(Object::toString).orElse("missing");
    }

    @Override
    public String toString() {
        return "model of " + String.join(", ", regions());
    }
}
