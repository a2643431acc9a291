package asterism.infer;

import static asterism.infer.Samplers.maximum;
import static asterism.infer.Targets.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MaximumTest {

    @Test
    void aGaussianIsItsOwnLaplaceApproximation() {
        var found = maximum().run(Targets.gaussian(4, 0.9));
        assertTrue(found.converged(), found::toText);
        assertEquals(20, found.arrived());
        for (var name : found.point().space().names()) {
            assertEquals(0, found.point().get(name), 1e-4, name);
            assertEquals(1, found.sd(name), 1e-3, name);
        }
        var names = found.point().space().names();
        assertEquals(0.9, found.covariance(names.get(0), names.get(2)), 1e-3);
        // (2 pi)^(n/2) sqrt(det C), det = (1 - rho)^(n - 1) (1 + (n - 1) rho)
        double exact = 2 * Math.log(2 * Math.PI) + 0.5 * (3 * Math.log(0.1) + Math.log(3.7));
        assertEquals(exact, found.logZ().orElseThrow(), 1e-3);
    }

    @Test
    void aParameterAtItsBoundIsSaidInWords() {
        // exp(-5 x_1) on [0, 1], Gaussian of width 0.1 about 0.5 in x_2
        var found = maximum().run(Targets.of("wall", filled(2, 0), filled(2, 1), true, x -> {
            double z = (x[1] - 0.5) / 0.1;
            return -5 * x[0] - 0.5 * z * z;
        }));
        assertEquals(0, found.point().get("even/x_1"), 0);
        assertEquals(0.5, found.point().get("odd/x_2"), 1e-6);
        assertThat(found.atBounds()).hasSize(1);
        assertThat(found.atBounds().get(0))
                .contains("even/x_1 is at its lower bound 0")
                .contains("0.200");
        assertEquals(
                Math.log(0.2) + 0.5 * Math.log(2 * Math.PI) + Math.log(0.1),
                found.logZ().orElseThrow(),
                1e-3);
    }

    @Test
    void theHigherOfTwoMaximaIsFound() {
        var found = maximum().seed(4).run(Targets.of("two", filled(1, -10), filled(1, 10), true, x -> {
            double a = Math.exp(-0.5 * (x[0] + 4) * (x[0] + 4));
            double b = 2 * Math.exp(-0.5 * (x[0] - 4) * (x[0] - 4));
            return Math.log(a + b + 1e-12);
        }));
        assertEquals(4, found.point().get("even/x_1"), 1e-3);
        assertTrue(found.arrived() < 20, found::toText);
    }

    @Test
    void aDensityThatVanishesEverywhereIsRefused() {
        var nowhere = Targets.of("nowhere", filled(1, 0), filled(1, 1), true, x -> Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> maximum().run(nowhere)).hasMessageContaining("not finite at any of 20 draws");
        assertThatThrownBy(() -> maximum().starts(0)).hasMessageContaining("at least 1 start");
    }
}
