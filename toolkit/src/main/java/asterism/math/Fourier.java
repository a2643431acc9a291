package asterism.math;

import java.util.Arrays;

/**
 * Fast Fourier transforms of complex numbers, any number of them side by side.
 *
 * <p>X_k = sum_j x_j exp(-2 pi i j k/n), not normalized; n has no prime factors but 2, 3 and 5. Element j of transform b
 * is {@code re[j * batch + b]}, so the innermost loops run over the batch and become vector instructions. Stockham's
 * ordering: no bit reversal, the passes go to and fro between the data and a workspace.
 *
 * <p>Immutable; threads may share one, each with arrays of its own.
 */
public final class Fourier {

    private static final double SIN_60 = Math.sqrt(3) / 2;
    private static final double COS_72 = Math.cos(2 * Math.PI / 5);
    private static final double SIN_72 = Math.sin(2 * Math.PI / 5);
    private static final double COS_144 = Math.cos(4 * Math.PI / 5);
    private static final double SIN_144 = Math.sin(4 * Math.PI / 5);

    private final int n;
    private final int[] factors;
    private final double[] cos;
    private final double[] sin;

    private Fourier(int n) {
        this.n = n;
        factors = factorize(n);
        cos = new double[n];
        sin = new double[n];
        for (int k = 0; k < n; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / n);
            sin[k] = -Math.sin(2 * Math.PI * k / n);
        }
    }

    /**
     * The transform of n numbers.
     *
     * @throws IllegalArgumentException where n has another prime factor than 2, 3 and 5; take {@link #goodSize}
     */
    public static Fourier of(int n) {
        if (n < 1 || goodSize(n) != n) {
            throw new IllegalArgumentException("a Fourier transform needs a length made of the factors 2, 3 and 5,"
                    + " got " + n + "; the next is " + goodSize(Math.max(1, n)));
        }
        return new Fourier(n);
    }

    /** The smallest number, n or above, that has no prime factors but 2, 3 and 5. */
    public static int goodSize(int n) {
        for (int m = Math.max(1, n); ; m++) {
            int rest = m;
            for (int f : new int[] {2, 3, 5}) {
                while (rest % f == 0) {
                    rest /= f;
                }
            }
            if (rest == 1) {
                return m;
            }
        }
    }

    /** The length n. */
    public int size() {
        return n;
    }

    private static int[] factorize(int n) {
        int[] out = new int[32];
        int count = 0;
        int rest = n;
        for (int f : new int[] {4, 2, 3, 5}) {
            while (rest % f == 0) {
                out[count++] = f;
                rest /= f;
            }
        }
        return Arrays.copyOf(out, count);
    }

    /**
     * Transforms in place.
     *
     * @param re     [n x batch], real parts. Overwritten.
     * @param im     [n x batch], imaginary parts. Overwritten; give it as {@code re} and the real parts as {@code im} for the
     *               inverse, without the factor 1/n.
     * @param batch  number of transforms
     * @param workRe [n x batch]. Overwritten.
     * @param workIm [n x batch]. Overwritten.
     */
    public void transform(double[] re, double[] im, int batch, double[] workRe, double[] workIm) {
        double[] aRe = re;
        double[] aIm = im;
        double[] bRe = workRe;
        double[] bIm = workIm;
        int done = 1; // product of the factors that are done
        for (int f : factors) {
            pass(f, done, batch, aRe, aIm, bRe, bIm);
            done *= f;
            double[] tRe = aRe;
            double[] tIm = aIm;
            aRe = bRe;
            aIm = bIm;
            bRe = tRe;
            bIm = tIm;
        }
        if (aRe != re) {
            System.arraycopy(aRe, 0, re, 0, n * batch);
            System.arraycopy(aIm, 0, im, 0, n * batch);
        }
    }

    /**
     * One pass with the factor f. Before it, the sub-transforms of length {@code done} of the sequences x_q, x_(q + w), ...,
     * w = n/done, stand side by side: their element k at {@code k * w + q}. Element k + r done of a sub-transform f times as
     * long is the sum over s of exp(-2 pi i r s/f) exp(-2 pi i s k/(done f)) times element k of the one at q + s m,
     * m = w/f; all q and the whole batch lie in one row.
     */
    private void pass(int f, int done, int batch, double[] aRe, double[] aIm, double[] bRe, double[] bIm) {
        int row = n / (done * f) * batch;
        for (int k = 0; k < done; k++) {
            int turn = k * (n / (done * f)); // the turn of s is the root number s * turn of n
            int in = k * f * row;
            int out = k * row;
            int outStep = done * row;
            switch (f) {
                case 2 -> two(aRe, aIm, in, bRe, bIm, out, outStep, row, turn);
                case 3 -> three(aRe, aIm, in, bRe, bIm, out, outStep, row, turn);
                case 4 -> four(aRe, aIm, in, bRe, bIm, out, outStep, row, turn);
                default -> five(aRe, aIm, in, bRe, bIm, out, outStep, row, turn);
            }
        }
    }

    private void two(double[] aRe, double[] aIm, int in, double[] bRe, double[] bIm, int out, int os, int n, int turn) {
        double c = cos[turn];
        double s = sin[turn];
        int in1 = in + n;
        int out1 = out + os;
        for (int i = 0; i < n; i++) {
            double xr = aRe[in1 + i] * c - aIm[in1 + i] * s;
            double xi = aRe[in1 + i] * s + aIm[in1 + i] * c;
            double yr = aRe[in + i];
            double yi = aIm[in + i];
            bRe[out + i] = yr + xr;
            bIm[out + i] = yi + xi;
            bRe[out1 + i] = yr - xr;
            bIm[out1 + i] = yi - xi;
        }
    }

    private void three(
            double[] aRe, double[] aIm, int in, double[] bRe, double[] bIm, int out, int os, int n, int turn) {
        double c1 = cos[turn];
        double s1 = sin[turn];
        double c2 = cos[2 * turn];
        double s2 = sin[2 * turn];
        int in1 = in + n;
        int in2 = in1 + n;
        int out1 = out + os;
        int out2 = out1 + os;
        for (int i = 0; i < n; i++) {
            double x1r = aRe[in1 + i] * c1 - aIm[in1 + i] * s1;
            double x1i = aRe[in1 + i] * s1 + aIm[in1 + i] * c1;
            double x2r = aRe[in2 + i] * c2 - aIm[in2 + i] * s2;
            double x2i = aRe[in2 + i] * s2 + aIm[in2 + i] * c2;
            double sr = x1r + x2r;
            double si = x1i + x2i;
            double dr = SIN_60 * (x1i - x2i);
            double di = SIN_60 * (x2r - x1r);
            double mr = aRe[in + i] - sr / 2;
            double mi = aIm[in + i] - si / 2;
            bRe[out + i] = aRe[in + i] + sr;
            bIm[out + i] = aIm[in + i] + si;
            bRe[out1 + i] = mr + dr;
            bIm[out1 + i] = mi + di;
            bRe[out2 + i] = mr - dr;
            bIm[out2 + i] = mi - di;
        }
    }

    private void four(
            double[] aRe, double[] aIm, int in, double[] bRe, double[] bIm, int out, int os, int n, int turn) {
        double c1 = cos[turn];
        double s1 = sin[turn];
        double c2 = cos[2 * turn];
        double s2 = sin[2 * turn];
        double c3 = cos[3 * turn];
        double s3 = sin[3 * turn];
        int in1 = in + n;
        int in2 = in1 + n;
        int in3 = in2 + n;
        int out1 = out + os;
        int out2 = out1 + os;
        int out3 = out2 + os;
        for (int i = 0; i < n; i++) {
            double x0r = aRe[in + i];
            double x0i = aIm[in + i];
            double x1r = aRe[in1 + i] * c1 - aIm[in1 + i] * s1;
            double x1i = aRe[in1 + i] * s1 + aIm[in1 + i] * c1;
            double x2r = aRe[in2 + i] * c2 - aIm[in2 + i] * s2;
            double x2i = aRe[in2 + i] * s2 + aIm[in2 + i] * c2;
            double x3r = aRe[in3 + i] * c3 - aIm[in3 + i] * s3;
            double x3i = aRe[in3 + i] * s3 + aIm[in3 + i] * c3;
            double ar = x0r + x2r;
            double ai = x0i + x2i;
            double br = x0r - x2r;
            double bi = x0i - x2i;
            double cr = x1r + x3r;
            double ci = x1i + x3i;
            double dr = x1i - x3i; // -i (x1 - x3)
            double di = x3r - x1r;
            bRe[out + i] = ar + cr;
            bIm[out + i] = ai + ci;
            bRe[out1 + i] = br + dr;
            bIm[out1 + i] = bi + di;
            bRe[out2 + i] = ar - cr;
            bIm[out2 + i] = ai - ci;
            bRe[out3 + i] = br - dr;
            bIm[out3 + i] = bi - di;
        }
    }

    private void five(
            double[] aRe, double[] aIm, int in, double[] bRe, double[] bIm, int out, int os, int n, int turn) {
        double c1 = cos[turn];
        double s1 = sin[turn];
        double c2 = cos[2 * turn];
        double s2 = sin[2 * turn];
        double c3 = cos[3 * turn];
        double s3 = sin[3 * turn];
        double c4 = cos[4 * turn];
        double s4 = sin[4 * turn];
        int in1 = in + n;
        int in2 = in1 + n;
        int in3 = in2 + n;
        int in4 = in3 + n;
        int out1 = out + os;
        int out2 = out1 + os;
        int out3 = out2 + os;
        int out4 = out3 + os;
        for (int i = 0; i < n; i++) {
            double x0r = aRe[in + i];
            double x0i = aIm[in + i];
            double x1r = aRe[in1 + i] * c1 - aIm[in1 + i] * s1;
            double x1i = aRe[in1 + i] * s1 + aIm[in1 + i] * c1;
            double x2r = aRe[in2 + i] * c2 - aIm[in2 + i] * s2;
            double x2i = aRe[in2 + i] * s2 + aIm[in2 + i] * c2;
            double x3r = aRe[in3 + i] * c3 - aIm[in3 + i] * s3;
            double x3i = aRe[in3 + i] * s3 + aIm[in3 + i] * c3;
            double x4r = aRe[in4 + i] * c4 - aIm[in4 + i] * s4;
            double x4i = aRe[in4 + i] * s4 + aIm[in4 + i] * c4;
            double ar = x1r + x4r; // sums carry the cosines, differences the sines
            double ai = x1i + x4i;
            double br = x2r + x3r;
            double bi = x2i + x3i;
            double dr = x1r - x4r;
            double di = x1i - x4i;
            double er = x2r - x3r;
            double ei = x2i - x3i;
            double pr = x0r + COS_72 * ar + COS_144 * br;
            double pi = x0i + COS_72 * ai + COS_144 * bi;
            double qr = x0r + COS_144 * ar + COS_72 * br;
            double qi = x0i + COS_144 * ai + COS_72 * bi;
            double ur = SIN_72 * di + SIN_144 * ei;
            double ui = -SIN_72 * dr - SIN_144 * er;
            double vr = SIN_144 * di - SIN_72 * ei;
            double vi = -SIN_144 * dr + SIN_72 * er;
            bRe[out + i] = x0r + ar + br;
            bIm[out + i] = x0i + ai + bi;
            bRe[out1 + i] = pr + ur;
            bIm[out1 + i] = pi + ui;
            bRe[out2 + i] = qr + vr;
            bIm[out2 + i] = qi + vi;
            bRe[out3 + i] = qr - vr;
            bIm[out3 + i] = qi - vi;
            bRe[out4 + i] = pr - ur;
            bIm[out4 + i] = pi - ui;
        }
    }
}
