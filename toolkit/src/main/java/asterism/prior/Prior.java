package asterism.prior;

import asterism.param.InRegion;

/**
 * What is believed about one parameter before the data.
 *
 * <p>A parameter has exactly one prior. It is a density of its own ({@link Marginal}), a density given the value of
 * another region's parameter ({@link Connection}), equality with another parameter ({@link Tied}), or a fixed value
 * ({@link Fixed}). The last two are no densities: such a parameter is not sampled.
 */
public sealed interface Prior permits Prior.Marginal, Prior.Connection, Tied, Fixed {

    /** A normalised density of one parameter on its own. */
    sealed interface Marginal extends Prior permits Uniform, LogUniform, Normal, TruncatedNormal, Tabulated {

        /** Natural log of the density at x; -infinity outside the support and where x is NaN. */
        double logDensity(double x);

        /**
         * Derivative of {@link #logDensity} at x; 0 where the density vanishes. At the ends of the support, and where the
         * density has a corner, it is the one towards larger values, at the upper end towards smaller ones.
         */
        double logDensityDerivative(double x);

        /** Inverse cumulative distribution; p in [0, 1]. */
        double quantile(double p);

        /** Cumulative distribution at x, in [0, 1]. */
        double cdf(double x);

        /** Smallest value of the support; may be -infinity. */
        double lower();

        /** Largest value of the support; may be +infinity. */
        double upper();
    }

    /** A density of one parameter, given the value of another: normalised over the first for every value of the other. */
    sealed interface Connection extends Prior permits NormalAbout, Within {

        /** The parameter that this one hangs on. */
        InRegion target();

        /** Natural log of the density at x, given the target's value; -infinity outside the support. */
        double logDensity(double x, double target);

        /** Derivative of {@link #logDensity} with respect to x; 0 where the density vanishes. */
        double logDensityDerivative(double x, double target);

        /** Derivative of {@link #logDensity} with respect to the target's value; 0 where the density vanishes. */
        double logDensityTargetDerivative(double x, double target);

        /** Inverse cumulative distribution of x given the target's value; p in [0, 1]. */
        double quantile(double p, double target);

        /** The connection that hangs on another target. */
        Connection about(InRegion other);
    }

    /** Constant between lo and hi. */
    static Prior uniform(double lo, double hi) {
        return new Uniform(lo, hi);
    }

    /** Constant in the logarithm between lo and hi, both above 0. */
    static Prior logUniform(double lo, double hi) {
        return new LogUniform(lo, hi);
    }

    /** Gaussian. */
    static Prior normal(double mean, double sigma) {
        return new Normal(mean, sigma);
    }

    /** Gaussian cut at lo and hi and normalised between them; either may be infinite. */
    static Prior truncatedNormal(double mean, double sigma, double lo, double hi) {
        return new TruncatedNormal(mean, sigma, lo, hi);
    }

    /**
     * Piecewise linear through the given points, normalised.
     *
     * @param x       [n], increasing
     * @param density [n], not negative, in any common unit
     */
    static Prior tabulated(double[] x, double[] density) {
        return Tabulated.of(x, density);
    }

    /** Not sampled: held at a value. */
    static Prior fixed(double value) {
        return new Fixed(value);
    }

    /** x - target is Gaussian with mean 0 and this sigma. */
    static Prior normalAbout(InRegion target, double sigma) {
        return new NormalAbout(target, 0, sigma);
    }

    /** x - target is Gaussian with this mean offset and sigma. */
    static Prior normalAbout(InRegion target, double offset, double sigma) {
        return new NormalAbout(target, offset, sigma);
    }

    /** x - target is uniform between -maxDistance and +maxDistance. */
    static Prior within(double maxDistance, InRegion target) {
        return new Within(target, maxDistance);
    }

    /** Not sampled: equal to the other parameter. */
    static Prior tiedTo(InRegion target) {
        return new Tied(target);
    }
}
