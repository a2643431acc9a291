package asterism.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import asterism.math.GaussLegendre;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Quadrature in cells that an ellipse cuts, against quadrature in a million parts. */
class CellRuleTest {

    private static final double[] KINKS = {2.1, 3.4};
    private static final GaussLegendre LINE = GaussLegendre.of(5);
    private static final PixelGrid SHEARED = PixelGrid.of(20, 20, 1).matrix(0.9, 0.2, -0.1, 1.1);

    private static CellRule rule(double[] kinks, double q) {
        var rule = new CellRule();
        rule.set(SHEARED, SHEARED.x(10.3, 9.8), SHEARED.y(10.3, 9.8), q, -Math.sin(0.7), Math.cos(0.7), kinks);
        return rule;
    }

    /** Two parabolas that meet at R = 2.1, a third at 3.4: the second derivative jumps. */
    private static double kinked(double r) {
        double first = Math.max(0, r - KINKS[0]);
        double second = Math.max(0, r - KINKS[1]);
        return 5 + r + first * first - 3 * second * second;
    }

    private static double mean(CellRule rule, DoubleUnaryOperator f) {
        double[] r = new double[rule.size()];
        rule.radii(r);
        double sum = 0;
        for (int k = 0; k < r.length; k++) {
            sum += rule.weight(k) * f.applyAsDouble(r[k]);
        }
        return sum;
    }

    private static double inManyParts(CellRule smooth, int i, int j) {
        int parts = 64;
        double sum = 0;
        for (int b = 0; b < parts; b++) {
            for (int a = 0; a < parts; a++) {
                smooth.cell(i + a / (double) parts, j + b / (double) parts, 1.0 / parts);
                smooth.place(LINE);
                sum += mean(smooth, CellRuleTest::kinked);
            }
        }
        return sum / (parts * parts);
    }

    @Test
    void cellsCutByEllipsesAreIntegratedExactly() {
        for (double q : new double[] {1, 0.6}) {
            var cutting = rule(KINKS, q);
            var smooth = rule(new double[0], q);
            int cut = 0;
            int split = 0;
            for (int j = 5; j < 15; j++) {
                for (int i = 5; i < 15; i++) {
                    if (!cutting.cell(i, j, 1)) {
                        split++;
                        continue;
                    }
                    cutting.place(LINE);
                    if (cutting.size() > 25 && Math.hypot(i - 9.8, j - 9.3) > 1.5) { // away from the cone's tip
                        cut++;
                        assertThat(mean(cutting, CellRuleTest::kinked))
                                .as("cell %d, %d, q %s", i, j, q)
                                .isCloseTo(inManyParts(smooth, i, j), within(3e-6));
                    }
                    assertThat(mean(cutting, r -> 1)).isCloseTo(1, within(1e-14));
                }
            }
            assertThat(cut).isGreaterThan(15);
            assertThat(split).isLessThan(20);
        }
    }

    @Test
    void aCellAroundTheCenterIsToBeSplit() {
        var rule = rule(new double[] {0.3}, 0.8);
        assertThat(rule.cell(10, 9, 1)).isFalse();
        assertThat(rule.cell(15, 3, 1)).isTrue();
    }
}
