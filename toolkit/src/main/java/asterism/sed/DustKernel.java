package asterism.sed;

import asterism.math.PiecewiseLinear;
import asterism.unit.Constants;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The dust emission of a bound model: adds what the absorbed power becomes to the bands of the stars.
 *
 * <p>Per unit dust mass, L(U, q) is linear in U between the library's models of one intensity and linear in q_PAH. With
 * alpha and uMax held, everything that the bands need is a sum over six rows: the models at both ends of the U cell of
 * uMin, and the integral of U^-alpha L from its upper end to uMax, each at two q_PAH.
 *
 * <p>Layout: {@code table[(u * nQ + q) * stride + band]}, the integrals behind the models; index nBands holds the
 * luminosity over all wavelengths.
 */
final class DustKernel {

    private final int nBands;
    private final int stride;
    private final int first; // index of alpha in the parameter vector
    private final boolean publishedMixing;
    private final boolean publishedIntegral;
    private final double[] us;
    private final double[] qs;
    private final int[] cellOfBucket;
    private final double bucketsPerUnit;
    private final double[] lower; // [5], alpha, uMin, uMax, gamma, qPAH
    private final double[] upper;
    private final boolean fixedShape;
    private final double alpha;
    private final double[] table;
    private final int integrals; // where the integrals begin
    private final double[] norm; // [nU], int U^-alpha dU from node to uMax
    private final double[] massPerHydrogen; // [nQ], dust mass per hydrogen atom, Msun
    private final double unit; // Lsun per hydrogen atom in one unit of luminosity

    // workspace
    private final double[] weight; // [nU]
    private final double[] shape; // [stride]
    private final double[] slope; // [stride]
    private final double[] mix; // [nU], coefficients of the models in the general sum
    private final double[] change; // [nU], derivatives of weight or mix
    private final double[] c = new double[6];
    private final double[] kept = new double[6];
    private int row0; // model at the lower end of the cell, lower q
    private int row2; // integral, lower q
    private double inCell; // place of uMin in its cell of U, 0 to 1
    private double inPah; // place of qPAH in its cell
    private double cellWidth;
    private double
            fromLower; // share of the models at both ends of the cell in the integral from uMin on, times its norm
    private double fromUpper;
    private double perNorm; // 1 / int U^-alpha dU from uMin to uMax
    private double ofLower; // what a derivative gives the lower end of the cell, the upper end, the integral behind it
    private double ofUpper;
    private double ofRest;
    private double lastScale; // absorbed over bolometric power of the last add
    private double lastBolometric;
    private double norms; // int U^-alpha dU of the last general sum

    /** What a model of one intensity and PAH fraction shines in each of the columns, [nBands]. */
    interface Columns {
        double[] of(int u, int q);
    }

    /** The kernel for the bands of a rule. */
    DustKernel(Sed sed, SpectralRule rule, int stride, SedRange range, int first) {
        this(sed, rule, rule.nBands, stride, range, first, bandsOf(sed, rule));
    }

    private static Columns bandsOf(Sed sed, SpectralRule rule) {
        var points = rule.continuum();
        return (u, q) -> {
            var spectrum = Arrays.copyOf(sed.library().dust().lnu(u, q, points), rule.nPoints());
            var bands = new double[rule.nBands];
            for (int b = 0; b < bands.length; b++) {
                bands[b] = rule.band(b, spectrum);
            }
            return bands;
        };
    }

    /** The kernel for any columns. */
    DustKernel(Sed sed, SpectralRule rule, int nColumns, int stride, SedRange range, int first, Columns columns) {
        var grid = sed.library().dust();
        var all = grid.intensities();
        this.publishedMixing = sed.uses(Convention.DUST_MIXING);
        this.publishedIntegral = sed.uses(Convention.U_INTEGRAL);
        // differs: the published tables leave out the model U = 2 (DraineLi07Test)
        var used = IntStream.range(0, all.length)
                .filter(i -> !(publishedIntegral && all[i] == 2))
                .toArray();
        this.us = Arrays.stream(used).mapToDouble(i -> all[i]).toArray();
        this.qs = sed.uses(Convention.PAH_NODES) && grid.pahFractions().length == DraineLi07.PUBLISHED_PAH.length
                ? DraineLi07.PUBLISHED_PAH
                : grid.pahFractions();
        this.nBands = nColumns;
        this.stride = stride;
        this.first = first;
        var parameters = DraineLi07.dust().parameters();
        this.lower = parameters.stream().mapToDouble(range::lower).toArray();
        this.upper = parameters.stream().mapToDouble(range::upper).toArray();
        this.fixedShape = lower[0] == upper[0] && lower[2] == upper[2];
        this.alpha = lower[0];
        this.bucketsPerUnit = 20;
        this.cellOfBucket = new int[(int) (DraineLi07.U_MIN.upper() * bucketsPerUnit) + 1];
        for (int i = 0; i < cellOfBucket.length; i++) {
            cellOfBucket[i] = PiecewiseLinear.interval(us, i / bucketsPerUnit);
        }
        int models = us.length * qs.length * stride;
        this.integrals = models;
        this.table = new double[fixedShape ? 2 * models : models];
        this.norm = new double[us.length];
        var points = rule.continuum();
        for (int u = 0; u < us.length; u++) {
            for (int q = 0; q < qs.length; q++) {
                int at = (u * qs.length + q) * stride;
                System.arraycopy(columns.of(used[u], q), 0, table, at, nBands);
                table[at + nBands] = sed.uses(Convention.WAVELENGTH_GRID)
                        ? grid.publishedBolometric(used[u], q)
                        : rule.power(grid.lnu(used[u], q, points));
            }
        }
        this.weight = new double[us.length];
        this.shape = new double[stride];
        this.slope = new double[stride];
        this.mix = new double[us.length];
        this.change = new double[us.length];
        if (fixedShape) {
            for (int u = 0; u < us.length; u++) {
                norm[u] = integrate(u, lower[2]);
            }
        }
        this.unit = grid.unitErgPerHydrogen() / Constants.IAU_2015_SOLAR_LUMINOSITY;
        this.massPerHydrogen = IntStream.range(0, grid.pahFractions().length)
                .mapToDouble(q -> grid.dustToHydrogen(q) * Constants.HYDROGEN_MASS / Constants.SOLAR_MASS)
                .toArray();
    }

    private DustKernel(DustKernel other) {
        this.nBands = other.nBands;
        this.stride = other.stride;
        this.first = other.first;
        this.publishedMixing = other.publishedMixing;
        this.publishedIntegral = other.publishedIntegral;
        this.us = other.us;
        this.qs = other.qs;
        this.cellOfBucket = other.cellOfBucket;
        this.bucketsPerUnit = other.bucketsPerUnit;
        this.lower = other.lower;
        this.upper = other.upper;
        this.fixedShape = other.fixedShape;
        this.alpha = other.alpha;
        this.table = other.table;
        this.integrals = other.integrals;
        this.norm = other.norm;
        this.massPerHydrogen = other.massPerHydrogen;
        this.unit = other.unit;
        this.weight = new double[us.length];
        this.shape = new double[stride];
        this.slope = new double[stride];
        this.mix = new double[us.length];
        this.change = new double[us.length];
    }

    DustKernel fork() {
        return new DustKernel(this);
    }

    /** Fills the integral rows from node {@code from} to uMax; returns int U^-alpha dU. */
    private double integrate(int from, double uMax) {
        double total = powerLaw(us[from], alpha, from, uMax);
        for (int q = 0; q < qs.length; q++) {
            int out = integrals + (from * qs.length + q) * stride;
            for (int u = from; u < us.length; u++) {
                int in = (u * qs.length + q) * stride;
                for (int b = 0; b <= nBands; b++) {
                    table[out + b] += weight[u] * table[in + b];
                }
            }
        }
        return total;
    }

    /**
     * Weights of the models in the integral of U^-a L(U) from uMin to uMax, not normalised, into {@link #weight}.
     *
     * @param cell the node below uMin
     * @return int U^-a dU in the same rule
     */
    private double powerLaw(double uMin, double a, int cell, double uMax) {
        Arrays.fill(weight, 0);
        double total = 0;
        if (publishedIntegral) {
            // differs: trapezoid rule on the models within [uMin, uMax] (DraineLi07Test)
            for (int u = cell; u < us.length; u++) {
                if (us[u] >= uMin && us[u] <= uMax) {
                    double left = us[Math.max(0, u - 1)];
                    double right = us[Math.min(us.length - 1, u + 1)];
                    weight[u] = 0.5 * (right - left) * Math.pow(us[u], -a);
                    total += weight[u];
                }
            }
            return total;
        }
        for (int u = cell; u + 1 < us.length && us[u] < uMax; u++) {
            double lo = Math.max(uMin, us[u]);
            double hi = Math.min(uMax, us[u + 1]);
            double m0 = powerIntegral(lo, hi, -a);
            double m1 = powerIntegral(lo, hi, 1 - a);
            double width = us[u + 1] - us[u];
            weight[u] += (us[u + 1] * m0 - m1) / width;
            weight[u + 1] += (m1 - us[u] * m0) / width;
            total += m0;
        }
        return total;
    }

    /** int U^s dU from a to b. */
    static double powerIntegral(double a, double b, double s) {
        if (s == -2) {
            return (b - a) / (a * b);
        }
        if (s == -1) {
            return Math.log(b / a);
        }
        if (s == 0) {
            return b - a;
        }
        double t = (s + 1) * Math.log(b / a);
        return Math.pow(a, s + 1) * (t == 0 ? 1 : Math.expm1(t) / t) * Math.log(b / a);
    }

    private boolean isInside(double[] p, int offset) {
        for (int i = 0; i < 5; i++) {
            double x = p[offset + first + i];
            if (lower[i] != upper[i] && !(x >= lower[i] && x <= upper[i])) {
                return false;
            }
        }
        return true;
    }

    private double value(double[] p, int offset, int i) {
        return lower[i] == upper[i] ? lower[i] : p[offset + first + i];
    }

    private int cell(double u) {
        int cell = cellOfBucket[(int) (u * bucketsPerUnit)];
        while (u >= us[cell + 1]) {
            cell++;
        }
        while (u < us[cell]) {
            cell--;
        }
        return cell;
    }

    private int cellOfPah(double q) {
        int cell = 0;
        while (cell + 2 < qs.length && q >= qs[cell + 1]) {
            cell++;
        }
        return cell;
    }

    /**
     * Adds the emission of dust that absorbs {@code out[nBands]}.
     *
     * @param p   the parameter vector begins at {@code offset}. Not modified.
     * @param out [stride]; bands are added to, the absorbed power stays.
     * @return whether the parameters lie in the bound range
     */
    boolean add(double[] p, int offset, double[] out) {
        if (!isInside(p, offset)) {
            return false;
        }
        double absorbed = out[nBands];
        if (fixedShape) {
            sixRows(value(p, offset, 1), value(p, offset, 3), value(p, offset, 4));
            lastBolometric = bolometric();
            lastScale = absorbed / lastBolometric;
            addSixRows(lastScale, out);
        } else {
            double bolometric = fillShape(p, offset);
            double scale = absorbed / bolometric;
            for (int b = 0; b < stride; b++) {
                out[b] += scale * shape[b];
            }
        }
        out[nBands] = absorbed;
        return true;
    }

    /** Finds rows and coefficients of the fixed-shape sum. */
    private void sixRows(double uMin, double gamma, double q) {
        int cell = cell(uMin);
        int pah = cellOfPah(q);
        double lo = us[cell];
        double hi = us[cell + 1];
        double width = hi - lo;
        double f = (uMin - lo) / width;
        double g = (q - qs[pah]) / (qs[pah + 1] - qs[pah]);
        double single = publishedMixing ? 1 : 1 - gamma;
        int rest;
        if (publishedIntegral) {
            rest = f == 0 ? cell : cell + 1;
            fromLower = 0;
            fromUpper = 0;
            perNorm = 1 / norm[rest];
        } else {
            rest = cell + 1;
            double m0 = powerIntegral(uMin, hi, -alpha);
            double m1 = powerIntegral(uMin, hi, 1 - alpha);
            fromLower = (hi * m0 - m1) / width;
            fromUpper = (m1 - lo * m0) / width;
            perNorm = 1 / (m0 + norm[rest]);
        }
        double share = gamma * perNorm;
        inCell = f;
        inPah = g;
        cellWidth = width;
        row0 = (cell * qs.length + pah) * stride;
        row2 = integrals + (rest * qs.length + pah) * stride;
        setCoefficients(single * (1 - f) + share * fromLower, single * f + share * fromUpper, share);
    }

    private void setCoefficients(double lower, double upper, double rest) {
        c[0] = lower * (1 - inPah);
        c[1] = lower * inPah;
        c[2] = upper * (1 - inPah);
        c[3] = upper * inPah;
        c[4] = rest * (1 - inPah);
        c[5] = rest * inPah;
    }

    private double bolometric() {
        int row1 = row0 + qs.length * stride;
        return c[0] * table[row0 + nBands]
                + c[1] * table[row0 + stride + nBands]
                + c[2] * table[row1 + nBands]
                + c[3] * table[row1 + stride + nBands]
                + c[4] * table[row2 + nBands]
                + c[5] * table[row2 + stride + nBands];
    }

    private void addSixRows(double scale, double[] out) {
        int r0 = row0;
        int r1 = r0 + stride;
        int r2 = r0 + qs.length * stride;
        int r3 = r2 + stride;
        int r4 = row2;
        int r5 = r4 + stride;
        double c0 = scale * c[0];
        double c1 = scale * c[1];
        double c2 = scale * c[2];
        double c3 = scale * c[3];
        double c4 = scale * c[4];
        double c5 = scale * c[5];
        double[] t = table;
        for (int b = 0; b < stride; b++) {
            out[b] +=
                    c0 * t[r0 + b] + c1 * t[r1 + b] + c2 * t[r2 + b] + c3 * t[r3 + b] + c4 * t[r4 + b] + c5 * t[r5 + b];
        }
    }

    /** The general sum over all models into {@link #shape}; returns its bolometric luminosity. */
    private double fillShape(double[] p, int offset) {
        double uMin = value(p, offset, 1);
        double gamma = value(p, offset, 3);
        double q = value(p, offset, 4);
        int cell = cell(uMin);
        int pah = cellOfPah(q);
        double f = (uMin - us[cell]) / (us[cell + 1] - us[cell]);
        double g = (q - qs[pah]) / (qs[pah + 1] - qs[pah]);
        double total = powerLaw(uMin, value(p, offset, 0), cell, value(p, offset, 2));
        double single = publishedMixing ? 1 : 1 - gamma;
        Arrays.fill(mix, 0);
        for (int u = cell; u < us.length; u++) {
            mix[u] = gamma * weight[u] / total + (u == cell ? single * (1 - f) : u == cell + 1 ? single * f : 0);
        }
        addModels(mix, cell, pah, 1 - g, g, shape);
        norms = total;
        return shape[nBands];
    }

    /** out = sum over models from a cell on of coefficient_u (ofLower L(u, pah) + ofUpper L(u, pah + 1)). */
    private void addModels(double[] coefficient, int cell, int pah, double ofLower, double ofUpper, double[] out) {
        Arrays.fill(out, 0);
        for (int u = cell; u < us.length; u++) {
            double w = coefficient[u];
            if (w != 0) {
                int r0 = (u * qs.length + pah) * stride;
                int r1 = r0 + stride;
                double w0 = w * ofLower;
                double w1 = w * ofUpper;
                for (int b = 0; b < stride; b++) {
                    out[b] += w0 * table[r0 + b] + w1 * table[r1 + b];
                }
            }
        }
    }

    /**
     * As {@link #add}, with derivatives. At a node of uMin or qPAH they are those towards larger values.
     *
     * @param outJacobian [nParameters x stride]; the rows of stars gain what their absorbed power becomes, the five rows
     *                    of dust are overwritten. Index nBands keeps the derivative of the absorbed power in rows of
     *                    stars and is 0 in rows of dust.
     */
    boolean addWithGradient(double[] p, int offset, double[] out, double[] outJacobian) {
        if (!isInside(p, offset)) {
            return false;
        }
        double uMin = value(p, offset, 1);
        double gamma = value(p, offset, 3);
        double q = value(p, offset, 4);
        double absorbed = out[nBands];
        double bolometric;
        if (fixedShape) {
            sixRows(uMin, gamma, q);
            bolometric = bolometric();
            Arrays.fill(shape, 0);
            addSixRows(1 / bolometric, shape);
        } else {
            bolometric = fillShape(p, offset);
            for (int b = 0; b < stride; b++) {
                shape[b] /= bolometric;
            }
        }
        for (int b = 0; b < nBands; b++) {
            out[b] += absorbed * shape[b];
        }
        for (int j = 0; j < first; j++) {
            int row = j * stride;
            double perPower = outJacobian[row + nBands];
            for (int b = 0; b < nBands; b++) {
                outJacobian[row + b] += perPower * shape[b];
            }
        }
        Arrays.fill(outJacobian, first * stride, (first + 5) * stride, 0);
        double scale = absorbed / bolometric;
        if (!fixedShape) {
            generalDerivatives(p, offset, scale, outJacobian);
            return true;
        }
        System.arraycopy(c, 0, kept, 0, 6);
        if (lower[1] != upper[1]) {
            derivativeToUMin(uMin, gamma);
            setCoefficients(ofLower, ofUpper, ofRest);
            derivativeRow(scale, outJacobian, (first + 1) * stride);
        }
        if (lower[3] != upper[3]) {
            derivativeToGamma();
            setCoefficients(ofLower, ofUpper, ofRest);
            derivativeRow(scale, outJacobian, (first + 3) * stride);
        }
        if (lower[4] != upper[4]) {
            derivativeToPah(q);
            derivativeRow(scale, outJacobian, (first + 4) * stride);
        }
        return true;
    }

    /** The derivative for the coefficients in c. */
    private void derivativeRow(double scale, double[] outJacobian, int to) {
        Arrays.fill(slope, 0);
        addSixRows(1, slope);
        ratioRow(scale, outJacobian, to);
    }

    /** Whether {@link #pullBack} is there: where alpha and uMax are held. */
    boolean hasPullBack() {
        return fixedShape;
    }

    /**
     * Chain rule backwards at the point of the last {@link #add}: of a function whose derivatives with respect to the bands
     * are known, those with respect to the dust's parameters and the absorbed power.
     *
     * @param ofBands     [stride], df / d lnu_b; index nBands is overwritten with df / d absorbed power
     * @param outGradient the full gradient begins at {@code to}; the five entries of dust are overwritten
     */
    void pullBack(double[] p, int offset, double[] ofBands, double[] outGradient, int to) {
        int row1 = row0 + qs.length * stride;
        double q0 = dot(ofBands, row0);
        double q1 = dot(ofBands, row0 + stride);
        double q2 = dot(ofBands, row1);
        double q3 = dot(ofBands, row1 + stride);
        double q4 = dot(ofBands, row2);
        double q5 = dot(ofBands, row2 + stride);
        double perPower = (c[0] * q0 + c[1] * q1 + c[2] * q2 + c[3] * q3 + c[4] * q4 + c[5] * q5) / lastBolometric;
        ofBands[nBands] = perPower;
        // d(A l_b / l) = A/l (dl_b - l_b/l dl), summed over the bands: what a change of each row does
        q0 = lastScale * (q0 - perPower * table[row0 + nBands]);
        q1 = lastScale * (q1 - perPower * table[row0 + stride + nBands]);
        q2 = lastScale * (q2 - perPower * table[row1 + nBands]);
        q3 = lastScale * (q3 - perPower * table[row1 + stride + nBands]);
        q4 = lastScale * (q4 - perPower * table[row2 + nBands]);
        q5 = lastScale * (q5 - perPower * table[row2 + stride + nBands]);
        double lo = (1 - inPah) * q0 + inPah * q1;
        double up = (1 - inPah) * q2 + inPah * q3;
        double rest = (1 - inPah) * q4 + inPah * q5;
        int at = to + first;
        Arrays.fill(outGradient, at, at + 5, 0);
        if (lower[1] != upper[1]) {
            derivativeToUMin(value(p, offset, 1), value(p, offset, 3));
            outGradient[at + 1] = ofLower * lo + ofUpper * up + ofRest * rest;
        }
        if (lower[3] != upper[3]) {
            derivativeToGamma();
            outGradient[at + 3] = ofLower * lo + ofUpper * up + ofRest * rest;
        }
        if (lower[4] != upper[4]) {
            int pah = cellOfPah(value(p, offset, 4));
            outGradient[at + 4] = ((c[0] + c[1]) * (q1 - q0) + (c[2] + c[3]) * (q3 - q2) + (c[4] + c[5]) * (q5 - q4))
                    / (qs[pah + 1] - qs[pah]);
        }
    }

    /** Sum over the bands; four partial sums, because the compiler may not reorder one. */
    private double dot(double[] x, int row) {
        double[] t = table;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int b = 0;
        for (; b + 3 < nBands; b += 4) {
            s0 += x[b] * t[row + b];
            s1 += x[b + 1] * t[row + b + 1];
            s2 += x[b + 2] * t[row + b + 2];
            s3 += x[b + 3] * t[row + b + 3];
        }
        for (; b < nBands; b++) {
            s0 += x[b] * t[row + b];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** d(R l_b / l) = R/l (dl_b - l_b/l dl) with dl in slope and l_b/l in shape. */
    private void ratioRow(double scale, double[] outJacobian, int to) {
        double ofPower = slope[nBands];
        for (int b = 0; b < nBands; b++) {
            outJacobian[to + b] = scale * (slope[b] - ofPower * shape[b]);
        }
    }

    /** Derivatives of the general sum, whose coefficients are in mix and weight. */
    private void generalDerivatives(double[] p, int offset, double scale, double[] outJacobian) {
        double a = value(p, offset, 0);
        double uMin = value(p, offset, 1);
        double uMax = value(p, offset, 2);
        double gamma = value(p, offset, 3);
        double q = value(p, offset, 4);
        int cell = cell(uMin);
        int pah = cellOfPah(q);
        double width = us[cell + 1] - us[cell];
        double f = (uMin - us[cell]) / width;
        double perPah = 1 / (qs[pah + 1] - qs[pah]);
        double g = (q - qs[pah]) * perPah;
        for (int i = 0; i < 4; i++) {
            if (lower[i] == upper[i]) {
                continue;
            }
            Arrays.fill(change, 0);
            if (i == 3) {
                double single = publishedMixing ? 0 : 1;
                for (int u = cell; u < us.length; u++) {
                    change[u] = weight[u] / norms;
                }
                change[cell] -= single * (1 - f);
                change[cell + 1] -= single * f;
            } else {
                double ofNorm = i == 0
                        ? powerLawPerAlpha(uMin, a, cell, uMax)
                        : publishedIntegral ? 0 : i == 1 ? powerLawPerUMin(uMin, a, cell) : powerLawPerUMax(a, uMax);
                for (int u = cell; u < us.length; u++) {
                    change[u] = gamma / norms * (change[u] - weight[u] * ofNorm / norms);
                }
                if (i == 1) {
                    double single = publishedMixing ? 1 : 1 - gamma;
                    change[cell] -= single / width;
                    change[cell + 1] += single / width;
                }
            }
            addModels(change, cell, pah, 1 - g, g, slope);
            ratioRow(scale, outJacobian, (first + i) * stride);
        }
        if (lower[4] != upper[4]) {
            addModels(mix, cell, pah, -perPah, perPah, slope);
            ratioRow(scale, outJacobian, (first + 4) * stride);
        }
    }

    /** Derivatives of {@link #powerLaw} with respect to alpha into {@link #change}; returns that of the norm. */
    private double powerLawPerAlpha(double uMin, double a, int cell, double uMax) {
        double total = 0;
        if (publishedIntegral) {
            for (int u = cell; u < us.length; u++) {
                change[u] = -Math.log(us[u]) * weight[u];
                total += change[u];
            }
            return total;
        }
        for (int u = cell; u + 1 < us.length && us[u] < uMax; u++) {
            double lo = Math.max(uMin, us[u]);
            double hi = Math.min(uMax, us[u + 1]);
            double m0 = -powerIntegralPerExponent(lo, hi, -a);
            double m1 = -powerIntegralPerExponent(lo, hi, 1 - a);
            double width = us[u + 1] - us[u];
            change[u] += (us[u + 1] * m0 - m1) / width;
            change[u + 1] += (m1 - us[u] * m0) / width;
            total += m0;
        }
        return total;
    }

    private double powerLawPerUMin(double uMin, double a, int cell) {
        double density = -Math.pow(uMin, -a);
        double width = us[cell + 1] - us[cell];
        change[cell] = density * (us[cell + 1] - uMin) / width;
        change[cell + 1] = density * (uMin - us[cell]) / width;
        return density;
    }

    private double powerLawPerUMax(double a, double uMax) {
        double density = Math.pow(uMax, -a);
        int u = PiecewiseLinear.interval(us, uMax);
        double width = us[u + 1] - us[u];
        change[u] = density * (us[u + 1] - uMax) / width;
        change[u + 1] = density * (uMax - us[u]) / width;
        return density;
    }

    /** int U^s ln U dU from a to b: the derivative of {@link #powerIntegral} with respect to s. */
    static double powerIntegralPerExponent(double a, double b, double s) {
        double log = Math.log(b / a);
        double t = (s + 1) * log;
        double shape; // int_0^1 x e^(t x) dx = (e^t (t - 1) + 1) / t^2
        if (Math.abs(t) < 0.5) {
            shape = 0;
            double power = 1; // t^n / n!
            for (int n = 0; n < 16; n++) {
                shape += power / (n + 2);
                power *= t / (n + 1);
            }
        } else {
            shape = (Math.exp(t) * (t - 1) + 1) / (t * t);
        }
        return Math.log(a) * powerIntegral(a, b, s) + Math.pow(a, s + 1) * log * log * shape;
    }

    /** Derivatives of the coefficients of {@link #sixRows} with respect to uMin. */
    private void derivativeToUMin(double uMin, double gamma) {
        double single = publishedMixing ? 1 : 1 - gamma;
        ofLower = -single / cellWidth;
        ofUpper = single / cellWidth;
        ofRest = 0;
        if (!publishedIntegral) {
            double density = alpha == 2 ? 1 / (uMin * uMin) : Math.pow(uMin, -alpha); // minus the norm's derivative
            double share = gamma * perNorm * density;
            ofRest = share * perNorm;
            ofLower += share * (perNorm * fromLower - (1 - inCell));
            ofUpper += share * (perNorm * fromUpper - inCell);
        }
    }

    private void derivativeToGamma() {
        double single = publishedMixing ? 0 : 1;
        ofLower = perNorm * fromLower - single * (1 - inCell);
        ofUpper = perNorm * fromUpper - single * inCell;
        ofRest = perNorm;
    }

    private void derivativeToPah(double q) {
        int pah = cellOfPah(q);
        double perWidth = 1 / (qs[pah + 1] - qs[pah]);
        for (int i = 0; i < 6; i += 2) {
            double sum = (kept[i] + kept[i + 1]) * perWidth;
            c[i] = -sum;
            c[i + 1] = sum;
        }
    }

    /** Mass of the dust that radiates a power [Lsun], Msun. */
    double mass(double[] p, int offset, double power) {
        double bolometric;
        if (fixedShape) {
            sixRows(value(p, offset, 1), value(p, offset, 3), value(p, offset, 4));
            bolometric = bolometric();
        } else {
            bolometric = fillShape(p, offset);
        }
        double q = value(p, offset, 4);
        int pah = cellOfPah(q);
        double g = (q - qs[pah]) / (qs[pah + 1] - qs[pah]);
        double perHydrogen = (1 - g) * massPerHydrogen[pah] + g * massPerHydrogen[pah + 1];
        double parts = publishedMixing ? 1 + value(p, offset, 3) : 1;
        return power / (bolometric * unit / parts) * perHydrogen;
    }
}
