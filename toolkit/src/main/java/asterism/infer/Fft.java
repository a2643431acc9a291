package asterism.infer;

/** Complex fast Fourier transform of one length, a power of two (Cooley and Tukey 1965, decimation in time). */
final class Fft {

    private final int n;
    private final double[] cos;
    private final double[] sin;

    Fft(int n) {
        if (Integer.bitCount(n) != 1) {
            throw new IllegalArgumentException("the length must be a power of two, got " + n);
        }
        this.n = n;
        this.cos = new double[Math.max(1, n / 2)];
        this.sin = new double[Math.max(1, n / 2)];
        for (int k = 0; k < n / 2; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / n);
            sin[k] = -Math.sin(2 * Math.PI * k / n);
        }
    }

    int length() {
        return n;
    }

    /**
     * Transforms in place: X_k = sum_j x_j exp(-2 pi i j k / n).
     *
     * @param re real parts, [n]. Overwritten.
     * @param im imaginary parts, [n]. Overwritten.
     */
    void transform(double[] re, double[] im) {
        for (int i = 1, j = 0; i < n; i++) {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                double swap = re[i];
                re[i] = re[j];
                re[j] = swap;
                swap = im[i];
                im[i] = im[j];
                im[j] = swap;
            }
        }
        for (int size = 2, step = n / 2; size <= n; size <<= 1, step >>= 1) {
            int half = size >> 1;
            for (int block = 0; block < n; block += size) {
                for (int k = 0; k < half; k++) {
                    int a = block + k;
                    int b = a + half;
                    double wr = cos[k * step];
                    double wi = sin[k * step];
                    double tr = wr * re[b] - wi * im[b];
                    double ti = wr * im[b] + wi * re[b];
                    re[b] = re[a] - tr;
                    im[b] = im[a] - ti;
                    re[a] += tr;
                    im[a] += ti;
                }
            }
        }
    }
}
