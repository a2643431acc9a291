package asterism.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the trajectories of a {@link Nuts} run say against its samples that R-hat and effective sample sizes may not see
 * (Betancourt 2017, sections 6.1 and 6.2), and what to do about it: nothing is advised that the run has done already.
 */
final class NutsAdvice {

    /** Smallest energy Bayesian fraction of missing information (Betancourt 2017). */
    private static final double SMALLEST_E_BFMI = 0.3;

    /** Largest fraction of trajectories that may diverge. */
    private static final double MOST_DIVERGENT = 0.001;

    /** Largest fraction of trajectories that may be cut at the largest depth. */
    private static final double MOST_CUT_SHORT = 0.01;

    private static final int DEEPEST = 20;

    private final Run run;
    private final Trajectories trajectories;
    private final NutsState.Tuning tuning;

    /** On a run that has trajectories. */
    NutsAdvice(Run run) {
        this.run = run;
        this.trajectories = run.trajectories().orElseThrow();
        this.tuning = ((NutsState) run.last()).tuning();
    }

    /** What speaks against the samples, in words. */
    List<String> warnings() {
        var out = new ArrayList<String>();
        var t = trajectories;
        int draws = (t.steps() - t.warmUp()) * t.chains();
        if (t.divergences() > MOST_DIVERGENT * draws) {
            out.add(String.format(
                    Locale.ROOT,
                    "%s of %s trajectories diverged: the samples may miss where the posterior is narrow; try %sother"
                            + " parameters",
                    Digits.count(t.divergences()),
                    Digits.count(draws),
                    smallerSteps()));
        }
        if (t.eBfmi() < SMALLEST_E_BFMI) {
            out.add(String.format(
                    Locale.ROOT,
                    "E-BFMI = %.2f, want %.1f: the chains diffuse through the energies too slowly to reach the"
                            + " tails; draw more, or use other parameters",
                    t.eBfmi(),
                    SMALLEST_E_BFMI));
        }
        if (t.cutShort() > MOST_CUT_SHORT * draws) {
            out.add(String.format(
                    Locale.ROOT,
                    "%s of %s trajectories were cut at tree depth %d: the chains move slowly; try %s",
                    Digits.count(t.cutShort()),
                    Digits.count(draws),
                    t.maxTreeDepth(),
                    longerTrajectories()));
        }
        return out;
    }

    /** {@code "targetAcceptance(0.95), or "}, or something nearer to 1 where that was tried. */
    private String smallerSteps() {
        for (double target : new double[] {0.95, 0.99}) {
            if (tuning.targetAcceptance() < target - 0.01) {
                return "targetAcceptance(" + Digits.shortest(target) + "), or ";
            }
        }
        return "";
    }

    private String longerTrajectories() {
        var out = new ArrayList<String>();
        if (!tuning.dense()) {
            out.add("dense()");
        }
        if (tuning.maxTreeDepth() < DEEPEST) {
            out.add("maxTreeDepth(" + Math.min(DEEPEST, tuning.maxTreeDepth() + 2) + ")");
        }
        if (tuning.targetAcceptance() > 0.5) {
            out.add("targetAcceptance(0.5) where the density has jumps");
        }
        out.add("other parameters");
        return String.join(", or ", out);
    }

    /** {@code ask for draws(2_000)}, so many times what there are, or how to go on from the file that the run is in. */
    String moreDraws(double times) {
        double wanted = Math.max(1000, times * (run.steps() - run.settled()));
        var draws = "draws(" + Digits.underscored((long) (100 * Math.ceil(wanted / 100))) + ")";
        return run.file()
                .map(file -> "go on with resume(\"" + file + "\")." + draws)
                .orElse("ask for " + draws);
    }
}
