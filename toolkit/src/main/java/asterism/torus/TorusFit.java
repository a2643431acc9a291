package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.math.LinearAlgebra;
import asterism.unit.Length;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The best parameters of a {@link TorusModel} for binned data, and whether they can be trusted. Immutable. */
public final class TorusFit implements Displayable {

    private static final double ABOVE =
            1e-8; // of ln posterior per pixel: more than this above the minimum is not converged

    private final TorusModel model;
    private final BinnedData data;
    private final TorusLikelihood likelihood;
    private final TorusBounds bounds;
    private final TorusParameters parameters;
    private final double objective;
    private final int pixelsUsed;
    private final End end;
    private final CramerRao crlb;
    private final double lnLikelihood;
    private final double penalty;
    private final double aboveMinimum;

    /** How the search ended. */
    record End(String method, boolean converged, String reason, int iterations, int evaluations) {}

    private TorusFit(
            TorusModel model,
            BinnedData data,
            TorusLikelihood likelihood,
            TorusBounds bounds,
            TorusParameters parameters,
            TorusObjective function,
            End end) {
        this.model = model;
        this.data = data;
        this.likelihood = likelihood;
        this.bounds = bounds;
        this.parameters = parameters;
        this.end = end;
        double[] theta = parameters.toArray();
        int n = theta.length;
        double[] gradient = new double[n];
        this.objective = function.evaluate(theta, gradient);
        this.pixelsUsed = function.pixelsUsed();
        this.penalty = function.penalty(theta);
        this.lnLikelihood = penalty - objective * data.size();
        this.crlb = function.crlb(model, parameters);
        this.aboveMinimum = decrement(theta, gradient);
    }

    static TorusFit of(
            TorusModel model,
            BinnedData data,
            TorusLikelihood likelihood,
            TorusBounds bounds,
            TorusParameters parameters,
            TorusObjective function,
            End end) {
        return new TorusFit(model, data, likelihood, bounds, parameters, function, end);
    }

    /** Half of g^T H^-1 g over the free parameters: how far the quadratic approximation says the minimum lies below. */
    private double decrement(double[] theta, double[] gradient) {
        double[] lo = bounds.lower().toArray();
        double[] hi = bounds.upper().toArray();
        int n = theta.length;
        double[][] fisher = crlb.fisher();
        int[] free = IntStream.range(0, n)
                .filter(k -> lo[k] < hi[k]
                        && !(theta[k] <= lo[k] && gradient[k] > 0)
                        && !(theta[k] >= hi[k] && gradient[k] < 0))
                .toArray();
        if (free.length == 0) {
            return 0;
        }
        double[][] h = Arrays.stream(free)
                .mapToObj(i -> Arrays.stream(free)
                        .mapToDouble(j -> fisher[i][j] / data.size())
                        .toArray())
                .toArray(double[][]::new);
        double[] g = Arrays.stream(free).mapToDouble(k -> gradient[k]).toArray();
        return LinearAlgebra.solvePositive(h, g)
                .map(step -> IntStream.range(0, g.length)
                        .mapToDouble(i -> 0.5 * g[i] * step[i])
                        .sum())
                .orElse(Double.NaN);
    }

    /** The model that was fitted. */
    public TorusModel model() {
        return model;
    }

    /** The data. */
    public BinnedData data() {
        return data;
    }

    /** What the data of a pixel are. */
    public TorusLikelihood likelihood() {
        return likelihood;
    }

    /** The bounds within which the minimum was looked for. */
    public TorusBounds bounds() {
        return bounds;
    }

    /** The best parameters. */
    public TorusParameters parameters() {
        return parameters;
    }

    /** -(ln L - P) / number of all pixels, at the best parameters. */
    public double objective() {
        return objective;
    }

    /** ln of the likelihood, without the constant of a Gaussian. */
    public double lnLikelihood() {
        return lnLikelihood;
    }

    /** The regularizer's penalty P. */
    public double penalty() {
        return penalty;
    }

    /** How far above the minimum the objective still is, by its quadratic approximation; NaN where that has no minimum. */
    public double aboveMinimum() {
        return aboveMinimum;
    }

    /** Whether this is a minimum: the search says so and the exact second derivatives agree. */
    public boolean converged() {
        return end.converged() && aboveMinimum <= ABOVE * Math.max(1, Math.abs(objective));
    }

    /** Why the search ended, in words. */
    public String reason() {
        return end.reason();
    }

    /** Steps tried. */
    public int iterations() {
        return end.iterations();
    }

    /** Evaluations of the objective with its derivatives. */
    public int evaluations() {
        return end.evaluations();
    }

    /** Number of pixels that count. */
    public int pixelsUsed() {
        return pixelsUsed;
    }

    /** The information at the best parameters and its inverse. */
    public CramerRao crlb() {
        return crlb;
    }

    /**
     * How much the best parameters scatter from one set of data to the next, which is less than they are uncertain: see {@link
     * CramerRao}.
     */
    public TorusErrors sampling() {
        return crlb.sampling();
    }

    /**
     * Vertical acceleration and its gradient along the height, with the errors of the posterior, by the Cramer-Rao bound; with those of
     * repeated data, {@code sampling().acceleration(heights)}.
     */
    public AccelerationProfile acceleration(Length heights) {
        return crlb.acceleration(heights);
    }

    /** The model's mean label in each pixel of the data; ln of the expected counts where counts were fitted. */
    public double[] label() {
        return model.label(data.pos(), data.vel(), parameters);
    }

    /** The parameters that lie on a bound. */
    public List<String> atBounds() {
        double[] lo = bounds.lower().toArray();
        double[] hi = bounds.upper().toArray();
        double[] x = parameters.toArray();
        var out = new ArrayList<String>();
        for (int k = 0; k < x.length; k++) {
            if (lo[k] < hi[k] && (x[k] <= lo[k] || x[k] >= hi[k])) {
                out.add(model.space().names().get(k) + " = " + Numbers.significant(x[k], 4));
            }
        }
        return out;
    }

    /** What speaks against trusting the parameters, in words; empty where nothing does. */
    public List<String> warnings() {
        var out = new ArrayList<String>();
        if (!converged()) {
            out.add("not converged after " + end.iterations() + " iterations: " + end.reason()
                    + "; go on from these parameters, try another start, or give more iterations");
        }
        if (!atBounds().isEmpty()) {
            out.add("on a bound: " + String.join(", ", atBounds()) + "; widen it where it is no more than a guess");
        }
        var check = model.checkEFunctions(parameters, largestRadius());
        if (!check.isValid()) {
            out.add("orbits cross: " + check.words() + "; use fewer knots or a stronger regularizer");
        }
        return out;
    }

    private double largestRadius() {
        double most = 0;
        for (double r : model.elliptical(data.pos(), data.vel(), parameters).rE()) {
            most = Math.max(most, r);
        }
        return most;
    }

    /** Parameters of which the data know only a combination, in words; the acceleration does not suffer from it. */
    public List<String> degeneracies() {
        return crlb.degeneracies();
    }

    @Override
    public Card card() {
        var card = Card.of("Orbital torus fit" + (converged() ? ", converged" : ", NOT converged"));
        for (var warning : warnings()) {
            card = card.warning(warning);
        }
        card = card.row(
                        "objective",
                        Numbers.significant(objective, 8) + " (" + Numbers.significant(aboveMinimum, 2)
                                + " above the minimum)")
                .row(
                        "ln likelihood, penalty",
                        Numbers.significant(lnLikelihood, 7) + ", " + Numbers.significant(penalty, 4))
                .row("pixels", pixelsUsed + " of " + data.size() + ", " + likelihood)
                .row("search", end.method() + ", " + end.iterations() + " iterations: " + end.reason());
        if (!degeneracies().isEmpty()) {
            card = card.row("known only together", String.join("; ", degeneracies()))
                    .note(
                            "Judge these parameters together: the acceleration, which depends on all of them, is known better.");
        }
        return card.section(crlb.card());
    }

    @Override
    public String toString() {
        return toText();
    }
}
