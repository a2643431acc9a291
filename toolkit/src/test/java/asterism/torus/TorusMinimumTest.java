package asterism.torus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Length;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Fits of the mock disk, whose true minima are known to all digits. */
class TorusMinimumTest {

    @Test
    void theSlabFitReachesTheTrueMinimum() {
        var ref = Reference.read("slab_fit.json");
        var model = Reference.model(ref.get("config"));
        var start = model.parameters(ref.get("start").numbers());
        // the reference counts the used pixels only
        var data = Reference.slab().withLabel();
        assertThat(data.size()).isEqualTo((int) ref.get("n_pixels_used").number());
        assertThat(model.objective(start, data, TorusLikelihood.GAUSSIAN)
                        / ref.get("objective_at_start").number())
                .isCloseTo(1, within(1e-12));
        var bounds = TorusBounds.of(
                model.parameters(ref.get("lower").numbers()),
                model.parameters(ref.get("upper").numbers()));
        var fit = model.optimize(start, data, TorusLikelihood.GAUSSIAN, bounds);
        double tight = ref.get("fit_tight", "objective").number();
        assertThat(fit.objective() - tight).isLessThan(1e-10);
        assertThat(fit.converged()).isTrue();
        double[] expected = ref.get("fit_tight", "params").numbers();
        double[] sigma = ref.get("crlb_sigma").numbers();
        double[] found = fit.parameters().toArray();
        for (int k = 0; k < found.length; k++) {
            assertThat(found[k]).isCloseTo(expected[k], within(1e-3 * sigma[k]));
        }
        var there = model.crlb(model.parameters(expected), data, TorusLikelihood.GAUSSIAN);
        assertFisher(there, ref.get("fisher").rows(), 1e-6);
        double[] a = ref.get("accel", "fit").numbers();
        double[] aSigma = ref.get("accel", "fit_sigma_from_crlb").numbers();
        var profile = fit.acceleration(Length.ofKpc(ref.get("accel", "pos").numbers()));
        for (int i = 0; i < a.length; i++) {
            assertThat(profile.acceleration()[i]).isCloseTo(a[i], within(1e-6 * 3e-3));
            assertThat(profile.accelerationSigma()[i] / aSigma[i]).isCloseTo(1, within(1e-4));
        }
    }

    private static void assertFisher(CramerRao crlb, double[][] expected, double tolerance) {
        double[][] found = crlb.fisher();
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                double scale = Math.sqrt(expected[i][i] * expected[j][j]);
                assertThat(found[i][j]).as(i + ", " + j).isCloseTo(expected[i][j], within(tolerance * scale));
            }
        }
    }

    @Test
    void thePoissonFitReachesTheTrueMinimum() {
        var ref = Reference.read("slab_poisson_fit.json");
        var model = Reference.model(ref.get("config"));
        var bounds = TorusBounds.of(
                model.parameters(ref.get("lower").numbers()),
                model.parameters(ref.get("upper").numbers()));
        var fit = model.optimize(
                model.parameters(ref.get("start").numbers()), Reference.slabCounts(), TorusLikelihood.POISSON, bounds);
        double tight = ref.get("fit_tight", "objective").number();
        assertThat(fit.objective() - tight).isLessThan(1e-10);
        assertThat(fit.converged()).isTrue();
        assertFisher(
                model.crlb(
                        model.parameters(ref.get("fit_tight", "params").numbers()),
                        Reference.slabCounts(),
                        TorusLikelihood.POISSON),
                ref.get("fisher").rows(),
                1e-6);
    }

    /** Exact labels: what is left is the bias of the family of orbits, the same or less than that of the reference. */
    @Test
    void theLimitOfTheFamilyOnExactLabels() {
        var ref = Reference.read("slab_noisefree.json");
        var slab = Reference.read("slab_fit.json");
        var model = Reference.model(slab.get("config")).withoutRegularizer();
        double[] label = ref.get("label").numbers();
        double[] error = new double[label.length];
        Arrays.fill(error, 1e-3);
        var data = Reference.slab().withLabel().label(label, error);
        var bounds = TorusBounds.of(
                model.parameters(slab.get("lower").numbers()),
                model.parameters(slab.get("upper").numbers()));
        var fit = model.optimize(model.parameters(slab.get("start").numbers()), data, TorusLikelihood.GAUSSIAN, bounds);
        assertThat(fit.objective())
                .isLessThanOrEqualTo(1.05 * ref.get("objective").number());
        double[] z = slab.get("accel", "pos").numbers();
        double[] truth = slab.get("accel", "truth").numbers();
        double[] found = fit.acceleration(Length.ofKpc(z)).acceleration();
        double worst = 0;
        for (int i = 0; i < z.length; i++) {
            boolean counts = Math.abs(z[i]) >= 0.1 && Math.abs(z[i]) <= 1;
            worst = counts ? Math.max(worst, Math.abs(found[i] / truth[i] - 1)) : worst;
        }
        assertThat(worst).isLessThan(0.02);
        // the central frequency is off by more than ten times that: it is traded against the first slope of e_2
        double off = fit.parameters().lnOmega0() - ref.get("ln_Omega0_true").number();
        assertThat(Math.abs(off)).isGreaterThan(0.05);
    }
}
