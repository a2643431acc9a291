package asterism.infer;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * When a run has sampled enough: {@code rHat(1.01).ess(1000).atMost(minutes(5))}. Immutable.
 *
 * <p>A run looks at its chains now and then, each time after a quarter more steps, and ends when the rule is met and
 * nothing else speaks against the samples ({@link Fit#warnings}). It also ends at the cap in time, or at the sampler's
 * largest number of steps; the fit then says that the rule was not met and does not count as converged.
 */
public final class StopRule {

    private final double rHat; // +infinity: any
    private final double ess; // 0: any
    private final Optional<Duration> most;

    private StopRule(double rHat, double ess, Optional<Duration> most) {
        this.rHat = rHat;
        this.ess = ess;
        this.most = most;
    }

    static StopRule ofRHat(double largest) {
        return new StopRule(Double.POSITIVE_INFINITY, 0, Optional.empty()).rHat(largest);
    }

    static StopRule ofEss(double smallest) {
        return new StopRule(Double.POSITIVE_INFINITY, 0, Optional.empty()).ess(smallest);
    }

    /** And: R-hat of each parameter is at most this; above 1. */
    public StopRule rHat(double largest) {
        if (!(largest > 1)) {
            throw new IllegalArgumentException(
                    "rHat(" + largest + "): the largest R-hat must be above 1; 1.01 is usual");
        }
        return new StopRule(largest, ess, most);
    }

    /** And: bulk and tail effective sample size of each parameter are at least this. */
    public StopRule ess(double smallest) {
        if (!(smallest > 0) || smallest > Verdict.RANKED_DRAWS / 2.0) {
            throw new IllegalArgumentException("ess(" + smallest + "): the effective sample size must be above 0 and at"
                    + " most " + Verdict.RANKED_DRAWS / 2 + ", which the diagnostics resolve; 1000 is usual");
        }
        return new StopRule(rHat, smallest, most);
    }

    /** But no longer than this: {@code atMost(minutes(5))}. The chain does not depend on it, only its length does. */
    public StopRule atMost(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("atMost(" + time + "): the time must be above 0");
        }
        return new StopRule(rHat, ess, Optional.of(time));
    }

    /** Largest wall time, s; +infinity where none is set. */
    double seconds() {
        return most.map(d -> 1e-9 * d.toNanos()).orElse(Double.POSITIVE_INFINITY);
    }

    /** The smallest effective sample size wanted; 0 for any. */
    double smallestEss() {
        return ess;
    }

    boolean isMet(Verdict verdict) {
        return verdict.converged()
                && verdict.diagnoses().stream()
                        .allMatch(d -> d.rHat() <= rHat && d.essBulk() >= ess && d.essTail() >= ess);
    }

    /** {@code R-hat at most 1.01, ESS at least 1000} */
    String words() {
        var r = Double.isInfinite(rHat) ? "" : "R-hat at most " + Digits.shortest(rHat);
        var e = ess == 0 ? "" : String.format(Locale.ROOT, "ESS at least %.0f", ess);
        return r + (r.isEmpty() || e.isEmpty() ? "" : ", ") + e;
    }

    /**
     * How a run ended that had a rule.
     *
     * @param rule  the rule in words
     * @param met   whether it was met
     * @param steps after how many steps of each chain or walker
     * @param cause what ended it where the rule was not met: {@code the cap of 20 s}
     */
    record Ending(String rule, boolean met, int steps, String cause) {

        String words() {
            return met
                    ? "ended by its rule, " + rule + ", after " + Digits.count(steps) + " steps"
                    : "ended by " + cause + " after " + Digits.count(steps) + " steps; its rule, " + rule
                            + ", was not met";
        }
    }

    @Override
    public String toString() {
        return words()
                + most.map(d -> ", at most " + Digits.significant(1e-9 * d.toNanos(), 4) + " s")
                        .orElse("");
    }
}
