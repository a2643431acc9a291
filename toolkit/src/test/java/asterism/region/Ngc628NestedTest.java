package asterism.region;

import static asterism.infer.Samplers.nested;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nested sampling of NGC 628 with the published conventions, against 4.8 million steps of an independent ensemble. */
@Tag("nightly")
@Tag("statistical")
class Ngc628NestedTest {

    private static final double LIMIT = 4; // of 54 quantiles

    @Test
    void quantilesAgreeWithTheReference() {
        var fit = Ngc628.model().asPublished().sample(nested().live(2000).seed(628));
        System.out.println(fit.toText());
        assertTrue(fit.converged(), fit::toText);
        var table = Reference.table("posterior_ngc628_peer.csv");
        double worst = 0;
        for (int i = 0; i < table.rows(); i++) {
            var name = table.text("parameter")
                    .get(i)
                    .replace(':', '/')
                    .replace("U_min", "uMin")
                    .replace("q_PAH", "qPAH");
            double sd = table.numbers("sd")[i];
            for (var q : new double[] {0.16, 0.5, 0.84}) {
                double expected = table.numbers(q == 0.5 ? "q50" : q < 0.5 ? "q16" : "q84")[i];
                double off = (fit.samples().quantile(name, q) - expected) / sd;
                worst = Math.max(worst, Math.abs(off));
                double error = error(fit.samples().column(name), q) / sd;
                assertEquals(0, off, 0.05 + LIMIT * error, () -> name + " at " + q + ": off by " + off + " sd");
            }
        }
        System.out.printf(Locale.ROOT, "nested sampling: worst of 54 quantiles off by %.3f sd%n", worst);
        assertEquals(18, table.rows());
    }

    /** Standard error of a quantile from the order statistics about it. */
    private static double error(double[] draws, double q) {
        double[] x = draws.clone();
        java.util.Arrays.sort(x);
        double n = x.length;
        double half = Math.sqrt(n * q * (1 - q));
        return 0.5 * (x[(int) Math.min(n - 1, n * q + half)] - x[(int) Math.max(0, n * q - half)]);
    }
}
