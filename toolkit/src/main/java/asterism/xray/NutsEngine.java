package asterism.xray;

import asterism.infer.Diagnostics;
import asterism.random.KeyedRandom;
import java.util.Arrays;

/**
 * {@link Engine#NUTS}: chains of {@link Trajectory} from about the joint maximum, each with its own warm-up: 75 steps for the
 * step size, windows of 25, 50, 100, ... for the metric, 50 for the final step size; dual averaging to the target acceptance.
 */
final class NutsEngine {

    private static final int FIRST = 75;
    private static final int WINDOW = 25;
    private static final int LAST = 50;
    private static final double LARGEST_R_HAT = 1.05;
    private static final double SMALLEST_ESS = 100;
    private static final double MOST_DIVERGENT = 0.01;

    private final LogitDensity density;
    private final AperturePhotometry settings;
    private final int warmUp;
    private final int kept;
    private final long seed;
    private final double[][][] draws; // [nDim][chains][kept], expected counts
    private long evaluations;
    private int divergences;
    private double logStepSizes;
    private double leapfrogs;
    private double eBfmi = Double.POSITIVE_INFINITY;

    private NutsEngine(ScaledProblem p, AperturePhotometry settings, int longer, long seed) {
        this.density = new LogitDensity(p);
        this.settings = settings;
        this.warmUp = longer * settings.warmUp();
        this.kept = longer * settings.draws();
        this.seed = seed;
        this.draws = new double[p.nFree][settings.chains()][kept];
    }

    /** Samples, and once more with twice the steps where the first run is not to be trusted. */
    static Solution solve(ScaledProblem p, AperturePhotometry settings, long seed) {
        var once = new NutsEngine(p, settings, 1, seed);
        once.run();
        var report = once.report();
        if (isBad(report)) {
            var twice = new NutsEngine(p, settings, 2, seed + 1);
            twice.run();
            report = twice.report();
            if (isBad(report)) {
                throw new EngineException("NUTS did not converge: " + report);
            }
            return new Drawn(Engine.NUTS, pooled(p, twice.draws), report);
        }
        return new Drawn(Engine.NUTS, pooled(p, once.draws), report);
    }

    private static boolean isBad(EngineReport r) {
        return !(r.rHat() <= LARGEST_R_HAT && r.bulkEss() >= SMALLEST_ESS)
                || r.divergences() > MOST_DIVERGENT * r.draws();
    }

    /** All chains' draws one after the other, in physical units: [columns][chains x kept]. */
    static double[][] pooled(ScaledProblem p, double[][][] draws) {
        double[][] pooled = new double[draws.length][];
        for (int j = 0; j < draws.length; j++) {
            double scale = p.scale[j];
            pooled[j] = Arrays.stream(draws[j])
                    .flatMapToDouble(Arrays::stream)
                    .map(phi -> phi / scale)
                    .toArray();
        }
        return pooled;
    }

    private void run() {
        int n = density.nDim;
        double[] top = new double[n];
        double[] covariance = new double[n * n];
        density.maximum(top, covariance);
        double[] sd = new double[n];
        for (int j = 0; j < n; j++) {
            sd[j] = Math.sqrt(Math.max(1e-12, covariance[j * n + j]));
        }
        for (int chain = 0; chain < settings.chains(); chain++) {
            sample(chain, start(top, sd, chain));
        }
    }

    private Trajectory start(double[] top, double[] sd, int chain) {
        int n = density.nDim;
        double[] x = new double[n];
        for (int attempt = 0; attempt < 100; attempt++) {
            var random = KeyedRandom.of(seed).at(-1000 - attempt, chain);
            for (int j = 0; j < n; j++) {
                x[j] = top[j] + sd[j] * random.nextGaussian();
            }
            var trajectory = new Trajectory(density, x, sd, KeyedRandom.of(seed));
            if (Double.isFinite(trajectory.logP())) {
                return trajectory;
            }
        }
        throw new EngineException("the posterior vanishes at 100 starts about its maximum");
    }

    private void sample(int chain, Trajectory trajectory) {
        int n = density.nDim;
        trajectory.findStepSize(chain);
        var averaging = new DualAverage(settings.targetAcceptance(), trajectory.stepSize());
        int windowEnd = FIRST + WINDOW;
        int window = WINDOW;
        double[] mean = new double[n];
        double[] square = new double[n];
        int count = 0;
        for (int step = 0; step < warmUp; step++) {
            trajectory.next(step, chain);
            evaluations += trajectory.leapfrogs();
            trajectory.stepSize(averaging.next(trajectory.acceptance()));
            if (step >= FIRST && step < warmUp - LAST) {
                count++;
                for (int j = 0; j < n; j++) {
                    double d = trajectory.x(j) - mean[j];
                    mean[j] += d / count;
                    square[j] += d * (trajectory.x(j) - mean[j]);
                }
                if (step + 1 == windowEnd || step + 1 == warmUp - LAST) {
                    double[] sd = new double[n];
                    for (int j = 0; j < n; j++) {
                        double shrunk = (square[j] / (count - 1.0) * count + 5e-3) / (count + 5.0);
                        sd[j] = Math.sqrt(shrunk);
                    }
                    trajectory.metric(sd);
                    trajectory.findStepSize(chain);
                    averaging = new DualAverage(settings.targetAcceptance(), trajectory.stepSize());
                    Arrays.fill(mean, 0);
                    Arrays.fill(square, 0);
                    count = 0;
                    window *= 2;
                    // a window that would leave less than the next one takes all that is left
                    windowEnd = windowEnd + window + 2 * window > warmUp - LAST ? warmUp - LAST : windowEnd + window;
                }
            }
        }
        trajectory.stepSize(averaging.average());
        if (!(trajectory.stepSize() > 1e-10)) {
            throw new EngineException("NUTS: the step size fell to " + trajectory.stepSize());
        }
        keep(chain, trajectory);
    }

    private void keep(int chain, Trajectory trajectory) {
        double last = Double.NaN;
        double changes = 0;
        double sum = 0;
        double squares = 0;
        boolean moved = false;
        for (int step = 0; step < kept; step++) {
            trajectory.next(warmUp + step, chain);
            leapfrogs += trajectory.leapfrogs();
            divergences += trajectory.isDivergent() ? 1 : 0;
            for (int j = 0; j < draws.length; j++) {
                draws[j][chain][step] = density.phi(j, trajectory.x(j));
            }
            moved |= step > 0 && draws[0][chain][step] != draws[0][chain][0];
            double e = trajectory.energy();
            changes += step == 0 ? 0 : (e - last) * (e - last);
            sum += e;
            squares += e * e;
            last = e;
        }
        if (!moved) {
            throw new EngineException("NUTS: chain " + (chain + 1) + " accepted no move");
        }
        eBfmi = Math.min(eBfmi, changes / Math.max(1e-300, squares - sum * sum / kept));
        logStepSizes += Math.log(trajectory.stepSize());
    }

    private EngineReport report() {
        return report(
                draws,
                divergences,
                Math.exp(logStepSizes / settings.chains()),
                leapfrogs / (kept * (double) settings.chains()),
                eBfmi,
                evaluations + (long) leapfrogs,
                seed);
    }

    /** The report on chains, [nDim][chains][kept]. */
    static EngineReport report(
            double[][][] draws,
            int divergences,
            double stepSize,
            double leapfrogs,
            double eBfmi,
            long evaluations,
            long seed) {
        double rHat = 0;
        double bulk = Double.POSITIVE_INFINITY;
        double tail = Double.POSITIVE_INFINITY;
        for (double[][] chains : draws) {
            var summary = Diagnostics.summary(chains);
            rHat = Math.max(rHat, summary.rHat());
            bulk = Math.min(bulk, summary.essBulk());
            tail = Math.min(tail, summary.essTail());
        }
        int chains = draws[0].length;
        return new EngineReport(
                chains,
                chains * draws[0][0].length,
                rHat,
                bulk,
                tail,
                divergences,
                stepSize,
                leapfrogs,
                eBfmi,
                Double.NaN,
                evaluations,
                Double.NaN,
                seed);
    }

    /** Dual averaging of the step size (Hoffman and Gelman 2014, section 3.2). */
    private static final class DualAverage {
        private static final double GAMMA = 0.05;
        private static final double T0 = 10;
        private static final double KAPPA = 0.75;
        private final double target;
        private final double mu;
        private double error;
        private double logAverage;
        private int count;

        private DualAverage(double target, double stepSize) {
            this.target = target;
            this.mu = Math.log(10 * stepSize);
        }

        private double next(double acceptance) {
            count++;
            double weight = 1 / (count + T0);
            error = (1 - weight) * error + weight * (target - Math.min(1, acceptance));
            double log = mu - error * Math.sqrt(count) / GAMMA;
            double forget = Math.pow(count, -KAPPA);
            logAverage = (1 - forget) * logAverage + forget * log;
            return Math.exp(log);
        }

        private double average() {
            return Math.exp(logAverage);
        }
    }
}
