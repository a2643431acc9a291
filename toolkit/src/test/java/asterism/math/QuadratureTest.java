package asterism.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuadratureTest {

    @Test
    void gaussLegendreIsExactUpToDegreeTwoNMinusOne() {
        for (int n : new int[] {1, 2, 3, 8, 32}) {
            var rule = GaussLegendre.of(n);
            for (int degree = 0; degree <= 2 * n - 1; degree++) {
                int d = degree;
                double exact = (Math.pow(2, d + 1) - 1) / (d + 1);
                assertThat(rule.integrate(x -> Math.pow(x, d), 1, 2) / exact)
                        .as("n = %d, x^%d", n, d)
                        .isEqualTo(1, within(1e-13));
            }
        }
        assertThatThrownBy(() -> GaussLegendre.of(0)).hasMessageContaining("at least 1 point, got 0");
    }

    @Test
    void piecewiseLinearHitsItsNodesAndIsZeroOutside() {
        double[] x = {1, 2, 4};
        double[] y = {3, 5, 1};
        assertThat(PiecewiseLinear.at(x, y, new double[] {0.5, 1, 1.5, 2, 3, 4, 4.1}))
                .containsExactly(0, 3, 4, 5, 3, 1, 0);
        for (double at : new double[] {0.5, 1, 1.5, 2, 3, 4, 4.1}) {
            assertThat(PiecewiseLinear.at(x, y, at)).isEqualTo(PiecewiseLinear.at(x, y, new double[] {at})[0]);
        }
        assertThat(PiecewiseLinear.interval(x, 0)).isZero();
        assertThat(PiecewiseLinear.interval(x, 4)).isEqualTo(1);
    }

    @Test
    void integralWeightsIntegrateTheFunctionExactly() {
        double[] x = {1, 2, 4};
        double[] y = {3, 5, 1};
        var w = PiecewiseLinear.integralWeights(x, 1.5, 3);
        // 0.5 (4 + 5) / 2 + (5 + 3) / 2
        assertThat(w[0] * y[0] + w[1] * y[1] + w[2] * y[2]).isEqualTo(2.25 + 4, within(1e-14));
    }
}
