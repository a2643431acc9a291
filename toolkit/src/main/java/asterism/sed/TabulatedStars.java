package asterism.sed;

import java.util.Arrays;

/**
 * Attenuated stars when the optical depth is linear in one varying parameter and all else is held: tables over that
 * parameter.
 *
 * <p>With tau(lambda) = c(lambda) + x k(lambda) the luminosity of bin a in band b is B_ab(x) = int w_b S_a e^{-c - x k}, a
 * sum of exponentials, and so is the absorbed power. The table holds B and its first two derivatives at equally spaced x;
 * between two of them stands the quintic polynomial that has all six. Its relative error is below (h k)^6 / 46080, which
 * the step h keeps under 3e-11; values and two derivatives are continuous.
 *
 * <p>Layout: {@code table[((node * 3 + derivative) * nBins + bin) * stride + band]}, derivatives times h and h^2, so that
 * the six rows of a cell and bin are {@code nBins * stride} apart.
 */
final class TabulatedStars extends StellarKernel {

    /** (h k)^6 / 46080 = 3e-11. */
    private static final double STEP_TIMES_K = 0.1055;

    private final int nBins;
    private final int stride;
    private final int parameter;
    private final int nParameters; // of stars: rates, metallicity, attenuation
    private final double lower;
    private final double upper;
    private final double perStep;
    private final int lastCell;
    private final double[] table;

    /**
     * Builds the tables.
     *
     * @param spectrum    [nBins][nPoints], unattenuated, per Msun/yr
     * @param constant    [nBins][nPoints], c(lambda)
     * @param slope       [nBins][nPoints], k(lambda)
     * @param parameter   index of x in the parameter vector, or -1 where nothing varies
     * @param nParameters number of parameters of stars
     */
    TabulatedStars(
            SpectralRule rule,
            int stride,
            double[][] spectrum,
            double[][] constant,
            double[][] slope,
            int parameter,
            int nParameters,
            double lower,
            double upper) {
        this.nBins = spectrum.length;
        this.stride = stride;
        this.parameter = parameter;
        this.nParameters = nParameters;
        this.lower = lower;
        this.upper = upper;
        double steepest =
                Arrays.stream(slope).flatMapToDouble(Arrays::stream).max().orElse(0);
        int cells = Math.max(1, (int) Math.ceil((upper - lower) * steepest / STEP_TIMES_K));
        double step = parameter < 0 || upper == lower ? 1 : (upper - lower) / cells;
        this.perStep = 1 / step;
        this.lastCell = cells - 1;
        this.table = new double[(cells + 1) * 3 * nBins * stride];
        var dimmed = new double[3][rule.nPoints()];
        for (int node = 0; node <= cells; node++) {
            double x = node == cells ? upper : lower + node * step;
            for (int a = 0; a < nBins; a++) {
                fill(rule, spectrum[a], constant[a], slope[a], x, step, dimmed, (node * 3 * nBins + a) * stride);
            }
        }
    }

    private void fill(
            SpectralRule rule, double[] s, double[] c, double[] k, double x, double step, double[][] dimmed, int at) {
        double absorbed = 0;
        double absorbed1 = 0;
        double absorbed2 = 0;
        for (int i = 0; i < s.length; i++) {
            double tau = c[i] + x * k[i];
            double kStep = k[i] * step;
            dimmed[0][i] = s[i] * Math.exp(-tau);
            dimmed[1][i] = -kStep * dimmed[0][i];
            dimmed[2][i] = -kStep * dimmed[1][i];
            absorbed -= rule.heating[i] * s[i] * Math.expm1(-tau);
            absorbed1 -= rule.heating[i] * dimmed[1][i];
            absorbed2 -= rule.heating[i] * dimmed[2][i];
        }
        int row = nBins * stride;
        for (int derivative = 0; derivative < 3; derivative++) {
            for (int b = 0; b < rule.nBands; b++) {
                table[at + derivative * row + b] = rule.band(b, dimmed[derivative]);
            }
        }
        table[at + rule.nBands] = absorbed;
        table[at + row + rule.nBands] = absorbed1;
        table[at + 2 * row + rule.nBands] = absorbed2;
    }

    @Override
    boolean evaluate(double[] p, int offset, double[] out) {
        double x = parameter < 0 ? lower : p[offset + parameter];
        if (!(x >= lower && x <= upper)) {
            return false;
        }
        double u = (x - lower) * perStep;
        int cell = Math.min(lastCell, (int) u);
        u -= cell;
        double v = 1 - u;
        double h0 = v * v * v * (1 + u * (3 + 6 * u));
        double h1 = u * v * v * v * (1 + 3 * u);
        double h2 = 0.5 * u * u * v * v * v;
        double h3 = u * u * u * (1 + v * (3 + 6 * v));
        double h4 = -v * u * u * u * (1 + 3 * v);
        double h5 = 0.5 * v * v * u * u * u;
        int row = nBins * stride;
        int at = cell * 3 * row;
        Arrays.fill(out, 0, stride, 0);
        for (int a = 0; a < nBins; a++) {
            double psi = p[offset + a];
            addRows(
                    table,
                    at + a * stride,
                    row,
                    psi * h0,
                    psi * h1,
                    psi * h2,
                    psi * h3,
                    psi * h4,
                    psi * h5,
                    stride,
                    out,
                    0);
        }
        return true;
    }

    /** out[to + b] += c0 t[at + b] + c1 t[at + row + b] + ... + c5 t[at + 5 row + b] for b below n. */
    private static void addRows(
            double[] t,
            int at,
            int row,
            double c0,
            double c1,
            double c2,
            double c3,
            double c4,
            double c5,
            int n,
            double[] out,
            int to) {
        int r1 = at + row;
        int r2 = r1 + row;
        int r3 = r2 + row;
        int r4 = r3 + row;
        int r5 = r4 + row;
        for (int b = 0; b < n; b++) {
            out[to + b] +=
                    c0 * t[at + b] + c1 * t[r1 + b] + c2 * t[r2 + b] + c3 * t[r3 + b] + c4 * t[r4 + b] + c5 * t[r5 + b];
        }
    }

    /** out[to + b] = the same sum. */
    private static void setRows(
            double[] t,
            int at,
            int row,
            double c0,
            double c1,
            double c2,
            double c3,
            double c4,
            double c5,
            int n,
            double[] out,
            int to) {
        int r1 = at + row;
        int r2 = r1 + row;
        int r3 = r2 + row;
        int r4 = r3 + row;
        int r5 = r4 + row;
        for (int b = 0; b < n; b++) {
            out[to + b] =
                    c0 * t[at + b] + c1 * t[r1 + b] + c2 * t[r2 + b] + c3 * t[r3 + b] + c4 * t[r4 + b] + c5 * t[r5 + b];
        }
    }

    @Override
    boolean evaluateWithGradient(double[] p, int offset, double[] out, double[] outJacobian) {
        double x = parameter < 0 ? lower : p[offset + parameter];
        if (!(x >= lower && x <= upper)) {
            return false;
        }
        double u = (x - lower) * perStep;
        int cell = Math.min(lastCell, (int) u);
        u -= cell;
        double v = 1 - u;
        double h0 = v * v * v * (1 + u * (3 + 6 * u));
        double h1 = u * v * v * v * (1 + 3 * u);
        double h2 = 0.5 * u * u * v * v * v;
        double h3 = u * u * u * (1 + v * (3 + 6 * v));
        double h4 = -v * u * u * u * (1 + 3 * v);
        double h5 = 0.5 * v * v * u * u * u;
        // derivatives of the six polynomials with respect to x
        double uv = u * v;
        double d0 = -30 * uv * uv * perStep;
        double d1 = v * v * (1 + u * (2 - 15 * u)) * perStep;
        double d2 = 0.5 * uv * v * (2 - 5 * u) * perStep;
        double d4 = u * u * (1 + v * (2 - 15 * v)) * perStep;
        double d5 = -0.5 * uv * u * (2 - 5 * v) * perStep;
        int row = nBins * stride;
        int at = cell * 3 * row;
        Arrays.fill(out, 0, stride, 0);
        Arrays.fill(outJacobian, nBins * stride, nParameters * stride, 0);
        for (int a = 0; a < nBins; a++) {
            int base = at + a * stride;
            int to = a * stride;
            double psi = p[offset + a];
            setRows(table, base, row, h0, h1, h2, h3, h4, h5, stride, outJacobian, to);
            for (int b = 0; b < stride; b++) {
                out[b] += psi * outJacobian[to + b];
            }
            if (parameter >= 0) {
                addRows(
                        table,
                        base,
                        row,
                        psi * d0,
                        psi * d1,
                        psi * d2,
                        -psi * d0,
                        psi * d4,
                        psi * d5,
                        stride,
                        outJacobian,
                        parameter * stride);
            }
        }
        return true;
    }

    @Override
    StellarKernel fork() {
        return this; // holds no workspace
    }
}
