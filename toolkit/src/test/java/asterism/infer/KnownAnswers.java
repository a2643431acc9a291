package asterism.infer;

import static asterism.infer.Targets.filled;

import asterism.display.Card;
import asterism.math.Gaussian;
import asterism.param.ParameterSpace;
import asterism.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A target on which every sampler can run (it gives its gradient and its map from the unit cube), with exact expectations.
 *
 * @param name     in tables
 * @param moments  expectations that are known
 * @param lower    [nDim] of the box that is the prior of nested sampling. Not modified.
 * @param density  the posterior of the other samplers
 */
@SuppressWarnings("ArrayRecordComponent") // of tests, never compared
record KnownAnswers(String name, List<Moment> moments, double[] lower, double[] upper, Posterior density) {

    /** An expectation: of f over the target. */
    record Moment(String name, ToDoubleFunction<double[]> f, double exact) {}

    static Moment moment(String name, ToDoubleFunction<double[]> f, double exact) {
        return new Moment(name, f, exact);
    }

    /** How likely a condition is: {@code f} gives 1 or 0. */
    private static ToDoubleFunction<double[]> fraction(java.util.function.Predicate<double[]> condition) {
        return x -> condition.test(x) ? 1 : 0;
    }

    private static KnownAnswers of(String name, double[] lower, double[] upper, Posterior density, Moment... moments) {
        return new KnownAnswers(name, List.of(moments), lower, upper, density);
    }

    @Override
    public String toString() {
        return name;
    }

    int dimension() {
        return lower.length;
    }

    // ---- the targets ---------------------------------------------------------------------------------------------

    /** Standard normal deviates with all correlations rho; the box of the nested prior is 7 sigma wide each side. */
    static KnownAnswers gaussian(int nDim, double rho) {
        return of(
                nDim + "-d Gaussian, rho = " + rho,
                filled(nDim, -7),
                filled(nDim, 7),
                GradientTargets.gaussian(nDim, rho),
                moment("mean", x -> x[0], 0),
                moment("variance", x -> x[nDim - 1] * x[nDim - 1], 1),
                moment("covariance", x -> x[0] * x[nDim - 1], rho),
                moment("10 %", fraction(x -> x[nDim / 2] < Gaussian.quantile(0.1)), 0.1),
                moment("difference", x -> (x[0] - x[1]) * (x[0] - x[1]), 2 * (1 - rho)));
    }

    static KnownAnswers box() {
        return of(
                "box",
                new double[] {0, -1, 5},
                new double[] {1, 1, 25},
                GradientTargets.box(),
                moment("mean", x -> x[2], 15),
                moment("variance", x -> x[1] * x[1], 1 / 3.0),
                moment("at the lower wall", fraction(x -> x[0] < 0.02), 0.02),
                moment("at the upper wall", fraction(x -> x[0] > 0.98), 0.02),
                moment("corner", fraction(x -> x[0] < 0.2 && x[1] < -0.6), 0.04));
    }

    /** Four standard normal deviates on [1, 4]: mean (phi(1) - phi(4)) / Z. */
    static KnownAnswers cut() {
        double z = Gaussian.cdf(4) - Gaussian.cdf(1);
        double mean = (Math.exp(Gaussian.logDensity(1)) - Math.exp(Gaussian.logDensity(4))) / z;
        double middle = Gaussian.quantile(Gaussian.cdf(1) + 0.5 * z);
        return of(
                "Gaussian cut by walls",
                filled(4, 1),
                filled(4, 4),
                GradientTargets.cut(1, 4),
                moment("mean", x -> x[0], mean),
                moment("median", fraction(x -> x[3] < middle), 0.5),
                moment("near the wall", fraction(x -> x[1] < 1.1), (Gaussian.cdf(1.1) - Gaussian.cdf(1)) / z));
    }

    /** Standard normal deviates where their sum is above 0, by a density that is -infinity elsewhere: no bound says so. */
    static KnownAnswers half() {
        var density = GradientTargets.of("half", filled(4, -3), filled(4, 3), false, (x, g) -> {
            double sum = 0;
            double squares = 0;
            for (int k = 0; k < 4; k++) {
                g[k] = -x[k];
                sum += x[k];
                squares += x[k] * x[k];
            }
            return sum > 0 ? -0.5 * squares : Double.NEGATIVE_INFINITY;
        });
        return of(
                "Gaussian cut by -infinity",
                filled(4, -7),
                filled(4, 7),
                density,
                moment("mean of the sum", x -> x[0] + x[1] + x[2] + x[3], 2 * Math.sqrt(2 / Math.PI)),
                moment("variance", x -> x[1] * x[1], 1),
                moment("at the edge", fraction(x -> x[0] + x[1] + x[2] + x[3] < 0.2), 2 * Gaussian.cdf(0.1) - 1));
    }

    /** x_1 ~ N(0, 1), x_2 - x_1^2 ~ N(0, 1). */
    static KnownAnswers banana() {
        return of(
                "banana",
                new double[] {-6, -8},
                new double[] {6, 44},
                GradientTargets.banana(),
                moment("mean", x -> x[1], 1),
                moment("tail", fraction(x -> x[0] < Gaussian.quantile(0.05)), 0.05),
                moment("cross", x -> x[0] * x[0] * x[1], 3));
    }

    /** Neal's funnel: x_1 ~ N(0, 3), the others N(0, exp(x_1 / 2)). */
    static KnownAnswers funnel(int nDim) {
        double[] wide = filled(nDim, 600); // exp(15 / 2) = 1800: the mouth beyond x_1 = 9 is cut, 0.1 %
        return of(
                nDim + "-d funnel",
                Arrays.stream(wide).map(v -> -v).toArray(),
                wide,
                GradientTargets.funnel(nDim),
                moment("mean", x -> x[0], 0),
                moment("neck", fraction(x -> x[0] < 3 * Gaussian.quantile(0.1)), 0.1),
                moment("mouth", fraction(x -> x[0] > 3 * Gaussian.quantile(0.9)), 0.1));
    }

    /** Student's t of 2 degrees of freedom in nDim dimensions, P(x_k < q) = 1/2 + q / (2 sqrt(2 + q^2)): infinite variance. */
    static KnownAnswers student(int nDim) {
        var density = GradientTargets.of("student", filled(nDim, -3), filled(nDim, 3), false, (x, g) -> {
            double squares = 0;
            for (double v : x) {
                squares += v * v;
            }
            for (int k = 0; k < x.length; k++) {
                g[k] = -(2 + nDim) * x[k] / (2 + squares);
            }
            return -0.5 * (2 + nDim) * Math.log1p(squares / 2);
        });
        return of(
                nDim + "-d Student t, 2 d.o.f.",
                filled(nDim, -1000),
                filled(nDim, 1000),
                density,
                moment("half", fraction(x -> x[0] < 0), 0.5),
                moment("core", fraction(x -> Math.abs(x[1]) < 1), 1 / Math.sqrt(3)),
                moment("tails", fraction(x -> Math.abs(x[nDim - 1]) > 10), 1 - 10 / Math.sqrt(102)));
    }

    /** 0.5 N(-d, 1) + 0.5 N(d, 1) along x_1, N(0, 1) along the others. */
    static KnownAnswers twoModes(int nDim, double d) {
        double[] lower = filled(nDim, -7);
        double[] upper = filled(nDim, 7);
        lower[0] -= d;
        upper[0] += d;
        double[] from = filled(nDim, -3);
        double[] to = filled(nDim, 3);
        from[0] = -2 * d;
        to[0] = 2 * d;
        var density = GradientTargets.of("two modes", from, to, false, (x, g) -> {
            double a = -0.5 * (x[0] + d) * (x[0] + d);
            double b = -0.5 * (x[0] - d) * (x[0] - d);
            double max = Math.max(a, b);
            double sum = Math.exp(a - max) + Math.exp(b - max);
            double logP = max + Math.log(sum);
            g[0] = (-(x[0] + d) * Math.exp(a - max) - (x[0] - d) * Math.exp(b - max)) / sum;
            for (int k = 1; k < nDim; k++) {
                g[k] = -x[k];
                logP -= 0.5 * x[k] * x[k];
            }
            return logP;
        });
        return of(
                nDim + "-d two modes, " + Digits.shortest(2 * d) + " sigma apart",
                lower,
                upper,
                density,
                moment("weight of the first", fraction(x -> x[0] < 0), 0.5),
                moment("second moment", x -> x[0] * x[0], 1 + d * d),
                moment("variance across", x -> x[1] * x[1], 1));
    }

    // ---- what samplers see -----------------------------------------------------------------------------------------

    /** The target with every point that is evaluated counted; and, for nested sampling, uniform within the box. */
    Posterior counted(AtomicLong evaluations) {
        var counting = new Counting((GradientLogDensity) density.logDensity(), evaluations);
        var map = new PriorTransform() {
            @Override
            public double apply(double[] unit, double[] outTheta) {
                for (int k = 0; k < unit.length; k++) {
                    outTheta[k] = lower[k] + unit[k] * (upper[k] - lower[k]);
                }
                return 0;
            }

            @Override
            public double logMass() {
                return 0; // normalised
            }

            @Override
            public LogDensity logLikelihood() {
                return counting;
            }
        };
        return new Replaced(density, counting, Optional.of(map));
    }

    private record Counting(GradientLogDensity of, AtomicLong evaluations) implements GradientLogDensity {

        @Override
        public int dimension() {
            return of.dimension();
        }

        @Override
        public void evaluate(double[] theta, int n, double[] outLogP) {
            evaluations.addAndGet(n);
            of.evaluate(theta, n, outLogP);
        }

        @Override
        public void evaluateWithGradient(double[] theta, int n, double[] outLogP, double[] outGradient) {
            evaluations.addAndGet(n);
            of.evaluateWithGradient(theta, n, outLogP, outGradient);
        }

        @Override
        public GradientLogDensity fork() {
            return new Counting(of.fork(), evaluations);
        }
    }

    /** A posterior with another density. */
    static Posterior with(Posterior of, LogDensity density) {
        return new Replaced(of, density, Optional.empty());
    }

    private record Replaced(Posterior of, LogDensity logDensity, Optional<PriorTransform> priorTransform)
            implements Posterior {

        @Override
        public ParameterSpace space() {
            return of.space();
        }

        @Override
        public void drawPrior(RandomStream random, double[] outTheta) {
            of.drawPrior(random, outTheta);
        }

        @Override
        public double[] lower() {
            return of.lower();
        }

        @Override
        public double[] upper() {
            return of.upper();
        }

        @Override
        public String fingerprint() {
            return of.fingerprint();
        }

        @Override
        public Card provenance() {
            return of.provenance();
        }
    }

    // ---- what came out
    // -----------------------------------------------------------------------------------------------

    /**
     * One expectation as a sampler found it.
     *
     * @param z   mean minus exact value, over its error
     * @param ess draws that the mean is worth
     */
    record Score(String moment, double mean, double exact, double z, double ess) {

        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT,
                    "%s: %.5g, exactly %.5g, z = %.2f, effective draws %.0f",
                    moment,
                    mean,
                    exact,
                    z,
                    ess);
        }
    }

    /** z-scores with the autocorrelation in their errors: that of the whole ensemble, or of chains on their own. */
    List<Score> scores(Fit fit) {
        return moments.stream().map(m -> score(m, fit)).toList();
    }

    private static Score score(Moment moment, Fit fit) {
        var samples = fit.samples();
        double[][] chains = new double[samples.walkers()][samples.steps()];
        for (int i = 0; i < samples.size(); i++) {
            chains[i % samples.walkers()][i / samples.walkers()] = moment.f().applyAsDouble(samples.draw(i));
        }
        double mean =
                Arrays.stream(chains).flatMapToDouble(Arrays::stream).average().orElseThrow();
        double variance = Arrays.stream(chains)
                .flatMapToDouble(Arrays::stream)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        double ess = fit.trajectories().isPresent()
                ? Diagnostics.essMean(chains)
                : samples.size() / Diagnostics.autocorrelationTime(chains);
        return new Score(moment.name(), mean, moment.exact(), (mean - moment.exact()) / Math.sqrt(variance / ess), ess);
    }

    /** z-scores of several independent runs: the error of their mean is their own scatter; Student's t of n - 1. */
    List<Score> acrossRuns(List<Fit> fits) {
        return moments.stream()
                .map(m -> {
                    double[] means = fits.stream()
                            .mapToDouble(fit -> {
                                var points = fit.samples();
                                return IntStream.range(0, points.size())
                                        .mapToDouble(i -> m.f().applyAsDouble(points.draw(i)))
                                        .average()
                                        .orElseThrow();
                            })
                            .toArray();
                    double mean = Arrays.stream(means).average().orElseThrow();
                    double scatter = Math.sqrt(Arrays.stream(means)
                                    .map(v -> (v - mean) * (v - mean))
                                    .sum()
                            / (means.length - 1));
                    double error = scatter / Math.sqrt(means.length);
                    return new Score(m.name(), mean, m.exact(), (mean - m.exact()) / error, means.length);
                })
                .toList();
    }

    /** The same target with one expectation that is wrong by a factor. */
    KnownAnswers mistaken(String moment, double factor) {
        var changed = moments.stream()
                .map(m -> m.name().equals(moment) ? new Moment(m.name(), m.f(), factor * m.exact()) : m)
                .toList();
        return new KnownAnswers(name, changed, lower, upper, density);
    }

    static double rms(Stream<Double> z) {
        return Math.sqrt(z.mapToDouble(v -> v * v).average().orElseThrow());
    }
}
