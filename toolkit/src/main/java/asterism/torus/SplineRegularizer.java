package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

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

    private static final SplineRegularizer EMPTY = new SplineRegularizer(new Settings());

    private final Settings settings;

    /** What the user chose; written to only while a regularizer is being made from another. */
    private static final class Settings {
        double labelL2Sigma = Double.NaN;
        double labelSmoothSigma = Double.NaN;
        Map<Integer, Double> eL2Sigmas = Map.of();
        Map<Integer, Double> eSmoothSigmas = Map.of();
        double daccDposScale = 1e-4;
        double daccStrength = 1;
        double labelCenter;
        boolean published;

        Settings copy() {
            var copy = new Settings();
            copy.labelL2Sigma = labelL2Sigma;
            copy.labelSmoothSigma = labelSmoothSigma;
            copy.eL2Sigmas = eL2Sigmas;
            copy.eSmoothSigmas = eSmoothSigmas;
            copy.daccDposScale = daccDposScale;
            copy.daccStrength = daccStrength;
            copy.labelCenter = labelCenter;
            copy.published = published;
            return copy;
        }
    }

    private SplineRegularizer(Settings settings) {
        this.settings = settings;
    }

    private SplineRegularizer with(Consumer<Settings> change) {
        var copy = settings.copy();
        change.accept(copy);
        return new SplineRegularizer(copy);
    }

    /** Without its sigmas yet; a density of at least 0 is asked for with strength 1 and scale 1e-4 / Myr^2. */
    public static SplineRegularizer of() {
        return EMPTY;
    }

    /** How far the label at its knots may be from its center. */
    public SplineRegularizer labelL2Sigma(double sigma) {
        positive("labelL2Sigma", sigma);
        return with(s -> s.labelL2Sigma = sigma);
    }

    /** How much the slope of the label may change from knot to knot. */
    public SplineRegularizer labelSmoothSigma(double sigma) {
        positive("labelSmoothSigma", sigma);
        return with(s -> s.labelSmoothSigma = sigma);
    }

    /** How large e_m may be at its knots. */
    public SplineRegularizer eL2Sigma(int m, double sigma) {
        positive("eL2Sigma(" + m + ", ...)", sigma);
        return with(s -> s.eL2Sigmas = with(s.eL2Sigmas, m, sigma));
    }

    /** How much the ln slope of e_m may change from knot to knot. */
    public SplineRegularizer eSmoothSigma(int m, double sigma) {
        positive("eSmoothSigma(" + m + ", ...)", sigma);
        return with(s -> s.eSmoothSigmas = with(s.eSmoothSigmas, m, sigma));
    }

    /** Over which range of a' [1/Myr^2] the wall against negative densities rises. Default 1e-4. */
    public SplineRegularizer daccDposScale(double scale) {
        positive("daccDposScale", scale);
        return with(s -> s.daccDposScale = scale);
    }

    /** Weight of the wall against negative densities; 0 takes it away. Default 1. */
    public SplineRegularizer daccStrength(double strength) {
        if (!(strength >= 0) || Double.isInfinite(strength)) {
            throw new IllegalArgumentException("daccStrength(" + strength + "): must be 0 or above");
        }
        return with(s -> s.daccStrength = strength);
    }

    /** The label that is not punished: near the mean of the data where that is far from 0, as ages or ln counts are. Default 0. */
    public SplineRegularizer labelCenter(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("labelCenter(" + value + "): must be a number");
        }
        return with(s -> s.labelCenter = value);
    }

    /**
     * As the Python package computes it: z_mk is measured from zero, not from the mid-plane. With pos0 = 0 the penalty then
     * jumps, by 0.006 in a usual fit of strength 100.
     */
    public SplineRegularizer asPublished() {
        return with(s -> s.published = true);
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
        return settings.labelL2Sigma;
    }

    double labelSmoothSigma() {
        return settings.labelSmoothSigma;
    }

    double eL2Sigma(int m) {
        return settings.eL2Sigmas.getOrDefault(m, Double.NaN);
    }

    double eSmoothSigma(int m) {
        return settings.eSmoothSigmas.getOrDefault(m, Double.NaN);
    }

    double daccDposScale() {
        return settings.daccDposScale;
    }

    double daccStrength() {
        return settings.daccStrength;
    }

    double labelCenter() {
        return settings.labelCenter;
    }

    boolean isPublished() {
        return settings.published;
    }

    @Override
    public void validate(TorusModel model) {
        validate(model.orders());
    }

    /** Names all sigmas that are missing for these distortions. */
    void validate(int[] orders) {
        var missing = new ArrayList<String>();
        if (Double.isNaN(settings.labelL2Sigma)) {
            missing.add("labelL2Sigma");
        }
        if (Double.isNaN(settings.labelSmoothSigma)) {
            missing.add("labelSmoothSigma");
        }
        for (int m : orders) {
            if (!settings.eL2Sigmas.containsKey(m)) {
                missing.add("eL2Sigma(" + m + ", ...)");
            }
            if (!settings.eSmoothSigmas.containsKey(m)) {
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
        return Card.of("Spline regularizer" + (settings.published ? ", as published" : ""))
                .row("label", "\\sigma = " + words(settings.labelL2Sigma) + " about " + words(settings.labelCenter))
                .row("change of its slopes", "\\sigma = " + words(settings.labelSmoothSigma))
                .row(
                        "distortions",
                        settings.eL2Sigmas.isEmpty() ? "missing" : new TreeMap<>(settings.eL2Sigmas).toString())
                .row(
                        "change of their ln slopes",
                        settings.eSmoothSigmas.isEmpty() ? "missing" : new TreeMap<>(settings.eSmoothSigmas).toString())
                .row(
                        "density below 0",
                        "strength " + words(settings.daccStrength) + ", scale " + words(settings.daccDposScale)
                                + " / Myr^2");
    }

    private static String words(double value) {
        return Double.isNaN(value) ? "missing" : Numbers.significant(value, 4);
    }

    @Override
    public String toString() {
        return toText();
    }
}
