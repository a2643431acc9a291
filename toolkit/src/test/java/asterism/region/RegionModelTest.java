package asterism.region;

import static asterism.prior.Prior.normalAbout;
import static asterism.prior.Prior.tiedTo;
import static asterism.prior.Prior.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asterism.random.RandomStream;
import asterism.sed.DraineLi07;
import org.junit.jupiter.api.Test;

class RegionModelTest {

    private static final RegionModel MODEL = Ngc628.model();
    private static final RegionModel PUBLISHED = MODEL.asPublished();

    /** Near the mode 0.5; elsewhere what 0.3 % in every band makes of the likelihood. */
    @Test
    void publishedLogPosteriorOfThe40Vectors() {
        var table = Reference.table("ngc628_loglike.csv");
        double[][] center = Reference.vectors("center");
        double[][] disk = Reference.vectors("disk");
        var tied = Ngc628.model(tiedTo(DraineLi07.Q_PAH.in("disk"))).asPublished();
        var flat = Ngc628.model(within(0.012, DraineLi07.Q_PAH.in("disk"))).asPublished();
        double worstNear = 0;
        for (int id = 0; id < 40; id++) {
            double[] theta = Ngc628.theta(center[id], disk[id], false);
            double[] shared = Ngc628.theta(center[id], disk[id], true);
            assertEquals(table.numbers("lnprior_normal")[id], PUBLISHED.logPrior(theta), 1e-10, "id " + id);
            assertEquals(table.numbers("lnprior_uniform_0.012")[id], flat.logPrior(theta), 1e-10, "id " + id);
            assertEquals(table.numbers("lnprior_fixed")[id], tied.logPrior(shared), 1e-10, "id " + id);
            double difference = PUBLISHED.logLikelihood(theta) - table.numbers("lnlike")[id];
            double differenceTied = tied.logLikelihood(shared) - table.numbers("lnlike_fixed")[id];
            if (id >= 27) {
                worstNear = Math.max(worstNear, Math.max(Math.abs(difference), Math.abs(differenceTied)));
            }
        }
        assertTrue(worstNear < 0.5, "worst " + worstNear);
    }

    @Test
    void everyDrawOfThePriorIsPossible() {
        double[] theta = new double[18];
        for (int seed = 0; seed < 50; seed++) {
            MODEL.bind().drawPrior(RandomStream.of(seed), theta);
            assertTrue(Double.isFinite(MODEL.logPosterior(theta)), "seed " + seed);
        }
        assertThat(normalAbout(DraineLi07.Q_PAH.in("disk"), 0.01)).isNotNull();
    }
}
