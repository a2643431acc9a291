package asterism.image;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.param.ModelException;
import asterism.param.ParameterSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The minimum of chi2 that a fit of a {@link Joint} model found, with errors and all that speaks against trusting it.
 *
 * <p>Errors are those of the quadratic around the minimum, C = (J^T W J)^-1 in the parameters' own units, 1 sigma, for the
 * variances as they were given. A parameter that ends at a limit is held there and has no error. Immutable.
 */
public final class JointFit implements Displayable {

    private static final double LOOSE = 1e-10; // eigenvalue of the scaled H: a combination the data do not see

    private static final double POOR = 5; // sigma of chi2 over the degrees of freedom
    private static final double MATTERS = 1; // in chi2

    private final Joint model;
    private final double[] theta;
    private final double chi2;
    private final int pixels;
    private final NormalEquations.Spread spread;
    private final double gradientNorm;
    private final double decrement;
    private final boolean success;
    private final String message;
    private final List<String> log;
    private final double seconds;

    private JointFit(Joint start, Descent descent, Descent.End end, int pixels, double seconds) {
        theta = descent.theta().clone();
        model = start.start(theta);
        chi2 = descent.chi2();
        this.pixels = pixels;
        boolean[] movable = descent.equations().movable(theta, start.lower(), start.upper());
        spread = descent.equations().spread(movable);
        gradientNorm = descent.equations().gradientNorm(movable);
        decrement = descent.decrement();
        success = end.success();
        message = end.message();
        log = List.copyOf(descent.log());
        this.seconds = seconds;
    }

    private JointFit(JointFit fit, String message) {
        model = fit.model;
        theta = fit.theta;
        chi2 = fit.chi2;
        pixels = fit.pixels;
        spread = fit.spread;
        gradientNorm = fit.gradientNorm;
        decrement = fit.decrement;
        success = fit.success;
        this.message = message;
        log = fit.log;
        seconds = fit.seconds;
    }

    /** Whether there may be a better minimum elsewhere: none was found, or it is poor, or hardly constrained. */
    boolean isDoubtful() {
        double noise = Math.sqrt(2.0 / degreesOfFreedom());
        return !success
                || reducedChi2() > 1 + POOR * noise
                || !atLimits().isEmpty()
                || !unconstrained().isEmpty();
    }

    /** Another fit of the same model, if it ended lower by a difference that matters; else this one. */
    JointFit orBetter(Optional<JointFit> other) {
        if (other.isEmpty() || !(other.get().chi2 < chi2 - MATTERS)) {
            return this;
        }
        String note = String.format(
                Locale.ROOT,
                "; begun anew from the images, since the given start led to chi2 higher by %.4g",
                chi2 - other.get().chi2);
        return new JointFit(other.get(), other.get().message + note);
    }

    /**
     * Fits a model all of whose parameters have a value.
     *
     * @throws ModelException where no more pixels count than there are free parameters
     */
    static JointFit of(Joint joint, LevenbergMarquardt settings) {
        long begin = System.nanoTime();
        try (var scene = joint.scene(settings.threads())) {
            requireData(scene);
            var descent = new Descent(joint.layout(), scene, settings, joint.start());
            var end = joint.isPublished() ? descent.asPublished() : descent.run();
            return new JointFit(joint, descent, end, scene.pixels(), 1e-9 * (System.nanoTime() - begin));
        }
    }

    private static void requireData(Scene scene) {
        if (scene.pixels() <= scene.dimension()) {
            throw new ModelException("only " + scene.pixels() + " pixels count for " + scene.dimension()
                    + " free parameters: the others are masked or in no part's window; unmask some, widen the windows, or"
                    + " fix parameters");
        }
    }

    /** The model with the values that were found. */
    public Joint model() {
        return model;
    }

    /** The free parameters in the order of theta. */
    public ParameterSpace space() {
        return model.space();
    }

    /** The values that were found, [nDim]. */
    public double[] theta() {
        return theta.clone();
    }

    /** The value of a parameter, by its name {@code LEDA 41136/n}. */
    public double value(String name) {
        return theta[space().index(name)];
    }

    /** The error of a parameter, 1 sigma; NaN where it ended at a limit. */
    public double sigma(String name) {
        return sigma(space().index(name));
    }

    private double sigma(int i) {
        return Math.sqrt(spread.covariance()[i * theta.length + i]);
    }

    /** The covariance of two parameters; NaN where one of them ended at a limit. */
    public double covariance(String first, String second) {
        return spread.covariance()[space().index(first) * theta.length + space().index(second)];
    }

    /** Sum of ((data - model)/sigma)^2 over all pixels that count. */
    public double chi2() {
        return chi2;
    }

    /** Pixels that count: covered by a component and not masked. */
    public int pixels() {
        return pixels;
    }

    /** Pixels that count less free parameters. */
    public int degreesOfFreedom() {
        return pixels - theta.length;
    }

    /** chi2 over the degrees of freedom. */
    public double reducedChi2() {
        return chi2 / degreesOfFreedom();
    }

    /** Whether a minimum was found. It says nothing about whether the model is good: for that, see the residuals. */
    public boolean converged() {
        return success;
    }

    /** How the fit ended, in the words of the method's tutorial. */
    public String message() {
        return message;
    }

    /** What each pass did, in the words of the method's tutorial. */
    public List<String> log() {
        return log;
    }

    /** The gradient in units of its errors, sqrt(sum g_i^2/H_ii); 0 at a minimum. */
    public double gradientNorm() {
        return gradientNorm;
    }

    /** What chi2 would still fall by, if it were quadratic. */
    public double remaining() {
        return decrement;
    }

    /** Wall time of the fit, s. */
    public double seconds() {
        return seconds;
    }

    /** The parameters that ended at a limit, by name. */
    public List<String> atLimits() {
        var out = new ArrayList<String>();
        double[] lower = model.lower();
        double[] upper = model.upper();
        for (int i = 0; i < theta.length; i++) {
            boolean cyclic = Ellipse.isCyclic(space().axis(i).parameter());
            if (!cyclic && (theta[i] <= lower[i] || theta[i] >= upper[i])) {
                out.add(space().axis(i).path());
            }
        }
        return out;
    }

    /** The parameters about which the data say nothing, alone or in the combination that they see least; mostly empty. */
    public List<String> unconstrained() {
        var limits = atLimits();
        var out = new ArrayList<String>();
        for (int i = 0; i < theta.length; i++) {
            boolean unseen =
                    Double.isNaN(sigma(i)) && !limits.contains(space().axis(i).path());
            boolean loose = spread.leastEigenvalue() < LOOSE && Math.abs(spread.loosest()[i]) > 0.1;
            double range = model.upper()[i] - model.lower()[i];
            if (unseen || loose || sigma(i) > range / 2) {
                out.add(space().axis(i).path());
            }
        }
        return out;
    }

    /** The parameters with their errors. */
    public Table table() {
        var axes = space().axes();
        double[] errors = new double[theta.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = sigma(i);
        }
        return Table.create(
                "joint fit",
                StringColumn.create("parameter", space().names()),
                DoubleColumn.create("value", theta),
                DoubleColumn.create("sigma", errors),
                StringColumn.create(
                        "unit", axes.stream().map(a -> a.parameter().unit()).toList()));
    }

    @Override
    public Card card() {
        var card = Card.of("Joint fit: " + message);
        if (!success) {
            card = card.warning("no minimum was found: " + message + "; chi2 may still fall by about "
                    + Numbers.significant(decrement, 2) + "; fit again from here: fit.model().fit()");
        }
        var limits = atLimits();
        if (!limits.isEmpty()) {
            card = card.warning("at a limit: " + String.join(", ", limits)
                    + "; these are held there and have no error, and the other errors are for that value");
        }
        var loose = unconstrained();
        if (!loose.isEmpty()) {
            card = card.warning(
                    "hardly constrained by the data: " + String.join(", ", loose) + "; fix them or leave them out");
        }
        card = card.row(
                        "chi2",
                        String.format(
                                Locale.ROOT,
                                "%.2f for %d pixels and %d parameters: %.4f per degree of freedom",
                                chi2,
                                pixels,
                                theta.length,
                                reducedChi2()))
                .row(
                        "gradient",
                        String.format(Locale.ROOT, "%.2g sigma; chi2 may fall by %.1g", gradientNorm, decrement))
                .row("time", Numbers.significant(seconds, 3) + " s");
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < theta.length; i++) {
            double sigma = sigma(i);
            var axis = space().axis(i);
            rows.add(List.of(
                    axis.path(),
                    rounded(theta[i], sigma),
                    Double.isNaN(sigma) ? "–" : Numbers.significant(sigma, 2),
                    axis.parameter().unit(),
                    limits.contains(axis.path()) ? "at its limit" : ""));
        }
        return card.table(List.of("parameter", "value", "sigma", "unit", ""), rows)
                .details(Card.of("log").note(String.join("\n", log)));
    }

    private static String rounded(double value, double sigma) {
        if (!(sigma > 0) || !Double.isFinite(sigma)) {
            return Numbers.significant(value, 5);
        }
        int digits = (int) Math.max(1, Math.min(12, 2 + Math.floor(Math.log10(Math.abs(value) / sigma + 1)) + 1));
        return Numbers.significant(value, digits);
    }

    @Override
    public String toString() {
        return toText();
    }
}
