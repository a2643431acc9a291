package asterism.image;

import java.util.Locale;

/**
 * How a joint model is fitted: the damped least squares of Levenberg and Marquardt, after Gavin (2019), within limits.
 *
 * <p>Each pass solves (H + 1e-3 L) o D h = g with D_ii = 1 + L, D_ij = 1/(1 + L) and looks at chi2 there. A step that gains
 * more than {@link #acceptance} times what its equations promise is accepted and L divided by 9, any other rejected and L
 * multiplied by 11. Below L = 0.1 a step is bent by its second-order correction, which one more set of images gives, so that
 * it follows curved valleys (geodesic acceleration, Transtrum &amp; Sethna 2012). Brightnesses that only scale images are solved for exactly after each step. The fit has converged when
 * chi2 would fall by less than {@link #tolerance} any more; a parameter that is then nearer to a limit than its error is
 * tried at the limit, and stays where chi2 is lower. Immutable.
 *
 * @see <a href="https://arxiv.org/abs/1201.5885">Transtrum &amp; Sethna 2012</a>, section 3.4
 */
public final class LevenbergMarquardt {

    private static final int MOST_THREADS = 8;

    private final int passes;
    private final double tolerance;
    private final double acceptance;
    private final double damping;
    private final int threads;
    private final boolean again;

    private LevenbergMarquardt(
            int passes, double tolerance, double acceptance, double damping, int threads, boolean again) {
        this.passes = passes;
        this.tolerance = tolerance;
        this.acceptance = acceptance;
        this.damping = damping;
        this.threads = threads;
        this.again = again;
    }

    /** At most 100 passes, tolerance 1e-3 in chi2, acceptance 0.1, damping 1 at first, a thread for each processor. */
    public static LevenbergMarquardt standard() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new LevenbergMarquardt(100, 1e-3, 0.1, 1, Math.min(MOST_THREADS, processors), true);
    }

    /** With at most so many passes. */
    public LevenbergMarquardt passes(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a fit needs at least one pass, got " + most);
        }
        return new LevenbergMarquardt(most, tolerance, acceptance, damping, threads, again);
    }

    /** Converged when chi2 itself, not its reduced value, would fall by less than this any more. */
    public LevenbergMarquardt tolerance(double chi2) {
        if (!(chi2 > 0)) {
            throw new IllegalArgumentException("the tolerance in chi2 must be above 0, got " + chi2);
        }
        return new LevenbergMarquardt(passes, chi2, acceptance, damping, threads, again);
    }

    /** Accepting steps that gain more than this fraction of what was promised, in [0, 1). */
    public LevenbergMarquardt acceptance(double fraction) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException("the fraction must be in [0, 1), 0.1 by default; got " + fraction);
        }
        return new LevenbergMarquardt(passes, tolerance, fraction, damping, threads, again);
    }

    /** Starting with this damping L. */
    public LevenbergMarquardt damping(double first) {
        if (!(first > 0) || !Double.isFinite(first)) {
            throw new IllegalArgumentException("the first damping must be above 0, 1 by default; got " + first);
        }
        return new LevenbergMarquardt(passes, tolerance, acceptance, first, threads, again);
    }

    /** On so many threads; the result is the same for any number. */
    public LevenbergMarquardt threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a fit needs at least one thread, got " + count);
        }
        return new LevenbergMarquardt(passes, tolerance, acceptance, damping, count, again);
    }

    /**
     * Only from the starting values that were given, however doubtful the end: so that two parts of one object, a bulge and a disk,
     * cannot come back with their names exchanged.
     */
    public LevenbergMarquardt onlyFromGivenStart() {
        return new LevenbergMarquardt(passes, tolerance, acceptance, damping, threads, false);
    }

    int passes() {
        return passes;
    }

    double tolerance() {
        return tolerance;
    }

    double acceptance() {
        return acceptance;
    }

    double damping() {
        return damping;
    }

    int threads() {
        return threads;
    }

    boolean again() {
        return again;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "Levenberg-Marquardt, at most %d passes, tolerance %.1g in chi2", passes, tolerance);
    }
}
