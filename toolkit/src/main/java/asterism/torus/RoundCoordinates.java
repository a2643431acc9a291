package asterism.torus;

import asterism.infer.Coordinates;
import asterism.math.LinearAlgebra;

/**
 * Coordinates of the parameters about the best ones in which the posterior is nearly a Gaussian.
 *
 * <p>With s = exp(val) / exp(best val), the slope of a distortion in units of its best value,
 *
 * <pre>
 * y_k = ln s_k + (s_k - 1)               for the values of the distortions,
 * y_l = theta_l + sum_k C_lk (s_k - 1)   for all others, C = H_ll^-1 H_lk at the best parameters
 * </pre>
 *
 * <p>Two things make the posterior bent in theta. Labels are linear in the slopes and not in their logarithms, so that it is narrow where
 * a slope is steep and wide where it is slight; y_k is a logarithm where the slope is slight, and the penalty rules, and linear where
 * it is steep, and the data rule. And a distortion of the inner orbits can be traded against the frequency and the label: along a line in
 * the slopes, which is a banana in their logarithms. In y_l the trade is already made. H is the information.
 *
 * <p>A parameter that may meet a bound, within {@value #FAR} standard deviations of its best value, keeps its own coordinate; so does
 * the value of a distortion that the data do not know, with a standard deviation above {@value #UNKNOWN}.
 */
final class RoundCoordinates implements Coordinates {

    private static final double FAR = 10; // standard deviations beyond which no chain comes
    private static final double UNKNOWN = 2; // standard deviation of a ln slope: from nothing to all
    private static final int STEPS = 50; // Newton's; about 5 lead to rounding
    private static final double ROUNDING = 1e-15;

    private final int nDim;
    private final int nE;
    private final double[] best; // [nDim]
    private final double[] weight; // of s - 1 in y_k: 1, or 0 where y_k = ln s_k; [nE]
    private final double[] trade; // C, [nDim - nE][nE] row-major
    private final double[] lower;
    private final double[] upper;

    private RoundCoordinates(int nE, double[] best, double[] weight, double[] trade, double[] lower, double[] upper) {
        this.nDim = best.length;
        this.nE = nE;
        this.best = best;
        this.weight = weight;
        this.trade = trade;
        this.lower = lower;
        this.upper = upper;
    }

    /** About the best parameters, with the information there. */
    static RoundCoordinates of(TorusModel model, CramerRao information, TorusBounds bounds) {
        double[] best = information.parameters().toArray();
        int nE = best.length - 3 - model.labelKnots().length;
        double[] trade = trade(information.fisher(), nE);
        double[] lo = bounds.lower().toArray();
        double[] hi = bounds.upper().toArray();
        double[] sigma = information.sigmas();
        double[] lower = new double[best.length];
        double[] upper = new double[best.length];
        double[] weight = new double[nE];
        for (int k = 0; k < nE; k++) {
            weight[k] = sigma[k] > 0 && sigma[k] < UNKNOWN ? 1 : 0;
            lower[k] = coordinate(lo[k] - best[k], weight[k]);
            upper[k] = coordinate(hi[k] - best[k], weight[k]);
        }
        for (int l = nE; l < best.length; l++) {
            boolean isFree = sigma[l] > 0 && best[l] - lo[l] > FAR * sigma[l] && hi[l] - best[l] > FAR * sigma[l];
            for (int k = 0; k < nE; k++) {
                trade[(l - nE) * nE + k] *= isFree ? weight[k] : 0;
            }
            lower[l] = isFree ? Double.NEGATIVE_INFINITY : lo[l];
            upper[l] = isFree ? Double.POSITIVE_INFINITY : hi[l];
        }
        return new RoundCoordinates(nE, best, weight, trade, lower, upper);
    }

    private static double[] trade(double[][] information, int nE) {
        int n = information.length - nE;
        double[][] own = new double[n][n];
        double[][] shared = new double[n][nE];
        for (int l = 0; l < n; l++) {
            System.arraycopy(information[nE + l], nE, own[l], 0, n);
            System.arraycopy(information[nE + l], 0, shared[l], 0, nE);
        }
        double[] out = new double[n * nE];
        if (nE == 0) {
            return out;
        }
        // where it has no solution nothing is known of what could be traded
        LinearAlgebra.solve(own, shared).ifPresent(solved -> {
            for (int l = 0; l < n; l++) {
                System.arraycopy(solved[l], 0, out, l * nE, nE);
            }
        });
        return out;
    }

    /** y of d = ln s. */
    private static double coordinate(double d, double weight) {
        return weight == 0 ? d : d + weight * Math.expm1(d);
    }

    /** ln s of y, by Newton's method from above, where the function is steeper than any line. */
    private static double logSlope(double y, double weight) {
        if (weight == 0) {
            return y;
        }
        double d = y > 0 ? Math.log1p(y) : y > -1 ? 0.5 * y : y + 1;
        for (int i = 0; i < STEPS; i++) {
            double step = (coordinate(d, weight) - y) / (1 + weight * Math.exp(d));
            d -= step;
            if (Math.abs(step) <= ROUNDING * (1 + Math.abs(d))) {
                break;
            }
        }
        return d;
    }

    @Override
    public double[] lower() {
        return lower.clone();
    }

    @Override
    public double[] upper() {
        return upper.clone();
    }

    @Override
    public void toCoordinates(double[] theta, double[] outY) {
        for (int k = 0; k < nE; k++) {
            outY[k] = coordinate(theta[k] - best[k], weight[k]);
        }
        for (int l = nE; l < nDim; l++) {
            outY[l] = theta[l] + traded(l, theta);
        }
    }

    private double traded(int l, double[] theta) {
        double sum = 0;
        for (int k = 0; k < nE; k++) {
            double c = trade[(l - nE) * nE + k];
            sum += c == 0 ? 0 : c * Math.expm1(theta[k] - best[k]);
        }
        return sum;
    }

    @Override
    public double toParameters(double[] y, double[] outTheta) {
        double logJacobian = 0;
        for (int k = 0; k < nE; k++) {
            double d = logSlope(y[k], weight[k]);
            outTheta[k] = best[k] + d;
            logJacobian -= weight[k] == 0 ? 0 : Math.log1p(weight[k] * Math.exp(d));
        }
        for (int l = nE; l < nDim; l++) {
            outTheta[l] = y[l] - traded(l, outTheta);
        }
        return logJacobian;
    }

    @Override
    public void pullBack(double[] theta, double[] gradient, double[] outGradient) {
        System.arraycopy(gradient, nE, outGradient, nE, nDim - nE);
        for (int k = 0; k < nE; k++) {
            double s = Math.exp(theta[k] - best[k]);
            double sum = gradient[k];
            for (int l = nE; l < nDim; l++) {
                double c = trade[(l - nE) * nE + k];
                sum -= c == 0 ? 0 : gradient[l] * c * s;
            }
            double bent = weight[k] == 0 ? 0 : weight[k] * s;
            outGradient[k] = (sum - bent / (1 + bent)) / (1 + bent);
        }
    }
}
