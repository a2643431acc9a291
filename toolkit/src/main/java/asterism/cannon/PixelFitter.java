package asterism.cannon;

import asterism.cannon.PixelFitting.Optimizer;
import asterism.math.Objective;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Fits one pixel, in the words of {@link CannonFunctions#fitPixel}. */
final class PixelFitter {

    private final double[] flux;
    private final double[] ivar;
    private final double[] weight; // W, which is ivar unless the scatter is held
    private final double[][] design;
    private final PixelFitting options;
    private final int nTerms;
    private final double[] lower;
    private final double[] upper;
    private int evaluations;

    PixelFitter(double[] flux, double[] ivar, double[][] design, PixelFitting options) {
        this.flux = flux;
        this.ivar = ivar;
        this.options = options;
        this.nTerms = design.length == 0 ? 0 : design[0].length;
        this.lower = new double[nTerms];
        this.upper = new double[nTerms];
        this.design = Arrays.stream(design).map(double[]::clone).toArray(double[][]::new);
        double held = options.s2().orElse(0);
        this.weight = Arrays.stream(ivar).map(w -> w / (1 + w * held)).toArray();
        for (int t = 0; t < nTerms; t++) {
            if (options.isCensored(t, nTerms) || isUndefined(t)) {
                leaveOut(t);
            } else {
                lower[t] = options.lower(t, nTerms);
                upper[t] = options.upper(t, nTerms);
            }
        }
    }

    private boolean isUndefined(int term) {
        return Arrays.stream(design).noneMatch(row -> Double.isFinite(row[term]));
    }

    private void leaveOut(int term) {
        for (var row : design) {
            row[term] = 0;
        }
    }

    PixelFit fit() {
        long begin = System.nanoTime();
        var start = bestStart();
        double sum = Arrays.stream(ivar).sum();
        if (options.published() ? sum < flux.length : sum == 0) {
            return nothing(
                    start, "no pixel information: " + (sum == 0 ? "no star has data" : "the mean ivar is below 1"));
        }
        var equations = new CannonFunctions.NormalEquations(flux, weight, 0, design);
        var solver = new PenalizedLeastSquares(nTerms);
        var theta = start.theta().clone();
        var words = "";
        if (options.optimizer() == Optimizer.LBFGSB) {
            var found = quasiNewton(theta);
            if (found.converged() || !options.strict()) {
                return answer(found.theta(), start, found.end(begin, evaluations), solver, equations);
            }
            words = ", after L-BFGS-B ended with '" + found.words() + "'";
            theta = found.theta();
        }
        if (!solver.solve(equations.gram(), equations.moment(), options.lambda(), lower, upper, theta)) {
            return nothing(
                    start,
                    "the stars with data do not determine all coefficients; use fewer terms or regularization(...)");
        }
        var message = "the conditions of the minimum hold" + words;
        double seconds = 1e-9 * (System.nanoTime() - begin);
        var end = new PixelFit.End(Optimizer.ACTIVE_SET, true, message, solver.solutions(), evaluations, seconds);
        return answer(theta, start, end, solver, equations);
    }

    private PixelFit answer(
            double[] theta,
            PixelFitting.Start start,
            PixelFit.End end,
            PenalizedLeastSquares solver,
            CannonFunctions.NormalEquations equations) {
        double[] moment = equations.moment();
        double slope = solver.violation(equations.gram(), moment, options.lambda(), lower, upper, theta);
        double scale = options.lambda()
                + 2 * Arrays.stream(moment).map(Math::abs).max().orElse(0);
        var chi2 = CannonFunctions.chiSquared(theta, design, flux, weight);
        var norm = CannonFunctions.l1Norm(theta);
        double[] slopes = chi2.gradient();
        Arrays.setAll(slopes, t -> slopes[t] + options.lambda() * norm.gradient()[t]);
        double objective = chi2.value() + options.lambda() * norm.value();
        return new PixelFit(theta, scatter(theta), chi2.value(), objective, slopes, slope / scale, start, end, "");
    }

    private PixelFit nothing(PixelFitting.Start start, String why) {
        return PixelFit.nothing(nTerms, start, options.optimizer(), why);
    }

    private PixelFitting.Start bestStart() {
        var best = new PixelFitting.Start(CannonFunctions.unitTheta(nTerms), "a flux of 1");
        double least = Double.POSITIVE_INFINITY;
        for (var start : options.starts()) {
            if (start.theta().length != nTerms) {
                throw new IllegalArgumentException("start '" + start.source() + "' has " + start.theta().length
                        + " coefficients, the design matrix " + nTerms + " terms");
            }
            double value = objective(start.theta());
            if (value < least) {
                least = value;
                best = start;
            }
        }
        return best;
    }

    private double objective(double[] theta) {
        evaluations++;
        return CannonFunctions.chiSquared(theta, design, flux, weight).value()
                + options.lambda() * CannonFunctions.l1Norm(theta).value();
    }

    /** What L-BFGS-B found. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Found(double[] theta, boolean converged, String words, int iterations) {
        PixelFit.End end(long begin, int evaluations) {
            double seconds = 1e-9 * (System.nanoTime() - begin);
            return new PixelFit.End(Optimizer.LBFGSB, converged, words, iterations, evaluations, seconds);
        }
    }

    private Found quasiNewton(double[] start) {
        var halves = new Halves();
        var minimum = options.quasiNewton()
                .minimize(halves, halves.join(lower, upper), halves.join(upper, lower), halves.split(start));
        return new Found(
                halves.theta(minimum.x()), minimum.converged(), minimum.reason().words(), minimum.iterations());
    }

    /**
     * The objective with each coefficient as the difference of two that are not negative, u - v, so that the penalty Lambda (u + v)
     * is smooth. The constant has no penalty and may have any sign: it is u_0 alone.
     */
    private final class Halves implements Objective {

        @Override
        public int dimension() {
            return 2 * nTerms;
        }

        double[] theta(double[] x) {
            return IntStream.range(0, nTerms)
                    .mapToDouble(t -> x[t] - x[nTerms + t])
                    .toArray();
        }

        double[] split(double[] theta) {
            var x = new double[2 * nTerms];
            for (int t = 0; t < nTerms; t++) {
                x[t] = t == 0 ? theta[t] : Math.max(0, theta[t]);
                x[nTerms + t] = t == 0 ? 0 : Math.max(0, -theta[t]);
            }
            return x;
        }

        /** Bounds of both halves: u is between the positive parts of the bounds, v between those of their negatives. */
        double[] join(double[] ofFirst, double[] ofSecond) {
            var out = new double[2 * nTerms];
            for (int t = 0; t < nTerms; t++) {
                out[t] = t == 0 ? ofFirst[0] : Math.max(0, ofFirst[t]);
                out[nTerms + t] = t == 0 ? 0 : Math.max(0, -ofSecond[t]);
            }
            return out;
        }

        @Override
        public double evaluate(double[] x, double[] outGradient) {
            evaluations++;
            var chi2 = CannonFunctions.chiSquared(theta(x), design, flux, weight);
            double[] slope = chi2.gradient();
            double sum = chi2.value();
            for (int t = 0; t < nTerms; t++) {
                double penalty = t == 0 ? 0 : options.lambda();
                outGradient[t] = slope[t] + penalty;
                outGradient[nTerms + t] = penalty - slope[t];
                sum += penalty * (x[t] + x[nTerms + t]);
            }
            return sum;
        }
    }

    private double scatter(double[] theta) {
        if (options.s2().isPresent()) {
            return options.s2().getAsDouble();
        }
        var r2 = new double[flux.length];
        for (int n = 0; n < flux.length; n++) {
            double model = 0;
            for (int t = 0; t < nTerms; t++) {
                model += design[n][t] * theta[t];
            }
            r2[n] = ivar[n] > 0 ? (model - flux[n]) * (model - flux[n]) : 0;
        }
        if (options.published()) {
            return MedianScatter.variance(r2, ivar);
        }
        double known = Arrays.stream(ivar).filter(w -> w > 0).count();
        double[] usual = {known / Arrays.stream(ivar).sum()};
        return new ScatterLikelihood(1).maximize(column(ivar), column(r2), new double[1], usual, 1e-9)[0];
    }

    private static double[][] column(double[] values) {
        return Arrays.stream(values).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
    }
}
