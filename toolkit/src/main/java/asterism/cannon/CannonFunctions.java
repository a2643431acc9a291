package asterism.cannon;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The five functions of the published code, for one pixel or one spectrum at a time; {@link Cannon} and {@link TrainedCannon} do
 * the same in bulk.
 *
 * <table>
 * <caption>Published names</caption>
 * <tr><th>published</th><th>here</th></tr>
 * <tr><td>{@code fit_theta_by_linalg}</td><td>{@link #fitTheta}; the second result is a covariance</td></tr>
 * <tr><td>{@code chi_sq(axis=None, 0, 1)}</td><td>{@link #chiSquared}, {@link #chiSquaredOfStars}, {@link #chiSquaredOfPixels}</td></tr>
 * <tr><td>{@code L1Norm_variation}</td><td>{@link #l1Norm}</td></tr>
 * <tr><td>{@code fit_pixel_fixed_scatter}</td><td>{@link #fitPixel}</td></tr>
 * <tr><td>{@code initial_thetas}</td><td>{@link PixelFitting#start}</td></tr>
 * <tr><td>{@code regularization}, {@code censoring_mask}</td><td>{@link PixelFitting#regularization},
 *     {@link PixelFitting#censored}; true = left out</td></tr>
 * <tr><td>{@code op_method}, {@code op_kwds}, {@code op_strict}</td><td>{@link PixelFitting#optimizer(asterism.math.Lbfgsb)},
 *     {@link PixelFitting#bounds}, {@link PixelFitting#strict}</td></tr>
 * <tr><td>{@code fopt}, {@code warnflag}, {@code task}, {@code nit}, {@code funcalls}, {@code grad}, {@code op_method},
 *     {@code op_time}</td><td>{@link PixelFit#objective}, {@link PixelFit#converged}, {@link PixelFit#message},
 *     {@link PixelFit#iterations}, {@link PixelFit#evaluations}, {@link PixelFit#gradient}, {@link PixelFit#optimizer},
 *     {@link PixelFit#seconds}</td></tr>
 * <tr><td>{@code initial_theta}, {@code initial_theta_source}</td><td>{@link PixelFit#start}, {@link PixelFit#startSource}</td></tr>
 * <tr><td>{@code fit_spectrum}</td><td>{@link #fitSpectrum(double[], double[], Labels, TrainedCannon, LabelSearch)}</td></tr>
 * <tr><td>{@code ftol}, {@code xtol}, {@code gtol}; {@code maxfev}; {@code use_derivatives}</td><td>{@link LabelSearch#tolerance(double)};
 *     {@link LabelSearch#evaluations(int)}; {@link LabelSearch#numericalDerivatives}</td></tr>
 * <tr><td>{@code chi_sq}, {@code r_chi_sq}, {@code snr}, {@code model_flux}</td><td>{@link SpectrumFit#chiSquared},
 *     {@link SpectrumFit#reducedChiSquared}, {@link SpectrumFit#signalToNoise}, {@link SpectrumFit#modelFlux}</td></tr>
 * <tr><td>{@code ier}, {@code mesg}, {@code nfev}, {@code njev}, {@code method}</td><td>{@link SpectrumFit#converged},
 *     {@link SpectrumFit#message}, {@link SpectrumFit#evaluations}, {@link SpectrumFit#linearizations}, {@link SpectrumFit#method}</td></tr>
 * <tr><td>{@code fvec}; {@code fjac}, {@code ipvt}, {@code qtf}</td><td>{@link SpectrumFit#residuals}; {@link SpectrumFit#jacobian} itself
 *     instead of its factors</td></tr>
 * <tr><td>{@code x0}, {@code initial_points}, {@code best_result_index}</td><td>{@link SpectrumFit#start}, {@link SpectrumFit#starts},
 *     {@link SpectrumFit#bestStart}</td></tr>
 * <tr><td>{@code label_names}, {@code derivatives_used}, tolerances</td><td>{@link SpectrumFit#labelNames}, {@link SpectrumFit#search}</td></tr>
 * <tr><td>{@code fail_message}</td><td>{@link SpectrumFit#problem}, {@link PixelFit#problem}</td></tr>
 * </table>
 *
 * <p>flux and ivar of a pixel are [nStars], the design matrix [nStars x nTerms]. Nothing that is passed in is modified.
 */
public final class CannonFunctions {

    private CannonFunctions() {}

    /**
     * The coefficients of a pixel by linear algebra, and their covariance (A^T W A)^-1 with W = ivar / (1 + ivar s2).
     *
     * @param s2     variance of the scatter, flux^2, not negative
     * @param design [nStars x nTerms]
     * @return where the equations are singular, theta = [1, 0, ...] with infinite variances
     */
    public static ThetaFit fitTheta(double[] flux, double[] ivar, double s2, double[][] design) {
        requireStars(flux, ivar, design);
        if (!(s2 >= 0)) {
            throw new IllegalArgumentException("fitTheta: s2 must not be below 0, got " + s2);
        }
        var equations = new NormalEquations(flux, ivar, s2, design);
        int nTerms = equations.nTerms();
        int[] every = IntStream.range(0, nTerms).toArray();
        var cholesky = new Cholesky(nTerms);
        int rank = cholesky.decompose(equations.gram(), nTerms, every, nTerms);
        if (rank < nTerms) {
            return ThetaFit.singular(nTerms, rank);
        }
        var theta = equations.moment().clone();
        cholesky.solve(theta, theta);
        var covariance = new double[nTerms * nTerms];
        cholesky.invert(covariance);
        return new ThetaFit(theta, covariance, rank);
    }

    /** chi^2 = sum_n ivar_n (theta . A_n - flux_n)^2 of a pixel, with its gradient 2 A^T (ivar r) in theta. */
    public static ValueAndGradient chiSquared(double[] theta, double[][] design, double[] flux, double[] ivar) {
        requireStars(flux, ivar, design);
        requireTerms(theta, design);
        double sum = 0;
        var gradient = new double[theta.length];
        for (int n = 0; n < flux.length; n++) {
            double r = residual(theta, design[n], flux[n], ivar[n]);
            sum += ivar[n] * r * r;
            for (int t = 0; t < theta.length; t++) {
                gradient[t] += 2 * design[n][t] * ivar[n] * r;
            }
        }
        return new ValueAndGradient(sum, gradient);
    }

    /**
     * chi^2 of each star over several pixels, [nStars].
     *
     * @param theta [nPixels x nTerms]
     * @param flux  [nPixels x nStars]
     * @param ivar  [nPixels x nStars]
     */
    public static double[] chiSquaredOfStars(double[][] theta, double[][] design, double[][] flux, double[][] ivar) {
        requirePixels(theta, flux, ivar);
        var out = new double[design.length];
        for (int j = 0; j < theta.length; j++) {
            requireStars(flux[j], ivar[j], design);
            requireTerms(theta[j], design);
            for (int n = 0; n < out.length; n++) {
                double r = residual(theta[j], design[n], flux[j][n], ivar[j][n]);
                out[n] += ivar[j][n] * r * r;
            }
        }
        return out;
    }

    /** chi^2 of each pixel over the stars, [nPixels]; shapes as for {@link #chiSquaredOfStars}. */
    public static double[] chiSquaredOfPixels(double[][] theta, double[][] design, double[][] flux, double[][] ivar) {
        requirePixels(theta, flux, ivar);
        return IntStream.range(0, theta.length)
                .mapToDouble(j -> chiSquared(theta[j], design, flux[j], ivar[j]).value())
                .toArray();
    }

    /** sum_{k >= 1} |theta_k|, with its derivative [0, sign(theta_1), ...]; the sign of 0 is 0. */
    public static ValueAndGradient l1Norm(double... theta) {
        double sum = 0;
        var gradient = new double[theta.length];
        for (int k = 1; k < theta.length; k++) {
            sum += Math.abs(theta[k]);
            gradient[k] = Math.signum(theta[k]);
        }
        return new ValueAndGradient(sum, gradient);
    }

    /**
     * The coefficients of a pixel for which chi^2 without scatter + Lambda sum_{k >= 1} |theta_k| is least, then the scatter.
     *
     * <p>The minimum is exact, whatever the start: its optimality is checked, coefficients that vanish are 0. Terms whose column of
     * the design matrix has no finite number are left out, as are those that the options censor.
     */
    public static PixelFit fitPixel(double[] flux, double[] ivar, double[][] design, PixelFitting options) {
        requireStars(flux, ivar, design);
        return new PixelFitter(flux, ivar, design, options).fit();
    }

    /**
     * The labels of one spectrum, from several starts.
     *
     * @param flux   [nPixels]
     * @param ivar   [nPixels], 0 where there are no data
     * @param starts labels to start from, in their units
     */
    public static SpectrumFit fitSpectrum(double[] flux, double[] ivar, Labels starts, TrainedCannon model) {
        return fitSpectrum(flux, ivar, starts, model, LabelSearch.DEFAULT);
    }

    /** As {@link #fitSpectrum(double[], double[], Labels, TrainedCannon)}, with tolerances, limits, or numerical derivatives. */
    public static SpectrumFit fitSpectrum(
            double[] flux, double[] ivar, Labels starts, TrainedCannon model, LabelSearch search) {
        var spectra = Spectra.of(new double[][] {flux}, new double[][] {ivar});
        var found = model.labels(spectra, search.starts(starts).threads(1));
        return new SpectrumFit(found, starts, search, model, flux, spectra.ivar(0));
    }

    /** Model less flux; 0 where there are no data, whatever the flux is. */
    private static double residual(double[] theta, double[] row, double flux, double ivar) {
        if (ivar == 0) {
            return 0;
        }
        double model = 0;
        for (int t = 0; t < theta.length; t++) {
            model += theta[t] * row[t];
        }
        return model - flux;
    }

    private static void requireStars(double[] flux, double[] ivar, double[][] design) {
        if (flux.length != ivar.length || flux.length != design.length) {
            throw new IllegalArgumentException("a pixel needs as many values as stars: flux has " + flux.length
                    + ", ivar " + ivar.length + ", the design matrix " + design.length + " rows");
        }
        for (int n = 0; n < ivar.length; n++) {
            if (!(ivar[n] >= 0)) {
                throw new IllegalArgumentException("ivar of star " + n + " must not be below 0, got " + ivar[n]
                        + "; give 0 where there are no data");
            }
        }
    }

    private static void requireTerms(double[] theta, double[][] design) {
        if (design.length > 0 && design[0].length != theta.length) {
            throw new IllegalArgumentException(
                    "theta has " + theta.length + " coefficients, the design matrix " + design[0].length + " terms");
        }
    }

    private static void requirePixels(double[][] theta, double[][] flux, double[][] ivar) {
        if (theta.length != flux.length || theta.length != ivar.length) {
            throw new IllegalArgumentException("theta of " + theta.length + " pixels, flux of " + flux.length
                    + ", ivar of " + ivar.length + "; each needs a row for every pixel");
        }
    }

    /** The normal equations of one pixel, written plainly. */
    static final class NormalEquations {

        private final double[] gram;
        private final double[] moment;

        NormalEquations(double[] flux, double[] ivar, double s2, double[][] design) {
            int nTerms = design.length == 0 ? 0 : design[0].length;
            this.gram = new double[nTerms * nTerms];
            this.moment = new double[nTerms];
            for (int n = 0; n < flux.length; n++) {
                double w = ivar[n] / (1 + ivar[n] * s2);
                if (w > 0) {
                    for (int k = 0; k < nTerms; k++) {
                        moment[k] += w * design[n][k] * flux[n];
                        for (int l = 0; l < nTerms; l++) {
                            gram[k * nTerms + l] += w * design[n][k] * design[n][l];
                        }
                    }
                }
            }
        }

        double[] gram() {
            return gram;
        }

        double[] moment() {
            return moment;
        }

        int nTerms() {
            return moment.length;
        }
    }

    static double[] unitTheta(int nTerms) {
        var theta = new double[nTerms];
        Arrays.fill(theta, 0, Math.min(1, nTerms), 1);
        return theta;
    }
}
