package asterism.cannon;

import java.util.Arrays;

/** One pixel, fitted. Immutable. */
public final class PixelFit {

    private final double[] theta;
    private final double s2;
    private final double objective;
    private final double violation;
    private final String problem;

    PixelFit(double[] theta, double s2, double objective, double violation, String problem) {
        this.theta = theta;
        this.s2 = s2;
        this.objective = objective;
        this.violation = violation;
        this.problem = problem;
    }

    /** Coefficients, [nTerms]; [1, 0, ...] where there is no information. */
    public double[] theta() {
        return theta.clone();
    }

    /** Variance of the scatter, flux^2; infinity where there is no information. */
    public double s2() {
        return s2;
    }

    /** chi-squared without scatter plus the penalty; NaN where there is no information. */
    public double objective() {
        return objective;
    }

    /**
     * The certificate of the minimum: the largest slope along which the objective still falls, over Lambda + the largest |2 A^T W flux|;
     * rounding errors leave about 1e-15.
     */
    public double optimality() {
        return violation;
    }

    /** Why there is no answer; empty where there is one. */
    public String problem() {
        return problem;
    }

    @Override
    public String toString() {
        return problem.isEmpty()
                ? "theta " + Arrays.toString(theta) + ", scatter " + Math.sqrt(s2)
                : "no answer: " + problem;
    }
}
