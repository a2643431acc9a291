package asterism.sed;

import asterism.math.PiecewiseLinear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attenuated stars with any attenuation law and any metallicity.
 *
 * <p>Across a band exp(-tau(lambda)) is smooth: a polynomial through a few Chebyshev points in ln(lambda) is as good as
 * the function. So each band sees the attenuation at a handful of wavelengths lambda_m only, with moments of the spectrum
 * for weights: L_b = sum_m exp(-tau(lambda_m)) sum_a psi_a M_am(Z). The number of points per piece of a band is raised until
 * corners and middle of the parameters' ranges agree to 1e-11. The absorbed power is one more such sum. The moments are
 * analytic in Z between two metallicities of the library and interpolated there by polynomials as well.
 */
final class GeneralStars extends StellarKernel {

    private static final int[] ORDERS = {1, 2, 3, 4, 6, 8, 10, 12, 14, 16};
    private static final double TOLERANCE = 1e-11;
    private static final int METALLICITY_ORDER = 14;
    private static final double DEEPEST_TEST = 10;

    private final int nBins;
    private final int nBands;
    private final int stride;
    private final int first; // index of the first parameter of the attenuation
    private final double[] lower; // of the attenuation's parameters
    private final double[] upper;
    private final @Nullable Attenuation law;
    private final double[] nodeWave; // [nNodes]
    private final int[] columnStart; // [nBands + 2], nodes of each band, then of the absorbed power
    private final double lowerZ;
    private final double upperZ;
    private final double[] zs; // library metallicities
    private final int firstCell;
    private final double[] lobatto; // [n], nodes in [0, 1] within a cell of Z
    private final double[] barycentric;
    private final double[] slopeOfBasis; // [n x n], derivative of polynomial k at node i
    private final double[][] moments; // [cell * n + k], [nBins * nNodes]

    // workspace
    private final double[] own; // attenuation's parameters
    private final double[] zWeight;
    private final double[] old;
    private final double[] young;
    private final double[] ofBin; // [nBins * nNodes], moments at the metallicity
    private final double[] perZ; // [nBins * nNodes], their derivatives
    private final double[] zSlope; // [n], derivatives of zWeight
    private final double[] oldSlope; // [nParameters of the law * nNodes], d tau / d parameter
    private final double[] youngSlope; // with the birth clouds

    GeneralStars(Sed sed, @Nullable Attenuation law, SpectralRule rule, StellarBins bins, int stride, SedRange range) {
        this.law = law;
        this.nBins = bins.nBins();
        this.nBands = rule.nBands;
        this.stride = stride;
        this.first = nBins + 1;
        var parameters = law == null ? List.<asterism.param.Parameter>of() : law.parameters();
        this.lower = parameters.stream().mapToDouble(range::lower).toArray();
        this.upper = parameters.stream().mapToDouble(range::upper).toArray();
        this.lowerZ = range.lower(Pegase.Z_MET);
        this.upperZ = range.upper(Pegase.Z_MET);
        this.zs = bins.grid().metallicities();

        var layout = new Layout(rule);
        this.nodeWave = layout.waves.stream().mapToDouble(Double::doubleValue).toArray();
        this.columnStart = layout.start;

        this.firstCell = PiecewiseLinear.interval(zs, lowerZ);
        int lastCell = PiecewiseLinear.interval(zs, upperZ);
        boolean oneZ = lowerZ == upperZ;
        this.lobatto = oneZ
                ? new double[] {(lowerZ - zs[firstCell]) / (zs[firstCell + 1] - zs[firstCell])}
                : chebyshevLobatto(METALLICITY_ORDER);
        this.barycentric = barycentric(lobatto);
        this.slopeOfBasis = slopes(lobatto, barycentric);
        this.moments = new double[(lastCell - firstCell + 1) * lobatto.length][];
        for (int cell = firstCell; cell <= lastCell; cell++) {
            var spectra = new double[lobatto.length][nBins][];
            for (int a = 0; a < nBins; a++) {
                var blue = bins.spectrum(cell, a, rule);
                var red = bins.spectrum(cell + 1, a, rule);
                for (int k = 0; k < lobatto.length; k++) {
                    spectra[k][a] = StellarBins.betweenMetallicities(lobatto[k], blue, red);
                }
            }
            for (int k = 0; k < lobatto.length; k++) {
                moments[(cell - firstCell) * lobatto.length + k] = layout.moments(spectra[k], nodeWave.length);
            }
        }
        this.own = new double[lower.length];
        this.zWeight = new double[lobatto.length];
        this.old = new double[nodeWave.length];
        this.young = new double[nodeWave.length];
        this.ofBin = new double[nBins * nodeWave.length];
        this.perZ = new double[lowerZ == upperZ ? 0 : nBins * nodeWave.length];
        this.zSlope = new double[lobatto.length];
        this.oldSlope = new double[lower.length * nodeWave.length];
        this.youngSlope = new double[lower.length * nodeWave.length];
    }

    private GeneralStars(GeneralStars other) {
        this.law = other.law;
        this.nBins = other.nBins;
        this.nBands = other.nBands;
        this.stride = other.stride;
        this.first = other.first;
        this.lower = other.lower;
        this.upper = other.upper;
        this.lowerZ = other.lowerZ;
        this.upperZ = other.upperZ;
        this.zs = other.zs;
        this.nodeWave = other.nodeWave;
        this.columnStart = other.columnStart;
        this.firstCell = other.firstCell;
        this.lobatto = other.lobatto;
        this.barycentric = other.barycentric;
        this.slopeOfBasis = other.slopeOfBasis;
        this.moments = other.moments;
        this.own = new double[lower.length];
        this.zWeight = new double[lobatto.length];
        this.old = new double[nodeWave.length];
        this.young = new double[nodeWave.length];
        this.ofBin = new double[nBins * nodeWave.length];
        this.perZ = new double[lowerZ == upperZ ? 0 : nBins * nodeWave.length];
        this.zSlope = new double[lobatto.length];
        this.oldSlope = new double[lower.length * nodeWave.length];
        this.youngSlope = new double[lower.length * nodeWave.length];
    }

    /** Chebyshev nodes and the matrix from points of a rule to moments. */
    private final class Layout {

        final List<Double> waves = new ArrayList<>();
        final int[] start = new int[nBands + 2];
        private final List<double[]> tests = new ArrayList<>();
        private final List<int[]> pointOf = new ArrayList<>(); // per piece: points
        private final List<double[]> weightOf = new ArrayList<>(); // per piece: [points x nodes], weights included
        private final List<Integer> firstNode = new ArrayList<>();
        private final List<Integer> order = new ArrayList<>();

        Layout(SpectralRule rule) {
            addTests(0, new double[lower.length]);
            for (int b = 0; b <= nBands; b++) {
                if (b < nBands) {
                    int n = rule.bandStart[b + 1] - rule.bandStart[b];
                    var point = Arrays.copyOfRange(rule.bandPoint, rule.bandStart[b], rule.bandStart[b + 1]);
                    var weight = Arrays.copyOfRange(rule.bandWeight, rule.bandStart[b], rule.bandStart[b] + n);
                    addColumn(rule, point, weight);
                } else {
                    var point = new int[rule.nPoints()];
                    Arrays.setAll(point, i -> i);
                    addColumn(rule, point, rule.heating);
                }
                start[b + 1] = waves.size();
            }
        }

        private void addTests(int i, double[] p) {
            if (i == p.length) {
                tests.add(p.clone());
                return;
            }
            double hi = Math.min(upper[i], Math.max(lower[i], -DEEPEST_TEST) + DEEPEST_TEST);
            double lo = Math.max(lower[i], hi - DEEPEST_TEST);
            for (double x : lo == hi ? new double[] {lo} : new double[] {lo, 0.5 * (lo + hi), hi}) {
                p[i] = x;
                addTests(i + 1, p);
            }
        }

        private void addColumn(SpectralRule rule, int[] point, double[] weight) {
            var breaks = law == null ? new double[0] : law.breaks();
            for (int piece = 0; piece <= breaks.length; piece++) {
                double from = piece == 0 ? 0 : breaks[piece - 1];
                double to = piece == breaks.length ? Double.POSITIVE_INFINITY : breaks[piece];
                var inside = new ArrayList<Integer>();
                for (int i = 0; i < point.length; i++) {
                    double l = rule.wave[point[i]];
                    if (weight[i] != 0 && l >= from && l < to) {
                        inside.add(i);
                    }
                }
                addPiece(rule, point, weight, inside);
            }
        }

        private void addPiece(SpectralRule rule, int[] point, double[] weight, List<Integer> inside) {
            if (inside.isEmpty()) {
                return;
            }
            var x = inside.stream()
                    .mapToDouble(i -> Math.log(rule.wave[point[i]]))
                    .toArray();
            double lo = Arrays.stream(x).min().orElseThrow();
            double hi = Arrays.stream(x).max().orElseThrow();
            for (int n : ORDERS) {
                if (hi == lo && n > 1) {
                    break;
                }
                var nodes = new double[n];
                for (int m = 0; m < n; m++) {
                    nodes[m] = 0.5 * (lo + hi) - 0.5 * (hi - lo) * Math.cos(Math.PI * (m + 0.5) / n);
                }
                var basis = new double[x.length * n];
                var bary = barycentric(nodes);
                for (int i = 0; i < x.length; i++) {
                    lagrange(nodes, bary, x[i], basis, i * n);
                }
                if (hi == lo || isGood(x, nodes, basis)) {
                    for (int i = 0; i < x.length; i++) {
                        for (int m = 0; m < n; m++) {
                            basis[i * n + m] *= weight[inside.get(i)];
                        }
                    }
                    firstNode.add(waves.size());
                    order.add(n);
                    pointOf.add(inside.stream().mapToInt(i -> point[i]).toArray());
                    weightOf.add(basis);
                    for (double node : nodes) {
                        waves.add(Math.exp(node));
                    }
                    return;
                }
            }
            double middle = 0.5 * (lo + hi);
            addPiece(rule, point, weight, part(inside, x, Double.NEGATIVE_INFINITY, middle));
            addPiece(rule, point, weight, part(inside, x, middle, Double.POSITIVE_INFINITY));
        }

        private List<Integer> part(List<Integer> inside, double[] x, double from, double to) {
            var some = new ArrayList<Integer>();
            for (int i = 0; i < x.length; i++) {
                if (x[i] >= from && x[i] < to) {
                    some.add(inside.get(i));
                }
            }
            return some;
        }

        /** Whether the polynomial through the nodes gives exp(-tau) at all points, for all test parameters. */
        private boolean isGood(double[] x, double[] nodes, double[] basis) {
            if (law == null) {
                return true;
            }
            for (var p : tests) {
                for (int bin = 0; bin < 2; bin++) {
                    var e = new double[nodes.length];
                    double largest = 0;
                    for (int m = 0; m < e.length; m++) {
                        e[m] = Math.exp(-StellarKernels.depth(law, Math.exp(nodes[m]), bin, p));
                        largest = Math.max(largest, e[m]);
                    }
                    for (int i = 0; i < x.length; i++) {
                        double sum = 0;
                        for (int m = 0; m < e.length; m++) {
                            sum += basis[i * e.length + m] * e[m];
                        }
                        double exact = Math.exp(-StellarKernels.depth(law, Math.exp(x[i]), bin, p));
                        if (Math.abs(sum - exact) > TOLERANCE * Math.max(largest, exact)) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        double[] moments(double[][] spectrum, int nNodes) {
            var out = new double[spectrum.length * nNodes];
            for (int piece = 0; piece < pointOf.size(); piece++) {
                var point = pointOf.get(piece);
                var weight = weightOf.get(piece);
                int n = order.get(piece);
                for (int a = 0; a < spectrum.length; a++) {
                    int at = a * nNodes + firstNode.get(piece);
                    for (int i = 0; i < point.length; i++) {
                        double s = spectrum[a][point[i]];
                        for (int m = 0; m < n; m++) {
                            out[at + m] += s * weight[i * n + m];
                        }
                    }
                }
            }
            return out;
        }
    }

    private static double[] chebyshevLobatto(int n) {
        var x = new double[n];
        Arrays.setAll(x, i -> 0.5 - 0.5 * Math.cos(Math.PI * i / (n - 1)));
        x[n - 1] = 1;
        return x;
    }

    private static double[] barycentric(double[] x) {
        var w = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double product = 1;
            for (int j = 0; j < x.length; j++) {
                if (j != i) {
                    product *= (x[i] - x[j]) / (0.25 * (x[x.length - 1] - x[0]));
                }
            }
            w[i] = 1 / product;
        }
        return w;
    }

    /** Derivatives of the Lagrange polynomials at the nodes: of polynomial k at node i at {@code i * n + k}. */
    private static double[] slopes(double[] x, double[] barycentric) {
        int n = x.length;
        var out = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                if (k != i) {
                    out[i * n + k] = barycentric[k] / barycentric[i] / (x[i] - x[k]);
                    out[i * n + i] -= out[i * n + k];
                }
            }
        }
        return out;
    }

    /** Values at x of the Lagrange polynomials of nodes, into out[at ...]. */
    private static void lagrange(double[] nodes, double[] barycentric, double x, double[] out, int at) {
        double sum = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (x == nodes[i]) {
                Arrays.fill(out, at, at + nodes.length, 0);
                out[at + i] = 1;
                return;
            }
            out[at + i] = barycentric[i] / (x - nodes[i]);
            sum += out[at + i];
        }
        for (int i = 0; i < nodes.length; i++) {
            out[at + i] /= sum;
        }
    }

    @Override
    boolean evaluate(double[] p, int offset, double[] out) {
        int from = weights(p, offset);
        if (from < 0) {
            return false;
        }
        int n = nodeWave.length;
        Arrays.fill(old, 0);
        Arrays.fill(young, 0);
        for (int k = 0; k < zWeight.length; k++) {
            if (zWeight[k] != 0) {
                var m = moments[from + k];
                add(zWeight[k] * p[offset], m, 0, n, young, 0);
                for (int a = 1; a < nBins; a++) {
                    add(zWeight[k] * p[offset + a], m, a * n, n, old, 0);
                }
            }
        }
        Arrays.fill(out, 0, stride, 0);
        for (int column = 0; column <= nBands; column++) {
            double sum = 0;
            for (int m = columnStart[column]; m < columnStart[column + 1]; m++) {
                double tau = law == null ? 0 : law.depth(nodeWave[m], own, 0);
                double more = law == null ? 0 : law.birthCloudDepth(nodeWave[m], own, 0);
                if (column < nBands) {
                    double e = Math.exp(-tau);
                    sum += old[m] * e + young[m] * (more == 0 ? e : Math.exp(-tau - more));
                } else {
                    double e = Math.expm1(-tau);
                    sum -= old[m] * e + young[m] * (more == 0 ? e : Math.expm1(-tau - more));
                }
            }
            out[column] = sum;
        }
        return true;
    }

    /**
     * The law's parameters into {@link #own} and the weights of metallicities into {@link #zWeight}.
     *
     * @return the moments that the first weight belongs to, or -1 outside the bound range
     */
    private int weights(double[] p, int offset) {
        for (int i = 0; i < own.length; i++) {
            double x = lower[i] == upper[i] ? lower[i] : p[offset + first + i];
            if (!(x >= lower[i] && x <= upper[i])) {
                return -1;
            }
            own[i] = x;
        }
        if (lowerZ == upperZ) {
            zWeight[0] = 1;
            return 0;
        }
        double z = p[offset + nBins];
        if (!(z >= lowerZ && z <= upperZ)) {
            return -1;
        }
        int cell = PiecewiseLinear.interval(zs, z);
        double width = zs[cell + 1] - zs[cell];
        lagrange(lobatto, barycentric, (z - zs[cell]) / width, zWeight, 0);
        int n = lobatto.length;
        for (int k = 0; k < n; k++) {
            double sum = 0; // a derivative is a polynomial of the same family: known from its values at the nodes
            for (int i = 0; i < n; i++) {
                sum += zWeight[i] * slopeOfBasis[i * n + k];
            }
            zSlope[k] = sum / width;
        }
        return (cell - firstCell) * n;
    }

    private static void add(double c, double[] x, int at, int n, double[] out, int to) {
        for (int i = 0; i < n; i++) {
            out[to + i] += c * x[at + i];
        }
    }

    @Override
    boolean evaluateWithGradient(double[] p, int offset, double[] out, double[] outJacobian) {
        int from = weights(p, offset);
        if (from < 0) {
            return false;
        }
        int all = nBins * nodeWave.length;
        Arrays.fill(ofBin, 0);
        Arrays.fill(perZ, 0);
        for (int k = 0; k < zWeight.length; k++) {
            if (zWeight[k] != 0) {
                add(zWeight[k], moments[from + k], 0, all, ofBin, 0);
            }
            if (perZ.length > 0) {
                add(zSlope[k], moments[from + k], 0, all, perZ, 0);
            }
        }
        transmissions();
        Arrays.fill(out, 0, stride, 0);
        Arrays.fill(outJacobian, 0, (first + own.length) * stride, 0);
        for (int column = 0; column <= nBands; column++) {
            double total = 0;
            for (int a = 0; a < nBins; a++) {
                double perRate = column(column, ofBin, a);
                total += p[offset + a] * perRate;
                outJacobian[a * stride + column] = perRate;
                if (perZ.length > 0) {
                    outJacobian[nBins * stride + column] += p[offset + a] * column(column, perZ, a);
                }
                for (int i = 0; i < own.length; i++) {
                    if (lower[i] != upper[i]) {
                        outJacobian[(first + i) * stride + column] += p[offset + a] * depthColumn(column, i, a);
                    }
                }
            }
            out[column] = total;
        }
        return true;
    }

    /**
     * Transmissions into {@link #old} and {@link #young} (minus what is absorbed for the nodes of the absorbed power), their
     * derivatives with respect to the law's parameters into {@link #oldSlope} and {@link #youngSlope}.
     */
    private void transmissions() {
        int n = nodeWave.length;
        for (int m = 0; m < n; m++) {
            double tau = law == null ? 0 : law.depth(nodeWave[m], own, 0);
            double more = law == null ? 0 : law.birthCloudDepth(nodeWave[m], own, 0);
            boolean isPower = m >= columnStart[nBands];
            double e = Math.exp(-tau);
            double eYoung = more == 0 ? e : Math.exp(-tau - more);
            old[m] = isPower ? Math.expm1(-tau) : e;
            young[m] = more == 0 ? old[m] : isPower ? Math.expm1(-tau - more) : eYoung;
            for (int i = 0; i < own.length; i++) {
                if (law != null && lower[i] != upper[i]) {
                    double slope = law.depthDerivative(i, nodeWave[m], own, 0);
                    double moreSlope = law.birthCloudDepthDerivative(i, nodeWave[m], own, 0);
                    oldSlope[i * n + m] = e == 0 ? 0 : -slope * e;
                    youngSlope[i * n + m] = eYoung == 0 ? 0 : -(slope + moreSlope) * eYoung;
                }
            }
        }
    }

    /** A bin's moments times transmissions, summed over the nodes of a column; positive for the absorbed power too. */
    private double column(int column, double[] momentsOfBins, int bin) {
        var e = bin == 0 ? young : old;
        int at = bin * nodeWave.length;
        double sum = 0;
        for (int m = columnStart[column]; m < columnStart[column + 1]; m++) {
            sum += momentsOfBins[at + m] * e[m];
        }
        return column == nBands ? -sum : sum;
    }

    private double depthColumn(int column, int parameter, int bin) {
        int n = nodeWave.length;
        var slope = bin == 0 ? youngSlope : oldSlope;
        double sum = 0;
        for (int m = columnStart[column]; m < columnStart[column + 1]; m++) {
            sum += ofBin[bin * n + m] * slope[parameter * n + m];
        }
        return column == nBands ? -sum : sum;
    }

    @Override
    StellarKernel fork() {
        return new GeneralStars(this);
    }
}
