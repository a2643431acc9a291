package asterism.torus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Length;
import org.junit.jupiter.api.Test;

class TorusPosteriorTest {

    @Test
    void theReferencePosterior() {
        var ref = Reference.read("mcmc.json");
        var model = Reference.model(ref.get("config"));
        var data = Reference.slab().withLabel();
        var bounds = TorusBounds.of(
                model.parameters(ref.get("lower").numbers()),
                model.parameters(ref.get("upper").numbers()));
        var best = model.optimize(model.parameters(ref.get("start").numbers()), data, TorusLikelihood.GAUSSIAN, bounds);
        double[] mode = ref.get("mode").numbers();
        assertThat(best.lnLikelihood() - best.penalty())
                .isCloseTo(ref.get("mode_log_density").number(), within(1e-6));
        double[][] crlb = ref.get("crlb").rows();
        double[][] found = model.crlb(model.parameters(mode), data, TorusLikelihood.GAUSSIAN)
                .covariance();
        for (int i = 0; i < crlb.length; i++) {
            for (int j = 0; j < crlb.length; j++) {
                assertThat(found[i][j]).isCloseTo(crlb[i][j], within(1e-6 * Math.sqrt(crlb[i][i] * crlb[j][j])));
            }
        }
        var fit = model.mcmcRunLabel(data, best.parameters(), bounds, 3);
        assertThat(fit.converged()).isTrue();
        var names = model.space().names();
        double[] mean = ref.get("mean").numbers();
        double[] sd = ref.get("sd").numbers();
        double[] mcse = ref.get("mcse_of_mean").numbers();
        for (int k = 0; k < mean.length; k++) {
            double own = sd[k] / Math.sqrt(1000);
            double z = (fit.samples().mean(names.get(k)) - mean[k]) / Math.hypot(mcse[k], own);
            assertThat(z).as(names.get(k)).isBetween(-4.0, 4.0);
            assertThat(fit.samples().sd(names.get(k)) / sd[k]).isCloseTo(1, within(0.1));
        }
        double[] z = ref.get("acc_pos").numbers();
        var profile = model.acceleration(Length.ofKpc(z), fit.samples());
        for (int i = 0; i < z.length; i++) {
            double sigma = ref.get("acc_sd").numbers()[i];
            assertThat(profile.acceleration()[i]).isCloseTo(ref.get("acc_mean").numbers()[i], within(0.3 * sigma));
            assertThat(profile.accelerationSigma()[i] / sigma).isCloseTo(1, within(0.1));
        }
    }
}
