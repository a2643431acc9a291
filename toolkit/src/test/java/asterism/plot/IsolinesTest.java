package asterism.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IsolinesTest {

    private static final double[] AXIS = new double[41];

    static {
        Arrays.setAll(AXIS, i -> -2 + 0.1 * i);
    }

    @Test
    void theLevelOfAConeIsOneClosedCircle() {
        var lines = Isolines.at(-1.5, cone(), AXIS, AXIS);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).isClosed()).isTrue();
        for (int i = 0; i < lines.get(0).size(); i++) {
            assertThat(Math.hypot(lines.get(0).x(i), lines.get(0).y(i))).isCloseTo(1.5, within(0.005));
        }
    }

    @Test
    void aLineThatLeavesTheGridIsOpen() {
        var lines = Isolines.at(-2.4, cone(), AXIS, AXIS);
        assertThat(lines).hasSize(4).noneMatch(Isolines.Isoline::isClosed);
    }

    @Test
    void aSaddleIsDecidedByItsMean() {
        var axis = new double[] {0, 1};
        assertThat(Isolines.at(0.4, new double[] {1, 0, 0, 1}, axis, axis)).hasSize(2);
        double cutOffCorner =
                Isolines.at(0.4, new double[] {1, 0, 0, 1}, axis, axis).get(0).x(0);
        double aroundCorner =
                Isolines.at(0.6, new double[] {1, 0, 0, 1}, axis, axis).get(0).x(0);
        assertThat(cutOffCorner).isCloseTo(0.6, within(1e-12));
        assertThat(aroundCorner).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void nothingIsDrawnAroundANaN() {
        var z = cone();
        z[20 * 41 + 35] = Double.NaN;
        assertThat(Isolines.at(-1.5, z, AXIS, AXIS)).hasSize(1).noneMatch(Isolines.Isoline::isClosed);
    }

    private static double[] cone() {
        var z = new double[41 * 41];
        Arrays.setAll(z, i -> -Math.hypot(AXIS[i % 41], AXIS[i / 41]));
        return z;
    }
}
