package asterism.torus;

import static asterism.torus.Arguments.require;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.unit.Constants;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A model, its bounds and a start that suit some binned data: {@code auto_init} of the Python package.
 *
 * <p>The frequency is the ratio of the spreads of velocity and position among the pixels whose label is near that of the center;
 * knots reach to the radius of the outermost pixels; bounds and start of the label follow its trend with height. Where only counts
 * are known, their logarithm is the label.
 *
 * <p>Immutable; each method that names a setting gives a changed copy.
 *
 * <pre>{@code
 * var start = TorusStart.of(data).labelKnots(5).eKnots(2, 8).eKnots(4, 4).regularizer(smooth);
 * var fit = start.model().optimize(start.parameters(), data, TorusLikelihood.GAUSSIAN, start.bounds());
 * }</pre>
 */
public final class TorusStart implements Displayable {

    /** Density range of the bounds of ln Omega0, Msun/kpc^3: 0.001 ... 100 Msun/pc^3. */
    private static final double LOWEST_DENSITY = 1e6;

    private static final double HIGHEST_DENSITY = 1e11;
    private static final double LOWEST_E = -16; // ln slope
    private static final double HIGHEST_E = 10;

    private final BinnedData data;
    private final LabelTrend trend;
    private final Settings settings;

    /** What the user chose; written to only while a start is being made from another. */
    private static final class Settings {
        Optional<Knots> labelKnots = Optional.empty();
        Map<Integer, Knots> eKnots = Map.of();
        Map<Integer, Integer> eSigns = Map.of();
        double labelPower = 1;
        double ePower = 1;
        double reMaxFactor = 1;
        Optional<Double> omega0 = Optional.empty();
        Optional<Regularizer> regularizer = Optional.empty();
        boolean unregularized;
        boolean published;

        Settings copy() {
            var copy = new Settings();
            copy.labelKnots = labelKnots;
            copy.eKnots = eKnots;
            copy.eSigns = eSigns;
            copy.labelPower = labelPower;
            copy.ePower = ePower;
            copy.reMaxFactor = reMaxFactor;
            copy.omega0 = omega0;
            copy.regularizer = regularizer;
            copy.unregularized = unregularized;
            copy.published = published;
            return copy;
        }
    }

    /** Knots: their number, or where they are. */
    private static final class Knots {
        private final int number;
        private final double[] at;

        private Knots(int number, double[] at) {
            this.number = number;
            this.at = at;
        }

        private double[] until(double last, double power) {
            if (at.length > 0) {
                return at;
            }
            double[] out = new double[number];
            double end = Math.pow(last, power);
            for (int i = 0; i < number; i++) {
                out[i] = Math.pow(end * i / (number - 1), 1 / power);
            }
            return out;
        }
    }

    private TorusStart(BinnedData data, LabelTrend trend, Settings settings) {
        this.data = data;
        this.trend = trend;
        this.settings = settings;
    }

    /** For these data, with mean labels or counts. Knots are still to be chosen. */
    public static TorusStart of(BinnedData data) {
        if (data.hasLabel()) {
            data.requireLabel("TorusStart.of(data)");
        } else {
            data.requireCounts("TorusStart.of(data)");
        }
        return new TorusStart(data, LabelTrend.of(data), new Settings());
    }

    private TorusStart with(Consumer<Settings> change) {
        var copy = settings.copy();
        change.accept(copy);
        return new TorusStart(data, trend, copy);
    }

    private static <T> Map<Integer, T> with(Map<Integer, T> map, int m, T value) {
        var more = new TreeMap<>(map);
        more.put(m, value);
        return more;
    }

    // ---- settings ------------------------------------------------------------------------------------------------

    /** The label function has so many knots from 0 to the largest radius; at least 2. */
    public TorusStart labelKnots(int n) {
        require(n >= 2, "labelKnots(" + n + "): a label function needs at least 2 knots; 5 to 10 are usual");
        return with(s -> s.labelKnots = Optional.of(new Knots(n, new double[0])));
    }

    /** The label function has these knots, kpc (rad/Myr)^(1/2). Copied. */
    public TorusStart labelKnotsAt(double... knots) {
        return with(s -> s.labelKnots = Optional.of(new Knots(knots.length, knots.clone())));
    }

    /** The distortion e_m has so many knots from 0 to the largest radius; at least 2. */
    public TorusStart eKnots(int m, int n) {
        require(n >= 2, "eKnots(" + m + ", " + n + "): a distortion needs at least 2 knots; 4 to 10 are usual");
        return with(s -> s.eKnots = with(s.eKnots, m, new Knots(n, new double[0])));
    }

    /** The distortion e_m has these knots, kpc (rad/Myr)^(1/2). Copied. */
    public TorusStart eKnotsAt(int m, double... knots) {
        return with(s -> s.eKnots = with(s.eKnots, m, new Knots(knots.length, knots.clone())));
    }

    /** The sign of the slopes of e_m, +1 or -1; default -1 where m is a multiple of 4, else +1. */
    public TorusStart eSign(int m, int sign) {
        return with(s -> s.eSigns = with(s.eSigns, m, sign));
    }

    /** Label knots are even in r to this power, above 0: below 1 they crowd at the center. Default 1. */
    public TorusStart labelKnotsSpacingPower(double power) {
        require(
                power > 0,
                "labelKnotsSpacingPower(" + power + "): must be above 0; 1 is even, 0.5 crowds at the center");
        return with(s -> s.labelPower = power);
    }

    /** Knots of the distortions are even in r_e to this power, above 0. Default 1. */
    public TorusStart eKnotsSpacingPower(double power) {
        require(power > 0, "eKnotsSpacingPower(" + power + "): must be above 0; 1 is even, 0.5 crowds at the center");
        return with(s -> s.ePower = power);
    }

    /** The last knot is so many times the radius of the outermost pixels, above 0. Default 1. */
    public TorusStart reMaxFactor(double factor) {
        require(factor > 0, "reMaxFactor(" + factor + "): must be above 0");
        return with(s -> s.reMaxFactor = factor);
    }

    /** The frequency at the center, rad/Myr, where the grid is too coarse to estimate it. */
    public TorusStart omega0(double frequency) {
        require(
                frequency > 0,
                "omega0(" + frequency + "): a frequency must be above 0 rad/Myr; near the Sun it is 0.07");
        return with(s -> s.omega0 = Optional.of(frequency));
    }

    /** The model's penalty on its parameters. */
    public TorusStart regularizer(Regularizer regularizer) {
        return with(s -> {
            s.regularizer = Optional.of(regularizer);
            s.unregularized = false;
        });
    }

    /** The model has no penalty on its parameters. */
    public TorusStart withoutRegularizer() {
        return with(s -> {
            s.regularizer = Optional.empty();
            s.unregularized = true;
        });
    }

    /** Start with distortions of e^-16 as the Python package does; no fit gets away from there. */
    public TorusStart asPublished() {
        return with(s -> s.published = true);
    }

    // ---- results -------------------------------------------------------------------------------------------------

    /** The data. */
    public BinnedData data() {
        return data;
    }

    /** The frequency at the center, rad/Myr: given, or estimated from the labels. */
    public double estimateOmega() {
        return settings.omega0.orElseGet(trend::frequency);
    }

    /** Elliptical radius of the outermost pixels times its factor, kpc (rad/Myr)^(1/2). */
    public double reMax() {
        return settings.reMaxFactor * trend.outermost(estimateOmega());
    }

    /** The model. */
    public TorusModel model() {
        var knots = settings.labelKnots.orElseThrow(() -> new IllegalArgumentException(
                "TorusStart: the label function has no knots; give their number, .labelKnots(5)"));
        require(
                settings.regularizer.isPresent() || settings.unregularized,
                "TorusStart: no regularizer; give .regularizer(SplineRegularizer.of() with labelL2Sigma, labelSmoothSigma, "
                        + "and eL2Sigma and eSmoothSigma for m = " + settings.eKnots.keySet()
                        + "), or .withoutRegularizer()");
        double last = reMax();
        var model = TorusModel.of(knots.until(last, settings.labelPower));
        for (var e : settings.eKnots.entrySet()) {
            model = model.e(e.getKey(), e.getValue().until(last, settings.ePower));
        }
        for (var sign : settings.eSigns.entrySet()) {
            model = model.eSign(sign.getKey(), sign.getValue());
        }
        return settings.regularizer.isPresent() ? model.regularizer(settings.regularizer.get()) : model;
    }

    /**
     * Bounds: the slopes of the label all have the sign of its trend with height; the density at the center is 0.001 ... 100
     * Msun/pc^3; the mid-plane within 1 kpc, the mean velocity within 100 km/s.
     */
    public TorusBounds bounds() {
        var model = model();
        double steepest = 10 * trend.slope() / Math.sqrt(estimateOmega());
        double center = trend.atPlane();
        double spread = 5 * trend.spread();
        double scale = 4 * Math.PI * Constants.GRAVITY_KPC;
        var zero = model.parameters(new double[model.dimension()]);
        var bounds = TorusBounds.of(zero, zero)
                .labelAtCenter(center - spread, center + spread)
                .labelSlopes(Math.min(0, steepest), Math.max(0, steepest))
                .lnOmega0(0.5 * Math.log(scale * LOWEST_DENSITY), 0.5 * Math.log(scale * HIGHEST_DENSITY))
                .pos0(Length.ofKpc(-1), Length.ofKpc(1))
                .vel0(Velocity.ofKmPerS(-100), Velocity.ofKmPerS(100));
        for (int m : model.orders()) {
            bounds = bounds.eVals(m, LOWEST_E, HIGHEST_E);
        }
        return bounds;
    }

    /** The start: a straight label function, slight distortions. */
    public TorusParameters parameters() {
        return settings.published ? published() : estimate(model(), trend, estimateOmega(), reMax());
    }

    private TorusParameters published() {
        var p = estimate(model(), trend, estimateOmega(), reMax());
        for (int m : p.orders()) {
            double[] vals = p.eVals(m);
            Arrays.fill(vals, LOWEST_E);
            p = p.eVals(m, vals);
        }
        return p;
    }

    /** A start for a model that was made in another way, put inside its bounds. */
    static TorusParameters estimate(TorusModel model, BinnedData data, TorusBounds bounds) {
        var trend = LabelTrend.of(data);
        double omega = trend.frequency();
        double[] x = estimate(model, trend, omega, trend.outermost(omega)).toArray();
        double[] lo = bounds.lower().toArray();
        double[] hi = bounds.upper().toArray();
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.max(lo[k], Math.min(hi[k], x[k]));
        }
        return model.parameters(x);
    }

    private static TorusParameters estimate(TorusModel model, LabelTrend trend, double omega, double reMax) {
        double[] line = trend.line(omega);
        double[] vals = new double[model.labelKnots().length];
        Arrays.fill(vals, line[1]);
        vals[0] = line[0];
        var p = TorusParameters.of(Math.log(omega), vals);
        for (int m : model.orders()) {
            double[] e = new double[model.eKnots(m).length - 1];
            Arrays.fill(e, Math.log((m == 2 ? 0.1 : 0.01) / reMax));
            p = p.eVals(m, e);
        }
        return p;
    }

    @Override
    public Card card() {
        var card = Card.of("Start of an orbital torus fit")
                .row("frequency at the center", Numbers.significant(estimateOmega(), 4) + " rad/Myr")
                .row("largest radius", Numbers.significant(reMax(), 4) + " " + Elliptical.RADIUS_UNIT);
        return settings.labelKnots.isEmpty()
                ? card.warning("the label function has no knots yet")
                : card.section(model().card()).section(parameters().card());
    }

    @Override
    public String toString() {
        return toText();
    }
}
