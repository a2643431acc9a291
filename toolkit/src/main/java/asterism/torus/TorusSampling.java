package asterism.torus;

import asterism.infer.Fit;
import asterism.infer.Nuts;
import asterism.infer.Samplers;
import asterism.infer.Samples;
import asterism.infer.Start;
import asterism.unit.Length;

/** Posterior draws of torus parameters, and what follows from them. */
final class TorusSampling {

    private static final int MOST_DRAWS = 4000; // of which an acceleration is evaluated

    private TorusSampling() {}

    /** Chains that begin in the Gaussian of the start's information, in coordinates that are round about it. */
    static Fit sample(
            TorusModel model,
            TorusParameters start,
            BinnedData data,
            TorusLikelihood likelihood,
            TorusBounds bounds,
            Nuts sampler) {
        var posterior = TorusPosterior.of(model, data, likelihood, bounds);
        double[] theta = start.toArray();
        double[] logP = new double[1];
        posterior.logDensity().evaluate(theta, 1, logP);
        if (!Double.isFinite(logP[0])) {
            throw new IllegalArgumentException("the log density at the start is " + logP[0]
                    + (bounds.contains(start) ? "" : ": it lies outside the bounds")
                    + "; begin at the parameters of a fit, fit.parameters()");
        }
        var information = model.crlb(start, data, likelihood);
        return sampler.start(ball(information, bounds)).run(posterior.about(information));
    }

    /** The Gaussian of the information about its parameters; where that would leave the bounds, a ball inside them. */
    private static Start ball(CramerRao information, TorusBounds bounds) {
        double[] theta = information.parameters().toArray();
        double[] lo = bounds.lower().toArray();
        double[] hi = bounds.upper().toArray();
        double[] sigma = information.sigmas();
        boolean inside = information.isPositive();
        for (int k = 0; k < theta.length; k++) {
            inside &= sigma[k] > 0 && theta[k] - lo[k] > sigma[k] && hi[k] - theta[k] > sigma[k];
        }
        if (inside) {
            return Samplers.around(theta, information.covariance());
        }
        for (int k = 0; k < theta.length; k++) {
            double room = hi[k] - lo[k];
            double width = sigma[k] > 0 ? sigma[k] : 0.1;
            sigma[k] = Double.isFinite(room) ? Math.min(width, 0.1 * room) : width;
            theta[k] = Math.max(lo[k] + 0.5 * sigma[k], Math.min(hi[k] - 0.5 * sigma[k], theta[k]));
        }
        return Samplers.around(theta, sigma);
    }

    /** Acceleration and gradient of each draw, or of so many as tell the quantiles. */
    static AccelerationProfile acceleration(TorusModel model, Length heights, Samples samples) {
        double[][] draws = samples.draws(Math.min(MOST_DRAWS, samples.size()));
        if (draws.length < 2) {
            throw new IllegalArgumentException(
                    "acceleration(heights, samples): at least 2 draws are needed, got " + draws.length);
        }
        double[] z = heights.inKpc();
        double[][] a = new double[z.length][draws.length];
        double[][] a1 = new double[z.length][draws.length];
        var vertical = new Vertical(model);
        for (int d = 0; d < draws.length; d++) {
            vertical.set(draws[d]);
            for (int i = 0; i < z.length; i++) {
                a[i][d] = vertical.acceleration(z[i]);
                a1[i][d] = vertical.gradient(z[i]);
            }
        }
        return AccelerationProfile.draws(z, a, a1, "posterior of " + draws.length + " draws");
    }
}
