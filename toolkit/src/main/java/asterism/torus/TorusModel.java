package asterism.torus;

import static asterism.torus.Arguments.require;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.infer.Fit;
import asterism.infer.Nuts;
import asterism.infer.Posterior;
import asterism.infer.Samplers;
import asterism.infer.Samples;
import asterism.math.Lbfgsb;
import asterism.math.Objective;
import asterism.param.InRegion;
import asterism.param.Parameter;
import asterism.param.ParameterSpace;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * A family of nested closed orbits in the plane of position and velocity, and a label that is constant along each of them.
 *
 * <p>Orbits are the curves of constant r = r_e (1 + sum_m e_m(r_e) cos(m theta_e)); r_e and theta_e are the polar coordinates
 * of x = (v - v0) / sqrt(Omega0) and y = (z - z0) sqrt(Omega0). The label is f(r). The e_m and f are splines of piecewise linear
 * slope; the slopes of e_m have one sign. Only even m make sense with an acceleration that points to the plane from both sides.
 *
 * <p>Immutable; each method that names a part gives a changed copy. {@code TorusImaging1DSpline} of the Python package.
 *
 * <pre>{@code
 * TorusModel.of(0, 0.1, 0.2, 0.3, 0.4).e(2, 0, 0.1, 0.2, 0.4).e(4, 0, 0.2, 0.4)
 * }</pre>
 */
public final class TorusModel implements Displayable {

    private final Spline label;
    private final TreeMap<Integer, Distortion> distortions;
    private final Optional<Regularizer> regularizer;

    /** One e_m: its spline and the sign of its slopes. */
    private record Distortion(Spline spline, int sign) {}

    private TorusModel(Spline label, Map<Integer, Distortion> distortions, Optional<Regularizer> regularizer) {
        this.label = label;
        this.distortions = new TreeMap<>(distortions);
        this.regularizer = regularizer;
    }

    /**
     * Ellipses, with a label function on these knots of r.
     *
     * @param labelKnots [K_label], at least 2, increasing, kpc (rad/Myr)^(1/2). Copied.
     */
    public static TorusModel of(double... labelKnots) {
        return new TorusModel(spline("label knots", labelKnots), Map.of(), Optional.empty());
    }

    /**
     * With a distortion e_m whose slopes are below 0 where m is a multiple of 4, else above 0.
     *
     * @param m     even, 2 or more
     * @param knots [K_m] of r_e, at least 2, increasing, from 0 on, kpc (rad/Myr)^(1/2). Copied.
     */
    public TorusModel e(int m, double... knots) {
        require(
                m >= 1,
                "e(" + m + ", knots): m counts the lobes of a distortion and must be 1 or more; 2 and 4 are usual");
        var spline = spline("knots of e_" + m, knots);
        var sign = distortions.containsKey(m) ? eSign(m) : m % 4 == 0 ? -1 : 1;
        var more = new TreeMap<>(distortions);
        more.put(m, new Distortion(spline, sign));
        return new TorusModel(label, more, regularizer);
    }

    /** With the other sign of the slopes of e_m: +1 or -1. */
    public TorusModel eSign(int m, int sign) {
        require(sign == 1 || sign == -1, "eSign(" + m + ", " + sign + "): a sign is +1 or -1");
        var more = new TreeMap<>(distortions);
        more.put(m, new Distortion(eSpline(m), sign));
        return new TorusModel(label, more, regularizer);
    }

    /** With a penalty on the parameters. */
    public TorusModel regularizer(Regularizer penalty) {
        var model = new TorusModel(label, distortions, Optional.of(penalty));
        penalty.validate(model);
        return model;
    }

    /** Without a penalty on the parameters. */
    public TorusModel withoutRegularizer() {
        return new TorusModel(label, distortions, Optional.empty());
    }

    private static Spline spline(String what, double[] knots) {
        require(
                knots.length >= 2,
                what + ": at least 2 are needed, got " + knots.length
                        + "; give them in increasing order, the first at 0");
        for (int i = 0; i < knots.length; i++) {
            require(Double.isFinite(knots[i]), what + ": must be finite, got " + Arrays.toString(knots));
            require(
                    i == 0 || knots[i] > knots[i - 1],
                    what + ": must increase, but knot " + i + " = " + knots[i] + " follows " + knots[Math.max(0, i - 1)]
                            + "; sort them and leave out doubles");
        }
        return Spline.of(knots);
    }

    // ---- parts ---------------------------------------------------------------------------------------------------

    /** The m of the distortions, ascending. */
    public int[] orders() {
        return distortions.keySet().stream().mapToInt(m -> m).toArray();
    }

    /** Knots of the label function, [K_label]. A copy. */
    public double[] labelKnots() {
        return label.knots();
    }

    /** Knots of e_m, [K_m]. A copy. */
    public double[] eKnots(int m) {
        return eSpline(m).knots();
    }

    /** Sign of the slopes of e_m: +1 or -1. */
    public int eSign(int m) {
        return distortion(m).sign();
    }

    /** The penalty on the parameters, where there is one. */
    public Optional<Regularizer> regularizer() {
        return regularizer;
    }

    Spline labelSpline() {
        return label;
    }

    Spline eSpline(int m) {
        return distortion(m).spline();
    }

    private Distortion distortion(int m) {
        var e = distortions.get(m);
        if (e == null) {
            throw new IllegalArgumentException(
                    "this model has no distortion e_" + m + "; it has m = " + distortions.keySet());
        }
        return e;
    }

    /** Number of parameters, nDim. */
    public int dimension() {
        return Arrays.stream(orders()).map(m -> eSpline(m).size() - 1).sum() + label.size() + 3;
    }

    /** The parameters in their order, with units. */
    public ParameterSpace space() {
        return axes(orders(), m -> eSpline(m).size() - 1, label.size());
    }

    static ParameterSpace axes(int[] orders, IntUnaryOperator eSize, int labelSize) {
        double inf = Double.POSITIVE_INFINITY;
        var all = new ArrayList<Parameter>();
        for (int m : orders) {
            all.addAll(Parameter.vector(
                            "ln_e" + m, "ln e'_{" + m + "}", "", "ln slope of e_" + m + " at a knot", -inf, inf)
                    .bins(eSize.applyAsInt(m)));
        }
        all.add(Parameter.of("label_0", "f(0)", "", "label at the first knot", -inf, inf));
        all.addAll(Parameter.vector("label_slope", "f'", "", "slope of the label, d label / dr, at a knot", -inf, inf)
                .bins(labelSize - 1));
        all.add(Parameter.of("ln_Omega0", "ln \\Omega_0", "", "ln of the frequency at the center, rad/Myr", -inf, inf));
        all.add(Parameter.of("pos0", "z_0", "kpc", "height of the mid-plane", -inf, inf));
        all.add(Parameter.of("vel0", "v_0", "kpc/Myr", "mean vertical velocity", -inf, inf));
        return ParameterSpace.of(all.stream().map(p -> new InRegion(p, "")).toList());
    }

    /** Values of all parameters, in the order of {@link #space()}. */
    public TorusParameters parameters(double... theta) {
        require(
                theta.length == dimension(),
                "parameters(...): " + dimension() + " values are needed, " + space().names() + ", got " + theta.length);
        return TorusParameters.of(
                orders(),
                Arrays.stream(orders()).map(m -> eSpline(m).size() - 1).toArray(),
                theta);
    }

    /** Refuses values of another model. */
    void requireFits(TorusParameters p) {
        require(
                Arrays.equals(p.orders(), orders()),
                "the parameters have distortions m = " + Arrays.toString(p.orders()) + ", the model has "
                        + Arrays.toString(orders()) + "; take parameters made for this model");
        for (int m : orders()) {
            require(
                    p.eVals(m).length == eSpline(m).size() - 1,
                    "e_" + m + " has " + eSpline(m).size() + " knots and needs "
                            + (eSpline(m).size() - 1) + " values (it is 0 at the center), got " + p.eVals(m).length);
        }
        require(
                p.labelVals().length == label.size(),
                "the label has " + label.size() + " knots and needs as many values, got " + p.labelVals().length);
    }

    private void requireStart(TorusParameters start) {
        requireFits(start);
        double[] x = start.toArray();
        for (int k = 0; k < x.length; k++) {
            require(
                    Double.isFinite(x[k]),
                    "the start has " + space().names().get(k) + " = " + x[k]
                            + ", which is no finite number; begin where TorusStart.of(data) says, start.parameters()");
        }
    }

    // ---- what the model says -------------------------------------------------------------------------------------

    /** Radius and angle of the ellipse through each star; one size for both, or one of one value. */
    public Elliptical elliptical(Length pos, Velocity vel, TorusParameters p) {
        var family = new OrbitFamily(this, p);
        int n = pairs(pos, vel);
        double[] rE = new double[n];
        double[] thetaE = new double[n];
        for (int i = 0; i < n; i++) {
            double x = family.x(at(vel, i));
            double y = family.y(at(pos, i));
            rE[i] = Math.hypot(x, y);
            thetaE[i] = Math.atan2(y, x);
        }
        return new Elliptical(rE, thetaE);
    }

    /** The distorted radius r of each star, which names its orbit: kpc (rad/Myr)^(1/2), [n]. */
    public double[] radius(Length pos, Velocity vel, TorusParameters p) {
        var family = new OrbitFamily(this, p);
        var polar = elliptical(pos, vel, p);
        double[] rE = polar.rE();
        double[] thetaE = polar.thetaE();
        for (int i = 0; i < rE.length; i++) {
            rE[i] = family.radius(rE[i], thetaE[i]);
        }
        return rE;
    }

    /** The model's mean label at each position and velocity, in the unit of the labels, [n]. */
    public double[] label(Length pos, Velocity vel, TorusParameters p) {
        var family = new OrbitFamily(this, p);
        double[] r = radius(pos, vel, p);
        for (int i = 0; i < r.length; i++) {
            r[i] = family.label(r[i]);
        }
        return r;
    }

    /** The label function f at radii r [kpc (rad/Myr)^(1/2)]. */
    public double[] labelFunction(double[] r, TorusParameters p) {
        var family = new OrbitFamily(this, p);
        return Arrays.stream(r).map(family::label).toArray();
    }

    /** The distortion e_m at elliptical radii r_e [kpc (rad/Myr)^(1/2)]. */
    public double[] eFunction(int m, double[] rE, TorusParameters p) {
        var family = new OrbitFamily(this, p);
        eSpline(m);
        int j = Arrays.binarySearch(orders(), m);
        return Arrays.stream(rE).map(r -> family.e(j, r)).toArray();
    }

    /** Vertical acceleration at each height, kpc/Myr^2, [n]. */
    public double[] acceleration(Length pos, TorusParameters p) {
        var vertical = Vertical.of(this, p);
        return Arrays.stream(pos.inKpc()).map(vertical::acceleration).toArray();
    }

    /**
     * Its gradient d a / d z at each height, 1/Myr^2, [n]; -4 pi G times the density. It jumps where r is at a knot of a
     * distortion; there the mean of both sides is given.
     */
    public double[] accelerationGradient(Length pos, TorusParameters p) {
        var vertical = Vertical.of(this, p);
        return Arrays.stream(pos.inKpc()).map(vertical::gradient).toArray();
    }

    // ---- what the data say of it ---------------------------------------------------------------------------------

    /** ln of the Gaussian likelihood, without its constant; pixels without a label do not count. */
    public double lnGaussianLikelihood(TorusParameters p, BinnedData data) {
        requireFits(p);
        return PixelLikelihood.gaussian(this, data).value(p.toArray());
    }

    /** ln of the Poisson likelihood of the counts; pixels with NaN do not count. */
    public double lnPoissonLikelihood(TorusParameters p, BinnedData data) {
        requireFits(p);
        return PixelLikelihood.poisson(this, data).value(p.toArray());
    }

    /** What {@link #optimize} makes small: -(ln L - P) / number of all pixels, P the regularizer's penalty. */
    public double objective(TorusParameters p, BinnedData data, TorusLikelihood likelihood) {
        requireFits(p);
        return TorusObjective.of(this, data, likelihood).evaluate(p.toArray(), new double[dimension()]);
    }

    /** Its gradient, [nDim] in the order of {@link #space()}. */
    public double[] objectiveGradient(TorusParameters p, BinnedData data, TorusLikelihood likelihood) {
        requireFits(p);
        double[] gradient = new double[dimension()];
        TorusObjective.of(this, data, likelihood).evaluate(p.toArray(), gradient);
        return gradient;
    }

    /** A start for {@link #optimize} within bounds, from the data: see {@link TorusStart}. */
    public TorusParameters estimateInitParams(BinnedData data, TorusBounds bounds) {
        requireFits(bounds.lower());
        return TorusStart.estimate(this, data, bounds);
    }

    /** The function that {@link #optimize} makes small, for a search of one's own; theta in the order of {@link #space()}. */
    public Objective objectiveFunction(BinnedData data, TorusLikelihood likelihood) {
        return TorusObjective.of(this, data, likelihood);
    }

    /**
     * The best parameters, without bounds; see {@link #optimize(TorusParameters, BinnedData, TorusLikelihood, TorusBounds)}.
     */
    public TorusFit optimize(TorusParameters start, BinnedData data, TorusLikelihood likelihood) {
        return optimize(start, data, likelihood, TorusBounds.none(this));
    }

    /**
     * The best parameters within bounds, by Levenberg-Marquardt steps: some 20 evaluations where the published L-BFGS-B needs
     * 1500 and stops too early.
     *
     * <p>A start with distortions of nearly 0 (values near -16) cannot be left, because they no longer change the labels; a {@link
     * TorusStart} gives one that can. A search that fails is a warning of the fit, no error.
     */
    public TorusFit optimize(TorusParameters start, BinnedData data, TorusLikelihood likelihood, TorusBounds bounds) {
        return optimize(start, data, likelihood, bounds, 1000);
    }

    /** As {@link #optimize(TorusParameters, BinnedData, TorusLikelihood, TorusBounds)}, with at most so many iterations. */
    public TorusFit optimize(
            TorusParameters start,
            BinnedData data,
            TorusLikelihood likelihood,
            TorusBounds bounds,
            int mostIterations) {
        requireStart(start);
        requireFits(bounds.lower());
        var objective = TorusObjective.of(this, data, likelihood);
        var descent =
                new Descent(objective, bounds.lower().toArray(), bounds.upper().toArray(), start.toArray());
        descent.run(mostIterations);
        var end = new TorusFit.End(
                "Levenberg-Marquardt", descent.converged, descent.reason, descent.iterations, descent.evaluations);
        return TorusFit.of(this, data, likelihood, bounds, parameters(descent.point()), objective, end);
    }

    /** The best parameters within bounds by L-BFGS-B, as the Python package does it but with the stop that is asked for. */
    public TorusFit optimizeLbfgsb(
            TorusParameters start, BinnedData data, TorusLikelihood likelihood, TorusBounds bounds, Lbfgsb search) {
        requireStart(start);
        requireFits(bounds.lower());
        var objective = TorusObjective.of(this, data, likelihood);
        var minimum = search.minimize(
                objective, bounds.lower().toArray(), bounds.upper().toArray(), start.toArray());
        var end = new TorusFit.End(
                "L-BFGS-B", minimum.converged(), minimum.reason().words(), minimum.iterations(), minimum.evaluations());
        return TorusFit.of(this, data, likelihood, bounds, parameters(minimum.x()), objective, end);
    }

    /**
     * The information at these parameters, the exact second derivatives of -(ln L - P), and its inverse, the Cramer-Rao bound.
     */
    public CramerRao crlb(TorusParameters p, BinnedData data, TorusLikelihood likelihood) {
        requireFits(p);
        return TorusObjective.of(this, data, likelihood).crlb(this, p);
    }

    /**
     * Whether the orbits are nested out to a radius.
     *
     * @param rEMax largest elliptical radius, kpc (rad/Myr)^(1/2), above 1e-3
     */
    public EFunctionCheck checkEFunctions(TorusParameters p, double rEMax) {
        require(
                rEMax > 1e-3,
                "checkEFunctions(p, " + rEMax + "): the largest radius must be above 1e-3 kpc (rad/Myr)^(1/2)");
        return new Nesting(this, p).check(rEMax);
    }

    /**
     * The posterior that samplers explore: ln L - P inside the bounds, where all values are equally likely before the data.
     */
    public Posterior posterior(BinnedData data, TorusLikelihood likelihood, TorusBounds bounds) {
        return TorusPosterior.of(this, data, likelihood, bounds);
    }

    /**
     * Samples the posterior from a start, best the parameters of a fit, whose Gaussian approximation the chains begin in. They walk in
     * coordinates that are round about the start, in which hardly any trajectory diverges; where some do,
     * {@code nuts().targetAcceptance(0.9)} helps.
     *
     * @throws IllegalArgumentException where the posterior is not finite at the start
     */
    public Fit sample(
            TorusParameters start, BinnedData data, TorusLikelihood likelihood, TorusBounds bounds, Nuts sampler) {
        requireFits(start);
        return TorusSampling.sample(this, start, data, likelihood, bounds, sampler);
    }

    /**
     * Samples the posterior of mean labels with Gaussian errors: 1000 draws of each of 4 chains after 1000 steps of warm-up.
     *
     * @param p0 the start, best the parameters of a fit
     */
    public Fit mcmcRunLabel(BinnedData data, TorusParameters p0, TorusBounds bounds, long seed) {
        return mcmcRunLabel(data, p0, bounds, seed, 1000, 1000);
    }

    /**
     * As {@link #mcmcRunLabel(BinnedData, TorusParameters, TorusBounds, long)}, with numbers of steps of one's own. Target acceptance is
     * 0.95, because a strong wall against negative densities is steep.
     *
     * @param numSteps  draws of each of 4 chains
     * @param numWarmup steps of warm-up before them, at least 20
     */
    public Fit mcmcRunLabel(
            BinnedData data, TorusParameters p0, TorusBounds bounds, long seed, int numSteps, int numWarmup) {
        var sampler = Samplers.nuts()
                .targetAcceptance(0.95)
                .warmUp(numWarmup)
                .draws(numSteps)
                .seed(seed);
        return sample(p0, data, TorusLikelihood.GAUSSIAN, bounds, sampler);
    }

    /** The draws of a fit of this model as parameters; all of them, or evenly thinned to at most so many. */
    public List<TorusParameters> parameters(Samples samples, int most) {
        requireSpace(samples);
        return Arrays.stream(samples.draws(Math.min(most, samples.size())))
                .map(this::parameters)
                .toList();
    }

    /** Vertical acceleration and its gradient along the height, over at most 4000 posterior draws. */
    public AccelerationProfile acceleration(Length heights, Samples samples) {
        requireSpace(samples);
        return TorusSampling.acceleration(this, heights, samples);
    }

    private void requireSpace(Samples samples) {
        require(
                samples.names().equals(space().names()),
                "these samples are of " + samples.names() + ", the model has " + space().names()
                        + "; take the samples of a fit of this model");
    }

    /**
     * Action, angle, period and frequency of each star.
     *
     * @throws IllegalArgumentException where the model has distortions of odd m: its orbits have no four equal quarters
     */
    public OrbitTable actionAngle(Length pos, Velocity vel, TorusParameters p) {
        return actionAngle(pos, vel, p, OrbitSearch.DEFAULT);
    }

    /** As {@link #actionAngle(Length, Velocity, TorusParameters)}, with the keywords of the Python package. */
    public OrbitTable actionAngle(Length pos, Velocity vel, TorusParameters p, OrbitSearch search) {
        require(
                Arrays.stream(orders()).allMatch(m -> m % 2 == 0),
                "actionAngle: needs orbits of four equal quarters, that is even m; this model has m = "
                        + Arrays.toString(orders()));
        var polar = elliptical(pos, vel, p);
        return OrbitTables.orbits(new OrbitFamily(this, p), radius(pos, vel, p), polar.thetaE(), search);
    }

    private static int pairs(Length pos, Velocity vel) {
        require(
                pos.size() == vel.size() || pos.size() == 1 || vel.size() == 1,
                "each star needs a position and a velocity, got " + pos.size() + " positions and " + vel.size()
                        + " velocities");
        return pos.size() == 0 || vel.size() == 0 ? 0 : Math.max(pos.size(), vel.size());
    }

    private static double at(Length pos, int i) {
        return pos.get(pos.size() == 1 ? 0 : i);
    }

    private static double at(Velocity vel, int i) {
        return vel.get(vel.size() == 1 ? 0 : i);
    }

    @Override
    public Card card() {
        var card =
                Card.of("Orbital torus model, " + dimension() + " parameters").row("label knots", words(labelKnots()));
        for (int m : orders()) {
            card = card.row("knots of e_" + m, words(eKnots(m)) + (eSign(m) > 0 ? "; rising" : "; falling"));
        }
        return card.row(
                "regularizer",
                regularizer
                        .map(r -> r instanceof Displayable d ? d.card().title() : "a function")
                        .orElse("none"));
    }

    private static String words(double[] values) {
        return String.join(
                ", ",
                List.of(Arrays.stream(values)
                        .mapToObj(v -> Numbers.significant(v, 4))
                        .toArray(String[]::new)));
    }

    @Override
    public String toString() {
        return toText();
    }
}
