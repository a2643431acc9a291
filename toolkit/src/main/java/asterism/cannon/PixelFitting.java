package asterism.cannon;

import asterism.math.Lbfgsb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one pixel is fitted: the options of the published {@code fit_pixel_fixed_scatter}. Immutable; each method gives a changed
 * copy.
 */
public final class PixelFitting {

    /** How the minimum is found. */
    public enum Optimizer {
        /** Coordinate descent, then an active set until its conditions hold: exact in a finite number of steps. */
        ACTIVE_SET("active set"),
        /**
         * A quasi-Newton method for smooth functions inside bounds. Each penalized coefficient is the difference of two that are not
         * negative, so that the objective is smooth and zeros are exact; the published code runs it on the absolute value.
         */
        LBFGSB("L-BFGS-B");

        private final String words;

        Optimizer(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Where a search starts, and where that comes from. */
    @SuppressWarnings("ArrayRecordComponent") // handed on inside the package only, never compared
    record Start(double[] theta, String source) {}

    /** No regularization, no term left out, exact minimum, scatter by maximum likelihood. */
    public static final PixelFitting DEFAULT = new PixelFitting(
            0,
            Optional.empty(),
            Optional.empty(),
            Optimizer.ACTIVE_SET,
            Lbfgsb.DEFAULT,
            true,
            List.of(),
            OptionalDouble.empty(),
            false);

    private final double regularization;
    private final Optional<boolean[]> censored;
    private final Optional<double[][]> bounds; // lower, upper
    private final Optimizer optimizer;
    private final Lbfgsb quasiNewton;
    private final boolean strict;
    private final List<Start> starts;
    private final OptionalDouble s2;
    private final boolean published;

    private PixelFitting(
            double regularization,
            Optional<boolean[]> censored,
            Optional<double[][]> bounds,
            Optimizer optimizer,
            Lbfgsb quasiNewton,
            boolean strict,
            List<Start> starts,
            OptionalDouble s2,
            boolean published) {
        this.regularization = regularization;
        this.censored = censored;
        this.bounds = bounds;
        this.optimizer = optimizer;
        this.quasiNewton = quasiNewton;
        this.strict = strict;
        this.starts = starts;
        this.s2 = s2;
        this.published = published;
    }

    private PixelFitting with(Optimizer other, Lbfgsb method, boolean isStrict) {
        return new PixelFitting(regularization, censored, bounds, other, method, isStrict, starts, s2, published);
    }

    /** The strength Lambda of the L1 regularization; default 0. */
    public PixelFitting regularization(double lambda) {
        if (!(lambda >= 0) || Double.isInfinite(lambda)) {
            throw new IllegalArgumentException("regularization must be a finite number not below 0, got " + lambda);
        }
        return new PixelFitting(lambda, censored, bounds, optimizer, quasiNewton, strict, starts, s2, published);
    }

    /** Terms to leave out, [nTerms], true = not used. Not modified. */
    public PixelFitting censored(boolean... terms) {
        return new PixelFitting(
                regularization,
                Optional.of(terms.clone()),
                bounds,
                optimizer,
                quasiNewton,
                strict,
                starts,
                s2,
                published);
    }

    /**
     * Keeps the coefficients inside bounds.
     *
     * @param least [nTerms], may be -infinity. Not modified.
     * @param most  [nTerms], not below least, may be infinity. Not modified.
     */
    public PixelFitting bounds(double[] least, double[] most) {
        if (least.length != most.length) {
            throw new IllegalArgumentException("bounds: " + least.length + " lower and " + most.length
                    + " upper ones; one of each for every term");
        }
        for (int t = 0; t < least.length; t++) {
            if (!(least[t] <= most[t])) {
                throw new IllegalArgumentException(
                        "bounds of term " + t + ": " + least[t] + " must not be above " + most[t]);
            }
        }
        return new PixelFitting(
                regularization,
                censored,
                Optional.of(new double[][] {least.clone(), most.clone()}),
                optimizer,
                quasiNewton,
                strict,
                starts,
                s2,
                published);
    }

    /** How the minimum is found; both find the same one. Default: the active set. */
    public PixelFitting optimizer(Optimizer other) {
        return with(other, quasiNewton, strict);
    }

    /** L-BFGS-B with these tolerances and at most so many iterations. */
    public PixelFitting optimizer(Lbfgsb method) {
        return with(Optimizer.LBFGSB, method, strict);
    }

    /**
     * Whether the active set takes over where L-BFGS-B does not end at a minimum; without it, its last point is kept. Default: it does.
     */
    public PixelFitting strict(boolean takeOver) {
        return with(optimizer, quasiNewton, takeOver);
    }

    /**
     * One more start. The search begins at the start whose objective is lowest; the minimum does not depend on it, since there is only
     * one.
     *
     * @param theta  [nTerms]. Not modified.
     * @param source where it comes from, in words: {@link PixelFit#startSource} gives it back
     */
    public PixelFitting start(double[] theta, String source) {
        if (!Arrays.stream(theta).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "start '" + source + "' must be finite numbers, got " + Arrays.toString(theta));
        }
        var more = new ArrayList<>(starts);
        more.add(new Start(theta.clone(), source));
        return new PixelFitting(
                regularization, censored, bounds, optimizer, quasiNewton, strict, List.copyOf(more), s2, published);
    }

    /**
     * Holds the scatter: the weights are W = ivar / (1 + ivar s2). Without it, the weights are ivar and the scatter is found after the
     * coefficients, as published.
     *
     * @param variance s2, flux^2, not negative
     */
    public PixelFitting scatter(double variance) {
        if (!(variance >= 0) || Double.isInfinite(variance)) {
            throw new IllegalArgumentException("scatter: s2 must be a finite number not below 0, got " + variance);
        }
        return new PixelFitting(
                regularization,
                censored,
                bounds,
                optimizer,
                quasiNewton,
                strict,
                starts,
                OptionalDouble.of(variance),
                published);
    }

    /**
     * The published rules: scatter from the median of the squared deviations, no fit where the mean ivar is below 1 (which depends
     * on the unit of flux).
     */
    public PixelFitting asPublished() {
        return new PixelFitting(regularization, censored, bounds, optimizer, quasiNewton, strict, starts, s2, true);
    }

    double lambda() {
        return regularization;
    }

    boolean isCensored(int term, int nTerms) {
        if (censored.isPresent() && censored.get().length != nTerms) {
            throw new IllegalArgumentException(
                    "censored: " + censored.get().length + " marks for " + nTerms + " terms");
        }
        return censored.isPresent() && censored.get()[term];
    }

    double lower(int term, int nTerms) {
        return bound(0, term, nTerms, Double.NEGATIVE_INFINITY);
    }

    double upper(int term, int nTerms) {
        return bound(1, term, nTerms, Double.POSITIVE_INFINITY);
    }

    private double bound(int side, int term, int nTerms, double otherwise) {
        if (bounds.isPresent() && bounds.get()[side].length != nTerms) {
            throw new IllegalArgumentException(
                    "bounds: " + bounds.get()[side].length + " of them for " + nTerms + " terms");
        }
        return bounds.isPresent() ? bounds.get()[side][term] : otherwise;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Lbfgsb quasiNewton() {
        return quasiNewton;
    }

    boolean strict() {
        return strict;
    }

    List<Start> starts() {
        return starts;
    }

    OptionalDouble s2() {
        return s2;
    }

    boolean published() {
        return published;
    }

    @Override
    public String toString() {
        return "regularization " + regularization + ", " + optimizer + (published ? ", published scatter" : "");
    }
}
