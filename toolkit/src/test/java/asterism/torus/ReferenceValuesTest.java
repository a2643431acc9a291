package asterism.torus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** All values of the reference set: its tolerances are relative to the largest value of an array. */
class ReferenceValuesTest {

    private static void assertNear(double[] actual, double[] expected, double tolerance, String what) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as(what + " " + i).isCloseTo(expected[i], within(tolerance * largest));
        }
    }

    @Test
    void splines() {
        for (var ref : Reference.read("spline.json").list()) {
            var spline = Spline.of(ref.get("knots").numbers());
            int n = spline.size();
            double[] y = ref.get("y").numbers();
            double[] pieces = new double[3 * (n - 1)];
            spline.pieces(y, pieces);
            double[] x = ref.get("x").numbers();
            double[][] basis = new double[3][n];
            double[][] rows = ref.get("basis_rows_k").rows();
            for (int i = 0; i < x.length; i++) {
                assertThat(spline.value(pieces, x[i]))
                        .isCloseTo(
                                ref.get("f").numbers()[i],
                                within(1e-13 * Math.max(1, Math.abs(ref.get("f").numbers()[i]))));
                assertThat(spline.slope(pieces, x[i])).isCloseTo(ref.get("df").numbers()[i], within(1e-13));
                spline.basis(x[i], basis[0], basis[1], basis[2]);
                double curvature = 0;
                for (int k = 0; k < n; k++) {
                    assertThat(basis[0][k]).isCloseTo(rows[k][i], within(1e-13));
                    curvature += y[k] * basis[2][k];
                }
                assertThat(curvature)
                        .isCloseTo(ref.get("d2f_right_interval_at_knots").numbers()[i], within(1e-11));
            }
        }
    }

    @Test
    void geometryLabelsAndAccelerations() {
        for (var ref : Reference.read("functions.json").list()) {
            var model = Reference.model(ref.get("config"));
            var p = Reference.parameters(ref.get("params"));
            var pos = Length.ofKpc(ref.get("pos").numbers());
            var vel = Velocity.ofKpcPerMyr(ref.get("vel").numbers());
            var polar = model.elliptical(pos, vel, p);
            assertNear(polar.rE(), ref.get("r_e").numbers(), 1e-12, "r_e");
            assertNear(polar.thetaE(), ref.get("theta_e").numbers(), 1e-12, "theta_e");
            assertNear(model.radius(pos, vel, p), ref.get("r").numbers(), 1e-12, "r");
            assertNear(model.label(pos, vel, p), ref.get("label").numbers(), 1e-12, "label");
            for (int m : model.orders()) {
                assertNear(
                        model.eFunction(m, polar.rE(), p), ref.get("e", "" + m).numbers(), 1e-12, "e_" + m);
            }
            assertNear(model.acceleration(pos, p), ref.get("acc").numbers(), 1e-12, "acceleration");
            assertNear(model.accelerationGradient(pos, p), ref.get("dacc_dpos").numbers(), 1e-12, "gradient");
        }
    }

    @Test
    void likelihoodsRegularizersObjectivesAndTheirGradients() {
        for (var ref : Reference.read("functions.json").list()) {
            var model = Reference.model(ref.get("config"));
            var p = Reference.parameters(ref.get("params"));
            var data = BinnedData.of(
                            Length.ofKpc(ref.get("pos").numbers()),
                            Velocity.ofKpcPerMyr(ref.get("vel").numbers()))
                    .label(
                            ref.get("data", "label").numbers(),
                            ref.get("data", "label_err").numbers())
                    .counts(ref.get("data", "counts").numbers());
            assertThat(model.lnGaussianLikelihood(p, data))
                    .isCloseTo(ref.get("gaussian", "ln_likelihood").number(), within(1e-10));
            assertThat(model.lnPoissonLikelihood(p, data))
                    .isCloseTo(ref.get("poisson", "ln_likelihood").number(), within(1e-10));
            double[] gradient = new double[model.dimension()];
            assertThat(model.regularizer().orElseThrow().evaluate(model, p, gradient)
                            / ref.get("gaussian", "regularization").number())
                    .isCloseTo(1, within(1e-12));
            assertNear(gradient, ref.get("regularization_gradient").numbers(), 1e-9, "regularizer");
            for (var likelihood : TorusLikelihood.values()) {
                var expected = ref.get(likelihood.name().toLowerCase(java.util.Locale.ROOT));
                assertThat(model.objective(p, data, likelihood)
                                / expected.get("objective").number())
                        .isCloseTo(1, within(1e-12));
                assertNear(
                        model.objectiveGradient(p, data, likelihood),
                        expected.get("objective_gradient").numbers(),
                        1e-9,
                        "gradient of " + likelihood);
            }
        }
    }

    @Test
    void aHarmonicOscillator() {
        var ref = Reference.read("sho.json");
        var model = Reference.model(ref.get("config"));
        var p = Reference.parameters(ref.get("params"));
        var pos = Length.ofKpc(ref.get("pos").numbers());
        var vel = Velocity.ofKpcPerMyr(ref.get("vel").numbers());
        assertNear(model.acceleration(pos, p), ref.get("acc").numbers(), 1e-12, "acceleration");
        assertNear(model.accelerationGradient(pos, p), ref.get("dacc_dpos").numbers(), 1e-12, "gradient");
        assertNear(model.label(pos, vel, p), ref.get("label").numbers(), 1e-12, "label");
    }
}
