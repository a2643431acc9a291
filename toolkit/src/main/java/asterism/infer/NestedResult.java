package asterism.infer;

import asterism.param.ParameterSpace;
import asterism.random.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a {@link Run} of the points of a nested run: evidence, weights, equal draws, and what speaks against them. */
final class NestedResult {

    private static final int SHRINKAGE_SETS = 200;
    static final int CHAINS = 4; // that the equal draws are laid out in
    private static final double LEAST_RANK_P = 1e-4;
    private static final long SHRINKAGE = -3;
    private static final long RESAMPLING = -4;

    private final Nested.Spec spec;
    private final Posterior posterior;
    private final PriorTransform transform;
    private final ParameterSpace space;
    private final int nDim;
    private final NestedState state;
    private final DeadPoints dead;
    private final KeyedRandom random;
    private final long evaluations;
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * A result.
     *
     * @param state as the run left it; its live points are buried here
     */
    NestedResult(
            Nested.Spec spec,
            Posterior posterior,
            PriorTransform transform,
            NestedState state,
            KeyedRandom random,
            long evaluations) {
        this.spec = spec;
        this.posterior = posterior;
        this.transform = transform;
        this.space = posterior.space();
        this.nDim = state.nDim;
        this.state = state;
        this.dead = state.dead;
        this.random = random;
        this.evaluations = evaluations;
    }

    /**
     * The run; {@code notes} and {@code warnings} of it come before those that are found here.
     *
     * @param from the state to go on from
     */
    Run run(
            boolean interrupted,
            List<String> notesOfRun,
            List<String> warningsOfRun,
            double seconds,
            NestedState from) {
        double remaining = state.remaining();
        var last = state.order();
        for (int i = 0; i < last.length; i++) {
            state.bury(last[i], last.length - i);
        }
        var evidence = evidence(remaining);
        notes.add(String.format(
                Locale.ROOT,
                "%s slices through the unit cube to each new point, %s points died, %s likelihoods",
                spec.slices(nDim),
                Digits.count(dead.size()),
                Digits.count(evaluations)));
        notes.addAll(notesOfRun);
        warnings.addAll(warningsOfRun);
        var draws = draws(evidence);
        warn(evidence, draws);
        return run(evidence, draws, interrupted, seconds, from);
    }

    private Evidence evidence(double remaining) {
        double[] weights = dead.logWeights();
        double total = logSumOf(weights);
        if (!(total > Double.NEGATIVE_INFINITY)) {
            throw new SamplingException("the likelihood vanishes at every point that was drawn; nothing was sampled");
        }
        double information = -total;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(weights[i] - total);
            information += weights[i] > 0 ? weights[i] * dead.logL(i) : 0;
        }
        double[] spread = dead.simulate(random.at(NestedRun.INITIAL, SHRINKAGE), SHRINKAGE_SETS);
        double mean = Arrays.stream(spread).average().orElseThrow();
        double variance =
                Arrays.stream(spread).map(z -> (z - mean) * (z - mean)).sum() / (spread.length - 1);
        double mass = transform.logMass();
        var summary = new Evidence.Summary(
                mean - mass,
                Math.sqrt(variance),
                Math.max(0, information),
                spec.live,
                evaluations,
                remaining,
                state.ranks.pValue(),
                mass,
                posterior.pointwise().map(PointwiseLogLikelihood::isNormalized).orElse(true));
        return new Evidence(summary, theta(), weights);
    }

    private static double logSumOf(double[] logs) {
        double max = Arrays.stream(logs).max().orElseThrow();
        double sum = 0;
        for (double l : logs) {
            sum += Math.exp(l - max);
        }
        return max + Math.log(sum);
    }

    private void warn(Evidence evidence, Samples draws) {
        if (evidence.rankP() < LEAST_RANK_P) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "new points are not uniform inside the contours: their ranks have p = %.1g, want %s; use slices(%d)",
                    evidence.rankP(),
                    Digits.shortest(LEAST_RANK_P),
                    2 * spec.slices(nDim)));
        }
        if (draws.size() < Verdict.SMALLEST_ESS) {
            warnings.add("only " + draws.size() + " effective draws, want " + Math.round(Verdict.SMALLEST_ESS)
                    + "; use live(" + Math.round(1.5 * spec.live * Verdict.SMALLEST_ESS / draws.size()) + ")");
        }
    }

    /** All dead points as parameters. */
    private Samples theta() {
        int n = dead.size();
        double[][] columns = new double[nDim][n];
        double[] values = new double[n];
        double[] unit = new double[nDim];
        double[] theta = new double[nDim];
        for (int i = 0; i < n; i++) {
            dead.point(i, unit);
            double logWeight = transform.apply(unit, theta);
            values[i] = logWeight > Double.NEGATIVE_INFINITY ? dead.logL(i) - logWeight : Double.NEGATIVE_INFINITY;
            for (int k = 0; k < nDim; k++) {
                columns[k][i] = theta[k];
            }
        }
        return Samples.wrap(space, n, 1, columns, values);
    }

    /** As many equally weighted draws as the weighted points are worth, in random order: systematic resampling. */
    private Samples draws(Evidence evidence) {
        double[] weights = evidence.weights();
        int steps = Math.max(1, (int) (evidence.effectiveDraws() / CHAINS));
        int n = steps * CHAINS;
        random.at(NestedRun.INITIAL, RESAMPLING);
        double offset = random.nextDouble();
        int[] picked = new int[n];
        double sum = 0;
        int at = 0;
        for (int i = 0; i < weights.length && at < n; i++) {
            sum += weights[i];
            while (at < n && at + offset < sum * n) {
                picked[at++] = i;
            }
        }
        Arrays.fill(picked, at, n, weights.length - 1); // rounding of the sum
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = picked[i];
            picked[i] = picked[j];
            picked[j] = swap;
        }
        double[] theta = new double[n * nDim];
        for (int i = 0; i < n; i++) {
            System.arraycopy(evidence.points().draw(picked[i]), 0, theta, i * nDim, nDim);
        }
        return Samples.of(space, steps, CHAINS, theta, logPosterior(theta, n));
    }

    private double[] logPosterior(double[] theta, int n) {
        double[] logP = new double[n];
        try {
            posterior.logDensity().fork().evaluate(theta, n, logP);
        } catch (RuntimeException e) { // the points are not given up for their densities
            Arrays.fill(logP, Double.NaN);
            warnings.add("the log posterior of the draws could not be computed and is NaN: " + e.getMessage());
        }
        return logP;
    }

    private Run run(Evidence evidence, Samples draws, boolean interrupted, double seconds, NestedState from) {
        int best = 0;
        for (int i = 0; i < draws.size(); i++) {
            best = draws.logP(i) > draws.logP(best) ? i : best;
        }
        return new Run(
                "nested sampling with " + spec.live + " live points",
                spec.settings(nDim),
                draws,
                1,
                draws.steps(),
                0,
                0,
                new long[CHAINS],
                Point.of(space, draws.draw(best), draws.logP(best)),
                seconds,
                interrupted,
                List.copyOf(notes),
                posterior.fingerprint(),
                posterior.provenance(),
                Version.TOOLKIT,
                spec.checkpoint.map(Checkpoint::file),
                from,
                Optional.empty(),
                Optional.empty(),
                Optional.of(evidence.with(warnings)));
    }
}
