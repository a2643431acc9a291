package asterism.xray;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * The exact posterior of two or three sources: a tensor of Gauss-Legendre points over the sources, every obsid's background
 * integrated out at each of them. Where the logarithm of an obsid's integral is smooth enough, it is interpolated from fewer
 * points; samples of the interpolation are checked.
 */
final class ManySources implements Solution {

    private static final int COARSE = 10;
    private static final int ROUGH = 5; // points of a panel while the box is sought
    private static final int INNER = 20; // and at last
    private static final double DEPTH = 32.5; // ln of the fraction of the peak below which nothing counts
    private static final int[] FEW = {16, 26}; // points in each direction that are interpolated from
    private static final int CHECKED = 24; // points at which an interpolation is checked
    private static final double CHECKED_DEPTH = 10;
    private static final double CORRECTED_DEPTH = 22; // and to which it is replaced by exact values: 3e-10 of the peak
    private static final double INTERPOLATED = 3e-8; // largest error of a density, in units of the peak

    private final ScaledProblem problem;
    private final BackgroundIntegral[] backgrounds;
    private final int ns;
    private final int[] all; // 0 ... ns - 1
    private final double[] peak; // joint maximum, roughly
    private final double[] lower;
    private final double[] upper;
    // ln of each obsid's integral at the few points that its interpolation begins from: they depend on the box alone
    private final double[][][] few; // [nObsids][FEW.length][points^sources, or 0 before they are asked for]
    private final LegendreMarginal[] marginals;
    private final double logEvidence;
    private final ConcurrentHashMap<Integer, LegendreMarginal> backgroundMarginals = new ConcurrentHashMap<>();
    private long evaluations;

    ManySources(ScaledProblem p) {
        problem = p;
        ns = p.nSources;
        all = IntStream.range(0, ns).toArray();
        backgrounds = new BackgroundIntegral[p.nObsids];
        for (int k = 0; k < p.nObsids; k++) {
            backgrounds[k] = new BackgroundIntegral(p, k, ROUGH);
        }
        peak = new double[p.nFree];
        lower = new double[ns];
        upper = new double[ns];
        few = new double[p.nObsids][FEW.length][0];
        findBox();
        for (int k = 0; k < p.nObsids; k++) {
            backgrounds[k] = new BackgroundIntegral(p, k, INNER);
        }
        int[] sizes = ns == 2 ? new int[] {72, 112} : new int[] {56};
        int s = 0;
        while (true) {
            var tried = LegendreRule.of(sizes[s]);
            double[] values = tensor(tried, true);
            double[][] densities = projected(tried, values);
            var found = marginals(tried, densities);
            if (++s == sizes.length || worst(found) <= LegendreMarginal.CONVERGED) {
                marginals = found;
                logEvidence = evidence(tried, densities[0], max(values));
                return;
            }
        }
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static double worst(LegendreMarginal[] marginals) {
        return Arrays.stream(marginals)
                .mapToDouble(LegendreMarginal::tail)
                .max()
                .orElse(0);
    }

    // the box in which no marginal is negligible, from coarse tensors on boxes that are too large at first
    private void findBox() {
        double[] phi = problem.start();
        problem.climb(phi, 40);
        System.arraycopy(phi, 0, peak, 0, phi.length);
        double all = Math.sqrt(Rows.total(problem) + 1);
        double[] sd = Laplace.deviations(problem, phi);
        for (int j = 0; j < ns; j++) {
            double w = Math.max(1, Math.min(all, sd[j]));
            lower[j] = Math.max(0, phi[j] - 11 * w);
            upper[j] = Math.min(problem.bound[j], phi[j] + 12 * w + 40);
        }
        var coarse = LegendreRule.of(COARSE);
        for (int attempt = 0; attempt < 12; attempt++) {
            double[][] densities = projected(coarse, tensor(coarse, false));
            boolean changed = false;
            for (int j = 0; j < ns; j++) {
                changed |= fit(j, densities[j], coarse);
            }
            if (!changed) {
                return;
            }
        }
    }

    // moves the ends of the box to where the marginal's logarithm, extended by straight lines, falls to the depth
    private boolean fit(int j, double[] density, LegendreRule coarse) {
        int n = density.length;
        double[] x = nodes(coarse, j);
        double[] l = new double[n];
        int top = 0;
        for (int i = 0; i < n; i++) {
            l[i] = Math.log(density[i]);
            top = l[i] > l[top] ? i : top;
        }
        double floor = l[top] - DEPTH;
        double width = upper[j] - lower[j];
        double low = end(x, l, top, -1, floor, width);
        double high = end(x, l, top, 1, floor, width);
        double newLower = Math.max(0, low);
        double newUpper = Math.min(problem.bound[j], high);
        boolean changed = Math.abs(newLower - lower[j]) > 0.08 * (newUpper - newLower)
                || Math.abs(newUpper - upper[j]) > 0.08 * (newUpper - newLower);
        lower[j] = newLower;
        upper[j] = newUpper;
        return changed;
    }

    private static double end(double[] x, double[] l, int top, int direction, double floor, double width) {
        int n = x.length;
        int inside = top;
        while (inside + direction >= 0 && inside + direction < n && l[inside + direction] > floor) {
            inside += direction;
        }
        if (inside == top) {
            int next = top + direction;
            if (next >= 0 && next < n) {
                return x[next];
            }
            return direction > 0 ? x[top] + 0.5 * width : x[top] - 0.5 * width;
        }
        double slope = (l[inside] - l[inside - direction]) / (x[inside] - x[inside - direction]);
        double on = slope * direction < 0 ? x[inside] + (floor - l[inside]) / slope : x[inside] + direction * width;
        int outside = inside + direction;
        double most = outside >= 0 && outside < n ? x[outside] : x[inside] + direction * width;
        return direction > 0 ? Math.min(on, most) : Math.max(on, most);
    }

    private double[] nodes(LegendreRule r, int j) {
        double[] x = new double[r.n];
        for (int i = 0; i < r.n; i++) {
            x[i] = lower[j] + 0.5 * (upper[j] - lower[j]) * (1 + r.node[i]);
        }
        return x;
    }

    // ln posterior at all points of the tensor
    private double[] tensor(LegendreRule r, boolean interpolate) {
        double[][] x = new double[ns][];
        for (int j = 0; j < ns; j++) {
            x[j] = nodes(r, j);
        }
        int size = (int) Math.round(Math.pow(r.n, ns));
        double[] sum = new double[size];
        for (int i = 0; i < size; i++) {
            double all = 0;
            int rest = i;
            for (int j = ns - 1; j >= 0; j--) {
                all += x[j][rest % r.n];
                rest /= r.n;
            }
            sum[i] = -all;
        }
        double[][] blocks = new double[problem.nObsids][];
        for (int k = 0; k < problem.nObsids; k++) {
            blocks[k] = interpolate ? interpolated(k, 0, x) : direct(k, x);
            add(blocks[k], k, r.n, sum);
        }
        for (int k = 0; interpolate && k < problem.nObsids; k++) {
            refine(blocks[k], k, r.n, x, sum);
        }
        return sum;
    }

    // replaces an interpolation that is not good enough by one on more points, or by exact values
    private void refine(double[] block, int k, int n, double[][] x, double[] sum) {
        double[] now = block;
        for (int f = 1; f <= FEW.length; f++) {
            double[] best = best(k, n, sum);
            if (isGood(now, k, x, best)) {
                return;
            }
            double[] better;
            if (f < FEW.length && FEW[f] < n) {
                better = interpolated(k, f, x);
            } else {
                better = correction(now, k, x, best);
                for (int i = 0; i < better.length; i++) {
                    better[i] += now[i];
                }
                f = FEW.length;
            }
            double[] difference = new double[now.length];
            for (int i = 0; i < difference.length; i++) {
                difference[i] = better[i] - now[i];
            }
            add(difference, k, n, sum);
            now = better;
        }
    }

    // the obsid's integral over the tensor of the sources that it sees
    private double[] direct(int k, double[][] x) {
        int[] seen = problem.source[k];
        int size = 1;
        for (int j : seen) {
            size *= x[j].length;
        }
        double[] block = new double[size];
        double[] phi = new double[ns];
        for (int i = 0; i < size; i++) {
            point(i, seen, x, phi);
            block[i] = integral(k, phi);
        }
        return block;
    }

    private static void point(int index, int[] seen, double[][] x, double[] outPhi) {
        int rest = index;
        for (int s = seen.length - 1; s >= 0; s--) {
            int n = x[seen[s]].length;
            outPhi[seen[s]] = x[seen[s]][rest % n];
            rest /= n;
        }
    }

    private double integral(int k, double[] phi) {
        evaluations++;
        double[] a = apertures(k, phi);
        if (!problem.isFrozen) {
            return backgrounds[k].log(a);
        }
        double log = 0;
        for (int i = 0; i < a.length; i++) {
            int row = problem.rowStart[k] + i;
            log += (problem.counts[row] == 0 ? 0 : problem.counts[row] * Math.log(a[i])) - problem.offset[row];
        }
        return log;
    }

    // expected counts without the background
    private double[] apertures(int k, double[] phi) {
        int[] seen = problem.source[k];
        int from = problem.rowStart[k];
        double[] a = new double[problem.rowStart[k + 1] - from];
        double[] g = problem.g[k];
        for (int i = 0; i < a.length; i++) {
            double sum = problem.offset[from + i];
            for (int s = 0; s < seen.length; s++) {
                sum += g[i * seen.length + s] * phi[seen[s]];
            }
            a[i] = sum;
        }
        return a;
    }

    private double[] interpolated(int k, int f, double[][] x) {
        int[] seen = problem.source[k];
        var interpolations = new Interpolation[ns];
        double[][] points = new double[ns][];
        for (int j : seen) {
            interpolations[j] = new Interpolation(lower[j], upper[j], offset(k, j), FEW[f], x[j]);
            points[j] = interpolations[j].x;
        }
        if (few[k][f].length == 0) {
            few[k][f] = direct(k, points);
        }
        double[] block = few[k][f];
        for (int s = seen.length - 1; s >= 0; s--) {
            block = interpolations[seen[s]].expandLast(block);
        }
        return block;
    }

    // what else source j's main aperture of an obsid expects, in counts of the source: minus where ln I is singular
    private double offset(int k, int j) {
        int[] seen = problem.source[k];
        int from = problem.rowStart[k];
        double best = 0;
        double others = 1;
        for (int i = from; i < problem.rowStart[k + 1]; i++) {
            double own = 0;
            double sum = problem.offset[i] + (problem.isFrozen ? 0 : problem.o[i] * peak[ns + k]);
            for (int s = 0; s < seen.length; s++) {
                double g = problem.g[k][(i - from) * seen.length + s];
                own = seen[s] == j ? g : own;
                sum += seen[s] == j ? 0 : g * peak[seen[s]];
            }
            if (own > best) {
                best = own;
                others = sum / own;
            }
        }
        return Math.max(0.2, others);
    }

    // the highest ln posterior at each point of an obsid's block, relative to the highest of all
    private double[] best(int k, int n, double[] sum) {
        int[] seen = problem.source[k];
        double[] best = new double[(int) Math.round(Math.pow(n, seen.length))];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < sum.length; i++) {
            int at = seen.length == ns ? i : indexInBlock(i, seen, n);
            best[at] = Math.max(best[at], sum[i]);
            top = Math.max(top, sum[i]);
        }
        for (int i = 0; i < best.length; i++) {
            best[i] -= top;
        }
        return best;
    }

    // compares an interpolated block with exact values at some points where the posterior is not small
    private boolean isGood(double[] block, int k, double[][] x, double[] best) {
        double[] phi = new double[ns];
        int matter = 0;
        for (double b : best) {
            matter += b > -CHECKED_DEPTH ? 1 : 0;
        }
        int every = Math.max(1, matter / CHECKED);
        int number = 0;
        for (int i = 0; i < block.length; i++) {
            if (best[i] > -CHECKED_DEPTH && number++ % every == 0) {
                point(i, problem.source[k], x, phi);
                if (!(Math.abs(integral(k, phi) - block[i]) * Math.exp(best[i]) < INTERPOLATED)) {
                    return false;
                }
            }
        }
        return true;
    }

    // exact minus interpolated values, where the posterior is not small
    private double[] correction(double[] block, int k, double[][] x, double[] best) {
        double[] difference = new double[block.length];
        double[] phi = new double[ns];
        for (int i = 0; i < block.length; i++) {
            if (best[i] > -CORRECTED_DEPTH) {
                point(i, problem.source[k], x, phi);
                difference[i] = integral(k, phi) - block[i];
            }
        }
        return difference;
    }

    private int indexInBlock(int index, int[] seen, int n) {
        int at = 0;
        for (int j : seen) {
            int digit = index;
            for (int s = ns - 1; s > j; s--) {
                digit /= n;
            }
            at = at * n + digit % n;
        }
        return at;
    }

    private void add(double[] block, int k, int n, double[] sum) {
        int[] seen = problem.source[k];
        if (seen.length == ns) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += block[i];
            }
        } else {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += block[indexInBlock(i, seen, n)];
            }
        }
    }

    // densities of the sources, up to one factor: the tensor's values integrated over the others, [ns][r.n]
    private double[][] projected(LegendreRule r, double[] values) {
        double top = max(values);
        double[][] density = new double[ns][r.n];
        int[] at = new int[ns];
        for (double value : values) {
            double l = value - top;
            if (l > -80) {
                double p = Math.exp(l);
                for (int j = 0; j < ns; j++) {
                    double w = p;
                    for (int s = ns - 1; s >= 0; s--) {
                        w *= s == j ? 1 : r.weight[at[s]];
                    }
                    density[j][at[j]] += w;
                }
            }
            for (int s = ns - 1; s >= 0 && ++at[s] == r.n; s--) {
                at[s] = 0;
            }
        }
        return density;
    }

    private LegendreMarginal[] marginals(LegendreRule r, double[][] densities) {
        var found = new LegendreMarginal[ns];
        for (int j = 0; j < ns; j++) {
            found[j] = LegendreMarginal.of(r, lower[j] / problem.scale[j], upper[j] / problem.scale[j], densities[j]);
        }
        return found;
    }

    // from the density of one source, which stands at a factor of e^-top
    private double evidence(LegendreRule r, double[] density, double top) {
        double z = Math.log(r.integral(density)) + top - problem.logFactorials;
        for (int j = 0; j < ns; j++) {
            z += Math.log(0.5 * (upper[j] - lower[j]));
        }
        for (int j = 0; j < problem.nFree; j++) {
            z -= Math.log(problem.bound[j]);
        }
        return z;
    }

    @Override
    public Engine engine() {
        return Engine.EXACT;
    }

    @Override
    public Marginal marginal(int column) {
        return column < ns ? marginals[column] : backgroundMarginals.computeIfAbsent(column - ns, this::background);
    }

    private synchronized LegendreMarginal background(int k) { // the integrals are not thread-safe
        var coarser = LegendreRule.of(ns == 2 ? 36 : 24);
        double[][] x = new double[ns][];
        for (int j = 0; j < ns; j++) {
            x[j] = nodes(coarser, j);
        }
        double[] values = tensor(coarser, true);
        var own = new BackgroundIntegral(problem, k, INNER);
        double top = max(values);
        double[] weight = new double[values.length];
        double[][] a = new double[values.length][];
        double[] phi = new double[ns];
        for (int i = 0; i < values.length; i++) {
            point(i, all, x, phi);
            a[i] = apertures(k, phi);
            if (values[i] > top - 45) {
                weight[i] = values[i] - own.log(a[i]);
                int rest = i;
                for (int j = 0; j < ns; j++) {
                    weight[i] += Math.log(coarser.weight[rest % coarser.n]);
                    rest /= coarser.n;
                }
            }
        }
        return BackgroundCurve.marginal(problem, k, weight, a, values);
    }

    @Override
    public OptionalDouble logEvidence() {
        return OptionalDouble.of(logEvidence);
    }

    @Override
    public EngineReport report() {
        return EngineReport.ofIntegration(evaluations, worst(marginals));
    }

    @Override
    public double[] draws(int column) {
        return new double[0];
    }
}
