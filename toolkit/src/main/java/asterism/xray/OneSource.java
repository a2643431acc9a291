package asterism.xray;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** The exact posterior of one source in any number of obsids: the product of the obsids' {@link Mixture}s on 64 points. */
final class OneSource implements Solution {

    private static final double PIECE = 14; // largest range of sqrt(phi) that one reference point serves
    private static final int[] SIZES = {64, 128, 256};

    private final ScaledProblem problem;
    private final BackgroundIntegral[] backgrounds;
    private final List<Piece> pieces;
    private final LegendreRule rule;
    private final double[] phi; // nodes
    private final double[] log; // ln posterior there
    private final double half; // of the range
    private final LegendreMarginal marginal;
    private final double logEvidence;
    private final ConcurrentHashMap<Integer, LegendreMarginal> backgroundMarginals = new ConcurrentHashMap<>();
    private long evaluations;

    OneSource(ScaledProblem p) {
        problem = p;
        backgrounds = new BackgroundIntegral[p.isFrozen ? 0 : p.nObsids];
        for (int k = 0; k < backgrounds.length; k++) {
            backgrounds[k] = new BackgroundIntegral(p, k, 16);
        }
        var peak = Peak.of(p, backgrounds);
        var range = Range.of(this::roughLog, peak.phi(), peak.width(), p.bound[0]);
        pieces = p.isFrozen ? List.of() : pieces(range);
        half = 0.5 * (range.upper() - range.lower());
        LegendreRule tried = LegendreRule.of(SIZES[0]);
        double[] x = nodes(tried, range);
        double[] values = new double[x.length];
        log(x, x.length, values);
        var found = of(tried, range, values);
        for (int s = 1; s < SIZES.length && found.tail() > LegendreMarginal.CONVERGED; s++) {
            tried = LegendreRule.of(SIZES[s]);
            x = nodes(tried, range);
            values = new double[x.length];
            log(x, x.length, values);
            found = of(tried, range, values);
        }
        rule = tried;
        phi = x;
        log = values;
        marginal = found;
        logEvidence = evidence();
    }

    private static double[] nodes(LegendreRule rule, Range range) {
        double[] x = new double[rule.n];
        double half = 0.5 * (range.upper() - range.lower());
        for (int i = 0; i < x.length; i++) {
            x[i] = range.lower() + half * (1 + rule.node[i]);
        }
        return x;
    }

    private LegendreMarginal of(LegendreRule rule, Range range, double[] log) {
        double max = max(log);
        double[] density = new double[log.length];
        for (int i = 0; i < log.length; i++) {
            density[i] = Math.exp(log[i] - max);
        }
        return LegendreMarginal.of(rule, range.lower() / problem.scale[0], range.upper() / problem.scale[0], density);
    }

    private static double max(double[] x) {
        double max = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            max = Math.max(max, v);
        }
        return max;
    }

    /** The obsids' mixtures that are right up to a value of phi. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Piece(double upper, Mixture[] mixtures) {}

    // one piece unless the range is many Poisson deviations wide, as it is for a faint source on a bright background
    private List<Piece> pieces(Range range) {
        double from = Math.sqrt(range.lower());
        double length = Math.sqrt(range.upper()) - from;
        int n = (int) Math.ceil(length / PIECE);
        var list = new ArrayList<Piece>();
        for (int i = 0; i < n; i++) {
            double middle = from + length * (i + 0.5) / n;
            double upper = from + length * (i + 1) / n;
            var mixtures = new Mixture[problem.nObsids];
            for (int k = 0; k < mixtures.length; k++) {
                double phi0 = Math.max(middle * middle, 0.5);
                backgrounds[k].findPeak(apertures(problem, k, phi0));
                double beta0 = backgrounds[k].peak()
                        + Math.min(
                                1 + Math.sqrt(problem.counts(k)),
                                1 / Math.sqrt(Math.max(1e-12, backgrounds[k].curvature())));
                mixtures[k] = new Mixture(problem, k, phi0, beta0);
            }
            list.add(new Piece(i + 1 < n ? upper * upper : Double.POSITIVE_INFINITY, mixtures));
        }
        return list;
    }

    // expected counts without the background
    private static double[] apertures(ScaledProblem p, int k, double phi) {
        int from = p.rowStart[k];
        boolean seen = p.source[k].length > 0;
        double[] a = new double[p.rowStart[k + 1] - from];
        for (int i = 0; i < a.length; i++) {
            a[i] = p.offset[from + i] + (seen ? p.g[k][i] * phi : 0);
        }
        return a;
    }

    private void roughLog(double[] x, int n, double[] outLog) {
        for (int i = 0; i < n; i++) {
            if (problem.isFrozen) {
                outLog[i] = Rows.logLikelihood(problem, x[i]);
            } else {
                outLog[i] = -x[i];
                for (int k = 0; k < backgrounds.length; k++) {
                    outLog[i] += backgrounds[k].roughLog(apertures(problem, k, x[i]));
                }
            }
        }
    }

    // ln of the posterior of phi at increasing points, all constants of the likelihood but 1 / C! included
    private void log(double[] x, int n, double[] outLog) {
        evaluations += n;
        if (problem.isFrozen) {
            roughLog(x, n, outLog);
            return;
        }
        int from = 0;
        for (var piece : pieces) {
            int to = from;
            while (to < n && x[to] <= piece.upper) {
                to++;
            }
            double[] part = Arrays.copyOfRange(x, from, to);
            double[] sum = new double[part.length];
            double[] work = new double[2 * part.length];
            for (var mixture : piece.mixtures) {
                mixture.addLog(part, part.length, work, sum);
            }
            System.arraycopy(sum, 0, outLog, from, part.length);
            from = to;
        }
    }

    /**
     * The joint maximum, by Newton's method on the profile likelihood of phi.
     *
     * @param beta  backgrounds there
     * @param width of the order of the standard deviation of phi: from the curvature, and at least one count
     */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Peak(double phi, double[] beta, double width) {

        private static Peak of(ScaledProblem p, BackgroundIntegral[] backgrounds) {
            double phi = p.start()[0];
            double[] beta = new double[p.nObsids];
            double most = Math.sqrt(Rows.total(p) + 1);
            double width = most;
            for (int step = 0; step < 20; step++) {
                double slope = -1;
                double curvature = 0;
                for (int k = 0; k < p.nObsids; k++) {
                    boolean seen = p.source[k].length > 0;
                    int from = p.rowStart[k];
                    double[] a = apertures(p, k, phi);
                    if (!p.isFrozen) {
                        backgrounds[k].findPeak(a);
                        beta[k] = backgrounds[k].peak();
                    }
                    double ss = 0;
                    double sb = 0;
                    double bb = 0;
                    for (int i = 0; seen && i < a.length; i++) {
                        double mu = a[i] + p.o[from + i] * beta[k];
                        double ratio = p.counts[from + i] == 0 ? 0 : p.counts[from + i] / mu;
                        double gi = p.g[k][i];
                        slope += gi * ratio;
                        ss += gi * gi * ratio / mu;
                        sb += gi * p.o[from + i] * ratio / mu;
                        bb += p.o[from + i] * p.o[from + i] * ratio / mu;
                    }
                    boolean inside = beta[k] > 0 && (p.isFrozen || beta[k] < p.bound[1 + k]);
                    curvature += inside && bb > 0 ? Math.max(0, ss - sb * sb / bb) : ss;
                }
                width = Math.max(1, curvature > 0 ? Math.min(most, 1 / Math.sqrt(curvature)) : most);
                double next = curvature > 0 ? phi + slope / curvature : slope > 0 ? 2 * phi : 0;
                next = Math.min(p.bound[0], Math.max(next, 0.1 * phi));
                boolean settled = Math.abs(next - phi) < 0.02 * width;
                phi = next;
                if (settled) {
                    break;
                }
            }
            return new Peak(phi, beta, width);
        }
    }

    private double evidence() {
        double max = max(log);
        double sum = 0;
        for (int i = 0; i < rule.n; i++) {
            sum += rule.weight[i] * Math.exp(log[i] - max);
        }
        double z = Math.log(sum * half) + max - problem.logFactorials;
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
        return column == 0 ? marginal : backgroundMarginals.computeIfAbsent(column - 1, this::background);
    }

    private LegendreMarginal background(int k) {
        double[] weight = new double[rule.n];
        double[][] a = new double[rule.n][];
        for (int i = 0; i < rule.n; i++) {
            a[i] = apertures(problem, k, phi[i]);
            var own = new BackgroundIntegral(problem, k, 24);
            weight[i] = log[i] + Math.log(rule.weight[i]) - own.log(a[i]);
        }
        return BackgroundCurve.marginal(problem, k, weight, a, log);
    }

    @Override
    public OptionalDouble logEvidence() {
        return OptionalDouble.of(logEvidence);
    }

    @Override
    public EngineReport report() {
        return EngineReport.ofIntegration(evaluations, marginal.tail());
    }

    @Override
    public double[] draws(int column) {
        return new double[0];
    }
}
