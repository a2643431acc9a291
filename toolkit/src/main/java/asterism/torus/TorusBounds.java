package asterism.torus;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.display.Numbers;
import asterism.unit.Length;
import asterism.unit.Velocity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The smallest and largest value that each parameter of a {@link TorusModel} may have; also the box in which posterior
 * sampling has a uniform prior. Immutable.
 */
public final class TorusBounds implements Displayable {

    private final TorusParameters lower;
    private final TorusParameters upper;

    private TorusBounds(TorusParameters lower, TorusParameters upper) {
        this.lower = lower;
        this.upper = upper;
    }

    /**
     * All values between two sets of values.
     *
     * @throws IllegalArgumentException where the two differ in shape or a lower value is above its upper one
     */
    public static TorusBounds of(TorusParameters lower, TorusParameters upper) {
        double[] lo = lower.toArray();
        double[] hi = upper.toArray();
        boolean sameShape = Arrays.equals(lower.orders(), upper.orders())
                && lower.labelVals().length == upper.labelVals().length
                && Arrays.stream(lower.orders()).allMatch(m -> lower.eVals(m).length == upper.eVals(m).length);
        if (!sameShape) {
            throw new IllegalArgumentException("bounds: the lower and the upper set need the same parameters, got "
                    + names(lower) + " and " + names(upper));
        }
        var names = names(lower);
        var problems = new ArrayList<String>();
        for (int k = 0; k < lo.length; k++) {
            if (!(lo[k] <= hi[k])) {
                problems.add(names.get(k) + " from " + lo[k] + " to " + hi[k]);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "bounds: the lower value must not be above the upper one and none may be NaN, got "
                            + String.join(", ", problems) + "; give them as (lower, upper)");
        }
        return new TorusBounds(lower, upper);
    }

    /**
     * Bounds from a pair for each parameter of a model.
     *
     * @param pairs [nDim][2]: lower and upper value, in the order of {@link TorusParameters#toArray()}. Not modified.
     */
    public static TorusBounds ofPairs(TorusModel model, double[][] pairs) {
        int n = model.dimension();
        if (pairs.length != n) {
            throw new IllegalArgumentException("bounds: " + n + " pairs are needed, one for each of "
                    + model.space().names() + ", got " + pairs.length);
        }
        double[] lo = new double[n];
        double[] hi = new double[n];
        for (int k = 0; k < n; k++) {
            if (pairs[k].length != 2) {
                throw new IllegalArgumentException(
                        "bounds: " + model.space().names().get(k) + " needs a pair {lower, upper}, got "
                                + pairs[k].length + " values");
            }
            lo[k] = pairs[k][0];
            hi[k] = pairs[k][1];
        }
        return of(model.parameters(lo), model.parameters(hi));
    }

    /** No bounds at all, for the parameters of a model. */
    public static TorusBounds none(TorusModel model) {
        double[] lo = new double[model.dimension()];
        double[] hi = new double[model.dimension()];
        Arrays.fill(lo, Double.NEGATIVE_INFINITY);
        Arrays.fill(hi, Double.POSITIVE_INFINITY);
        return new TorusBounds(model.parameters(lo), model.parameters(hi));
    }

    /** These bounds with all values of e_m between two numbers: ln slopes. */
    public TorusBounds eVals(int m, double lo, double hi) {
        return of(lower.eVals(m, filled(lower.eVals(m).length, lo)), upper.eVals(m, filled(upper.eVals(m).length, hi)));
    }

    /** These bounds with ln Omega0 between two numbers, ln(rad/Myr). */
    public TorusBounds lnOmega0(double lo, double hi) {
        return of(lower.lnOmega0(lo), upper.lnOmega0(hi));
    }

    /** These bounds with another range of the height of the mid-plane. */
    public TorusBounds pos0(Length lo, Length hi) {
        return of(lower.pos0(lo), upper.pos0(hi));
    }

    /** These bounds with another range of the mean velocity. */
    public TorusBounds vel0(Velocity lo, Velocity hi) {
        return of(lower.vel0(lo), upper.vel0(hi));
    }

    /** These bounds with another range of the label at the first knot. */
    public TorusBounds labelAtCenter(double lo, double hi) {
        return of(replaced(lower, 0, 1, lo), replaced(upper, 0, 1, hi));
    }

    /** These bounds with all slopes of the label, d label / dr, between two numbers; (0, s) makes it rise everywhere. */
    public TorusBounds labelSlopes(double lo, double hi) {
        int n = lower.labelVals().length;
        return of(replaced(lower, 1, n, lo), replaced(upper, 1, n, hi));
    }

    private static TorusParameters replaced(TorusParameters p, int from, int to, double value) {
        double[] vals = p.labelVals();
        Arrays.fill(vals, from, to, value);
        return p.labelVals(vals);
    }

    private static double[] filled(int n, double value) {
        double[] out = new double[n];
        Arrays.fill(out, value);
        return out;
    }

    /** The smallest values. */
    public TorusParameters lower() {
        return lower;
    }

    /** The largest values. */
    public TorusParameters upper() {
        return upper;
    }

    /** Whether a set of values lies within; on a bound is within. */
    public boolean contains(TorusParameters p) {
        double[] lo = lower.toArray();
        double[] hi = upper.toArray();
        double[] x = p.toArray();
        boolean inside = x.length == lo.length;
        for (int k = 0; inside && k < x.length; k++) {
            inside = x[k] >= lo[k] && x[k] <= hi[k];
        }
        return inside;
    }

    private static List<String> names(TorusParameters p) {
        return TorusModel.axes(p.orders(), m -> p.eVals(m).length, p.labelVals().length)
                .names();
    }

    @Override
    public Card card() {
        double[] lo = lower.toArray();
        double[] hi = upper.toArray();
        var names = names(lower);
        var rows = new ArrayList<List<String>>();
        for (int k = 0; k < lo.length; k++) {
            rows.add(List.of(names.get(k), Numbers.significant(lo[k], 5), Numbers.significant(hi[k], 5)));
        }
        return Card.of("Bounds").table(List.of("parameter", "lower", "upper"), rows);
    }

    @Override
    public String toString() {
        return toText();
    }
}
