package asterism.infer;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.math.Minimum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The maximum of a posterior, how it was found, and the Laplace approximation there.
 *
 * <p>The approximation takes the posterior as a Gaussian in the parameters that are inside their bounds, and as an exponential in
 * each one that is pushed against a bound. It is a first guess and a check, not an answer: a posterior that is skewed, or
 * that has a maximum where it has little mass, is described badly.
 */
public final class Maximum implements Displayable {

    private static final double SAME = 0.1; // in the log posterior
    private static final double STEP = 1e-4; // of the prior's width, for the second derivatives

    private final Point point;
    private final Minimum best;
    private final int starts;
    private final int arrived;
    private final double[] sd; // [nDim], NaN where there is none
    private final double[][] covariance; // [nFree][nFree]
    private final int[] free;
    private final Optional<Double> logZ;
    private final List<String> bounds;

    private Maximum(
            Point point,
            Minimum best,
            int starts,
            int arrived,
            double[] sd,
            double[][] covariance,
            int[] free,
            Optional<Double> logZ,
            List<String> bounds) {
        this.point = point;
        this.best = best;
        this.starts = starts;
        this.arrived = arrived;
        this.sd = sd;
        this.covariance = covariance;
        this.free = free;
        this.logZ = logZ;
        this.bounds = bounds;
    }

    static Maximum of(Posterior posterior, MaximumSearch.Scaled objective, List<Minimum> found, int starts) {
        var best = found.stream()
                .min((a, b) -> Double.compare(a.value(), b.value()))
                .orElseThrow();
        int arrived = (int)
                found.stream().filter(m -> m.value() < best.value() + SAME).count();
        double[] x = best.x();
        double[] g = best.gradient();
        int nDim = x.length;
        double[] theta = new double[nDim];
        var free = new ArrayList<Integer>();
        var bounds = new ArrayList<String>();
        double[] sd = new double[nDim];
        Arrays.fill(sd, Double.NaN);
        double logBound = 0;
        double[] lower = posterior.lower();
        double[] upper = posterior.upper();
        for (int k = 0; k < nDim; k++) {
            double scale = objective.scale(k);
            theta[k] = Math.max(lower[k], Math.min(upper[k], x[k] * scale));
            double size = 1e-9 * scale;
            boolean atLower = theta[k] - lower[k] <= size && g[k] > 0;
            boolean atUpper = upper[k] - theta[k] <= size && g[k] < 0;
            if (atLower || atUpper) {
                sd[k] = scale / Math.abs(g[k]);
                logBound += Math.log(sd[k]);
                var axis = posterior.space().axis(k);
                bounds.add(String.format(
                                Locale.ROOT,
                                "%s is at its %s bound %s; from there the posterior falls by a factor e in %s %s",
                                axis.path(),
                                atLower ? "lower" : "upper",
                                Digits.significant(theta[k], 4),
                                Digits.significant(sd[k], 3),
                                axis.parameter().unit())
                        .trim());
            } else {
                free.add(k);
            }
        }
        int[] axes = free.stream().mapToInt(k -> k).toArray();
        double[][] hessian = hessian(objective, x, axes, lower, upper);
        var factor = cholesky(hessian);
        double[][] covariance = new double[0][];
        Optional<Double> logZ = Optional.empty();
        if (factor.isPresent()) {
            covariance = inverse(factor.get());
            double half = 0.5 * axes.length * Math.log(2 * Math.PI);
            for (int i = 0; i < axes.length; i++) {
                half += Math.log(objective.scale(axes[i]) / factor.get()[i][i]);
                for (int j = 0; j < axes.length; j++) {
                    covariance[i][j] *= objective.scale(axes[i]) * objective.scale(axes[j]);
                }
                sd[axes[i]] = Math.sqrt(covariance[i][i]);
            }
            logZ = Optional.of(-best.value() + half + logBound);
        }
        return new Maximum(
                Point.of(posterior.space(), theta, -best.value()),
                best,
                starts,
                arrived,
                sd,
                covariance,
                axes,
                logZ,
                List.copyOf(bounds));
    }

    /** Second derivatives of minus the log posterior by differences of the gradient, made symmetric. */
    private static double[][] hessian(
            MaximumSearch.Scaled objective, double[] x, int[] axes, double[] lower, double[] upper) {
        int n = axes.length;
        double[][] h = new double[n][n];
        double[] up = new double[x.length];
        double[] down = new double[x.length];
        for (int i = 0; i < n; i++) {
            int k = axes[i];
            double scale = objective.scale(k);
            double here = x[k];
            double high = Math.min(upper[k] / scale, here + STEP);
            double low = Math.max(lower[k] / scale, here - STEP);
            x[k] = high;
            objective.evaluate(x, up);
            x[k] = low;
            objective.evaluate(x, down);
            x[k] = here;
            for (int j = 0; j < n; j++) {
                double d = 0.5 * (up[axes[j]] - down[axes[j]]) / (high - low);
                h[i][j] += d;
                h[j][i] += d;
            }
        }
        return h;
    }

    private static Optional<double[][]> cholesky(double[][] a) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i == j && !(sum > 0)) {
                    return Optional.empty();
                }
                l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
            }
        }
        return Optional.of(l);
    }

    /** (L L^T)^-1. */
    private static double[][] inverse(double[][] l) {
        int n = l.length;
        double[][] inverse = new double[n][n]; // L^-1
        for (int c = 0; c < n; c++) {
            for (int i = c; i < n; i++) {
                double sum = i == c ? 1 : 0;
                for (int k = c; k < i; k++) {
                    sum -= l[i][k] * inverse[k][c];
                }
                inverse[i][c] = sum / l[i][i];
            }
        }
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = Math.max(i, j); k < n; k++) {
                    out[i][j] += inverse[k][i] * inverse[k][j];
                }
            }
        }
        return out;
    }

    /** The best point found. */
    public Point point() {
        return point;
    }

    /** Whether the search from the best start ended in a maximum. */
    public boolean converged() {
        return best.converged();
    }

    /** How many of the starts ended within 0.1 of the best log posterior. */
    public int arrived() {
        return arrived;
    }

    /** Standard deviation of a parameter by the Laplace approximation; for one at a bound the scale of its exponential. */
    public double sd(String name) {
        return sd[point.space().index(name)];
    }

    /** Covariance of two parameters; 0 where one is at a bound. */
    public double covariance(String first, String second) {
        int i = Arrays.binarySearch(free, point.space().index(first));
        int j = Arrays.binarySearch(free, point.space().index(second));
        if (covariance.length < free.length) {
            return Double.NaN;
        }
        return i < 0 || j < 0 ? 0 : covariance[i][j];
    }

    /** ln of the integral of the posterior by the Laplace approximation; empty where the maximum is not curved on all sides. */
    public Optional<Double> logZ() {
        return logZ;
    }

    /** Parameters that are pushed against a bound, in words. */
    public List<String> atBounds() {
        return bounds;
    }

    @Override
    public Card card() {
        var card = Card.of("Maximum: log posterior " + Digits.near(point.logP(), 1));
        if (!converged()) {
            card = card.warning("not a maximum: " + best.reason().words());
        }
        if (arrived < 2 && starts > 1) {
            card = card.warning(
                    "only 1 of " + starts + " starts came here: there may be a higher maximum; use more starts(...)");
        }
        if (logZ.isEmpty()) {
            card = card.warning("the posterior is not curved on all sides here: no Laplace approximation");
        }
        for (var bound : bounds) {
            card = card.note(bound);
        }
        card = card.row(
                "starts",
                arrived + " of " + starts + " within 0.1 of the best; "
                        + best.reason().words());
        if (logZ.isPresent()) {
            card = card.row("Laplace", String.format(Locale.ROOT, "log Z = %.2f", logZ.get()));
        }
        var rows = new ArrayList<List<String>>();
        for (int k = 0; k < sd.length; k++) {
            var axis = point.space().axis(k);
            rows.add(List.of(
                    axis.path(),
                    Digits.near(point.theta()[k], sd[k]),
                    Digits.near(sd[k], sd[k]),
                    axis.parameter().unit()));
        }
        return card.table(List.of("parameter", "maximum", "sd", "unit"), rows);
    }

    @Override
    public String toString() {
        return toText();
    }
}
