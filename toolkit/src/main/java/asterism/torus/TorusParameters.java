package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * One set of values of all parameters of a {@link TorusModel}: the shape of the orbits and the label along them.
 *
 * <p>Immutable; each method that names a parameter and takes values gives a changed copy.
 *
 * <pre>{@code
 * TorusParameters.of(-2.6, 0.04, 0.5, 0.4).eVals(2, -1.1, -1.1).eVals(4, -3.4, -3.4).pos0(pc(20)).vel0(kmPerS(-7))
 * }</pre>
 */
public final class TorusParameters implements Displayable {

    private final TreeMap<Integer, double[]> eVals;
    private final double[] labelVals;
    private final double lnOmega0;
    private final double pos0;
    private final double vel0;

    private TorusParameters(
            Map<Integer, double[]> eVals, double[] labelVals, double lnOmega0, double pos0, double vel0) {
        this.eVals = new TreeMap<>(eVals);
        this.labelVals = labelVals;
        this.lnOmega0 = lnOmega0;
        this.pos0 = pos0;
        this.vel0 = vel0;
    }

    /**
     * Circular orbits, centered on zero.
     *
     * @param lnOmega0  ln of the frequency at the center, rad/Myr
     * @param labelVals the label at the first label knot, and its slopes d label / dr at all others, [K_label]
     */
    public static TorusParameters of(double lnOmega0, double... labelVals) {
        return new TorusParameters(Map.of(), labelVals.clone(), lnOmega0, 0, 0);
    }

    /**
     * From a vector.
     *
     * @param orders the m of the distortions, ascending
     * @param sizes  how many values each of them has
     * @param theta  in the canonical order. Not modified.
     */
    static TorusParameters of(int[] orders, int[] sizes, double[] theta) {
        var e = new TreeMap<Integer, double[]>();
        int from = 0;
        for (int j = 0; j < orders.length; j++) {
            e.put(orders[j], Arrays.copyOfRange(theta, from, from + sizes[j]));
            from += sizes[j];
        }
        int n = theta.length;
        return new TorusParameters(e, Arrays.copyOfRange(theta, from, n - 3), theta[n - 3], theta[n - 2], theta[n - 1]);
    }

    /** The same with these ln slopes of e_m at all knots but the first, [K_m - 1]; e_m(0) = 0 always. */
    public TorusParameters eVals(int m, double... vals) {
        var e = new TreeMap<>(eVals);
        e.put(m, vals.clone());
        return new TorusParameters(e, labelVals, lnOmega0, pos0, vel0);
    }

    /** The same with another label function: its value at the first knot and slopes at all others, [K_label]. */
    public TorusParameters labelVals(double... vals) {
        return new TorusParameters(eVals, vals.clone(), lnOmega0, pos0, vel0);
    }

    /** The same with another frequency at the center: ln(rad/Myr). */
    public TorusParameters lnOmega0(double value) {
        return new TorusParameters(eVals, labelVals, value, pos0, vel0);
    }

    /** The same with another height of the mid-plane. */
    public TorusParameters pos0(Length height) {
        return new TorusParameters(eVals, labelVals, lnOmega0, height.single(), vel0);
    }

    /** The same with another mean vertical velocity. */
    public TorusParameters vel0(Velocity velocity) {
        return new TorusParameters(eVals, labelVals, lnOmega0, pos0, velocity.single());
    }

    /** The m for which there is a distortion e_m, ascending. */
    public int[] orders() {
        return eVals.keySet().stream().mapToInt(m -> m).toArray();
    }

    /** The ln slopes of e_m, [K_m - 1]; empty where there is no such m. A copy. */
    public double[] eVals(int m) {
        var vals = eVals.get(m);
        return vals == null ? new double[0] : vals.clone();
    }

    /** The label at the first knot and its slopes at all others, [K_label]. A copy. */
    public double[] labelVals() {
        return labelVals.clone();
    }

    /** ln of the frequency at the center, rad/Myr. */
    public double lnOmega0() {
        return lnOmega0;
    }

    /** Frequency at the center, rad/Myr; exactly so only where the slope of e_m vanishes there. */
    public double omega0() {
        return Math.exp(lnOmega0);
    }

    /** Height of the mid-plane. */
    public Length pos0() {
        return Length.ofKpc(pos0);
    }

    /** Mean vertical velocity. */
    public Velocity vel0() {
        return Velocity.ofKpcPerMyr(vel0);
    }

    /** All values in the canonical order: e_m with m ascending, label, ln Omega0, pos0 [kpc], vel0 [kpc/Myr]. */
    public double[] toArray() {
        int n = labelVals.length + 3;
        for (double[] vals : eVals.values()) {
            n += vals.length;
        }
        double[] out = new double[n];
        int i = 0;
        for (double[] vals : eVals.values()) {
            System.arraycopy(vals, 0, out, i, vals.length);
            i += vals.length;
        }
        System.arraycopy(labelVals, 0, out, i, labelVals.length);
        out[n - 3] = lnOmega0;
        out[n - 2] = pos0;
        out[n - 1] = vel0;
        return out;
    }

    @Override
    public Card card() {
        var card = Card.of("Orbits and label")
                .row(
                        "ln \\Omega_0",
                        Numbers.significant(lnOmega0, 6) + " (\\Omega_0 = " + Numbers.significant(omega0(), 4)
                                + " rad/Myr)");
        card = card.row("z_0", Numbers.significant(1e3 * pos0, 5) + " pc")
                .row("v_0", Numbers.significant(Velocity.KM_PER_S * vel0, 5) + " km/s");
        for (int m : orders()) {
            card = card.row("e_" + m + ", ln slopes", words(eVals(m)));
        }
        return card.row("label at the center, slopes", words(labelVals));
    }

    private static String words(double[] values) {
        return String.join(
                ", ",
                Arrays.stream(values).mapToObj(v -> Numbers.significant(v, 4)).toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TorusParameters that
                && Arrays.equals(orders(), that.orders())
                && Arrays.equals(toArray(), that.toArray())
                && labelVals.length == that.labelVals.length;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toArray());
    }

    @Override
    public String toString() {
        return toText();
    }
}
