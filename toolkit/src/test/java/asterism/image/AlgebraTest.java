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
            assertThat(one.get("exact").number())
                    .as("root of P(2n, b) = 1/2")
                    .isCloseTo(Sersic.b(n), within(n < 1 ? 3e-4 : 5e-5 / n));
            double h = 1e-5;
            assertThat(Sersic.bSlope(n)).isCloseTo((Sersic.b(n + h) - Sersic.b(n - h)) / (2 * h), within(1e-8));
        }
    }

    /** Pixels of a fifth of the half-light radius, out to 30 of them: what is missing beyond is the tolerance. */
    @Test
    void allLightOfASersicGalaxyIsInItsImage() {
        for (var one : ALGEBRA.get("sersic_total_flux").list()) {
            double n = one.get("n").number();
            double re = one.get("Re").number();
            double total = one.get("total_flux").number();
            var image = Target.blank("wide", PixelGrid.of(300, 300, re / 5).center(0, 0));
            var galaxy = Sersic.of("galaxy")
                    .start(Sersic.X, 0.3)
                    .start(Sersic.Y, -0.2)
                    .start(Sersic.PA, 0.7)
                    .start(Sersic.Q, one.get("q").number())
                    .start(Sersic.N, n)
                    .start(Sersic.R_E, re)
                    .start(Sersic.I_E, one.get("Ie").number());
            var model = Joint.of(image).add(galaxy).images().get(0);
            double sum = Arrays.stream(model.toArray()).sum();
            double beyond = n < 2 ? 1e-6 : n < 4 ? 4e-3 : 0.06;
            assertThat(sum / total).as("n = " + n).isBetween(1 - beyond, 1 + 1e-6);
            double zero = one.get("zeropoint").number();
            assertThat(zero - 2.5 * Math.log10(total))
                    .isCloseTo(one.get("total_mag").number(), within(1e-10));
            assertThat(ImageFigure.brightness(model.zeropoint(zero))
                            .applyAsDouble(Math.pow(10, one.get("Ie").number())))
                    .isCloseTo(one.get("mu_e").number(), within(1e-10));
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

    /** Limits mapped to infinity, as the published fit does: value to number, back, and the slope. */
    @Test
    void publishedMapsOfLimitedParameters() {
        for (var one : ALGEBRA.get("parameter_transforms").list()) {
            double low = one.has("low") ? one.get("low").number() : Double.NEGATIVE_INFINITY;
            double high = one.has("high") ? one.get("high").number() : Double.POSITIVE_INFINITY;
            var map = new Representation(low, high, false);
            double value = one.get("value").number();
            double rho = one.get("representation").number();
            assertThat(map.of(value)).isCloseTo(rho, within(1e-12 * Math.max(1, Math.abs(rho))));
            assertThat(map.value(rho)).isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
            assertThat(map.slope(rho)).isCloseTo(one.get("dvalue_drep").number(), within(1e-12));
        }
    }

    @Test
    void cyclicParametersComeBackIntoTheirInterval() {
        for (var one : ALGEBRA.get("cyclic").list()) {
            var map =
                    new Representation(one.get("low").number(), one.get("high").number(), true);
            double rho = one.get("rep").number();
            assertThat(map.value(rho)).isCloseTo(one.get("value").number(), within(1e-12));
            assertThat(map.slope(rho)).isEqualTo(1);
        }
    }

    /** The published damping with its absolute ridge; without damping it, ours and Marquardt's are one step. */
    @Test
    void publishedStepsAndWhatTheyPromise() {
        for (var one : ALGEBRA.get("lm_steps").list()) {
            double[] h = Arrays.stream(one.get("H").rows())
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            double[] g = one.get("g").numbers();
            double damping = one.get("L").number();
            double[] expected = one.get("step").numbers();
            double[] step = PublishedDescent.step(h, g, damping);
            for (int i = 0; i < g.length; i++) {
                assertThat(step[i]).isCloseTo(expected[i], within(1e-8 * Math.abs(expected[i])));
            }
            double promise = one.get("rho_denominator").number();
            assertThat(PublishedDescent.expected(h, g, step, damping)).isCloseTo(promise, within(1e-8 * promise));
            if (damping < 1e-5) {
                double[] classic = one.get("classic_marquardt_step").numbers();
                double[] ours = undamped(h, g);
                for (int i = 0; i < g.length; i++) {
                    assertThat(step[i]).isCloseTo(classic[i], within(2e-5 * Math.abs(classic[i])));
                    assertThat(ours[i]).isCloseTo(classic[i], within(2e-5 * Math.abs(classic[i])));
                }
            }
        }
    }

    private static double[] undamped(double[] h, double[] g) {
        int n = g.length;
        var equations = new NormalEquations(n);
        System.arraycopy(h, 0, equations.h(), 0, n * n);
        System.arraycopy(g, 0, equations.g(), 0, n);
        boolean[] all = new boolean[n];
        double[] far = new double[n];
        Arrays.fill(all, true);
        Arrays.fill(far, 1e9);
        return equations.step(1e-9, all, Arrays.stream(far).map(x -> -x).toArray(), far);
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
