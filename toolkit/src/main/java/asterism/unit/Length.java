package asterism.unit;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import java.util.Arrays;
import java.util.Map;

/**
 * One or more lengths with a sign, such as heights above a plane; kept in kpc.
 *
 * <p>Made with a unit, {@code kpc(0.3)}, {@code pc(-120, 0, 120)}, {@code Length.of(column, "pc")}; a unit of another
 * dimension is refused. NaN stands for "not known". Immutable.
 */
public final class Length implements Displayable {

    private static final Map<String, Double> KPC =
            Map.of("kpc", 1.0, "pc", 1e-3, "Mpc", 1e3, "km", 1e5 / (1e-3 * Constants.MEGAPARSEC));

    private final double[] kpc;

    private Length(double[] kpc) {
        this.kpc = kpc;
    }

    /** These lengths, kpc. Copied. */
    public static Length ofKpc(double... values) {
        return new Length(values.clone());
    }

    /**
     * These lengths in a unit: kpc, pc, Mpc or km.
     *
     * @param values Copied.
     * @throws IllegalArgumentException where the unit is no unit of length
     */
    public static Length of(double[] values, String unit) {
        double scale = UnitNames.scale(KPC, "length", unit);
        return new Length(Arrays.stream(values).map(v -> v * scale).toArray());
    }

    /** As {@link #of(double[], String)}, of one value. */
    public static Length of(double value, String unit) {
        return of(new double[] {value}, unit);
    }

    /** n lengths from first to last in equal steps. */
    public static Length range(Length first, Length last, int n) {
        if (n < 2) {
            throw new IllegalArgumentException("a range of lengths needs at least 2 values, got n = " + n);
        }
        double a = first.single();
        double b = last.single();
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = a + (b - a) * i / (n - 1);
        }
        return new Length(out);
    }

    /** How many. */
    public int size() {
        return kpc.length;
    }

    /** Value i, kpc. */
    public double get(int i) {
        return kpc[i];
    }

    /** All values, kpc. A copy. */
    public double[] inKpc() {
        return kpc.clone();
    }

    /** All values in another unit of length. */
    public double[] in(String unit) {
        double scale = UnitNames.scale(KPC, "length", unit);
        return Arrays.stream(kpc).map(v -> v / scale).toArray();
    }

    /**
     * The only value, kpc.
     *
     * @throws IllegalArgumentException where there is not exactly one
     */
    public double single() {
        if (kpc.length != 1) {
            throw new IllegalArgumentException("one length is needed here, got " + kpc.length);
        }
        return kpc[0];
    }

    @Override
    public Card card() {
        return Card.of(toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Length that && Arrays.equals(kpc, that.kpc);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(kpc);
    }

    @Override
    public String toString() {
        return kpc.length == 1
                ? Numbers.significant(kpc[0], 6) + " kpc"
                : kpc.length + " lengths" + UnitNames.span(kpc, "kpc");
    }
}
