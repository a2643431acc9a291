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
    private int accepted;
    private boolean lastAccepted = true;
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
        scene.normal(theta, equations.h(), equations.g());
        log("init", "");
        int rejections = 0;
        for (int pass = 1; pass <= settings.passes(); pass++) {
            if (atMinimum()) {
                return new End(true, "success");
            }
            if (small >= 2) {
                return new End(true, "success: two steps in a row gained less than the tolerance");
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
        return atMinimum()
                ? new End(true, "success")
                : new End(false, "fail max iterations reached: " + settings.passes());
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
        boolean[] movable = equations.movable(theta, lower, upper);
        double[] step = equations.step(damping, movable, steps(lower, -1), steps(upper, 1));
        double[] trial = new double[n];
        for (int i = 0; i < n; i++) {
            trial[i] = Math.min(upper(i), Math.max(lower(i), theta[i] + step[i]));
        }
        boolean hopeful = lastAccepted; // then the derivatives are made at once
        scene.render(trial, hopeful);
        double there = scene.solveBrightness(trial);
        if (!Double.isFinite(there)) {
            lastAccepted = false;
            log("iter", "nan loss");
            damping = Math.min(MOST_DAMPING, UP * damping);
            return false;
        }
        double gain = chi2 - there;
        boolean promised = gain > settings.acceptance() * equations.expected(step, damping);
        boolean rounding = gain >= 0 && gain < ROUNDING * chi2;
        if (promised || rounding) {
            small = gain < settings.tolerance() && damping < 0.1 ? small + 1 : 0;
            theta = trial;
            wrap();
            chi2 = there;
            accepted++;
            log("iter", "accept");
            damping = Math.max(LEAST_DAMPING, damping / DOWN);
            if (!hopeful) {
                scene.render(theta, true);
                scene.compare(theta);
            }
            scene.normal(theta, equations.h(), equations.g());
            lastAccepted = true;
            return true;
        }
        lastAccepted = false;
        log("iter", "reject");
        damping = Math.min(MOST_DAMPING, UP * damping);
        return false;
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

    private static double longest(Parameter p, double value, int sign) {
        if (p.equals(Ellipse.PA)) {
            return TURN;
        }
        if (p.lower() > 0) {
            return sign > 0 ? value * (FACTOR - 1) : value * (1 - 1 / FACTOR);
        }
        return Spline.I_R.covers(p) ? DEX : Double.POSITIVE_INFINITY;
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
