package asterism.region;

import static asterism.infer.Samplers.ensemble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.infer.Fit;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A converged run of the published posterior against the reference of some 1000 autocorrelation times. */
@Tag("long")
@Tag("statistical")
class Ngc628PosteriorTest {

    @Test
    void publishedMediansOfAll18Parameters() {
        var model = Ngc628.model().asPublished();
        var fit = model.sample(
                ensemble().walkers(64).steps(150_000).burnIn(20_000).thin(20).seed(628));
        assertTrue(fit.converged(), () -> fit.toText());
        medians(fit);
        logPosterior(fit);
        derived(model, fit);
    }

    private static void medians(Fit fit) {
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
            double off = (fit.samples().median(name) - table.numbers("q50")[i]) / sd;
            worst = Math.max(worst, Math.abs(off));
            report.append(String.format("%s %.3f sd%n", name, off));
            for (var q : new double[] {0.16, 0.84}) {
                double expected = table.numbers(q < 0.5 ? "q16" : "q84")[i];
                assertEquals(expected, fit.samples().quantile(name, q), 0.1 * sd, name + " at " + q);
            }
        }
        System.out.printf("medians: worst %.3f sd of %d parameters%n", worst, table.rows());
        assertEquals(18, table.rows());
        assertTrue(worst < 0.1, report.toString());
    }

    private static void logPosterior(Fit fit) {
        var table = Reference.table("posterior_ngc628_lnprob.csv");
        double[] logP = fit.samples().logP();
        Arrays.sort(logP);
        for (var q : new double[] {0.16, 0.5, 0.84}) {
            var name = q == 0.16 ? "q16" : q == 0.5 ? "q50" : "q84";
            assertEquals(table.numbers(name)[0], logP[(int) (q * logP.length)], 0.3, "ln p at " + q);
        }
    }

    private static void derived(RegionModel model, Fit fit) {
        var table = Reference.table("posterior_ngc628_derived.csv");
        var ours = model.derived(fit.samples().thin(10));
        for (int i = 0; i < table.rows(); i++) {
            var region = table.text("region").get(i);
            var quantity = table.text("quantity").get(i).startsWith("mstar") ? "stellarMass" : "sfr100";
            double width = table.numbers("q84")[i] - table.numbers("q16")[i];
            assertEquals(table.numbers("q50")[i], ours.median(region, quantity), 0.05 * width, region + quantity);
        }
        assertThat(ours.table().columnNames()).contains("disk/dustMass", "total/lTIR");
    }
}
