package asterism.cannon;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What is to be trained, in arrays, and the results as they come: every pixel is written by one thread. */
final class TrainingProblem implements KeptRows.Work {

    /** What became of a pixel. */
    static final int OPEN = 0;

    static final int SOLVED = 1;
    static final int NO_DATA = 2;
    static final int SINGULAR = 3;
    static final int NOT_CONVERGED = 4;

    private final double[][] flux;
    private final double[][] ivar;
    private final double[][] design;
    private final int nTerms;
    private final int nPixels;
    private final double[] lambda;
    private final double[] lower;
    private final double[] upper;
    private final boolean[][] censored; // [nPixels][nTerms], or without pixels where nothing is censored
    private final boolean published;
    private final double[][] covariance; // of theta, [nPixels][nPairs], or without pixels where it is not kept
    private final double[][] theta;
    private final double[] s2;
    private final AtomicIntegerArray state;

    TrainingProblem(
            Spectra spectra,
            double[][] design,
            double[] lambda,
            double[] lower,
            double[] upper,
            boolean[][] censored,
            boolean published,
            boolean withErrors) {
        this.flux = spectra.fluxRows();
        this.ivar = spectra.ivarRows();
        this.nTerms = lower.length;
        this.nPixels = spectra.nPixels();
        this.design = design;
        this.lambda = lambda;
        this.lower = lower;
        this.upper = upper;
        this.censored = censored;
        this.published = published;
        this.covariance = withErrors ? new double[nPixels][Lanes.pairs(nTerms)] : new double[0][];
        this.theta = new double[nPixels][nTerms];
        this.s2 = new double[nPixels];
        this.state = new AtomicIntegerArray(nPixels);
    }

    /** Which terms are left out in which pixel: those with a label that is censored there. */
    static boolean[][] censoredTerms(Vectorizer vectorizer, Map<String, boolean[]> censors, int nPixels) {
        if (censors.isEmpty()) {
            return new boolean[0][];
        }
        var out = new boolean[nPixels][vectorizer.size()];
        censors.forEach((label, mask) -> {
            int l = vectorizer.labels().indexOf(label);
            for (int j = 0; j < nPixels; j++) {
                for (int t = 0; t < vectorizer.size(); t++) {
                    out[j][t] |= mask[j] && vectorizer.uses(t, l);
                }
            }
        });
        return out;
    }

    double[][] flux() {
        return flux;
    }

    double[][] ivar() {
        return ivar;
    }

    /** [nStars][nTerms]. */
    double[][] design() {
        return design;
    }

    int nStars() {
        return flux.length;
    }

    int nTerms() {
        return nTerms;
    }

    int nPixels() {
        return nPixels;
    }

    boolean published() {
        return published;
    }

    double lambda(int pixel) {
        return lambda.length == 1 ? lambda[0] : lambda[pixel];
    }

    /** Lower bounds of the coefficients in a pixel, 0 for those that are left out there. */
    double[] lower(int pixel) {
        return bounds(lower, pixel);
    }

    /** Upper bounds of the coefficients in a pixel, 0 for those that are left out there. */
    double[] upper(int pixel) {
        return bounds(upper, pixel);
    }

    private double[] bounds(double[] all, int pixel) {
        if (censored.length == 0) {
            return all;
        }
        var own = all.clone();
        for (int t = 0; t < nTerms; t++) {
            own[t] = censored[pixel][t] ? 0 : own[t];
        }
        return own;
    }

    /**
     * Whether the stars say nothing about a pixel: no star more than there are coefficients has data, or, in the published rule, the
     * mean ivar is below 1.
     *
     * @param known number of stars with data
     * @param sum   of ivar over the stars
     */
    boolean isEmpty(int pixel, double known, double sum) {
        boolean empty = published ? sum < nStars() : known <= (lambda(pixel) > 0 ? 1 : freeTerms(pixel));
        if (empty) {
            unused(pixel, NO_DATA);
        }
        return empty;
    }

    private int freeTerms(int pixel) {
        int free = 0;
        for (int t = 0; t < nTerms; t++) {
            boolean held = lower[t] == upper[t] || (censored.length > 0 && censored[pixel][t]);
            free += held ? 0 : 1;
        }
        return free;
    }

    void failed(int pixel) {
        unused(pixel, SINGULAR);
    }

    private void unused(int pixel, int why) {
        Arrays.fill(theta[pixel], 0);
        theta[pixel][0] = 1;
        s2[pixel] = Double.POSITIVE_INFINITY;
        state.set(pixel, why);
    }

    /** Whether the covariances of the coefficients are kept. */
    boolean hasErrors() {
        return covariance.length > 0;
    }

    /** Keeps the covariance of a pixel's coefficients: before {@link #solved}. */
    void keepCovariance(int pixel, double[][] packed, int lane) {
        int q = 0;
        for (int k = 0; k < nTerms; k++) {
            for (int l = 0; l <= k; l++, q++) {
                covariance[pixel][q] = k == l ? packed[q][lane] : packed[q][lane] / 2; // they count twice there
            }
        }
    }

    /** [nPixels][nPairs], or without pixels. */
    double[][] covariance() {
        return covariance;
    }

    void solved(int pixel, double[] coefficients, double scatter, boolean converged) {
        System.arraycopy(coefficients, 0, theta[pixel], 0, nTerms);
        s2[pixel] = scatter;
        state.set(pixel, converged ? SOLVED : NOT_CONVERGED);
    }

    @Override
    public int size() {
        return nPixels;
    }

    @Override
    public int width() {
        return nTerms + 2 + (hasErrors() ? Lanes.pairs(nTerms) : 0);
    }

    @Override
    public boolean isDone(int pixel) {
        return state.get(pixel) != OPEN;
    }

    @Override
    public void keep(int pixel, double[] outNumbers) {
        System.arraycopy(theta[pixel], 0, outNumbers, 0, nTerms);
        outNumbers[nTerms] = s2[pixel];
        outNumbers[nTerms + 1] = state.get(pixel);
        if (hasErrors()) {
            System.arraycopy(covariance[pixel], 0, outNumbers, nTerms + 2, covariance[pixel].length);
        }
    }

    @Override
    public void restore(int pixel, double[] numbers) {
        System.arraycopy(numbers, 0, theta[pixel], 0, nTerms);
        s2[pixel] = numbers[nTerms];
        if (hasErrors()) {
            System.arraycopy(numbers, nTerms + 2, covariance[pixel], 0, covariance[pixel].length);
        }
        state.set(pixel, (int) numbers[nTerms + 1]);
    }

    @Override
    public String fingerprint() {
        long hash = Arrays.deepHashCode(design);
        for (int j = 0; j < nPixels; j++) {
            hash = 31 * hash + Double.hashCode(lambda(j));
            hash = 31 * hash + Arrays.hashCode(lower(j));
            hash = 31 * hash + Arrays.hashCode(upper(j));
        }
        for (int n = 0; n < nStars(); n++) {
            hash = 31 * hash + Arrays.hashCode(flux[n]);
            hash = 31 * hash + Arrays.hashCode(ivar[n]);
        }
        return Long.toHexString(hash) + (published ? "/published" : "") + (hasErrors() ? "/errors" : "");
    }

    int state(int pixel) {
        return state.get(pixel);
    }

    double[][] theta() {
        return theta;
    }

    double[] s2() {
        return s2;
    }
}
