package asterism.cannon;

import asterism.cannon.PixelFitting.Optimizer;
import java.util.Arrays;

/** One pixel, fitted, with what the published function returns beside it. Immutable. */
public final class PixelFit {

    /** How a search ended. */
    record End(Optimizer method, boolean converged, String message, int iterations, int evaluations, double seconds) {}

    private final double[] theta;
    private final double s2;
    private final double chi2;
    private final double objective;
    private final double[] gradient;
    private final double violation;
    private final PixelFitting.Start start;
    private final End end;
    private final String problem;

    PixelFit(
            double[] theta,
            double s2,
            double chi2,
            double objective,
            double[] gradient,
            double violation,
            PixelFitting.Start start,
            End end,
            String problem) {
        this.theta = theta;
        this.s2 = s2;
        this.chi2 = chi2;
        this.objective = objective;
        this.gradient = gradient;
        this.violation = violation;
        this.start = start;
        this.end = end;
        this.problem = problem;
    }

    /** What there is to say where there is no information: a flux of 1 with an infinite scatter. */
    static PixelFit nothing(int nTerms, PixelFitting.Start start, Optimizer method, String why) {
        var none = new double[nTerms];
        Arrays.fill(none, Double.NaN);
        var end = new End(method, false, why, 0, 0, 0);
        var theta = CannonFunctions.unitTheta(nTerms);
        return new PixelFit(theta, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN, none, Double.NaN, start, end, why);
    }

    /** Coefficients, [nTerms]; [1, 0, ...] where there is no information. */
    public double[] theta() {
        return theta.clone();
    }

    /** Variance of the scatter, flux^2; infinity where there is no information. */
    public double s2() {
        return s2;
    }

    /** Chi-squared with the weights of the fit: ivar, or those of a scatter that was held. NaN where there is no information. */
    public double chiSquared() {
        return chi2;
    }

    /** Chi-squared plus the penalty, the published {@code fopt}; NaN where there is no information. */
    public double objective() {
        return objective;
    }

    /** The gradient of the objective, [nTerms]; that of the penalty counts as 0 at 0. */
    public double[] gradient() {
        return gradient.clone();
    }

    /**
     * The certificate of the minimum: the largest slope along which the objective still falls, over Lambda + the largest |2 A^T W flux|;
     * rounding errors leave about 1e-15.
     */
    public double optimality() {
        return violation;
    }

    /** The optimizer that gave this answer: the active set also where it took over. */
    public Optimizer optimizer() {
        return end.method();
    }

    /** Whether the search ended at a minimum; the published {@code warnflag} is 0 then. */
    public boolean converged() {
        return end.converged();
    }

    /** How the search ended, in words. */
    public String message() {
        return end.message();
    }

    /** Steps: linear systems that the active set solved, or iterations of L-BFGS-B. */
    public int iterations() {
        return end.iterations();
    }

    /** Evaluations of the objective, those of the starts with them. */
    public int evaluations() {
        return end.evaluations();
    }

    /** Where the search started, [nTerms]: the start whose objective was lowest. */
    public double[] start() {
        return start.theta().clone();
    }

    /** Where that start came from. */
    public String startSource() {
        return start.source();
    }

    /** How long the search took, in seconds; 0 where there was none. */
    public double seconds() {
        return end.seconds();
    }

    /** Why there is no answer; empty where there is one. */
    public String problem() {
        return problem;
    }

    @Override
    public String toString() {
        return problem.isEmpty()
                ? "theta " + Arrays.toString(theta) + ", scatter " + Math.sqrt(s2) + " (" + end.message() + ")"
                : "no answer: " + problem;
    }
}
