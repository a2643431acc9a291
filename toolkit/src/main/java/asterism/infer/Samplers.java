package asterism.infer;

import java.nio.file.Path;
import java.time.Duration;

/** The samplers, by name. */
public final class Samplers {

    private Samplers() {}

    /**
     * The affine-invariant ensemble sampler: many walkers that propose by each other's positions; needs no gradient
     * and no tuning.
     */
    public static Ensemble ensemble() {
        return Ensemble.DEFAULT;
    }

    /**
     * The ensemble slice sampler: walkers that draw from the part of a line where the density is high; needs no gradient
     * and no tuning, and keeps moving where proposals are refused.
     */
    public static Slice slice() {
        return Slice.DEFAULT;
    }

    /** Nested sampling: the evidence of a model, and its posterior also where it has several modes; needs no gradient. */
    public static Nested nested() {
        return Nested.DEFAULT;
    }

    /** The maximum of a posterior from several starts, and the Laplace approximation there. */
    public static MaximumSearch maximum() {
        return MaximumSearch.DEFAULT;
    }

    /** Two models of the same data, by evidence and by leave-one-out prediction. */
    public static Comparison compare(Fit first, Fit second) {
        return Comparison.of(first, second);
    }

    /**
     * The no-U-turn sampler: a few chains that follow the gradient of the log density; needs a posterior that gives it,
     * and is then the fastest.
     */
    public static Nuts nuts() {
        return Nuts.DEFAULT;
    }

    /** End when R-hat of each parameter is at most this: {@code until(rHat(1.01).ess(1000))}. */
    public static StopRule rHat(double largest) {
        return StopRule.ofRHat(largest);
    }

    /** End when each parameter has this many effective samples, bulk and tail. */
    public static StopRule ess(double smallest) {
        return StopRule.ofEss(smallest);
    }

    /** A time span: {@code atMost(seconds(20))}. */
    public static Duration seconds(double n) {
        return Duration.ofNanos(Math.round(1e9 * n));
    }

    /** A time span: {@code atMost(minutes(5))}. */
    public static Duration minutes(double n) {
        return seconds(60 * n);
    }

    /** Goes on with the run in a file, a checkpoint or a saved fit: {@code resume("run.h5").steps(60_000).run(posterior)}. */
    public static SavedRun resume(String file) {
        return resume(Path.of(file));
    }

    /** As {@link #resume(String)}. */
    public static SavedRun resume(Path file) {
        return SavedRun.of(file);
    }

    /**
     * The stretch move of Goodman and Weare (2010) with its scale a = 2. It does not carry walkers between far modes, and
     * forgets the slower the more parameters there are: both are seen by the diagnosis of the fit.
     */
    public static Move stretch() {
        return Moves.stretch(2);
    }

    /**
     * Differential evolution: along the difference of two other walkers (ter Braak 2006; Nelson et al. 2014). Alone it leaves
     * walkers stuck in heavy tails and funnels, which the fit says: mix it with {@link #stretch()}.
     */
    public static Move differentialEvolution() {
        return Moves.differentialEvolution();
    }

    /** Snooker: along the line through another walker (ter Braak and Vrugt 2008); for a part of the steps. */
    public static Move snooker() {
        return Moves.snooker();
    }

    /** Begin where several populations arrive that climb from the prior; the default. */
    public static Start multiStart() {
        return Start.MULTI_START;
    }

    /** Begin from draws from the prior, as the published tools do; walkers may strand far from the posterior. */
    public static Start fromPrior() {
        return Start.PRIOR;
    }

    /**
     * Begin in a Gaussian ball.
     *
     * @param center [nDim]. Copied.
     * @param sigma  [nDim], above 0. Copied.
     */
    public static Start around(double[] center, double[] sigma) {
        return Start.around(center, sigma);
    }

    /**
     * Begin in a Gaussian ellipsoid, as that of a fit.
     *
     * @param center     [nDim]. Copied.
     * @param covariance [nDim][nDim], positive definite. Copied.
     */
    public static Start around(double[] center, double[][] covariance) {
        return Start.around(center, covariance);
    }
}
