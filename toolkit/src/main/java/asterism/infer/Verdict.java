package asterism.infer;

import asterism.math.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The judgement on a run: its burn-in, the diagnostics of each parameter, and what speaks against it in words.
 *
 * @param burnInRows  stored steps left out
 * @param burnInWords how many steps, and who chose them
 * @param diagnoses   one per parameter
 * @param lengthInTau length of what is kept, in units of the longest autocorrelation time
 * @param warnings    what speaks against the samples
 */
record Verdict(
        int burnInRows, String burnInWords, List<Diagnosis> diagnoses, double lengthInTau, List<String> warnings) {

    /** A chain must be this many autocorrelation times long: below it the estimate of tau itself is not to be trusted. */
    static final double WANTED_TAUS = 50;

    /** Largest R-hat: walkers 50 tau long, cut in two, have 1.02 by chance; see ADR 0041. */
    static final double LARGEST_R_HAT = 1.05;

    /** Largest R-hat of a few long chains (Vehtari et al. 2021). */
    static final double LARGEST_R_HAT_OF_CHAINS = 1.01;

    /** Chains with this R-hat are not about to agree. */
    private static final double FAR_APART = 1.1;

    /** Smallest effective sample size, bulk and tail (Vehtari et al. 2021). */
    static final double SMALLEST_ESS = 400;

    /** Steps below which nothing can be estimated: two halves of two. */
    private static final int FEWEST_STEPS = 4;

    /** The automatic burn-in is this many autocorrelation times. */
    private static final double BURN_IN_TAUS = 5;

    /** Draws that quantiles and means are computed from, at most: their error is then below 0.01 sd. */
    private static final int COUNTED_DRAWS = 1 << 16;

    /** Draws that R-hat and ESS are computed from, at most; a larger ESS than this is not claimed. */
    static final int RANKED_DRAWS = 1 << 15;

    /** Thinned steps that an autocorrelation time must last to be estimated from them: right to 0.5 %. */
    private static final int RESOLVED = 8;

    /** Thinned steps that an autocorrelation time is estimated from at first. */
    private static final int TAU_STEPS = 2048;

    private static final Diagnostics.Summary UNKNOWN =
            new Diagnostics.Summary(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    static Verdict of(Run run, int burnInSteps) {
        var chain = run.chain();
        boolean chosen = burnInSteps < 0;
        int rows = burnInRows(run, burnInSteps);
        var kept = chain.burnIn(rows);
        var diagnoses = diagnose(kept, run.thin());
        double longest = longest(diagnoses).tau();
        double taus = kept.steps() * run.thin() / longest;
        var words = Digits.count(rows * (long) run.thin()) + " of " + Digits.count(run.steps()) + " steps"
                + (chosen ? ", chosen from the chain" : run.trajectories().isPresent() ? ", the warm-up" : "");
        return new Verdict(rows, words, diagnoses, taus, warnings(run, kept, diagnoses, taus));
    }

    private static int burnInRows(Run run, int burnInSteps) {
        return burnInSteps < 0
                ? automaticBurnIn(run)
                : Math.min(
                        Math.max(burnInSteps, run.settled()) / run.thin(),
                        run.chain().steps() - 1);
    }

    /** Whether an ensemble's chain is 50 tau long, without which its verdict is bad whatever else it says: a cheap look. */
    static boolean isLongEnough(Run run) {
        var kept = run.chain().burnIn(burnInRows(run, run.burnIn()));
        double most = kept.steps() / WANTED_TAUS;
        return kept.steps() >= 2
                && IntStream.range(0, kept.dimension()).parallel().allMatch(k -> tau(kept, k) <= most)
                && !(tauOfLogP(kept) > most);
    }

    /** On draws that are independent and equally weighted: R-hat and tau say nothing of them and are left out. */
    static Verdict ofEqualDraws(Samples draws, List<String> warnings) {
        var diagnoses = IntStream.range(0, draws.dimension())
                .mapToObj(k -> {
                    var m = Marginal.of(draws.column(k));
                    int n = draws.size();
                    double error = m.sd() / Math.sqrt(n);
                    return diagnosis(draws, k, m, Double.NaN, new Diagnostics.Summary(Double.NaN, n, n, error));
                })
                .toList();
        return new Verdict(0, "none", diagnoses, draws.steps(), warnings);
    }

    Diagnosis longest() {
        return longest(diagnoses);
    }

    boolean converged() {
        return warnings.isEmpty();
    }

    private static Diagnosis longest(List<Diagnosis> diagnoses) {
        return diagnoses.stream()
                .max(Comparator.comparingDouble(d -> Double.isNaN(d.tau()) ? Double.POSITIVE_INFINITY : d.tau()))
                .orElseThrow();
    }

    // ---- burn-in -----------------------------------------------------------------------------------------------

    /**
     * Stored steps to leave out: five autocorrelation times of the second half, and until the ensemble's mean log
     * posterior has come up to where it stays; at least until the last re-seeded walker, at most half of the chain.
     */
    private static int automaticBurnIn(Run run) {
        var chain = run.chain();
        int half = chain.steps() / 2;
        if (half < 8) {
            return 0;
        }
        var second = chain.burnIn(half);
        double tau = IntStream.range(0, chain.dimension())
                .parallel()
                .mapToDouble(k -> tau(second, k))
                .filter(Double::isFinite)
                .max()
                .orElse(half);
        int rows = (int) Math.min(half, Math.ceil(BURN_IN_TAUS * tau));
        rows = Math.max(rows, arrival(chain, half));
        return Math.min(Math.max(rows, (run.settled() + run.thin() - 1) / run.thin()), chain.steps() - 1);
    }

    /** The first stored step at which the mean log posterior of the walkers reaches the 1 % quantile of its second half. */
    private static int arrival(Samples chain, int half) {
        double[] logP = chain.logP();
        int walkers = chain.walkers();
        double[] mean = new double[chain.steps()];
        for (int s = 0; s < mean.length; s++) {
            for (int w = 0; w < walkers; w++) {
                mean[s] += logP[s * walkers + w] / walkers;
            }
        }
        double[] late = Arrays.copyOfRange(mean, half, mean.length);
        Arrays.sort(late);
        double low = Quantiles.ofSorted(late, 0.01)[0];
        int s = 0;
        while (s < half && mean[s] < low) {
            s++;
        }
        return s;
    }

    // ---- diagnostics ---------------------------------------------------------------------------------------------

    /** Autocorrelation time of a parameter in stored steps. */
    private static double tau(Samples samples, int column) {
        return tau(samples, s -> s.chains(column));
    }

    /** Of the log posterior: of how far out the walkers are; NaN where it is the same everywhere. */
    private static double tauOfLogP(Samples samples) {
        return tau(samples, Samples::chainsOfLogP);
    }

    /** From chains thinned as far as they stay resolved. */
    private static double tau(Samples samples, Function<Samples, double[][]> chains) {
        for (int stride = Math.max(1, samples.steps() / TAU_STEPS); ; stride = Math.max(1, stride / 4)) {
            double tau = Diagnostics.autocorrelationTime(chains.apply(samples.thin(stride)));
            if (stride == 1 || Double.isNaN(tau) || tau >= RESOLVED) {
                return tau * stride;
            }
        }
    }

    private static List<Diagnosis> diagnose(Samples kept, int thin) {
        var counted = fewer(kept, COUNTED_DRAWS);
        var ranked = fewer(kept, RANKED_DRAWS);
        var scores = NormalScores.of(2 * ranked.walkers() * (ranked.steps() / 2));
        return IntStream.range(0, kept.dimension())
                .parallel()
                .mapToObj(k -> diagnosis(
                        kept,
                        k,
                        Marginal.of(counted.column(k)),
                        kept.steps() < 2 ? Double.NaN : tau(kept, k) * thin,
                        ranked.steps() < FEWEST_STEPS ? UNKNOWN : Diagnostics.summary(ranked.chains(k), scores)))
                .toList();
    }

    private static Diagnosis diagnosis(Samples samples, int column, Marginal m, double tau, Diagnostics.Summary s) {
        return new Diagnosis(
                samples.space().axis(column),
                m.mean(),
                m.sd(),
                m.q16(),
                m.median(),
                m.q84(),
                s.rHat(),
                s.essBulk(),
                s.essTail(),
                tau,
                s.mcse());
    }

    private static Samples fewer(Samples samples, int most) {
        return samples.thin((samples.size() + most - 1) / most);
    }

    // ---- what speaks against it ------------------------------------------------------------------------------------

    private static List<String> warnings(Run run, Samples kept, List<Diagnosis> diagnoses, double taus) {
        var out = new ArrayList<String>();
        run.ending().filter(e -> !e.met()).ifPresent(e -> out.add(e.words()));
        var advice = run.trajectories().map(t -> new NutsAdvice(run));
        if (kept.steps() < FEWEST_STEPS) {
            out.add(tooFew(run, kept, advice));
        } else {
            judge(out, run, kept, diagnoses, taus, advice);
        }
        if (run.interrupted()) {
            out.add("interrupted after " + Digits.count(run.steps()) + " steps; what was sampled is kept");
        }
        return List.copyOf(out);
    }

    /** What is said in place of all else where neither R-hat nor a size nor a time can be had. */
    private static String tooFew(Run run, Samples kept, Optional<NutsAdvice> advice) {
        int n = kept.steps();
        long usual = Math.max(Ensemble.Spec.usualSteps(run.settings().moves()), 10L * run.steps());
        return (n == 1 ? "only one step is" : "only " + n + " steps are") + " left after the burn-in"
                + (run.thin() > 1 ? " and thinning" : "") + ", too few to say anything of the samples; "
                + advice.map(a -> a.moreDraws(1)).orElseGet(() -> whatToDo(run, usual));
    }

    private static void judge(
            List<String> out,
            Run run,
            Samples kept,
            List<Diagnosis> diagnoses,
            double taus,
            Optional<NutsAdvice> advice) {
        int[] stuck = Stuck.find(kept);
        if (stuck.length > 0) {
            out.add(Stuck.words(stuck, kept));
        }
        boolean ensemble = advice.isEmpty();
        advice.ifPresentOrElse(a -> out.addAll(a.warnings()), () -> tooShort(out, run, kept, diagnoses, taus));
        double wanted = ensemble ? LARGEST_R_HAT : LARGEST_R_HAT_OF_CHAINS;
        diagnoses.stream()
                .filter(d -> !(d.rHat() <= wanted))
                .max(Comparator.comparingDouble(Diagnosis::rHat))
                .ifPresent(d -> out.add(String.format(
                        Locale.ROOT,
                        "the %s disagree: R-hat = %.3f for %s, want at most %.2f%s",
                        ensemble ? "walkers" : "chains",
                        d.rHat(),
                        d.axis().path(),
                        wanted,
                        advice.map(a -> agreement(d.rHat(), a)).orElse(""))));
        diagnoses.stream()
                .filter(d -> !(Math.min(d.essBulk(), d.essTail()) >= SMALLEST_ESS))
                .min(Comparator.comparingDouble(d -> Math.min(d.essBulk(), d.essTail())))
                .ifPresent(d -> out.add(String.format(
                        Locale.ROOT,
                        "only %.0f effective samples of %s, want %.0f%s",
                        Math.min(d.essBulk(), d.essTail()),
                        d.axis().path(),
                        SMALLEST_ESS,
                        advice.filter(a -> diagnoses.stream().allMatch(x -> x.rHat() <= FAR_APART))
                                .map(a -> "; " + a.moreDraws(1.2 * SMALLEST_ESS / Math.min(d.essBulk(), d.essTail())))
                                .orElse(""))));
    }

    /** The rule of 50 autocorrelation times: for each parameter, and for the log posterior, in which rare excursions show. */
    private static void tooShort(List<String> out, Run run, Samples kept, List<Diagnosis> diagnoses, double taus) {
        var longest = longest(diagnoses);
        if (Double.isNaN(longest.tau())) {
            out.add("the walkers never moved in " + longest.axis().path() + ": no proposal was accepted");
        } else if (!(taus >= WANTED_TAUS)) {
            out.add(String.format(
                    Locale.ROOT,
                    "chain is %.0f autocorrelation times long (tau = %s steps, %s), want %.0f; %s",
                    taus,
                    Digits.significant(longest.tau(), 3),
                    longest.axis().path(),
                    WANTED_TAUS,
                    whatToDo(run, enough(run, longest.tau()))));
        } else {
            double tau = tauOfLogP(kept) * run.thin();
            double length = kept.steps() * run.thin() / tau;
            if (length < WANTED_TAUS) {
                out.add(String.format(
                        Locale.ROOT,
                        "chain is %.0f autocorrelation times of the log posterior long (tau = %s steps), want %.0f: walkers"
                                + " go far out seldom and for long; %s",
                        length,
                        Digits.significant(tau, 3),
                        WANTED_TAUS,
                        whatToDo(run, enough(run, tau))));
            }
        }
    }

    /** What to do where chains disagree. */
    private static String agreement(double rHat, NutsAdvice advice) {
        return rHat > FAR_APART
                ? "; they may sit in different modes: look at chains(fit), and at nested() for the weights of modes"
                : "; " + advice.moreDraws(2);
    }

    private static String whatToDo(Run run, long steps) {
        return run.file()
                .map(file -> "go on with resume(\"" + file + "\").steps(" + Digits.underscored(steps) + ")")
                .orElse("ask for steps(" + Digits.underscored(steps) + ")");
    }

    /** Steps that would be enough, rounded up to a friendly number. */
    private static long enough(Run run, double tau) {
        double need = 1.2 * (WANTED_TAUS + BURN_IN_TAUS) * tau;
        need = Math.max(need, run.steps() + 10.0 * tau);
        double unit = Math.pow(10, Math.max(2, Math.floor(Math.log10(need)) - 1));
        return (long) (Math.ceil(need / unit) * unit);
    }
}
