package asterism.unit;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.Arrays;
import java.util.Map;

/**
 * One or more velocities along a line, with a sign; kept in kpc/Myr (977.792 km/s).
 *
 * <p>Made with a unit, {@code kmPerS(20)}, {@code kpcPerMyr(0.02)}, {@code Velocity.of(column, "km/s")}; a unit of another
 * dimension is refused. NaN stands for "not known". Immutable.
 */
public final class Velocity implements Displayable {

    /** One kpc/Myr, km/s. */
    public static final double KM_PER_S = Constants.HUBBLE_TIME_UNIT; // 1 kpc/Myr over 1 km/s = 1 / (km/s/Mpc) in Gyr

    private static final Map<String, Double> KPC_PER_MYR =
            Map.of("kpc/Myr", 1.0, "km/s", 1 / KM_PER_S, "pc/Myr", 1e-3, "m/s", 1e-3 / KM_PER_S, "kpc/Gyr", 1e-3);

    private final double[] kpcPerMyr;

    private Velocity(double[] kpcPerMyr) {
        this.kpcPerMyr = kpcPerMyr;
    }

    /** These velocities, kpc/Myr. Copied. */
    public static Velocity ofKpcPerMyr(double... values) {
        return new Velocity(values.clone());
    }

    /** These velocities, km/s. */
    public static Velocity ofKmPerS(double... values) {
        return of(values, "km/s");
    }

    /**
     * These velocities in a unit: km/s, kpc/Myr, kpc/Gyr, pc/Myr or m/s.
     *
     * @param values Copied.
     * @throws IllegalArgumentException where the unit is no unit of velocity
     */
    public static Velocity of(double[] values, String unit) {
        double scale = UnitNames.scale(KPC_PER_MYR, "velocity", unit);
        return new Velocity(Arrays.stream(values).map(v -> v * scale).toArray());
    }

    /** As {@link #of(double[], String)}, of one value. */
    public static Velocity of(double value, String unit) {
        return of(new double[] {value}, unit);
    }

    /** n velocities from first to last in equal steps. */
    public static Velocity range(Velocity first, Velocity last, int n) {
        return new Velocity(Length.range(Length.ofKpc(first.single()), Length.ofKpc(last.single()), n)
                .inKpc());
    }

    /** How many. */
    public int size() {
        return kpcPerMyr.length;
    }

    /** Value i, kpc/Myr. */
    public double get(int i) {
        return kpcPerMyr[i];
    }

    /** All values, kpc/Myr. A copy. */
    public double[] inKpcPerMyr() {
        return kpcPerMyr.clone();
    }

    /** All values, km/s. A copy. */
    public double[] inKmPerS() {
        return in("km/s");
    }

    /** All values in another unit of velocity. */
    public double[] in(String unit) {
        double scale = UnitNames.scale(KPC_PER_MYR, "velocity", unit);
        return Arrays.stream(kpcPerMyr).map(v -> v / scale).toArray();
    }

    /**
     * The only value, kpc/Myr.
     *
     * @throws IllegalArgumentException where there is not exactly one
     */
    public double single() {
        if (kpcPerMyr.length != 1) {
            throw new IllegalArgumentException("one velocity is needed here, got " + kpcPerMyr.length);
        }
        return kpcPerMyr[0];
    }

    @Override
    public Card card() {
        return Card.of(toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Velocity that && Arrays.equals(kpcPerMyr, that.kpcPerMyr);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(kpcPerMyr);
    }

    @Override
    public String toString() {
        return kpcPerMyr.length == 1
                ? Numbers.significant(kpcPerMyr[0] * KM_PER_S, 6) + " km/s"
                : kpcPerMyr.length + " velocities" + UnitNames.span(inKmPerS(), "km/s");
    }
}
