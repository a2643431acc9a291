package asterism.torus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TorusStartTest {

    private static void assertNear(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-12 * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private static TorusStart start() {
        var regularizer = SplineRegularizer.of()
                .labelL2Sigma(1)
                .labelSmoothSigma(0.5)
                .eL2Sigma(2, 1)
                .eL2Sigma(4, 1)
                .eSmoothSigma(2, 0.5)
                .eSmoothSigma(4, 0.5)
                .daccStrength(100);
        return TorusStart.of(Reference.slab())
                .labelKnots(5)
                .eKnots(2, 8)
                .eKnots(4, 4)
                .eKnotsSpacingPower(0.5)
                .regularizer(regularizer);
    }

    @Test
    void thePublishedStart() {
        var ref = Reference.read("auto_init.json");
        var start = start().asPublished();
        assertThat(start.estimateOmega()).isCloseTo(ref.get("estimate_Omega").number(), within(1e-14));
        var model = start.model();
        assertNear(model.labelKnots(), ref.get("label_knots").numbers());
        for (int m : new int[] {2, 4}) {
            assertNear(model.eKnots(m), ref.get("e_knots", "" + m).numbers());
            assertThat((double) model.eSign(m))
                    .isEqualTo(ref.get("e_signs", "" + m).number());
        }
        var p = start.parameters();
        assertNear(p.eVals(2), ref.get("init_params", "e_params", "2").numbers());
        assertNear(p.labelVals(), ref.get("init_params", "label_vals").numbers());
        assertThat(p.lnOmega0()).isCloseTo(ref.get("init_params", "ln_Omega0").number(), within(1e-12));
        var bounds = start.bounds();
        assertNear(
                bounds.lower().labelVals(),
                ref.get("bounds", "label_vals", "lower").numbers());
        assertNear(
                bounds.upper().labelVals(),
                ref.get("bounds", "label_vals", "upper").numbers());
        assertNear(
                bounds.lower().eVals(4),
                ref.get("bounds", "e_params", "4", "lower").numbers());
        assertNear(
                new double[] {bounds.lower().lnOmega0(), bounds.upper().lnOmega0()},
                ref.get("bounds", "ln_Omega0").numbers());
        assertNear(
                new double[] {
                    bounds.lower().pos0().single(), bounds.upper().pos0().single()
                },
                ref.get("bounds", "pos0").numbers());
        assertNear(
                new double[] {
                    bounds.lower().vel0().single(), bounds.upper().vel0().single()
                },
                ref.get("bounds", "vel0").numbers());
    }

    @Test
    void theStartIsOutsideTheDeadZone() {
        var start = start();
        var data = start.data();
        var model = start.model();
        double[] ours = model.objectiveGradient(start.parameters(), data, TorusLikelihood.GAUSSIAN);
        double[] published = model.objectiveGradient(start.asPublished().parameters(), data, TorusLikelihood.GAUSSIAN);
        assertThat(Math.abs(ours[0])).isGreaterThan(1e4 * Math.abs(published[0]));
        assertThat(model.optimize(start.parameters(), data, TorusLikelihood.GAUSSIAN, start.bounds())
                        .converged())
                .isTrue();
    }
}
