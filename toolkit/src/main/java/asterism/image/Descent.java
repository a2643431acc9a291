package asterism.image;

import asterism.param.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One run of {@link LevenbergMarquardt}: from a start downhill to a minimum of chi2. */
final class Descent {

    private static final double MOST_DAMPING = 1e9;
    private static final double LEAST_DAMPING = 1e-9;
    private static final double UP = 11;
    private static final double DOWN = 9;
    private static final int REJECTIONS = 12; // in a row at the most damping: there is no way on

    private static final double ROUNDING = 1e-9; // of chi2: gains that small are not compared with promises

    private static final double FACTOR = 3; // a length changes by at most this in one step
    private static final double TURN = 0.6; // rad
    private static final double DEX = 1.5;
    private static final double LEAST_REACH = 1.0 / 64; // of these three, after rejected steps

    private static final double BENT = 0.1; // damping below which the way is followed in its curve
    private static final double AHEAD = 0.1; // of a step: where the curve is measured
    private static final double MOST_BEND = 1.5; // of a step: what bends more is not known well enough
    private static final double AS_PROMISED = 0.7; // of the gain: the next derivatives are made along with chi2

    private final Layout layout;
    private final Scene scene;
    private final LevenbergMarquardt settings;
    private final List<String> log = new ArrayList<>();
    private final double[] lower;
    private final double[] upper;
    private final int n;

    private double[] theta;
    private double chi2;
    private NormalEquations equations;
    private double damping;
    private double reach = 1; // of the longest steps
    private int passes;
    private int accepted;
    private boolean derivativesAreHere; // those in the scene are of theta
    private boolean asPromised = true; // the last step was accepted and gained what its equations promised
    private int small; // accepted steps in a row that gained less than the tolerance

    Descent(Layout layout, Scene scene, LevenbergMarquardt settings, double[] start) {
        this.layout = layout;
        this.scene = scene;
        this.settings = settings;
        n = layout.free().size();
        lower = layout.free().stream().mapToDouble(Layout.Free::lower).toArray();
        upper = layout.free().stream().mapToDouble(Layout.Free::upper).toArray();
        theta = start.clone();
        equations = new NormalEquations(n);
        damping = settings.damping();
    }

    /** How it ended. */
    record End(boolean success, String message) {}

    /** Descends as the published code does; theta, chi2 and equations are then those of where that ended. */
    End asPublished() {
        var published = new PublishedDescent(layout, scene, settings, theta);
        var end = published.run();
        theta = published.theta();
        log.addAll(published.log());
        scene.render(theta, true);
        chi2 = scene.compare(theta);
        scene.normal(theta, equations.h(), equations.g());
        return end;
    }

    End run() {
        scene.render(theta, true);
        chi2 = scene.solveBrightness(theta);
        if (!Double.isFinite(chi2)) {
            return new End(false, "fail non-finite start");
        }
        linearize();
        log("init", "");
        var end = descend();
        return end.success() ? settled(end) : end;
    }

    private End descend() {
        int rejections = 0;
        small = 0;
        while (!atMinimum()) {
            if (small >= 2) {
                return new End(true, "success: two steps in a row gained less than the tolerance");
            }
            if (passes++ >= settings.passes()) {
                return new End(false, "fail max iterations reached: " + settings.passes());
            }
            if (step()) {
                rejections = 0;
            } else if (++rejections >= REJECTIONS && damping >= MOST_DAMPING) {
                return new End(
                        false, "fail by immobility, no step lowers chi2 although it should fall by " + decrement());
            }
            if (Thread.currentThread().isInterrupted()) {
                return new End(false, "fail interrupted");
            }
        }
        return new End(true, "success");
    }

    /** The normal equations at theta, for which the scene was rendered with derivatives last. */
    private void linearize() {
        scene.normal(theta, equations.h(), equations.g());
        scene.keep();
        derivativesAreHere = true;
    }

    /** Whether neither all parameters together nor each of them alone can lower chi2 by more than the tolerance. */
    private boolean atMinimum() {
        double alone = equations.gradientNorm(equations.movable(theta, lower, upper));
        return decrement() < settings.tolerance() && alone * alone < n * settings.tolerance();
    }

    /** What chi2 would still fall by. */
    double decrement() {
        double[] low = new double[n];
        double[] high = new double[n];
        for (int i = 0; i < n; i++) {
            low[i] = lower(i) - theta[i];
            high[i] = upper(i) - theta[i];
        }
        return equations.decrement(equations.movable(theta, lower, upper), low, high);
    }

    /** One pass; whether its step was accepted. */
    private boolean step() {
        double[] low = steps(lower, -1);
        double[] high = steps(upper, 1);
        boolean[] movable = equations.movable(theta, lower, upper);
        double[] step = equations.step(damping, movable, low, high);
        double[] trial = moved(derivativesAreHere && damping < BENT ? bent(step, movable, low, high) : step);
        boolean hopeful = asPromised; // then the derivatives are made at once
        scene.render(trial, hopeful);
        derivativesAreHere &= !hopeful;
        double there = scene.solveBrightness(trial);
        double gain = chi2 - there;
        boolean promised = gain > settings.acceptance() * equations.expected(step, damping);
        boolean rounding = gain >= 0 && gain < ROUNDING * chi2;
        if (promised || rounding) {
            small = gain < settings.tolerance() && damping < 0.1 ? small + 1 : 0;
            asPromised = gain > AS_PROMISED * equations.gain(step);
            accept(trial, there, hopeful);
            return true;
        }
        asPromised = false;
        log("iter", Double.isFinite(there) ? "reject" : "nan loss");
        damping = Math.min(MOST_DAMPING, UP * damping);
        reach = Math.max(LEAST_REACH, reach / 4);
        return false;
    }

    private void accept(double[] trial, double there, boolean hasDerivatives) {
        theta = trial;
        wrap();
        chi2 = there;
        accepted++;
        log("iter", "accept");
        damping = Math.max(LEAST_DAMPING, damping / DOWN);
        reach = Math.min(1, 2 * reach);
        if (!hasDerivatives) {
            scene.render(theta, true);
            scene.compare(theta);
        }
        linearize();
    }

    /** Theta after a step, inside the limits. */
    private double[] moved(double[] step) {
        double[] there = new double[n];
        for (int i = 0; i < n; i++) {
            there[i] = Math.min(upper(i), Math.max(lower(i), theta[i] + step[i]));
        }
        return there;
    }

    /**
     * The step with half of its second-order correction, so that it follows a curved valley: with the model's second
     * derivative along the step m'', from one more set of images, the correction is -A^-1 J^T W m'' (Transtrum &amp; Sethna
     * 2012, eq. 18).
     *
     * @see <a href="https://arxiv.org/abs/1201.5885">Transtrum &amp; Sethna 2012</a>
     */
    private double[] bent(double[] step, boolean[] movable, double[] low, double[] high) {
        double[] ahead = new double[n];
        for (int i = 0; i < n; i++) {
            ahead[i] = AHEAD * step[i];
        }
        double[] there = moved(ahead);
        scene.render(there, false);
        scene.compare(there);
        double[] change = scene.pull(theta); // J^T W (model there - model here)
        double[] straight = equations.times(ahead);
        boolean[] open = movable.clone();
        for (int i = 0; i < n; i++) {
            change[i] = -2 / (AHEAD * AHEAD) * (change[i] - straight[i]);
            open[i] &= step[i] > low[i] && step[i] < high[i];
        }
        double[] bend = equations.solve(damping, open, change);
        if (!(equations.length(bend) < MOST_BEND / 2 * equations.length(step))) {
            return step;
        }
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(high[i], Math.max(low[i], step[i] + bend[i] / 2));
        }
        return out;
    }

    /**
     * Where the data hardly tell a parameter, the way to a limit may be so flat that the descent ends before it: each
     * parameter that is nearer to a limit than its error is tried there, the others following, and stays if chi2 is lower.
     */
    private End settled(End end) {
        double[] sigma = equations.sigmas(equations.movable(theta, lower, upper));
        var last = end;
        for (int i = 0; i < n && last.success(); i++) {
            double limit = theta[i] - lower(i) < upper(i) - theta[i] ? lower(i) : upper(i);
            if (limit != theta[i] && Math.abs(limit - theta[i]) < sigma[i] && goesTo(i, limit)) {
                last = descend();
            }
        }
        return last;
    }

    private boolean goesTo(int i, double limit) {
        double[] step = equations.following(i, limit - theta[i], movableBut(i));
        step[i] = limit - theta[i];
        double[] trial = moved(step);
        trial[i] = limit;
        scene.render(trial, false);
        double there = scene.solveBrightness(trial);
        if (there < chi2) {
            accept(trial, there, false);
            return true;
        }
        return false;
    }

    private boolean[] movableBut(int i) {
        boolean[] movable = equations.movable(theta, lower, upper);
        movable[i] = false;
        return movable;
    }

    private double lower(int i) {
        return layout.free().get(i).cyclic() ? Double.NEGATIVE_INFINITY : lower[i];
    }

    private double upper(int i) {
        return layout.free().get(i).cyclic() ? Double.POSITIVE_INFINITY : upper[i];
    }

    /** Brings cyclic parameters back into their interval. */
    private void wrap() {
        for (int i = 0; i < n; i++) {
            if (layout.free().get(i).cyclic()) {
                double period = upper[i] - lower[i];
                theta[i] -= period * Math.floor((theta[i] - lower[i]) / period);
            }
        }
    }

    /** How far each parameter may go in one step, up or down: to its limit, and not too far at once. */
    private double[] steps(double[] limits, int sign) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            double most = longest(layout.free().get(i).axis().parameter(), theta[i], sign);
            double toLimit = layout.free().get(i).cyclic() ? most : sign * (limits[i] - theta[i]);
            out[i] = sign * Math.max(0, Math.min(most, toLimit));
        }
        return out;
    }

    private double longest(Parameter p, double value, int sign) {
        if (p.equals(Ellipse.PA)) {
            return reach * TURN;
        }
        if (p.lower() > 0) {
            double factor = Math.pow(FACTOR, reach);
            return sign > 0 ? value * (factor - 1) : value * (1 - 1 / factor);
        }
        return Spline.I_R.covers(p) ? reach * DEX : Double.POSITIVE_INFINITY;
    }

    private void log(String what, String verdict) {
        int ndf = scene.pixels() - n;
        log.add(String.format(Locale.ROOT, "L: %.6g", damping));
        log.add("---------" + what + "---------");
        log.add(String.format(Locale.ROOT, "LM loss: %.10g", chi2 / ndf));
        if (!verdict.isEmpty()) {
            log.add(verdict);
        }
    }

    double[] theta() {
        return theta;
    }

    double chi2() {
        return chi2;
    }

    int accepted() {
        return accepted;
    }

    NormalEquations equations() {
        return equations;
    }

    List<String> log() {
        return log;
    }
}
