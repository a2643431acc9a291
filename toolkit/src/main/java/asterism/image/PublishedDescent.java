package asterism.image;

import asterism.math.LinearAlgebra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The descent of AutoProf 0.8.0, after Gavin (2019): damped least squares among numbers without limits, which stops when chi2
 * changes by less than 1e-4 of itself. {@link Descent} is the right one; this is what {@link Joint#asPublished} fits with.
 */
final class PublishedDescent {

    private static final double RIDGE = 1e-8; // on the diagonal of H, whatever its unit
    private static final double DAMPED_RIDGE = 1e-3; // times L, likewise
    private static final double TOLERANCE = 1e-3; // relative change of ten losses; a tenth of it for two
    private static final double UP = 11;
    private static final double DOWN = 9;
    private static final double MOST_DAMPING = 1e9;
    private static final double LEAST_DAMPING = 1e-9;
    private static final int REJECTIONS = 12; // in a row at the most damping
    private static final int GRADIENT_STEPS = 5;
    private static final int GRADIENT_TRIES = 20;
    private static final int RECENT = 10; // losses that must agree

    private final Scene scene;
    private final int passes;
    private final double acceptance;
    private final Representation[] maps;
    private final int n;
    private final double freedom; // degrees of freedom
    private final List<String> log = new ArrayList<>();
    private final List<Double> accepted = new ArrayList<>(); // losses
    private final double[] h;
    private final double[] g;

    private double[] rho;
    private double loss;
    private double damping;
    private int rejections;
    private int small; // accepted steps that changed the loss by less than the tolerance
    private int gradientSteps;
    private double lowest; // loss of the best step that was rejected although it was lower
    private double[] lowestRho = new double[0];

    PublishedDescent(Layout layout, Scene scene, LevenbergMarquardt settings, double[] start) {
        this.scene = scene;
        passes = settings.passes();
        acceptance = settings.acceptance();
        damping = settings.damping();
        maps = layout.free().stream().map(PublishedDescent::representation).toArray(Representation[]::new);
        n = maps.length;
        freedom = scene.pixels() - n;
        h = new double[n * n];
        g = new double[n];
        rho = new double[n];
        for (int i = 0; i < n; i++) {
            rho[i] = maps[i].of(start[i]);
        }
        lowest = Double.POSITIVE_INFINITY;
    }

    /** Axis ratios and lengths begin at 0 there, not a little above it. */
    private static Representation representation(Layout.Free free) {
        var p = free.axis().parameter();
        boolean fromZero = p.lower() > 0 && (p.equals(Ellipse.Q) || Double.isInfinite(p.upper()));
        return new Representation(
                fromZero && free.lower() == p.lower() ? 0 : free.lower(), free.upper(), free.cyclic());
    }

    /** The values at numbers rho. */
    private double[] theta(double[] at) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = maps[i].value(at[i]);
        }
        return out;
    }

    /** The values of least loss. */
    double[] theta() {
        return theta(rho);
    }

    List<String> log() {
        return log;
    }

    Descent.End run() {
        loss = linearize();
        log("init", loss, "");
        for (int pass = 1; pass <= passes; pass++) {
            if (Thread.currentThread().isInterrupted()) {
                return failed("fail interrupted");
            }
            double[] step = step(h, g, damping);
            if (!Arrays.stream(step).allMatch(Double::isFinite)) {
                return failed("fail non-finite step taken");
            }
            take(step);
            if ((small >= 2 && rejections == 0) || settled()) {
                return new Descent.End(true, "success");
            }
            if (damping >= MOST_DAMPING && rejections >= REJECTIONS) {
                if (!rescued()) {
                    return failed("fail by immobility, unable to find improvement or even small bad step");
                }
                if (gradientSteps >= GRADIENT_STEPS) {
                    return new Descent.End(
                            true, "success by immobility, no step but along the gradient lowers the loss");
                }
            }
        }
        return failed("fail max iterations reached: " + passes);
    }

    private Descent.End failed(String message) {
        return new Descent.End(
                false,
                small > 0
                        ? message + ". possibly converged to numerical precision and could not make a better step"
                        : message);
    }

    /** Normal equations at rho; returns the loss. */
    private double linearize() {
        double[] theta = theta(rho);
        scene.render(theta, true);
        double chi2 = scene.compare(theta);
        scene.normal(theta, h, g);
        for (int i = 0; i < n; i++) {
            double slope = maps[i].slope(rho[i]);
            g[i] *= slope;
            for (int k = 0; k < n; k++) {
                h[i * n + k] *= slope;
                h[k * n + i] *= slope;
            }
        }
        for (int i = 0; i < n; i++) {
            h[i * n + i] += RIDGE;
        }
        return chi2 / freedom;
    }

    private double loss(double[] at) {
        double[] theta = theta(at);
        scene.render(theta, false);
        return scene.compare(theta) / freedom;
    }

    /**
     * The step of damping L: (H + 1e-3 L 1) o D h = g, with D_ii = 1 + L and D_ij = 1/(1 + L).
     *
     * @param h [n x n], with 1e-8 on its diagonal. Not modified.
     * @param g [n]. Not modified.
     */
    static double[] step(double[] h, double[] g, double damping) {
        int n = g.length;
        double[][] a = new double[n][n];
        double[][] right = new double[n][1];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                a[i][k] = h[i * n + k] / (1 + damping);
            }
            a[i][i] = (h[i * n + i] + DAMPED_RIDGE * damping) * (1 + damping);
            right[i][0] = g[i];
        }
        var solved = LinearAlgebra.solve(a, right);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = solved.isPresent() ? solved.get()[i][0] : Double.NaN;
        }
        return out;
    }

    /** |h^T (L (diag(H) - 1e-8) h + g)|, with which the gain of a step is compared. */
    static double expected(double[] h, double[] g, double[] step, double damping) {
        int n = g.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += step[i] * (damping * Math.abs(h[i * n + i] - RIDGE) * step[i] + g[i]);
        }
        return Math.abs(sum);
    }

    /** One pass. */
    private void take(double[] step) {
        double[] trial = new double[n];
        for (int i = 0; i < n; i++) {
            trial[i] = rho[i] + step[i];
        }
        double there = loss(trial);
        if (!Double.isFinite(there)) {
            reject("nan loss", there);
        } else if (freedom * (loss - there) / expected(h, g, step, damping) > acceptance) {
            accept(trial, there);
        } else {
            if (there < loss && there < lowest) {
                lowest = there;
                lowestRho = trial;
            }
            reject("reject", there);
        }
    }

    private void accept(double[] trial, double there) {
        log("iter", there, "accept");
        accepted.add(there);
        if (accepted.size() >= 3 && damping < 0.1 && (loss - there) / there < TOLERANCE / 10) {
            small++;
        }
        arrive(trial);
        damping = Math.max(LEAST_DAMPING, damping / DOWN);
    }

    private void arrive(double[] at) {
        rho = at;
        loss = linearize();
        rejections = 0;
        lowest = Double.POSITIVE_INFINITY;
    }

    private void reject(String verdict, double there) {
        log("iter", there, verdict);
        rejections++;
        damping = Math.min(MOST_DAMPING, UP * damping);
    }

    /** Whether the last ten accepted losses agree. */
    private boolean settled() {
        if (rejections > 0 || accepted.size() < RECENT) {
            return false;
        }
        var recent = accepted.subList(accepted.size() - RECENT, accepted.size());
        double most = recent.stream().mapToDouble(l -> l).max().orElseThrow();
        double least = recent.stream().mapToDouble(l -> l).min().orElseThrow();
        return (most - least) / least < TOLERANCE;
    }

    /** Goes to the best step that was rejected, or down the gradient; whether there was a way. */
    private boolean rescued() {
        if (lowest < loss) {
            arrive(lowestRho);
            return true;
        }
        double length = 0.1;
        for (int attempt = 0; attempt < GRADIENT_TRIES; attempt++) {
            double[] trial = new double[n];
            double norm = Math.sqrt(Arrays.stream(g).map(x -> x * x).sum());
            for (int i = 0; i < n; i++) {
                trial[i] = rho[i] + length * g[i] / norm;
            }
            if (loss(trial) < loss) {
                gradientSteps++;
                arrive(trial);
                return true;
            }
            length /= 10;
        }
        return false;
    }

    private void log(String what, double value, String verdict) {
        log.add(String.format(Locale.ROOT, "L: %.6g", damping));
        log.add("---------" + what + "---------");
        log.add(String.format(Locale.ROOT, "LM loss: %.10g", value));
        if (!verdict.isEmpty()) {
            log.add(verdict);
        }
    }
}
