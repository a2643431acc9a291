package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.ReferenceJson;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Formulas against numbers of an independent program. */
class AlgebraTest {

    private static final ReferenceJson ALGEBRA = ReferenceJson.resource(AlgebraTest.class, "algebra.json");

    @Test
    void theSeriesOfB() {
        for (var one : ALGEBRA.get("bn").list()) {
            double n = one.get("n").number();
            assertThat(Sersic.b(n)).isCloseTo(one.get("series").number(), within(1e-12));
            double h = 1e-5;
            assertThat(Sersic.bSlope(n)).isCloseTo((Sersic.b(n + h) - Sersic.b(n - h)) / (2 * h), within(1e-8));
        }
    }

    @Test
    void allLightOfASersicGalaxyIsInItsImage() {
        for (var one : ALGEBRA.get("sersic_total_flux").list().subList(0, 1)) {
            var image = Target.of("wide", PixelGrid.of(150, 150, 1).center(0, 0), new double[150 * 150]);
            var galaxy = Sersic.of("galaxy")
                    .start(Sersic.X, 0.3)
                    .start(Sersic.Y, -0.2)
                    .start(Sersic.PA, 0.7)
                    .start(Sersic.Q, one.get("q").number())
                    .start(Sersic.N, one.get("n").number())
                    .start(Sersic.R_E, one.get("Re").number())
                    .start(Sersic.I_E, one.get("Ie").number());
            double sum = 0;
            for (double flux : Joint.of(image).add(galaxy).images().get(0).toArray()) {
                sum += flux;
            }
            double total = one.get("total_flux").number();
            assertThat(sum).isCloseTo(total, within(1e-5 * total)); // 11 half-light radii: 1e-6 of the light is outside
        }
    }

    @Test
    void theSplineBetweenAndBeyondItsKnots() {
        var reference = ALGEBRA.get("spline_profile");
        var profile = new SplineProfile(reference.get("prof").numbers());
        profile.set(reference.get("IR").numbers(), 0);
        double[] r = reference.get("R").numbers();
        double[] out = new double[r.length];
        profile.values(r, r.length, out);
        double[] expected = reference.get("brightness").numbers();
        for (int i = 0; i < r.length; i++) {
            assertThat(out[i]).isCloseTo(expected[i], within(1e-10 * expected[i]));
        }
    }

    /** Each step solves its equations; the published ridge is absolute, the one here relative to the diagonal. */
    @Test
    void dampedStepsSolveTheirEquations() {
        for (var one : ALGEBRA.get("lm_steps").list()) {
            double[][] h = one.get("H").rows();
            double[] g = one.get("g").numbers();
            double damping = one.get("L").number();
            int n = g.length;
            var equations = new NormalEquations(n);
            for (int i = 0; i < n; i++) {
                equations.g()[i] = g[i];
                for (int k = 0; k < n; k++) {
                    equations.h()[i * n + k] = h[i][k];
                }
            }
            boolean[] all = new boolean[n];
            double[] low = new double[n];
            double[] high = new double[n];
            Arrays.fill(all, true);
            Arrays.fill(low, -1e9);
            Arrays.fill(high, 1e9);
            double[] step = equations.step(damping, all, low, high);
            for (int i = 0; i < n; i++) {
                double left = h[i][i] * (1 + 1e-8 + 1e-3 * damping) * (1 + damping) * step[i];
                for (int k = 0; k < n; k++) {
                    left += k == i ? 0 : h[i][k] / (1 + damping) * step[k];
                }
                assertThat(left).isCloseTo(g[i], within(1e-9 * Math.max(1, Math.abs(g[i]))));
            }
        }
    }

    @Test
    void aStepEndsAtALimitAndTheOthersAreSolvedAnew() {
        var equations = new NormalEquations(2);
        equations.h()[0] = 2;
        equations.h()[1] = 1;
        equations.h()[2] = 1;
        equations.h()[3] = 2;
        equations.g()[0] = 3;
        equations.g()[1] = 3; // free: (1, 1)
        double[] step = equations.step(0, new boolean[] {true, true}, new double[] {-9, -9}, new double[] {0.5, 9});
        assertThat(step[0]).isEqualTo(0.5);
        assertThat(step[1]).isCloseTo(1.25, within(1e-6)); // (3 - 0.5)/2
    }
}
