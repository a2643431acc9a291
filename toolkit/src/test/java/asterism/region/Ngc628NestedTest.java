package asterism.region;

import static asterism.infer.Samplers.nested;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.infer.Evidence;
import asterism.infer.Fit;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nested sampling of NGC 628 with the published conventions, against 4.8 million steps of an independent ensemble. */
@Tag("long")
@Tag("statistical")
class Ngc628NestedTest {

    private static final RegionModel MODEL = Ngc628.model().asPublished();

    @SuppressWarnings("NullAway.Init") // before all tests
    private static Fit fit;

    @BeforeAll
    static void sample() {
        fit = MODEL.sample(nested().live(4000).seed(628));
        System.out.println(fit.toText());
    }

    @Test
    void quantilesAgreeWithTheReference() {
        assertTrue(fit.converged(), fit::toText);
        var table = Reference.table("posterior_ngc628_peer.csv");
        double worst = 0;
        double worstError = 0;
        var report = new StringBuilder();
        for (int i = 0; i < table.rows(); i++) {
            var name = table.text("parameter")
                    .get(i)
                    .replace(':', '/')
                    .replace("U_min", "uMin")
                    .replace("q_PAH", "qPAH");
            double sd = table.numbers("sd")[i];
            for (var q : new double[] {0.16, 0.5, 0.84}) {
                double expected = table.numbers("q" + Math.round(100 * q))[i];
                double off = (fit.samples().quantile(name, q) - expected) / sd;
                worst = Math.max(worst, Math.abs(off));
                worstError = Math.max(worstError, error(fit.samples().column(name), q) / sd);
                report.append(String.format(Locale.ROOT, "%s at %.2f: %.3f sd%n", name, q, off));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "nested sampling: worst of 54 quantiles off by %.3f sd, their Monte-Carlo errors at most %.3f sd%n",
                worst,
                worstError);
        assertEquals(18, table.rows());
        assertTrue(worstError < 0.015, report.toString());
        assertTrue(worst < 0.05, report.toString());
    }

    @Test
    void evidenceIsRepeatedByAnotherSeedAndByLongerWalks() {
        var here = fit.evidence().orElseThrow();
        agree(here, MODEL.sample(nested().live(1000).seed(629)).evidence().orElseThrow());
        agree(
                here,
                MODEL.sample(nested().live(500).slices(216).seed(630))
                        .evidence()
                        .orElseThrow());
    }

    private static void agree(Evidence a, Evidence b) {
        double pull = (a.logZ() - b.logZ()) / Math.hypot(a.error(), b.error());
        System.out.printf(
                Locale.ROOT,
                "log Z %.2f +- %.2f with %d live points, %.2f +- %.2f with %d: pull %.2f%n",
                a.logZ(),
                a.error(),
                a.live(),
                b.logZ(),
                b.error(),
                b.live(),
                pull);
        assertEquals(0, pull, 3);
    }

    /** Standard error of a quantile from the order statistics about it. */
    private static double error(double[] draws, double q) {
        double[] x = draws.clone();
        Arrays.sort(x);
        double n = x.length;
        double half = Math.sqrt(n * q * (1 - q));
        return 0.5 * (x[(int) Math.min(n - 1, n * q + half)] - x[(int) Math.max(0, n * q - half)]);
    }
}
