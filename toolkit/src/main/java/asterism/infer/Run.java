package asterism.infer;

import asterism.display.Card;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a sampler hands over when it ends: the plain record behind a {@link Fit}, and what is written to a file.
 *
 * @param method      what was run, in words: "ensemble of 64 walkers"
 * @param settings    what has to be equal for a run to be gone on with
 * @param chain       all stored steps, burn-in included
 * @param thin        steps between two stored ones
 * @param steps       steps done
 * @param burnIn      steps to leave out as the user asked, or -1 to choose from the chain
 * @param settled     last step at which the run was interfered with (a walker re-seeded); burn-in is never shorter
 * @param accepted    accepted proposals of each walker. Not modified.
 * @param best        the best point seen
 * @param seconds     wall time, s
 * @param interrupted whether the user ended it before its last step
 * @param notes       what happened, in words: start, re-seeded walkers, continuation
 * @param fingerprint of the posterior
 * @param provenance  what was fitted to what
 * @param version     of this toolkit
 * @param file        where it is kept, if it is
 * @param last        state after the last step, from which to go on
 * @param trajectories of a Hamiltonian sampler, none of another
 * @param ending      how it ended, where it had a stop rule
 * @param evidence    of nested sampling, none of another
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record Run(
        String method,
        Settings settings,
        Samples chain,
        int thin,
        int steps,
        int burnIn,
        int settled,
        long[] accepted,
        Point best,
        double seconds,
        boolean interrupted,
        List<String> notes,
        String fingerprint,
        Card provenance,
        String version,
        Optional<Path> file,
        SamplerState last,
        Optional<Trajectories> trajectories,
        Optional<StopRule.Ending> ending,
        Optional<Evidence> evidence) {

    /** Whether it ended by this rule. */
    boolean hasMet(StopRule rule) {
        return ending.filter(e -> e.met() && e.rule().equals(rule.words())).isPresent();
    }

    /** This run with one more note. */
    Run with(String note) {
        var more = new ArrayList<>(notes);
        more.add(note);
        return new Run(
                method,
                settings,
                chain,
                thin,
                steps,
                burnIn,
                settled,
                accepted,
                best,
                seconds,
                interrupted,
                List.copyOf(more),
                fingerprint,
                provenance,
                version,
                file,
                last,
                trajectories,
                ending,
                evidence);
    }

    /**
     * What makes two runs of one posterior the same chain.
     *
     * @param walkers nWalkers
     * @param seed    of all randomness
     * @param thin    steps between two stored ones
     * @param moves   in words, with their weights
     * @param start   in words
     * @param settle  steps within which walkers may be re-seeded
     */
    record Settings(int walkers, long seed, int thin, String moves, String start, int settle) {}

    /**
     * An ensemble between two steps.
     *
     * @param theta [nWalkers x nDim], row-major. Not modified.
     * @param logP  [nWalkers]. Not modified.
     */
    record State(double[] theta, double[] logP) implements SamplerState {
        @Override
        public Kind kind() {
            return Kind.ENSEMBLE;
        }
    }
}
