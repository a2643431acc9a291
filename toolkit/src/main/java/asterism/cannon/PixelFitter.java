package asterism.cannon;

import java.util.Arrays;

/** Fits one pixel, in the words of {@link CannonFunctions#fitPixel}. */
final class PixelFitter {

    private final double[] flux;
    private final double[] ivar;
    private final double[][] design;
    private final PixelFitting options;
    private final int nTerms;
    private final double[] lower;
    private final double[] upper;

    PixelFitter(double[] flux, double[] ivar, double[][] design, PixelFitting options) {
        this.flux = flux;
        this.ivar = ivar;
        this.options = options;
        this.nTerms = design.length == 0 ? 0 : design[0].length;
        this.lower = new double[nTerms];
        this.upper = new double[nTerms];
        this.design = Arrays.stream(design).map(double[]::clone).toArray(double[][]::new);
        for (int t = 0; t < nTerms; t++) {
            if (options.isCensored(t, nTerms) || isUndefined(t)) {
                leaveOut(t);
            } else {
                lower[t] = Double.NEGATIVE_INFINITY;
                upper[t] = Double.POSITIVE_INFINITY;
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
        double sum = Arrays.stream(ivar).sum();
        if (options.published() ? sum < flux.length : sum == 0) {
            return nothing("no pixel information: " + (sum == 0 ? "no star has data" : "the mean ivar is below 1"));
        }
        var equations = new CannonFunctions.NormalEquations(flux, ivar, 0, design);
        var solver = new PenalizedLeastSquares(nTerms);
        var theta = new double[nTerms];
        if (!solver.solve(equations.gram(), equations.moment(), options.lambda(), lower, upper, theta)) {
            return nothing(
                    "the stars with data do not determine all coefficients; use fewer terms or regularization(...)");
        }
        double slope = solver.violation(equations.gram(), equations.moment(), options.lambda(), lower, upper, theta);
        double scale = options.lambda()
                + 2 * Arrays.stream(equations.moment()).map(Math::abs).max().orElse(0);
        double objective = CannonFunctions.chiSquared(theta, design, flux, ivar).value()
                + options.lambda() * CannonFunctions.l1Norm(theta).value();
        return new PixelFit(theta, scatter(theta), objective, slope / scale, "");
    }

    private PixelFit nothing(String why) {
        return new PixelFit(CannonFunctions.unitTheta(nTerms), Double.POSITIVE_INFINITY, Double.NaN, Double.NaN, why);
    }

    private double scatter(double[] theta) {
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
