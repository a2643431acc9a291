package asterism.cannon;

import java.util.Arrays;

/** The coefficients of a pixel by linear algebra. Immutable. */
public final class ThetaFit {

    private final double[] theta;
    private final double[] covariance;
    private final int rank;

    ThetaFit(double[] theta, double[] covariance, int rank) {
        this.theta = theta;
        this.covariance = covariance;
        this.rank = rank;
    }

    /** What there is to say where the equations are singular: a flux of 1, with infinite variances. */
    static ThetaFit singular(int nTerms, int rank) {
        var covariance = new double[nTerms * nTerms];
        Arrays.fill(covariance, Double.NaN);
        for (int t = 0; t < nTerms; t++) {
            covariance[t * nTerms + t] = Double.POSITIVE_INFINITY;
        }
        return new ThetaFit(CannonFunctions.unitTheta(nTerms), covariance, rank);
    }

    /** Coefficients, [nTerms]. */
    public double[] theta() {
        return theta.clone();
    }

    /** Covariance of the coefficients, [nTerms x nTerms]; infinite on the diagonal and NaN beside it where it is singular. */
    public double[][] covariance() {
        var out = new double[theta.length][];
        Arrays.setAll(out, t -> Arrays.copyOfRange(covariance, t * theta.length, (t + 1) * theta.length));
        return out;
    }

    /** The number of terms, or of the first ones that do not depend on each other where the equations are singular. */
    public int rank() {
        return rank;
    }

    /** Whether the data do not determine all coefficients. */
    public boolean isSingular() {
        return rank < theta.length;
    }

    @Override
    public String toString() {
        return isSingular()
                ? "singular: only " + rank + " of " + theta.length + " coefficients"
                : "theta " + Arrays.toString(theta);
    }
}
