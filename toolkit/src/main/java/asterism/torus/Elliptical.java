package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import java.util.Arrays;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** Radius and angle of the ellipse through each star, before distortion. Immutable. */
public final class Elliptical implements Displayable {

    /** The unit of the radius; its square is an action. */
    public static final String RADIUS_UNIT = "kpc rad^(1/2) Myr^(-1/2)";

    private final double[] rE;
    private final double[] thetaE;

    Elliptical(double[] rE, double[] thetaE) {
        this.rE = rE;
        this.thetaE = thetaE;
    }

    /** Elliptical radius of each star, kpc (rad/Myr)^(1/2), [n]. A copy. */
    public double[] rE() {
        return rE.clone();
    }

    /** Elliptical angle, rad in (-pi, pi], [n]: 0 where the plane is crossed upwards, pi/2 at the top. A copy. */
    public double[] thetaE() {
        return thetaE.clone();
    }

    /** Number of stars. */
    public int size() {
        return rE.length;
    }

    /** Columns r_e and theta_e. */
    public Table table() {
        return Table.create("elliptical", DoubleColumn.create("r_e", rE), DoubleColumn.create("theta_e", thetaE));
    }

    @Override
    public Card card() {
        return Card.of("Elliptical radius and angle of " + rE.length + " stars")
                .row(
                        "r_e",
                        Arrays.stream(rE).min().orElse(0) + " ... "
                                + Arrays.stream(rE).max().orElse(0) + " " + RADIUS_UNIT);
    }

    @Override
    public String toString() {
        return toText();
    }
}
