package asterism.torus;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;

/**
 * The log likelihood of pixels with its gradient.
 *
 * <p>The gradient costs little more than the value: inside one piece of a spline all basis functions are quadratic, so a pixel
 * adds three moments to its piece, and the gradient by the spline's numbers is put together from the moments of all pieces.
 * Allocates nothing after it is made; not thread-safe. {@link PixelCurvature} has the second derivatives.
 */
final class PixelLikelihood {

    private static final double LARGEST = 700; // exp of more overflows

    private final TorusModel model;
    private final boolean poisson;
    private final int n; // pixels that count
    private final double[] pos;
    private final double[] vel;
    private final double[] datum; // label or counts
    private final double[] weight; // 1 / error^2
    private final double constant;
    private final int nDim;
    private final int nE;

    /** The pixels evaluated last. */
    final PixelBlock block;

    /** Of the pixels evaluated last: d ln L / d label and -d^2 ln L / d label^2. */
    final double[] score = new double[PixelBlock.SIZE];

    final double[] information = new double[PixelBlock.SIZE];

    private final double[] logP = new double[PixelBlock.SIZE];
    private final double[] byR = new double[PixelBlock.SIZE]; // d ln L / dr
    private final double[] byE = new double[PixelBlock.SIZE]; // d ln L / de_m
    private final double[][] moments;
    private final double[] labelMoments;

    private PixelLikelihood(
            TorusModel model, boolean poisson, double[] pos, double[] vel, double[] datum, double[] weight) {
        this.model = model;
        this.poisson = poisson;
        this.n = pos.length;
        this.pos = pos;
        this.vel = vel;
        this.datum = datum;
        this.weight = weight;
        this.constant =
                poisson ? Arrays.stream(datum).map(k -> -Gamma.logGamma(k + 1)).sum() : 0;
        this.block = new PixelBlock(model);
        this.nDim = model.dimension();
        this.nE = block.scale.length;
        this.moments = new double[block.orders.length][block.distortions.moments().length];
        this.labelMoments = block.label.moments();
    }

    /** Gaussian errors of mean labels; pixels without a label or with no error above 0 do not count. */
    static PixelLikelihood gaussian(TorusModel model, BinnedData data) {
        data.requireLabel("Gaussian likelihood");
        int[] used = data.usable();
        double[] weight = Arrays.stream(used)
                .mapToDouble(i -> 1 / (data.labelErrArray()[i] * data.labelErrArray()[i]))
                .toArray();
        return new PixelLikelihood(
                model,
                false,
                take(data.posArray(), used),
                take(data.velArray(), used),
                take(data.labelArray(), used),
                weight);
    }

    /** Numbers of stars; pixels with NaN do not count. */
    static PixelLikelihood poisson(TorusModel model, BinnedData data) {
        data.requireCounts("Poisson likelihood");
        int[] used = IntStream.range(0, data.size())
                .filter(i -> !Double.isNaN(data.countsArray()[i]))
                .toArray();
        return new PixelLikelihood(
                model,
                true,
                take(data.posArray(), used),
                take(data.velArray(), used),
                take(data.countsArray(), used),
                new double[0]);
    }

    private static double[] take(double[] values, int[] which) {
        return Arrays.stream(which).mapToDouble(i -> values[i]).toArray();
    }

    /** The same with a workspace of its own. */
    PixelLikelihood fork() {
        return new PixelLikelihood(model, poisson, pos, vel, datum, weight);
    }

    int dimension() {
        return nDim;
    }

    /** Pixels that count. */
    int size() {
        return n;
    }

    /** Evaluates all pixels from one on that fit in a block, at the parameters that the block has; returns how many. */
    int evaluate(int from) {
        int count = Math.min(PixelBlock.SIZE, n - from);
        block.evaluate(pos, vel, from, count);
        if (poisson) {
            poisson(from, count);
        } else {
            gaussian(from, count);
        }
        return count;
    }

    private void gaussian(int from, int count) {
        double[] f = block.f;
        for (int p = 0; p < count; p++) {
            double residual = datum[from + p] - f[p];
            double w = weight[from + p];
            information[p] = w;
            score[p] = residual * w;
            logP[p] = -0.5 * residual * residual * w;
        }
    }

    private void poisson(int from, int count) {
        for (int p = 0; p < count; p++) {
            double f = block.f[p];
            double expected = f > LARGEST ? Double.POSITIVE_INFINITY : Math.exp(f);
            information[p] = expected;
            score[p] = datum[from + p] - expected;
            logP[p] = datum[from + p] * f - expected;
        }
    }

    /** The log likelihood at theta [nDim]. */
    double value(double[] theta) {
        block.set(theta);
        double sum = constant;
        for (int from = 0; from < n; from += PixelBlock.SIZE) {
            int count = evaluate(from);
            for (int p = 0; p < count; p++) {
                sum += logP[p];
            }
        }
        return sum;
    }

    /**
     * The log likelihood and its gradient.
     *
     * @param theta       [nDim]. Not modified.
     * @param outGradient [nDim]. Overwritten.
     */
    double gradient(double[] theta, double[] outGradient) {
        beginGradient(theta, outGradient);
        double sum = constant;
        for (int from = 0; from < n; from += PixelBlock.SIZE) {
            sum += addToGradient(evaluate(from), outGradient);
        }
        endGradient(outGradient);
        return sum;
    }

    /** The part of the log likelihood that no parameter changes. */
    double constant() {
        return constant;
    }

    /** Takes parameters, and clears the sums. */
    void beginGradient(double[] theta, double[] outGradient) {
        block.set(theta);
        for (double[] m : moments) {
            Arrays.fill(m, 0);
        }
        Arrays.fill(labelMoments, 0);
        Arrays.fill(outGradient, 0, nDim, 0);
    }

    /** Adds the pixels evaluated last; returns their log likelihood. */
    double addToGradient(int count, double[] outGradient) {
        double sum = addShifts(count, outGradient);
        addMoments(count);
        return sum;
    }

    /** Fills the derivatives by the splines' numbers from the moments of all pixels. */
    void endGradient(double[] outGradient) {
        for (int j = 0; j < moments.length; j++) {
            for (int k = block.first[j]; k < block.first[j + 1]; k++) {
                outGradient[k] = block.scale[k] * block.distortions.contract(moments[j], k);
            }
        }
        for (int k = 0; k < block.label.size(); k++) {
            outGradient[nE + k] = block.label.contract(labelMoments, k);
        }
    }

    /** Adds the derivatives by ln Omega0, pos0 and vel0; returns the log likelihood of these pixels. */
    private double addShifts(int count, double[] outGradient) {
        double[] f1 = block.f1;
        for (int p = 0; p < count; p++) {
            byR[p] = score[p] * f1[p];
        }
        double sum = 0;
        double lnOmega = 0;
        double atPos = 0;
        double atVel = 0;
        for (int p = 0; p < count; p++) {
            sum += logP[p];
            lnOmega += byR[p] * block.byLnOmega(p);
            atPos += byR[p] * block.byPos0(p);
            atVel += byR[p] * block.byVel0(p);
        }
        outGradient[nDim - 3] += lnOmega;
        outGradient[nDim - 2] += atPos;
        outGradient[nDim - 1] += atVel;
        return sum;
    }

    private void addMoments(int count) {
        double[] radius = block.radius;
        for (int j = 0; j < moments.length; j++) {
            double[] c = block.cosM[j];
            for (int p = 0; p < count; p++) {
                byE[p] = byR[p] * radius[p] * c[p];
            }
            PiecewiseBasis.addMoments(byE, block.at, block.t, count, moments[j]);
        }
        PiecewiseBasis.addMoments(score, block.labelAt, block.labelT, count, labelMoments);
    }
}
