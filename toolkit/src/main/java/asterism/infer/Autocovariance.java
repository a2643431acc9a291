package asterism.infer;

import asterism.math.Fourier;
import java.util.Arrays;

/**
 * Autocovariances of chains of one length, summed over the chains: sum_c sum_i x_ci x_c,i+t. Lags are computed as far as they are
 * asked for: the first ones directly, a few at a time, and where that does not end soon by Fourier transforms.
 */
final class Autocovariance {

    /** Lags of one pass over the chains. */
    private static final int BLOCK = 8;

    /** Lags that are computed directly, at most. */
    private static final int DIRECT = 4 * BLOCK;

    /** Chains that still remember so much after a block will have to be asked for many lags. */
    private static final double SLOW = 0.1;

    /** Pairs of chains that are transformed side by side, so that they fit into a cache. */
    private static final int SIDE_BY_SIDE = 4;

    private final double[] centered; // [count x n], chain after chain
    private final int count;
    private final int n;
    private double[] sums = {}; // [known]
    private int known;
    private int size; // of the last transform, 0 before the first

    /**
     * Of chains.
     *
     * @param centered [at least count x n], each chain of mean 0. Not modified.
     * @param count    how many chains
     * @param n        how long each of them is
     */
    Autocovariance(double[] centered, int count, int n) {
        this.centered = centered;
        this.count = count;
        this.n = n;
    }

    /** The sum at a lag from 0 to n - 1. */
    double at(int lag) {
        while (lag >= known) {
            if (known < DIRECT && known + BLOCK < n && !isSlow()) {
                direct();
            } else {
                transform();
            }
        }
        return sums[lag];
    }

    private boolean isSlow() {
        return known > 0 && sums[known - 1] > SLOW * sums[0];
    }

    private void direct() {
        sums = Arrays.copyOf(sums, known + BLOCK);
        for (int c = 0; c < count; c++) {
            block(c * n, (c + 1) * n);
        }
        known += BLOCK;
    }

    /** Adds the products of one chain at the next eight lags. */
    private void block(int begin, int end) {
        double[] x = centered;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int last = end - known - BLOCK + 1;
        for (int i = begin; i < last; i++) {
            double v = x[i];
            int j = i + known;
            s0 += v * x[j];
            s1 += v * x[j + 1];
            s2 += v * x[j + 2];
            s3 += v * x[j + 3];
            s4 += v * x[j + 4];
            s5 += v * x[j + 5];
            s6 += v * x[j + 6];
            s7 += v * x[j + 7];
        }
        double[] sum = {s0, s1, s2, s3, s4, s5, s6, s7};
        for (int b = 0; b < BLOCK; b++) {
            for (int i = last; i < end - known - b; i++) {
                sum[b] += x[i] * x[i + known + b];
            }
            sums[known + b] += sum[b];
        }
    }

    /**
     * All lags that a transform knows: of a length a little above n the first ones, which mostly suffice; of twice that all. Two
     * real chains make one complex transform, and the power spectra are summed before the one transform back.
     */
    private void transform() {
        size = size == 0 ? Integer.highestOneBit(Math.max(1, n - 1)) << 1 : size << 1;
        var fourier = Fourier.of(size);
        int batch = Math.max(1, Math.min(SIDE_BY_SIDE, (count + 1) / 2));
        double[] re = new double[size * batch];
        double[] im = new double[size * batch];
        double[] workRe = new double[size * batch];
        double[] workIm = new double[size * batch];
        double[] power = new double[size];
        for (int c = 0; c < count; c += 2 * batch) {
            Arrays.fill(re, 0);
            Arrays.fill(im, 0);
            for (int b = 0; b < batch; b++) {
                fill(re, b, batch, c + 2 * b);
                fill(im, b, batch, c + 2 * b + 1);
            }
            fourier.transform(re, im, batch, workRe, workIm);
            for (int k = 0; k < size; k++) {
                for (int b = k * batch; b < (k + 1) * batch; b++) {
                    power[k] += re[b] * re[b] + im[b] * im[b];
                }
            }
        }
        // power of z = x + iy gives acf(x) + acf(y) as its real part
        Arrays.fill(im, 0);
        fourier.transform(power, im, 1, workRe, workIm);
        int right = Math.min(n, size - n + 1);
        sums = Arrays.copyOf(sums, Math.max(known, right));
        for (int t = known; t < right; t++) {
            sums[t] = power[t] / size;
        }
        known = Math.max(known, right);
    }

    /** Puts a chain, if there is one of that number, at every batch-th place. */
    private void fill(double[] out, int first, int batch, int chain) {
        if (chain < count) {
            for (int i = 0; i < n; i++) {
                out[i * batch + first] = centered[chain * n + i];
            }
        }
    }
}
