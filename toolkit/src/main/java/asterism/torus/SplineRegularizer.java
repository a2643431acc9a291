package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The usual penalty: no negative density, small distortions and labels, smooth slopes.
 *
 * <pre>
 * P = strength sum_m sum_k ln(1 + exp(a'(z_mk) / scale))                             at the knots of the distortions, k &gt;= 1
 *   + sum_m sum_k (e_m(knot_k) / s_m)^2 + sum_k ((f(knot_k) - center) / s)^2
 *   + sum_m sum_k ((val_{k+1} - val_k) / t_m)^2 + sum_{k&gt;=1} ((slope_{k+1} - slope_k) / t)^2
 * </pre>
 *
 * <p>with s, t the {@code l2} and {@code smooth} sigmas, all of which must be given. The heights z_mk are knot / sqrt(Omega),
 * measured from the mid-plane; the gradient a' at a knot is the mean of both sides. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * SplineRegularizer.of().labelL2Sigma(1).labelSmoothSigma(0.5).eL2Sigma(2, 1).eSmoothSigma(2, 0.5)
 * }</pre>
 */
public final class SplineRegularizer implements Regularizer, Displayable {

    private static final SplineRegularizer EMPTY =
            new SplineRegularizer(Double.NaN, Double.NaN, Map.of(), Map.of(), 1e-4, 1, 0, false);

    private final double labelL2Sigma;
    private final double labelSmoothSigma;
    private final Map<Integer, Double> eL2Sigmas;
    private final Map<Integer, Double> eSmoothSigmas;
    private final double daccDposScale;
    private final double daccStrength;
    private final double labelCenter;
    private final boolean published;

    private SplineRegularizer(
            double labelL2Sigma,
            double labelSmoothSigma,
            Map<Integer, Double> eL2Sigmas,
            Map<Integer, Double> eSmoothSigmas,
            double daccDposScale,
            double daccStrength,
            double labelCenter,
            boolean published) {
        this.labelL2Sigma = labelL2Sigma;
        this.labelSmoothSigma = labelSmoothSigma;
        this.eL2Sigmas = Map.copyOf(eL2Sigmas);
        this.eSmoothSigmas = Map.copyOf(eSmoothSigmas);
        this.daccDposScale = daccDposScale;
        this.daccStrength = daccStrength;
        this.labelCenter = labelCenter;
        this.published = published;
    }

    /** Without its sigmas yet; a density of at least 0 is asked for with strength 1 and scale 1e-4 / Myr^2. */
    public static SplineRegularizer of() {
        return EMPTY;
    }

    /** How far the label at its knots may be from its center. */
    public SplineRegularizer labelL2Sigma(double sigma) {
        positive("labelL2Sigma", sigma);
        return new SplineRegularizer(
                sigma, labelSmoothSigma, eL2Sigmas, eSmoothSigmas, daccDposScale, daccStrength, labelCenter, published);
    }

    /** How much the slope of the label may change from knot to knot. */
    public SplineRegularizer labelSmoothSigma(double sigma) {
        positive("labelSmoothSigma", sigma);
        return new SplineRegularizer(
                labelL2Sigma, sigma, eL2Sigmas, eSmoothSigmas, daccDposScale, daccStrength, labelCenter, published);
    }

    /** How large e_m may be at its knots. */
    public SplineRegularizer eL2Sigma(int m, double sigma) {
        positive("eL2Sigma(" + m + ", ...)", sigma);
        return new SplineRegularizer(
                labelL2Sigma,
                labelSmoothSigma,
                with(eL2Sigmas, m, sigma),
                eSmoothSigmas,
                daccDposScale,
                daccStrength,
                labelCenter,
                published);
    }

    /** How much the ln slope of e_m may change from knot to knot. */
    public SplineRegularizer eSmoothSigma(int m, double sigma) {
        positive("eSmoothSigma(" + m + ", ...)", sigma);
        return new SplineRegularizer(
                labelL2Sigma,
                labelSmoothSigma,
                eL2Sigmas,
                with(eSmoothSigmas, m, sigma),
                daccDposScale,
                daccStrength,
                labelCenter,
                published);
    }

    /** Over which range of a' [1/Myr^2] the wall against negative densities rises. Default 1e-4. */
    public SplineRegularizer daccDposScale(double scale) {
        positive("daccDposScale", scale);
        return new SplineRegularizer(
                labelL2Sigma, labelSmoothSigma, eL2Sigmas, eSmoothSigmas, scale, daccStrength, labelCenter, published);
    }

    /** Weight of the wall against negative densities; 0 takes it away. Default 1. */
    public SplineRegularizer daccStrength(double strength) {
        if (!(strength >= 0) || Double.isInfinite(strength)) {
            throw new IllegalArgumentException("daccStrength(" + strength + "): must be 0 or above");
        }
        return new SplineRegularizer(
                labelL2Sigma,
                labelSmoothSigma,
                eL2Sigmas,
                eSmoothSigmas,
                daccDposScale,
                strength,
                labelCenter,
                published);
    }

    /** The label that is not punished: near the mean of the data where that is far from 0, as ages or ln counts are. Default 0. */
    public SplineRegularizer labelCenter(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("labelCenter(" + value + "): must be a number");
        }
        return new SplineRegularizer(
                labelL2Sigma,
                labelSmoothSigma,
                eL2Sigmas,
                eSmoothSigmas,
                daccDposScale,
                daccStrength,
                value,
                published);
    }

    /**
     * As the Python package computes it: z_mk is measured from zero, not from the mid-plane. With pos0 = 0 the penalty then
     * jumps, by 0.006 in a usual fit of strength 100.
     */
    public SplineRegularizer asPublished() {
        return new SplineRegularizer(
                labelL2Sigma,
                labelSmoothSigma,
                eL2Sigmas,
                eSmoothSigmas,
                daccDposScale,
                daccStrength,
                labelCenter,
                true);
    }

    private static void positive(String what, double sigma) {
        if (!(sigma > 0)) {
            throw new IllegalArgumentException(what + ": must be above 0, got " + sigma);
        }
    }

    private static Map<Integer, Double> with(Map<Integer, Double> map, int m, double sigma) {
        var more = new TreeMap<>(map);
        more.put(m, sigma);
        return more;
    }

    double labelL2Sigma() {
        return labelL2Sigma;
    }

    double labelSmoothSigma() {
        return labelSmoothSigma;
    }

    double eL2Sigma(int m) {
        return eL2Sigmas.getOrDefault(m, Double.NaN);
    }

    double eSmoothSigma(int m) {
        return eSmoothSigmas.getOrDefault(m, Double.NaN);
    }

    double daccDposScale() {
        return daccDposScale;
    }

    double daccStrength() {
        return daccStrength;
    }

    double labelCenter() {
        return labelCenter;
    }

    boolean isPublished() {
        return published;
    }

    @Override
    public void validate(TorusModel model) {
        validate(model.orders());
    }

    /** Names all sigmas that are missing for these distortions. */
    void validate(int[] orders) {
        var missing = new ArrayList<String>();
        if (Double.isNaN(labelL2Sigma)) {
            missing.add("labelL2Sigma");
        }
        if (Double.isNaN(labelSmoothSigma)) {
            missing.add("labelSmoothSigma");
        }
        for (int m : orders) {
            if (!eL2Sigmas.containsKey(m)) {
                missing.add("eL2Sigma(" + m + ", ...)");
            }
            if (!eSmoothSigmas.containsKey(m)) {
                missing.add("eSmoothSigma(" + m + ", ...)");
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the spline regularizer of a model with m = " + Arrays.toString(orders)
                    + " needs " + String.join(", ", missing) + "; give them, or use another regularizer or none");
        }
    }

    @Override
    public double evaluate(TorusModel model, TorusParameters parameters, double[] outGradient) {
        validate(model);
        return new SplinePenalty(model, this).evaluate(parameters.toArray(), outGradient, new double[0]);
    }

    @Override
    public Card card() {
        return Card.of("Spline regularizer" + (published ? ", as published" : ""))
                .row("label", "\\sigma = " + words(labelL2Sigma) + " about " + words(labelCenter))
                .row("change of its slopes", "\\sigma = " + words(labelSmoothSigma))
                .row("distortions", eL2Sigmas.isEmpty() ? "missing" : new TreeMap<>(eL2Sigmas).toString())
                .row(
                        "change of their ln slopes",
                        eSmoothSigmas.isEmpty() ? "missing" : new TreeMap<>(eSmoothSigmas).toString())
                .row(
                        "density below 0",
                        "strength " + words(daccStrength) + ", scale " + words(daccDposScale) + " / Myr^2");
    }

    private static String words(double value) {
        return Double.isNaN(value) ? "missing" : Numbers.significant(value, 4);
    }

    @Override
    public String toString() {
        return toText();
    }
}
