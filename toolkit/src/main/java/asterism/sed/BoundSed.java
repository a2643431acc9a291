package asterism.sed;

import asterism.param.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Sed} with its filters, ready to give the luminosity densities of bands many times: all that does not depend
 * on the parameters is tabulated, an evaluation allocates nothing.
 *
 * <p>Parameter vectors hold all of {@link Sed#parameters()}, [nParameters]; values of parameters that were bound as fixed
 * are not read. With metallicity, alpha and uMax fixed and one attenuation parameter an evaluation takes a fraction of a
 * microsecond; with more of them free, some microseconds.
 *
 * <p><strong>Not thread-safe</strong>: each thread uses its own {@link #fork()}.
 */
public final class BoundSed {

    private final Sed sed;
    private final SedRange range;
    private final List<Filter> filters;
    private final int nParameters;
    private final int nBins;
    private final int stride;
    private final double[] edges;
    private final double[] survivingMass; // [nBins] where the metallicity is fixed, else empty
    private final StellarBins bins;
    private final StellarKernel stars;
    private final @Nullable DustKernel dust;
    private final double[] work;
    private final double[] jacobian;
    private final double[] ofBands; // [stride]
    private boolean isInside; // of the last bandsToPullBack

    private BoundSed(
            Sed sed,
            SedRange range,
            List<Filter> filters,
            StellarBins bins,
            int stride,
            StellarKernel stars,
            @Nullable DustKernel dust) {
        this.sed = sed;
        this.range = range;
        this.filters = filters;
        this.nParameters = sed.parameters().size();
        this.bins = bins;
        this.nBins = bins.nBins();
        this.stride = stride;
        this.edges = sed.ageEdges();
        this.survivingMass =
                range.isFixed(Pegase.Z_MET) ? bins.survivingMass(range.lower(Pegase.Z_MET)) : new double[0];
        this.stars = stars;
        this.dust = dust;
        this.work = new double[stride];
        this.jacobian = new double[nParameters * stride];
        this.ofBands = new double[stride];
    }

    static BoundSed bind(Sed sed, List<Filter> filters, SedRange range) {
        var rule = SpectralRule.of(sed, filters);
        var bins = new StellarBins(sed);
        int stride = (filters.size() + 1 + 3) / 4 * 4;
        var stars = StellarKernels.of(sed, rule, bins, stride, range);
        int firstOfDust = bins.nBins()
                + 1
                + sed.attenuation().map(a -> a.parameters().size()).orElse(0);
        var dust = sed.dust().isPresent() ? new DustKernel(sed, rule, stride, range, firstOfDust) : null;
        return new BoundSed(sed, range, filters, bins, stride, stars, dust);
    }

    /** The same with a workspace of its own, for another thread; tables are shared. */
    public BoundSed fork() {
        return new BoundSed(sed, range, filters, bins, stride, stars.fork(), dust == null ? null : dust.fork());
    }

    /** Number of bands, nBands. */
    public int nBands() {
        return filters.size();
    }

    /** Number of parameters in a vector, nParameters: all of the model, fixed ones included. */
    public int nParameters() {
        return nParameters;
    }

    /** The parameters in the order of a vector. */
    public List<Parameter> parameters() {
        return sed.parameters();
    }

    /** The bands' filters, in order. */
    public List<Filter> filters() {
        return filters;
    }

    /** The model that was bound. */
    public Sed sed() {
        return sed;
    }

    /** Whether the bands jump somewhere between two values of a parameter: by {@link Convention#U_INTEGRAL}. */
    public boolean hasJumps() {
        return sed.relevantConventions().contains(Convention.U_INTEGRAL);
    }

    /** The range that it was bound for. */
    public SedRange range() {
        return range;
    }

    /**
     * Luminosity densities of the bands.
     *
     * @param p         the parameter vector [nParameters] begins at {@code offset}. Not modified.
     * @param outLnu    Lsun/Hz, observed frame, [nBands] from {@code outOffset} on; NaN where a parameter lies outside
     *                  the bound range. Overwritten.
     */
    public void bands(double[] p, int offset, double[] outLnu, int outOffset) {
        boolean inside = stars.evaluate(p, offset, work) && (dust == null || dust.add(p, offset, work));
        if (inside) {
            System.arraycopy(work, 0, outLnu, outOffset, filters.size());
        } else {
            Arrays.fill(outLnu, outOffset, outOffset + filters.size(), Double.NaN);
        }
    }

    /** Luminosity densities of the attenuated stars alone, [nBands], Lsun/Hz, observed frame. */
    public double[] starsOnly(double... p) {
        requireLength(p);
        return stars.evaluate(p, 0, work) ? Arrays.copyOf(work, nBands()) : new double[nBands()];
    }

    /** Luminosity densities of the bands, [nBands], Lsun/Hz, observed frame. */
    public double[] bands(double... p) {
        requireLength(p);
        var out = new double[nBands()];
        bands(p, 0, out, 0);
        return out;
    }

    /**
     * Luminosity densities of the bands and their derivatives, for every model and every parameter.
     *
     * <p>Where zMet, uMin or qPAH stands on a node of the library, the derivative is the one towards larger values, at the
     * last node the one towards smaller values. With {@link Convention#U_INTEGRAL} the bands themselves jump where uMin or
     * uMax passes a node; the derivative is that of the smooth part.
     *
     * @param p           the parameter vector [nParameters] begins at {@code offset}. Not modified.
     * @param outLnu      Lsun/Hz, [nBands] from {@code outOffset} on; NaN outside the bound range. Overwritten.
     * @param outJacobian [nParameters x nBands] from {@code jacobianOffset} on: d lnu_b / d p_j at
     *                    {@code j * nBands + b}, 0 for fixed parameters. Overwritten.
     */
    public void bandsWithGradient(
            double[] p, int offset, double[] outLnu, int outOffset, double[] outJacobian, int jacobianOffset) {
        int n = filters.size();
        boolean inside = stars.evaluateWithGradient(p, offset, work, jacobian)
                && (dust == null || dust.addWithGradient(p, offset, work, jacobian));
        if (inside) {
            System.arraycopy(work, 0, outLnu, outOffset, n);
            for (int j = 0; j < nParameters; j++) {
                System.arraycopy(jacobian, j * stride, outJacobian, jacobianOffset + j * n, n);
            }
        } else {
            Arrays.fill(outLnu, outOffset, outOffset + n, Double.NaN);
            Arrays.fill(outJacobian, jacobianOffset, jacobianOffset + nParameters * n, 0);
        }
    }

    /**
     * As {@link #bands}, and keeps what {@link #pullBack} needs.
     *
     * @param p      the parameter vector [nParameters] begins at {@code offset}. Not modified.
     * @param outLnu Lsun/Hz, [nBands] from {@code outOffset} on; NaN outside the bound range. Overwritten.
     */
    public void bandsToPullBack(double[] p, int offset, double[] outLnu, int outOffset) {
        int n = filters.size();
        isInside = stars.evaluateWithGradient(p, offset, work, jacobian)
                && (dust == null
                        || (dust.hasPullBack()
                                ? dust.add(p, offset, work)
                                : dust.addWithGradient(p, offset, work, jacobian)));
        if (isInside) {
            System.arraycopy(work, 0, outLnu, outOffset, n);
        } else {
            Arrays.fill(outLnu, outOffset, outOffset + n, Double.NaN);
        }
    }

    /**
     * The gradient of a function of the bands: the transposed Jacobian times the function's derivatives, without forming the
     * Jacobian of the dust. Nothing else may have been evaluated since {@link #bandsToPullBack}.
     *
     * @param p           the same parameter vector. Not modified.
     * @param derivatives df / d lnu_b, [nBands] from {@code from} on. Not modified.
     * @param outGradient df / d p_j, [nParameters] from {@code to} on; 0 for fixed parameters. Overwritten.
     */
    public void pullBack(double[] p, int offset, double[] derivatives, int from, double[] outGradient, int to) {
        if (!isInside) {
            Arrays.fill(outGradient, to, to + nParameters, 0);
            return;
        }
        System.arraycopy(derivatives, from, ofBands, 0, filters.size());
        ofBands[filters.size()] = 0;
        int rows = nParameters;
        if (dust != null && dust.hasPullBack()) {
            dust.pullBack(p, offset, ofBands, outGradient, to);
            rows -= 5;
        }
        for (int j = 0; j < rows; j++) {
            outGradient[to + j] = dot(ofBands, jacobian, j * stride, stride);
        }
    }

    /** Sum of x[b] y[at + b] over b below n, a multiple of four; four partial sums, which a compiler may not make itself. */
    private static double dot(double[] x, double[] y, int at, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int b = 0; b < n; b += 4) {
            s0 += x[b] * y[at + b];
            s1 += x[b + 1] * y[at + b + 1];
            s2 += x[b + 2] * y[at + b + 2];
            s3 += x[b + 3] * y[at + b + 3];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** Power that the dust absorbs and, where there is dust emission, radiates: L_TIR, Lsun. NaN outside the range. */
    public double absorbedLuminosity(double[] p, int offset) {
        return stars.evaluate(p, offset, work) ? work[filters.size()] : Double.NaN;
    }

    /** Mass of the dust, Msun, from what it radiates; NaN outside the range and without dust emission. */
    public double dustMass(double[] p, int offset) {
        if (dust == null || !stars.evaluate(p, offset, work)) {
            return Double.NaN;
        }
        double absorbed = work[filters.size()];
        return dust.add(p, offset, work) ? dust.mass(p, offset, absorbed) : Double.NaN;
    }

    /** Mass of living stars and remnants, Msun. */
    public double stellarMass(double[] p, int offset) {
        var perRate = survivingMass.length > 0 ? survivingMass : bins.survivingMass(p[offset + nBins]);
        double sum = 0;
        for (int a = 0; a < nBins; a++) {
            sum += p[offset + a] * perRate[a];
        }
        return sum;
    }

    /** Mass of all stars ever formed, Msun. */
    public double massFormed(double[] p, int offset) {
        double sum = 0;
        for (int a = 0; a < nBins; a++) {
            sum += p[offset + a] * (edges[a + 1] - edges[a]);
        }
        return sum;
    }

    /** Star formation rate averaged over the last so many years, Msun/yr. */
    public double meanSfr(double[] p, int offset, double years) {
        if (!(years > 0)) {
            throw new IllegalArgumentException("meanSfr needs years above 0, got " + years);
        }
        double sum = 0;
        for (int a = 0; a < nBins; a++) {
            sum += p[offset + a] * Math.max(0, Math.min(years, edges[a + 1]) - edges[a]);
        }
        return sum / years;
    }

    private void requireLength(double[] p) {
        if (p.length != nParameters) {
            throw new IllegalArgumentException("this model has " + nParameters + " parameters, "
                    + String.join(
                            ", ", parameters().stream().map(Parameter::name).toList()) + "; got " + p.length
                    + " values");
        }
    }

    @Override
    public String toString() {
        return "BoundSed(" + nBands() + " bands, " + nParameters + " parameters, "
                + IntStream.range(0, nParameters)
                        .filter(i -> !range.isFixed(parameters().get(i)))
                        .count()
                + " vary)";
    }
}
