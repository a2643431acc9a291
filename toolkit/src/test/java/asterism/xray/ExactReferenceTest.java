package asterism.xray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exact integration against the 34 reference problems: every statistic of every source and background. */
class ExactReferenceTest {

    private static final double IN_SD = 1e-6; // the must is 1e-5 sd
    private static final double LOG_EVIDENCE = 1e-7;
    private static final double CELL = 0.015; // the catalogue's recipe cuts intervals to cells of its grid

    static List<References.Case> cases() {
        return References.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheReference(References.Case c) {
        check(Exact.solve(ScaledProblem.of(c.problem)), c.posterior, c.logEvidence);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheReferenceWhenBackgroundsAreHeld(References.Case c) {
        var frozen = ScaledProblem.frozen(c.problem);
        for (int k = 0; k < c.held.length; k++) {
            assertEquals(c.held[k], frozen.held[k], 1e-14 * c.held[k], "background of obsid " + k);
        }
        check(Exact.solve(frozen), c.frozen, c.frozenEvidence);
    }

    /** The points that interpolations begin from depend on the box alone: no size of the tensor integrates them again. */
    @Test
    void integralsOverTheBackgroundAreFew() {
        assertTrue(evaluations("t09") < 550, "two sources, one obsid: " + evaluations("t09"));
        assertTrue(evaluations("t10") < 3000, "two that overlap by half: " + evaluations("t10"));
        assertTrue(evaluations("t23") < 35_000, "three sources, five obsids: " + evaluations("t23"));
    }

    private static long evaluations(String problem) {
        return Exact.solve(ScaledProblem.of(References.get(problem).problem))
                .report()
                .evaluations();
    }

    @Test
    void backgroundsMayBeAskedForByManyThreads() {
        var p = ScaledProblem.of(References.get("t18").problem);
        var alone = Exact.solve(p);
        for (int repeat = 0; repeat < 10; repeat++) {
            var shared = Exact.solve(p);
            IntStream.range(p.nSources, p.nFree).parallel().forEach(shared::marginal);
            for (int j = p.nSources; j < p.nFree; j++) {
                double sd = alone.marginal(j).sd();
                assertEquals(alone.marginal(j).mean(), shared.marginal(j).mean(), 1e-9 * sd, "background " + j);
                assertEquals(sd, shared.marginal(j).sd(), 1e-9 * sd, "sd of background " + j);
            }
        }
    }

    private static void check(Solution found, List<References.Post> wanted, double logEvidence) {
        assertEquals(logEvidence, found.logEvidence().orElseThrow(), LOG_EVIDENCE, "ln evidence");
        for (int j = 0; j < wanted.size(); j++) {
            var r = wanted.get(j);
            var m = found.marginal(j);
            double sd = r.sd();
            assertEquals(r.mean(), m.mean(), IN_SD * sd, r.name() + " mean");
            assertEquals(sd, m.sd(), IN_SD * sd, r.name() + " sd");
            assertEquals(r.mode(), m.mode(), IN_SD * sd, r.name() + " mode");
            assertEquals(r.isLimit(), m.mode() == 0, r.name() + " is an upper limit");
            for (int q = 0; q < References.Post.P.length; q++) {
                double p = References.Post.P[q];
                assertEquals(r.quantile(q), m.quantile(p), IN_SD * sd, r.name() + " quantile " + p);
                assertEquals(p, m.cumulative(m.quantile(p)), 1e-10, r.name() + " cumulative of quantile");
            }
            double[] b = m.shortest(0.68);
            assertEquals(r.shortest68()[0], b[0], IN_SD * sd, r.name() + " lower bound");
            assertEquals(r.shortest68()[1], b[1], IN_SD * sd, r.name() + " upper bound");
            b = m.shortest(0.6827);
            assertEquals(r.shortest6827()[0], b[0], IN_SD * sd, r.name() + " lower bound, 0.6827");
            assertEquals(r.shortest6827()[1], b[1], IN_SD * sd, r.name() + " upper bound, 0.6827");
            var kernel = KernelDensity.ofMarginal((LegendreMarginal) m, 1, 2001);
            assertEquals(r.kernel()[0], kernel.mode(), 1e-3 * sd, r.name() + " mode of the kernel density");
            assertEquals(r.kernel()[1], kernel.shortest(0.68)[0], CELL * sd, r.name() + " its lower bound");
            assertEquals(r.kernel()[2], kernel.shortest(0.68)[1], CELL * sd, r.name() + " its upper bound");
            assertTrue(m.density(m.mode()) >= m.density(m.mean()), r.name() + " density is highest at the mode");
        }
    }
}
