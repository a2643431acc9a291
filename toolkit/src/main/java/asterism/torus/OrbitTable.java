package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.Arrays;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Action, angle, period and frequency of each star. Immutable.
 *
 * <p>A star on no closed orbit, beyond the radius to which the distortions are defined, has NaN everywhere: {@link #warnings}
 * says how many there are.
 */
public final class OrbitTable implements Displayable {

    private final double[] period;
    private final double[] action;
    private final double[] angle;

    OrbitTable(double[] period, double[] action, double[] angle) {
        this.period = period;
        this.action = action;
        this.angle = angle;
    }

    /** Number of stars. */
    public int size() {
        return period.length;
    }

    /** Period T of each star, Myr, [n]. A copy. */
    public double[] period() {
        return period.clone();
    }

    /** Frequency 2 pi / T of each star, rad/Myr, [n]. */
    public double[] frequency() {
        return Arrays.stream(period).map(t -> 2 * Math.PI / t).toArray();
    }

    /** Action J of each star, kpc^2/Myr, [n]; 0 at the center. A copy. */
    public double[] action() {
        return action.clone();
    }

    /** Angle of each star, rad in (-pi, pi], [n]: 0 where it crosses the plane upwards, pi/2 at the top. A copy. */
    public double[] angle() {
        return angle.clone();
    }

    /** Stars on no closed orbit. */
    public int unbound() {
        return (int) Arrays.stream(period).filter(Double::isNaN).count();
    }

    /** What is wrong with some stars, in words; empty where nothing is. */
    public java.util.List<String> warnings() {
        return unbound() == 0
                ? java.util.List.of()
                : java.util.List.of(
                        unbound() + " of " + size() + " stars are on no closed orbit of this model (NaN): they lie "
                                + "beyond its last knots, where the distortions turn over, have no position or velocity, or were given "
                                + "too few steps (OrbitSearch.maxiter); leave them out, or place the last knots further out");
    }

    /** A row for each star: T [Myr], Omega [rad/Myr], J [kpc^2/Myr], theta [rad]. */
    public Table table() {
        return Table.create(
                "orbits",
                DoubleColumn.create("T", period),
                DoubleColumn.create("Omega", frequency()),
                DoubleColumn.create("J", action),
                DoubleColumn.create("theta", angle));
    }

    @Override
    public Card card() {
        var card = Card.of("Orbits of " + size() + " stars");
        for (var warning : warnings()) {
            card = card.warning(warning);
        }
        return card.row("periods", range(period) + " Myr").row("actions", range(action) + " kpc^2/Myr");
    }

    private static String range(double[] values) {
        var known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).summaryStatistics();
        return known.getCount() == 0
                ? "none"
                : Numbers.significant(known.getMin(), 4) + " ... " + Numbers.significant(known.getMax(), 4);
    }

    @Override
    public String toString() {
        return toText();
    }
}
