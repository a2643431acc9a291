package asterism.torus;

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
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

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
    private final Settings settings;

    /** What the user chose. */
    private record Settings(
            Optional<Knots> labelKnots,
            Map<Integer, Knots> eKnots,
            Map<Integer, Integer> eSigns,
            double labelPower,
            double ePower,
            double reMaxFactor,
            Optional<Double> omega0,
            Optional<Regularizer> regularizer,
            boolean unregularized,
            boolean published) {}

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

    private TorusStart(BinnedData data, Settings settings) {
        this.data = data;
        this.settings = settings;
    }

    /** For these data, with mean labels or counts. Knots are still to be chosen. */
    public static TorusStart of(BinnedData data) {
        if (data.hasLabel()) {
            data.requireLabel("TorusStart.of(data)");
        } else {
            data.requireCounts("TorusStart.of(data)");
        }
        return new TorusStart(
                data,
                new Settings(
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        1,
                        1,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    // ---- settings ------------------------------------------------------------------------------------------------

    /** The label function has so many knots from 0 to the largest radius; at least 2. */
    public TorusStart labelKnots(int n) {
        require(n >= 2, "labelKnots(" + n + "): a label function needs at least 2 knots; 5 to 10 are usual");
        return labelKnots(new Knots(n, new double[0]));
    }

    /** The label function has these knots, kpc (rad/Myr)^(1/2). Copied. */
    public TorusStart labelKnotsAt(double... knots) {
        return labelKnots(new Knots(knots.length, knots.clone()));
    }

    private TorusStart labelKnots(Knots knots) {
        var s = settings;
        return new TorusStart(
                data,
                new Settings(
                        Optional.of(knots),
                        s.eKnots,
                        s.eSigns,
                        s.labelPower,
                        s.ePower,
                        s.reMaxFactor,
                        s.omega0,
                        s.regularizer,
                        s.unregularized,
                        s.published));
    }

    /** The distortion e_m has so many knots from 0 to the largest radius; at least 2. */
    public TorusStart eKnots(int m, int n) {
        require(n >= 2, "eKnots(" + m + ", " + n + "): a distortion needs at least 2 knots; 4 to 10 are usual");
        return eKnots(m, new Knots(n, new double[0]));
    }

    /** The distortion e_m has these knots, kpc (rad/Myr)^(1/2). Copied. */
    public TorusStart eKnotsAt(int m, double... knots) {
        return eKnots(m, new Knots(knots.length, knots.clone()));
    }

    private TorusStart eKnots(int m, Knots knots) {
        var s = settings;
        var more = new TreeMap<>(s.eKnots);
        more.put(m, knots);
        return new TorusStart(
                data,
                new Settings(
                        s.labelKnots,
                        more,
                        s.eSigns,
                        s.labelPower,
                        s.ePower,
                        s.reMaxFactor,
                        s.omega0,
                        s.regularizer,
                        s.unregularized,
                        s.published));
    }

    /** The sign of the slopes of e_m, +1 or -1; default -1 where m is a multiple of 4, else +1. */
    public TorusStart eSign(int m, int sign) {
        var s = settings;
        var more = new TreeMap<>(s.eSigns);
        more.put(m, sign);
        return new TorusStart(
                data,
                new Settings(
                        s.labelKnots,
                        s.eKnots,
                        more,
                        s.labelPower,
                        s.ePower,
                        s.reMaxFactor,
                        s.omega0,
                        s.regularizer,
                        s.unregularized,
                        s.published));
    }

    /** Label knots are even in r to this power, above 0: below 1 they crowd at the center. Default 1. */
    public TorusStart labelKnotsSpacingPower(double power) {
        require(
                power > 0,
                "labelKnotsSpacingPower(" + power + "): must be above 0; 1 is even, 0.5 crowds at the center");
        return spacing(power, settings.ePower, settings.reMaxFactor);
    }

    /** Knots of the distortions are even in r_e to this power, above 0. Default 1. */
    public TorusStart eKnotsSpacingPower(double power) {
        require(power > 0, "eKnotsSpacingPower(" + power + "): must be above 0; 1 is even, 0.5 crowds at the center");
        return spacing(settings.labelPower, power, settings.reMaxFactor);
    }

    /** The last knot is so many times the radius of the outermost pixels, above 0. Default 1. */
    public TorusStart reMaxFactor(double factor) {
        require(factor > 0, "reMaxFactor(" + factor + "): must be above 0");
        return spacing(settings.labelPower, settings.ePower, factor);
    }

    private TorusStart spacing(double labelPower, double ePower, double reMaxFactor) {
        var s = settings;
        return new TorusStart(
                data,
                new Settings(
                        s.labelKnots,
                        s.eKnots,
                        s.eSigns,
                        labelPower,
                        ePower,
                        reMaxFactor,
                        s.omega0,
                        s.regularizer,
                        s.unregularized,
                        s.published));
    }

    /** The frequency at the center, rad/Myr, where the grid is too coarse to estimate it. */
    public TorusStart omega0(double frequency) {
        require(
                frequency > 0,
                "omega0(" + frequency + "): a frequency must be above 0 rad/Myr; near the Sun it is 0.07");
        return with(Optional.of(frequency), settings.regularizer, settings.unregularized, settings.published);
    }

    /** The model's penalty on its parameters. */
    public TorusStart regularizer(Regularizer regularizer) {
        return with(settings.omega0, Optional.of(regularizer), false, settings.published);
    }

    /** The model has no penalty on its parameters. */
    public TorusStart withoutRegularizer() {
        return with(settings.omega0, Optional.empty(), true, settings.published);
    }

    /** Start with distortions of e^-16 as the Python package does; no fit gets away from there. */
    public TorusStart asPublished() {
        return with(settings.omega0, settings.regularizer, settings.unregularized, true);
    }

    private TorusStart with(
            Optional<Double> omega0, Optional<Regularizer> regularizer, boolean unregularized, boolean published) {
        var s = settings;
        return new TorusStart(
                data,
                new Settings(
                        s.labelKnots,
                        s.eKnots,
                        s.eSigns,
                        s.labelPower,
                        s.ePower,
                        s.reMaxFactor,
                        omega0,
                        regularizer,
                        unregularized,
                        published));
    }

    // ---- results -------------------------------------------------------------------------------------------------

    /** The data. */
    public BinnedData data() {
        return data;
    }

    /** The frequency at the center, rad/Myr: given, or estimated from the labels. */
    public double estimateOmega() {
        return settings.omega0.orElseGet(() -> estimateOmega(data));
    }

    /** Elliptical radius of the outermost pixels times its factor, kpc (rad/Myr)^(1/2). */
    public double reMax() {
        return settings.reMaxFactor * outermost(data, estimateOmega());
    }

    private static double outermost(BinnedData data, double omega) {
        double root = Math.sqrt(omega);
        double z = Arrays.stream(data.posArray()).max().orElse(0);
        double v = Arrays.stream(data.velArray()).max().orElse(0);
        return 0.5 * (z * root + v / root);
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
        double trend = 10 * meanSlope() / Math.sqrt(estimateOmega());
        double[] labels = labels(data);
        double[] finite = Arrays.stream(labels).filter(Double::isFinite).toArray();
        double center = binnedByHeight()[firstFinite(binnedByHeight())];
        double spread = 5 * standardDeviation(finite);
        double scale = 4 * Math.PI * Constants.GRAVITY_KPC;
        var zero = model.parameters(new double[model.dimension()]);
        var bounds = TorusBounds.of(zero, zero)
                .labelAtCenter(center - spread, center + spread)
                .labelSlopes(Math.min(0, trend), Math.max(0, trend))
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
        return settings.published ? published() : estimate(model(), data, estimateOmega(), reMax());
    }

    private TorusParameters published() {
        var p = estimate(model(), data, estimateOmega(), reMax());
        for (int m : p.orders()) {
            double[] vals = p.eVals(m);
            Arrays.fill(vals, LOWEST_E);
            p = p.eVals(m, vals);
        }
        return p;
    }

    /** A start for a model that was made in another way, put inside its bounds. */
    static TorusParameters estimate(TorusModel model, BinnedData data, TorusBounds bounds) {
        double omega = estimateOmega(data);
        double[] x = estimate(model, data, omega, outermost(data, omega)).toArray();
        double[] lo = bounds.lower().toArray();
        double[] hi = bounds.upper().toArray();
        for (int k = 0; k < x.length; k++) {
            x[k] = Math.max(lo[k], Math.min(hi[k], x[k]));
        }
        return model.parameters(x);
    }

    private static TorusParameters estimate(TorusModel model, BinnedData data, double omega, double reMax) {
        double[] labels = labels(data);
        double root = Math.sqrt(omega);
        double[] rE = new double[labels.length];
        for (int i = 0; i < rE.length; i++) {
            rE[i] = Math.hypot(data.velArray()[i] / root, data.posArray()[i] * root);
        }
        double[] known = select(rE, i -> Double.isFinite(labels[i]));
        double inner = percentile(known, 5);
        double outer = percentile(known, 95);
        double center = mean(select(labels, i -> rE[i] <= inner));
        double edge = median(select(labels, i -> rE[i] >= outer));
        require(
                Double.isFinite(center) && Double.isFinite(edge),
                "the start cannot be estimated: no pixel with a label near the "
                        + (Double.isFinite(center) ? "edge" : "center")
                        + " of the grid; choose bin edges that follow the stars more closely, or give parameters of your own");
        double[] vals = new double[model.labelKnots().length];
        Arrays.fill(vals, (edge - center) / (outer - inner));
        vals[0] = center;
        var p = TorusParameters.of(Math.log(omega), vals);
        for (int m : model.orders()) {
            double[] e = new double[model.eKnots(m).length - 1];
            Arrays.fill(e, Math.log((m == 2 ? 0.1 : 0.01) / reMax));
            p = p.eVals(m, e);
        }
        return p;
    }

    /** The labels, or ln of the counts. */
    private static double[] labels(BinnedData data) {
        return data.hasLabel()
                ? data.label()
                : Arrays.stream(data.countsArray())
                        .map(n -> n > 0 ? Math.log(n) : Double.NaN)
                        .toArray();
    }

    private static double estimateOmega(BinnedData data) {
        double[] labels = labels(data);
        double[] z = data.posArray();
        double[] v = data.velArray();
        double zInner = percentile(absolute(z), 15);
        double vInner = percentile(absolute(v), 15);
        double center = mean(select(labels, i -> Math.abs(z[i]) < zInner && Math.abs(v[i]) < vInner));
        require(
                Double.isFinite(center),
                "the frequency cannot be estimated: the grid is too coarse, or empty at its center, because no pixel with a label "
                        + "has |position| below " + Numbers.significant(zInner, 3) + " kpc and |velocity| below "
                        + Numbers.significant(vInner * Velocity.KM_PER_S, 3)
                        + " km/s (the 15th percentiles); bin with at least 14 pixels along each axis, or give the frequency, "
                        + ".omega0(0.07)");
        double[] distance = Arrays.stream(labels).map(l -> Math.abs(l - center)).toArray();
        double near =
                percentile(Arrays.stream(distance).filter(Double::isFinite).toArray(), 15);
        double omega = medianDeviation(select(v, i -> distance[i] < near))
                / medianDeviation(select(z, i -> distance[i] < near));
        require(
                omega > 0 && Double.isFinite(omega),
                "the frequency cannot be estimated: the pixels with labels like that at the center have no spread in position or "
                        + "velocity; bin more finely, or give the frequency, .omega0(0.07)");
        return omega;
    }

    /** Mean label in 7 bins of |z| near v = 0, NaN where there is none. */
    private double[] binnedByHeight() {
        double[] labels = labels(data);
        double[] z = data.posArray();
        double[] v = data.velArray();
        double[] counts = data.countsArray();
        double slow = percentile(absolute(v), 10);
        double last = Arrays.stream(z).max().orElse(0);
        int bins = 7;
        double[] sum = new double[bins];
        int[] number = new int[bins];
        for (int i = 0; i < labels.length; i++) {
            boolean used = Math.abs(v[i]) < slow && Double.isFinite(labels[i]) && (counts.length == 0 || counts[i] > 4);
            double at = Math.abs(z[i]) / last * bins;
            if (used && at <= bins) {
                int b = Math.min(bins - 1, (int) at);
                sum[b] += labels[i];
                number[b]++;
            }
        }
        double[] out = new double[bins];
        for (int b = 0; b < bins; b++) {
            out[b] = sum[b] / number[b];
        }
        return out;
    }

    private static int firstFinite(double[] values) {
        int first = IntStream.range(0, values.length)
                .filter(b -> Double.isFinite(values[b]))
                .findFirst()
                .orElse(-1);
        require(
                first >= 0,
                "the bounds cannot be estimated: no pixel near velocity 0 has more than 4 stars and a label; bin more coarsely, or "
                        + "give bounds of your own, TorusBounds.of(lower, upper)");
        return first;
    }

    /** Mean slope of the label with height, per kpc. */
    private double meanSlope() {
        double[] binned = binnedByHeight();
        firstFinite(binned);
        double width = Arrays.stream(data.posArray()).max().orElse(0) / binned.length;
        double slope = IntStream.range(1, binned.length)
                .mapToDouble(b -> (binned[b] - binned[b - 1]) / width)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
        require(
                Double.isFinite(slope),
                "the bounds cannot be estimated: no two neighboring bins of height have a label; bin more coarsely, or give bounds "
                        + "of your own, TorusBounds.of(lower, upper)");
        return slope;
    }

    // ---- statistics ----------------------------------------------------------------------------------------------

    private static double[] absolute(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    private static double[] select(double[] values, IntPredicate which) {
        return IntStream.range(0, values.length)
                .filter(which)
                .mapToDouble(i -> values[i])
                .filter(Double::isFinite)
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double standardDeviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(Double.NaN));
    }

    private static double median(double[] values) {
        return percentile(values, 50);
    }

    private static double medianDeviation(double[] values) {
        double median = median(values);
        return median(Arrays.stream(values).map(v -> Math.abs(v - median)).toArray());
    }

    /** The p-th percentile, linear between the ordered values. */
    private static double percentile(double[] values, double p) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = p / 100 * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
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
