package asterism.region;

import static asterism.infer.Samplers.nuts;
import static asterism.infer.Samplers.rHat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.infer.Fit;
import asterism.infer.Nuts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** NUTS on the published posterior of NGC 628, against the reference of some 1000 autocorrelation times. */
@Tag("long")
@Tag("statistical")
class Ngc628NutsTest {

    /** The published density jumps at the nodes of uMin: a large acceptance cannot be reached with any step size. */
    private static final Nuts PUBLISHED = nuts().targetAcceptance(0.5);

    @Test
    void endsByItsRule() {
        var fit = Ngc628.model()
                .sample(nuts().chains(4).until(rHat(1.01).ess(1000)).seed(628));
        System.out.println(fit.toText());
        assertTrue(fit.converged(), fit::toText);
        assertTrue(fit.ess() >= 1000 && fit.rHat() <= 1.01, fit::toText);
    }

    @Test
    @Timeout(300)
    void publishedQuantilesOfAll18Parameters() {
        var fit = Ngc628.model().asPublished().sample(PUBLISHED.draws(20_000).seed(629));
        System.out.println(fit.toText());
        assertTrue(fit.converged(), fit::toText);
        quantiles(fit);
    }

    private static void quantiles(Fit fit) {
        var table = Reference.table("posterior_ngc628_peer.csv");
        var report = new StringBuilder();
        double worst = 0;
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
                report.append(String.format("%s at %.2f: %.3f sd%n", name, q, off));
            }
        }
        System.out.printf("quantiles: worst %.3f sd of %d parameters%n%s", worst, table.rows(), report);
        assertEquals(18, table.rows());
        assertTrue(worst < 0.05, report.toString());
    }
}
