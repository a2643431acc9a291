package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;

/**
 * Whether the orbits are nested: r must grow with r_e at every angle, D = dr/dr_e = 1 + C &gt; 0.
 *
 * <p>At a fixed angle D is a parabola in r_e on each piece between two knots, so its minimum in r_e is exact; over the angle it
 * is searched for and refined. The {@link #matrix} is the published sample of C. Immutable.
 */
public final class EFunctionCheck implements Displayable {

    private final double smallest;
    private final double atRadius;
    private final double atAngle;
    private final double[][] matrix;

    EFunctionCheck(double smallest, double atRadius, double atAngle, double[][] matrix) {
        this.smallest = smallest;
        this.atRadius = atRadius;
        this.atAngle = atAngle;
        this.matrix = matrix;
    }

    /** Whether no two orbits cross: D is above 0 everywhere. */
    public boolean isValid() {
        return smallest > 0;
    }

    /** Smallest D = dr/dr_e. */
    public double smallest() {
        return smallest;
    }

    /** C = D - 1 on 16 radii, uniform in their root from 1e-3 to the largest, and 128 angles on [0, pi/2]: [16][128]. A copy. */
    public double[][] matrix() {
        return java.util.Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }

    /** Where D is smallest, in words. */
    public String words() {
        return "dr/dr_e is " + Numbers.significant(smallest, 3) + " at r_e = " + Numbers.significant(atRadius, 3)
                + ", theta_e = " + Numbers.significant(Math.toDegrees(atAngle), 3) + " deg";
    }

    @Override
    public Card card() {
        var card = Card.of(isValid() ? "The orbits are nested" : "Orbits cross");
        return card.row("smallest", words());
    }

    @Override
    public String toString() {
        return toText();
    }
}
